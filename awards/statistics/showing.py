"""The figures as tables with their charts: what the pages, the sheets and the appendices of a report show.

Nothing here asks the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone

from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier
from thiduakt.catalog.enums import HonorKind
from thiduakt.documents.paper import Bar, Chart
from thiduakt.ledger.justice import Part, percent
from thiduakt.ledger.years import year_name
from thiduakt.vietnamese import capitalized

from .enums import Outcome, Step
from .gaps import Line, TeamSum, by_outcome, by_team
from .given import Given, Rows, counted, kind_order, level_order, merit_order, total
from .shares import Shares
from .tables import Row, Table, bars
from .times import Way, longest, sums

TODAYS_TEAM = "Mỗi người được tính vào tổ hiện nay, kể cả khi xem năm đã qua."
LONGEST = 20  # honors, dossiers: named one by one
GIVEN = "lượt khen"
PARTS = ("Bộ phận", "Số người", "Tỷ lệ người", "Người được khen", "Lượt khen", "Tỷ lệ lượt khen", "So với tỷ lệ người")


def given_tables(given: Sequence[Given], years: Sequence[int], names: Sequence[str], teams: Sequence[str]) -> list[Table]:
    """`years`: the oldest first, as `names` tell them; the last is the one that was asked for."""

    def table(key: str, title: str, of: Callable[[Given], str], order: Sequence[str] = (), note: str = "") -> Table:
        rows = counted(given, years, of, order)
        chart = bars(f"{title}, {names[-1].lower()}", ((name, counts[-1]) for name, counts in rows), unit=GIVEN)
        return _by_years(key, title, names, rows, note, chart)

    sums_of_years = total(counted(given, years, lambda one: one.unit), years)
    growth = bars("Số lượt khen từng năm", zip(names, sums_of_years, strict=True), unit=GIVEN)
    units = counted(given, years, lambda one: one.unit)
    return [
        _by_years("tap-the-ca-nhan", "Tập thể và cá nhân", names, units, "", growth),
        table("to", "Theo tổ", lambda one: one.place, teams, TODAYS_TEAM),
        table("danh-hieu", "Theo danh hiệu, hình thức", lambda one: one.honor, _by_kind(given)),
        table("loai", "Theo loại", lambda one: one.kind_name, kind_order()),
        table("cap", "Theo cấp khen thưởng", lambda one: one.level_name, level_order()),
        table("loai-hinh", "Theo loại hình khen thưởng", lambda one: one.merit_name, merit_order()),
    ]


def _by_kind(given: Iterable[Given]) -> list[str]:
    """Titles before forms, as the catalogue has them."""
    places = {kind.value: place for place, kind in enumerate(HonorKind)}
    named = {one.honor: places.get(one.kind, len(places)) for one in given}
    return sorted(named, key=lambda name: (named[name], name))


def _by_years(key: str, title: str, names: Sequence[str], rows: Rows, note: str = "", chart: Chart | None = None) -> Table:
    years = range(len(names))
    told: list[Row] = [[name, *counts] for name, counts in rows]
    if len(told) > 1:
        told.append(["Tổng số", *total(rows, years)])
    return Table(key, title, ("Nội dung", *names), tuple(told), note, chart)


def registered_tables(lines: Sequence[Line], beside: Mapping[str, int]) -> list[Table]:
    outcomes = by_outcome(lines)
    rows: list[Row] = [[capitalized(str(outcome.label)), count, percent(count, len(lines))] for outcome, count in outcomes]
    told = ((capitalized(str(outcome.label)), count) for outcome, count in outcomes)
    return [
        Table(
            "ket-qua", "Kết quả và lý do chưa đạt", ("Kết quả", "Số lượt đăng ký", "Tỷ lệ"), tuple(rows),
            "Mỗi danh hiệu, hình thức của một người, một tập thể là một lượt đăng ký.",
            bars("Kết quả của các lượt đăng ký", told, unit="lượt"),
        ),
        _teams(lines, beside),
    ]  # fmt: skip


def _teams(lines: Sequence[Line], beside: Mapping[str, int]) -> Table:
    teams = by_team(lines, beside)
    rows: list[Row] = [_team_row(one) for one in teams]
    if len(rows) > 1:
        rows.append(_team_row(TeamSum.of_all(teams)))
    compared = [
        Bar(one.team, f"{one.reached}/{one.registered} lượt", _hundredth(one.reached, one.registered)) for one in teams
    ]
    heads = ("Tổ", "Đã đăng ký", "Đạt", "Tỷ lệ đạt", "Đang chờ", "Chưa đạt", "Được khen ngoài đăng ký")
    chart = Chart("Tỷ lệ đạt so với đăng ký", tuple(compared)) if len(compared) > 1 and lines else None
    note = "Tổ là tổ của danh sách đăng ký; người không đăng ký được tính vào tổ hiện nay."
    return Table("to", "Theo tổ", heads, tuple(rows), note, chart)


def _team_row(one: TeamSum) -> Row:
    share = percent(one.reached, one.registered)
    return [one.team, one.registered, one.reached, share, one.waiting, one.missed, one.beside]


def line_cells(line: Line) -> list[str]:
    one = line.registered
    return [one.name, one.team, one.honor, capitalized(str(line.outcome.label)), one.reason]


LINE_HEADS = ("Cá nhân, tập thể", "Tổ", "Đã đăng ký", "Kết quả", "Lý do đã ghi")


def share_tables(found: Shares, by_year: Sequence[tuple[int, Shares]], year: int) -> list[Table]:
    """`by_year`: the oldest first."""
    counts = {"Được khen lần đầu": found.newcomers, "Đã được khen ở năm trước": found.honored - found.newcomers}
    name = f"năm học {year_name(year)}"
    return [
        _parts("truc-tiep", "Người trực tiếp và cán bộ quản lý", found.hands, name, HANDS),
        _parts("nu", "Nữ và nam", found.genders, name, ""),
        Table(
            "lan-dau", "Được khen lần đầu", ("Người được khen", "Số người", "Tỷ lệ"),
            tuple((label, count, percent(count, found.honored)) for label, count in counts.items()),
            "Lần đầu là lần đầu có trong sổ khen thưởng của trường.",
            bars(f"Người được khen, {name}", counts.items(), unit="người"),
        ),
        Table(
            "nhieu-nam", "Nhiều năm", YEARS, tuple(_year(when, one) for when, one in by_year),
            "Số người là số người làm việc ở trường trong năm học ấy.",
        ),
    ]  # fmt: skip


HANDS = (
    "Pháp luật không quy định tỷ lệ chung cho cả nước (Luật 06/2022/QH15, Điều 5 chỉ yêu cầu chú trọng người trực tiếp lao "
    "động); con số để hội đồng bàn. Ai là cán bộ quản lý tính theo danh sách hiện nay."
)
YEARS = (
    "Năm học", "Tỷ lệ người trực tiếp", "Lượt khen của người trực tiếp", "Tỷ lệ nữ", "Lượt khen của nữ", "Người được khen",
    "Trong đó lần đầu",
)  # fmt: skip


def _year(year: int, found: Shares) -> Row:
    workers, women = found.hands[0], found.genders[0]
    return [
        year_name(year), workers.people_share, workers.honors_share, women.people_share, women.honors_share, found.honored,
        found.newcomers,
    ]  # fmt: skip


def _parts(key: str, title: str, parts: Sequence[Part], name: str, note: str) -> Table:
    rows: list[Row] = [
        [one.label, one.people, one.people_share, one.honored, one.honors, one.honors_share, one.comparison] for one in parts
    ]
    drawn = []
    for one in parts:
        drawn.append(Bar(f"{one.label}: số người", one.people_share, _hundredth(one.people, one.of_people), is_hollow=True))
        drawn.append(Bar(f"{one.label}: lượt khen", one.honors_share, _hundredth(one.honors, one.of_honors)))
    chart = Chart(f"{title}, {name}: tỷ lệ người đặt bên tỷ lệ lượt khen", tuple(drawn))
    return Table(key, title, PARTS, tuple(rows), note, chart if parts[0].of_honors else None)


def time_tables(ways: Sequence[Way], waiting: Iterable[Dossier], on: date) -> list[Table]:
    found = sums(ways)
    rows: list[Row] = [[capitalized(str(one.step.label)), one.count, one.median_told, one.longest] for one in found]
    compared = [(capitalized(str(one.step.label)), round(one.middle / 10)) for one in found]
    return [
        Table(
            "chang", "Số ngày từng chặng", STEPS, tuple(rows), STATIONS,
            bars("Số ngày ở giữa (trung vị) của từng chặng", compared, unit="ngày"),
        ),
        Table(
            "lau-nhat", "Được khen sau nhiều ngày nhất", ("Cá nhân, tập thể", *AWARDED),
            tuple(map(_way, longest(ways, most=LONGEST))),
            f"Nhiều nhất {LONGEST} lượt khen.",
        ),
        Table(
            "dang-doi", "Đang đợi lâu nhất", ("Cá nhân, tập thể", *WAITING),
            tuple(_waits(dossier, on) for dossier in list(waiting)[:LONGEST]),
            f"Nhiều nhất {LONGEST} hồ sơ đã nộp, chưa có quyết định, trừ hồ sơ tạm dừng xét.",
        ),
    ]  # fmt: skip


STEPS = ("Chặng", "Số lượt khen biết ngày", "Trung vị (ngày)", "Lâu nhất (ngày)")
STATIONS = (
    "Tính từ ngày lập thành tích; không ghi ngày thì từ ngày kết thúc hội thi, phong trào, năm học, hoặc từ ngày nộp hồ sơ "
    "nếu nộp sớm hơn. Chỉ tính khen thưởng có hồ sơ trên hệ thống."
)
AWARDED = ("Danh hiệu, hình thức", "Thành tích ngày", "Nộp hồ sơ ngày", "Hội đồng họp ngày", "Quyết định ngày", "Số ngày")
WAITING = ("Danh hiệu, hình thức", "Đợt xét", "Nộp hồ sơ ngày", "Trạng thái", "Số ngày đã đợi")


def _way(way: Way) -> Row:
    return [way.holder, way.honor, way.earned_on, way.handed_in_on, way.heard_on, way.decided_on, way.days(Step.WHOLE)]


def _waits(dossier: Dossier, on: date) -> Row:
    sent = timezone.localdate(dossier.handed_in_at)
    state = Outcome.TO_DECIDE.label if dossier.state == DossierState.AWARDED else dossier.get_state_display()
    days = (on - sent).days
    return [str(dossier.holder), dossier.honor_name, dossier.review.name, sent, capitalized(str(state)), days]


def _hundredth(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0

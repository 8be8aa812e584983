"""The first words of a report: the outline every báo cáo of the school has, filled from what happened.

What only people know is a place to fill, which holds back the signing.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Campaign
from campaigns.exemplars.enums import ExemplarState
from campaigns.exemplars.models import Exemplar
from campaigns.scoring.models import ScoreSheet
from campaigns.targets.enums import TargetState
from campaigns.targets.models import Target
from campaigns.targets.wording import measure_told, result_told
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.richtext import dash_list
from thiduakt.ledger.years import year_name
from thiduakt.vietnamese import capitalized, one_line

from .checking import Figure
from .enums import ReportKind
from .figures import Period, standing

APPENDIX = "Kết quả thực hiện chỉ tiêu"
COLUMNS = (
    Column("TT", 5, "center"),
    Column("Chỉ tiêu", 33),
    Column("Tổ, người thực hiện", 15),
    Column("Thời hạn", 10, "center"),
    Column("Kết quả", 14),
    Column("Đánh giá", 10, "center"),
    Column("Nguyên nhân", 13),
)
MOST_NAMED = 30  # rows told in the text; the appendix has them all
RECOGNISED = (ExemplarState.RECOGNISED, ExemplarState.PUBLISHED)
TOLD = 400  # characters of what people wrote elsewhere: enough to go on from


def body(kind: ReportKind, period: Period, figures: Sequence[Figure]) -> str:
    return "".join(_parts(kind, period, {figure.key: figure for figure in figures}))


def results(period: Period) -> Appendix:
    targets = period.targets
    rows = tuple(_row(place, target, period) for place, target in enumerate(targets, start=1))
    closing = f"Bảng này có {len(rows):02d} chỉ tiêu, tính đến ngày {period.ends_on:%d/%m/%Y}./."
    return Appendix(title=APPENDIX, table=Table(columns=COLUMNS, rows=rows), closing=closing, landscape=True)


def _row(place: int, target: Target, period: Period) -> tuple[str, ...]:
    stands = period.stands(target)
    cause = target.cause if stands in TargetState.WITH_CAUSE else ""
    return (
        str(place), f"{target.name} ({measure_told(target)})", str(target.owner), f"{target.due_on:%d/%m/%Y}",
        result_told(target, target.reached), capitalized(str(stands.label)), one_line(cause),
    )  # fmt: skip


def _parts(kind: ReportKind, period: Period, told: dict[str, Figure]) -> Iterator[str]:
    school, plan = escape(str(period.plan.school)), escape(str(period.plan.document))
    days = f"từ ngày {period.starts_on:%d/%m/%Y} đến ngày {period.ends_on:%d/%m/%Y}"
    yield f"<p>{school} báo cáo {kind.label} thực hiện {plan} ({days}) như sau:</p>"
    yield "<h2>KẾT QUẢ THỰC HIỆN</h2><h3>Phong trào thi đua</h3>"
    yield _sentences(
        [told["campaigns.all"], told["campaigns.own"], told["campaigns.above"]],
        [told["campaigns.over"], told["campaigns.running"], told["campaigns.activities"]],
    )
    yield _listed(_campaign(one) for one in period.campaigns.order_by("launches_on", "pk")[:MOST_NAMED])
    yield "<h3>Thực hiện chỉ tiêu</h3>"
    yield _sentences([one for key, one in told.items() if key.startswith("targets.")])
    if period.targets:
        yield f"<p>Kết quả từng chỉ tiêu ghi trong phụ lục “{APPENDIX}”.</p>"
    yield f"<h3>Đăng ký thi đua, khen thưởng năm học {year_name(period.year)}</h3>"
    yield _sentences([told["registrations.people"], told["registrations.groups"]])
    yield _listed(_of(told, "registrations.", but=("registrations.people", "registrations.groups")))
    honors = list(_of(told, "honors."))
    yield _listed(honors) if honors else _to_fill("kết quả khen thưởng")
    yield f"<h3>Sáng kiến</h3>{_sentences([told['initiatives.all']])}"
    yield _listed(_of(told, "initiatives.", but=("initiatives.all",)))
    yield f"<h3>Điển hình tiên tiến</h3>{_sentences([told['exemplars.all'], told['exemplars.recognised']])}"
    yield _listed(one.title for one in _named(period))
    yield _to_fill("cách nhân rộng điển hình")
    if contests := list(_of(told, "contests.", but=("contests.all",))):
        yield f"<h3>Hội thi, cuộc thi</h3>{_sentences([told['contests.all']])}{_listed(contests[:MOST_NAMED])}"
    if scores := [_ranked(sheet, told) for sheet in period.scores[:MOST_NAMED]]:
        yield f"<h3>Chấm điểm thi đua năm học {year_name(period.year)}</h3>{_listed(scores)}"
    yield from _what_is_left(period)
    yield f"<p>Trên đây là báo cáo {kind.label} thực hiện {plan}./.</p>"


def _what_is_left(period: Period) -> Iterator[str]:
    targets = period.targets
    missed = [target for target in targets if period.stands(target) == TargetState.MISSED]
    late = [target for target in targets if period.is_late(target)]
    still = [target for target in targets if period.stands(target) == TargetState.OPEN and target not in late]
    yield "<h2>TỒN TẠI, NGUYÊN NHÂN</h2>"
    yield _listed(f"Chưa đạt: {one.name}. Nguyên nhân: {one_line(one.cause)[:TOLD]}" for one in missed[:MOST_NAMED])
    yield _listed(f"Quá hạn, chưa xong: {one.name} (hạn {one.due_on:%d/%m/%Y})" for one in late[:MOST_NAMED])
    yield _to_fill("tồn tại, hạn chế") + _to_fill("nguyên nhân khách quan, chủ quan")
    yield f"<h2>PHƯƠNG HƯỚNG</h2>{_to_fill('phương hướng, nhiệm vụ thời gian tới')}"
    yield _listed(f"Tiếp tục thực hiện: {one.name} (hạn {one.due_on:%d/%m/%Y})" for one in still[:MOST_NAMED])


def _ranked(sheet: ScoreSheet, told: dict[str, Figure]) -> str:
    first = [str(line.subject) for line in standing(sheet) if line.standing.rank == 1]
    sentence = told[f"scores.{sheet.pk}"].sentence
    return f"{sentence}; xếp thứ nhất: {', '.join(first)}" if first else sentence


def _named(period: Period) -> list[Exemplar]:
    """Recognised, and agreed to by whomever it is about: a report leaves the school."""
    found = period.exemplars.filter(state__in=RECOGNISED).prefetch_related("consents").order_by("found_on", "pk")
    return [one for one in found if not one.consents_missing()][:MOST_NAMED]


def _of(told: dict[str, Figure], prefix: str, but: tuple[str, ...] = ()) -> Iterator[str]:
    return (one.sentence for key, one in told.items() if key.startswith(prefix) and key not in but)


def _sentences(*rows: Sequence[Figure]) -> str:
    """Each row of figures as a sentence of its own."""
    return "".join(f"<p>{escape(capitalized('; '.join(one.sentence for one in row)))}.</p>" for row in rows if row)


def _campaign(campaign: Campaign) -> str:
    name = f"Phong trào “{campaign.name}”"
    if campaign.state in CampaignState.OPEN:
        return f"{name}: đang thực hiện"
    return f"{name}: {one_line(campaign.summary)[:TOLD] or '[CẦN BỔ SUNG: kết quả của phong trào]'}"


def _listed(lines: Iterable[str]) -> str:
    """As sentences, whatever they end with."""
    return dash_list(f"{line.rstrip('.;')}." for line in lines)


def _to_fill(asked: str) -> str:
    return f"<p>[CẦN BỔ SUNG: {asked}]</p>"

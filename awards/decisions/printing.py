"""Quyết định khen thưởng as it is printed: its articles and lists (NĐ 30/2020/NĐ-CP, Mẫu 1.2, Mẫu 2.1)."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nominations.dossiers.enums import NomineeKind
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.ledger.enums import Merit
from thiduakt.school.enums import Gender
from thiduakt.vietnamese import dong, grouped, listed, money_in_words, official_date

from .enums import FundKind
from .models import AwardDecision, AwardLine, Cancellation

NUMBER, CITATION, MONEY, REMARK = (
    Column("STT", 5, "center"), Column("Thành tích", 32), Column("Tiền thưởng (đồng)", 11, "right"), Column("Ghi chú", 12),
)  # fmt: skip
HEADS = {
    NomineeKind.PERSON: (Column("Họ và tên (Ông/Bà)", 20), Column("Chức vụ, đơn vị (tổ)", 20)),
    NomineeKind.PUPIL: (Column("Họ và tên", 20), Column("Lớp", 14)),
    NomineeKind.OUTSIDER: (Column("Họ và tên, tên đơn vị", 20), Column("Địa chỉ, đơn vị công tác", 22)),
}
OF_A_COLLECTIVE = (Column("Tên tập thể", 30),)
MERITS = {
    Merit.YEARLY: "có thành tích trong năm học", Merit.CAMPAIGN: "có thành tích trong phong trào thi đua năm học",
    Merit.SUDDEN: "có thành tích đột xuất trong năm học",
}  # fmt: skip
FUNDS = {FundKind.EMULATION: "quỹ thi đua, khen thưởng của nhà trường", FundKind.BONUS: "quỹ tiền thưởng của nhà trường"}
BRACKETS = re.compile(r"\s*\([^)]*\)|\s+–\s+(?:cá nhân|tập thể)$")
OWN_FORM = "của Hiệu trưởng"
CARRIED_OUT = (
    "Các tổ, bộ phận có liên quan của nhà trường và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết "
    "định này./."
)


def printed_honor(line: AwardLine) -> str:
    """“danh hiệu “Lao động tiên tiến””, “Giấy khen”: without what the catalogue adds to tell the rows of the law apart."""
    name = BRACKETS.sub("", line.honor_name).strip()
    return f"danh hiệu “{name}”" if line.is_title else name.partition(f" {OWN_FORM}")[0]


def group_of(line: AwardLine) -> tuple[str, str]:
    """Whose names stand in one list: of one honor, under one head."""
    return line.code, line.holder_kind if line.holder_kind in HEADS else NomineeKind.GROUP


def grouped_lines(lines: Sequence[AwardLine]) -> list[list[AwardLine]]:
    """Of each list its lines, in the order in which the lists begin."""
    order = list(dict.fromkeys(map(group_of, lines)))
    ordered = sorted(lines, key=lambda line: order.index(group_of(line)))
    return [list(found) for _, found in groupby(ordered, key=group_of)]


def subject_of(decision: AwardDecision) -> str:
    return f"Về việc {decision.name[:1].lower()}{decision.name[1:]}"


def decision_body(decision: AwardDecision, lines: Sequence[AwardLine]) -> SafeString:
    """Điều 1 who is given what, Điều 2 the money where there is any, the last who carries it out."""
    articles = [*_given(decision, lines), *_paid(decision, lines)]
    older = decision.replaces
    if older and older.day:
        articles.append(
            format_html(
                "Quyết định này thay thế Quyết định số {} {} của {}.",
                older.notation,
                official_date(older.day),
                older.issuer_told,
            )
        )
    return _articles([*articles, format_html("{}", CARRIED_OUT)])


def last_article(decision: AwardDecision) -> int:
    return 2 + (decision.fund != FundKind.NONE) + (decision.replaces is not None)


def _articles(texts: Sequence[SafeString]) -> SafeString:
    return format_html_join(
        "", "<p><strong>Điều {}.</strong> {}</p>", ((number, text) for number, text in enumerate(texts, start=1))
    )


def _given(decision: AwardDecision, lines: Sequence[AwardLine]) -> Iterator[SafeString]:
    merit = f"{MERITS.get(Merit(decision.merit), 'có thành tích trong năm học')} {decision.year_name}"
    lists = grouped_lines(lines)
    counts: dict[str, list[str]] = {}
    for found in lists:
        counts.setdefault(printed_honor(found[0]), []).append(_count(found))
    told = listed([f"{honor} cho {listed(given)}" for honor, given in counts.items()])
    attached = "có danh sách kèm theo" if len(lists) < 2 else "có các danh sách kèm theo"
    yield format_html("Tặng {} {} ({}).", told, merit, attached)


def _count(lines: Sequence[AwardLine]) -> str:
    return f"{len(lines):02d} {_unit(lines[0])}"


def _unit(line: AwardLine) -> str:
    match NomineeKind(line.holder_kind):
        case NomineeKind.PUPIL:
            return "học sinh"
        case NomineeKind.OUTSIDER:
            return "cá nhân, đơn vị ngoài trường"
    return "tập thể" if line.is_collective else "cá nhân"


def _paid(decision: AwardDecision, lines: Sequence[AwardLine]) -> Iterator[SafeString]:
    if decision.fund == FundKind.NONE:
        return
    total = sum(line.amount for line in lines)
    yield format_html(
        "Kèm theo khen thưởng là tiền thưởng, tổng số {} (bằng chữ: {}), mức của từng tập thể, cá nhân ghi trong danh sách; "
        "chi từ {} theo quy định.",
        dong(total), money_in_words(total), FUNDS[FundKind(decision.fund)],
    )  # fmt: skip


def appendices_of(decision: AwardDecision, lines: Sequence[AwardLine]) -> list[Appendix]:
    lists = grouped_lines(lines)
    return [_list(decision, found, is_one=len(lists) == 1) for found in lists]


def _list(decision: AwardDecision, lines: Sequence[AwardLine], *, is_one: bool) -> Appendix:
    """Certificates bear the number of a line in the whole decision as số sổ vàng: beside other lists it is told."""
    first, pays = lines[0], decision.fund != FundKind.NONE
    head = HEADS.get(NomineeKind(first.holder_kind), OF_A_COLLECTIVE)
    columns = (NUMBER, *head, CITATION, *([MONEY] if pays else []), REMARK)
    rows = tuple(
        (
            str(place), *_who(line, len(head)), line.citation, *([_sum(line)] if pays else []),
            "" if is_one else f"Sổ vàng số {line.position}",
        )
        for place, line in enumerate(lines, start=1)
    )  # fmt: skip
    paid = sum(line.amount for line in lines)
    total = f"; tổng số tiền thưởng: {dong(paid)}" if paid else ""
    told = {"học sinh": "học sinh", "tập thể": "tập thể"}.get(_unit(first), "cá nhân")
    unit = "cá nhân, đơn vị ngoài trường" if first.holder_kind == NomineeKind.OUTSIDER else told
    title = f"Danh sách {unit} được tặng {printed_honor(first)} năm học {decision.year_name}"
    closing = f"Danh sách này có {len(rows):02d} {unit}{total}./."
    return Appendix(title, table=Table(columns, rows), closing=closing, landscape=True)


def _sum(line: AwardLine) -> str:
    return grouped(line.amount) if line.amount else "–"


def _who(line: AwardLine, cells: int) -> list[str]:
    name = line.holder_name
    if line.person:
        name = f"{'Bà' if line.person.gender == Gender.FEMALE else 'Ông'} {name}"
    return [name, line.unit][:cells]


def cancellation_body(row: Cancellation, lines: Sequence[AwardLine], *, is_whole: bool) -> SafeString:
    """Điều 1 what is cancelled and why, Điều 2 what is given back (Luật 06/2022/QH15, Điều 93)."""
    decision = row.decision
    named = "toàn bộ khen thưởng" if is_whole else "khen thưởng đối với các tập thể, cá nhân trong danh sách kèm theo"
    day = official_date(decision.day) if decision.day else ""
    told = format_html(
        "Hủy {} tại Quyết định số {} {} của {}. Lý do: {} (điểm {} khoản 2 Điều 93 Luật Thi đua, khen thưởng), theo "
        "kết luận {}: {}.",
        named, decision.notation, day, decision.issuer_told, row.get_ground_display(), row.ground,
        official_date(row.found_on), row.finding.rstrip(". "),
    )  # fmt: skip
    back = (
        "Thu hồi giấy khen, hiện vật và tiền thưởng đã nhận"
        if any(one.amount for one in lines)
        else "Thu hồi giấy khen, hiện vật đã nhận"
    )
    return _articles(
        [
            told,
            format_html("{} đối với các tập thể, cá nhân nêu tại Điều 1.", back),
            format_html("{}", CARRIED_OUT),
        ]
    )


def cancelled_list(row: Cancellation, lines: Sequence[AwardLine]) -> Appendix:
    columns = (
        Column("STT", 8, "center"), Column("Tập thể, cá nhân", 24), Column("Chức vụ, đơn vị", 24),
        Column("Khen thưởng bị hủy", 26), Column("Ghi chú", 14),
    )  # fmt: skip
    rows = tuple(
        (str(place), line.holder_name, line.unit, BRACKETS.sub("", line.honor_name), f"Số {line.position} trong danh sách")
        for place, line in enumerate(lines, start=1)
    )
    return Appendix(
        f"Danh sách tập thể, cá nhân bị hủy khen thưởng năm học {row.decision.year_name}", table=Table(columns, rows),
        closing=f"Danh sách này có {len(rows):02d} tập thể, cá nhân./.",
    )  # fmt: skip

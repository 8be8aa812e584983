"""Quyết định khen thưởng as it is printed: its articles and lists (NĐ 30/2020/NĐ-CP, Mẫu 1.2, Mẫu 2.1)."""

from collections import Counter
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
from .models import AwardDecision, AwardLine

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
OWN_FORM = "của Hiệu trưởng"
UNITS = ("tập thể", "cá nhân", "học sinh")  # in the order in which a paper names them
LISTED = "kèm theo"  # what Điều 1 says where a list tells whom


def printed_honor(line: AwardLine) -> str:
    """“danh hiệu “Lao động tiên tiến””, “Giấy khen”: without what the catalogue adds to tell the rows of the law apart."""
    name = line.short_honor
    return f"danh hiệu “{name}”" if line.is_title else name.partition(f" {OWN_FORM}")[0]


def called(line: AwardLine) -> str:
    """“Bà Đỗ Thị Đào”, “em Nguyễn Gia Bảo”, “Tổ Nuôi dưỡng”."""
    if line.person:
        return f"{'Bà' if line.person.gender == Gender.FEMALE else 'Ông'} {line.holder_name}"
    return f"em {line.holder_name}" if line.holder_kind == NomineeKind.PUPIL else line.holder_name


def presented(line: AwardLine) -> str:
    """With post and unit, as a paper names whom it is about: “Bà Đỗ Thị Đào, Giáo viên, Tổ Mẫu giáo lớn”."""
    return ", ".join(filter(None, (called(line), line.unit)))


def all_of(lines: Sequence[AwardLine]) -> str:
    """Whom a later article means: the one who is named, or “các tập thể, cá nhân” as far as there are any."""
    if len(lines) == 1:
        return called(lines[0])
    found = {_unit(line) for line in lines}
    return f"các {', '.join(unit for unit in UNITS if unit in found)}"


def carried_out(lines: Sequence[AwardLine]) -> str:
    named = all_of(lines) if len(lines) == 1 else f"{all_of(lines)} có tên tại Điều 1"
    return f"Các tổ, bộ phận có liên quan của nhà trường và {named} chịu trách nhiệm thi hành Quyết định này./."


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
    return articles_of([*articles, format_html("{}", carried_out(lines))])


def last_article(decision: AwardDecision, lines: Sequence[AwardLine]) -> int:
    return 2 + (_total(decision, lines) > 0) + (decision.replaces is not None)


def articles_of(texts: Sequence[SafeString]) -> SafeString:
    return format_html_join(
        "", "<p><strong>Điều {}.</strong> {}</p>", ((number, text) for number, text in enumerate(texts, start=1))
    )


def _given(decision: AwardDecision, lines: Sequence[AwardLine]) -> Iterator[SafeString]:
    merit = f"{MERITS.get(Merit(decision.merit), 'có thành tích trong năm học')} {decision.year_name}"
    if len(lines) == 1:
        line = lines[0]
        told = f"{printed_honor(line)} cho {presented(line)}, {merit}"
        yield format_html("Tặng {}: {}.", told, line.citation.rstrip(". "))
        return
    lists = grouped_lines(lines)
    counts: dict[str, Counter[str]] = {}
    for line in lines:
        counts.setdefault(printed_honor(line), Counter())[_unit(line)] += 1
    told = listed(
        [
            f"{honor} cho {listed([f'{given[unit]:02d} {unit}' for unit in UNITS if given[unit]])}"
            for honor, given in counts.items()
        ]
    )
    attached = f"có danh sách {LISTED}" if len(lists) < 2 else f"có các danh sách {LISTED}"
    yield format_html("Tặng {} {} ({}).", told, merit, attached)


def _unit(line: AwardLine) -> str:
    match NomineeKind(line.holder_kind):
        case NomineeKind.PUPIL:
            return "học sinh"
        case NomineeKind.OUTSIDER:
            return "tập thể" if line.honor_name.endswith("tập thể") else "cá nhân"
    return "tập thể" if line.is_collective else "cá nhân"


def _total(decision: AwardDecision, lines: Sequence[AwardLine]) -> int:
    return 0 if decision.fund == FundKind.NONE else sum(line.amount for line in lines)


def _paid(decision: AwardDecision, lines: Sequence[AwardLine]) -> Iterator[SafeString]:
    total = _total(decision, lines)
    if not total:
        return
    fund, words = FUNDS[FundKind(decision.fund)], money_in_words(total)
    if len(lines) == 1:
        yield format_html(
            "Kèm theo khen thưởng là tiền thưởng {} (bằng chữ: {}); chi từ {} theo quy định.", dong(total), words, fund
        )
        return
    each = all_of(lines).removeprefix("các ")
    yield format_html(
        "Kèm theo khen thưởng là tiền thưởng, tổng số {} (bằng chữ: {}), mức của từng {} ghi trong danh sách; chi từ {} "
        "theo quy định.",
        dong(total), words, each, fund,
    )  # fmt: skip


def appendices_of(decision: AwardDecision, lines: Sequence[AwardLine]) -> list[Appendix]:
    """Of one who is named in Điều 1 there is no list."""
    lists = grouped_lines(lines) if len(lines) > 1 else []
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
    unit = f"{_unit(first)}{' ngoài trường' if first.holder_kind == NomineeKind.OUTSIDER else ''}"
    title = f"Danh sách {unit} được tặng {printed_honor(first)} năm học {decision.year_name}"
    closing = f"Danh sách này có {len(rows):02d} {unit}{total}./."
    return Appendix(title, table=Table(columns, rows), closing=closing, landscape=True)


def _sum(line: AwardLine) -> str:
    return grouped(line.amount) if line.amount else "–"


def _who(line: AwardLine, cells: int) -> list[str]:
    return [called(line) if line.person else line.holder_name, line.unit][:cells]

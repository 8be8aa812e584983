"""Quyết định hủy khen thưởng as it is printed (Luật 06/2022/QH15, Điều 93; NĐ 30/2020/NĐ-CP, Mẫu 1.2, Mẫu 2.1)."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.vietnamese import capitalized, dong, listed, money_in_words, official_date

from .models import AwardLine, Cancellation
from .printing import LISTED, all_of, articles_of, carried_out, presented, printed_honor
from .telling import CERTIFICATES_OF, MONEY_OF


def cancellation_body(row: Cancellation, lines: Sequence[AwardLine], *, is_whole: bool) -> SafeString:
    """Điều 1 what is cancelled of whom and why; Điều 2 what is given back, where something was given."""
    decision = row.decision
    day = official_date(decision.day) if decision.day else ""
    told = format_html(
        "Hủy {} tại Quyết định số {} {} của {}. Lý do: {} (điểm {} khoản 2 Điều 93 Luật Thi đua, khen thưởng): {}.",
        _cancelled(lines, is_whole=is_whole), decision.notation, day, decision.issuer_told, row.get_ground_display(),
        row.ground, row.finding.rstrip(". "),
    )  # fmt: skip
    return articles_of([told, *_given_back(lines), format_html("{}", carried_out(lines))])


def last_article(lines: Sequence[AwardLine]) -> int:
    return 2 + len(list(_given_back(lines)))


def cancelled_lists(row: Cancellation, lines: Sequence[AwardLine]) -> list[Appendix]:
    """Of one who is named in Điều 1 there is no list."""
    if len(lines) == 1:
        return []
    named = all_of(lines).removeprefix("các ")
    columns = (
        Column("STT", 8, "center"), Column(capitalized(named), 24), Column("Chức vụ, đơn vị", 24),
        Column("Khen thưởng bị hủy", 26), Column("Ghi chú", 14),
    )  # fmt: skip
    rows = tuple(
        (str(place), line.holder_name, line.unit, capitalized(printed_honor(line)), f"Số {line.position} trong danh sách")
        for place, line in enumerate(lines, start=1)
    )
    title = f"Danh sách {named} bị hủy khen thưởng năm học {row.decision.year_name}"
    return [Appendix(title, table=Table(columns, rows), closing=f"Danh sách này có {len(rows):02d} {named}./.")]


def _cancelled(lines: Sequence[AwardLine], *, is_whole: bool) -> str:
    if len(lines) == 1:
        return f"{printed_honor(lines[0])} đã tặng {presented(lines[0])}{',' if lines[0].unit else ''}"
    of_some = f"khen thưởng đối với {len(lines):02d} {all_of(lines).removeprefix('các ')}"
    return f"{'toàn bộ khen thưởng' if is_whole else of_some} (có danh sách {LISTED})"


def _given_back(lines: Sequence[AwardLine]) -> Iterator[SafeString]:
    paid, printed = (sum(count(lines) for count in counts) for counts in (MONEY_OF, CERTIFICATES_OF))
    what = [*(["giấy khen đã cấp"] if printed else []), *(["tiền thưởng đã chi"] if paid else [])]
    if not what:
        return
    total = f", số tiền {dong(paid)} (bằng chữ: {money_in_words(paid)})" if paid else ""
    of_whom = all_of(lines) if len(lines) == 1 else f"{all_of(lines)} nêu tại Điều 1"
    yield format_html("Thu hồi {} của {}{}.", listed(what), of_whom, total)

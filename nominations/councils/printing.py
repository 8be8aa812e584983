"""What a decision of a council prints: the list of members, and the articles before it (NĐ 30/2020/NĐ-CP, Mẫu 1.2)."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.vietnamese import official_date

from .enums import CouncilKind
from .models import Council, Renewal, Seat
from .models.councils import QUORUMS

TASKS = {
    CouncilKind.AWARDS: "tư vấn cho Hiệu trưởng phát động, tổ chức phong trào thi đua; xét, đề nghị khen thưởng; kiểm tra "
    "việc thực hiện công tác thi đua, khen thưởng trong nhà trường",
    CouncilKind.INITIATIVES: "chấm, xét và đề nghị công nhận sáng kiến của cán bộ, giáo viên, nhân viên",
    CouncilKind.CONTEST: "chấm bài dự thi theo thể lệ và báo cáo kết quả với Hiệu trưởng",
}
ENTRY = (
    "<p><strong>Điều 3.</strong> Quyết định này có hiệu lực kể từ ngày ký. Các tổ, bộ phận của nhà trường và các ông (bà) "
    "có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.</p>"
)


def list_of_members(council: Council, seats: Sequence[Seat]) -> Appendix:
    """The columns of the decision of a school; who one stands for and the duties are its remarks.

    A newer list takes the place of the one with its title, whatever the council is called meanwhile.
    """
    columns = (
        Column("STT", 7, "center"), Column("Họ và tên", 22), Column("Chức vụ trong trường", 19),
        Column("Chức danh trong Hội đồng", 18, "center"), Column("Ghi chú", 34),
    )  # fmt: skip
    rows = tuple(
        (str(place), seat.name, seat.post, seat.get_function_display(), _remarks(seat))
        for place, seat in enumerate(seats, start=1)
    )
    closing = f"Danh sách này có {len(rows):02d} thành viên./."
    title = f"Danh sách thành viên {CouncilKind(council.kind).proper_name} năm học {council.year_name}"
    return Appendix(title, table=Table(columns, rows), closing=closing)


def _remarks(seat: Seat) -> str:
    return "; ".join(filter(None, (seat.stands_for, seat.duties)))


def founding_body(council: Council) -> SafeString:
    return format_html(
        "<p><strong>Điều 1.</strong> Thành lập {name} gồm các ông (bà) có tên trong danh sách kèm theo.</p>"
        "<p><strong>Điều 2.</strong> Hội đồng có nhiệm vụ {tasks}. Hội đồng làm việc theo nguyên tắc tập trung dân chủ, "
        "quyết định theo đa số; phiên họp hợp lệ khi có mặt {quorum}. Các thành viên thực hiện nhiệm vụ theo phân công của "
        "Chủ tịch Hội đồng; Hội đồng tự giải thể khi có quyết định thành lập hội đồng mới.</p>" + ENTRY,
        name=council.name,
        tasks=TASKS[CouncilKind(council.kind)],
        quorum=QUORUMS[council.quorum],
    )


def renewal_body(renewal: Renewal) -> SafeString:
    council = renewal.council
    return format_html(
        "<p><strong>Điều 1.</strong> Kiện toàn {name} gồm các ông (bà) có tên trong danh sách kèm theo. Lý do: {reason}.</p>"
        "<p><strong>Điều 2.</strong> Danh sách kèm theo Quyết định này thay danh sách kèm theo {before}; nhiệm vụ và cách "
        "làm việc của Hội đồng giữ nguyên.</p>" + ENTRY,
        name=council.name,
        reason=renewal.reason.rstrip(". "),
        before=decision_cited(council),
    )


def decision_cited(council: Council) -> str:
    """The paper that the list now in force came with."""
    last = council.renewals.filter(begins_on__isnull=False).order_by("-begins_on").first() or council
    decision = last.decision
    if decision and decision.issued_on:
        return f"{decision} {official_date(decision.issued_on)}"
    return last.decision_named

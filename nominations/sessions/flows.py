"""The road of a session: prepared, called, opened, ended."""

from nominations.ballots.enums import PollState
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.flows import REVIEW_FLOW, still_on_the_way
from nominations.dossiers.models import Review
from thiduakt.documents.models import Document
from thiduakt.vietnamese import listed
from thiduakt.workflow import Missing, Move, Workflow

from .enums import SessionState as S
from .models import CouncilSession, Item
from .policies import can_keep, can_preside, of_the_school
from .queries import attendances_of, confirmations_told, is_concluded, is_unmarked, items_in, seats_in, turnout_of

GOING_ON = (PollState.DRAFT, PollState.OPEN, PollState.CLOSED, PollState.COUNTED)


def why_not_called(session: CouncilSession) -> list[str]:
    found = []
    if not session.items.exists():
        found.append("Chương trình chưa có mục nào.")
    if not session.council.is_standing:
        found.append("Hội đồng này không còn hoạt động.")
    seats = {seat.pk for seat in seats_in(session)}
    for name, label in (("chair", "người điều hành"), ("secretary", "thư ký phiên họp")):
        if getattr(session, f"{name}_id") not in seats:
            found.append(Missing(f"Chưa chọn {label} trong số thành viên hội đồng.", name))
    if session.is_acting and not session.chair_reason:
        found.append(Missing("Người điều hành không phải Chủ tịch hội đồng: thầy/cô ghi lý do.", "chair_reason"))
    return found


def why_not_opened(session: CouncilSession) -> list[str]:
    attendances = attendances_of(session)
    found = why_not_called(session)
    if session.review:
        found += why_not_held(session.review)
    if is_unmarked(attendances):
        return [*found, "Chưa điểm danh."]
    turnout = turnout_of(session, attendances)
    if not turnout.is_quorate:
        found.append(f"Chưa đủ số người để họp. {turnout.line}")
    present = {one.seat_id for one in attendances if one.is_present}
    for name, label in (("chair", "Người điều hành"), ("secretary", "Thư ký phiên họp")):
        key = getattr(session, f"{name}_id")
        if key and key not in present:
            found.append(f"{label} chưa được điểm danh có mặt. Nếu vắng, thầy/cô chọn người khác.")
    found += [f"Chưa ghi lý do vắng của {one}." for one in attendances if not one.is_present and not one.reason]
    return found


def why_not_held(review: Review) -> list[str]:
    """What is to be done with its round before the council sits; each sentence leads there."""
    if review.state == ReviewState.HELD:
        return []
    if review.state == ReviewState.OPEN:
        close = REVIEW_FLOW.moves["close"].label
        found = [f"Đóng nhận hồ sơ của đợt xét “{review}” trước đã: bấm “{close}” ở trang của đợt."]
    elif review.state in REVIEW_FLOW.moves["hold"].sources:
        found = []
    else:
        return [f"Đợt xét “{review}” {review.get_state_display()}, hội đồng không họp xét được nữa."]
    return [Missing(sentence, url=review.get_absolute_url()) for sentence in (*found, *still_on_the_way(review))]


def why_not_ended(session: CouncilSession) -> list[str]:
    """What is left for another session has its reason. What whoever presides takes no part in is not counted to them."""
    left = [one for one in items_in(session) if one.dossier_id and not is_concluded(one) and not one.discussion.strip()]
    own = len(left)
    if session.chair and session.chair.person_id:
        open_ones = Item.objects.open_to(session.chair.person_id).filter(pk__in=[one.pk for one in left])
        own = open_ones.count()
    found = []
    if own:
        told = "để lại phiên sau thì ghi lý do ở ô Ý kiến thảo luận của mục đó."
        found.append(f"Còn {own} hồ sơ chưa kết luận: {told}")
    if session.polls.filter(state__in=GOING_ON).exists():
        found.append("Còn cuộc bỏ phiếu kín chưa xác nhận kết quả. Thầy/cô làm xong, hoặc hủy, hoặc bỏ cuộc bỏ phiếu ấy.")
    if own < len(left):
        found.append("Phần do người khác điều hành chưa xong. Thư ký phiên họp báo khi xong.")
    return found


def why_not_issued(session: CouncilSession, paper: Document) -> list[str]:
    """Of its record or that of the count, whenever that is about to be issued."""
    waiting = [str(seat) for seat, is_confirmed in confirmations_told(session, paper) if not is_confirmed]
    told = "Từng người đọc bản đã trình ký rồi xác nhận ở trang phiên họp."
    return [f"Chưa xác nhận biên bản: {listed(waiting)}. {told}"] if waiting else []


def why_not_closed(session: CouncilSession) -> list[str]:
    return why_not_issued(session, session.minutes) if session.minutes else []


SESSION_FLOW = Workflow(
    "session",
    Move(
        "call", "Mời họp", (S.DRAFT,), S.CALLED, can_keep, why_not_called,
        warning="Các thành viên được báo ngay, đọc được hồ sơ trong chương trình trừ hồ sơ mình có xung đột lợi ích.",
    ),
    Move(
        "open", "Khai mạc phiên họp", (S.CALLED,), S.OPEN, can_preside, why_not_opened,
        warning="Từ lúc khai mạc, chương trình và tỷ lệ phiếu không đổi được nữa; hồ sơ của đợt xét được khóa lại.",
    ),
    Move(
        "end", "Kết thúc phiên họp", (S.OPEN,), S.ENDED, can_preside, why_not_ended,
        warning="Sau khi kết thúc, không điểm danh, biểu quyết hay kết luận thêm được nữa.",
    ),
)  # fmt: skip

# Steps of a paper, and of nobody: its record closes a session when it is issued, and opens it again when it is ended.
RECORD_FLOW = Workflow(
    "session_record",
    Move("close", "Chốt phiên họp theo biên bản đã ban hành", (S.ENDED,), S.CLOSED, of_the_school, why_not_closed),
    Move("reopen", "Bỏ chốt phiên họp", (S.CLOSED,), S.ENDED, of_the_school, needs_reason=True),
)

"""The roads of a round, of a tổ's list and of a registration. Nothing goes back to OPEN once the door is closed."""

from datetime import datetime

from campaigns.registrations.enums import ListState, RoundState
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.models import GroupList, Registration, Round
from campaigns.registrations.policies import (
    can_agree,
    can_bring_paper,
    can_confirm,
    can_enter_for,
    can_lock,
    can_reopen,
    can_return,
    can_take_back,
    can_write,
    may_with_round,
    why_shut,
)
from thiduakt.school.models import User
from thiduakt.workflow import Missing, Move, Workflow


def nothing_chosen(registration: Registration) -> list[str]:
    """A registration without an honor registers nothing."""
    if registration.honors.exists():
        return []
    return [Missing("Thầy/cô chọn ít nhất một danh hiệu hoặc hình thức khen thưởng.", "titles")]


def lists_left_open(turn: Round) -> list[str]:
    """The council confirms what the tổ have locked: nobody's list is confirmed over their heads."""
    waiting = Registration.objects.filter(round=turn, state=S.SENT, team__isnull=False)
    names = waiting.order_by("team__sort_key").values_list("team__name", flat=True).distinct()
    return [f"{name} còn bản đăng ký chưa chốt. Tổ trưởng chốt danh sách, hoặc trả lại bản chưa đạt." for name in names]


def round_is_over(registration: Registration) -> list[str]:
    """Once the council has confirmed the whole, nothing of it moves."""
    if registration.round.state == RoundState.CONFIRMED:
        return ["Hội đồng đã xác nhận danh sách đăng ký, không thay đổi được nữa."]
    return []


def list_of_a_round_that_is_over(row: GroupList) -> list[str]:
    if row.round.state == RoundState.CONFIRMED:
        return ["Hội đồng đã xác nhận danh sách đăng ký, không thay đổi được nữa."]
    return []


def nothing_to_lock(row: GroupList) -> list[str]:
    if over := list_of_a_round_that_is_over(row):
        return over
    sent = Registration.objects.filter(round=row.round_id, team=row.group_id, state=S.SENT).exists()
    return [] if sent else ["Danh sách chưa có bản đăng ký nào mới gửi để chốt."]


def sends(actor: User, registration: Registration, at: datetime) -> bool:
    """Within the time that is left for this holder."""
    shut = why_shut(registration.round, registration.holder, registration.team_id, at, registration)
    return not shut and can_write(actor, registration, at)


def asks(actor: User, registration: Registration, at: datetime) -> bool:
    return registration.person is not None and can_enter_for(actor, registration.person, at)


def rejects_for_nobody(actor: User, registration: Registration, at: datetime) -> bool:
    """To say no to what somebody else typed one needs no deadline."""
    return can_write(actor, registration, at)


ROUND_FLOW = Workflow(
    "round",
    Move(
        "open", "Mở đợt đăng ký", (RoundState.DRAFT,), RoundState.OPEN, may_with_round("round.open"),
        warning="Mọi người được báo ngay. Sau khi mở, thời hạn chung không sửa được nữa, chỉ còn gia hạn riêng.",
    ),
    Move(
        "close", "Khóa đợt đăng ký", (RoundState.OPEN,), RoundState.CLOSED, may_with_round("round.open"),
        warning="Sau khi khóa, không ai gửi thêm được, trừ người được gia hạn riêng. Đợt đã khóa không mở lại.",
    ),
    Move(
        "confirm", "Hội đồng xác nhận danh sách", (RoundState.CLOSED,), RoundState.CONFIRMED,
        may_with_round("registration.confirm"), lists_left_open,
    ),
)  # fmt: skip

LIST_FLOW = Workflow(
    "group_list",
    Move("lock", "Chốt danh sách của tổ", (ListState.OPEN, ListState.LOCKED), ListState.LOCKED, can_lock, nothing_to_lock),
    Move(
        "reopen", "Mở lại danh sách của tổ", (ListState.LOCKED,), ListState.OPEN, can_reopen, list_of_a_round_that_is_over,
        needs_reason=True,
    ),
)  # fmt: skip

REGISTRATION_FLOW = Workflow(
    "registration",
    Move("send", "Gửi đăng ký", (S.DRAFT, S.RETURNED), S.SENT, sends, nothing_chosen),
    Move("ask", "Nhờ đương sự xác nhận", (S.DRAFT,), S.ASKED, asks, nothing_chosen),
    Move("accept", "Xác nhận đúng ý tôi", (S.ASKED,), S.SENT, sends, nothing_chosen),
    Move("decline", "Không đăng ký như vậy", (S.ASKED,), S.WITHDRAWN, rejects_for_nobody, round_is_over, needs_reason=True),
    Move("bring_paper", "Nhận phiếu giấy đã ký", (S.ASKED,), S.SENT, can_bring_paper, nothing_chosen),
    Move("return", "Trả lại để sửa", (S.SENT,), S.RETURNED, can_return, round_is_over, needs_reason=True),
    Move(
        "withdraw", "Rút đăng ký", (S.DRAFT, S.SENT, S.RETURNED), S.WITHDRAWN, sends,
        warning="Bản đăng ký đã rút không gửi lại được; muốn đăng ký thì lập bản mới trước hạn chót.",
    ),
    Move("agree", "Chốt vào danh sách của tổ", (S.SENT,), S.AGREED, can_agree, round_is_over),
    Move("take_back", "Đưa về chưa chốt", (S.AGREED,), S.SENT, can_take_back, round_is_over),
    Move("confirm", "Hội đồng xác nhận", (S.SENT, S.AGREED), S.CONFIRMED, can_confirm),
)  # fmt: skip

"""The roads of a round of review and of a dossier. Once the council sits, only its own word moves a dossier."""

from collections.abc import Callable
from datetime import datetime

from nominations.dossiers.duplicates import INITIATIVE_USED, same_honor, same_merit, used_up
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import ReviewState as R
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.pausing import why_paused, why_waiting
from nominations.dossiers.policies import (
    acts_for_school,
    can_conclude,
    can_hold,
    can_pass,
    can_return,
    can_write,
    may_with_review,
    next_step,
    why_shut,
)
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import User
from thiduakt.workflow import Missing, Move, Workflow

APPRAISES, SUBMITS = map(acts_for_school, ("dossier.appraise", "dossier.submit_list"))
HELD = "Hội đồng đã họp đợt xét này: hồ sơ không nộp, trả lại hay rút được nữa."


def nothing_to_review(review: Review) -> list[str]:
    return [] if review.honors.exists() else [Missing("Thầy/cô chọn ít nhất một danh hiệu, hình thức để xét.", "honors")]


def still_on_the_way(review: Review) -> list[str]:
    """Before the council sits, whatever can reach it has, or was taken out; what is paused stays behind."""
    on_the_way = review.dossiers.filter(state__in=(S.TO_GROUP, S.SUBMITTED, S.APPRAISED))
    waiting = on_the_way.moving().count()
    sentence = f"Còn {waiting} hồ sơ chưa trình hội đồng: thầy/cô thẩm định rồi trình, hoặc trả lại."
    return [sentence] if waiting else []


def undecided(review: Review) -> list[str]:
    waiting = review.dossiers.filter(state=S.TO_COUNCIL).moving().count()
    return [f"Còn {waiting} hồ sơ chưa ghi kết luận của hội đồng."] if waiting else []


def council_has_sat(dossier: Dossier) -> list[str]:
    return [] if dossier.review.takes_changes else [HELD]


def stopped(dossier: Dossier) -> list[str]:
    return [*council_has_sat(dossier), *why_paused(dossier)]


def waits(dossier: Dossier) -> list[str]:
    """Once it has reached the school an open case stops it, too."""
    return [*council_has_sat(dossier), *why_waiting(dossier)]


def not_before_the_council(dossier: Dossier) -> list[str]:
    found = [] if dossier.review.state in {R.HELD, R.DONE} else ["Hội đồng chưa họp đợt xét này."]
    return [*found, *why_waiting(dossier)]


def not_to_be_appraised(dossier: Dossier) -> list[str]:
    """An initiative is used once (CV 5007/BNV-TĐKT), unless two people let it pass."""
    found = waits(dossier)
    if INITIATIVE_USED not in dossier.waived:
        found.extend(used_up(dossier))
    return found


def incomplete(dossier: Dossier) -> list[str]:
    """What has to be written before it is handed in at all; what else is missing is told, and holds nobody up."""
    found = stopped(dossier)
    if not dossier.summary.strip():
        found.append(Missing("Thầy/cô viết tóm tắt thành tích.", "summary"))
    if dossier.review.merit == Merit.SUDDEN and dossier.merit_on is None:
        found.append(Missing("Thầy/cô ghi ngày lập thành tích đột xuất.", "merit_on"))
    found.extend(twin.sentence for twin in same_honor(dossier))
    if not dossier.twin_reason and (twins := same_merit(dossier)):
        found.extend(Missing(f"{twin.sentence} Thầy/cô ghi lý do đề nghị thêm.", "twin_reason") for twin in twins)
    return found


def opened(dossier: Dossier) -> list[str]:
    found = council_has_sat(dossier)
    if dossier.opened_at is not None:
        found.append("Nhà trường đã bắt đầu thẩm định, hồ sơ không rút được nữa.")
    return found


def group_cannot_again(dossier: Dossier) -> list[str]:
    """The tổ mends its own conclusion only as long as nobody has gone on from it."""
    found = stopped(dossier)
    if dossier.opened_at is not None:
        found.append("Nhà trường đã bắt đầu thẩm định hồ sơ này, tổ không xét lại được nữa.")
    taken = dossier.review.dossiers.filter(holder_kind=dossier.holder_kind, person=dossier.person_id, group=dossier.group_id)
    if dossier.state == S.GROUP_REFUSED and taken.filter(code=dossier.code).standing().exists():
        found.append("Đã có hồ sơ khác của cùng người, cùng danh hiệu trong đợt xét này.")
    return found


def hands_in_to(target: S) -> Callable[[User, Dossier, datetime], bool]:
    def allowed(actor: User, dossier: Dossier, at: datetime) -> bool:
        if not can_write(actor, dossier, at) or why_shut(dossier.review, dossier, at):
            return False
        return next_step(dossier) == target

    return allowed


REVIEW_FLOW = Workflow(
    "review",
    Move(
        "open", "Mở đợt xét", (R.DRAFT,), R.OPEN, may_with_review("review.open"), nothing_to_review,
        warning="Mọi người được báo ngay. Sau khi mở, thời kỳ pháp lý và thời hạn chung không sửa được nữa.",
    ),
    Move(
        "close", "Ngừng nhận hồ sơ", (R.OPEN,), R.CLOSED, may_with_review("review.open"),
        warning="Sau khi ngừng nhận, không ai nộp thêm được, trừ người được gia hạn riêng hoặc bị trả lại để bổ sung.",
    ),
    Move(
        "hold", "Hội đồng bắt đầu họp, khóa hồ sơ", (R.CLOSED,), R.HELD, can_hold, still_on_the_way,
        warning="Sau khi khóa, không hồ sơ nào nộp, trả lại hay rút được nữa. Hồ sơ đang soạn không được xét ở đợt này.",
    ),
    Move("finish", "Kết thúc đợt xét", (R.HELD,), R.DONE, may_with_review("review.open"), undecided),
)  # fmt: skip

DOSSIER_FLOW = Workflow(
    "dossier",
    Move("hand_in", "Nộp cho tổ bình xét", S.WRITTEN, S.TO_GROUP, hands_in_to(S.TO_GROUP), incomplete),
    Move("submit", "Nộp hồ sơ lên trường", S.WRITTEN, S.SUBMITTED, hands_in_to(S.SUBMITTED), incomplete),
    Move("group_pass", "Tổ đề nghị", (S.TO_GROUP,), S.SUBMITTED, can_pass, stopped),
    Move("group_refuse", "Tổ không đề nghị", (S.TO_GROUP,), S.GROUP_REFUSED, can_pass, stopped, needs_reason=True),
    Move(
        "group_again", "Tổ xét lại", (S.GROUP_REFUSED, S.SUBMITTED), S.TO_GROUP, can_pass, group_cannot_again,
        needs_reason=True,
    ),
    Move(
        "return", "Trả lại để bổ sung", (S.TO_GROUP, S.SUBMITTED, S.APPRAISED), S.RETURNED, can_return, council_has_sat,
        needs_reason=True,
    ),
    Move(
        "withdraw", "Rút hồ sơ", (S.DRAFT, S.TO_GROUP, S.SUBMITTED, S.RETURNED), S.WITHDRAWN, can_write, opened,
        warning="Hồ sơ đã rút không nộp lại được; muốn đề nghị thì lập hồ sơ mới trước hạn nộp.",
    ),
    Move("appraise", "Thẩm định xong", (S.SUBMITTED,), S.APPRAISED, APPRAISES, not_to_be_appraised),
    Move(
        "take_back", "Thẩm định lại", (S.APPRAISED,), S.SUBMITTED, APPRAISES, stopped, needs_reason=True,
    ),
    Move("to_council", "Trình hội đồng", (S.APPRAISED,), S.TO_COUNCIL, SUBMITS, waits),
    Move(
        "from_council", "Rút khỏi danh sách trình hội đồng", (S.TO_COUNCIL,), S.APPRAISED,
        SUBMITS, council_has_sat, needs_reason=True,
    ),
    Move("award", "Hội đồng đề nghị khen thưởng", (S.TO_COUNCIL,), S.AWARDED, can_conclude, not_before_the_council),
    Move(
        "refuse", "Hội đồng không đề nghị", (S.TO_COUNCIL,), S.NOT_AWARDED, can_conclude, not_before_the_council,
        needs_reason=True,
    ),
)  # fmt: skip

"""The road of a contest."""

from thiduakt.workflow import Missing, Move, Workflow

from .enums import ContestState as S
from .models import Contest
from .policies import can_manage
from .queries import barred_pairs, counted_sheets


def _before_opening(contest: Contest) -> list[str]:
    return [] if contest.criteria.exists() else [Missing("Chưa có tiêu chí chấm.", "criteria-0-text")]


def _before_judging(contest: Contest) -> list[str]:
    judges = set(contest.judges.filter(excused_at__isnull=True).values_list("pk", flat=True))
    numbers = dict(contest.entries.standing().values_list("pk", "number"))
    if not judges or not numbers:
        return [*([] if numbers else ["Chưa có bài dự thi nào."]), *([] if judges else ["Chưa có giám khảo nào."])]
    barred = barred_pairs(contest)
    alone = sum(all((judge, entry) in barred for judge in judges) for entry in numbers)
    if alone:
        return [f"Có {alone} bài mà mọi giám khảo đều là người dự thi hoặc người thân. Thầy/cô mời thêm giám khảo."]
    return []


def _before_counting(contest: Contest) -> list[str]:
    sheets = counted_sheets(contest)
    waiting = len({sheet.judge_id for sheet in sheets if sheet.sent_at is None})
    if waiting:
        return [f"Còn {waiting} giám khảo chưa gửi hết phiếu chấm. Điểm chỉ hiện khi mọi phiếu đã gửi."]
    marked = {sheet.entry_id for sheet in sheets}
    if left := contest.entries.standing().exclude(pk__in=marked).count():
        return [f"Còn {left} bài không còn giám khảo nào chấm được. Thầy/cô mời thêm giám khảo."]
    return []


def _before_telling(contest: Contest) -> list[str]:
    if contest.send_up and not contest.entries.standing().filter(is_chosen=True).exists():
        return [f"Chưa chọn bài gửi lên cấp trên (tối đa {contest.send_up} bài)."]
    return []


CONTEST_FLOW = Workflow(
    "contest",
    Move("open", "Mở nhận bài", (S.DRAFT,), S.OPEN, can_manage, _before_opening,
         warning="Tiêu chí, thể lệ giữ nguyên từ lúc này. Cả trường nhận được thông báo."),
    Move("judge", "Bắt đầu chấm", (S.OPEN,), S.JUDGING, can_manage, _before_judging,
         warning="Mỗi giám khảo nhận phiếu chấm của những bài được chấm."),
    Move("count", "Tổng hợp kết quả", (S.JUDGING,), S.RESULT, can_manage, _before_counting,
         warning="Sau bước này không giám khảo nào chấm thêm được nữa."),
    Move("tell", "Công bố kết quả", (S.RESULT,), S.CLOSED, can_manage, _before_telling,
         warning="Cả trường xem được kết quả; giải và bài gửi cấp trên giữ nguyên từ lúc này."),
)  # fmt: skip

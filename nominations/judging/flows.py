"""The roads of a round, of an appeal, and that of a solution from the day it is judged."""

from nominations.initiatives.enums import SolutionState as S
from thiduakt.workflow import Missing, Move, Workflow

from .enums import Agreement, AppealState, Duty
from .enums import RoundState as R
from .models import Appeal, Round
from .policies import can_answer, can_manage, can_recognise, keeps
from .queries import barred_pairs, counted_sheets, waiting_solutions


def _before_opening(turn: Round) -> list[str]:
    missing: list[str] = []
    if turn.criteria_set is None:
        missing.append(Missing("Chưa chọn bộ tiêu chí chấm.", "criteria_set"))
    elif not turn.criteria_set.criteria.exists():
        missing.append(f"Bộ tiêu chí “{turn.criteria_set}” chưa có tiêu chí nào.")
    duties = set(turn.judges.values_list("duty", flat=True))
    if not duties:
        missing.append("Chưa có người chấm nào.")
    elif Duty.CHAIR not in duties and turn.agreement != Agreement.NONE:
        missing.append("Hội đồng chưa có chủ tịch.")
    if not waiting_solutions(turn).exists():
        missing.append(f"Năm học {turn.year_name} chưa có giải pháp nào đã nộp đơn.")
    return missing


def _before_counting(turn: Round) -> list[str]:
    sheets = counted_sheets(turn)
    waiting = len({sheet.judge_id for sheet in sheets if sheet.sent_at is None})
    if waiting:
        return [f"Còn {waiting} người chưa gửi hết phiếu chấm. Điểm chỉ hiện khi mọi phiếu đã gửi."]
    if turn.entries.exclude(pk__in={sheet.entry_id for sheet in sheets}).exists():
        return ["Có giải pháp không còn ai chấm được. Thầy/cô mời thêm người chấm."]
    return []


def _before_concluding(turn: Round) -> list[str]:
    if turn.entries.filter(verdict="").exists():
        return [
            "Còn giải pháp chưa có kết luận. Giải pháp của thầy/cô hoặc người thân do người được ủy quyền kết luận thay."
        ]
    return []


def _before_settling(appeal: Appeal) -> list[str]:
    closed = barred_pairs(appeal.entry.round)
    sheets = appeal.entry.sheets.filter(judge__appeal=appeal, judge__excused_at__isnull=True)
    open_ones = [sheet for sheet in sheets if (sheet.judge_id, sheet.entry_id) not in closed]
    if not open_ones:
        return ["Không còn người chấm lại nào. Thầy/cô mời thêm người chấm lại."]
    waiting = sum(sheet.sent_at is None for sheet in open_ones)
    return [f"Còn {waiting} người chấm lại chưa gửi phiếu."] if waiting else []


ROUND_FLOW = Workflow(
    "judging_round",
    Move("open", "Mở đợt chấm", (R.DRAFT,), R.OPEN, can_manage, _before_opening,
         warning="Mọi giải pháp đã nộp của năm học được đưa vào chấm. Bộ tiêu chí giữ nguyên từ lúc này."),
    Move("count", "Tổng hợp điểm", (R.OPEN,), R.COUNTED, can_manage, _before_counting,
         warning="Sau bước này không ai chấm thêm được nữa; điểm của mọi người chấm hiện ra."),
    Move("conclude", "Kết luận đợt chấm", (R.COUNTED,), R.CONCLUDED, can_recognise, _before_concluding,
         warning="Tác giả nhận được kết quả, kèm lý do nếu không công nhận, và được đề nghị xem xét lại trong thời hạn."),
)  # fmt: skip

# Its first part, until it is submitted, stands in initiatives.
SOLUTION_FLOW = Workflow(
    "solution",
    Move("take_up", "Đưa vào đợt chấm", (S.SUBMITTED,), S.IN_JUDGING, can_manage),
    Move("put_back", "Đưa ra khỏi đợt chấm", (S.IN_JUDGING,), S.SUBMITTED, can_manage, needs_reason=True),
    Move("recognise", "Công nhận sáng kiến", (S.IN_JUDGING,), S.RECOGNISED, keeps),
    Move("unrecognise", "Bỏ công nhận sáng kiến", (S.RECOGNISED,), S.IN_JUDGING, keeps, needs_reason=True),
    Move("refuse", "Không công nhận sáng kiến", (S.IN_JUDGING,), S.REFUSED, can_recognise, needs_reason=True),
    Move("reopen", "Xem xét lại", (S.REFUSED,), S.IN_JUDGING, can_recognise, needs_reason=True),
)  # fmt: skip

A = AppealState
APPEAL_FLOW = Workflow(
    "judging_appeal",
    Move("answer", "Trả lời", (A.SENT,), A.ANSWERED, can_answer, needs_reason=True),
    Move("rejudge", "Giao người khác chấm lại", (A.SENT, A.REJUDGED), A.REJUDGED, can_answer),
    Move("settle", "Trả lời sau khi chấm lại", (A.REJUDGED,), A.ANSWERED, can_answer, _before_settling, needs_reason=True),
)  # fmt: skip

"""The acts of this room, as the log tells them. None says what anybody gave, nor to what."""

from .flows import APPEAL_FLOW, ROUND_FLOW, SOLUTION_FLOW

ACTS = {
    "judging.add_criteria": "Lập bộ tiêu chí chấm sáng kiến",
    "judging.edit_criteria": "Sửa bộ tiêu chí chấm sáng kiến",
    "judging.discard_criteria": "Bỏ bộ tiêu chí chấm sáng kiến",
    "judging_round.add": "Lập đợt chấm sáng kiến",
    "judging_round.edit": "Sửa đợt chấm sáng kiến",
    "judging_round.discard": "Bỏ đợt chấm sáng kiến đang chuẩn bị",
    "judging_round.extend": "Gia hạn gửi phiếu chấm sáng kiến",
    "judging_round.invite": "Thêm người chấm sáng kiến",
    "judging_round.release": "Bỏ tên người chấm sáng kiến",
    "judging_round.excuse": "Cho thôi chấm sáng kiến",
    "judging_round.take_in": "Đưa thêm giải pháp vào đợt chấm",
    "judging_round.put_back": "Đưa giải pháp ra khỏi đợt chấm",
    "judging_round.send_sheet": "Gửi phiếu chấm sáng kiến",
    "judging_round.rule": "Ghi kết luận chấm sáng kiến",
    "judging_round.minutes": "Lập biên bản chấm sáng kiến",
    "judging_round.decision": "Lập quyết định công nhận sáng kiến",
    "judging_appeal.send": "Đề nghị xem xét lại kết quả chấm sáng kiến",
    "solution.send_up": "Trình sáng kiến lên cấp trên",
    "solution.answer_above": "Ghi kết quả sáng kiến của cấp trên",
    "solution.take_back": "Bỏ lần trình sáng kiến ghi nhầm",
    **{ROUND_FLOW.verb(move): f"{move.label} sáng kiến" for move in ROUND_FLOW.moves.values()},
    **{SOLUTION_FLOW.verb(move): move.label for move in SOLUTION_FLOW.moves.values()},
    **{APPEAL_FLOW.verb(move): f"{move.label}: đề nghị xem xét lại kết quả" for move in APPEAL_FLOW.moves.values()},
}

"""The acts of this room, as the log tells them."""

from .flows import CANCELLATION_FLOW, DECISION_FLOW

ACTS = {
    "award_decision.add": "Lập quyết định khen thưởng",
    "award_decision.edit": "Sửa quyết định khen thưởng đang soạn",
    "award_decision.add_line": "Thêm người, tập thể vào quyết định khen thưởng",
    "award_decision.edit_line": "Sửa một dòng của quyết định khen thưởng",
    "award_decision.remove_line": "Bỏ một dòng của quyết định khen thưởng",
    "award_decision.discard": "Bỏ quyết định khen thưởng đang soạn",
    "award_decision.paper": "Soạn văn bản quyết định khen thưởng",
    "award_decision.superior": "Ghi kết quả khen thưởng của cấp trên",
    "award_decision.strike": "Gạch bỏ kết quả của cấp trên ghi nhầm",
    "award_decision.correct": "Lập quyết định đính chính khen thưởng",
    "award_cancellation.begin": "Lập lần hủy khen thưởng",
    "award_cancellation.superior": "Ghi việc cấp trên hủy khen thưởng",
    "award_cancellation.discard": "Bỏ lần hủy khen thưởng đang lập",
    "award_cancellation.paper": "Soạn quyết định hủy khen thưởng",
    **{DECISION_FLOW.verb(move): move.label for move in DECISION_FLOW.moves.values()},
    **{CANCELLATION_FLOW.verb(move): move.label for move in CANCELLATION_FLOW.moves.values()},
}

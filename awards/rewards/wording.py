"""The acts of this room, as the log tells them."""

from .flows import ESTIMATE_FLOW

ACTS = {
    "fund.open": "Mở quỹ",
    "fund.enter": "Ghi sổ quỹ",
    "fund.counter": "Đảo dòng sổ quỹ",
    "payment.make": "Lập danh sách chi tiền thưởng",
    "payment.pay": "Ghi đã chi tiền thưởng",
    "payment.undo": "Bỏ ghi đã chi tiền thưởng",
    "payment.confirm": "Xác nhận đã nhận tiền thưởng",
    "recovery.make": "Lập danh sách thu hồi",
    "recovery.return": "Ghi đã nộp lại",
    "recovery.undo": "Bỏ ghi đã nộp lại",
    "estimate.make": "Lập dự toán tiền thưởng",
    "estimate.recount": "Tính lại dự toán tiền thưởng",
    "estimate.discard": "Bỏ dự toán tiền thưởng",
    **{ESTIMATE_FLOW.verb(move): move.label for move in ESTIMATE_FLOW.moves.values()},
}

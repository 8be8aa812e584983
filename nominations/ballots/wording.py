"""The acts of this room, as the log tells them. Casting a ballot is not among them."""

from .flows import POLL_FLOW

ACTS = {
    "poll.prepare": "Chuẩn bị cuộc bỏ phiếu kín",
    "poll.discard": "Bỏ cuộc bỏ phiếu kín đang chuẩn bị",
    "poll.open_first": "Người thứ nhất xác nhận mở hòm phiếu",
    "poll.count_first": "Người thứ nhất xác nhận kiểm phiếu",
    "poll.confirm_one": "Xác nhận kết quả kiểm phiếu",
    "poll.void_first": "Đề nghị hủy cuộc bỏ phiếu kín",
    "poll.tampered": "Phát hiện hòm phiếu không còn nguyên",
    **{POLL_FLOW.verb(move): f"{move.label} (bỏ phiếu kín)" for move in POLL_FLOW.moves.values()},
}

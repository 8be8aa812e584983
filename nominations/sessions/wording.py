"""The acts of this room, as the log tells them. Of a vote it tells that it was counted, never how somebody voted."""

from .flows import RECORD_FLOW, SESSION_FLOW

ACTS = {
    "session.add": "Lập phiên họp hội đồng",
    "session.edit": "Sửa phiên họp hội đồng",
    "session.discard": "Bỏ phiên họp hội đồng",
    "session.agenda": "Sửa chương trình phiên họp",
    "session.attend": "Điểm danh phiên họp hội đồng",
    "session.declare": "Khai xung đột lợi ích",
    "session.rule": "Quyết định xung đột lợi ích",
    "session.discuss": "Ghi ý kiến thảo luận của phiên họp",
    "session.opinions": "Ghi ý kiến bằng văn bản của thành viên vắng",
    "session.count": "Nhập kết quả biểu quyết",
    "session.check_count": "Nhập lại kết quả phiếu giấy",
    "session.scan": "Đính kèm bản chụp biên bản kiểm phiếu",
    "session.poll": "Lập cuộc bỏ phiếu kín của phiên họp",
    "session.drop_poll": "Bỏ cuộc bỏ phiếu kín của phiên họp",
    "session.conclude": "Kết luận một hồ sơ tại phiên họp",
    "session.invitation": "Soạn giấy mời họp hội đồng",
    "session.minutes": "Soạn biên bản phiên họp hội đồng",
    "session.count_record": "Soạn biên bản kiểm phiếu của phiên họp",
    "session.confirm": "Xác nhận biên bản phiên họp hội đồng",
    **{SESSION_FLOW.verb(move): f"{move.label} (hội đồng)" for move in SESSION_FLOW.moves.values()},
    **{RECORD_FLOW.verb(move): f"{move.label} (hội đồng)" for move in RECORD_FLOW.moves.values()},
}

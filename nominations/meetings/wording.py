"""The acts of this room, as the log tells them."""

from .flows import MEETING_FLOW

ACTS = {
    "group_meeting.add": "Lập cuộc họp tổ bình xét",
    "group_meeting.edit": "Ghi cuộc họp tổ bình xét",
    "group_meeting.discard": "Bỏ cuộc họp tổ đang ghi",
    "group_meeting.poll": "Lập cuộc bỏ phiếu kín của tổ",
    "group_meeting.drop_poll": "Bỏ cuộc bỏ phiếu kín của tổ, biểu quyết lại",
    "group_meeting.minutes": "Soạn biên bản họp tổ",
    **{MEETING_FLOW.verb(move): f"{move.label} của cuộc họp tổ" for move in MEETING_FLOW.moves.values()},
}

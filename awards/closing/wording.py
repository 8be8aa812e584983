"""The acts of this room, as the log tells them."""

from .flows import CLOSING_FLOW

ACTS = {
    "year.archive": "Lập tệp lưu trữ năm",
    "year.begin": "Mở năm học mới từ năm trước",
    "year.retention": "Ghi thời hạn lưu",
    **{CLOSING_FLOW.verb(move): move.label for move in CLOSING_FLOW.moves.values()},
}

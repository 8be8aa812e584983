"""The acts of this room, as the log tells them."""

from .flows import EXEMPLAR_FLOW

ACTS = {
    "exemplar.propose": "Giới thiệu điển hình",
    "exemplar.edit": "Sửa điển hình",
    "exemplar.note": "Ghi nhật ký bồi dưỡng điển hình",
    "exemplar.replicate": "Ghi nơi nhân rộng điển hình",
    "exemplar.consent": "Ghi đồng ý công bố điển hình",
    "exemplar.withdraw": "Rút đồng ý công bố điển hình",
    **{EXEMPLAR_FLOW.verb(move): f"{move.label} (điển hình)" for move in EXEMPLAR_FLOW.moves.values()},
}

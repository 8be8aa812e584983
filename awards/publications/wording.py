"""The acts of this room, as the log tells them."""

from .flows import PUBLICATION_FLOW

ACTS = {
    "publication.draw_up": "Soạn bản công bố khen thưởng",
    "publication.edit": "Sửa bản công bố khen thưởng",
    "publication.discard": "Bỏ bản công bố đang soạn",
    "publication.notice": "Soạn thông báo kết quả khen thưởng",
    "pupil_consent.give": "Ghi đồng ý nêu tên học sinh",
    "pupil_consent.withdraw": "Rút đồng ý nêu tên học sinh",
    **{PUBLICATION_FLOW.verb(move): f"{move.label} (khen thưởng)" for move in PUBLICATION_FLOW.moves.values()},
}

"""The acts of this room, as the log tells them."""

from .flows import CEREMONY_FLOW

ACTS = {
    "ceremony.plan": "Lập lễ trao thưởng",
    "ceremony.edit": "Sửa lễ trao thưởng",
    "ceremony.discard": "Bỏ lễ trao thưởng",
    "ceremony.program": "Sửa chương trình lễ trao thưởng",
    "ceremony.turns": "Xếp lượt trao thưởng",
    "ceremony.guests": "Sửa khách mời lễ trao thưởng",
    "ceremony.order": "Đổi thứ tự trong lễ trao thưởng",
    "ceremony.paper": "Soạn chương trình lễ trao thưởng",
    "ceremony.announce": "Báo lễ trao thưởng cho người được trao",
    "ceremony.follow": "Chuyển lễ trao thưởng theo quyết định mới",
    "ceremony.hand": "Ghi kết quả trao thưởng",
    **{CEREMONY_FLOW.verb(move): f"{move.label} lễ trao thưởng" for move in CEREMONY_FLOW.moves.values()},
}

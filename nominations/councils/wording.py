"""The acts of this room, as the log tells them."""

from .flows import COUNCIL_FLOW, RENEWAL_FLOW

ACTS = {
    "council.add": "Lập hội đồng",
    "council.edit": "Sửa hội đồng đang lập",
    "council.discard": "Bỏ hội đồng đang lập",
    "council.decision": "Soạn quyết định của hội đồng",
    "council_renewal.begin": "Lập lần kiện toàn hội đồng",
    "council_renewal.edit": "Sửa danh sách kiện toàn",
    "council_renewal.discard": "Bỏ lần kiện toàn đang lập",
    **{COUNCIL_FLOW.verb(move): move.label for move in COUNCIL_FLOW.moves.values()},
    **{RENEWAL_FLOW.verb(move): move.label for move in RENEWAL_FLOW.moves.values()},
}

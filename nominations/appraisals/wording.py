"""The acts of this room, as the log tells them."""

from .flows import WAIVER_FLOW

ACTS = {
    "appraisal.save": "Ghi thẩm định hồ sơ",
    "review.to_council": "Trình hội đồng các hồ sơ đã thẩm định",
    "checklist.save": "Sửa thành phần hồ sơ",
    "checklist.drop": "Dùng lại thành phần hồ sơ mặc định",
    "waiver.propose": "Đề xuất bỏ qua một điều kiện",
    "dossier.waive": "Bỏ qua một điều kiện của hồ sơ",
    **{WAIVER_FLOW.verb(move): move.label for move in WAIVER_FLOW.moves.values()},
}

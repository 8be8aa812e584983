"""The acts of this room, as the log tells them."""

from .flows import BUILD_FLOW, PACK_FLOW

ACTS = {
    "pack.begin": "Lập bộ hồ sơ trình cấp trên",
    "pack.fill": "Thêm hồ sơ vào bộ trình cấp trên",
    "pack.leave_out": "Bỏ một hồ sơ khỏi bộ trình cấp trên",
    "pack.edit": "Sửa nơi nhận, thứ tự bộ hồ sơ trình",
    "pack.submittal": "Soạn tờ trình đề nghị khen thưởng",
    "pack.add_files": "Tải giấy tờ khác vào bộ hồ sơ trình",
    "pack.drop_file": "Bỏ giấy tờ khác khỏi bộ hồ sơ trình",
    "pack.discard": "Bỏ bộ hồ sơ trình cấp trên",
    "pack.build": "Lập bộ tệp của bộ hồ sơ trình",
    "pack.form": "Tải mẫu Excel của cấp trên lên",
    "pack.map_form": "Ghép mẫu Excel của cấp trên",
    "pack.answer": "Ghi trả lời của cấp trên",
    **{PACK_FLOW.verb(move): f"{move.label} (bộ hồ sơ trình)" for move in PACK_FLOW.moves.values()},
    **{BUILD_FLOW.verb(move): move.label for move in BUILD_FLOW.moves.values()},
}

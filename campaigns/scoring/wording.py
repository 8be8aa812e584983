"""The acts of this room, as the log tells them."""

ACTS = {
    "score.add": "Lập bảng chấm điểm thi đua",
    "score.edit": "Sửa bảng chấm điểm thi đua",
    "score.discard": "Bỏ bảng chấm điểm đang lập",
    "score.open": "Mở bảng chấm điểm cho tự chấm",
    "score.collect": "Chuyển bảng chấm điểm cho hội đồng",
    "score.collect_anyway": "Chuyển bảng chấm điểm cho hội đồng khi còn thiếu",
    "score.rank": "Xếp hạng, công bố điểm",
    "score.take_back": "Mở lại bảng để chấm lại",
    "score.self": "Lưu điểm tự chấm",
    "score.send": "Gửi điểm tự chấm",
    "score.give_back": "Trả lại điểm tự chấm",
    "score.council": "Ghi điểm hội đồng chấm",
}

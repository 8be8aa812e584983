"""The acts of this room, as the log tells them."""

ACTS = {
    "posting.draw_up": "Lập danh sách công khai lấy ý kiến",
    "posting.edit": "Sửa đợt công khai lấy ý kiến",
    "posting.discard": "Bỏ danh sách công khai đang soạn",
    "posting.post": "Công khai danh sách lấy ý kiến",
    "posting.close": "Kết thúc công khai lấy ý kiến",
    "posting.notice": "Soạn thông báo công khai danh sách",
    "opinion.send": "Gửi phản ánh về danh sách công khai",
    "opinion.answer": "Trả lời phản ánh",
}

"""The acts of this room, as the log tells them."""

ACTS = {
    "writing.begin": "Bắt đầu bài viết",
    "writing.save": "Lưu bài viết",
    "outline.copy": "Lập mẫu riêng của trường",
    "outline.edit": "Sửa mẫu báo cáo, đề cương",
    "outline.end": "Thôi dùng mẫu riêng của trường",
}

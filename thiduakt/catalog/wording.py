"""The acts of this room, as the log tells them."""

ACTS = {
    "legal.add": "Thêm văn bản vào thư viện",
    "legal.edit": "Sửa văn bản của thư viện",
    "legal.withdraw": "Rút văn bản khỏi thư viện",
    "legal.restore": "Đưa văn bản trở lại thư viện",
    "legal.complete": "Bổ sung trích yếu, ngày ban hành của văn bản trong thư viện",
    "rule.propose": "Đề xuất quy định mới của danh mục pháp lý",
    "rule.approve": "Duyệt quy định của danh mục pháp lý",
    "rule.refuse": "Không duyệt quy định của danh mục pháp lý",
    "rule.withdraw": "Rút đề xuất quy định của danh mục pháp lý",
}

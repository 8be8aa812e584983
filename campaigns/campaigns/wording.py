"""The acts of this room, as the log tells them."""

ACTS = {
    "campaign.add": "Soạn phong trào thi đua",
    "campaign.edit": "Sửa phong trào thi đua",
    "campaign.discard": "Bỏ bản soạn phong trào",
    "campaign.launch": "Phát động phong trào",
    "campaign.begin": "Bắt đầu thực hiện phong trào",
    "campaign.take_back": "Đưa phong trào về bản soạn",
    "campaign.sum_up": "Tổng kết phong trào",
    "campaign.reopen": "Mở lại phong trào để sửa kết quả",
    "campaign.close": "Kết thúc phong trào",
    "campaign.summary": "Ghi kết quả tổng kết phong trào",
    "campaign.activity": "Ghi kết quả hoạt động của phong trào",
    "campaign.paper": "Soạn văn bản phát động phong trào",
}

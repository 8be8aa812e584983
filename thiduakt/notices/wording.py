ACTS = {
    "mailing.write": "Soạn thông báo chung",
    "mailing.edit": "Sửa thông báo chung",
    "mailing.send": "Gửi thông báo chung",
    "mailing.discard": "Bỏ thông báo chung",
    "notice.preference": "Đổi cách nhận thông báo",
}

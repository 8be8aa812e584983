"""The acts of this room, as the log tells them."""

ACTS = {
    "intake.upload": "Tải tệp Excel lên để nhập",
    "intake.map": "Ghép cột của tệp Excel",
    "intake.check": "Đọc xong tệp Excel",
    "intake.fail": "Không đọc được tệp Excel",
    "intake.decide": "Xem, chọn cho các dòng của tệp Excel",
    "intake.write": "Ghi dữ liệu nhập từ Excel",
    "intake.submit": "Trình duyệt danh sách nhập từ Excel",
    "intake.take_back": "Lấy lại danh sách nhập từ Excel",
    "intake.approve": "Duyệt và ghi danh sách nhập từ Excel",
    "intake.give_back": "Trả lại danh sách nhập từ Excel",
    "intake.undo": "Hoàn tác lượt nhập từ Excel",
    "intake.discard": "Bỏ lượt nhập từ Excel",
}

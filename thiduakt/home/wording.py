"""The audit verbs of every room, in the words of the people who read the log."""

from thiduakt.documents.queries import ACTS

VERBS = {
    **ACTS,
    "school.found": "Lập trường trên hệ thống",
    "account.open": "Mở tài khoản",
    "account.close": "Khóa tài khoản",
    "account.reopen": "Mở lại tài khoản",
    "account.reset_password": "Đặt lại mật khẩu",
    "account.change_password": "Đổi mật khẩu",
    "role.propose": "Đề xuất giao vai trò",
    "role.approve": "Duyệt giao vai trò",
    "role.refuse": "Không duyệt giao vai trò",
    "role.end": "Thôi giao vai trò",
    "delegation.grant": "Ủy quyền",
    "delegation.end": "Kết thúc ủy quyền",
    "person.add": "Thêm viên chức",
    "person.edit": "Sửa thông tin viên chức",
    "group.add": "Thêm tổ",
    "group.rename": "Đổi tên tổ",
    "group.remove": "Xóa tổ",
    "letterhead.add": "Thêm thể thức văn bản",
    "school_year.add": "Thêm năm học",
    "register.edit": "Ghi sổ văn bản đi",
    "series.propose": "Đề xuất số khởi đầu",
    "series.approve": "Duyệt số khởi đầu",
    "series.refuse": "Không duyệt số khởi đầu",
}

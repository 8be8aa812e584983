"""The acts of this room, as the log tells them, and how people are called."""

from .enums import Gender
from .models import Person

ACTS = {
    "school.found": "Lập trường trên hệ thống",
    "account.open": "Mở tài khoản",
    "account.close": "Khóa tài khoản",
    "account.reopen": "Mở lại tài khoản",
    "account.reset_password": "Đặt lại mật khẩu",
    "account.change_password": "Đổi mật khẩu",
    "account.second_factor_on": "Cài đặt xác thực hai bước",
    "account.second_factor_off": "Tắt xác thực hai bước",
    "account.recovery_codes": "Tạo mã dự phòng mới",
    "account.reset_second_factor": "Bỏ xác thực hai bước của người khác",
    "account.unlock_sign_in": "Mở khóa đăng nhập",
    "account.end_sign_ins": "Kết thúc các phiên đăng nhập của người khác",
    "role.employ": "Giao vai trò khi mở tài khoản",
    "role.appoint": "Giao vai trò từ dòng lệnh của máy chủ",
    "role.propose": "Đề xuất giao vai trò",
    "role.approve": "Duyệt giao vai trò",
    "role.refuse": "Không duyệt giao vai trò",
    "role.withdraw": "Hủy đề xuất giao vai trò",
    "role.cancel": "Hủy vai trò chưa bắt đầu",
    "role.propose_end": "Đề xuất thôi giao vai trò",
    "role.end": "Duyệt thôi giao vai trò",
    "role.keep": "Không duyệt thôi giao vai trò",
    "role.withdraw_end": "Hủy đề xuất thôi giao vai trò",
    "delegation.grant": "Ủy quyền",
    "delegation.end": "Kết thúc ủy quyền",
    "delegation.cancel": "Hủy ủy quyền chưa bắt đầu",
    "person.add": "Thêm viên chức",
    "pupil.remove_all": "Xóa các học sinh của một lượt nhập",
    "person.remove_all": "Xóa các viên chức của một lượt nhập",
    "person.edit": "Sửa thông tin viên chức",
    "group.add": "Thêm tổ",
    "group.rename": "Đổi tên tổ",
    "group.remove": "Xóa tổ",
    "letterhead.add": "Thêm thể thức văn bản",
    "school_year.add": "Thêm năm học",
    "class.add": "Thêm lớp",
    "class.edit": "Sửa lớp",
    "class.remove": "Xóa lớp",
    "pupil.add": "Thêm học sinh",
    "pupil.add_many": "Thêm nhiều lớp, học sinh một lần",
    "pupil.edit": "Sửa thông tin học sinh",
    "kin.declare": "Khai báo người thân trong trường",
    "kin.withdraw": "Rút khai báo người thân trong trường",
}


def called(person: Person) -> str:
    """“cô Hoa”, “thầy Đức”: as colleagues speak of each other."""
    title = "cô" if person.gender == Gender.FEMALE else "thầy"
    return f"{title} {person.full_name.split()[-1]}"

"""What the papers of Trường Mầm non Giang Biên have in common. Its people are invented."""

from itertools import product

from thiduakt.documents.paper import Signature, SignatureRow

PARENT = ("PHÒNG GD&ĐT QUẬN LONG BIÊN",)
ISSUER = ("TRƯỜNG MẦM NON GIANG BIÊN",)
SCHOOL = "Trường Mầm non Giang Biên"
PRINCIPAL = "Hoàng Thị Phương"
BY_PRINCIPAL = (SignatureRow(right=Signature(capacity=("HIỆU TRƯỞNG",), name=PRINCIPAL)),)
LAW = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều của Luật Thi "
    "đua, khen thưởng ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013;"
)
DECREE = (
    "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số "
    "điều của Luật Thi đua, khen thưởng;"
)
CHARTER = (
    "Căn cứ Thông tư số 52/2020/TT-BGDĐT ngày 31 tháng 12 năm 2020 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành "
    "Điều lệ Trường mầm non;"
)
STAFF = (
    ("Nguyễn Thị Ánh Nguyệt", "Phó Hiệu trưởng", "Ban Giám hiệu"),
    ("Trần Thị Thu Hường", "Phó Hiệu trưởng", "Ban Giám hiệu"),
    ("Đỗ Thị Đào", "Tổ trưởng", "Tổ Mẫu giáo lớn"),
    ("Lê Thị Quỳnh Anh", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Phạm Thị Hồng Nhung", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Vũ Thị Thùy Dương", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Hoàng Thị Ngọc Ước", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Bùi Thị Mỹ Hạnh", "Tổ trưởng", "Tổ Mẫu giáo nhỡ"),
    ("Đặng Thị Kiều Oanh", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Ngô Thị Ỷ Lan", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Dương Thị Bích Phượng", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Công Tằng Tôn Nữ Thị Quỳnh Hương Giang", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Đinh Thị Huyền Trang", "Tổ trưởng", "Tổ Mẫu giáo bé"),
    ("Lý Thị Ái Vân", "Giáo viên", "Tổ Mẫu giáo bé"),
    ("Phan Thị Tuyết Mai", "Giáo viên", "Tổ Mẫu giáo bé"),
    ("Trịnh Thị Thanh Thủy", "Giáo viên", "Tổ Mẫu giáo bé"),
    ("Mai Thị Ngoan", "Tổ trưởng", "Tổ Nhà trẻ"),
    ("Hồ Thị Yến", "Giáo viên", "Tổ Nhà trẻ"),
    ("Tạ Thị Xuân", "Giáo viên", "Tổ Nhà trẻ"),
    ("Đoàn Thị Ngân", "Giáo viên", "Tổ Nhà trẻ"),
    ("Nguyễn Văn Đức", "Nhân viên bảo vệ", "Tổ Văn phòng"),
    ("Trần Quốc Đạt", "Nhân viên y tế", "Tổ Văn phòng"),
    ("Vương Thị Lệ", "Kế toán", "Tổ Văn phòng"),
    ("Cao Thị Ngọc", "Văn thư", "Tổ Văn phòng"),
    ("Lưu Thị Hòa", "Tổ trưởng", "Tổ Nuôi dưỡng"),
)


def people(count: int) -> list[tuple[str, str, str]]:
    """The school's staff first, then invented colleagues, as (name, post, team); no name comes twice up to 400."""
    families = ("Nguyễn", "Trần", "Đỗ", "Phạm", "Vũ", "Đặng", "Bùi", "Ngô", "Lưu", "Trương")
    middles = ("Thị Thu", "Thị Ngọc", "Thị Thanh", "Thị Mỹ")
    givens = ("Hằng", "Thủy", "Ước", "Đượm", "Huyền", "Nguyệt", "Yến", "Quế", "Vượng", "Ánh")
    invented = [(f"{f} {m} {g}", "Giáo viên", "Tổ Mẫu giáo bé") for g, m, f in product(givens, middles, families)]
    return [*STAFF, *invented][:count]

from django.db import models


class EntryKind(models.TextChoices):
    """What a line of the ledger does. Nothing is ever deleted: a later line takes an earlier one out of account."""

    HONOR = "HONOR", "ghi nhận"
    REVOKED = "REVOKED", "hủy, thu hồi"  # by a decision (Luật 06/2022/QH15, Điều 93)
    STRUCK = "STRUCK", "gạch bỏ dòng ghi sai"
    REPLACED = "REPLACED", "thay bằng quyết định khác"  # a newer decision tells the same merit otherwise


class HolderKind(models.TextChoices):
    PERSON = "PERSON", "cá nhân"
    GROUP = "GROUP", "tổ"
    SCHOOL = "SCHOOL", "trường"
    PUPIL = "PUPIL", "học sinh"
    CLASS = "CLASS", "lớp"


class Merit(models.TextChoices):
    """Loại hình khen thưởng (Luật 06/2022/QH15, Điều 8; Luật 06/2026/QH16 adds chuyên đề)."""

    YEARLY = "cong_trang", "công trạng"
    CAMPAIGN = "chuyen_de", "phong trào thi đua, chuyên đề"
    SUDDEN = "dot_xuat", "đột xuất"
    DEVOTION = "cong_hien", "quá trình cống hiến"
    TENURE = "nien_han", "niên hạn"
    FOREIGN = "doi_ngoai", "đối ngoại"


class Source(models.TextChoices):
    ISSUED_HERE = "ISSUED_HERE", "ban hành trên hệ thống"
    IMPORTED = "IMPORTED", "nhập từ sổ cũ"
    BY_SUPERIOR = "BY_SUPERIOR", "cấp trên quyết định"


class RevocationGround(models.TextChoices):
    """Why an award is cancelled (Luật 06/2022/QH15, Điều 93 khoản 2)."""

    FALSE_DECLARATION = "a", "gian dối trong kê khai"
    FALSE_PAPERS = "b", "cung cấp thông tin sai, giả hồ sơ"
    WRONG_PROCEDURE = "c", "thẩm định, xét, duyệt trái quy định"
    LATER_FINDING = "d", "có kết luận, bản án về vi phạm trong thời gian lập thành tích"


class Rating(models.TextChoices):
    """Xếp loại chất lượng; the values are those of the exchange format."""

    EXCELLENT = "HTXS", "hoàn thành xuất sắc nhiệm vụ"
    GOOD = "HTT", "hoàn thành tốt nhiệm vụ"
    DONE = "HT", "hoàn thành nhiệm vụ"
    NOT_DONE = "KHT", "không hoàn thành nhiệm vụ"


class DisciplineKind(models.TextChoices):
    """Mild to severe; the values are those of the exchange format."""

    REPRIMAND = "khien_trach", "khiển trách"
    WARNING = "canh_cao", "cảnh cáo"
    PAY_CUT = "ha_bac_luong", "hạ bậc lương"
    DEMOTION = "giang_chuc", "giáng chức"
    DISMISSAL = "cach_chuc", "cách chức"
    SACKING = "buoc_thoi_viec", "buộc thôi việc"


class LeaveKind(models.TextChoices):
    MATERNITY = "thai_san", "nghỉ thai sản"
    RESCUE = "cuu_nguoi", "điều trị do cứu người, cứu tài sản"
    TRAINING = "dao_tao", "đào tạo, bồi dưỡng"
    SICKNESS = "om_dau", "nghỉ ốm"
    UNPAID = "khong_luong", "nghỉ không hưởng lương"
    OTHER = "khac", "nghỉ khác"


class TransferKind(models.TextChoices):
    CAME = "CAME", "chuyển đến"
    WENT = "WENT", "chuyển đi"
    SECONDED = "SECONDED", "biệt phái"


class InitiativeKind(models.TextChoices):
    INITIATIVE = "INITIATIVE", "sáng kiến"
    RESEARCH = "RESEARCH", "đề tài, đề án khoa học đã nghiệm thu"


class InitiativeLevel(models.TextChoices):
    """Who recognised it, low to high. Which of them counts as “cơ sở” the school's choice tells."""

    SCHOOL = "truong", "cấp trường"
    COMMUNE = "co_so", "cấp cơ sở (quận, phường, Sở)"
    PROVINCE = "tinh", "cấp Thành phố, Bộ"
    NATION = "toan_quoc", "toàn quốc"

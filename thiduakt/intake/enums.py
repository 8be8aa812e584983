from django.db import models


class IntakeKind(models.TextChoices):
    PEOPLE = "PEOPLE", "Viên chức"
    PUPILS = "PUPILS", "Lớp và học sinh"
    HONORS = "HONORS", "Khen thưởng đã nhận"
    RATINGS = "RATINGS", "Xếp loại năm"
    INITIATIVES = "INITIATIVES", "Sáng kiến đã được công nhận"


class BatchState(models.TextChoices):
    MAPPING = "MAPPING", "chờ ghép cột"
    READING = "READING", "đang đọc"
    CHECKED = "CHECKED", "chờ xem và ghi"
    WAITING = "WAITING", "chờ hiệu trưởng duyệt"
    DONE = "DONE", "đã ghi"
    DISCARDED = "DISCARDED", "đã bỏ"
    UNDONE = "UNDONE", "đã hoàn tác"
    FAILED = "FAILED", "không đọc được"


class RowStatus(models.TextChoices):
    """Where a row of the sheet stands before it is written."""

    VALID = "VALID", "Hợp lệ"
    LOOK = "LOOK", "Cần xem"  # a namesake, a value that reads two ways: a person decides
    ERROR = "ERROR", "Lỗi"
    KNOWN = "KNOWN", "Đã có"  # written before: a second run changes nothing
    LEFT = "LEFT", "Bỏ qua"  # a person said so

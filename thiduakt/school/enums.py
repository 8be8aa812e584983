from enum import nonmember

from django.db import models


class Level(models.TextChoices):
    KINDERGARTEN = "KINDERGARTEN", "mầm non"
    PRIMARY = "PRIMARY", "tiểu học"
    LOWER_SECONDARY = "LOWER_SECONDARY", "trung học cơ sở"
    UPPER_SECONDARY = "UPPER_SECONDARY", "trung học phổ thông"
    AUTHORITY = "AUTHORITY", "cơ quan quản lý"


class Numbering(models.TextChoices):
    """How the head of the school lets papers be numbered (NĐ 30/2020/NĐ-CP, Điều 15)."""

    PER_KIND = "PER_KIND", "mỗi loại văn bản một dãy số"
    COMMON = "COMMON", "một dãy số chung"


class Gender(models.TextChoices):
    FEMALE = "FEMALE", "nữ"
    MALE = "MALE", "nam"


class RoleState(models.TextChoices):
    PROPOSED = "PROPOSED", "chờ duyệt"
    ACTIVE = "ACTIVE", "đã giao"
    ENDING = "ENDING", "chờ duyệt thôi giao"
    REFUSED = "REFUSED", "không duyệt"
    CANCELLED = "CANCELLED", "đã hủy"

    GIVEN = nonmember(("ACTIVE", "ENDING"))
    WAITING = nonmember(("PROPOSED", "ENDING"))
    NEVER_GIVEN = nonmember(("REFUSED", "CANCELLED"))

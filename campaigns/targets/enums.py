from enum import nonmember

from django.db import models


class Measure(models.TextChoices):
    SHARE = "SHARE", "tỷ lệ phần trăm của một tập đã biết"
    NUMBER = "NUMBER", "số lượng"
    DONE = "DONE", "việc phải làm xong"


class KnownSet(models.TextChoices):
    """Of what a share is taken. All but the last are counted from the school's own rows."""

    CLASSES = "CLASSES", "các lớp"
    STAFF = "STAFF", "cán bộ, giáo viên, nhân viên"
    TEACHERS = "TEACHERS", "giáo viên"
    GROUPS = "GROUPS", "các tổ"
    PUPILS = "PUPILS", "học sinh, trẻ"
    OTHER = "OTHER", "tập khác, tự ghi số"


class TargetState(models.TextChoices):
    OPEN = "OPEN", "đang thực hiện"
    ACHIEVED = "ACHIEVED", "đạt"
    MISSED = "MISSED", "không đạt"
    DROPPED = "DROPPED", "thôi thực hiện"

    WITH_CAUSE = nonmember(("MISSED", "DROPPED"))


class ProgressState(models.TextChoices):
    WAITING = "WAITING", "chờ kiểm tra"
    ACCEPTED = "ACCEPTED", "đã kiểm tra"
    RETURNED = "RETURNED", "trả lại"

    IN_HAND = nonmember(("WAITING", "RETURNED"))  # the owner may still change it

from enum import nonmember

from django.db import models


class MeetingState(models.TextChoices):
    DRAFT = "DRAFT", "đang ghi"
    CONCLUDED = "CONCLUDED", "đã kết luận"


class Manner(models.TextChoices):
    """How a tổ votes on one dossier; the counts are written down by hand, save those of a sealed poll."""

    HANDS = "HANDS", "giơ tay"
    BALLOT = "BALLOT", "phiếu kín giấy"
    SECRET = "SECRET", "bỏ phiếu kín trên hệ thống"

    BY_HAND = nonmember(("HANDS", "BALLOT"))


class CountedOf(models.TextChoices):
    """Of whom the share is taken: the values are those of the school's choice `group_vote_of`."""

    MEMBERS = "members", "tổng số người của tổ"
    PRESENT = "present", "số người có mặt"

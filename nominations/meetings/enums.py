from django.db import models


class MeetingState(models.TextChoices):
    DRAFT = "DRAFT", "đang ghi"
    CONCLUDED = "CONCLUDED", "đã kết luận"


class Manner(models.TextChoices):
    """How a tổ votes on one dossier; the counts are written down by hand."""

    HANDS = "HANDS", "giơ tay"
    BALLOT = "BALLOT", "phiếu kín giấy"


class CountedOf(models.TextChoices):
    """Of whom the share is taken: the values are those of the school's choice `group_vote_of`."""

    MEMBERS = "members", "tổng số người của tổ"
    PRESENT = "present", "số người có mặt"

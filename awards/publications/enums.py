from enum import nonmember

from django.db import models


class Subject(models.TextChoices):
    DECISION = "DECISION", "quyết định khen thưởng"
    ROLL = "ROLL", "bảng vàng"  # of a school year, or of all of them, out of the ledger


class PublicationState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    PUBLISHED = "PUBLISHED", "đã công bố"
    WITHDRAWN = "WITHDRAWN", "đã gỡ"

    EDITABLE = nonmember(("DRAFT", "WITHDRAWN"))  # what is public stays as it was looked at


class Unnamed(models.TextChoices):
    """What is told of a pupil who may not be named: both consents are asked (Luật 91/2025/QH15, Điều 24)."""

    BY_CLASS = "BY_CLASS", "ghi “Một học sinh” kèm tên lớp"
    LEFT_OUT = "LEFT_OUT", "không nêu"

from enum import nonmember

from django.db import models


class LineKind(models.TextChoices):
    """What a line of a fund's ledger does. None is ever changed: a later line takes an earlier one back."""

    OPENING = "OPENING", "số dư năm trước chuyển sang"
    ALLOTMENT = "ALLOTMENT", "dự toán giao, trích lập"
    OTHER_IN = "OTHER_IN", "thu khác"
    RECOVERED = "RECOVERED", "thu hồi tiền thưởng"
    PAID = "PAID", "chi tiền thưởng"
    OTHER_OUT = "OTHER_OUT", "chi khác"
    COUNTER = "COUNTER", "dòng đảo"

    IN = nonmember(("OPENING", "ALLOTMENT", "OTHER_IN", "RECOVERED"))
    OUT = nonmember(("PAID", "OTHER_OUT"))
    BY_HAND = nonmember(("OPENING", "ALLOTMENT", "OTHER_IN", "OTHER_OUT"))


class Manner(models.TextChoices):
    CASH = "CASH", "tiền mặt"
    TRANSFER = "TRANSFER", "chuyển khoản"


class RecoveryKind(models.TextChoices):
    MONEY = "MONEY", "tiền thưởng"
    ITEMS = "ITEMS", "giấy khen, hiện vật"


class EstimateState(models.TextChoices):
    DRAFT = "DRAFT", "đang lập"
    SUBMITTED = "SUBMITTED", "chờ duyệt"
    APPROVED = "APPROVED", "đã duyệt"

    OPEN = nonmember(("DRAFT", "SUBMITTED"))

from enum import nonmember

from django.db import models


class CeremonyState(models.TextChoices):
    PLANNED = "PLANNED", "đang chuẩn bị"
    DONE = "DONE", "đã tổ chức"


class Seating(models.TextChoices):
    """Who sits beside whom, behind the guests."""

    BY_TURN = "BY_TURN", "theo thứ tự trao"
    BY_GROUP = "BY_GROUP", "theo tổ, đơn vị"


class Handing(models.TextChoices):
    """What became of an award at the ceremony, and afterwards."""

    WAITING = "WAITING", "chưa trao"
    HANDED = "HANDED", "đã trao tại lễ"
    BY_PROXY = "BY_PROXY", "người khác nhận thay"
    LATER = "LATER", "vắng, trao sau"
    AFTERWARDS = "AFTERWARDS", "đã trao sau lễ"

    DONE = nonmember(("HANDED", "BY_PROXY", "AFTERWARDS"))
    AT_IT = nonmember(("HANDED", "BY_PROXY"))

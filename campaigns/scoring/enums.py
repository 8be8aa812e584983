from enum import nonmember

from django.db import models


class SheetState(models.TextChoices):
    DRAFT = "DRAFT", "đang lập"
    SELF = "SELF", "đang tự chấm"
    COUNCIL = "COUNCIL", "hội đồng chấm"
    RANKED = "RANKED", "đã xếp hạng"

    EDITABLE = nonmember(("DRAFT",))


class SheetKind(models.TextChoices):
    GROUPS = "GROUPS", "các tổ trong trường"
    PEOPLE = "PEOPLE", "cá nhân trong trường"
    CLUSTER = "CLUSTER", "các trường trong cụm, khối"

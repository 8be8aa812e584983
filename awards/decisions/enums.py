from enum import nonmember

from django.db import models


class DecisionOrigin(models.TextChoices):
    """Who decided: the school itself by a paper issued here, or a superior whose decision came back to the school."""

    HERE = "HERE", "trường quyết định"
    SUPERIOR = "SUPERIOR", "cấp trên quyết định"


class DecisionState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    IN_FORCE = "IN_FORCE", "có hiệu lực"
    REPLACED = "REPLACED", "đã thay thế"
    CANCELLED = "CANCELLED", "đã hủy"

    DECIDED = nonmember(("IN_FORCE", "REPLACED", "CANCELLED"))


class FundKind(models.TextChoices):
    """Out of which fund the money comes: the two are kept apart (NĐ 73/2024/NĐ-CP, Điều 4)."""

    EMULATION = "EMULATION", "quỹ thi đua, khen thưởng"
    BONUS = "BONUS", "quỹ tiền thưởng"
    NONE = "NONE", "không kèm tiền thưởng"


class CancellationState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    IN_FORCE = "IN_FORCE", "có hiệu lực"

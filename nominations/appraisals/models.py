from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from nominations.dossiers.models import Dossier
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import School, User
from thiduakt.vietnamese import one_line

from .defaults import Item
from .enums import WaiverState

SHORTEST_REASON = 20  # characters


class Checklist(models.Model):
    """Thành phần hồ sơ của trường: the school's own list for one honor under one regime, over the default."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    regime = models.CharField("thời kỳ pháp lý", max_length=30)
    items: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField("các thành phần", default=list)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người sửa")
    changed_at = models.DateTimeField("sửa lúc")

    objects = models.Manager()

    class Meta:
        verbose_name = "thành phần hồ sơ"
        ordering = ["school", "code", "regime", "pk"]
        constraints = [models.UniqueConstraint(fields=["school", "code", "regime"], name="checklist_once_per_honor")]

    def __str__(self) -> str:
        return f"Thành phần hồ sơ {self.code} ({self.regime})"

    @property
    def parts(self) -> tuple[Item, ...]:
        return tuple(Item(**values) for values in self.items)


class Appraisal(models.Model):
    """Bản thẩm định của một hồ sơ: what was found of each item, kept while the dossier goes back and forth.

    `marks`: {key of the item: {"mark": `Mark`, "note": ""}}. `items`: the list that was asked when it was finished: a
    later change of the school's list leaves what was appraised as it is.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="appraisal", verbose_name="hồ sơ")
    marks: "models.JSONField[dict[str, dict[str, str]], dict[str, dict[str, str]]]" = models.JSONField(
        "kết quả từng mục", default=dict
    )
    note = models.TextField("nhận xét chung", max_length=2000, blank=True)
    items: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        "thành phần khi thẩm định xong", default=list, editable=False
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người thẩm định")
    changed_at = models.DateTimeField("sửa lúc")

    objects = models.Manager()

    class Meta:
        verbose_name = "bản thẩm định"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Thẩm định {self.dossier}"


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Whoever appraises for the school."""
        granted = scopes(user, "dossier.appraise", on)
        return self.filter(dossier__school=user.school_id) if granted & WHOLE_SCHOOL else self.none()

    def standing(self) -> Self:
        return self.filter(state=WaiverState.APPROVED)


class Waiver(models.Model):
    """Bỏ qua một điều kiện: proposed with its reason by the secretary, approved by the principal, never by one person.

    `key` is that of the frozen condition, `asked` its words. It is shown wherever the dossier is decided on.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="waivers", verbose_name="hồ sơ")
    key = models.CharField("điều kiện", max_length=60)
    asked = models.CharField("điều kiện được bỏ qua", max_length=1000)
    reason = models.TextField("lý do", max_length=1000)
    state = models.CharField("trạng thái", max_length=10, choices=WaiverState, default=WaiverState.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đề xuất")
    proposed_at = models.DateTimeField("đề xuất lúc")
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người duyệt"
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True, editable=False)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = "bỏ qua điều kiện"
        ordering = ["dossier", "proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WaiverState.values), name="waiver_state_is_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="waiver_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(WaiverState.PROPOSED, WaiverState.WITHDRAWN), decided_by__isnull=True)
                | Q(
                    state__in=(WaiverState.APPROVED, WaiverState.REFUSED), decided_by__isnull=False, decided_at__isnull=False
                ),
                name="waiver_decided_whole_or_not_at_all",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
            models.UniqueConstraint(
                fields=["dossier", "key"],
                condition=Q(state__in=WaiverState.STANDING),
                name="waiver_once_per_condition",
                violation_error_message="Điều kiện này đã được đề xuất bỏ qua.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: bỏ qua “{self.asked}”"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.asked = one_line(self.asked)
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.dossier.school_id

    @property
    def sentence(self) -> str:
        """As minutes, lists and appendices say it."""
        return f"Bỏ qua điều kiện “{self.asked}”: {self.reason}"

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from thiduakt.catalog.enums import Confidence
from thiduakt.documents.richtext import Kind, Numbering
from thiduakt.permissions import scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User

from .enums import Fill, Use

TOP, BELOW = 2, 3  # levels of sections: I. and 1.


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an outline. A section with sections below it is a heading, and holds no text of its own."""

    key: str
    title: str
    hint: str = ""
    level: int = TOP
    fill: str = Fill.NOTHING
    is_required: bool = False
    min_words: int = 0
    is_heading: bool = False
    label: str = ""  # "I.", "2.", as it is printed

    @property
    def name(self) -> str:
        """As it is printed: “1. Quyền hạn, nhiệm vụ”."""
        return f"{self.label} {self.title}".strip()


class OutlineQuerySet(models.QuerySet["Outline"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Those of the state, and the school's own."""
        return self.of(user.school_id) if scopes(user, "outline.manage", on) else self.none()

    def of(self, school_id: int) -> Self:
        return self.filter(Q(school=school_id) | Q(school__isnull=True))

    def standing(self, on: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)


class Outline(models.Model):
    """Đề cương, mẫu báo cáo: the sections of a writing, by its use; those of no school came with the system.

    A writing is forever printed by the outline it was begun with: one that is used is not changed, the next one takes its
    place from a day on. `code` stays the same meanwhile. `honor_code`, `regime` empty: for any.
    `sections`: what `Section` says of each, without what follows from their order.
    """

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="trường"
    )
    code = models.SlugField("mã", max_length=60)
    name = models.CharField("tên mẫu", max_length=200)
    use = models.CharField("dùng để viết", max_length=20, choices=Use)
    honor_code = models.CharField("danh hiệu, hình thức", max_length=30, blank=True)
    regime = models.CharField("thời kỳ pháp lý", max_length=30, blank=True)
    sections: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField("các mục")
    confidence = models.CharField("đối chiếu", max_length=10, choices=Confidence, default=Confidence.UNVERIFIED)
    source = models.CharField("nguồn", max_length=500, blank=True)
    from_on = models.DateField("dùng từ ngày")
    until_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        verbose_name = "đề cương"
        ordering = ["use", "name", "-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(use__in=Use.values), name="outline_use_is_known"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="outline_confidence_is_known"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="outline_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["school", "code"],
                condition=Q(until_on__isnull=True, school__isnull=False),
                name="outline_of_a_school_stands_once",
                violation_error_message="Trường đã có mẫu mang mã ấy đang dùng.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(until_on__isnull=True, school__isnull=True),
                name="outline_of_the_state_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_address("writings:outline", self.pk)

    @property
    def is_verified(self) -> bool:
        return self.confidence == Confidence.VERIFIED

    @property
    def parts(self) -> list[Section]:
        return parts_of(self.sections)


def parts_of(sections: list[dict[str, Any]]) -> list[Section]:
    """With the numbers that are printed, and which of them are headings alone."""
    numbering, found = Numbering(), []
    levels = [each.get("level", TOP) for each in sections] + [TOP]
    for place, each in enumerate(sections):
        label = numbering.label(Kind.PART if levels[place] == TOP else Kind.SECTION)
        found.append(Section(**{**each, "is_heading": levels[place] < levels[place + 1], "label": label}))
    return found


class Writing(models.Model):
    """Bài viết theo đề cương: one text a section, in the closed schema of rich text. What it belongs to points to it, and
    says who may read and write it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    outline = models.ForeignKey(Outline, on_delete=models.PROTECT, related_name="writings", verbose_name="đề cương")
    sections: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("nội dung từng mục", default=dict)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    changed_at = models.DateTimeField("sửa lúc")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người sửa")

    objects = models.Manager()

    class Meta:
        verbose_name = "bài viết"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.outline.name


class Revision(models.Model):
    """Lần lưu của bài viết: what it said after one saving, with the titles of what differs from the one before."""

    writing = models.ForeignKey(Writing, on_delete=models.CASCADE, related_name="revisions", verbose_name="bài viết")
    number = models.PositiveIntegerField("lần lưu")  # the writing's `version` at that time
    sections: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("nội dung từng mục")
    changed: "models.JSONField[list[str], list[str]]" = models.JSONField("mục đã đổi", default=list, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu")
    saved_at = models.DateTimeField("lưu lúc")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "lần lưu của bài viết"
        ordering = ["-number", "-pk"]
        constraints = [models.UniqueConstraint(fields=["writing", "number"], name="revision_once_per_number")]

    def __str__(self) -> str:
        return f"Lần lưu {self.number}"


class TypedCopy(models.Model):
    """Bản đang gõ: what somebody has typed into a writing and not saved yet, for that person alone."""

    writing = models.ForeignKey(Writing, on_delete=models.CASCADE, related_name="typed_copies", verbose_name="bài viết")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="người gõ")
    base = models.PositiveIntegerField("gõ từ lần lưu")
    sections: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("nội dung từng mục")
    kept_at = models.DateTimeField("giữ lúc")

    objects = models.Manager()

    class Meta:
        verbose_name = "bản đang gõ của bài viết"
        constraints = [models.UniqueConstraint(fields=["writing", "user"], name="typed_copy_once_per_user")]

    def __str__(self) -> str:
        return f"Bản đang gõ của {self.user}"

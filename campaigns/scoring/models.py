from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from campaigns.campaigns.models import Campaign
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .enums import SheetKind, SheetState


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """A draft is for those who draw it up; whoever is scored sees the sheets they are on."""
        granted = scopes(user, "score.view", on)
        found = self.filter(school=user.school_id)
        if not scopes(user, "score.manage", on):
            found = found.exclude(state=SheetState.DRAFT)
        if granted & WHOLE_SCHOOL:
            return found
        return found.filter(pk__in=Subject.objects.filter(own_subjects(user, granted)).values("sheet"))

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


def own_subjects(user: User, granted: frozenset[Scope]) -> Q:
    """Those that somebody is: the person, and for its head the tổ."""
    reach = Q(pk__in=[])
    if Scope.OWN in granted:
        reach |= Q(person=user.person_id)
    if Scope.GROUP in granted and user.group_id:
        reach |= Q(group=user.group_id)
    return reach


class ScoreSheet(models.Model):
    """Bảng chấm điểm thi đua: what is scored, who is, and how far it has come. Once used, its items never change."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="score_sheets", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    title = models.CharField("tên bảng", max_length=300)
    kind = models.CharField("chấm cho", max_length=10, choices=SheetKind, default=SheetKind.GROUPS)
    state = models.CharField("trạng thái", max_length=10, choices=SheetState, default=SheetState.DRAFT)
    total = models.DecimalField("tổng điểm quy định", max_digits=6, decimal_places=1, default=100)
    cluster_name = models.CharField("tên cụm, khối", max_length=200, blank=True)
    cluster_head = models.CharField("trưởng cụm, trưởng khối", max_length=200, blank=True)
    covenant = models.TextField("giao ước thi đua", max_length=5000, blank=True)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="của phong trào"
    )
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="sao chép từ"
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=600, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng chấm điểm"
        ordering = ["-year", "-pk"]
        indexes = [
            models.Index(fields=["school", "-year", "-id"], name="score_sheet_by_year"),
            models.Index(fields=["school", "state"], name="score_sheet_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SheetState.values), name="score_sheet_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=SheetKind.values), name="score_sheet_kind_is_known"),
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="score_sheet_total_is_positive",
                violation_error_message="Tổng điểm quy định phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="score_sheet_year_is_plausible",
                violation_error_message="Năm học phải từ 2000 đến 2100.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SheetKind.CLUSTER) | ~Q(cluster_name=""),
                name="score_sheet_of_a_cluster_names_it",
                violation_error_message="Thầy/cô ghi tên cụm, khối.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year_name})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = one_line(self.title)
        self.search_key = fold(f"{self.title} {self.cluster_name}")[:600]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("scoring:detail", self.pk)

    @property
    def year_name(self) -> str:
        return year_name(self.year)


class Item(models.Model):
    """Tiêu chí chấm điểm. Who has no point in a compulsory one is not ranked."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="items", verbose_name="bảng chấm điểm")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    section = models.CharField("mục", max_length=200, blank=True)
    text = models.CharField("tiêu chí", max_length=500)
    max_points = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=1)
    is_compulsory = models.BooleanField("bắt buộc", default=False)

    class Meta:
        verbose_name = "tiêu chí chấm điểm"
        ordering = ["sheet_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_points__gt=0),
                name="score_item_points_are_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Subject(models.Model):
    """Đối tượng được chấm: a tổ, a person, or a school of the cluster by its name."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="subjects", verbose_name="bảng chấm điểm")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tổ")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người"
    )
    name = models.CharField("tên đơn vị", max_length=200, blank=True)
    sent_at = models.DateTimeField("tự chấm xong lúc", null=True, editable=False)
    return_reason = models.CharField("lý do trả lại", max_length=1000, blank=True, editable=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        verbose_name = "đối tượng chấm điểm"
        ordering = ["sheet_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, person__isnull=True, name="")
                | Q(group__isnull=True, person__isnull=False, name="")
                | (Q(group__isnull=True, person__isnull=True) & ~Q(name="")),
                name="score_subject_is_one_thing",
            ),
            models.UniqueConstraint(fields=["sheet", "group"], name="score_subject_group_once"),
            models.UniqueConstraint(fields=["sheet", "person"], name="score_subject_person_once"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.group or self.person)

    @property
    def school_id(self) -> int:
        return self.sheet.school_id


class Mark(models.Model):
    """Điểm của một tiêu chí: what the subject gave itself beside what the council gave, and why they differ."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="marks", verbose_name="đối tượng")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="marks", verbose_name="tiêu chí")
    self_points = models.DecimalField("tự chấm", max_digits=5, decimal_places=1, null=True, blank=True)
    note = models.CharField("minh chứng", max_length=500, blank=True)
    council_points = models.DecimalField("hội đồng chấm", max_digits=5, decimal_places=1, null=True, blank=True)
    reason = models.CharField("lý do khác điểm tự chấm", max_length=500, blank=True)

    class Meta:
        verbose_name = "điểm chấm"
        ordering = ["subject_id", "item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "item"], name="score_mark_once"),
            models.CheckConstraint(
                condition=Q(self_points__isnull=True) | Q(self_points__gte=0), name="score_mark_self_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(council_points__isnull=True) | Q(council_points__gte=0), name="score_mark_council_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(self_points__isnull=True)
                | Q(council_points__isnull=True)
                | Q(self_points=F("council_points"))
                | ~Q(reason=""),
                name="score_mark_difference_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.item}"

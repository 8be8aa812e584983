from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from thiduakt.school.models import Group, SchoolClass, User

from .solutions import Solution


class OfSolutionQuerySet(models.QuerySet):
    """Whoever sees a solution sees what hangs on it."""

    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(solution__in=Solution.objects.visible_to(user, on).order_by().values("pk"))


class Trial(models.Model):
    """Lần áp dụng thử: where, from when to when, the numbers before and after; confirmed by the head of the tổ.

    figures: [{"name": "Trẻ ăn hết suất", "unit": "%", "before": "72", "after": "91"}], the numbers as they are printed.
    """

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="trials", verbose_name="giải pháp")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lớp"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tổ")
    place = models.CharField("nơi khác", max_length=200, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    figures = models.JSONField("số liệu trước và sau", default=list, blank=True)
    remarks = models.TextField("nhận xét", max_length=3000, blank=True)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người xác nhận"
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, editable=False)
    confirm_note = models.CharField("ý kiến của người xác nhận", max_length=500, blank=True, editable=False)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    objects = OfSolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "lần áp dụng thử"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="trial_ends_after_it_starts",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(school_class__isnull=False, group__isnull=True, place="")
                | Q(school_class__isnull=True, group__isnull=False, place="")
                | Q(school_class__isnull=True, group__isnull=True) & ~Q(place=""),
                name="trial_has_one_place",
                violation_error_message="Mỗi lần áp dụng ghi một lớp, một tổ, hoặc một nơi khác.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="trial_is_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        until = f" đến {self.ends_on:%d/%m/%Y}" if self.ends_on else ""
        return f"{self.where}, từ {self.starts_on:%d/%m/%Y}{until}"

    @property
    def where(self) -> str:
        return str(self.school_class or self.group or self.place)

    @property
    def school_id(self) -> int:
        return self.solution.school_id


class Replication(models.Model):
    """Nhân rộng: who applied a recognised one where, since when, and what came of it."""

    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="replications", verbose_name="giải pháp")
    who = models.CharField("người, đơn vị áp dụng", max_length=200)
    place = models.CharField("áp dụng ở", max_length=200)
    since = models.DateField("từ ngày")
    result = models.TextField("kết quả", max_length=3000, blank=True)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    logged_at = models.DateTimeField("ghi lúc")

    objects = OfSolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhân rộng"
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.who}, {self.place}"

    @property
    def school_id(self) -> int:
        return self.solution.school_id

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from thiduakt.files.models import KeptFile
from thiduakt.permissions import Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .enums import KnownSet, Measure, ProgressState, TargetState
from .measuring import at_risk_from, full_amount, share

ONE = Decimal(1)


class TargetQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """Everybody at the school; those of a plan or campaign still being drafted only who writes, does or checks them."""
        if not scopes(user, "target.view", on) - {Scope.SUPERIOR}:
            return self.none()
        found = self.filter(school=user.school_id)
        if scopes(user, "target.manage", on):
            return found
        plans, campaigns = Plan.objects.visible_to(user, on), Campaign.objects.visible_to(user, on)
        told = Q(plan__isnull=True) | Q(plan__in=plans.order_by().values("pk"))
        told &= Q(campaign__isnull=True) | Q(campaign__in=campaigns.order_by().values("pk"))
        own = Q(person=user.person_id) | Q(checker=user.person_id)
        if user.group_id:
            own |= Q(group=user.group_id)
        return found.filter(told | own)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))

    def with_owners(self) -> Self:
        return self.select_related("person", "group")

    def waiting(self) -> Self:
        """Those of which a result waits to be checked."""
        return self.filter(Exists(Progress.objects.filter(target=OuterRef("pk"), state=ProgressState.WAITING)))

    def of_group(self, group: Group) -> Self:
        """What the tổ was given, and what its people were."""
        return self.filter(Q(group=group) | Q(person__group=group))


def overdue(day: date) -> Q:
    return Q(state=TargetState.OPEN, due_on__lt=day)


def at_risk(day: date) -> Q:
    return Q(state=TargetState.OPEN, due_on__gte=day, at_risk_from__lte=day)


class Target(models.Model):
    """Chỉ tiêu: what a sentence of the plan, or a campaign, comes to: how much of what, whose, by when, shown by what.

    It outlives a draft that is thrown away and a plan that is replaced: the sentence is kept in the words it had.
    `state` is written by `workflow.perform` alone; `reached` is what the last accepted result told.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="targets", verbose_name="trường")
    plan = models.ForeignKey(
        Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="targets", verbose_name="kế hoạch"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="targets", verbose_name="phong trào"
    )
    state = models.CharField("trạng thái", max_length=10, choices=TargetState, default=TargetState.OPEN)
    year = models.PositiveSmallIntegerField("năm")
    sentence = models.TextField("câu trong kế hoạch", max_length=2000, blank=True)
    section = models.CharField("mục trong kế hoạch", max_length=500, blank=True)
    name = models.CharField("chỉ tiêu", max_length=500)
    measure = models.CharField("cách đo", max_length=10, choices=Measure)
    value = models.DecimalField("con số phải đạt", max_digits=10, decimal_places=1, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    known_set = models.CharField("tính trên", max_length=10, choices=KnownSet, blank=True)
    denominator = models.PositiveIntegerField("tổng số", null=True, blank=True)
    counted_on = models.DateField("đếm ngày", null=True, blank=True, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người thực hiện"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tổ thực hiện"
    )
    starts_on = models.DateField("thực hiện từ ngày")
    due_on = models.DateField("thời hạn")
    evidence_asked = models.CharField("minh chứng cần nộp", max_length=300, blank=True)
    checker = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người kiểm tra"
    )
    cause = models.TextField("nguyên nhân", max_length=1000, blank=True)
    settled_on = models.DateField("kết luận ngày", null=True, editable=False)
    reached = models.DecimalField("đã đạt", max_digits=10, decimal_places=1, null=True, editable=False)
    reached_on = models.DateField("tính đến ngày", null=True, editable=False)
    at_risk_from = models.DateField("chậm từ ngày", null=True, editable=False)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=900, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        ordering = ["due_on", "position", "pk"]
        indexes = [
            models.Index(fields=["school", "due_on", "position", "id"], name="target_by_day"),
            models.Index(fields=["school", "state", "due_on"], name="target_by_state"),
            models.Index(fields=["school", "year", "due_on"], name="target_by_year"),
            models.Index(fields=["school", "year", "plan", "campaign"], name="target_by_what_it_is_of"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TargetState.values), name="target_state_is_known"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="target_measure_is_known"),
            models.CheckConstraint(
                condition=Q(known_set__in=["", *KnownSet.values]), name="target_known_set_is_known"
            ),
            models.CheckConstraint(
                # `NULL > 0` refuses nothing.
                condition=Q(measure=Measure.SHARE, value__isnull=False, denominator__isnull=False)
                & Q(value__gt=0, value__lte=100, denominator__gt=0)
                & ~Q(known_set="")
                | Q(measure=Measure.NUMBER, value__isnull=False, denominator__isnull=True, known_set="")
                & Q(value__gt=0)
                & ~Q(unit="")
                | Q(measure=Measure.DONE, value__isnull=True, denominator__isnull=True, known_set=""),
                name="target_is_measured_whole",
                violation_error_message="Chỉ tiêu chưa đủ con số: tỷ lệ cần tập để tính, số lượng cần đơn vị tính.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, group__isnull=False) | Q(person__isnull=False, group__isnull=True),
                name="target_has_one_owner",
                violation_error_message="Mỗi chỉ tiêu giao cho một tổ hoặc một người.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="target_is_due_after_it_starts",
                violation_error_message="Thời hạn phải từ ngày bắt đầu thực hiện trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | Q(person__isnull=True) | ~Q(checker=F("person")),
                name="target_is_checked_by_another",
                violation_error_message="Người kiểm tra phải khác người thực hiện.",
            ),
            models.CheckConstraint(
                condition=Q(state=TargetState.OPEN, settled_on__isnull=True)
                | Q(state=TargetState.ACHIEVED, settled_on__isnull=False)
                | Q(state__in=TargetState.WITH_CAUSE, settled_on__isnull=False) & ~Q(cause=""),
                name="target_is_settled_with_a_day_and_a_cause",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is searched and what is compared with the calendar follow from the rest, whoever writes it."""
        self.name, self.unit = one_line(self.name), one_line(self.unit)
        self.search_key = fold(f"{self.name} {self.sentence}")[:900]
        self.at_risk_from = at_risk_from(self.starts_on, self.due_on, self.share)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "name", "unit", "search_key", "at_risk_from"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("targets:target", self.pk)

    @property
    def owner(self) -> Group | Person:
        owner = self.group or self.person
        assert owner is not None  # noqa: S101  (target_has_one_owner)
        return owner

    @property
    def full(self) -> Decimal:
        """What has to be reached, in units."""
        return full_amount(self.value, self.denominator)

    @property
    def share(self) -> Decimal:
        return share(self.reached, self.full)

    @property
    def is_met(self) -> bool:
        return self.share >= ONE

    def is_overdue(self, day: date) -> bool:
        return self.state == TargetState.OPEN and self.due_on < day

    def is_at_risk(self, day: date) -> bool:
        is_behind = self.at_risk_from is not None and self.at_risk_from <= day
        return self.state == TargetState.OPEN and is_behind and self.due_on >= day

    def days_left(self, day: date) -> int:
        return (self.due_on - day) // timedelta(days=1)


class Progress(models.Model):
    """Lần báo kết quả: how far the target had come on a day, with what shows it. `state` is written by `perform` alone.

    One at a time is in hand: what was returned is mended and sent again, with its evidence.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="reports", verbose_name="chỉ tiêu")
    state = models.CharField("trạng thái", max_length=10, choices=ProgressState, default=ProgressState.WAITING)
    as_of = models.DateField("tính đến ngày")
    value = models.DecimalField("kết quả", max_digits=10, decimal_places=1)
    note = models.TextField("việc đã làm", max_length=3000, blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người báo")
    reported_at = models.DateTimeField("báo lúc")
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người đã kiểm tra"
    )
    checked_at = models.DateTimeField("kiểm tra lúc", null=True, editable=False)
    check_note = models.TextField("ý kiến kiểm tra", max_length=1000, blank=True, editable=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        verbose_name = "lần báo kết quả"
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ProgressState.values), name="progress_state_is_known"),
            models.CheckConstraint(condition=Q(value__gte=0), name="progress_value_is_not_negative"),
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(state__in=ProgressState.IN_HAND),
                name="progress_one_in_hand",
                violation_error_message="Đã có một lần báo kết quả đang chờ kiểm tra.",
            ),
            models.CheckConstraint(
                condition=Q(state=ProgressState.WAITING, checked_by__isnull=True, checked_at__isnull=True)
                | Q(state=ProgressState.ACCEPTED, checked_by__isnull=False, checked_at__isnull=False)
                | Q(state=ProgressState.RETURNED, checked_by__isnull=False, checked_at__isnull=False) & ~Q(check_note=""),
                name="progress_is_checked_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("reported_by")),
                name="progress_is_checked_by_another",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Kết quả đến {self.as_of:%d/%m/%Y}: {self.target}"

    @property
    def school_id(self) -> int:
        return self.target.school_id

    @property
    def is_in_hand(self) -> bool:
        return self.state in ProgressState.IN_HAND


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        seen = Target.objects.visible_to(user, on)
        return self.filter(progress__target__in=seen.order_by().values("pk"))


class Evidence(KeptFile):
    """Minh chứng: what shows a result."""

    FOLDER = "evidence"

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="evidence", verbose_name="lần báo kết quả")

    objects = EvidenceQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        verbose_name = "minh chứng"
        constraints = [models.UniqueConstraint(fields=["progress", "sha256"], name="evidence_once")]

    @property
    def owner(self) -> Target:
        return self.progress.target

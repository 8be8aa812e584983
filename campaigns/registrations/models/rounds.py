from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from campaigns.registrations.enums import ListState, RoundState
from thiduakt.extending.models import Extension
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Group, School, User
from thiduakt.vietnamese import one_line


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User, on: date) -> Self:
        """One that is being written is seen by whoever writes it; opened, it is for everybody who may register or look."""
        if not scopes(user, "registration.view", on) and not scopes(user, "registration.own", on):
            return self.none()
        found = self.filter(school=user.school_id)
        return found if scopes(user, "round.draft", on) else found.exclude(state=RoundState.DRAFT)

    def open_to(self, user: User, action: str, on: date) -> Self:
        """The rounds of the own school, where the rule `action` lets this person do anything at all."""
        return self.filter(school=user.school_id) if scopes(user, action, on) else self.none()


class Round(models.Model):
    """Đợt đăng ký thi đua of a school year: from when, until the end of which day, under the law of which regime.

    `regime` is frozen when the round opens: the one in force at the end of the school year, as it was known then.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="registration_rounds", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học")
    name = models.CharField("tên đợt", max_length=200)
    intro = models.TextField("hướng dẫn", max_length=3000, blank=True)
    opens_on = models.DateField("mở từ ngày")
    closes_on = models.DateField("hạn chót, hết ngày")
    regime = models.CharField("thời kỳ pháp lý", max_length=30, blank=True, editable=False)
    state = models.CharField("trạng thái", max_length=10, choices=RoundState, default=RoundState.DRAFT)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    confirmed_at = models.DateTimeField("hội đồng xác nhận lúc", null=True, editable=False)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người xác nhận"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt đăng ký"
        ordering = ["-year", "-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_is_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="round_closes_after_it_opens",
                violation_error_message="Hạn chót không được trước ngày mở.",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.DRAFT) | ~Q(regime=""), name="round_that_opened_has_its_regime"
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.CONFIRMED, confirmed_at__isnull=False)
                | (~Q(state=RoundState.CONFIRMED) & Q(confirmed_at__isnull=True)),
                name="round_is_confirmed_at_a_moment",
            ),
            models.UniqueConstraint(
                fields=["school", "year", "name"],
                name="round_name_once_a_year",
                violation_error_message="Năm học này đã có đợt đăng ký mang tên ấy.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("registrations:round", self.pk)

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    def is_over(self, at: datetime) -> bool:
        """Past the end of its last day, by the clock of Vietnam."""
        return timezone.localdate(at) > self.closes_on

    @property
    def is_lively(self) -> bool:
        """Opened, and not yet confirmed."""
        return self.state in {RoundState.OPEN, RoundState.CLOSED}


class RoundExtension(Extension):
    """Gia hạn đăng ký."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="extensions", verbose_name="đợt đăng ký")

    class Meta(Extension.Meta):
        verbose_name = "gia hạn đăng ký"

    @property
    def school_id(self) -> int:
        return self.round.school_id


class GroupListQuerySet(models.QuerySet["GroupList"]):
    def visible_to(self, user: User, on: date) -> Self:
        granted = scopes(user, "registration.view", on)
        if granted & WHOLE_SCHOOL:
            return self.filter(round__school=user.school_id)
        own = user.group_id if Scope.GROUP in granted else None
        return self.filter(round__school=user.school_id, group=own) if own else self.none()


class GroupList(models.Model):
    """Danh sách đăng ký của một tổ: what its head consolidates and locks.

    `version` grows with everything that happens to a registration in it, so that nobody locks what they have not seen.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lists", verbose_name="đợt đăng ký")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="registration_lists", verbose_name="tổ")
    state = models.CharField("trạng thái", max_length=10, choices=ListState, default=ListState.OPEN)
    locked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người chốt")
    locked_at = models.DateTimeField("chốt lúc", null=True)
    version = models.PositiveIntegerField("lần thay đổi", default=1, editable=False)

    objects = GroupListQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách đăng ký của tổ"
        ordering = ["group__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ListState.values), name="group_list_state_is_known"),
            models.UniqueConstraint(fields=["round", "group"], name="group_list_once_a_round"),
            models.CheckConstraint(
                condition=Q(state=ListState.LOCKED, locked_by__isnull=False, locked_at__isnull=False)
                | Q(state=ListState.OPEN, locked_by__isnull=True, locked_at__isnull=True),
                name="group_list_is_locked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.round}"

    def get_absolute_url(self) -> str:
        return row_address("registrations:group_list", self.pk)

    @property
    def school_id(self) -> int:
        return self.round.school_id

"""What a person may do at the school beyond working there: roles from one day to another, and delegations."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from thiduakt.permissions import RULES, Role
from thiduakt.school.enums import RoleState
from thiduakt.school.querysets import DelegationQuerySet, RoleAssignmentQuerySet

from .organisation import Person, School


class Dated(models.Model):
    """Something that holds from one day to another, both included."""

    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True

    def is_in_force(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class RoleAssignment(Dated):
    """Vai trò có thời hạn: proposed by the technician, in force once the principal approves it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_assignments", verbose_name="viên chức")
    role = models.CharField("vai trò", max_length=5, choices=Role)
    basis = models.CharField("căn cứ", max_length=300, help_text="Quyết định, nghị quyết giao việc: số, ngày.")
    state = models.CharField("trạng thái", max_length=20, choices=RoleState, default=RoleState.PROPOSED)
    end_proposed_on = models.DateField("đề xuất thôi giao sau ngày", null=True, blank=True, editable=False)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò được giao"
        ordering = ["person__sort_key", "role", "-starts_on", "pk"]
        indexes = [
            models.Index(fields=["school", "state"], name="role_by_state"),
            models.Index(fields=["school", "ends_on"], name="role_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(condition=Q(state__in=RoleState.values), name="role_state_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_it_starts",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(state=RoleState.ENDING, end_proposed_on__isnull=False, end_proposed_on__gte=F("starts_on"))
                | (~Q(state=RoleState.ENDING) & Q(end_proposed_on__isnull=True)),
                name="role_end_is_proposed_with_a_day",
                violation_error_message="Ngày đề xuất thôi giao không được trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"


class Delegation(Dated):
    """Ủy quyền bằng văn bản: one person may take one action in the principal's place, for a time."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations", verbose_name="người được ủy quyền"
    )
    action = models.CharField("việc được ủy quyền", max_length=40)
    basis = models.CharField("văn bản ủy quyền", max_length=300, help_text="Số, ngày của giấy ủy quyền.")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy quyền"
        ordering = ["-starts_on", "pk"]
        indexes = [
            models.Index(fields=["school", "-starts_on", "id"], name="delegation_by_day"),
            models.Index(fields=["school", "ends_on"], name="delegation_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_it_starts",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.action_label}"

    def can_be_cancelled(self, day: date) -> bool:
        """As long as it has not begun."""
        return self.starts_on > day

    @property
    def action_label(self) -> str:
        return RULES[self.action].label

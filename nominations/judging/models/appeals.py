from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from nominations.judging.enums import AppealState
from thiduakt.permissions import scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, User

from .rounds import Entry


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Its author, and those who set rounds up or conclude them."""
        found = self.filter(entry__round__school=user.school_id)
        if scopes(user, "judging.manage", on) or scopes(user, "judging.recognise", on):
            return found
        return found.filter(person=user.person_id) if scopes(user, "judging.appeal", on) else self.none()

    def open(self) -> Self:
        return self.filter(state__in=AppealState.OPEN)


class Appeal(models.Model):
    """Đề nghị xem xét lại kết quả: by an author, within the days of the round; answered in words, perhaps judged anew."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="appeals", verbose_name="giải pháp")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người đề nghị")
    state = models.CharField("trạng thái", max_length=10, choices=AppealState, default=AppealState.SENT)
    reason = models.TextField("lý do đề nghị", max_length=2000)
    sent_at = models.DateTimeField("gửi lúc")
    answer = models.TextField("trả lời", max_length=2000, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị xem xét lại"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                name="judging_appeal_once",
                violation_error_message="Giải pháp này đã có đề nghị xem xét lại.",
            ),
            models.CheckConstraint(condition=Q(state__in=AppealState.values), name="judging_appeal_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=AppealState.ANSWERED, answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")
                | ~Q(state=AppealState.ANSWERED) & Q(answered_at__isnull=True, answer=""),
                name="judging_appeal_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị xem xét lại: {self.entry}"

    def get_absolute_url(self) -> str:
        return row_address("judging:appeal", self.pk)

    @property
    def school_id(self) -> int:
        return self.entry.round.school_id

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from nominations.initiatives.models import Solution
from nominations.judging.enums import Verdict
from thiduakt.ledger.enums import InitiativeLevel
from thiduakt.routes import row_address
from thiduakt.school.models import School, User

HIGHER = [(level.value, level.label) for level in InitiativeLevel if level != InitiativeLevel.SCHOOL]


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Whoever sees the solution."""
        solutions = Solution.objects.visible_to(user, on).order_by()
        return self.filter(school=user.school_id, solution__in=solutions.values("pk"))


class Submission(models.Model):
    """Lần trình cấp trên: to which level, when, with which paper, and what the superior decided.

    `school` is that of the solution: the list of a school is found and sorted by it.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="sent_up", verbose_name="giải pháp")
    level = models.CharField("cấp xét", max_length=20, choices=HIGHER)
    sent_on = models.DateField("trình ngày")
    paper = models.CharField("kèm văn bản", max_length=300, help_text="Ví dụ: Tờ trình số 12/TTr-MNGB ngày 20/5/2023.")
    verdict = models.CharField("kết quả", max_length=12, choices=Verdict, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    issuer = models.CharField("cơ quan công nhận", max_length=200, blank=True)
    reason = models.CharField("lý do không công nhận", max_length=1000, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trình cấp trên"
        ordering = ["-sent_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-sent_on", "-id"], name="judging_sent_up_by_day"),
            models.Index(fields=["school", "verdict"], name="judging_sent_up_by_verdict"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["solution", "level"],
                name="judging_sent_up_once_a_level",
                violation_error_message="Giải pháp này đã trình cấp ấy.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level for level, _ in HIGHER]), name="judging_sent_up_to_a_higher_level"
            ),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="judging_answer_is_known"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RECOGNISED)
                | ~Q(decision_number="") & ~Q(issuer="") & Q(decided_on__isnull=False),
                name="judging_recognised_above_by_a_decision",
                violation_error_message="Giải pháp được công nhận thì ghi đủ số, ngày quyết định và cơ quan công nhận.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution}, {self.get_level_display()}"

    def get_absolute_url(self) -> str:
        return row_address("judging:answer", self.pk)

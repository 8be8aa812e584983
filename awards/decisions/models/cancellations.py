from typing import Any

from django.db import models
from django.db.models import Q

from awards.decisions.enums import CancellationState
from thiduakt.documents.models import Document
from thiduakt.ledger.enums import RevocationGround
from thiduakt.school.models import Person
from thiduakt.vietnamese import nfc, one_line

from .decisions import AwardDecision


class Cancellation(models.Model):
    """Hủy quyết định tặng (Luật 06/2022/QH15, Điều 93): of all or some of a decision's lines, by a decision of its own.

    `state`: by `workflow.perform` alone; in force from the day its `document` is issued. `number`, `decided_on` and `issuer`
    are those of a superior who cancels what a superior decided: that is in force when it is entered.
    """

    decision = models.ForeignKey(
        AwardDecision, on_delete=models.PROTECT, related_name="cancellations", verbose_name="quyết định bị hủy"
    )
    ground = models.CharField("lý do hủy", max_length=1, choices=RevocationGround)
    finding = models.TextField("kết luận làm căn cứ hủy", max_length=1000)
    found_on = models.DateField("ngày kết luận")
    document = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name="văn bản",
    )  # fmt: skip
    number = models.CharField("số quyết định hủy của cấp trên", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định hủy của cấp trên", null=True, blank=True)
    issuer = models.CharField("người, cơ quan quyết định hủy", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=CancellationState, default=CancellationState.DRAFT)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")

    objects = models.Manager()

    class Meta:
        verbose_name = "hủy quyết định khen thưởng"
        ordering = ["decision", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CancellationState.values), name="cancellation_state_is_known"),
            models.CheckConstraint(condition=Q(ground__in=RevocationGround.values), name="cancellation_ground_is_known"),
            models.CheckConstraint(
                condition=Q(state=CancellationState.DRAFT) | Q(document__isnull=False) | ~Q(number=""),
                name="cancellation_stands_by_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(number="", decided_on__isnull=True, issuer="")
                | Q(decided_on__isnull=False, document__isnull=True) & ~Q(number="") & ~Q(issuer=""),
                name="cancellation_is_ours_or_a_superiors",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state=CancellationState.DRAFT),
                name="cancellation_one_at_a_time",
                violation_error_message="Quyết định này đang có một lần hủy chưa ban hành.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hủy khen thưởng theo {self.decision.notation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.finding = nfc(self.finding).strip()
        self.number, self.issuer = one_line(self.number), one_line(self.issuer)
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.decision.school_id

    @property
    def superior_told(self) -> str:
        """The decision of a superior that cancels; empty of one of the school."""
        return f"Quyết định {self.number} ngày {self.decided_on:%d/%m/%Y} của {self.issuer}" if self.number else ""

    @property
    def is_in_force(self) -> bool:
        return self.state == CancellationState.IN_FORCE

from django.db import models
from django.db.models import Q

from nominations.judging.enums import AppealState, RoundState

from .criteria import Criterion
from .rounds import Entry, Judge


class Sheet(models.Model):
    """Phiếu chấm sáng kiến: one judge, one entry. Handed out when judging begins to those who may judge it; sent, it stands.

    `agrees`: whether this judge proposes to recognise it. `is_barred`: the two turned out to be kin before all was in; it
    never counts.
    """

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="sheets", verbose_name="người chấm")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="sheets", verbose_name="giải pháp")
    agrees = models.BooleanField("đề nghị công nhận", null=True)
    note = models.TextField("nhận xét", max_length=2000, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    is_barred = models.BooleanField("không tính", default=False, editable=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        verbose_name = "phiếu chấm sáng kiến"
        ordering = ["entry__solution__person__sort_key", "entry_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["judge", "entry"], name="judging_sheet_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(agrees__isnull=False), name="judging_sheet_sent_says_yes_or_no"
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu chấm: {self.entry}"

    @property
    def school_id(self) -> int:
        return self.judge.round.school_id

    @property
    def person_id(self) -> int:
        return self.judge.person_id

    @property
    def is_open(self) -> bool:
        """Whether it is being judged: with the whole round, or anew after an appeal."""
        appeal = self.judge.appeal
        if appeal:
            return appeal.state == AppealState.REJUDGED
        return self.judge.round.state == RoundState.OPEN


class Mark(models.Model):
    """Điểm của một tiêu chí trên một phiếu chấm sáng kiến."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="marks", verbose_name="phiếu chấm")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="tiêu chí")
    points = models.DecimalField("điểm", max_digits=5, decimal_places=1)

    class Meta:
        verbose_name = "điểm chấm sáng kiến"
        ordering = ["sheet_id", "criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="judging_mark_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="judging_mark_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.criterion}"

from django.db import models
from django.db.models import F, Q

from nominations.ballots.models import Poll
from nominations.sessions.counting import Count
from nominations.sessions.enums import Manner
from thiduakt.eligibility.voting import Outcome
from thiduakt.school.models import User

from .items import Item

COUNTS = ("agreed", "against", "blank", "invalid", "handed_out", "collected")


class ItemVote(models.Model):
    """Kết quả biểu quyết một mục. `needed`, `counted_of` and `is_passed` are written when it is concluded, for good.

    Paper is counted by two: what `entered_by` typed stands once `checked_by` typed the same. `voters`: who was there and
    took part; `written` and `written_agreed`: opinions of absent members, kept apart from the ballots. `scans`: what the
    tellers of paper signed by hand.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="vote", verbose_name="mục")
    manner = models.CharField("cách biểu quyết", max_length=10, choices=Manner)
    poll = models.ForeignKey(
        Poll, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cuộc bỏ phiếu kín"
    )
    agreed = models.PositiveSmallIntegerField("đồng ý", null=True, blank=True)
    against = models.PositiveSmallIntegerField("không đồng ý", null=True, blank=True)
    blank = models.PositiveSmallIntegerField("không có ý kiến", null=True, blank=True)
    invalid = models.PositiveSmallIntegerField("phiếu không hợp lệ", default=0)
    handed_out = models.PositiveSmallIntegerField("phiếu phát ra", default=0)
    collected = models.PositiveSmallIntegerField("phiếu thu về", default=0)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người nhập"
    )
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người nhập lại"
    )
    voters = models.PositiveSmallIntegerField("số người biểu quyết", null=True, editable=False)
    written = models.PositiveSmallIntegerField("ý kiến bằng văn bản", default=0, editable=False)
    written_agreed = models.PositiveSmallIntegerField("đồng ý bằng văn bản", default=0, editable=False)
    needed = models.PositiveSmallIntegerField("số phiếu cần", null=True, editable=False)
    counted_of = models.PositiveSmallIntegerField("tính trên", null=True, editable=False)
    is_passed = models.BooleanField("thông qua", null=True, editable=False)

    objects = models.Manager()

    class Meta:
        verbose_name = "biểu quyết của hội đồng"
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(manner__in=Manner.values), name="session_vote_manner_is_known"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, against__isnull=True, blank__isnull=True)
                | Q(agreed__isnull=False, against__isnull=False, blank__isnull=False),
                name="session_vote_is_counted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(manner=Manner.PAPER)
                | Q(agreed__isnull=True)
                | Q(collected__lte=F("handed_out"), collected=F("agreed") + F("against") + F("blank") + F("invalid")),
                name="session_paper_adds_up",
                violation_error_message="Tổng số phiếu phải bằng số phiếu thu về.",
            ),
            models.CheckConstraint(
                condition=Q(manner=Manner.PAPER) | Q(invalid=0, handed_out=0, collected=0, checked_by__isnull=True),
                name="session_paper_alone_is_handed_out",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(entered_by__isnull=False) & ~Q(checked_by=F("entered_by")),
                name="session_paper_is_counted_by_two",
            ),
            models.CheckConstraint(
                condition=Q(manner=Manner.SECRET, poll__isnull=False) | ~Q(manner=Manner.SECRET) & Q(poll__isnull=True),
                name="session_secret_vote_has_its_poll",
            ),
            models.CheckConstraint(condition=Q(written_agreed__lte=F("written")), name="session_written_adds_up"),
            models.CheckConstraint(
                condition=Q(is_passed__isnull=True)
                | Q(agreed__isnull=False, voters__isnull=False, needed__isnull=False, counted_of__isnull=False)
                & (Q(checked_by__isnull=False) | ~Q(manner=Manner.PAPER))
                & Q(voters__gte=F("agreed") + F("against") + F("blank"))
                & (
                    Q(is_passed=True, needed__lte=F("agreed") + F("written_agreed"))
                    | Q(is_passed=False, needed__gt=F("agreed") + F("written_agreed"))
                ),
                name="session_outcome_is_its_count",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def count(self) -> Count | None:
        if self.agreed is None or self.against is None or self.blank is None:
            return None
        return Count(self.agreed, self.against, self.blank, self.invalid, self.handed_out, self.collected)

    @property
    def has_begun(self) -> bool:
        """Something was counted, or is being voted on in a sealed poll."""
        return self.count is not None or self.poll_id is not None

    @property
    def is_checked(self) -> bool:
        """Nobody else has to count it anew."""
        return self.count is not None and (self.manner != Manner.PAPER or self.checked_by_id is not None)

    @property
    def outcome(self) -> Outcome | None:
        """Of a concluded item."""
        if self.needed is None or self.counted_of is None or self.agreed is None:
            return None
        return Outcome(self.needed, self.counted_of, self.agreed + self.written_agreed)

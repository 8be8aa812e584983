from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from nominations.councils.models import Seat
from nominations.dossiers.models import Dossier
from nominations.sessions.enums import ConflictKind, CountedOf, Stand
from nominations.sessions.ruling import sentence_of
from thiduakt.catalog.enums import Confidence
from thiduakt.school.models import Kinship, User

from .sessions import Attendance, CouncilSession


def _concerning(person_id: int) -> Q:
    """The own dossiers, those of kin, those that count an initiative of this person."""
    said = Kinship.objects.filter(person=person_id).values("relative")
    heard = Kinship.objects.filter(relative=person_id).values("person")
    own = Q(person=person_id) | Q(person__in=said) | Q(person__in=heard)
    return own | Q(initiatives__authors__person=person_id)


class ItemQuerySet(models.QuerySet["Item"]):
    def open_to(self, person_id: int) -> Self:
        """Without those that this person takes no part in: nothing of them is shown, told, counted or exported.

        Who has declared a conflict takes no part until it is ruled otherwise. Of whoever reads a session without a seat in
        it the records tell alone: nobody rules on such a person.
        """
        barred = Exists(Conflict.objects.barring(person_id).filter(item=OuterRef("pk")))
        seated = Exists(Attendance.objects.filter(session=OuterRef("session"), seat__person=person_id))
        concerned = Exists(Dossier.objects.filter(_concerning(person_id), pk=OuterRef("dossier")))
        return self.filter(~barred, seated | ~concerned)


class Item(models.Model):
    """Mục trong chương trình: a dossier that is voted on, or another matter that the council hears of.

    `basis`, `threshold`, `counted_of`, `is_ballot_due` and `confidence` are the rule of its vote, written when the session
    is called and never changed once it is open.
    """

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="items", verbose_name="phiên họp")
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("nội dung", max_length=300)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="council_items", verbose_name="hồ sơ"
    )
    basis = models.TextField("căn cứ", blank=True, editable=False)
    threshold = models.CharField("tỷ lệ phiếu", max_length=20, blank=True, editable=False)
    counted_of = models.CharField("tính trên", max_length=10, choices=CountedOf, blank=True, editable=False)
    is_ballot_due = models.BooleanField("phải bỏ phiếu", default=False, editable=False)
    confidence = models.CharField("mức đối chiếu", max_length=20, choices=Confidence, blank=True, editable=False)
    discussion = models.TextField("ý kiến thảo luận", max_length=3000, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "mục trong chương trình"
        ordering = ["session", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "dossier"], condition=Q(dossier__isnull=False), name="session_item_dossier_once"
            ),
            models.CheckConstraint(
                condition=Q(counted_of__in=["", *CountedOf.values]), name="session_item_counts_of_the_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["", *Confidence.values]), name="session_item_confidence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(dossier__isnull=False) & ~Q(threshold="") & ~Q(counted_of="") & ~Q(basis="")
                | Q(dossier__isnull=True, threshold="", counted_of="", basis="", is_ballot_due=False),
                name="session_item_with_a_dossier_has_its_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rule_told(self) -> str:
        return sentence_of(self.threshold, self.counted_of)

    @property
    def is_doubtful(self) -> bool:
        """Nobody has compared its rule with the text, nor with one that repeats the text."""
        return self.confidence not in {Confidence.VERIFIED, Confidence.RESTATED}


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def barring(self, person_id: int) -> Self:
        """Those for which this person takes no part: all that are not ruled otherwise."""
        return self.filter(seat__person=person_id).exclude(stand=Stand.STAYS)


class Conflict(models.Model):
    """Xung đột lợi ích of a member with one item. `stand` empty: declared, and not ruled yet.

    What the staff records tell (`kind`) stands at once; whoever presides may rule it otherwise, never about oneself.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="conflicts", verbose_name="mục")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    kind = models.CharField("loại", max_length=10, choices=ConflictKind)
    note = models.CharField("nội dung khai", max_length=500, blank=True)
    stand = models.CharField("quyết định", max_length=10, choices=Stand, blank=True)
    ruled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người quyết định"
    )
    ruled_at = models.DateTimeField("quyết định lúc", null=True, editable=False)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = "xung đột lợi ích"
        ordering = ["item", "seat__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="session_conflict_once"),
            models.CheckConstraint(condition=Q(kind__in=ConflictKind.values), name="session_conflict_kind_is_known"),
            models.CheckConstraint(condition=Q(stand__in=["", *Stand.values]), name="session_conflict_stand_is_known"),
            models.CheckConstraint(
                condition=Q(kind=ConflictKind.DECLARED) | ~Q(stand=""), name="session_conflict_on_record_stands"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ConflictKind.DECLARED) | ~Q(note=""), name="session_conflict_declared_says_why"
            ),
            models.CheckConstraint(
                condition=Q(ruled_by__isnull=True, ruled_at__isnull=True)
                | Q(ruled_by__isnull=False, ruled_at__isnull=False) & ~Q(stand=""),
                name="session_conflict_is_ruled_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_kind_display()}"

    @property
    def is_out(self) -> bool:
        return self.stand != Stand.STAYS


class WrittenOpinion(models.Model):
    """Ý kiến bằng văn bản of a member who is absent: named by nature, and counted apart from the ballots."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="opinions", verbose_name="mục")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    agrees = models.BooleanField("đồng ý", null=True, help_text="Để trống: không có ý kiến.")

    objects = models.Manager()

    class Meta:
        verbose_name = "ý kiến bằng văn bản"
        ordering = ["item", "seat__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="session_opinion_once")]

    def __str__(self) -> str:
        return str(self.seat)

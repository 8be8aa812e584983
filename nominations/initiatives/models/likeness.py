from django.db import models
from django.db.models import F, Q

from thiduakt.ledger.models import Initiative
from thiduakt.school.models import User

from .applying import OfSolutionQuerySet
from .solutions import Solution

GROWN = 5  # per cent: so much more alike than when somebody looked at it is to be looked at anew


class Fingerprint(models.Model):
    """Dấu vân chữ: hashes of all runs of words of a description, 4 bytes each: nobody reads it again to compare it."""

    solution = models.OneToOneField(
        Solution, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint", verbose_name="giải pháp"
    )
    version = models.PositiveIntegerField("của lần lưu mô tả")
    shingles = models.BinaryField("các cụm từ")

    objects = models.Manager()

    class Meta:
        verbose_name = "dấu vân chữ"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.solution)


class Comparison(models.Model):
    """Lần so trùng: when this description, as saved then, was last compared with the school's archive of so many texts."""

    solution = models.OneToOneField(Solution, on_delete=models.CASCADE, related_name="comparison", verbose_name="giải pháp")
    version = models.PositiveIntegerField("lần lưu mô tả đã so")
    name = models.CharField("tên đã so", max_length=500)
    texts = models.PositiveIntegerField("số bản mô tả đã so")
    names = models.PositiveIntegerField("số tên sáng kiến đã so")
    compared_at = models.DateTimeField("so lúc")
    compared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người so")

    objects = models.Manager()

    class Meta:
        verbose_name = "lần so trùng"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.solution}, {self.compared_at:%d/%m/%Y}"


class Match(models.Model):
    """Chỗ giống: another solution, or a recognised initiative of the ledger, that reads alike; and who looked at it.

    passages: [[first word here, how many, first word there, how many], …] of the texts at `version` and `other_version`.
    """

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="matches", verbose_name="giải pháp")
    other = models.ForeignKey(
        Solution, on_delete=models.PROTECT, null=True, blank=True, related_name="matched_by", verbose_name="giải pháp kia"
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, null=True, blank=True, related_name="matched_by",
        verbose_name="sáng kiến trong sổ",
    )  # fmt: skip
    text_share = models.PositiveSmallIntegerField("phần mô tả giống (%)", default=0)
    name_share = models.PositiveSmallIntegerField("tên giống (%)", default=0)
    version = models.PositiveIntegerField("lần lưu mô tả đã so")
    other_version = models.PositiveIntegerField("lần lưu mô tả kia đã so", default=0)
    passages = models.JSONField("các đoạn giống", default=list)
    author_note = models.TextField("giải trình của tác giả", max_length=2000, blank=True)
    review_note = models.TextField("ý kiến đã xem xét", max_length=2000, blank=True)
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xem xét"
    )
    reviewed_at = models.DateTimeField("xem xét lúc", null=True, blank=True)
    reviewed_share = models.PositiveSmallIntegerField("giống lúc xem xét (%)", null=True, blank=True)

    objects = OfSolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "chỗ giống"
        ordering = ["-text_share", "-name_share", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False, initiative__isnull=True) | Q(other__isnull=True, initiative__isnull=False),
                name="match_is_with_one",
            ),
            models.CheckConstraint(condition=Q(other__isnull=True) | ~Q(other=F("solution")), name="match_is_with_another"),
            models.UniqueConstraint(
                fields=["solution", "other"], condition=Q(other__isnull=False), name="match_with_a_solution_once"
            ),
            models.UniqueConstraint(
                fields=["solution", "initiative"],
                condition=Q(initiative__isnull=False),
                name="match_with_an_initiative_once",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, reviewed_share__isnull=True, review_note="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, reviewed_share__isnull=False) & ~Q(review_note=""),
                name="match_is_reviewed_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution}: {self.other or self.initiative}"

    @property
    def school_id(self) -> int:
        return self.solution.school_id

    @property
    def share(self) -> int:
        """In per cent: of the text, or of the name where the other has no text here."""
        return max(self.text_share, self.name_share)

    @property
    def is_reviewed(self) -> bool:
        """Looked at as it stands: what has grown more alike since is to be looked at again."""
        return self.reviewed_share is not None and self.share <= self.reviewed_share + GROWN

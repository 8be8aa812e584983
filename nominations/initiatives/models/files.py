from django.db import models
from django.db.models import Q

from thiduakt.files.storage import read
from thiduakt.school.models import User

from .applying import OfSolutionQuerySet, Replication, Trial
from .solutions import Solution

PICTURES = ("image/jpeg", "image/png")


class SolutionFile(models.Model):
    """Minh chứng of a solution, of one of its trials or of a replication. Pictures are drawn anew and tell no place."""

    FOLDER = "initiatives"

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="files", verbose_name="giải pháp")
    trial = models.ForeignKey(
        Trial, on_delete=models.CASCADE, null=True, blank=True, related_name="files", verbose_name="lần áp dụng thử"
    )
    replication = models.ForeignKey(
        Replication, on_delete=models.CASCADE, null=True, blank=True, related_name="files", verbose_name="lần nhân rộng"
    )
    original_name = models.CharField("tên tệp gốc", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("cỡ tệp")
    sha256 = models.CharField("mã băm", max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nộp")
    uploaded_at = models.DateTimeField("nộp lúc")

    objects = OfSolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "sha256"], name="solution_file_once"),
            models.CheckConstraint(
                condition=Q(trial__isnull=True) | Q(replication__isnull=True), name="solution_file_shows_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def school_id(self) -> int:
        return self.solution.school_id

    @property
    def is_picture(self) -> bool:
        return self.content_type in PICTURES

    def read(self) -> bytes | None:
        """What was kept; None where the file is lost or no longer whole."""
        return read(self.FOLDER, self.sha256)

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from thiduakt.files.models import KeptFile
from thiduakt.school.models import User

from .applying import OfSolutionQuerySet, Replication, Trial
from .solutions import Author, Solution


class SolutionFile(KeptFile):
    """Minh chứng of a solution, of one of its trials or of a replication."""

    FOLDER = "initiatives"

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="files", verbose_name="giải pháp")
    trial = models.ForeignKey(
        Trial, on_delete=models.CASCADE, null=True, blank=True, related_name="files", verbose_name="lần áp dụng thử"
    )
    replication = models.ForeignKey(
        Replication, on_delete=models.CASCADE, null=True, blank=True, related_name="files", verbose_name="lần nhân rộng"
    )

    objects = OfSolutionQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        verbose_name = "minh chứng"
        constraints = [
            models.UniqueConstraint(fields=["solution", "sha256"], name="solution_file_once"),
            models.CheckConstraint(
                condition=Q(trial__isnull=True) | Q(replication__isnull=True), name="solution_file_shows_one_thing"
            ),
        ]

    @property
    def owner(self) -> Solution:
        return self.solution


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Whoever sees the solution; a judge, who sees it through the own sheet alone, does not."""
        return self.filter(author__solution__in=Solution.objects.visible_to(user, on).order_by().values("pk"))


class Agreement(KeptFile):
    """Giấy đồng ý của đồng tác giả: the signed paper of somebody without an account, scanned. Who attached it is kept."""

    FOLDER = "agreements"

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="agreements", verbose_name="đồng tác giả")

    objects = AgreementQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        verbose_name = "giấy đồng ý của đồng tác giả"
        constraints = [models.UniqueConstraint(fields=["author", "sha256"], name="solution_agreement_once")]

    @property
    def owner(self) -> Solution:
        return self.author.solution

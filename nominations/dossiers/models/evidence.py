from django.db import models

from thiduakt.files.models import KeptFile

from .dossiers import Dossier


class DossierFile(KeptFile):
    """Minh chứng của hồ sơ."""

    FOLDER = "dossiers"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="files", verbose_name="hồ sơ")
    caption = models.CharField("nội dung minh chứng", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta(KeptFile.Meta):
        verbose_name = "minh chứng của hồ sơ"
        ordering = ["position", "uploaded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "sha256"], name="dossier_file_once")]

    def __str__(self) -> str:
        return self.caption or self.original_name

    @property
    def owner(self) -> Dossier:
        return self.dossier

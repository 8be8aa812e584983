from django.db import models

from thiduakt.files.storage import read
from thiduakt.school.models import User

from .dossiers import Dossier


class DossierFile(models.Model):
    """Minh chứng của hồ sơ: looked into before it was kept; pictures are drawn anew."""

    FOLDER = "dossiers"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="files", verbose_name="hồ sơ")
    caption = models.CharField("nội dung minh chứng", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    original_name = models.CharField("tên tệp gốc", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("cỡ tệp")
    sha256 = models.CharField("mã băm", max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi")
    uploaded_at = models.DateTimeField("gửi lúc")

    objects = models.Manager()

    class Meta:
        verbose_name = "minh chứng của hồ sơ"
        ordering = ["position", "uploaded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "sha256"], name="dossier_file_once")]

    def __str__(self) -> str:
        return self.caption or self.original_name

    @property
    def school_id(self) -> int:
        return self.dossier.school_id

    def read(self) -> bytes | None:
        """What was kept; None where the file is lost or no longer whole."""
        return read(self.FOLDER, self.sha256)

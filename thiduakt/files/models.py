"""Rows that name a kept file."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from .storage import read

PICTURES = ("image/jpeg", "image/png")


class KeptFile(models.Model):
    """Tệp được giữ: looked into before it was kept, and known by its hash. Pictures are drawn anew and tell no place.

    Each kind says whose its files are, and in which of the folders of the store they lie.
    """

    FOLDER: ClassVar[str]

    original_name = models.CharField("tên tệp gốc", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("cỡ tệp (byte)")
    sha256 = models.CharField("mã băm", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    uploaded_at = models.DateTimeField("gửi lúc")

    class Meta:
        abstract = True
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.original_name

    @property
    def owner(self) -> Any:
        """The row of a school that it belongs to."""
        raise NotImplementedError

    @property
    def school_id(self) -> int:
        return self.owner.school_id

    @property
    def is_picture(self) -> bool:
        return self.content_type in PICTURES

    def read(self) -> bytes | None:
        """What was kept; None where the file is lost or no longer whole."""
        return read(self.FOLDER, self.sha256)

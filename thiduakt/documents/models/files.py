from typing import Any

from django.db import models
from django.db.models import Q

from thiduakt.documents.enums import CopyOrigin, FileFormat
from thiduakt.documents.signatures.signature import Signature
from thiduakt.files.models import KeptFile
from thiduakt.files.storage import read

from .document import Document


class DrawnFile(models.Model):
    """Tệp đã in: what was drawn of an issued document, by its hash. The newest row of a format is the file that is kept.

    Rows are only added; triggers refuse the rest. A second row of a format tells that the file was lost or damaged, and that
    what was drawn in its place has other bytes.
    """

    FOLDER = "issued"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="drawn_files", verbose_name="văn bản")
    format = models.CharField("định dạng", max_length=4, choices=FileFormat)
    sha256 = models.CharField("mã băm", max_length=64)
    engine = models.PositiveSmallIntegerField("đời của bộ in")
    drawn_at = models.DateTimeField("in lúc")

    class Meta:
        verbose_name = "tệp đã in"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(format__in=FileFormat.values), name="drawn_file_format_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_format_display()})"

    @property
    def school_id(self) -> int:
        return self.document.school_id

    def read(self) -> bytes | None:
        """What was drawn; None where the file is lost or no longer whole."""
        return read(self.FOLDER, self.sha256)


class SignedCopy(KeptFile):
    """Bản ký: the scan of the signed and stamped paper, or the digitally signed PDF, kept beside the issued document.

    `origin` and `signatures` (each the values of a `Signature`): what was read of the file on the day it
    came, against the trusted certificates of that day.
    """

    FOLDER = "signed"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signed_copies", verbose_name="văn bản")
    origin = models.CharField("so với tệp đã ban hành", max_length=10, choices=CopyOrigin, default=CopyOrigin.SCAN)
    signatures: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        "chữ ký số", default=list, editable=False
    )

    class Meta(KeptFile.Meta):
        verbose_name = "bản ký"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256"],
                name="signed_copy_once",
                violation_error_message="Tệp này đã có trong văn bản.",
            ),
            models.CheckConstraint(condition=Q(origin__in=CopyOrigin.values), name="signed_copy_origin_is_known"),
        ]

    @property
    def owner(self) -> Document:
        return self.document

    @property
    def is_doubtful(self) -> bool:
        return self.origin in CopyOrigin.DOUBTFUL

    @property
    def read_signatures(self) -> list[Signature]:
        return [Signature(**row) for row in self.signatures]

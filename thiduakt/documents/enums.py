from enum import nonmember

from django.db import models


class DocumentState(models.TextChoices):
    DRAFT = "DRAFT", "nháp"
    CONSULTING = "CONSULTING", "đang lấy ý kiến"
    SUBMITTED = "SUBMITTED", "đã trình ký"
    SIGNED = "SIGNED", "đã ký"
    ISSUED = "ISSUED", "đã ban hành"
    REPLACED = "REPLACED", "đã thay thế"
    REVOKED = "REVOKED", "đã thu hồi"

    EDITABLE = nonmember(("DRAFT", "CONSULTING"))
    NUMBERED = nonmember(("ISSUED", "REPLACED", "REVOKED"))
    WITH_SIGNATURE = nonmember(("SIGNED", "ISSUED", "REPLACED", "REVOKED"))


class FileFormat(models.TextChoices):
    """The value is the extension."""

    PDF = "pdf", "tệp PDF"
    DOCX = "docx", "tệp Word"


class SeriesMode(models.TextChoices):
    """Who gives the numbers of a series."""

    AUTO = "AUTO", "hệ thống cấp số liên tục"
    EXTERNAL = "EXTERNAL", "số lấy từ hệ thống văn bản khác"


class OpeningState(models.TextChoices):
    PROPOSED = "PROPOSED", "chờ duyệt"
    APPROVED = "APPROVED", "đã duyệt"
    REFUSED = "REFUSED", "không duyệt"


class CommentState(models.TextChoices):
    WAITING = "WAITING", "chờ trả lời"
    TAKEN = "TAKEN", "tiếp thu"
    NOT_TAKEN = "NOT_TAKEN", "không tiếp thu"

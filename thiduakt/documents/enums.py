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


class CopyOrigin(models.TextChoices):
    """How the bytes of a signed copy relate to those that were issued."""

    SCAN = "SCAN", "bản quét, bản chụp, không có chữ ký số"
    SAME = "SAME", "ký số trên đúng tệp đã ban hành"
    UNSIGNED = "UNSIGNED", "đúng tệp đã ban hành, chưa có chữ ký số"
    ALTERED = "ALTERED", "tệp đã ban hành bị thêm hoặc sửa ngoài chữ ký"
    OTHER = "OTHER", "tệp ký từ một bản khác, không phải tệp đã ban hành"
    UNREAD = "UNREAD", "có chữ ký số nhưng không đọc được"

    DOUBTFUL = nonmember(("ALTERED", "OTHER", "UNREAD"))


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

from enum import nonmember

from django.db import models


class Mark(models.TextChoices):
    """What an appraiser found of one item."""

    YES = "YES", "có, đạt"
    NO = "NO", "chưa có, chưa đạt"
    NONE = "NONE", "không áp dụng"


class Proof(models.TextChoices):
    """What of a dossier the program can look at for an item; with none a person looks alone."""

    HAND = "", "người thẩm định tự xem"
    REPORT = "report", "báo cáo thành tích trong hồ sơ"
    MINUTES = "minutes", "kết quả họp tổ"
    INITIATIVES = "initiatives", "sáng kiến, đề tài đã chọn trong hồ sơ"
    EVIDENCE = "evidence", "tệp minh chứng"
    LATER = "later", "lập cho cả danh sách ở bước sau"


class WaiverState(models.TextChoices):
    PROPOSED = "PROPOSED", "chờ hiệu trưởng duyệt"
    APPROVED = "APPROVED", "đã duyệt"
    REFUSED = "REFUSED", "không duyệt"
    WITHDRAWN = "WITHDRAWN", "đã rút"

    STANDING = nonmember(("PROPOSED", "APPROVED"))


class QueueState(models.TextChoices):
    """Where a dossier before the school stands; the values are those of `DossierState`."""

    SUBMITTED = "SUBMITTED", "chờ thẩm định"
    APPRAISED = "APPRAISED", "đã thẩm định"
    TO_COUNCIL = "TO_COUNCIL", "trình hội đồng"
    RETURNED = "RETURNED", "trả lại để bổ sung"

from enum import nonmember

from django.db import models


class RoundState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    OPEN = "OPEN", "đang mở"
    CLOSED = "CLOSED", "đã khóa"
    CONFIRMED = "CONFIRMED", "hội đồng đã xác nhận"


class RegistrationState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    ASKED = "ASKED", "chờ đương sự xác nhận"  # entered by somebody else: nothing counts before the person says so
    SENT = "SENT", "đã gửi"
    RETURNED = "RETURNED", "trả lại để sửa"
    AGREED = "AGREED", "tổ đã chốt"
    CONFIRMED = "CONFIRMED", "hội đồng đã xác nhận"
    WITHDRAWN = "WITHDRAWN", "đã rút"

    WRITTEN = nonmember(("DRAFT", "ASKED", "RETURNED"))  # what its own people may still change
    REACHED = nonmember(("SENT", "RETURNED", "AGREED", "CONFIRMED"))  # was sent at least once, and stands


class ListState(models.TextChoices):
    OPEN = "OPEN", "đang tổng hợp"
    LOCKED = "LOCKED", "tổ đã chốt"


class HonorPart(models.TextChoices):
    TITLE = "TITLE", "danh hiệu thi đua"
    FORM = "FORM", "hình thức khen thưởng"


class Part(models.TextChoices):
    """What a registration consists of, as whoever returns it flags what is to be mended."""

    TITLES = "titles", "Danh hiệu thi đua"
    FORMS = "forms", "Hình thức khen thưởng"
    AIMED_RATING = "aimed_rating", "Xếp loại phấn đấu"
    INITIATIVE = "initiative", "Sáng kiến dự kiến"
    COMMITMENTS = "commitments", "Chỉ tiêu cam kết"

from enum import nonmember

from django.db import models


class Purpose(models.TextChoices):
    """Why it is printed: one that is printed a second time is told from the first."""

    FIRST = "FIRST", "in để trao"
    REPRINT = "REPRINT", "in lại tờ hỏng"
    REISSUE = "REISSUE", "cấp lại do mất, hư hỏng"
    COPY = "COPY", "bản để lưu hồ sơ"

    TOLD_WHY = nonmember(("REISSUE",))  # a note is due


class RunState(models.TextChoices):
    WAITING = "WAITING", "đang vẽ tệp"
    READY = "READY", "đã có tệp, chưa in"
    FAILED = "FAILED", "chưa vẽ được"
    PRINTED = "PRINTED", "đã in xong"

    DRAWN = nonmember(("READY", "PRINTED"))


class FieldName(models.TextChoices):
    """What a printed blank leaves empty, in the order in which the sheet is read."""

    RECIPIENT = "recipient", "Họ tên, tên tập thể"
    DESCRIPTION = "description", "Chức vụ, đơn vị"
    ACHIEVEMENT = "achievement", "Thành tích"
    DECISION = "decision", "Số, ngày quyết định"
    ROLL = "roll", "Số sổ vàng"
    DATED = "dated", "Địa danh, ngày tháng"
    CAPACITY = "capacity", "Chức danh người ký"
    SIGNER = "signer", "Họ tên người ký"
    CODE = "code", "Mã QR tra cứu"


class FieldStyle(models.TextChoices):
    """The faces of the serif that official papers are printed in."""

    REGULAR = "Regular", "thường"
    BOLD = "Bold", "đậm"
    ITALIC = "Italic", "nghiêng"
    BOLD_ITALIC = "Bold Italic", "đậm nghiêng"


class FieldAlign(models.TextChoices):
    LEFT = "LEFT", "từ trái"
    CENTRE = "CENTRE", "vào giữa"

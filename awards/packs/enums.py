from enum import nonmember

from django.db import models


class PackState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    APPROVED = "APPROVED", "đã duyệt"
    SENT = "SENT", "đã nộp"
    SUPPLEMENT = "SUPPLEMENT", "phải bổ sung"
    RETURNED = "RETURNED", "bị trả lại"
    DECIDED = "DECIDED", "có quyết định"

    AT_HOME = nonmember(("DRAFT", "APPROVED"))  # being written, or written anew
    WAITING = nonmember(("SENT", "SUPPLEMENT"))  # before the superior, which has not decided
    GIVEN_BACK = nonmember(("SUPPLEMENT", "RETURNED"))


class Part(models.TextChoices):
    """What a pack is made of, in the order that most offices ask for; a school changes it for each authority."""

    SUBMITTAL = "to-trinh", "Tờ trình, danh sách kèm theo"
    FORM = "mau-cap-tren", "Biểu mẫu Excel của cấp trên"
    MINUTES = "bien-ban-hop", "Biên bản họp hội đồng"
    COUNTS = "bien-ban-kiem-phieu", "Biên bản kiểm phiếu"
    DOSSIERS = "ho-so", "Hồ sơ từng cá nhân, tập thể: báo cáo, minh chứng, sáng kiến"
    EXTRA = "giay-to-khac", "Giấy tờ khác thầy/cô tải lên"


class BuildState(models.TextChoices):
    QUEUED = "QUEUED", "đang chờ lập"
    RUNNING = "RUNNING", "đang lập"
    DONE = "DONE", "đã lập xong"
    FAILED = "FAILED", "không lập được"

    LIVE = nonmember(("QUEUED", "RUNNING"))


class BuiltForm(models.TextChoices):
    """The value is the extension."""

    PDF = "pdf", "một tệp PDF"
    ZIP = "zip", "tệp nén"


class AnswerKind(models.TextChoices):
    RECEIPT = "RECEIPT", "biên nhận"
    SUPPLEMENT = "SUPPLEMENT", "yêu cầu bổ sung"
    RETURN = "RETURN", "trả lại hồ sơ"

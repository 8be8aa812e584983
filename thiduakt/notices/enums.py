from enum import nonmember

from django.db import models


class NoticeKind(models.TextChoices):
    """What is told. What blocks somebody is mailed at once; the rest waits for the daily digest."""

    REGISTRATION_OPENED = "REGISTRATION_OPENED", "mở đợt đăng ký thi đua"
    REGISTRATION_RETURNED = "REGISTRATION_RETURNED", "đăng ký bị trả lại"
    REGISTRATION_TO_CONFIRM = "REGISTRATION_TO_CONFIRM", "đăng ký nhập thay chờ xác nhận"
    REGISTRATION_REMINDER = "REGISTRATION_REMINDER", "nhắc đăng ký thi đua"
    REGISTRATION_EXTENDED = "REGISTRATION_EXTENDED", "gia hạn đăng ký"
    REGISTRATION_CONFIRMED = "REGISTRATION_CONFIRMED", "danh sách đăng ký đã xác nhận"
    TARGET_ASSIGNED = "TARGET_ASSIGNED", "giao chỉ tiêu"
    TARGET_RETURNED = "TARGET_RETURNED", "kết quả chỉ tiêu bị trả lại"
    TARGET_CHECKED = "TARGET_CHECKED", "kết quả chỉ tiêu đã kiểm tra"
    TARGET_DUE = "TARGET_DUE", "chỉ tiêu sắp đến hạn"
    CAMPAIGN_LAUNCHED = "CAMPAIGN_LAUNCHED", "phát động phong trào"
    SCORE_OPENED = "SCORE_OPENED", "mở bảng chấm điểm"
    SCORE_RANKED = "SCORE_RANKED", "công bố điểm thi đua"
    CONTEST_OPENED = "CONTEST_OPENED", "mở hội thi, cuộc thi"
    JUDGING_ASKED = "JUDGING_ASKED", "mời chấm thi"
    CONTEST_RESULT = "CONTEST_RESULT", "kết quả hội thi, cuộc thi"
    EXEMPLAR_CONSENT_ASKED = "EXEMPLAR_CONSENT_ASKED", "xin đồng ý công bố điển hình"
    EXEMPLAR_PUBLISHED = "EXEMPLAR_PUBLISHED", "công bố điển hình"
    REPORT_ASKED = "REPORT_ASKED", "yêu cầu số liệu báo cáo"
    GENERAL = "GENERAL", "thông báo chung của trường"

    URGENT = nonmember(
        (
            "REGISTRATION_RETURNED",
            "REGISTRATION_TO_CONFIRM",
            "REGISTRATION_REMINDER",
            "TARGET_RETURNED",
            "EXEMPLAR_CONSENT_ASKED",
        )
    )

    @property
    def is_urgent(self) -> bool:
        """Somebody cannot go on before this person acts: mailed at once, and no switch turns it off."""
        return self.value in NoticeKind.URGENT


class MailingState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    SENT = "SENT", "đã gửi"
    DISCARDED = "DISCARDED", "đã bỏ"

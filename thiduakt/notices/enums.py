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
    SOLUTION_TO_CONFIRM = "SOLUTION_TO_CONFIRM", "xác nhận đồng tác giả sáng kiến"
    SOLUTION_DECLINED = "SOLUTION_DECLINED", "đồng tác giả không nhận"
    SOLUTION_TRIAL = "SOLUTION_TRIAL", "xác nhận áp dụng thử sáng kiến"
    SOLUTION_SUBMITTED = "SOLUTION_SUBMITTED", "nộp đơn công nhận sáng kiến"
    SOLUTION_RETURNED = "SOLUTION_RETURNED", "giải pháp bị trả lại"
    REVIEW_OPENED = "REVIEW_OPENED", "mở đợt xét khen thưởng"
    REVIEW_EXTENDED = "REVIEW_EXTENDED", "gia hạn nộp hồ sơ"
    DOSSIER_BEGUN = "DOSSIER_BEGUN", "được đề nghị khen thưởng"
    DOSSIER_RETURNED = "DOSSIER_RETURNED", "hồ sơ bị trả lại"
    DOSSIER_REFUSED = "DOSSIER_REFUSED", "hồ sơ không được đề nghị"
    DOSSIER_PAUSED = "DOSSIER_PAUSED", "hồ sơ tạm dừng xét, xét tiếp"
    DOSSIER_DECIDED = "DOSSIER_DECIDED", "kết luận của hội đồng về hồ sơ"
    WAIVER_PROPOSED = "WAIVER_PROPOSED", "đề xuất bỏ qua một điều kiện"
    WAIVER_DECIDED = "WAIVER_DECIDED", "kết quả đề xuất bỏ qua điều kiện"
    LIST_POSTED = "LIST_POSTED", "công khai danh sách lấy ý kiến"
    OPINION_SENT = "OPINION_SENT", "phản ánh chờ trả lời"
    OPINION_ANSWERED = "OPINION_ANSWERED", "phản ánh đã được trả lời"
    COUNCIL_SEAT = "COUNCIL_SEAT", "tham gia, thôi tham gia hội đồng"
    SESSION_CALLED = "SESSION_CALLED", "mời họp hội đồng"
    CONFLICT_DECLARED = "CONFLICT_DECLARED", "khai xung đột lợi ích chờ quyết định"
    CONFLICT_RULED = "CONFLICT_RULED", "quyết định về xung đột lợi ích"
    POLL_OPENED = "POLL_OPENED", "mở hòm phiếu kín"
    RECORD_TO_CONFIRM = "RECORD_TO_CONFIRM", "biên bản phiên họp chờ xác nhận"
    SOLUTION_TO_JUDGE = "SOLUTION_TO_JUDGE", "mời chấm sáng kiến"
    SOLUTION_ALL_JUDGED = "SOLUTION_ALL_JUDGED", "đã đủ phiếu chấm sáng kiến"
    SOLUTION_RESULT = "SOLUTION_RESULT", "kết quả chấm sáng kiến"
    SOLUTION_APPEAL = "SOLUTION_APPEAL", "đề nghị xem xét lại kết quả chấm"
    SOLUTION_APPEAL_ANSWERED = "SOLUTION_APPEAL_ANSWERED", "trả lời đề nghị xem xét lại"
    PACK_TO_APPROVE = "PACK_TO_APPROVE", "bộ hồ sơ trình chờ duyệt"
    PACK_BACK = "PACK_BACK", "bộ hồ sơ trình phải làm lại, bổ sung"
    PACK_STEP = "PACK_STEP", "bộ hồ sơ trình đã duyệt, đã nộp, có quyết định"
    AWARD = "AWARD", "được khen thưởng, khen thưởng bị hủy"
    CEREMONY = "CEREMONY", "lễ trao thưởng: thời gian, địa điểm"
    GENERAL = "GENERAL", "thông báo chung của trường"

    URGENT = nonmember(
        (
            "REGISTRATION_RETURNED",
            "REGISTRATION_TO_CONFIRM",
            "REGISTRATION_REMINDER",
            "TARGET_RETURNED",
            "EXEMPLAR_CONSENT_ASKED",
            "OPINION_SENT",
            "SOLUTION_TO_CONFIRM",
            "SOLUTION_RETURNED",
            "SOLUTION_ALL_JUDGED",
            "DOSSIER_RETURNED",
            "WAIVER_PROPOSED",
            "SESSION_CALLED",
            "CONFLICT_DECLARED",
            "POLL_OPENED",
            "RECORD_TO_CONFIRM",
            "PACK_TO_APPROVE",
            "PACK_BACK",
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

from enum import nonmember

from django.db import models


class Outcome(models.TextChoices):
    """What became of an honor that somebody registered for; the reason where it was not received."""

    ACHIEVED = "ACHIEVED", "đạt"
    HIGHER = "HIGHER", "đạt danh hiệu cao hơn"
    CANCELLED = "CANCELLED", "đã nhận, sau bị hủy"
    TO_DECIDE = "TO_DECIDE", "hội đồng đã đề nghị, chờ quyết định"
    AT_COUNCIL = "AT_COUNCIL", "chờ hội đồng"
    IN_APPRAISAL = "IN_APPRAISAL", "chờ thẩm định"
    AT_GROUP = "AT_GROUP", "chờ tổ bình xét"
    RETURNED = "RETURNED", "hồ sơ trả lại, đang bổ sung"
    NOT_HANDED_IN = "NOT_HANDED_IN", "hồ sơ đang soạn, chưa nộp"
    SUPERIOR_REFUSED = "SUPERIOR_REFUSED", "cấp trên không khen"
    COUNCIL_REFUSED = "COUNCIL_REFUSED", "hội đồng không đề nghị"
    GROUP_REFUSED = "GROUP_REFUSED", "tổ không đề nghị"
    WITHDRAWN = "WITHDRAWN", "đã rút hồ sơ"
    NOT_NOMINATED = "NOT_NOMINATED", "không lập hồ sơ đề nghị"
    NOT_BEGUN = "NOT_BEGUN", "chưa lập hồ sơ, đợt xét đang mở"
    NOT_REVIEWED = "NOT_REVIEWED", "chưa có đợt xét"
    MISSED = "MISSED", "chưa đạt"  # for whoever may not read the dossiers

    REACHED = nonmember(("ACHIEVED", "HIGHER"))
    WAITING = nonmember(
        ("TO_DECIDE", "AT_COUNCIL", "IN_APPRAISAL", "AT_GROUP", "RETURNED", "NOT_HANDED_IN", "NOT_BEGUN", "NOT_REVIEWED")
    )


class Step(models.TextChoices):
    """A part of the way from the merit to the reward; `WHOLE` is all of it, as far as its decision."""

    WHOLE = "WHOLE", "từ thành tích đến quyết định"
    TOLD = "TOLD", "từ thành tích đến nộp hồ sơ"
    HEARD = "HEARD", "từ nộp hồ sơ đến hội đồng họp"
    DECIDED = "DECIDED", "từ hội đồng họp đến quyết định"
    HANDED = "HANDED", "từ quyết định đến trao thưởng"
    PAID = "PAID", "từ quyết định đến nhận tiền thưởng"

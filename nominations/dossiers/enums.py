from enum import nonmember

from django.db import models


class ReviewState(models.TextChoices):
    DRAFT = "DRAFT", "đang chuẩn bị"
    OPEN = "OPEN", "đang nhận hồ sơ"
    CLOSED = "CLOSED", "đã hết nhận, đang thẩm định"
    HELD = "HELD", "hội đồng đang họp"  # nothing of a dossier moves any more but by the council
    DONE = "DONE", "đã kết thúc"


class NomineeKind(models.TextChoices):
    """Who a dossier may be about: the holders of the ledger, and somebody who does not belong to the school."""

    PERSON = "PERSON", "cá nhân"
    GROUP = "GROUP", "tổ"
    SCHOOL = "SCHOOL", "trường"
    PUPIL = "PUPIL", "học sinh"
    CLASS = "CLASS", "lớp"
    OUTSIDER = "OUTSIDER", "người, đơn vị ngoài trường"

    COLLECTIVES = nonmember(("GROUP", "SCHOOL", "CLASS"))


class DossierState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    TO_GROUP = "TO_GROUP", "chờ tổ bình xét"
    GROUP_REFUSED = "GROUP_REFUSED", "tổ không đề nghị"
    SUBMITTED = "SUBMITTED", "đã nộp, chờ thẩm định"
    RETURNED = "RETURNED", "trả lại để bổ sung"
    APPRAISED = "APPRAISED", "đã thẩm định"
    TO_COUNCIL = "TO_COUNCIL", "trình hội đồng"
    AWARDED = "AWARDED", "hội đồng đề nghị khen"
    NOT_AWARDED = "NOT_AWARDED", "hội đồng không đề nghị"
    WITHDRAWN = "WITHDRAWN", "đã rút"

    WRITTEN = nonmember(("DRAFT", "RETURNED"))  # what its writers may still change
    IN_HAND = nonmember(("TO_GROUP", "SUBMITTED", "APPRAISED", "TO_COUNCIL"))  # of whoever has to act on it
    SENT = nonmember(("SUBMITTED", "APPRAISED", "TO_COUNCIL", "AWARDED", "NOT_AWARDED"))
    ENDED = nonmember(("GROUP_REFUSED", "AWARDED", "NOT_AWARDED", "WITHDRAWN"))


class Part(models.TextChoices):
    """What a dossier consists of, as whoever returns it flags what is to be mended."""

    HONOR = "honor", "Danh hiệu, hình thức đề nghị"
    SUMMARY = "summary", "Tóm tắt thành tích"
    REPORT = "report", "Báo cáo thành tích"
    INITIATIVES = "initiatives", "Sáng kiến, đề tài dùng để xét"
    EVIDENCE = "evidence", "Minh chứng"

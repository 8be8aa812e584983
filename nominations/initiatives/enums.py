from enum import nonmember

from django.db import models


class SolutionState(models.TextChoices):
    IDEA = "IDEA", "ý tưởng đã đăng ký"
    TRYING = "TRYING", "đang áp dụng thử"
    SUBMITTED = "SUBMITTED", "đã nộp đơn"
    RETURNED = "RETURNED", "trả lại để bổ sung"
    IN_JUDGING = "IN_JUDGING", "đang chấm"
    RECOGNISED = "RECOGNISED", "đã công nhận"
    REFUSED = "REFUSED", "không công nhận"
    WITHDRAWN = "WITHDRAWN", "đã rút"

    WRITTEN = nonmember(("IDEA", "TRYING", "RETURNED"))  # what its authors may still change
    BEGUN = nonmember(("IDEA", "TRYING"))  # what nobody but its authors has acted on yet
    REACHED = nonmember(("SUBMITTED", "RETURNED", "IN_JUDGING", "RECOGNISED", "REFUSED"))  # was submitted at least once
    OPEN = nonmember(("IDEA", "TRYING", "SUBMITTED", "RETURNED"))  # may still be withdrawn


class Part(models.TextChoices):
    """What a request for recognition consists of, as whoever returns it flags what is to be mended."""

    FACTS = "facts", "Tên, loại, cấp, lĩnh vực, ngày áp dụng"
    AUTHORS = "authors", "Tác giả, tỷ lệ đóng góp"
    DESCRIPTION = "description", "Mô tả sáng kiến"
    TRIALS = "trials", "Kết quả áp dụng thử"
    EVIDENCE = "evidence", "Minh chứng"

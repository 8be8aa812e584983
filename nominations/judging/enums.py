from enum import nonmember
from fractions import Fraction
from math import ceil

from django.db import models


class RoundState(models.TextChoices):
    DRAFT = "DRAFT", "đang chuẩn bị"
    OPEN = "OPEN", "đang chấm"
    COUNTED = "COUNTED", "đã tổng hợp điểm"
    CONCLUDED = "CONCLUDED", "đã kết luận"

    EDITABLE = nonmember(("DRAFT",))
    WITH_RESULT = nonmember(
        ("COUNTED", "CONCLUDED")
    )  # every sheet is in: only now is any mark shown to anybody but its judge
    WITH_JUDGES = nonmember(("DRAFT", "OPEN"))  # members of the council may still come and go


class Duty(models.TextChoices):
    CHAIR = "CHAIR", "chủ tịch hội đồng"
    SECRETARY = "SECRETARY", "thư ký"
    MEMBER = "MEMBER", "ủy viên"
    EXPERT = "EXPERT", "người được mời chấm"  # marks, and is no member of the council

    COUNCIL = nonmember(("CHAIR", "SECRETARY", "MEMBER"))  # whose agreement is counted


class Agreement(models.TextChoices):
    """How many members of the council have to agree, of all its members."""

    NONE = "NONE", "không quy định"
    HALF = "HALF", "quá nửa số thành viên"
    TWO_THIRDS = "TWO_THIRDS", "từ 2/3 số thành viên"
    SEVENTY = "SEVENTY", "từ 70% số thành viên"

    def needed(self, members: int) -> int:
        """The fewest who are enough; whole people, never a rounded percentage."""
        shares = {Agreement.TWO_THIRDS: Fraction(2, 3), Agreement.SEVENTY: Fraction(7, 10)}
        if self == Agreement.NONE:
            return 0
        return members // 2 + 1 if self == Agreement.HALF else ceil(shares[self] * members)


class Verdict(models.TextChoices):
    RECOGNISED = "RECOGNISED", "công nhận"
    REFUSED = "REFUSED", "không công nhận"


class AppealState(models.TextChoices):
    SENT = "SENT", "chờ trả lời"
    REJUDGED = "REJUDGED", "đang chấm lại"
    ANSWERED = "ANSWERED", "đã trả lời"

    OPEN = nonmember(("SENT", "REJUDGED"))

"""Tên loại văn bản hành chính và chữ viết tắt: NĐ 30/2020/NĐ-CP, Phụ lục III."""

import re
from enum import StrEnum

from django.db import models

from thiduakt.vietnamese import capitalized

COMMON_SERIES = "VB"  # the series of a school that numbers all kinds in one; elsewhere a series is named as its kind


class Frame(StrEnum):
    """The sample of NĐ 30/2020, Phụ lục III, that a paper's parts are laid out by."""

    DECISION = "decision"  # Mẫu 1.2: thẩm quyền, căn cứ, QUYẾT ĐỊNH:, Điều
    NAMED = "named"  # Mẫu 1.4: tên loại, trích yếu, (kính gửi), căn cứ, nội dung
    LETTER = "letter"  # Mẫu 1.5: công văn, V/v dưới số, kính gửi
    MINUTES = "minutes"  # Mẫu 1.9: không địa danh; thư ký và chủ tọa cùng ký


class Kind(models.TextChoices):
    """The value is the abbreviation printed in ký hiệu, the label the name printed in capitals."""

    PLAN = "KH", "Kế hoạch"
    DECISION = "QĐ", "Quyết định"
    SUBMITTAL = "TTr", "Tờ trình"
    REPORT = "BC", "Báo cáo"
    NOTICE = "TB", "Thông báo"
    MINUTES = "BB", "Biên bản"
    INVITATION = "GM", "Giấy mời"
    GUIDANCE = "HD", "Hướng dẫn"
    PROGRAM = "CTr", "Chương trình"
    REGULATION = "QC", "Quy chế"
    LETTER = "CV", "Công văn"  # no abbreviation is printed: số/MNGB, not số/CV-MNGB

    @property
    def frame(self) -> Frame:
        return {
            Kind.DECISION: Frame.DECISION,
            Kind.MINUTES: Frame.MINUTES,
            Kind.LETTER: Frame.LETTER,
        }.get(self, Frame.NAMED)

    @property
    def names_addressees(self) -> bool:
        """Whether “Kính gửi” belongs on such a paper."""
        return self in {Kind.LETTER, Kind.SUBMITTAL, Kind.REPORT, Kind.INVITATION}

    @property
    def printed_name(self) -> str:
        """Tên loại as it is printed above the trích yếu; a letter has none."""
        return "" if self is Kind.LETTER else self.label.upper()

    def named_in(self, subject: str) -> str:
        """Tên loại typed once more at the head of the trích yếu, with the blanks behind it; mostly nothing."""
        if not self.printed_name:
            return ""
        name = r"\s+".join(self.printed_name.split())
        # “Kế hoạch hóa …”, “Hướng dẫn viên …” are other words.
        found = re.match(rf"\s*{name}(?:\s*[:.–-])?\s+(?!hóa\b|hoá\b|viên\b)(?=\S)", subject, re.IGNORECASE)
        return found[0] if found else ""

    def without_name(self, subject: str) -> str:
        typed = self.named_in(subject)
        return capitalized(subject[len(typed) :]) if typed else subject

    def why_shortened(self, subject: str) -> str:
        """What is told to whoever typed tên loại once more; empty where nobody did."""
        if not self.named_in(subject):
            return ""
        return f"Trích yếu đã bỏ chữ “{self.label}” ở đầu: tên loại được in sẵn ở dòng trên."

    def symbol(self, office_code: str) -> str:
        """Ký hiệu: `KH-MNGB`; for a letter the office's code alone."""
        return office_code if self is Kind.LETTER else f"{self.value}-{office_code}"


class IssuingBody(models.TextChoices):
    """Who issues a paper in the place of the school, under its seal: with numbers of its own (Phụ lục I, Mục II.3).

    The value stands in the ký hiệu, the label is printed in capitals below the name of the school.
    """

    AWARDS_COUNCIL = "HĐTĐKT", "Hội đồng Thi đua - Khen thưởng"
    INITIATIVES_COUNCIL = "HĐSK", "Hội đồng Sáng kiến"


def series_code(kind: Kind, body: IssuingBody) -> str:
    """The series of a body: `BB-HĐTĐKT`."""
    return f"{kind.value}-{body.value}"


def series_name(code: str) -> str:
    if code == COMMON_SERIES:
        return "Một dãy số chung"
    kind, _, body = code.partition("-")
    of = f" của {IssuingBody(body).label}" if body else ""
    return f"{Kind(kind).label}{of} ({code})"

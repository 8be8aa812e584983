"""Tên loại văn bản hành chính và chữ viết tắt: NĐ 30/2020/NĐ-CP, Phụ lục III."""

from enum import StrEnum

from django.db import models

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
    def printed_name(self) -> str:
        """Tên loại as it is printed above the trích yếu; a letter has none."""
        return "" if self is Kind.LETTER else self.label.upper()

    def symbol(self, office_code: str) -> str:
        """Ký hiệu: `KH-MNGB`; for a letter the office's code alone."""
        return office_code if self is Kind.LETTER else f"{self.value}-{office_code}"


def series_name(code: str) -> str:
    return "Một dãy số chung" if code == COMMON_SERIES else f"{Kind(code).label} ({code})"

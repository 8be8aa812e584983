"""Phân loại phong trào thi đua for the statistics of TT 02/2023/TT-BNV, biểu 0601.N/BNV-TĐKT. Pure."""

from datetime import date, timedelta

from django.db import models

from thiduakt.eligibility.periods import FIRST_MONTH
from thiduakt.ledger.years import year_name

from .enums import Form, Launcher

REPORT_DAY = (15, 12)  # day and month by which the year's numbers go up


class Period(models.TextChoices):
    """Kỳ thống kê: a year that is told by its number. Of thi đua, khen thưởng TT 02/2023/TT-BNV counts from December on."""

    REPORT = "bao-cao", "Kỳ báo cáo năm (01/12 – 30/11)"
    CALENDAR = "duong-lich", "Năm dương lịch"
    SCHOOL = "nam-hoc", "Năm học"

    def days(self, year: int) -> tuple[date, date]:
        """The first and the last; a school year has the number of its first half."""
        month = {Period.REPORT: 12, Period.CALENDAR: 1, Period.SCHOOL: FIRST_MONTH}[self]
        first = date(year - 1 if self == Period.REPORT else year, month, 1)
        return first, years_later(first, 1) - timedelta(days=1)

    def year_of(self, day: date) -> int:
        return next(year for year in (day.year - 1, day.year, day.year + 1) if day <= self.days(year)[1])

    def named(self, year: int) -> str:
        of_kind = {Period.REPORT: f"kỳ báo cáo năm {year}", Period.SCHOOL: f"năm học {year_name(year)}"}
        return of_kind.get(self, f"năm {year}")


class LaunchedAt(models.TextChoices):
    NATION = "NATION", "Trung ương"
    REGION = "REGION", "Bộ, ngành, tỉnh, thành phố"
    UNIT = "UNIT", "Cơ quan, đơn vị, địa phương"


class Duration(models.TextChoices):
    UNDER_1 = "UNDER_1", "Dưới 1 năm"
    ONE = "ONE", "1 năm"
    UNDER_3 = "UNDER_3", "Trên 1 năm, dưới 3 năm"
    UNDER_5 = "UNDER_5", "Từ 3 năm, dưới 5 năm"
    FROM_5 = "FROM_5", "Từ 5 năm trở lên"


class Method(models.TextChoices):
    THEME = "THEME", "Theo chuyên đề"
    REGULAR = "REGULAR", "Thường xuyên hằng năm"


def launched_at(launcher: str) -> LaunchedAt:
    match launcher:
        case Launcher.NATION:
            return LaunchedAt.NATION
        case Launcher.PROVINCE | Launcher.SECTOR:
            return LaunchedAt.REGION
        case _:
            return LaunchedAt.UNIT


def duration(starts_on: date, ends_on: date) -> Duration:
    """From the first to the last day, both counted: 01/01 to 31/12 is one year, and so is 06/11 to 06/11."""
    after = ends_on + timedelta(days=1)
    if after < years_later(starts_on, 1):
        return Duration.UNDER_1
    if ends_on <= years_later(starts_on, 1):
        return Duration.ONE
    if after < years_later(starts_on, 3):
        return Duration.UNDER_3
    return Duration.UNDER_5 if after < years_later(starts_on, 5) else Duration.FROM_5


def method(form: str) -> Method:
    """What is not a year's daily work is a theme: theo đợt, cao điểm."""
    return Method.REGULAR if form == Form.REGULAR else Method.THEME


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 29/02 becomes 28/02 where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)

"""Khép năm của trường dùng thử: a year that left nothing open, and how long its papers are kept."""

from datetime import datetime

from awards.closing.services.closing import close_year
from awards.closing.services.retaining import save_retention
from thiduakt.school.models import School, User

CLOSED = 2024
TERMS = (
    "Quyết định khen thưởng, sổ khen thưởng: vĩnh viễn.\n"
    "Hồ sơ, biên bản xét khen thưởng cấp trường: 10 năm.\n"
    "Danh sách chi tiền thưởng: theo quy định về chứng từ kế toán."
)


def load(at: datetime) -> None:
    principal, school = User.objects.get(username="hieutruong"), School.objects.get(code="mngb")
    save_retention(school, TERMS, version=1, actor=principal, at=at)
    close_year(school, CLOSED, actor=principal, at=at)

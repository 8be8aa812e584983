"""A round that takes dossiers today, and who writes them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.services.drafting import Content, begin
from nominations.dossiers.services.reviews import open_review, save_review
from tests.factories.dossiers import NAMES
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import User

SUMMARY = "Bồi dưỡng 12 trẻ đạt giải cấp quận, tổ chức 6 buổi ngoại khóa cho khối lớn."
GOOD_REASON = "Báo cáo chưa có số liệu của học kỳ II."


@pytest.fixture
def now():
    return timezone.localtime()


def make_review(principal: User, now, *, honors=tuple(NAMES), state="OPEN", **told) -> Review:
    today = now.date()
    days = {"opens_on": today, "closes_on": today + timedelta(days=20), "decides_on": today + timedelta(days=40)}
    values = {"year": 2023, "name": "Xét thi đua cuối năm", "regime": "B1_2022_ND98", "regime_reason": "Năm học đã qua."}
    row = Review(school=principal.school, created_by=principal.person, **days | values | told)
    row = save_review(row, list(honors), version=0, actor=principal, at=now)
    return row if state == "DRAFT" else open_review(row, actor=principal, at=now)


def begun(review: Review, user: User, now, *, holder=None, **told) -> Dossier:
    content = Content(**{"code": "LDTT", "summary": SUMMARY} | told)
    return begin(review, holder or user.person, content, actor=user, at=now)


@pytest.fixture
def review(principal, now) -> Review:
    return make_review(principal, now)


@pytest.fixture
def dossier(review, teacher, now) -> Dossier:
    return begun(review, teacher, now)


@pytest.fixture
def short_review(principal, now) -> Review:
    return make_review(
        principal, now, name="Khen đột xuất", merit=Merit.SUDDEN, is_short=True, honors=["GK_HT_CN", "GK_HS_CN"]
    )

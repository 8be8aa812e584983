"""Until when the school appraises: only where the law sets a time for whoever decides after it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.appraisals.times import dues_of
from nominations.dossiers.models import Dossier, Review
from tests.factories.appraisals import before_the_school
from tests.factories.dossiers import ReviewFactory
from tests.factories.school import PersonFactory
from thiduakt.catalog.enums import Confidence, RuleFamily, RuleState
from thiduakt.catalog.models import Rule
from thiduakt.home.deadlines import deadlines_of
from thiduakt.home.tasks import tasks_of

pytestmark = pytest.mark.django_db
DECIDES = date(2026, 6, 30)  # a Tuesday, under NĐ 152
BEFORE = date(2026, 6, 3)  # twenty working days from this Wednesday to that Tuesday


@pytest.fixture
def review(school) -> Review:
    return ReviewFactory(school=school, decides_on=DECIDES, regime="B2_2022_ND152")


@pytest.fixture
def dossier(review) -> Dossier:
    return before_the_school(review, PersonFactory(school=review.school), code="CSTDCS")


def page(client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_the_commune_has_its_twenty_working_days(review) -> None:
    due = dues_of([review])[review.pk]
    assert (due.days, due.before) == (20, BEFORE)
    assert "QĐ 638/QĐ-BNV (2025); đã đối chiếu nguyên văn; chưa đối chiếu ngày áp dụng" in due.sentence
    assert "trước ngày 03/06/2026" in due.sentence


@pytest.mark.parametrize(
    ("decides", "regime"),
    [(date(2025, 6, 27), "B1_2022_ND98"), (DECIDES, "B1_2022_ND98"), (DECIDES, "A_2003")],
    ids=["before the rule", "by the law before", "by the old law"],
)
def test_of_what_the_law_says_no_time_none_is_told(school, decides, regime) -> None:
    assert dues_of([ReviewFactory(school=school, decides_on=decides, regime=regime)]) == {}
    assert dues_of([]) == {}


def test_the_last_rule_of_the_school_counts_and_one_without_a_number_says_nothing(
    review, school, secretary, principal
) -> None:
    def decided(day: date, words: str) -> None:
        Rule.objects.create(
            school=school, family=RuleFamily.DEADLINE, key="appraisal", name="Thẩm định", valid_from=day,
            values={"lines": [words]}, confidence=Confidence.RESTATED, basis="Hướng dẫn của phường",
            state=RuleState.APPROVED, proposed_by=secretary, proposed_at=timezone.now(), decided_by=principal,
            decided_at=timezone.now(),
        )  # fmt: skip

    decided(date(2026, 1, 1), "Trong 5 ngày làm việc.")
    due = dues_of([review])[review.pk]
    assert (due.days, due.before) == (5, date(2026, 6, 24))
    assert "Hướng dẫn của phường; theo nguồn nhắc lại" in due.sentence
    decided(date(2026, 2, 1), "Theo thông báo từng năm.")
    assert dues_of([review]) == {}


def test_the_pages_of_those_who_appraise_tell_the_day(client, review, dossier, secretary) -> None:
    for address in (
        reverse("appraisals:dossier", args=[dossier.pk]),
        reverse("appraisals:agenda", args=[review.pk]),
        reverse("appraisals:queue"),
    ):
        assert "trước ngày 03/06/2026" in page(client, secretary, address), address


def test_another_honor_is_told_no_day(client, review, secretary) -> None:
    other = before_the_school(review, PersonFactory(school=review.school), code="LDTT")
    for address in (reverse("appraisals:dossier", args=[other.pk]), reverse("appraisals:queue")):
        assert "03/06/2026" not in page(client, secretary, address), address


def test_the_last_day_is_a_deadline_while_something_waits(review, dossier, secretary, teacher) -> None:
    def keys(user, on: date) -> dict[str, date]:
        return {one.key: one.day for one in deadlines_of(user, on) if one.key.startswith("appraisal-sent")}

    assert keys(secretary, BEFORE - timedelta(days=5)) == {f"appraisal-sent-{review.pk}": BEFORE - timedelta(days=1)}
    assert keys(secretary, BEFORE) == {}
    assert keys(teacher, BEFORE - timedelta(days=5)) == {}
    Dossier.objects.filter(pk=dossier.pk).update(state="APPRAISED")
    assert keys(secretary, BEFORE - timedelta(days=5)) == {}


def test_what_waits_tells_the_day(review, dossier, secretary) -> None:
    def told() -> str:
        return next(one.detail for one in tasks_of(secretary, timezone.now()) if one.label == "Thẩm định hồ sơ")

    assert "Chiến sĩ thi đua cơ sở gửi đi trước ngày 03/06/2026" in told()
    Dossier.objects.filter(pk=dossier.pk).update(code="LDTT")
    assert "trước ngày" not in told()


def test_what_was_handed_in_today_waits_no_days(client, review, dossier, secretary) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(handed_in_at=timezone.now())
    told = page(client, secretary, reverse("appraisals:queue"))
    assert "nộp hôm nay" in told
    assert "0 ngày" not in told.replace("10 ngày", "").replace("20 ngày", "")

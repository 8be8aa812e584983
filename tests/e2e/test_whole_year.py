"""The demo school's whole year, from its real plan to its closing and the archive that is read without this system.

Each step is taken in the browser by whose task it is. What the walks of the single rooms look at closely is walked only.
"""

import pytest
from django.utils import timezone

from tests.e2e.road import Road
from tests.e2e.walk import AT_A_DESK, Walk
from tests.e2e.whole_year.awarded import checked_on_a_phone, decided, paid, printed, published
from tests.e2e.whole_year.begun import founded, launched, planned, registered
from tests.e2e.whole_year.council import met, recorded
from tests.e2e.whole_year.ended import archived, closed, looked_back_on
from tests.e2e.whole_year.nominated import appraised, judged_by_the_group, nominated, posted
from tests.factories.ledger import YearRatingFactory
from thiduakt.home import demo
from thiduakt.ledger.years import year_on
from thiduakt.school.models import Person, User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

WITHOUT_ACCOUNT = ("Đỗ Thị Minh Đào", "Lê Thị Thu Hằng", "Phan Thị Ngọc Ấn", "Chu Thị Sen")  # and in the council


@pytest.fixture
def road(walk: Walk, live_server) -> Road:
    """The school as it begins: its people, its letterheads, the texts that it cites; a teacher who was rated."""
    demo.load_school(timezone.now())
    teacher = User.objects.get(username="giaovien").person
    YearRatingFactory(person=teacher, year=year_on(timezone.localdate()), rating="HTXS")
    for place, name in enumerate(WITHOUT_ACCOUNT):
        User.objects.create(username=f"thanhvien{place}", person=Person.objects.get(full_name=name))
    return Road(walk.page, walk.address, walk.axe)


@AT_A_DESK
def test_the_whole_year_from_the_plan_to_the_archive(road, monkeypatch):
    planned(road)
    launched(road)
    registered(road)
    founded(road)
    review = nominated(road)
    judged_by_the_group(road)
    appraised(road)
    posted(road, review)
    met(road, review)
    recorded(road)
    decided(road, review)
    checked_on_a_phone(road, printed(road))
    paid(road)
    published(road)
    looked_back_on(road)
    closed(road, monkeypatch)
    archived(road)

"""A decision in force with three people of one honor and a tổ of another; a ceremony of the day of the tests."""

from datetime import date, time

import pytest

from awards.ceremonies.models import Ceremony
from awards.ceremonies.services.planning import plan_ceremony
from nominations.dossiers.enums import NomineeKind
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.school import PersonFactory

NAMES = ("Đỗ Thị Đào", "Nguyễn Thị Ánh", "Vũ Thị Ẩn")
VALUES = {
    "name": "Lễ tổng kết, trao thưởng năm học 2022–2023", "held_on": date(2023, 10, 5), "starts_at": time(8),
    "place": "Sân trường", "seats_per_row": 2, "seating": "BY_TURN",
}  # fmt: skip


@pytest.fixture
def decision(school, group):
    decision = AwardDecisionFactory(school=school, state="IN_FORCE")
    for name in NAMES:
        person = PersonFactory(school=school, group=group, full_name=name)
        AwardLineFactory(decision=decision, person=person, amount=720_000)
    told = {"holder_kind": NomineeKind.GROUP, "person": None, "group": group, "holder_name": "Tổ mẫu giáo lớn"}
    AwardLineFactory(decision=decision, **told, code="TTLDTT", honor_name="Tập thể lao động tiên tiến", unit="")
    return decision


@pytest.fixture
def ceremony(decision, secretary, at):
    return plan_ceremony(VALUES, [decision], actor=secretary, at=at)


@pytest.fixture
def turns(ceremony):
    return list(ceremony.turns.order_by("position"))


@pytest.fixture
def people(turns):
    """Those of the first turn."""
    return list(turns[0].recipients.order_by("position"))


@pytest.fixture
def again():
    """As it stands now."""
    return lambda one: Ceremony.objects.get(pk=one.pk)

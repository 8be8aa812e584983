"""A decision of 04/10/2023 in force with a teacher and a pupil of class 5A, published."""

import pytest

from awards.publications.models import Publication
from nominations.dossiers.enums import NomineeKind
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.publications import PublicationFactory
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import PersonFactory


@pytest.fixture
def decision(school):
    return AwardDecisionFactory(school=school, state="IN_FORCE")


@pytest.fixture
def line(decision, group):
    """Of a teacher whose sum and birthday nobody outside learns."""
    person = PersonFactory(school=decision.school, group=group, full_name="Đỗ Thị Đào")
    return AwardLineFactory(decision=decision, person=person, amount=720_000, amount_reason="0,3 lần lương cơ sở")


@pytest.fixture
def pupil(school):
    return PupilFactory(
        school=school,
        full_name="Nguyễn Ngọc Bảo An",
        pupil_code="HS77",
        in_class=SchoolClassFactory(school=school, name="Lớp 5A"),
    )


@pytest.fixture
def pupil_line(decision, line, pupil):
    told = {"holder_kind": NomineeKind.PUPIL, "person": None, "pupil": pupil, "unit": "Lớp 5A", "code": "GK_HS_CN"}
    honor = {
        "holder_name": str(pupil),
        "honor_name": "Giấy khen của Hiệu trưởng",
        "citation": "Giải Nhất cờ vua sau khi khỏi bệnh.",
    }
    return AwardLineFactory(decision=decision, **told, **honor)


@pytest.fixture
def publication(line, pupil_line, decision):
    return PublicationFactory(decision=decision, state="PUBLISHED")


@pytest.fixture
def draft(line, pupil_line, decision):
    return PublicationFactory(decision=decision)


@pytest.fixture
def again():
    """As it stands now."""
    return lambda one: Publication.objects.get(pk=one.pk)

"""What the public is told: the columns that were chosen, pupils by their consents, the books as they stand now."""

import unicodedata

import pytest
from django.utils import timezone

from awards.decisions.models import AwardDecision, AwardLine
from awards.publications.models import Publication, PupilConsent
from awards.publications.queries import Row, pupils_of, shown_of, tells_somebody, years_of
from tests.factories.decisions import CancellationFactory
from tests.factories.ledger import GroupEntryFactory, HonorEntryFactory, PupilEntryFactory, ending
from tests.factories.publications import PublicationFactory, PupilConsentFactory, both_agreed
from tests.factories.pupils import PupilFactory, SchoolClassFactory

pytestmark = pytest.mark.django_db
DAO = Row("Đỗ Thị Đào", "Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân", "Giáo viên, Tổ mẫu giáo lớn")
SOMEBODY = Row("Một học sinh lớp 5A", "Giấy khen của Hiệu trưởng")


def test_a_pupil_without_consents_is_told_by_the_class(publication):
    told = shown_of(publication)

    assert told.rows == [DAO, SOMEBODY]
    assert told.unnamed == 1


@pytest.mark.parametrize("whose", ["CHILD", "GUARDIAN"])
def test_one_consent_of_two_does_not_name_a_pupil(publication, pupil, whose):
    PupilConsentFactory(pupil=pupil, whose=whose)

    assert shown_of(publication).rows == [DAO, SOMEBODY]


def test_with_both_consents_a_pupil_is_named(publication, pupil):
    both_agreed(pupil)

    told = shown_of(publication)

    assert told.rows[1] == Row("Nguyễn Ngọc Bảo An", "Giấy khen của Hiệu trưởng", "Lớp 5A")
    assert told.unnamed == 0


@pytest.mark.parametrize("whose", ["CHILD", "GUARDIAN"])
def test_a_consent_withdrawn_hides_the_name_at_once(publication, pupil, whose):
    both_agreed(pupil)
    PupilConsent.objects.filter(pupil=pupil, whose=whose).update(withdrawn_at=timezone.now())

    assert shown_of(publication).rows == [DAO, SOMEBODY]


def test_the_consents_of_one_pupil_do_not_name_another(publication, pupil, school):
    both_agreed(PupilFactory(school=school))

    assert shown_of(publication).rows[1] == SOMEBODY


def test_unnamed_pupils_are_left_out_where_the_school_says_so(publication):
    publication.unnamed = "LEFT_OUT"

    told = shown_of(publication)

    assert told.rows == [DAO]
    assert told.unnamed == 1


def test_what_somebody_did_is_told_only_where_the_school_chose_it_and_of_no_unnamed_pupil(publication):
    publication.tells_citation, publication.tells_unit = True, False

    told = shown_of(publication).rows

    assert told[0] == Row(DAO.name, DAO.honor, "", "Hoàn thành tốt nhiệm vụ được giao, có nhiều giờ dạy tốt.")
    assert told[1] == SOMEBODY


def test_a_class_is_not_told_twice(publication, pupil, school):
    """Some schools call it 5A, some Lớp 5A; a pupil who was in none that year is a pupil all the same."""
    pupil.memberships.all().delete()
    assert shown_of(publication).rows[1].name == "Một học sinh"

    pupil.memberships.create(school_class=SchoolClassFactory(school=school, name="5B"))
    assert shown_of(publication).rows[1].name == "Một học sinh lớp 5B"


def test_a_cancelled_line_is_gone_at_once(publication, line):
    cancellation = CancellationFactory(decision=publication.decision)
    AwardLine.objects.filter(pk=line.pk).update(cancellation=cancellation)
    assert shown_of(publication).rows[0] == DAO  # it is only being written

    type(cancellation).objects.filter(pk=cancellation.pk).update(state="IN_FORCE", document=publication.decision.document)

    assert shown_of(publication).rows == [SOMEBODY]


@pytest.mark.parametrize("state", ["REPLACED", "CANCELLED"])
def test_a_decision_that_is_not_in_force_any_more_tells_nothing(publication, state):
    AwardDecision.objects.update(state=state)
    one = Publication.objects.get()

    assert shown_of(one).rows == []
    assert not tells_somebody(one)
    assert not Publication.objects.shown(timezone.localdate()).exists()
    assert not one.is_shown(timezone.localdate())


def test_a_roll_tells_the_honors_of_its_year_that_stand(school, group, deputy):
    struck = HonorEntryFactory(person=deputy.person, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    ending(struck)
    HonorEntryFactory(person=deputy.person)
    HonorEntryFactory(person=deputy.person, year=2021)
    GroupEntryFactory(group=group)
    HonorEntryFactory()  # of another school
    roll = PublicationFactory(school=school, year=2022)

    cited = "1520/QĐ-UBND ngày 30/06/2023"
    assert [(row.name, row.decision) for row in shown_of(roll).rows] == [(str(group), cited), ("Nguyễn Thị Ánh", cited)]


def test_a_roll_of_all_years_is_looked_at_year_by_year(school, deputy):
    for year in (2019, 2021, 2022):
        HonorEntryFactory(person=deputy.person, year=year)
    roll = PublicationFactory(school=school, year=0)

    assert years_of(roll) == [2022, 2021, 2019]
    assert [row.decision for row in shown_of(roll, year=2021).rows] == ["1520/QĐ-UBND ngày 30/06/2022"]


def test_a_roll_names_a_pupil_by_the_consents_and_the_class_of_that_year(school, pupil):
    PupilEntryFactory(pupil=pupil, year=2023)
    PupilEntryFactory(pupil=pupil, year=2022)
    roll = PublicationFactory(school=school, year=0)
    assert [row.name for row in shown_of(roll).rows] == ["Một học sinh lớp 5A", "Một học sinh"]

    both_agreed(pupil)

    assert {row.name for row in shown_of(roll).rows} == {"Nguyễn Ngọc Bảo An"}


def test_those_who_are_asked_are_the_pupils_of_the_list(publication, pupil, school):
    PupilFactory(school=school)
    PupilConsentFactory(pupil=pupil, whose="GUARDIAN")

    (asked,) = pupils_of(publication)

    assert asked.pupil == pupil
    assert list(asked.given) == ["GUARDIAN"]
    assert not asked.is_named


def test_places_are_kept_composed(draft):
    draft.places = unicodedata.normalize("NFD", "Bảng tin  cổng trường")
    draft.save()

    assert draft.places == "Bảng tin cổng trường"

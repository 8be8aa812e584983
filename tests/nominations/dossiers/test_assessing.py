"""What the law says of the holder: live, frozen when handed in, and no further than its reader may know."""

import json
from datetime import date

import pytest

from nominations.dossiers.models import Assessment
from nominations.dossiers.services import road
from nominations.dossiers.services.assessing import judge
from nominations.dossiers.showing import judgements_of, lacks_of, strip_of
from tests.factories.dossiers import DossierFactory, OutsiderFactory, ReviewFactory
from tests.factories.ledger import DisciplineFactory, YearRatingFactory
from tests.factories.pupils import PupilFactory
from tests.factories.school import UserFactory
from thiduakt.permissions import Role

from .conftest import begun, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def rated(teacher):
    """Everything that LDTT asks under regime B1 is on record of her."""
    teacher.person.recruited_on = date(2015, 9, 1)
    teacher.person.save()
    return YearRatingFactory(person=teacher.person, year=2023, rating="HTT")


def handed(dossier, user, now):
    return road.hand_in(dossier, version=dossier.version, actor=user, at=now)


def test_it_is_frozen_with_its_facts_each_time_it_is_handed_in(dossier, teacher, rated, now):
    handed(dossier, teacher, now)

    frozen = Assessment.objects.get()
    assert (frozen.regime, frozen.code, frozen.made_at) == ("B1_2022_ND98", "LDTT", now)
    assert frozen.verdict == "eligible"
    assert frozen.facts["all"]["ratings"] == {"2023": "HTT"}
    assert json.dumps(frozen.answers)


def test_what_the_books_say_later_is_told_as_a_change_and_changes_nothing_frozen(dossier, teacher, rated, now):
    moved = handed(dossier, teacher, now)
    rated.rating = "KHT"
    rated.save()

    frozen, live = judgements_of(moved, teacher, now.date())

    assert (frozen.verdict, live.verdict) == ("eligible", "not_eligible")
    assert any("hoàn thành" in change.lower() for change in frozen.changes)


def test_who_may_not_know_of_discipline_cannot_tell_it_from_the_verdict(dossier, teacher, group_head, principal, rated, now):
    DisciplineFactory(person=teacher.person, kind="canh_cao", decided_on=date(2024, 3, 1), ended_on=None)
    moved = handed(dossier, teacher, now)

    told = {name: judgements_of(moved, user, now.date())[0] for name, user in (("head", group_head), ("all", principal))}

    assert (told["head"].verdict, told["all"].verdict) == ("eligible", "needs_review")
    assert told["head"].label == "Đủ phần được xem"
    assert not any("kỷ luật" in line.asked.lower() for line in told["head"].lines)
    assert any("kỷ luật" in line.asked.lower() for line in told["all"].lines)


def test_an_unread_regime_never_concludes(principal, teacher, rated, now):
    unread = make_review(principal, now, regime="C_2026_amended", honors=["LDTT"])
    dossier = begun(unread, teacher, now)

    assert judge(dossier, on=now.date()).found.verdict == "needs_review"


def test_the_regime_of_the_round_counts_and_not_that_of_today(school, teacher, rated, now):
    """Recruited eight months before the end of the year: barred under the law of 2003, not under that of 2022."""
    teacher.person.recruited_on = date(2022, 10, 1)
    teacher.person.save()
    YearRatingFactory(person=teacher.person, year=2022, rating="HTT", registered=True)
    told = {}
    for regime in ("A_2003", "B1_2022_ND98"):
        review = ReviewFactory(school=school, year=2022, regime=regime)
        dossier = DossierFactory(review=review, person=teacher.person)
        found = judge(dossier, on=date(2023, 5, 31)).found
        told[regime] = {one.key: one.met for one in found.conditions if one.test == "service_months"}

    assert list(told["A_2003"].values()) == [False]
    assert list(told["B1_2022_ND98"].values()) == [True]


@pytest.mark.parametrize("kind", ["PUPIL", "OUTSIDER"])
def test_of_pupils_and_outsiders_a_person_has_to_look(review, school, kind, now):
    place = {"PUPIL": ("pupil", PupilFactory), "OUTSIDER": ("outsider", OutsiderFactory)}[kind]
    code = {"PUPIL": "GK_HS_CN", "OUTSIDER": "GK_HT_CN"}[kind]
    dossier = DossierFactory(review=review, person=None, holder_kind=kind, code=code, **{place[0]: place[1](school=school)})

    assert judge(dossier, on=now.date()).found.verdict == "needs_review"


def test_who_may_not_see_who_is_eligible_sees_neither(dossier, school, now):
    inspector = UserFactory(school=school, roles=[Role.INSPECTOR])

    assert judgements_of(dossier, inspector, now.date()) == (None, None)


def test_what_is_missing_is_a_list_with_links(review, teacher, now):
    dossier = begun(review, teacher, now, summary="", code="CSTDCS")

    lacks = list(lacks_of(dossier))

    assert [(lack.sentence, lack.is_due) for lack in lacks] == [
        ("Thầy/cô viết tóm tắt thành tích.", True),
        ("Chưa viết báo cáo thành tích.", False),
        ("Chưa có minh chứng nào.", False),
    ]
    assert lacks[0].url == f"/ho-so/{dossier.pk}/sua/#id_summary"
    assert all(lack.url for lack in lacks)


def test_five_years_are_shown_to_those_who_read_the_ledger(dossier, teacher, rated, stranger, now):
    assert [year.year for year in strip_of(dossier, teacher, now.date())] == [2019, 2020, 2021, 2022, 2023]
    assert strip_of(dossier, stranger, now.date()) == []

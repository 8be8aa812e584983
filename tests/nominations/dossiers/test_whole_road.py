"""The whole road for each kind of honor, under the law of 2003 and under that of NĐ 152/2025."""

import pytest

from nominations.dossiers.services import road
from nominations.dossiers.services.reviews import close_review, finish_review, hold_review
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.ledger.enums import Merit

from .conftest import begun, make_review

pytestmark = pytest.mark.django_db

REGIMES = ("A_2003", "B2_2022_ND152")


@pytest.fixture(params=REGIMES)
def regime(request):
    return request.param


def decided(dossier, writer, group_head, secretary, principal, now):
    """To the council and back, over the tổ where there is one."""
    moved = road.hand_in(dossier, version=dossier.version, actor=writer, at=now)
    if moved.state == "TO_GROUP":
        moved = road.group_pass(moved, actor=group_head, at=now)
    road.open_file(moved, actor=secretary, at=now)
    road.appraise(moved, actor=secretary, at=now)
    road.to_council(moved, actor=secretary, at=now)
    review = hold_review(close_review(moved.review, actor=principal, at=now), actor=principal, at=now)
    awarded = road.award(moved, actor=secretary, at=now)
    finish_review(review, actor=principal, at=now)
    return awarded


@pytest.mark.parametrize("code", ["LDTT", "CSTDCS"])
def test_a_title_of_a_person(regime, code, teacher, group_head, secretary, principal, now):
    review = make_review(principal, now, regime=regime, honors=[code])
    dossier = begun(review, teacher, now, code=code)

    awarded = decided(dossier, teacher, group_head, secretary, principal, now)

    assert awarded.state == "AWARDED"
    assert awarded.assessments.get().regime == regime
    verbs = AuditEvent.objects.about(awarded).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == [
        f"dossier.{step}" for step in ("begin", "hand_in", "group_pass", "open", "appraise", "to_council", "award")
    ]


def test_a_title_of_a_group(regime, group, group_head, secretary, principal, now):
    review = make_review(principal, now, regime=regime, honors=["TTLDTT"])
    dossier = begun(review, group_head, now, holder=group, code="TTLDTT")

    awarded = decided(dossier, group_head, group_head, secretary, principal, now)

    assert (awarded.state, awarded.assessments.get().code) == ("AWARDED", "TTLDTT")


def test_a_sudden_merit_takes_the_short_road(regime, teacher, group_head, secretary, principal, now):
    review = make_review(principal, now, regime=regime, merit=Merit.SUDDEN, is_short=True, honors=["GK_HT_CN"])
    dossier = begun(review, teacher, now, code="GK_HT_CN", merit_on=now.date())

    awarded = decided(dossier, teacher, group_head, secretary, principal, now)

    assert awarded.state == "AWARDED"
    assert not AuditEvent.objects.about(awarded).filter(verb="dossier.group_pass").exists()


def test_a_pupil_by_the_class_teacher(regime, school, teacher, group_head, secretary, principal, now):
    one = SchoolClassFactory(school=school, year=2023)
    one.teachers.add(teacher.person)
    review = make_review(principal, now, regime=regime, honors=["GK_HS_CN"])
    dossier = begun(review, teacher, now, holder=PupilFactory(school=school, in_class=one), code="GK_HS_CN")

    awarded = decided(dossier, teacher, group_head, secretary, principal, now)

    assert (awarded.state, awarded.assessments.get().verdict) == ("AWARDED", "needs_review")

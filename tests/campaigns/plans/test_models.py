"""Which plans reach whom: the numbered, the drafts, those that are sent up."""

from datetime import date

import pytest

from campaigns.plans.models import Plan
from tests.factories.documents import PlanFactory, RegisterEntryFactory
from tests.factories.school import DelegationFactory
from thiduakt.documents.enums import DocumentState

ON = date(2023, 10, 5)
ALL = {"DRAFT", "CONSULTING", "SUBMITTED", "SIGNED", "ISSUED", "REPLACED", "REVOKED"}
NUMBERED = {"ISSUED", "REPLACED", "REVOKED"}

# The table of the law, by hand: whose eyes reach a plan in which state, of those whom nobody has asked for an opinion.
SEEN = {
    "principal": ALL,
    "deputy": ALL,
    "clerk": ALL,
    "secretary": NUMBERED,
    "group_head": NUMBERED,
    "teacher": NUMBERED,
    "accountant": NUMBERED,
    "inspector": NUMBERED,
    "technician": set(),
    "superior": set(),
    "stranger": set(),
}


@pytest.mark.parametrize("who", SEEN)
def test_everybody_sees_as_far_as_the_table_says(who, school, request):
    for state in DocumentState:
        PlanFactory(school=school, state=state)

    seen = Plan.objects.visible_to(request.getfixturevalue(who), ON)

    assert {plan.document.state for plan in seen} == SEEN[who]


def test_a_delegation_opens_the_drafts_to_the_secretary(school, secretary):
    DelegationFactory(person=secretary.person, action="plan.view_draft")
    PlanFactory(school=school)

    assert Plan.objects.visible_to(secretary, ON).count() == 1


def test_the_superior_sees_what_was_sent_up_and_nothing_else(school, superior):
    sent, kept = PlanFactory(school=school, state="ISSUED"), PlanFactory(school=school, state="ISSUED")
    RegisterEntryFactory(document=sent.document, sent_up_on=ON)
    RegisterEntryFactory(document=kept.document)

    assert list(Plan.objects.visible_to(superior, ON)) == [sent]


def test_the_superior_waits_for_the_day_it_is_sent_up(school, superior):
    sent = PlanFactory(school=school, state="ISSUED")
    RegisterEntryFactory(document=sent.document, sent_up_on=date(2023, 10, 6))

    assert not Plan.objects.visible_to(superior, ON).exists()
    assert list(Plan.objects.visible_to(superior, date(2023, 10, 6))) == [sent]


def test_search_needs_no_marks(school):
    plan = PlanFactory(school=school, document__subject="Đăng ký thi đua năm học 2023")

    assert list(Plan.objects.matching("dang ky")) == [plan]
    assert not Plan.objects.matching("bao cao")

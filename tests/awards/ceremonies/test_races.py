"""Two at once: a decision taken in by two ceremonies; a turn marked by two people, or while its decision is corrected."""

import pytest
from django.db import transaction

from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.services.following import follow_correction, hold_ceremonies
from awards.ceremonies.services.handing import hand_all
from awards.ceremonies.services.planning import plan_ceremony
from tests.campaigns.registrations.test_races import again as signed_in
from tests.campaigns.registrations.test_races import one_after_the_other
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.documents import DocumentFactory
from thiduakt.documents.kinds import Kind

from .conftest import VALUES

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_ceremonies_planned_at_once_one_takes_the_people(decision, secretary, deputy, at):
    refusals = one_after_the_other(
        lambda: plan_ceremony(VALUES, [decision], actor=secretary, at=at),
        lambda: plan_ceremony(VALUES, [decision], actor=signed_in(deputy), at=at),
    )

    assert refusals == []
    assert sorted(one.recipients.count() for one in Ceremony.objects.all()) == [0, 4]


def test_a_turn_marked_twice_at_once_is_marked_once(turns, secretary, deputy, at):
    refusals = one_after_the_other(
        lambda: hand_all(turns[0], actor=secretary, at=at), lambda: hand_all(turns[0], actor=signed_in(deputy), at=at)
    )

    assert refusals == []
    assert Recipient.objects.filter(handing="HANDED").count() == 3


def test_what_is_marked_while_the_decision_is_corrected_is_marked_by_the_new_one(decision, turns, secretary, principal, at):
    paper = DocumentFactory(school=decision.school, kind=Kind.DECISION)
    newer = AwardDecisionFactory(school=decision.school, replaces=decision, state="IN_FORCE", document=paper)
    for line in decision.lines.filter(person__isnull=False):
        AwardLineFactory(decision=newer, person=line.person)

    @transaction.atomic
    def correct():
        hold_ceremonies(decision.document)
        follow_correction(paper, signed_in(principal), at)

    refusals = one_after_the_other(lambda: hand_all(turns[0], actor=secretary, at=at), correct)

    assert refusals == []
    assert [(one.line.decision, one.handing) for one in Recipient.objects.all()] == [(newer, "HANDED")] * 3

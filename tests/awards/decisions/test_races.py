"""Two at once, and a fault in the middle: each award is decided once, and all of a decision stands or nothing."""

import contextlib

import pytest
from django.core.exceptions import ValidationError

from awards.certificates.models import Certificate
from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision, AwardLine
from awards.decisions.services import deciding
from awards.decisions.services.papers import begin_paper
from awards.rewards.models import Payment
from tests.documents.test_consulting_races import at_once
from tests.factories.decisions import drafted
from tests.factories.decisions import signed as to_signature
from thiduakt.audit.models import AuditEvent
from thiduakt.documents import consequences
from thiduakt.documents.models import Document
from thiduakt.documents.services import issuing
from thiduakt.documents.services.issuing import issue_document
from thiduakt.ledger.models import HonorEntry
from thiduakt.notices.models import Notice

ROWS = (HonorEntry, Certificate, Payment, AuditEvent, Notice)


@pytest.fixture
def signed(draft, principal, at) -> Document:
    return to_signature(begin_paper(draft, actor=principal, at=at), principal, at)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_issue_at_once_decide_once(signed, draft, clerk, at) -> None:
    at_once(*[lambda: issue_document(Document.objects.get(pk=signed.pk), issued_on=at.date(), actor=clerk, at=at)] * 2)
    assert HonorEntry.objects.count() == Certificate.objects.count() == Payment.objects.count() == 2
    assert AwardDecision.objects.get(pk=draft.pk).state == DecisionState.IN_FORCE


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_up_of_one_dossier_at_once_have_it_in_one_decision(review, dossier, secretary, principal, at) -> None:
    def draw(actor):
        with contextlib.suppress(ValidationError):
            drafted(review, [dossier], actor=actor, at=at)

    at_once(lambda: draw(secretary), lambda: draw(principal))
    assert AwardLine.objects.filter(dossier=dossier).count() == 1
    assert AwardDecision.objects.count() == 1


class KilledError(BaseException):
    """As if the process had been killed: nobody catches it."""


# Each step of the issue, in its order: what is called, where.
STEPS = (
    (issuing, "_take_number"), (deciding, "lines_of"), (deciding, "enter_decided"), (deciding, "tell_awarded"),
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("room", "step"), STEPS, ids=lambda value: getattr(value, "__name__", value).rpartition(".")[2])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_between_two_steps_nothing_of_it_stands(signed, draft, clerk, at, monkeypatch, room, step, after) -> None:
    whole = getattr(room, step)

    def cut(*args, **kwargs):
        if after:
            whole(*args, **kwargs)
        raise KilledError

    monkeypatch.setattr(room, step, cut)
    nothing_stands(signed, draft, clerk, at)


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
def test_killed_between_two_rooms_nothing_of_it_stands(signed, draft, clerk, at, monkeypatch, place) -> None:
    """After so many of the rooms that follow a decision: ledger, certificates, payments."""
    followers = list(consequences._on_issue[signed.kind])
    assert len(followers) >= 4

    def cut(*args):
        raise KilledError

    monkeypatch.setitem(consequences._on_issue, signed.kind, [*followers[:place], cut])
    nothing_stands(signed, draft, clerk, at)


def nothing_stands(signed: Document, draft: AwardDecision, clerk, at) -> None:
    before = [kind.objects.count() for kind in ROWS]
    with pytest.raises(KilledError):
        issue_document(signed, issued_on=at.date(), actor=clerk, at=at)
    assert [kind.objects.count() for kind in ROWS] == before
    signed.refresh_from_db()
    draft.refresh_from_db()
    assert (signed.state, signed.number, draft.state) == ("SIGNED", None, DecisionState.DRAFT)
    assert not draft.lines.filter(entry__isnull=False).exists()


@pytest.mark.django_db
def test_uncut_all_of_it_stands(signed, draft, clerk, at) -> None:
    """What the cuts are held against."""
    issue_document(signed, issued_on=at.date(), actor=clerk, at=at)
    assert [kind.objects.count() for kind in (HonorEntry, Certificate, Payment)] == [2, 2, 2]

"""The law of the road of a paper, written out by hand: whoever changes the flow changes the law beside it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories.documents import DocumentFactory
from tests.factories.school import DelegationFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.services.issuing import issue_document, send_back, sign_document
from thiduakt.workflow import MoveRefusedError, perform

# (state, who, action) -> next state, of a plan that the principal is to sign.
ROADS = {
    ("DRAFT", "principal", "consult"): "CONSULTING",
    ("DRAFT", "deputy", "consult"): "CONSULTING",
    ("CONSULTING", "principal", "end_consultation"): "DRAFT",
    ("CONSULTING", "deputy", "end_consultation"): "DRAFT",
    ("DRAFT", "principal", "submit"): "SUBMITTED",
    ("DRAFT", "deputy", "submit"): "SUBMITTED",
    ("CONSULTING", "principal", "submit"): "SUBMITTED",
    ("CONSULTING", "deputy", "submit"): "SUBMITTED",
    ("SUBMITTED", "principal", "withdraw"): "DRAFT",
    ("SUBMITTED", "deputy", "withdraw"): "DRAFT",
    ("SUBMITTED", "principal", "return"): "DRAFT",
    ("SUBMITTED", "principal", "sign"): "SIGNED",
    ("SIGNED", "principal", "send_back"): "DRAFT",
    ("SIGNED", "clerk", "send_back"): "DRAFT",
    ("SIGNED", "clerk", "issue"): "ISSUED",
}
# Secretary and clerk with a written delegation to draft do what the deputy does.
DELEGATED = {
    (state, who, action): target
    for who in ("secretary", "clerk")
    for (state, drafter, action), target in ROADS.items()
    if drafter == "deputy"
}
PEOPLE = (
    "principal", "deputy", "clerk", "secretary", "technician", "group_head", "teacher", "accountant", "inspector",
    "superior", "stranger",
)  # fmt: skip
SIGNED_ON = date(2023, 10, 4)


def written(roads, state, who):
    return {action: target for (begin, person, action), target in roads.items() if (begin, person) == (state, who)}


def take(document, action, actor, at):
    if action == "sign":
        return sign_document(document, signed_on=SIGNED_ON, actor=actor, at=at)
    if action == "issue":
        return issue_document(document, issued_on=SIGNED_ON, actor=actor, at=at)
    if action == "send_back":
        return send_back(document, actor=actor, at=at, reason="Thiếu dấu giáp lai.")
    if action in {"replace", "revoke"}:
        return perform(DOCUMENT_FLOW, document, action, actor=actor, at=at, reason="Có văn bản mới.")
    return perform(DOCUMENT_FLOW, document, action, actor=actor, at=at, reason="Thiếu chỉ tiêu của tổ văn phòng.")


def outcomes(state, actor, signer, at):
    """Where each action leads from `state`; refused ones leave the row and the log untouched, and are not listed."""
    reached = {}
    for action in DOCUMENT_FLOW.moves:
        document = DocumentFactory(school=signer.school, signer=signer.person, state=state)
        events = AuditEvent.objects.count()
        try:
            taken = take(document, action, actor, at)
        except (PermissionDenied, MoveRefusedError):
            document.refresh_from_db()
            assert document.state == state
            assert AuditEvent.objects.count() == events
        else:
            if taken.state != state:
                reached[action] = str(taken.state)
    return reached


@pytest.mark.parametrize("state", DocumentState.values)
@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_written_roads_are_open(state, who, principal, request, at):
    expected = written(ROADS, state, who)

    assert outcomes(state, request.getfixturevalue(who), principal, at) == expected


@pytest.mark.parametrize("state", DocumentState.values)
@pytest.mark.parametrize("who", ["secretary", "clerk"])
def test_a_delegation_opens_the_roads_of_drafting(state, who, principal, request, at):
    actor = request.getfixturevalue(who)
    DelegationFactory(person=actor.person, action="plan.edit")
    expected = written(ROADS | DELEGATED, state, who)

    assert outcomes(state, actor, principal, at) == expected


@pytest.mark.parametrize("action", ["return", "send_back"])
def test_giving_back_needs_a_reason(action, principal, at):
    state = {"return": "SUBMITTED", "send_back": "SIGNED"}[action]
    document = DocumentFactory(school=principal.school, signer=principal.person, state=state)

    with pytest.raises(MoveRefusedError, match="lý do"):
        perform(DOCUMENT_FLOW, document, action, actor=principal, at=at, reason="   ")


def test_a_deputy_signs_only_with_a_delegation(school, deputy, at):
    document = DocumentFactory(school=school, signer=deputy.person, state="SUBMITTED")

    with pytest.raises(PermissionDenied):
        sign_document(document, signed_on=SIGNED_ON, actor=deputy, at=at)


def test_a_deputy_with_a_delegation_signs(school, deputy, at):
    DelegationFactory(person=deputy.person, action="document.sign")
    document = DocumentFactory(school=school, signer=deputy.person, state="SUBMITTED")

    assert sign_document(document, signed_on=SIGNED_ON, actor=deputy, at=at).state == "SIGNED"


def test_a_deputy_with_a_delegation_does_not_sign_for_the_principal(principal, deputy, at):
    DelegationFactory(person=deputy.person, action="document.sign")
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SUBMITTED")

    with pytest.raises(PermissionDenied):
        sign_document(document, signed_on=SIGNED_ON, actor=deputy, at=at)

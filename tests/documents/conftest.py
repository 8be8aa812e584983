"""A draft, the hand that writes it, and those who are asked about it."""

import pytest
from django.utils import timezone

from tests.documents.consulting import PASSAGE, consult
from tests.documents.writing import PURPOSE, TASKS
from tests.factories.documents import PlanFactory
from thiduakt.documents.services.consulting import write_comment
from thiduakt.documents.services.drafting import edit_draft


@pytest.fixture
def drafter(client, principal):
    client.force_login(principal)
    return client


@pytest.fixture
def document(school, principal):
    return PlanFactory(school=school, document__signer=principal.person, document__body=PURPOSE + TASKS).document


@pytest.fixture
def saved(document, principal, at):
    """The document after a first save: version 2, with its savings on record."""
    return edit_draft(document, changes={"subject": "Công tác năm 2023"}, version=1, actor=principal, at=at)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def consultation(principal, teacher, now):
    return consult(principal, teacher, at=now)


@pytest.fixture
def comment(consultation, teacher, now):
    return write_comment(consultation, text="Nên ghi rõ chỉ tiêu.", field="body", passage=PASSAGE, actor=teacher, at=now)

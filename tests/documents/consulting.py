"""Consultations in any state, made by the services themselves; `at` is the moment they are made."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.documents import PlanFactory
from thiduakt.documents.services.consulting import open_consultation

PASSAGE = "Thực hiện tốt các phong trào thi đua của ngành."  # stands in every draft of the factory


def draft_of(principal, **values):
    given = {"signer": principal.person, "created_by": principal.person, "dated_on": timezone.localdate()} | values
    return PlanFactory(school=principal.school, **{f"document__{name}": value for name, value in given.items()}).document


def consult(principal, *readers, at, days=7, document=None, **values):
    """A draft that these users are asked about, for so many days from `at` on."""
    return open_consultation(
        document or draft_of(principal, **values),
        people=[reader.person for reader in readers],
        closes_on=timezone.localdate(at) + timedelta(days=days),
        question="Xin ý kiến về chỉ tiêu thi đua.",
        actor=principal,
        at=at,
    )

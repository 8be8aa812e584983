"""Exemplars, past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from campaigns.exemplars.enums import ExemplarKind, ExemplarState, Whose
from campaigns.exemplars.models import Consent, Exemplar
from tests.factories.school import PersonFactory, SchoolFactory
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models.holders import PLACES


class ExemplarFactory(DjangoModelFactory):
    """Of the school itself; `exemplar_of(person)` is of whoever it is given."""

    class Meta:
        model = Exemplar

    school = factory.SubFactory(SchoolFactory)
    holder_kind = HolderKind.SCHOOL
    title = "Góc đọc sách của bé"
    kind = ExemplarKind.MODEL
    found_on = date(2023, 3, 1)
    found_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    story = "Mỗi sáng cùng trẻ đọc một cuốn sách."
    article = "Mỗi sáng, cô trò cùng đọc một cuốn sách."
    state = ExemplarState.FOUND
    published_from = factory.LazyAttribute(lambda one: date(2023, 3, 1) if one.state == "PUBLISHED" else None)


def exemplar_of(kind: HolderKind, holder, **told) -> Exemplar:
    return ExemplarFactory(school=holder.school, holder_kind=kind, **{PLACES[kind]: holder}, **told)


def agreed(exemplar: Exemplar, whose: Whose, by) -> Consent:
    told = {"given_on": date(2023, 3, 1), "how": "đơn có chữ ký", "recorded_at": datetime(2023, 3, 1, tzinfo=UTC)}
    return Consent.objects.create(exemplar=exemplar, whose=whose, recorded_by=by, **told)

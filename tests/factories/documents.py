"""Papers in any state, past the services: for tests that begin in the middle of the road."""

from dataclasses import replace
from datetime import date

import factory
from factory.django import DjangoModelFactory

from campaigns.plans.models import Plan
from tests.factories.school import PersonFactory, SchoolFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, RegisterEntry
from thiduakt.documents.services.issuing import snapshot_hash

DAY = date(2023, 10, 4)
BODY = "<h2>MỤC ĐÍCH, YÊU CẦU</h2><p>Thực hiện tốt các phong trào thi đua của ngành.</p>"


def _once(value, *states):
    return factory.LazyAttribute(lambda document: value(document) if document.state in states else None)


class DocumentFactory(DjangoModelFactory):
    """`DocumentFactory(school=…, signer=…, state="ISSUED")`: whole in every state, of the day 04/10/2023."""

    class Meta:
        model = Document

    school = factory.SubFactory(SchoolFactory)
    kind = Kind.PLAN
    state = DocumentState.DRAFT
    subject = "Công tác thi đua, khen thưởng năm 2023"
    dated_on = DAY
    bases = ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"]
    body = BODY
    recipients = ["Các tổ chuyên môn (để t/h)", "Lưu: VT"]
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    signer = factory.SelfAttribute("created_by")
    signed_on = _once(lambda _: DAY, DocumentState.SIGNED, *DocumentState.NUMBERED)
    issued_on = _once(lambda _: DAY, *DocumentState.NUMBERED)
    year = _once(lambda _: DAY.year, *DocumentState.NUMBERED)
    number = _once(lambda document: document.place, *DocumentState.NUMBERED)
    series = factory.LazyAttribute(lambda document: document.kind if document.state in DocumentState.NUMBERED else "")
    symbol = factory.LazyAttribute(lambda document: f"{document.series}-MNGB" if document.series else "")
    snapshot = _once(lambda _: {}, *DocumentState.NUMBERED)
    snapshot_hash = factory.LazyAttribute(lambda document: f"{document.place:064}" if document.series else "")

    class Params:
        place = factory.Sequence(lambda n: n + 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """What is stored as signed, or with a number, can be printed, whoever signs it."""
        document = model_class(*args, **kwargs)
        if document.is_signed:
            paper = replace(compose(document, is_draft=True), is_draft=False)
            document.signed_paper = paper.to_dict()
        if document.number:
            numbered = replace(paper, number=document.number, dated=document.issued_on, year=document.issued_on.year)
            document.snapshot = {"paper": numbered.to_dict()}
            document.snapshot_hash = snapshot_hash(document.snapshot)
        document.save()
        return document


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    class Params:
        state = DocumentState.DRAFT

    document = factory.SubFactory(
        DocumentFactory, school=factory.SelfAttribute("..school"), state=factory.SelfAttribute("..state")
    )
    school = factory.SubFactory(SchoolFactory)
    year = 2023


class RegisterEntryFactory(DjangoModelFactory):
    class Meta:
        model = RegisterEntry

    document = factory.SubFactory(DocumentFactory, state=DocumentState.ISSUED)

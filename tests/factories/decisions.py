"""Award decisions, past the services or by their whole road: what a test does not say has one plain value."""

import re
from datetime import date, datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from awards.decisions.enums import DecisionOrigin, DecisionState
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.services.drafting import draft_decision
from awards.decisions.services.papers import begin_paper
from nominations.dossiers.enums import DossierState, NomineeKind, ReviewState
from nominations.dossiers.models import Dossier, Review
from tests.factories.documents import DocumentFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.school import PersonFactory, SchoolFactory
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.school.models import School, User

GK = "Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân"
TO_FILL = re.compile(r" ?\[CẦN BỔ SUNG[^]]*\]")
NAME = "Tặng Giấy khen cho cán bộ, giáo viên, nhân viên có thành tích năm học 2023–2024"


class AwardDecisionFactory(DjangoModelFactory):
    """A draft of the school; with another state by an issued paper of 04/10/2023. `origin="SUPERIOR"`: of a superior."""

    class Meta:
        model = AwardDecision

    class Params:
        is_ours = factory.LazyAttribute(lambda one: one.origin == DecisionOrigin.HERE)

    school = factory.SubFactory(SchoolFactory)
    origin = DecisionOrigin.HERE
    name = NAME
    year = 2023
    state = DecisionState.DRAFT
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    number = factory.LazyAttribute(lambda one: "" if one.is_ours else "1520/QĐ-UBND")
    decided_on = factory.LazyAttribute(lambda one: None if one.is_ours else date(2023, 10, 2))
    issuer = factory.LazyAttribute(lambda one: "" if one.is_ours else "Chủ tịch UBND quận Long Biên")

    @factory.lazy_attribute
    def document(self):
        if not self.is_ours or self.state == DecisionState.DRAFT:
            return None
        state = {"REPLACED": DocumentState.REPLACED, "CANCELLED": DocumentState.REVOKED}.get(self.state, "ISSUED")
        return DocumentFactory(
            school=self.school, kind=Kind.DECISION, state=state, subject=self.name, created_by=self.created_by
        )


class AwardLineFactory(DjangoModelFactory):
    """Giấy khen of a person; give `holder_kind` with the holder of another kind and person=None."""

    class Meta:
        model = AwardLine

    decision = factory.SubFactory(AwardDecisionFactory)
    position = factory.LazyAttribute(lambda line: line.decision.lines.count() + 1)
    holder_kind = NomineeKind.PERSON
    person = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..decision.school"))
    holder_name = factory.LazyAttribute(lambda line: str(line.person or line.group or line.pupil or line.decision.school))
    unit = "Giáo viên, Tổ mẫu giáo lớn"
    code = "GK_HT_CN"
    honor_name = GK
    citation = "Hoàn thành tốt nhiệm vụ được giao, có nhiều giờ dạy tốt."


class CancellationFactory(DjangoModelFactory):
    class Meta:
        model = Cancellation

    decision = factory.SubFactory(AwardDecisionFactory, state=DecisionState.IN_FORCE)
    ground = "a"
    finding = "Kết luận của Hiệu trưởng ngày 03/10/2023: kê khai không đúng số giờ dạy tốt."
    found_on = date(2023, 10, 3)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..decision.school"))


def held_review(school: School, **told: Any) -> Review:
    """On which the council has sat."""
    return ReviewFactory(school=school, **{"state": ReviewState.HELD, "honors": ["GK_HT_CN", "GK_HS_CN"], **told})


def passed(review: Review, **told: Any) -> Dossier:
    """A dossier for a giấy khen that the council passed."""
    return DossierFactory(review=review, **{"code": "GK_HT_CN", "honor_name": GK, "state": DossierState.AWARDED, **told})


def drafted(review: Review, dossiers: list[Dossier], *, actor: User, at: datetime, **told: Any) -> AwardDecision:
    return draft_decision(review, dossiers, **{"name": NAME, **told}, actor=actor, at=at)


def signed(paper: Document, principal: User, at: datetime) -> Document:
    """A draft paper to its signature: what was left to fill filled in."""
    bases = [TO_FILL.sub("", line) for line in paper.bases]
    changes = {"bases": bases, "signer": principal.person}
    edited = edit_draft(paper, changes=changes, version=paper.version, actor=principal, at=at)
    submit_document(edited, actor=principal, at=at)
    sign_document(edited, signed_on=timezone.localdate(at), actor=principal, at=at)
    return Document.objects.get(pk=edited.pk)


def walked(paper: Document, principal: User, clerk: User, at: datetime) -> Document:
    """A draft paper to its number: signed by the principal, numbered by the clerk."""
    return issue_document(signed(paper, principal, at), issued_on=timezone.localdate(at), actor=clerk, at=at)


def in_force(decision: AwardDecision, *, principal: User, clerk: User, at: datetime) -> AwardDecision:
    """By its whole road: paper, signature, number."""
    walked(begin_paper(decision, actor=principal, at=at), principal, clerk, at)
    return AwardDecision.objects.select_related("document").get(pk=decision.pk)

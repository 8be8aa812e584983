"""Rounds of judging, past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Author, Solution
from nominations.judging.enums import Duty, RoundState
from nominations.judging.models import CriteriaSet, Criterion, Entry, Judge, Mark, Round, Sheet, Submission
from tests.factories.initiatives import SolutionFactory as InitiativeSolutionFactory
from tests.factories.school import PersonFactory, SchoolFactory
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.ledger.models import Initiative, InitiativeAuthor
from thiduakt.school.models import Person, User

WHEN = datetime(2024, 4, 10, 2, tzinfo=UTC)


class SolutionFactory(InitiativeSolutionFactory):
    """Submitted; by others as well where `shares` says so: {person: per cent}."""

    name = factory.Sequence(lambda n: f"Góc chơi từ vật liệu thiên nhiên {n}")
    state = SolutionState.SUBMITTED

    @factory.post_generation
    def shares(self, create: bool, extracted: dict[Person, int] | None, **kwargs: Any) -> None:
        for person, share in (extracted or {}).items():
            told = {"share": share, "confirmed_at": WHEN}
            Author.objects.update_or_create(solution=self, person=person, defaults=told)


class CriteriaSetFactory(DjangoModelFactory):
    class Meta:
        model = CriteriaSet

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Hướng dẫn chấm {n}")
    pass_mark = Decimal(6)
    a_from = Decimal(9)
    b_from = Decimal(7)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    criteria_set = factory.SubFactory(CriteriaSetFactory)
    text = "Tính mới"
    max_points = Decimal(10)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    school = factory.SubFactory(SchoolFactory)
    year = 2023
    name = factory.Sequence(lambda n: f"Chấm sáng kiến lần {n}")
    criteria_set = factory.SubFactory(CriteriaSetFactory, school=factory.SelfAttribute("..school"))
    opens_on = date(2024, 4, 1)
    closes_on = date(2024, 4, 30)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


class JudgeFactory(DjangoModelFactory):
    class Meta:
        model = Judge

    round = factory.SubFactory(RoundFactory)
    person = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..round.school"))
    duty = Duty.MEMBER


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    round = factory.SubFactory(RoundFactory)
    solution = factory.SubFactory(
        SolutionFactory, school=factory.SelfAttribute("..round.school"), state=SolutionState.IN_JUDGING
    )


class SubmissionFactory(DjangoModelFactory):
    """Sent to the quận; the ledger has the solution as recognised by the school."""

    class Meta:
        model = Submission

    solution = factory.SubFactory(SolutionFactory)
    school = factory.SelfAttribute("solution.school")
    level = "co_so"
    sent_on = date(2024, 5, 20)
    paper = "Tờ trình số 12/TTr-MNGB ngày 20/5/2024"


def judged_round(school: Any, *people: Any, **told: Any) -> Round:
    """Being judged by these people, the first of them in the chair, on one criterion of ten points; no entry yet."""
    turn = RoundFactory(school=school, **{"state": RoundState.OPEN, **told})
    CriterionFactory(criteria_set=turn.criteria_set)
    for place, person in enumerate(people):
        JudgeFactory(round=turn, person=person, duty=Duty.MEMBER if place else Duty.CHAIR)
    return turn


def sheet(judge: Judge, entry: Entry, points: Any = None, *, agrees: bool = True) -> Sheet:
    """Sent with these points for the first criterion, or waiting where there are none."""
    is_sent = points is not None
    made = Sheet.objects.create(
        judge=judge, entry=entry, sent_at=WHEN if is_sent else None, agrees=agrees if is_sent else None
    )
    if is_sent:
        criterion = judge.round.criteria_set.criteria.first()
        Mark.objects.create(sheet=made, criterion=criterion, points=Decimal(str(points)))
    return made


def recognised(solution: Solution) -> Solution:
    """In the ledger, as recognised by the school."""
    kept = Initiative.objects.create(
        school=solution.school, name=solution.name, year=solution.year, level="truong", decision_number="25/QĐ-MNGB",
        decided_on=date(2024, 5, 10), issuer="Trường Mầm non Giang Biên",
    )  # fmt: skip
    for author in solution.authors.all():
        InitiativeAuthor.objects.create(initiative=kept, person=author.person, share=author.share)
    Solution.objects.filter(pk=solution.pk).update(state=SolutionState.RECOGNISED, ledger_initiative=kept)
    solution.refresh_from_db()
    return solution


def walked(paper: Document, principal: User, clerk: User, at: datetime) -> Document:
    """A draft, with its gaps filled, to its number: signed by the principal, issued by the clerk."""
    gaps = {
        "bases": [line.replace("[CẦN BỔ SUNG: số, ngày biên bản]", "số 12/BB-MNGB") for line in paper.bases],
        "body": paper.body.replace("[CẦN BỔ SUNG: lý do thu hồi]", "ghi nhầm tên sáng kiến"),
    }
    edited = edit_draft(paper, changes=gaps, version=paper.version, actor=principal, at=at)
    submit_document(edited, actor=principal, at=at)
    day = timezone.localdate(at)
    signed = sign_document(edited, signed_on=day, actor=principal, at=at)
    return issue_document(signed, issued_on=day, actor=clerk, at=at)

from datetime import UTC, datetime

import pytest

from nominations.councils.enums import CouncilKind
from nominations.councils.models import Council, Seat
from nominations.councils.queries import proposed_seats
from nominations.councils.services.founding import add_council, record_founding
from nominations.councils.services.members import Member
from tests.factories.councils import NAMED, nine
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.school.models import School, User


@pytest.fixture
def at() -> datetime:
    """The second day of the school year 2023–2024."""
    return datetime(2023, 9, 6, 2, tzinfo=UTC)


@pytest.fixture
def standing(school: School, principal: User, secretary: User) -> Council:
    return nine(school, chair=principal, secretary=secretary)


@pytest.fixture
def draft(school: School, principal: User, deputy: User, secretary: User, at: datetime) -> Council:
    """Made of who heads the school: principal, deputy, secretary."""
    return add_council(CouncilKind.AWARDS, year=2023, actor=secretary, at=at)


@pytest.fixture
def founded(draft: Council, secretary: User, at: datetime) -> Council:
    return record_founding(draft, named=NAMED, begins_on=at.date(), actor=secretary, at=at)


@pytest.fixture
def issued(principal: User, clerk: User):
    """A draft decision to its number: what was left to fill filled in, signed by the principal, numbered by the clerk."""

    def walk(paper: Document, when: datetime) -> Document:
        bases = [line.replace(" [CẦN BỔ SUNG: ngày ban hành]", "") for line in paper.bases]
        edited = edit_draft(paper, changes={"bases": bases}, version=paper.version, actor=principal, at=when)
        submit_document(edited, actor=principal, at=when)
        signed = sign_document(edited, signed_on=when.date(), actor=principal, at=when)
        return issue_document(signed, issued_on=when.date(), actor=clerk, at=when)

    return walk


def members_of(row) -> list[Member]:
    return [Member.of(seat) for seat in proposed_seats(row)]


def named(seats) -> list[tuple[str, str]]:
    return [(seat.name, seat.function) for seat in seats]


def function_of(council: Council, user: User) -> str | None:
    seat = Seat.objects.sitting().filter(council=council, person=user.person).first()
    return seat.function if seat else None

"""From a row to what is proof-read: its text, the school on its day, and without the spots somebody has set aside."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from thiduakt.catalog.citing import citations
from thiduakt.catalog.queries import legal_status
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.permissions import Role
from thiduakt.school.models import Group, Letterhead, Person, RoleAssignment

from .people import colleague
from .reader import read_through
from .rule import Finding
from .text import Colleague, Surroundings, Text, make_text

POSTS_OF_ROLES = {
    Role.PRINCIPAL: ("hiệu trưởng",),
    Role.DEPUTY: ("phó hiệu trưởng",),
    Role.GROUP_HEAD: ("tổ trưởng", "tổ phó"),
    Role.CLERK: ("văn thư",),
    Role.ACCOUNTANT: ("kế toán",),
}

# What a room above has to say about the papers it drafts, by their kind: it puts its reading here when it starts.
OF_ROOMS: dict[Kind, Callable[[Document, Text], Iterable[Finding]]] = {}


def proofread(document: Document, on: date | None = None) -> list[Finding]:
    """The warnings about a draft, on the day it is meant for unless another is given; always the same few queries."""
    text = text_of(document)
    found = read_through(text, surroundings(document, text, on or document.dated_on))
    if of_room := OF_ROOMS.get(Kind(document.kind)):
        found += of_room(document, text)
    aside = set(
        document.review_marks.filter(settled_at__isnull=False).values_list("field", "passage", "reason")
    )  # whoever has looked at a spot, here or in the list of marks, is not told again
    return [finding for finding in found if (finding.field, finding.words, finding.reason) not in aside]


def text_of(document: Document) -> Text:
    return make_text(
        Kind(document.kind),
        document.dated_on,
        body=document.body,
        subject=document.subject.splitlines(),
        addressees=document.addressees,
        bases=document.bases,
        recipients=document.recipients,
    )


def surroundings(document: Document, text: Text, day: date) -> Surroundings:
    letterhead = Letterhead.objects.filter(school=document.school_id, valid_from__lte=day).order_by("-valid_from").first()
    return Surroundings(
        school_name=document.school.name,
        office_code=letterhead.office_code if letterhead else "",
        staff=tuple(_staff(document.school_id, day)),
        groups=tuple(Group.objects.filter(school=document.school_id).values_list("name", flat=True)),
        issued=_issued(document),
        legal=_legal(document, text, day),
    )


def _staff(school_id: int, day: date) -> Iterator[Colleague]:
    roles: dict[int, list[str]] = defaultdict(list)
    held = RoleAssignment.objects.filter(school=school_id).in_force(day).values_list("person_id", "role")
    for person_id, role in held:
        roles[person_id] += POSTS_OF_ROLES.get(Role(role), ())
    leads_by_role = any("hiệu trưởng" in posts for posts in roles.values())
    arrived = Q(joined_on__isnull=True) | Q(joined_on__lte=day)
    for pk, name, post in (
        Person.objects.filter(arrived, school=school_id).at_work(day).values_list("pk", "full_name", "post")
    ):
        yield colleague(name, post, tuple(roles[pk]), leads_by_role=leads_by_role)


def _issued(document: Document) -> dict[tuple[str, int], date]:
    numbered = Document.objects.filter(school=document.school_id, state__in=DocumentState.NUMBERED)
    rows: Iterable[Any] = numbered.values_list("number", "symbol", "year", "issued_on")
    return {(f"{number:02d}/{symbol}", year): issued_on for number, symbol, year, issued_on in rows}


def _legal(document: Document, text: Text, day: date) -> dict[str, str]:
    """What is wrong with citing a text that day, by the words it is cited with."""
    lines = [line.text for line in text.of("bases")]
    cited = {citation: line[citation.start : citation.end] for line in lines for citation in citations(line)}
    standings = legal_status(cited, document.school_id, day)
    return {
        cited[citation]: f"Văn bản này {standing.sentence}."
        for citation, standing in standings.items()
        if standing.sentence and not standing.is_in_force
    }

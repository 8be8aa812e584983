"""A school with one row of every kind, each holding a word of its own that must not be read by whom it is not for."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from tests.factories.catalog import LegalTextFactory
from tests.factories.documents import PlanFactory, RegisterEntryFactory
from tests.factories.honors import choice, honor_like, stored
from tests.factories.ledger import (
    AuthorFactory,
    DisciplineFactory,
    HonorEntryFactory,
    LeaveFactory,
    TransferFactory,
    VerificationFactory,
    YearRatingFactory,
)
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import DelegationFactory, GroupFactory, PersonFactory, RoleAssignmentFactory, SchoolYearFactory
from thiduakt.documents.content import content_of
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import (
    Comment,
    Consultation,
    ConsultedReader,
    Document,
    ReviewMark,
    SavedDraft,
    SeriesOpening,
    SignedCopy,
    WorkingCopy,
)
from thiduakt.files.storage import store
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.models import Batch, Row
from thiduakt.ledger.models import HonorEntry
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState
from thiduakt.school.models import Group, Person, School, User


@dataclass
class World:
    """`rows`: name -> row. The word of a row is `mark + name`, letters only, found alike in HTML, Excel and JSON."""

    school: School
    mark: str
    rows: dict[str, models.Model]

    def word(self, name: str) -> str:
        return f"{self.mark}{name}"

    def words_in(self, text: str) -> set[str]:
        return {name for name in self.rows if self.word(name) in text}


def furnish(school: School, mark: str, first: int, *, head: User, group: Group, asked: list[Person]) -> World:
    """Rows with keys from `first` on, so that no key of one school is one of another's. `asked`: by the consultation."""
    world = World(school, mark, {})
    today = timezone.localdate()
    keys = iter(range(first, first + 1000))

    def put(name: str, row: models.Model) -> models.Model:
        world.rows[name] = row
        return row

    def word(name: str) -> str:
        return f"{mark}{name}"

    author = head.person
    people = put("Person", PersonFactory(pk=next(keys), school=school, group=group, full_name=word("Person")))
    put("Account", User.objects.create(pk=next(keys), person=people, username=word("Account")))
    role = {"person": people, "role": Role.GROUP_HEAD, "state": RoleState.PROPOSED}
    put("Role", RoleAssignmentFactory(pk=next(keys), basis=word("Role"), **role))
    put("Delegation", DelegationFactory(pk=next(keys), person=author, basis=word("Delegation"), action="document.sign"))
    put("Group", GroupFactory(pk=next(keys), school=school, name=word("Group")))
    SchoolYearFactory(pk=next(keys), school=school)

    for name, state in (
        ("Draft", DocumentState.DRAFT),
        ("Asked", DocumentState.CONSULTING),
        ("Issued", DocumentState.ISSUED),
        ("Sent", DocumentState.ISSUED),
    ):
        put(name, _plan(world, name, state, author, next(keys)))
    _about_drafts(world, head, asked, keys, today)

    entry = {"document": world.rows["Issued"], "note": word("Entry"), "dispatched_on": today}
    put("Entry", RegisterEntryFactory(pk=next(keys), **entry))
    RegisterEntryFactory(pk=next(keys), document=world.rows["Sent"], sent_up_on=today - timedelta(days=1))
    opening = {"year": 2026, "series": Kind.PLAN.value, "last": 0, "proposed_by": head, "reason": word("Opening")}
    put("Opening", SeriesOpening.objects.create(pk=next(keys), school=school, **opening))
    copy = store(word("Copy").encode(), folder="signed")
    put(
        "Copy",
        SignedCopy.objects.create(
            pk=next(keys), document=world.rows["Issued"], original_name=word("Copy"), content_type="application/pdf",
            size=8, sha256=copy, uploaded_by=head, uploaded_at=timezone.now(),
        ),
    )  # fmt: skip
    honor = HonorEntryFactory.build(pk=next(keys), person=people, holder_name=word("Honor"))
    put("Honor", HonorEntry.objects.bulk_create([honor])[0])  # `save` takes no line that has a key already
    _about_people(world, people, keys)
    told = {"kind": IntakeKind.HONORS, "size": 1, "sha256": "0" * 64, "state": "CHECKED", "columns": {"full_name": 0}}
    named = {"school": school, "file_name": word("Batch"), "uploaded_by": head, "uploaded_at": timezone.now()}
    batch = put("Batch", Batch.objects.create(pk=next(keys), **named, **told))
    Row.objects.create(pk=next(keys), batch=batch, number=2, cells=[word("Batch")], status="LOOK", messages=[word("Batch")])
    file = store(word("Text").encode(), folder="catalog")
    kept = {"sha256": file, "file_name": "x.pdf", "content_type": "application/pdf"}
    put("Text", LegalTextFactory(pk=next(keys), school=school, name=word("Text"), **kept))
    rules = {"NewHonor": honor_like("LDTT", "B2_2022_ND152", valid_from=today), "NewRule": choice("public_days", "7", today)}
    for name, row in rules.items():
        row.pk, row.name, row.note = next(keys), word(name), word(name)
        put(name, stored(row, proposer=head, at=timezone.now()))
    return world


def _plan(world: World, name: str, state: DocumentState, author: Person, key: int) -> Document:
    text = world.word(name)
    return PlanFactory(
        school=world.school, document__pk=key, document__state=state, document__subject=text, document__created_by=author,
        document__body=f"<p>{text}</p>", document__bases=[text], document__recipients=[text], document__kind=Kind.PLAN,
        year=2023,
    ).document  # fmt: skip


def _about_people(world: World, person: Person, keys) -> None:
    """What the ledger says of the person, and the pupils."""
    rows = world.rows
    author = AuthorFactory(
        pk=next(keys), person=person, initiative__pk=next(keys), initiative__name=world.word("Initiative")
    )
    rows["Initiative"] = author.initiative
    rows["Rating"] = YearRatingFactory(pk=next(keys), person=person, basis=world.word("Rating"))
    rows["Transfer"] = TransferFactory(pk=next(keys), person=person, unit=world.word("Transfer"))
    private = {"Discipline": DisciplineFactory, "Leave": LeaveFactory, "Verification": VerificationFactory}
    for name, make in private.items():
        rows[name] = make(pk=next(keys), person=person, note=world.word(name))
    one = SchoolClassFactory(pk=next(keys), school=world.school, name=world.word("Class"))
    rows["Class"] = one
    rows["Pupil"] = PupilFactory(pk=next(keys), school=world.school, full_name=world.word("Pupil"), in_class=one)


def _about_drafts(world: World, head: User, asked: list[Person], keys, today: date) -> None:
    now = timezone.now()

    def said(name: str) -> dict:
        return content_of(world.rows["Draft"]) | {"subject": world.word(name)}

    draft, consulted = world.rows["Draft"], world.rows["Asked"]
    saved = {"document": draft, "number": 1, "content": said("Saved"), "saved_by": head, "saved_at": now}
    world.rows["Saved"] = SavedDraft.objects.create(pk=next(keys), note=world.word("Saved"), **saved)
    typed = {"document": draft, "user": head, "base": 1, "content": said("Typed"), "kept_at": now}
    world.rows["Typed"] = WorkingCopy.objects.create(pk=next(keys), **typed)
    world.rows["Mark"] = ReviewMark.objects.create(pk=next(keys), document=draft, place=1, reason=world.word("Mark"))
    consultation = Consultation.objects.create(
        pk=next(keys), document=consulted, question=world.word("Question"), opened_on=today, closes_on=today, opened_by=head
    )
    world.rows["Question"] = consultation
    ConsultedReader.objects.bulk_create(ConsultedReader(consultation=consultation, person=person) for person in asked)
    told = {"consultation": consultation, "author": asked[0], "text": world.word("Comment"), "written_at": now}
    world.rows["Comment"] = Comment.objects.create(pk=next(keys), **told)

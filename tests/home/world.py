"""A school with one row of every kind, each holding a word of its own that must not be read by whom it is not for."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from campaigns.contests.models import EntryFile
from campaigns.exemplars.models import Consent
from campaigns.registrations.models import GroupList, Registration, Round, SignedForm
from campaigns.reporting.models import Report
from campaigns.targets.models import Evidence
from tests.factories.campaigns import ActivityFactory, CampaignFactory
from tests.factories.catalog import LegalTextFactory
from tests.factories.contests import ContestFactory, CriterionFactory, EntryFactory, JudgeFactory, sheet
from tests.factories.documents import DocumentFactory, PlanFactory, RegisterEntryFactory
from tests.factories.exemplars import ExemplarFactory, exemplar_of
from tests.factories.honors import choice, honor_like, stored
from tests.factories.ledger import (
    AuthorFactory,
    ClassEntryFactory,
    DisciplineFactory,
    HonorEntryFactory,
    LeaveFactory,
    PupilEntryFactory,
    TransferFactory,
    VerificationFactory,
    YearRatingFactory,
)
from tests.factories.notices import MailingFactory, NoticeFactory
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import DelegationFactory, GroupFactory, PersonFactory, RoleAssignmentFactory, SchoolYearFactory
from tests.factories.scoring import ItemFactory, MarkFactory, SheetFactory, SubjectFactory
from tests.factories.targets import ProgressFactory, TargetFactory
from tests.home import awarded, nominated
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
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState
from thiduakt.school.models import Group, Kinship, Person, School, User

HERE, THERE = "Zqa", "Zqb"  # the marks of our school's words and of the other one's


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

    @property
    def keys(self) -> list[int]:
        return sorted({row.pk for row in self.rows.values()})


def furnish(school: School, mark: str, first: int, *, head: User, group: Group, asked: list[Person]) -> World:
    """Every kind has its row at `first`, papers from there on: a route asked for these few keys is asked for every row.

    No key of one school is one of another's. `asked`: by the consultation.
    """
    world = World(school, mark, {})
    today = timezone.localdate()

    def put(name: str, row: models.Model) -> models.Model:
        world.rows[name] = row
        return row

    def word(name: str) -> str:
        return f"{mark}{name}"

    author = head.person
    people = put("Person", PersonFactory(pk=first, school=school, group=group, full_name=word("Person")))
    put("Account", User.objects.create(pk=first, person=people, username=word("Account")))
    role = {"person": people, "role": Role.GROUP_HEAD, "state": RoleState.PROPOSED}
    put("Role", RoleAssignmentFactory(pk=first, basis=word("Role"), **role))
    put("Delegation", DelegationFactory(pk=first, person=author, basis=word("Delegation"), action="document.sign"))
    put("Group", GroupFactory(pk=first, school=school, name=word("Group")))
    SchoolYearFactory(pk=first, school=school)

    papers = {"Draft": "DRAFT", "Asked": "CONSULTING", "Issued": "ISSUED", "Sent": "ISSUED"}
    for key, (name, state) in enumerate(papers.items(), start=first):
        put(name, _plan(world, name, DocumentState(state), author, key))
    _about_drafts(world, head, asked, first, today)

    entry = {"document": world.rows["Issued"], "note": word("Entry"), "dispatched_on": today}
    put("Entry", RegisterEntryFactory(pk=first, **entry))
    RegisterEntryFactory(pk=first + 1, document=world.rows["Sent"], sent_up_on=today - timedelta(days=1))
    opening = {"year": 2026, "series": Kind.PLAN.value, "last": 0, "proposed_by": head, "reason": word("Opening")}
    put("Opening", SeriesOpening.objects.create(pk=first, school=school, **opening))
    copy = store(word("Copy").encode(), folder="signed")
    put(
        "Copy",
        SignedCopy.objects.create(
            pk=first, document=world.rows["Issued"], original_name=word("Copy"), content_type="application/pdf",
            size=8, sha256=copy, uploaded_by=head, uploaded_at=timezone.now(),
        ),
    )  # fmt: skip
    honor = HonorEntryFactory.build(pk=first, person=people, holder_name=word("Honor"))
    put("Honor", HonorEntry.objects.bulk_create([honor])[0])  # `save` takes no line that has a key already
    _about_people(world, people, first)
    told = {"kind": IntakeKind.HONORS, "size": 1, "sha256": "0" * 64, "state": "CHECKED", "columns": {"full_name": 0}}
    named = {"school": school, "file_name": word("Batch"), "uploaded_by": head, "uploaded_at": timezone.now()}
    batch = put("Batch", Batch.objects.create(pk=first, **named, **told))
    Row.objects.create(pk=first, batch=batch, number=2, cells=[word("Batch")], status="LOOK", messages=[word("Batch")])
    put("Mailing", MailingFactory(pk=first, school=school, written_by=head, subject=word("Mailing")))
    put("Told", NoticeFactory(pk=first, person=people, subject=word("Told")))
    _about_registering(world, head, people, first, today)
    _about_targets(world, head, first)
    _about_campaigns(world, head, first)
    _about_exemplars(world, head, first)
    _about_contests(world, head, first)
    nominated.about_solutions(world, head, first)
    nominated.about_judging(world, first)
    nominated.about_councils(world, first, today)
    nominated.about_sessions(world, first, today)
    nominated.about_polls(world, first, today)
    nominated.about_feedback(world, head, first)
    nominated.about_writing(world, head, first)
    nominated.about_dossiers(world, head, first)
    nominated.about_appraising(world, head, group, first)
    awarded.about_decisions(world, head, first)
    awarded.about_certificates(world, head, first)
    awarded.about_showing(world, head, first)
    awarded.about_money(world, head, first)
    awarded.about_closing(world, head, first)
    awarded.about_packs(world, head, first)
    file = store(word("Text").encode(), folder="catalog")
    kept = {"sha256": file, "file_name": "x.pdf", "content_type": "application/pdf"}
    put("Text", LegalTextFactory(pk=first, school=school, name=word("Text"), **kept))
    rules = {"NewHonor": honor_like("LDTT", "B2_2022_ND152", valid_from=today), "NewRule": choice("public_days", "7", today)}
    for name, row in rules.items():
        row.pk, row.name, row.note = first, word(name), word(name)
        put(name, stored(row, proposer=head, at=timezone.now()))
    return world


def _plan(world: World, name: str, state: DocumentState, author: Person, key: int) -> Document:
    text = world.word(name)
    return PlanFactory(
        school=world.school, document__pk=key, document__state=state, document__subject=text, document__created_by=author,
        document__body=f"<p>{text}</p>", document__bases=[text], document__recipients=[text], document__kind=Kind.PLAN,
        year=2023,
    ).document  # fmt: skip


def _about_targets(world: World, head: User, key: int) -> None:
    """Of the tổ whose name is a word: a target, what was reported of it, and the file that shows it."""
    told = {"name": world.word("Target"), "school": world.school, "group": world.rows["Group"]}
    target = TargetFactory(pk=key, created_by=head.person, **told)
    report = {"reported_by": head, "reported_at": timezone.now(), "note": world.word("Result")}
    result = ProgressFactory(pk=key, target=target, **report)
    file = store(world.word("Proof").encode(), folder=Evidence.FOLDER)
    proof = Evidence.objects.create(
        pk=key, progress=result, original_name=world.word("Proof"), content_type="application/pdf", size=8,
        sha256=file, uploaded_by=head, uploaded_at=timezone.now(),
    )  # fmt: skip
    world.rows |= {"Target": target, "Result": result, "Proof": proof}


def _about_campaigns(world: World, head: User, key: int) -> None:
    """A campaign that runs, one that is being written, and a sheet on which a colleague is scored."""
    told = {"school": world.school, "created_by": head.person}
    running = CampaignFactory(pk=key, name=world.word("Campaign"), state="RUNNING", **told)
    written = CampaignFactory(pk=key + 1, name=world.word("Movement"), **told)
    ActivityFactory(pk=key, campaign=running, name=world.word("Activity"), person=world.rows["Person"])
    sheet = SheetFactory(pk=key, title=world.word("Sheet"), kind="PEOPLE", state="SELF", **told)
    item = ItemFactory(pk=key, sheet=sheet, text=world.word("Item"))
    subject = SubjectFactory(pk=key, sheet=sheet, person=world.rows["Person"])
    MarkFactory(pk=key, subject=subject, item=item, note=world.word("Note"))
    world.rows |= {"Campaign": running, "Movement": written, "Sheet": sheet}


def _about_exemplars(world: World, head: User, key: int) -> None:
    """One that is published, and a colleague who has agreed to be told of and is not told of yet; a report's draft."""
    shown = ExemplarFactory(pk=key, school=world.school, title=world.word("Exemplar"), state="PUBLISHED")
    told = {"title": world.word("Found"), "state": "RECOGNISED", "found_by": head.person}
    found = exemplar_of(HolderKind.PERSON, world.rows["Person"], pk=key + 1, **told)
    agreed = {"given_on": timezone.localdate(), "how": world.word("Consent"), "recorded_at": timezone.now()}
    consent = Consent.objects.create(pk=key, exemplar=found, whose="PERSON", recorded_by=head, **agreed)
    consent.files.create(
        pk=key, original_name=f"{world.word('Signed')}.pdf", content_type="application/pdf", size=4,
        sha256=store(b"%PDF", folder="consents"), uploaded_by=head, uploaded_at=timezone.now(),
    )  # fmt: skip
    paper = DocumentFactory(
        pk=key + 4, school=world.school, kind=Kind.REPORT, subject=world.word("Report"), created_by=head.person
    )
    days = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate(), "taken_at": timezone.now()}
    report = Report.objects.create(document=paper, school=world.school, kind="MIDTERM", year=2022, **days)
    world.rows |= {"Exemplar": shown, "Found": found, "Consent": consent, "Report": report}


def _about_contests(world: World, head: User, key: int) -> None:
    """A contest that is being judged, by somebody who came for that, and one that is being written; and who is kin."""
    told = {"school": world.school, "created_by": head.person}
    judged = ContestFactory(pk=key, name=world.word("Contest"), state="JUDGING", **told)
    written = ContestFactory(pk=key + 1, name=world.word("Trial"), **told)
    CriterionFactory(pk=key, contest=judged)
    essay = EntryFactory(pk=key, contest=judged, author=world.rows["Person"], title=world.word("Essay"))
    sheet(JudgeFactory(pk=key, contest=judged), essay)
    kept = {"sha256": store(world.word("Attached").encode(), folder=EntryFile.FOLDER), "size": 8}
    told = {"content_type": "application/pdf", "uploaded_by": head, "uploaded_at": timezone.now(), **kept}
    attached = EntryFile.objects.create(pk=key, entry=essay, original_name=world.word("Attached"), **told)
    one, other = PersonFactory(pk=key + 10, school=world.school), PersonFactory(pk=key + 11, school=world.school)
    said = {"relation": world.word("Kin"), "declared_by": head, "declared_at": timezone.now()}
    kin = Kinship.objects.create(pk=key, person=one, relative=other, **said)
    world.rows |= {"Contest": judged, "Trial": written, "Essay": essay, "Attached": attached, "Kin": kin}


def _about_people(world: World, person: Person, first: int) -> None:
    """What the ledger says of the person, and the pupils."""
    rows = world.rows
    author = AuthorFactory(pk=first, person=person, initiative__pk=first, initiative__name=world.word("Initiative"))
    rows["Initiative"] = author.initiative
    rows["Rating"] = YearRatingFactory(pk=first, person=person, basis=world.word("Rating"))
    rows["Transfer"] = TransferFactory(pk=first, person=person, unit=world.word("Transfer"))
    private = {"Discipline": DisciplineFactory, "Leave": LeaveFactory, "Verification": VerificationFactory}
    for name, make in private.items():
        rows[name] = make(pk=first, person=person, note=world.word(name))
    one = SchoolClassFactory(pk=first, school=world.school, name=world.word("Class"))
    rows["Class"] = one
    rows["Pupil"] = PupilFactory(pk=first, school=world.school, full_name=world.word("Pupil"), in_class=one)
    lines = {"Praise": PupilEntryFactory.build(pk=first + 1, pupil=rows["Pupil"], school=world.school)}
    lines["Prize"] = ClassEntryFactory.build(pk=first + 2, school_class=one, school=world.school)
    for name, line in lines.items():
        line.holder_name = world.word(name)
        rows[name] = HonorEntry.objects.bulk_create([line])[0]


def _about_drafts(world: World, head: User, asked: list[Person], first: int, today: date) -> None:
    now = timezone.now()

    def said(name: str) -> dict:
        return content_of(world.rows["Draft"]) | {"subject": world.word(name)}

    draft, consulted = world.rows["Draft"], world.rows["Asked"]
    saved = {"document": draft, "number": 1, "content": said("Saved"), "saved_by": head, "saved_at": now}
    world.rows["Saved"] = SavedDraft.objects.create(pk=first, note=world.word("Saved"), **saved)
    typed = {"document": draft, "user": head, "base": 1, "content": said("Typed"), "kept_at": now}
    world.rows["Typed"] = WorkingCopy.objects.create(pk=first, **typed)
    world.rows["Mark"] = ReviewMark.objects.create(pk=first, document=draft, place=1, reason=world.word("Mark"))
    consultation = Consultation.objects.create(
        pk=first, document=consulted, question=world.word("Question"), opened_on=today, closes_on=today, opened_by=head
    )
    world.rows["Question"] = consultation
    ConsultedReader.objects.bulk_create(ConsultedReader(consultation=consultation, person=person) for person in asked)
    told = {"consultation": consultation, "author": asked[0], "text": world.word("Comment"), "written_at": now}
    world.rows["Comment"] = Comment.objects.create(pk=first, **told)


def _about_registering(world: World, head: User, person: Person, first: int, today: date) -> None:
    """An open round, what a colleague sent, and the photograph of the paper that was signed."""
    told = {"year": 2022, "regime": "A_2003", "state": "OPEN", "opens_on": today, "closes_on": today}
    turn = Round.objects.create(pk=first, school=world.school, name=world.word("Round"), **told)
    GroupList.objects.create(pk=first, round=turn, group=person.group)
    now = timezone.now()
    sent = {"state": "SENT", "sent_at": now, "person_confirmed_at": now, "entered_by": head, "entered_at": now}
    registration = Registration.objects.create(
        pk=first, round=turn, school=world.school, person=person, team=person.group,
        initiative=world.word("Registration"), **sent,
    )  # fmt: skip
    kept = {"sha256": store(world.word("SignedForm").encode(), folder="registrations"), "size": 8, "uploaded_by": head}
    form = SignedForm.objects.create(
        pk=first, registration=registration, original_name=world.word("SignedForm"), content_type="image/jpeg",
        uploaded_at=now, **kept,
    )  # fmt: skip
    world.rows |= {"Round": turn, "Registration": registration, "SignedForm": form}

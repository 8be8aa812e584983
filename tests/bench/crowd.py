"""A school with so many rows in every list, made in bulk.

All of them are the school's own, save where no school could have them: people, accounts and roles beyond `STAFF` are those
of other schools, the papers of the register are spread over the years, the savings over drafts.
"""

from datetime import date, timedelta

from django.utils import timezone

from campaigns.campaigns.models import Campaign
from campaigns.contests.models import Contest
from campaigns.exemplars.models import Exemplar
from campaigns.plans.models import Plan
from campaigns.registrations.models import RegisteredHonor, Registration, Round
from campaigns.registrations.models.registrations import keys_of
from campaigns.reporting.enums import ReportKind
from campaigns.reporting.models import Report
from campaigns.scoring.models import ScoreSheet
from campaigns.targets.enums import Measure
from campaigns.targets.models import Target
from tests.bench.awarded import award
from tests.bench.nominated import nominate
from tests.bench.world import BATCH, DAY, REGISTERED
from tests.factories.documents import DocumentFactory
from tests.factories.ledger import HonorEntryFactory, InitiativeFactory, LeaveFactory, TransferFactory
from tests.factories.pupils import SchoolClassFactory
from tests.factories.school import DelegationFactory, GroupFactory, PersonFactory, SchoolFactory, UserFactory
from thiduakt.audit.models import AuditEvent, SecurityEvent, SecurityKind
from thiduakt.catalog.enums import TextKind
from thiduakt.catalog.models import LegalText, index
from thiduakt.documents.content import content_of
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, RegisterEntry, SavedDraft
from thiduakt.intake.enums import BatchState, IntakeKind, RowStatus
from thiduakt.intake.models import Batch, Row
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import HonorEntry, Initiative, InitiativeAuthor
from thiduakt.ledger.models.entries import search_key_of
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Mailing, Notice
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState
from thiduakt.school.models import ClassMember, Delegation, Person, Pupil, RoleAssignment, School, User
from thiduakt.vietnamese import fold, sort_key

ROLES = [Role.PRINCIPAL, Role.CLERK, Role.TECHNICIAN]
NAMES = ("Đỗ Thị Đào", "Nguyễn Thị Ánh", "Phạm Thị Hương", "Vũ Thị Yến", "Bùi Thị Ước", "Lê Văn Đức", "Ngô Quang Ẩn")
PUPILS = 3000  # of the largest school
STAFF = 500  # more than work at any school: as many rows more are at other schools
A_YEAR = 2000  # papers: ten for each day of work, more than any school issues; so many lines its register has in one year


def crowd(count: int, *, savings: int) -> tuple[User, dict[str, int]]:
    """(who sees all of it, the ids of a draft with `savings` savings and of an import); other savings are other drafts'."""
    school: School = SchoolFactory()
    user = UserFactory(school=school, roles=ROLES)
    people = _people(school, min(count, STAFF))
    _staff(school, people)
    for _ in range(count // STAFF - 1):
        other: School = SchoolFactory()
        _staff(other, _people(other, STAFF))
    _delegations(school, people, count)
    _honors(school, people, count)
    draft = _papers(school, user, count)
    _savings(draft, user, savings, count)
    _logs(school, user, count)
    _notices(school, user, count)
    _texts(school, count)
    _pupils(school, min(count, PUPILS))
    _facts(school, people)
    _campaigns(school, people[0], count)
    _exemplars(school, people, count)
    award(school, people, count)
    group = _targets(school, people, count)
    keys = {
        "draft": draft.pk,
        "group": group,
        "batch": _imports(school, user, count),
        "round": _registrations(school, user, people, count),
        **nominate(school, user, people, count, savings=savings),
    }
    return user, keys


def _registrations(school: School, user: User, people: list[Person], count: int) -> int:
    """Rounds of many years, the last with as many registrations, at most three thousand; its id."""
    told = {"school": school, "regime": "B", "state": "OPEN", "opens_on": DAY, "closes_on": DAY}
    turns = Round.objects.bulk_create(
        [Round(**told, year=2000 + place % 90, name=f"Đợt {place}") for place in range(count)], batch_size=BATCH
    )
    same = {"round": turns[-1], "school": school, "entered_by": user, "entered_at": timezone.now(), "state": "WITHDRAWN"}
    rows = [Registration(**same, person=people[place % len(people)]) for place in range(min(count, REGISTERED))]
    for row in rows:
        row.sort_key, row.search_key = keys_of(row)
    rows = Registration.objects.bulk_create(rows, batch_size=BATCH)
    honor = {"part": "TITLE", "code": "LDTT", "honor_name": "Lao động tiên tiến", "position": 1}
    RegisteredHonor.objects.bulk_create([RegisteredHonor(registration=row, **honor) for row in rows], batch_size=BATCH)
    return turns[-1].pk


def _targets(school: School, people: list[Person], count: int) -> int:
    """Of twenty years, all of one tổ; its id."""
    group, writer = people[0].group, people[0]
    same = {"school": school, "group": group, "created_by": writer, "measure": Measure.DONE, "starts_on": DAY}
    rows = [
        Target(
            **same, name=f"Việc {place}", search_key=f"viec {place}", year=2004 + place % 20, position=place % 1000,
            due_on=DAY + timedelta(days=place % 300),
        )
        for place in range(count)
    ]  # fmt: skip
    Target.objects.bulk_create(rows, batch_size=BATCH)
    return group.pk


def _campaigns(school: School, writer: Person, count: int) -> None:
    """Of many years, with as many contests and score sheets."""
    told = {"school": school, "created_by": writer}
    campaigns = [
        Campaign(
            **told, name=f"Phong trào {place}", search_key=f"phong trao {place}", form="PERIOD", state="RUNNING",
            launches_on=DAY + timedelta(days=place % 3000), sums_up_on=DAY + timedelta(days=place % 3000 + 30),
        )
        for place in range(count)
    ]  # fmt: skip
    Campaign.objects.bulk_create(campaigns, batch_size=BATCH)
    contests = [
        Contest(
            **told, name=f"Hội thi {place}", search_key=f"hoi thi {place}", state="OPEN",
            opens_on=DAY + timedelta(days=place % 3000), closes_on=DAY + timedelta(days=place % 3000 + 30),
        )
        for place in range(count)
    ]  # fmt: skip
    Contest.objects.bulk_create(contests, batch_size=BATCH)
    sheets = [
        ScoreSheet(**told, title=f"Bảng {place}", search_key=f"bang {place}", year=2016 + place % 10, state="SELF")
        for place in range(count)
    ]
    ScoreSheet.objects.bulk_create(sheets, batch_size=BATCH)


def _imports(school: School, user: User, count: int) -> int:
    """As many imports of pupils, the last one with as many rows, ready to be looked at; its id."""
    told = {"school": school, "kind": IntakeKind.PUPILS, "state": BatchState.CHECKED, "uploaded_by": user}
    batches = Batch.objects.bulk_create(
        [
            Batch(**told, file_name=f"{place}.xlsx", sha256="0" * 64, size=1, uploaded_at=timezone.now(), row_count=count)
            for place in range(count)
        ],
        batch_size=BATCH,
    )
    rows = [Row(batch=batches[-1], number=place, cells=["A"], status=RowStatus.LOOK) for place in range(count)]
    Row.objects.bulk_create(rows, batch_size=BATCH)
    return batches[-1].pk


def _pupils(school: School, count: int) -> None:
    classes = SchoolClassFactory.create_batch(max(50, count // 35), school=school)
    pupils = Pupil.objects.bulk_create(
        [
            Pupil(
                school=school, full_name=f"Học Sinh {place}", pupil_code=f"HS{place}", gender="FEMALE",
                sort_key=sort_key(f"{place}"), search_key=f"hoc sinh {place}",
            )
            for place in range(count)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    places = ((pupil, classes[place % len(classes)]) for place, pupil in enumerate(pupils))
    members = [ClassMember(pupil=pupil, school_class=one, year=one.year) for pupil, one in places]
    ClassMember.objects.bulk_create(members, batch_size=BATCH)


def _facts(school: School, people: list[Person]) -> None:
    """An initiative, a leave and a transfer of each."""
    plain = InitiativeFactory.build(school=school)
    initiatives = Initiative.objects.bulk_create(
        [Initiative(school=school, name=plain.name, year=plain.year, level=plain.level) for _ in people], batch_size=BATCH
    )
    authors = [InitiativeAuthor(initiative=one, person=person) for one, person in zip(initiatives, people, strict=True)]
    InitiativeAuthor.objects.bulk_create(authors, batch_size=BATCH)
    for factory in (LeaveFactory, TransferFactory):
        rows = [factory.build(person=person, school=school) for person in people]
        factory._meta.model.objects.bulk_create(rows, batch_size=BATCH)


def _people(school: School, count: int) -> list[Person]:
    group = GroupFactory(school=school)
    plain = PersonFactory.build(school=school, group=group)
    names = [f"{NAMES[place % len(NAMES)]} {place}" for place in range(count)]
    return Person.objects.bulk_create(
        [
            Person(
                school=school, group=group, full_name=name, post=plain.post, gender=plain.gender,
                sort_key=sort_key(name), search_key=fold(name), staff_code=f"VC{place}",
            )
            for place, name in enumerate(names)
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _staff(school: School, people: list[Person]) -> None:
    users = [User(person=person, username=f"u{school.pk}.{person.pk}", password="!") for person in people]
    User.objects.bulk_create(users, batch_size=BATCH)
    held = {"school": school, "role": Role.TEACHER, "starts_on": DAY, "basis": "QĐ số 15", "state": RoleState.ACTIVE}
    RoleAssignment.objects.bulk_create([RoleAssignment(person=person, **held) for person in people], batch_size=BATCH)


def _delegations(school: School, people: list[Person], count: int) -> None:
    plain = DelegationFactory.build(school=school, person=people[0])
    given = {"school": school, "action": plain.action, "starts_on": DAY, "ends_on": date(2090, 1, 1), "basis": plain.basis}
    Delegation.objects.bulk_create(
        [Delegation(person=people[place % len(people)], **given) for place in range(count)], batch_size=BATCH
    )


def _honors(school: School, people: list[Person], count: int) -> None:
    lines = [HonorEntryFactory.build(person=people[place % len(people)], year=2004 + place % 20) for place in range(count)]
    for line in lines:
        line.school, line.search_key = school, search_key_of(line)
    HonorEntry.objects.bulk_create(lines, batch_size=BATCH)


def _papers(school: School, user: User, count: int) -> Document:
    """Issued plans with their lines in the register, and one draft."""
    sample = DocumentFactory(school=school, created_by=user.person, state=DocumentState.ISSUED, place=count + 1)
    same = {
        field.attname: getattr(sample, field.attname) for field in Document._meta.concrete_fields if not field.primary_key
    }
    papers = [
        Document(
            **{
                **same, "number": place + 1, "year": DAY.year - place // A_YEAR,
                "subject": f"Thi đua, khen thưởng đợt {place}", "search_key": f"dot {place}",
            }
        )
        for place in range(count)
    ]  # fmt: skip
    papers = Document.objects.bulk_create(papers, batch_size=BATCH)
    RegisterEntry.objects.bulk_create([RegisterEntry(document=paper, copies=5) for paper in papers], batch_size=BATCH)
    Plan.objects.bulk_create([Plan(document=paper, school=school, year=2023) for paper in papers], batch_size=BATCH)
    draft = DocumentFactory(school=school, created_by=user.person)
    _reports(Plan.objects.create(document=draft, school=school, year=2024), user, count)
    return draft


def _exemplars(school: School, people: list[Person], count: int) -> None:
    one = {"school": school, "holder_kind": HolderKind.PERSON, "found_by": people[0], "found_on": DAY, "kind": "PERSON"}
    told = {"title": "Cô giáo trẻ", "story": "Nhặt được của rơi.", "search_key": "co giao tre"}
    rows = [Exemplar(**one, **told, person=people[place % len(people)]) for place in range(count)]
    Exemplar.objects.bulk_create(rows, batch_size=BATCH)


def _reports(plan: Plan, user: User, count: int) -> None:
    same = {"school": plan.school, "kind": Kind.REPORT, "dated_on": DAY, "created_by": user.person}
    papers = [Document(**same, subject=f"Sơ kết đợt {place}", search_key=f"dot {place}") for place in range(count)]
    papers = Document.objects.bulk_create(papers, batch_size=BATCH)
    about = {"school": plan.school, "plan": plan, "kind": ReportKind.MIDTERM, "year": 2022, "starts_on": DAY, "ends_on": DAY}
    reports = [Report(document=paper, taken_at=timezone.now(), **about) for paper in papers]
    Report.objects.bulk_create(reports, batch_size=BATCH)


def _savings(draft: Document, user: User, savings: int, count: int) -> None:
    same = content_of(draft)
    others = [DocumentFactory(school=draft.school, created_by=user.person) for _ in range(max(0, count // savings - 1))]
    SavedDraft.objects.bulk_create(
        [
            SavedDraft(
                document=document, number=number + 1, content={**same, "subject": f"Đợt {number}"},
                changed=["trích yếu"] if number else [], saved_by=user, saved_at=timezone.now(),
            )
            for document in (draft, *others)
            for number in range(savings)
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _notices(school: School, user: User, count: int) -> None:
    now = timezone.now()
    told = {"school": school, "person": user.person, "kind": NoticeKind.GENERAL, "subject": "Họp", "told_by": user}
    Notice.objects.bulk_create([Notice(**told, told_at=now) for _ in range(count)], batch_size=BATCH)
    written = {"school": school, "subject": "Họp hội đồng", "text": "14 giờ.", "written_by": user, "written_at": now}
    Mailing.objects.bulk_create([Mailing(**written) for _ in range(count)], batch_size=BATCH)


def _logs(school: School, user: User, count: int) -> None:
    now = timezone.now()
    event = {"school_id": school.pk, "actor_id": user.pk, "actor_name": str(user), "verb": "document.signed"}
    about = {"object_type": "documents.document", "object_id": 1, "object_label": "Kế hoạch thi đua"}
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(**event, **about, seq=place + 1, at=now - timedelta(minutes=place), prev="0" * 64, hash="0" * 64)
            for place in range(count)
        ],
        batch_size=BATCH,
    )
    seen = {"school_id": school.pk, "kind": SecurityKind.SIGN_IN, "user_id": user.pk, "user_name": str(user)}
    SecurityEvent.objects.bulk_create(
        [SecurityEvent(**seen, address="10.0.0.7", at=now - timedelta(minutes=place)) for place in range(count)],
        batch_size=BATCH,
    )


def _texts(school: School, count: int) -> None:
    texts = [
        LegalText(
            school=school, kind=TextKind.PLAN, number=f"{place + 1}/KH-PGDĐT", name="về công tác thi đua",
            issuer="Phòng Giáo dục và Đào tạo", issued_on=DAY, in_force_from=DAY,
        )
        for place in range(count)
    ]  # fmt: skip
    for text in texts:
        index(text)
    LegalText.objects.bulk_create(texts, batch_size=BATCH)

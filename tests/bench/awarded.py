"""What a school awards, in as many rows as every list: decisions of many years, each with a line and its certificate."""

from datetime import time

from django.utils import timezone

from awards.ceremonies.models import Ceremony, Recipient
from awards.certificates.models import Certificate
from awards.decisions.models import AwardDecision, AwardLine
from awards.packs.models import Pack
from awards.publications.models import Publication, PupilConsent
from awards.rewards.models import Estimate, Payment, Recovery
from tests.bench.world import BATCH, DAY
from tests.factories.decisions import GK
from tests.factories.documents import DocumentFactory
from tests.factories.dossiers import ReviewFactory
from tests.factories.pupils import PupilFactory
from tests.factories.rewards import FundFactory
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.school.models import Person, Pupil, School, User

A_YEAR = 400  # decisions of one year
FIRST = 100_000  # numbers of papers that no other row of the crowd has


def award(school: School, people: list[Person], count: int) -> None:
    """Each in force by a paper of its own."""
    sample = DocumentFactory(
        school=school, kind=Kind.DECISION, state=DocumentState.ISSUED, created_by=people[0], place=FIRST + count + 1
    )
    same = {
        field.attname: getattr(sample, field.attname) for field in Document._meta.concrete_fields if not field.primary_key
    }
    papers = [
        Document(**{**same, "number": FIRST + place, "year": DAY.year - place // A_YEAR, "search_key": f"khen {place}"})
        for place in range(count)
    ]
    papers = Document.objects.bulk_create(papers, batch_size=BATCH)
    told = {"school": school, "created_by": people[0], "state": "IN_FORCE"}
    decisions = [
        AwardDecision(**told, document=paper, year=DAY.year - place % 90, name=f"Khen {place}", search_key=f"khen {place}")
        for place, paper in enumerate(papers)
    ]
    decisions = AwardDecision.objects.bulk_create(decisions, batch_size=BATCH)
    given = {"position": 1, "holder_kind": "PERSON", "code": "GK_HT_CN", "honor_name": GK, "search_key": "khen"}
    lines = [
        AwardLine(
            **given, decision=row, person=people[place % len(people)], holder_name=people[place % len(people)].full_name
        )
        for place, row in enumerate(decisions)
    ]
    lines = AwardLine.objects.bulk_create(lines, batch_size=BATCH)
    Certificate.objects.bulk_create([Certificate(line=line) for line in lines], batch_size=BATCH)
    _shown(school, people, decisions)
    _handed_over(school, people, lines)
    _sent_up(school, people, count)
    _paid(school, people, lines)


def _shown(school: School, people: list[Person], decisions: list[AwardDecision]) -> None:
    """A publication of each decision, and as many consents of pupils that were withdrawn."""
    told = {"school": school, "subject": "DECISION", "created_by": people[0], "shown_from": DAY, "shown_until": DAY}
    rows = [Publication(**told, decision=one, title=one.name, search_key=one.search_key) for one in decisions]
    Publication.objects.bulk_create(rows, batch_size=BATCH)
    pupils = list(Pupil.objects.filter(school=school)) or [PupilFactory(school=school)]
    user, now = User.objects.filter(person__school=school).first(), timezone.now()
    told = {
        "whose": "CHILD",
        "given_on": DAY,
        "how": "Phiếu ký",
        "recorded_by": user,
        "recorded_at": now,
        "withdrawn_at": now,
    }
    consents = [PupilConsent(**told, pupil=pupils[place % len(pupils)]) for place in range(len(decisions))]
    PupilConsent.objects.bulk_create(consents, batch_size=BATCH)


def _handed_over(school: School, people: list[Person], lines: list[AwardLine]) -> None:
    """A ceremony for each line."""
    told = {"school": school, "held_on": DAY, "starts_at": time(8), "place": "Sân trường", "created_by": people[0]}
    ceremonies = [Ceremony(**told, name=f"Lễ {place}", search_key=f"le {place}") for place in range(len(lines))]
    ceremonies = Ceremony.objects.bulk_create(ceremonies, batch_size=BATCH)
    rows = [Recipient(ceremony=one, line=line, position=1) for one, line in zip(ceremonies, lines, strict=True)]
    Recipient.objects.bulk_create(rows, batch_size=BATCH)


def _paid(school: School, people: list[Person], lines: list[AwardLine]) -> None:
    """A payment of each line that is due, the same that has to come back, and an estimate of as many rounds."""
    told = {"school": school, "amount": 540_000}
    Payment.objects.bulk_create([Payment(**told, line=line, fund="EMULATION") for line in lines], batch_size=BATCH)
    back = {**told, "kind": "MONEY", "why": "Hủy khen thưởng.", "due_from": DAY}
    Recovery.objects.bulk_create([Recovery(**back, line=line) for line in lines], batch_size=BATCH)
    fund, review = FundFactory(school=school, year=DAY.year), ReviewFactory(school=school)
    drawn = {"school": school, "review": review, "fund": fund, "created_by": people[0], "day": DAY, "state": "APPROVED"}
    drawn |= {"approved_on": DAY, "approved_by": people[0], "total": 540_000}
    Estimate.objects.bulk_create([Estimate(**drawn) for _ in lines], batch_size=BATCH)


def _sent_up(school: School, people: list[Person], count: int) -> None:
    """Packs of one round, approved and not sent yet."""
    review = ReviewFactory(school=school, name="Đợt xét đã trình")
    told = {"school": school, "review": review, "created_by": people[0], "state": "APPROVED"}
    rows = [
        Pack(**told, authority=f"Cơ quan {place}", addressee=f"Cơ quan {place}", search_key=f"co quan {place}")
        for place in range(count)
    ]
    Pack.objects.bulk_create(rows, batch_size=BATCH)

"""Quyết định khen thưởng của trường dùng thử: what the superior decided of 2022–2023, and the school's own of today."""

import re
from datetime import date, datetime

from django.utils import timezone

from awards.decisions.models import AwardDecision
from awards.decisions.queries import candidates
from awards.decisions.services.drafting import NewLine, add_lines, draft_decision, draft_without_council
from awards.decisions.services.papers import begin_paper
from awards.decisions.services.superiors import SuperiorsDecision, record_superior
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.ledger.enums import Merit
from thiduakt.ledger.models import HonorEntry, Verification
from thiduakt.ledger.years import year_on
from thiduakt.school.models import Group, Person, SchoolClass, User

PAST, PRESENT = 2022, 2023
MOVEMENT = "Tặng Giấy khen cho tập thể, cá nhân có thành tích trong phong trào “Xây dựng trường học hạnh phúc”"
DEEDS = (
    "Làm góc thiên nhiên, vườn rau của bé; lớp luôn xanh, sạch, đẹp.",
    "Tổ chức ngày hội của bé cùng cha mẹ, 95% gia đình tham gia.",
    "Làm 12 bộ đồ chơi từ vật liệu thiên nhiên, được dùng ở cả khối.",
)
ABOVE = "Công nhận danh hiệu thi đua năm học 2022–2023"
DEED = "Phát hiện người lạ trong sân trường giờ đón trẻ, báo bảo vệ kịp thời, bảo đảm an toàn cho các cháu."
MINUTES = " [CẦN BỔ SUNG: số, ngày biên bản]"
STATUTE = "52/2020/TT-BGDĐT"
TO_FILL = re.compile(r" ?\[CẦN BỔ SUNG[^]]*\]")


def load(at: datetime) -> None:
    """Onto the dossiers, the sessions and the history of the school."""
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person__group")}
    _above(users["vanthu"], at)
    _issued(users, at)
    _movement(users, at)
    _begun(users, at)


def _above(clerk: User, at: datetime) -> None:
    """The ledger knows these honors from its history: each is tied to the dossier that went up."""
    heard = Dossier.objects.filter(school=clerk.school_id, review__year=PAST, state=DossierState.AWARDED)
    passed = heard.filter(review__merit=Merit.YEARLY)
    known = HonorEntry.objects.filter(school=clerk.school_id, year=PAST).standing().exclude(decision_number="")
    for number, decided_on, issuer in sorted(set(known.values_list("decision_number", "decided_on", "issuer"))):
        told = {
            (one.code, one.holder_kind, one.person_id, one.group_id)
            for one in known.filter(decision_number=number, issuer=issuer)
        }
        awarded = [one for one in passed if (one.code, one.holder_kind, one.person_id, one.group_id) in told]
        if awarded and isinstance(decided_on, date):
            decision = SuperiorsDecision(
                name=ABOVE, number=number, decided_on=decided_on, issuer=issuer, year=PAST, awarded=awarded
            )
            record_superior(decision, actor=clerk, at=at)


def _issued(users: dict[str, User], at: datetime) -> None:
    """Of the deeds that the council heard of: drawn up, signed and numbered today."""
    review = Review.objects.filter(school=users["thuky"].school_id, year=PAST, merit=Merit.SUDDEN).first()
    if review is None:
        return
    known = HonorEntry.objects.filter(school=review.school_id, year=PAST, merit=Merit.SUDDEN).values_list(
        "person", flat=True
    )
    free = [one for one in candidates(review, timezone.localdate(at))[0] if one.person_id not in set(known)]
    if not free:
        return
    told = {"name": f"Tặng Giấy khen cho các cá nhân có thành tích đột xuất năm học {review.year_name}"}
    decision = draft_decision(review, free, **told, actor=users["thuky"], at=at)
    _walk(decision, users, at)


def _movement(users: dict[str, User], at: datetime) -> None:
    """A batch that is worth a ceremony: two tổ, teachers, classes, for what they did in a movement."""
    secretary, school = users["thuky"], users["thuky"].school
    decision = draft_without_council(
        name=MOVEMENT, year=PRESENT, merit=Merit.CAMPAIGN, reason="Sơ kết phong trào, khen kịp thời.", actor=secretary, at=at
    )
    waiting = Verification.objects.filter(school=school, closed_on=None).values("person")
    people = Person.objects.filter(school=school, left_on=None, is_manager=False).exclude(pk__in=waiting)
    teams = Group.objects.filter(school=school).order_by("pk")[:2]
    classes = SchoolClass.objects.filter(school=school, year=PRESENT).order_by("pk")[:2]
    honored = [(one, "GK_HT_TT") for one in teams] + [(one, "GK_HT_CN") for one in people.order_by("sort_key", "pk")[:8]]
    for place, (holder, code) in enumerate([*honored, *((one, "GK_HS_TT") for one in classes)]):
        add_lines(decision, [NewLine(holder, code, DEEDS[place % len(DEEDS)])], actor=secretary, at=at)
    _walk(decision, users, at)


def _walk(decision: AwardDecision, users: dict[str, User], at: datetime) -> Document:
    principal, today = users["hieutruong"], timezone.localdate(at)
    paper = begin_paper(decision, actor=users["thuky"], at=at)
    known = {MINUTES: " ngày 12 tháng 4 năm 2023", STATUTE: f"{STATUTE} ngày 31 tháng 12 năm 2020"}
    bases = list(paper.bases)
    for words, filled in known.items():
        bases = [line.replace(words, filled) for line in bases]
    bases = [TO_FILL.sub("", line) for line in bases]
    paper = edit_draft(paper, changes={"bases": bases}, version=paper.version, actor=users["thuky"], at=at)
    submit_document(paper, actor=users["thuky"], at=at)
    sign_document(paper, signed_on=today, actor=principal, at=at)
    return issue_document(Document.objects.get(pk=paper.pk), issued_on=today, actor=users["vanthu"], at=at)


def _begun(users: dict[str, User], at: datetime) -> None:
    """Khen đột xuất without a council, still being written."""
    secretary, today = users["thuky"], timezone.localdate(at)
    decision = draft_without_council(
        name="Tặng Giấy khen cho cá nhân có thành tích đột xuất", year=year_on(today), merit=Merit.SUDDEN,
        reason="Khen kịp thời người có thành tích đột xuất.", actor=secretary, at=at,
    )  # fmt: skip
    person = users["totruong"].person
    add_lines(decision, [NewLine(person, "GK_HT_CN", DEED)], actor=secretary, at=at)

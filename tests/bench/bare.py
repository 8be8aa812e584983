"""The same rows as each list of the site, in a bare Django view and a plain table: what a list is compared with.

It runs in the same server, behind the same middleware: `ROOT_URLCONF` of tests/bench/served.py is this module.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from awards.ceremonies.models import Ceremony
from awards.decisions.models import AwardDecision
from awards.packs.models import Pack
from awards.publications.models import Publication, PupilConsent
from awards.rewards.models import Estimate, Recovery
from campaigns.campaigns.models import Campaign
from campaigns.contests.models import Contest
from campaigns.exemplars.models import Exemplar
from campaigns.plans.models import Plan
from campaigns.registrations.models import Registration, Round
from campaigns.scoring.models import ScoreSheet
from campaigns.targets.models import Target
from nominations.ballots.models import Poll
from nominations.councils.models import Council
from nominations.dossiers.models import Dossier, Review
from nominations.feedback.models import Posting
from nominations.initiatives.models import Solution
from nominations.judging.models import CriteriaSet, Submission
from nominations.judging.models import Round as JudgingRound
from nominations.meetings.models import GroupMeeting
from nominations.sessions.models import CouncilSession
from nominations.writings.models import Revision
from thiduakt.audit.models import AuditEvent, SecurityEvent
from thiduakt.catalog.models import LegalText
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import TEXTS, Document, RegisterEntry, SavedDraft
from thiduakt.intake.models import Batch, Row
from thiduakt.ledger.models import HonorEntry, Initiative, Leave, Transfer
from thiduakt.notices.models import Mailing, Notice
from thiduakt.school.models import Delegation, Person, Pupil, RoleAssignment, SchoolClass, User
from thiduakt.urls import urlpatterns as site


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the site: its address ({draft}, {batch}: ids of rows), its rows, columns and link in the plainest form."""

    address: str
    rows: Callable[[User], Any]
    columns: tuple[str, ...]
    leads_to: str = ""  # the route of the first cell's link, and what its address names before the row
    asks: bool = False  # each row is answered, as on the page, by one of its `choices`


def plans(user: User) -> Any:
    found = Plan.objects.filter(school=user.school_id).order_by("-year", "-pk")
    return found.select_related("document__signer", "document__created_by")


def papers(user: User) -> Any:
    return Document.objects.filter(school=user.school_id).select_related("created_by", "signer").order_by("-dated_on", "-pk")


def revisions(user: User) -> Any:
    return Revision.objects.filter(writing__school=user.school_id).select_related("saved_by__person")


def register(user: User) -> Any:
    found = RegisterEntry.objects.filter(document__school=user.school_id).select_related("document")
    return found.order_by("document__issued_on", "document__series", "document__number", "pk")


PAGE = 50  # rows, as everywhere in the site
CHOICES = (
    "<select name='dong-{{ row.number }}'><option value=''>Chưa chọn</option>{% for value, label in row.choices %}"
    "<option value='{{ value }}'>{{ label }}</option>{% endfor %}<option value='x'>Bỏ qua dòng này</option></select>"
)
UNPAID = Q(lines__payment__paid_on__isnull=True)
PLAN = ("document.subject", "year", "document.get_state_display", "document.created_by", "document.signer")
LISTS = {
    "plans": Listed("/ke-hoach/", plans, (*PLAN, "document.issued_on"), leads_to="plans:detail"),
    "plans to copy": Listed("/ke-hoach/tu-nam-truoc/", plans, PLAN, leads_to="plans:clone"),
    "campaigns": Listed(
        "/phong-trao/",
        lambda user: Campaign.objects.filter(school=user.school_id)
        .annotate(count=Count("activities"), done=Count("activities", filter=Q(activities__done_on__isnull=False)))
        .order_by("-launches_on", "-pk"),
        ("name", "occasion", "get_launcher_display", "get_form_display", "launches_on", "sums_up_on", "done", "count",
         "get_state_display"),
        leads_to="campaigns:detail",
    ),
    "contests": Listed(
        "/hoi-thi/",
        lambda user: Contest.objects.filter(school=user.school_id).select_related("campaign").order_by("-closes_on", "-pk"),
        ("name", "campaign", "get_kind_display", "opens_on", "closes_on", "get_state_display"),
        leads_to="contests:detail",
    ),
    "rounds of judging": Listed(
        "/cham-sang-kien/", lambda user: JudgingRound.objects.filter(school=user.school_id),
        ("name", "year_name", "opens_on", "closes_on", "get_state_display"), leads_to="judging:round",
    ),
    "criteria of judging": Listed(
        "/cham-sang-kien/tieu-chi/",
        lambda user: CriteriaSet.objects.filter(school=user.school_id).annotate(count=Count("rounds")),
        ("name", "get_confidence_display", "pass_mark", "count"), leads_to="judging:criteria",
    ),
    "solutions sent up": Listed(
        "/cham-sang-kien/cap-tren/",
        lambda user: Submission.objects.filter(solution__school=user.school_id).select_related("solution")
        .prefetch_related("solution__authors__person"),
        ("solution", "solution.authors.all.0", "get_level_display", "sent_on", "get_verdict_display"),
        leads_to="judging:answer",
    ),
    "score sheets": Listed(
        "/cham-diem/",
        lambda user: ScoreSheet.objects.filter(school=user.school_id).annotate(count=Count("subjects"))
        .order_by("-year", "-pk"),
        ("title", "cluster_name", "year_name", "get_kind_display", "count", "get_state_display"), leads_to="scoring:detail",
    ),
    "papers": Listed(
        "/van-ban/", papers,
        ("subject", "get_kind_display", "get_state_display", "created_by", "signer", "issued_on"),
        leads_to="documents:document",
    ),
    "exemplars": Listed(
        "/dien-hinh/",
        lambda user: Exemplar.objects.filter(school=user.school_id).select_related("person", "fostered_by"),
        ("title", "person", "get_kind_display", "get_state_display", "found_on", "fostered_by"),
        leads_to="exemplars:detail",
    ),
    "reports": Listed(
        "/bao-cao/",
        lambda user: Document.objects.filter(school=user.school_id, kind=Kind.REPORT)
        .select_related("created_by", "signer", "report").order_by("-dated_on", "-pk"),
        ("subject", "report.get_kind_display", "get_state_display", "created_by", "signer", "issued_on"),
        leads_to="reporting:detail",
    ),
    "register": Listed(
        "/van-ban/so-di/", register,
        ("document.notation", "document.issued_on", "document.subject", "document.snapshot.paper.signatures",
         "document.snapshot.paper.recipients", "archive_holder", "copies", "dispatched_on", "received_by", "note"),
    ),
    "savings of a draft": Listed(
        "/van-ban/{draft}/lan-luu/",
        lambda user: SavedDraft.objects.filter(document__school=user.school_id).select_related("saved_by__person"),
        ("number", "saved_at", "saved_by", "changed", "note"),
    ),
    "savings of a report": Listed(
        "/ho-so/{dossier}/bao-cao/cac-lan-luu/", revisions, ("number", "saved_at", "saved_by", "changed", "note"),
    ),
    "savings of a description": Listed(
        "/sang-kien/{solution}/mo-ta/cac-lan-luu/", revisions, ("number", "saved_at", "saved_by", "changed", "note"),
    ),
    "people": Listed(
        "/nha-truong/vien-chuc/",
        lambda user: Person.objects.filter(school=user.school_id).select_related("group"),
        ("full_name", "post", "group", "staff_code"), leads_to="school:person_detail",
    ),
    "classes": Listed(
        "/nha-truong/lop/",
        lambda user: SchoolClass.objects.filter(school=user.school_id).prefetch_related("teachers")
        .annotate(count=Count("members")),
        ("name", "grade", "teachers.all.0", "count"), leads_to="school:class_detail",
    ),
    "pupils": Listed(
        "/nha-truong/hoc-sinh/",
        lambda user: Pupil.objects.filter(school=user.school_id).prefetch_related("memberships__school_class"),
        ("full_name", "pupil_code", "get_gender_display", "memberships.all.0.school_class"), leads_to="school:pupil_edit",
    ),
    "initiatives": Listed(
        "/so-khen-thuong/sang-kien/",
        lambda user: Initiative.objects.filter(school=user.school_id).prefetch_related("authors__person"),
        ("name", "authors.all.0.person", "year", "get_level_display", "decided_on"),
        leads_to="ledger:initiative",
    ),
    "leaves": Listed(
        "/so-khen-thuong/rieng/nghi/",
        lambda user: Leave.objects.filter(school=user.school_id).select_related("person__group"),
        ("person", "person.group", "get_kind_display", "starts_on", "ends_on", "note"), leads_to="ledger:fact_edit nghi",
    ),
    "transfers": Listed(
        "/so-khen-thuong/chuyen-cong-tac/",
        lambda user: Transfer.objects.filter(school=user.school_id).select_related("person__group"),
        ("person", "person.group", "get_kind_display", "starts_on", "ends_on", "note"), leads_to="ledger:transfer_edit",
    ),
    "notices": Listed(
        "/thong-bao/",
        lambda user: Notice.objects.filter(person=user.person_id).select_related("told_by__person"),
        ("subject", "text", "get_kind_display", "told_by", "told_at"), leads_to="notices:open",
    ),
    "mailings": Listed(
        "/thong-bao/chung/",
        lambda user: Mailing.objects.filter(school=user.school_id).select_related("written_by__person"),
        ("subject", "get_state_display", "written_by", "written_at"), leads_to="notices:mailing",
    ),
    "solutions": Listed(
        "/sang-kien/",
        lambda user: Solution.objects.filter(school=user.school_id).prefetch_related("authors__person")
        .order_by("-year", "-pk"),
        ("name", "field", "authors.all.0", "year_name", "get_level_display", "get_state_display"),
        leads_to="initiatives:solution",
    ),
    "rounds of review": Listed(
        "/dot-xet/",
        lambda user: Review.objects.filter(school=user.school_id),
        ("name", "year_name", "get_merit_display", "closes_on", "get_state_display"), leads_to="dossiers:review",
    ),
    "meetings of tổ": Listed(
        "/binh-xet/",
        lambda user: GroupMeeting.objects.filter(school=user.school_id).select_related("review", "group", "chair")
        .annotate(count=Count("votes")).order_by("-held_on", "-pk"),
        ("group", "held_on", "review", "chair", "count", "get_state_display"), leads_to="meetings:meeting",
    ),
    "councils": Listed(
        "/hoi-dong/", lambda user: Council.objects.filter(school=user.school_id),
        ("name", "year_name", "begins_on", "get_state_display"), leads_to="councils:council",
    ),
    "packs for the superior": Listed(
        "/trinh-cap-tren/",
        lambda user: Pack.objects.filter(school=user.school_id).select_related("review", "school", "document")
        .defer(*(f"document__{name}" for name in TEXTS)).annotate(count=Count("lines")).order_by("-pk"),
        ("addressee", "school", "review.with_year", "count", "document", "sent_on", "get_state_display"),
        leads_to="packs:pack",
    ),
    "award decisions": Listed(
        "/khen-thuong/",
        lambda user: AwardDecision.objects.filter(school=user.school_id).select_related("document", "school")
        .defer(*(f"document__{name}" for name in TEXTS)).annotate(count=Count("lines")).order_by("-year", "-pk"),
        ("name", "year_name", "issuer_told", "count", "get_state_display"), leads_to="decisions:decision",
    ),
    "sessions of councils": Listed(
        "/phien-hop/",
        lambda user: CouncilSession.objects.filter(school=user.school_id).select_related("council")
        .annotate(count=Count("items")).order_by("-held_on", "-pk"),
        ("title", "number", "council", "held_on", "count", "get_state_display"), leads_to="sessions:session",
    ),
    "publications": Listed(
        "/cong-bo/", lambda user: Publication.objects.filter(school=user.school_id).order_by("-shown_from", "-pk"),
        ("title", "get_subject_display", "places", "shown_from", "shown_until", "get_state_display"),
        leads_to="publications:publication",
    ),
    "pupils who may be named": Listed(
        "/cong-bo/dong-y/",
        lambda user: PupilConsent.objects.filter(pupil__school=user.school_id)
        .select_related("pupil", "recorded_by__person").order_by("-recorded_at", "-pk"),
        ("pupil", "get_whose_display", "given_on", "how", "recorded_by", "withdrawn_at"),
    ),
    "ceremonies": Listed(
        "/le-trao-thuong/",
        lambda user: Ceremony.objects.filter(school=user.school_id).annotate(count=Count("recipients"))
        .order_by("-held_on", "-pk"),
        ("name", "starts_at", "held_on", "place", "count", "get_state_display"), leads_to="ceremonies:ceremony",
    ),
    "decisions with certificates": Listed(
        "/giay-khen/",
        lambda user: AwardDecision.objects.filter(school=user.school_id).select_related("document")
        .annotate(
            count=Count("lines__certificate", distinct=True),
            printed=Count("lines__certificate", filter=Q(lines__certificate__sheets__run__state="PRINTED"), distinct=True),
        ),
        ("document.notation", "name", "document.issued_on", "count", "printed"), leads_to="certificates:decision",
    ),
    "decisions with money": Listed(
        "/tien-thuong/",
        lambda user: AwardDecision.objects.filter(school=user.school_id).select_related("document")
        .annotate(
            count=Count("lines__payment"), left=Count("lines__payment", filter=UNPAID),
            due=Sum("lines__payment__amount", filter=UNPAID), paid=Sum("lines__payment__amount", filter=~UNPAID),
        ),
        ("document.notation", "name", "document.issued_on", "get_fund_display", "left", "count", "paid", "due"),
        leads_to="rewards:decision",
    ),
    "what has to come back": Listed(
        "/tien-thuong/thu-hoi/",
        lambda user: Recovery.objects.filter(school=user.school_id).select_related("line").order_by("-due_from", "-pk"),
        ("line.holder_name", "get_kind_display", "line.honor_name", "amount", "due_from", "returned_on"),
        leads_to="rewards:recovery",
    ),
    "estimates of money": Listed(
        "/tien-thuong/du-toan/",
        lambda user: Estimate.objects.filter(school=user.school_id).select_related("review", "fund").order_by("-day", "-pk"),
        ("review.name", "fund", "total", "balance", "get_state_display"), leads_to="rewards:estimate",
    ),
    "secret votes": Listed(
        "/bo-phieu/",
        lambda user: Poll.objects.filter(school=user.school_id, state="COUNTED").select_related("chair"),
        ("title", "chair", "opened_on", "voted_count", "get_state_display"), leads_to="ballots:poll",
    ),
    "posted lists": Listed(
        "/cong-khai-ho-so/",
        lambda user: Posting.objects.filter(school=user.school_id).select_related("review").annotate(count=Count("lines"))
        .order_by("-posted_on", "-pk"),
        ("review", "review.year_name", "posted_on", "place", "count", "get_state_display"), leads_to="feedback:detail",
    ),
    "dossiers to appraise": Listed(
        "/tham-dinh/",
        lambda user: Dossier.objects.filter(school=user.school_id, state="SUBMITTED")
        .select_related("review", "person", "team").prefetch_related("assessments", "person__verifications")
        .order_by("handed_in_at", "pk"),
        ("person", "review", "team", "honor_name", "handed_in_at", "is_late", "assessments.all.0.verdict",
         "get_state_display", "is_paused", "person.verifications.exists"), leads_to="appraisals:dossier",
    ),
    "dossiers": Listed(
        "/ho-so/",
        lambda user: Dossier.objects.filter(school=user.school_id).select_related("review", "person", "team")
        .prefetch_related("person__verifications"),
        ("person", "honor_name", "team", "review", "get_state_display", "is_late", "is_paused",
         "person.verifications.exists"), leads_to="dossiers:dossier",
    ),
    "rounds of registering": Listed(
        "/dang-ky/",
        lambda user: Round.objects.filter(school=user.school_id),
        ("name", "year_name", "opens_on", "closes_on", "get_state_display"), leads_to="registrations:round",
    ),
    "registrations": Listed(
        "/dang-ky/dot/{round}/danh-sach/",
        lambda user: Registration.objects.filter(school=user.school_id).select_related("person", "team")
        .prefetch_related("honors"),
        ("person", "team", "honors.all.0", "get_state_display"), leads_to="registrations:registration",
    ),
    "whom to register for": Listed(
        "/dang-ky/dot/{round}/nhap-thay/",
        lambda user: Person.objects.filter(school=user.school_id).select_related("group"),
        ("full_name", "group"), leads_to="school:person_detail",
    ),
    "targets": Listed(
        "/chi-tieu/",
        lambda user: Target.objects.filter(school=user.school_id).select_related("group", "person"),
        ("name", "get_measure_display", "group", "due_on", "reached", "get_state_display"), leads_to="targets:target",
    ),
    "targets of a group": Listed(
        "/chi-tieu/to/{group}/",
        lambda user: Target.objects.filter(school=user.school_id).select_related("group", "person"),
        ("name", "get_measure_display", "group", "due_on", "reached", "get_state_display"), leads_to="targets:target",
    ),
    "imports": Listed(
        "/nhap-excel/",
        lambda user: Batch.objects.filter(school=user.school_id).select_related("uploaded_by__person"),
        ("get_kind_display", "file_name", "uploaded_at", "uploaded_by", "get_state_display"), leads_to="intake:batch",
    ),
    "rows of an import": Listed(
        "/nhap-excel/luot/{batch}/",
        lambda user: Row.objects.filter(batch__school=user.school_id),
        ("number", "cells.0", "get_status_display", "messages"), asks=True,
    ),
    "accounts": Listed(
        "/nha-truong/tai-khoan/",
        lambda user: Person.objects.filter(school=user.school_id, user__is_active=True).select_related("group", "user"),
        ("full_name", "group", "user.username", "user.must_change_password"), leads_to="school:account_detail",
    ),
    "ledger": Listed(
        "/so-khen-thuong/",
        lambda user: HonorEntry.objects.filter(school=user.school_id).select_related("person__group", "ended_by"),
        ("holder_name", "person.group", "honor_name", "year_name", "decision_number", "decided_on", "issuer"),
        leads_to="ledger:entry",
    ),
    "whom an honor is for": Listed(
        "/so-khen-thuong/ghi/",
        lambda user: Person.objects.filter(school=user.school_id).select_related("group"),
        ("full_name", "post", "group"), leads_to="ledger:enter_person",
    ),
    "roles": Listed(
        "/nha-truong/vai-tro/",
        lambda user: RoleAssignment.objects.filter(school=user.school_id).select_related("person"),
        ("person", "get_role_display", "starts_on", "ends_on", "basis"), leads_to="school:role_detail",
    ),
    "delegations": Listed(
        "/nha-truong/uy-quyen/",
        lambda user: Delegation.objects.filter(school=user.school_id).select_related("person"),
        ("person", "action", "starts_on", "ends_on", "basis"), leads_to="school:delegation_end",
    ),
    "log": Listed(
        "/nhat-ky/",
        lambda user: AuditEvent.objects.filter(school_id=user.school_id).order_by("-seq"),
        ("at", "actor_name", "verb", "object_label"),
    ),
    "security log": Listed(
        "/nhat-ky/an-ninh/",
        lambda user: SecurityEvent.objects.filter(school_id=user.school_id),
        ("at", "user_name", "get_kind_display", "detail", "address"),
    ),
    "legal texts": Listed(
        "/thu-vien/",
        lambda user: LegalText.objects.filter(school=user.school_id).order_by("rank", "issued_on", "pk"),
        ("number", "name", "issuer", "issued_on", "in_force_from", "in_force_to", "get_confidence_display"),
        leads_to="catalog:text_detail",
    ),
}  # fmt: skip


@cache
def _plain(listed: Listed) -> Any:
    first, *others = (f"{{{{ row.{column} }}}}" for column in listed.columns)
    if listed.leads_to:
        route, *above = (f"'{part}'" for part in listed.leads_to.split())
        first = f"<a href='{{% url {' '.join((route, *above))} row.pk %}}'>{first}</a>"
    cells = "".join(f"<td>{cell}</td>" for cell in (first, *others, *([CHOICES] if listed.asks else [])))
    return engines["django"].from_string(
        f"<!DOCTYPE html><title>{{{{ user }}}}</title><table>{{% for row in rows %}}<tr>{cells}</tr>{{% endfor %}}</table>"
    )


def bare(request: HttpRequest, name: str) -> HttpResponse:
    listed = LISTS[name]
    rows = listed.rows(request.user)[:PAGE]
    return HttpResponse(_plain(listed).render({"rows": rows, "user": request.user}, request))


urlpatterns = [path("bare/<str:name>/", bare), *site]

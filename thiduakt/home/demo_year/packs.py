"""Bộ hồ sơ trình của trường dùng thử: what went up of 2022–2023, with its receipt, before the superior has decided."""

from datetime import datetime

from django.utils import timezone

from awards.packs.enums import AnswerKind
from awards.packs.models import Build, Pack
from awards.packs.printing import NO_RECORD
from awards.packs.queries import reviews_to_send, sheaves_to_send
from awards.packs.services.building import build, request_build
from awards.packs.services.drafting import begin_pack, begin_submittal, save_pack
from awards.packs.services.sending import answer_pack, approve_pack, send_pack
from nominations.dossiers.models import Review
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import User

from .decisions import TO_FILL

RECORD = "ngày 26 tháng 5 năm 2023"  # as its session was held


def load(at: datetime) -> None:
    """Onto the dossiers and the sessions of the school: the largest sheaf of its round of the year."""
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person__group")}
    reviews = reviews_to_send(users["thuky"].school_id).filter(merit=Merit.YEARLY).order_by("year", "pk")
    review = reviews.first()
    sheaves = sheaves_to_send(review) if review else []
    if review and sheaves:
        largest = max(sheaves, key=lambda one: len(one.dossiers))
        _send(review, largest.authority, users, at)


def _send(review: Review, authority: str, users: dict[str, User], at: datetime) -> None:
    secretary, principal, clerk = users["thuky"], users["hieutruong"], users["vanthu"]
    pack = begin_pack(review, authority, actor=secretary, at=at)
    addressee = str(pack.school.superior or pack.addressee)
    pack = save_pack(pack, addressee=addressee, order=pack.order, version=pack.version, actor=secretary, at=at)
    _issue(begin_submittal(pack, actor=secretary, at=at), users, at)
    queued = request_build(pack, actor=secretary, at=at)
    build(Build.objects.select_related("pack__review__school", "pack__school").get(pk=queued.pk), clock=lambda: at)
    approve_pack(pack, actor=principal, at=at)
    today = timezone.localdate(at)
    pack = send_pack(Pack.objects.get(pk=pack.pk), sent_on=today, shows=True, actor=clerk, at=at)
    receipt = {"kind": AnswerKind.RECEIPT, "told_on": today, "number": "118/BN", "who": "Bộ phận một cửa", "note": ""}
    answer_pack(pack, {**receipt, "due_on": None}, [], actor=clerk, at=at)


def _issue(paper: Document, users: dict[str, User], at: datetime) -> None:
    bases = [TO_FILL.sub("", line.replace(NO_RECORD, RECORD)) for line in paper.bases]
    paper = edit_draft(paper, changes={"bases": bases}, version=paper.version, actor=users["thuky"], at=at)
    submit_document(paper, actor=users["thuky"], at=at)
    today = timezone.localdate(at)
    sign_document(paper, signed_on=today, actor=users["hieutruong"], at=at)
    issue_document(Document.objects.get(pk=paper.pk), issued_on=today, actor=users["vanthu"], at=at)

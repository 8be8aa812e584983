"""Công khai danh sách: drawing it up from the dossiers of a round, showing it to the school, ending it."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.dossiers.models import Dossier, Review
from nominations.feedback.enums import PostingState
from nominations.feedback.flows import POSTING_FLOW
from nominations.feedback.models import LONGEST, PostedLine, Posting
from nominations.feedback.policies import can_post
from nominations.feedback.printing import appendix_of
from nominations.feedback.queries import to_post
from thiduakt.audit.services import record
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft, discard_draft
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

RECIPIENTS = ["Các tổ", "Bảng tin nhà trường", "Lưu: VT, HSTĐKT"]


@transaction.atomic
def draw_up(
    review: Review, *, place: str, posted_on: date, until: date, why_shorter: str = "", actor: User, at: datetime
) -> Posting:
    """A list of what has reached the school in this round; it is filled anew until it is posted."""
    held: Review = lock(review)
    require(actor, "feedback.post", held, on=timezone.localdate(at))
    if not held.takes_changes:
        raise MoveRefusedError("Đợt xét chưa mở hoặc hội đồng đã họp, không lập danh sách công khai được.")
    posting = Posting(school_id=held.school_id, review=held, created_by_id=actor.person_id)
    _write(posting, place, posted_on, until, why_shorter)
    _fill(posting)
    record(actor=actor, verb="posting.draw_up", target=posting, at=at)
    return posting


@transaction.atomic
def save_posting(
    posting: Posting, *, place: str, posted_on: date, until: date, why_shorter: str = "", version: int, actor: User,
    at: datetime,
) -> Posting:  # fmt: skip
    stored = _held_draft(posting, actor, at)
    refuse_stale(stored, version)
    stored.version += 1
    _write(stored, place, posted_on, until, why_shorter)
    _fill(stored)
    record(actor=actor, verb="posting.edit", target=stored, at=at)
    return stored


@transaction.atomic
def discard_posting(posting: Posting, *, actor: User, at: datetime) -> None:
    stored = _held_draft(posting, actor, at)
    paper = stored.paper
    if paper and paper.state != DocumentState.DRAFT:
        raise MoveRefusedError("Thông báo đã trình ký hoặc đã ban hành, nên không bỏ danh sách được.")
    record(actor=actor, verb="posting.discard", target=stored, at=at)
    stored.delete()
    if paper:
        discard_draft(paper, actor=actor, at=at)


@transaction.atomic
def post(posting: Posting, *, actor: User, at: datetime) -> Posting:
    """What has reached the school by now is shown to everybody who works there."""
    stored = _held_draft(posting, actor, at)
    if timezone.localdate(at) > stored.until:
        raise ValidationError({"until": "Ngày cuối đã qua. Thầy/cô sửa lại ngày công khai."})
    _fill(stored)
    moved: Posting = perform(POSTING_FLOW, stored, "post", actor=actor, at=at)
    notify(
        Person.objects.filter(school=moved.school_id).at_work(timezone.localdate(at)),
        kind=NoticeKind.LIST_POSTED,
        subject=f"Công khai danh sách đề nghị khen thưởng: {moved.review}",
        url=moved.get_absolute_url(),
        text=f"Thầy/cô xem và gửi phản ánh đến hết ngày {moved.until:%d/%m/%Y}.",
        school_id=moved.school_id,
        actor=actor,
        at=at,
    )
    return moved


@transaction.atomic
def close(posting: Posting, *, conclusion: str, actor: User, at: datetime) -> Posting:
    """After its last day, with every opinion answered. What was concluded stands in the minutes of the council."""
    stored: Posting = hold(posting, can_post, actor=actor, at=at)
    if early := too_early(stored, at):
        raise MoveRefusedError(early)
    told = nfc(conclusion).strip()
    if not told:
        raise ValidationError({"conclusion": "Thầy/cô ghi kết luận sau khi công khai."})
    if len(told) > LONGEST:
        raise ValidationError({"conclusion": "Kết luận dài quá 3.000 ký tự."})
    moved: Posting = perform(POSTING_FLOW, stored, "close", actor=actor, at=at, settle=lambda row: {"conclusion": told})
    return moved


def too_early(posting: Posting, at: datetime) -> list[str]:
    """Why it does not end yet: it stands until its last day is over."""
    if timezone.localdate(at) > posting.until:
        return []
    return [f"Danh sách công khai đến hết ngày {posting.until:%d/%m/%Y}, sau ngày đó mới kết thúc được."]


@transaction.atomic
def begin_notice(posting: Posting, *, actor: User, at: datetime) -> Document:
    """The draft of the Thông báo that goes on the notice-board, with the list as its appendix."""
    stored: Posting = hold(posting, can_post, actor=actor, at=at)
    if stored.paper_id:
        raise MoveRefusedError("Đã có thông báo công khai danh sách này.")
    if stored.state == PostingState.CLOSED:
        raise MoveRefusedError("Danh sách đã kết thúc công khai, không soạn thông báo nữa.")
    review, today = stored.review, timezone.localdate(at)
    document = create_draft(
        Kind.NOTICE,
        subject=f"Công khai danh sách đề nghị khen thưởng năm học {review.year_name}",
        dated_on=max(today, stored.posted_on) if stored.state == PostingState.DRAFT else today,
        body=_body(stored),
        recipients=RECIPIENTS,
        signer=usual_signer(stored.school_id, today),
        actor=actor,
        at=at,
    )
    stored.paper = attach(document, [appendix_of(stored)], actor=actor, at=at)
    stored.save(update_fields=["paper"])
    record(actor=actor, verb="posting.notice", target=stored, at=at, changes={"văn bản": stored.paper_id})
    return stored.paper


def _fill(posting: Posting) -> None:
    """The lines as the dossiers stand now, in place of those that were."""
    posting.lines.all().delete()
    PostedLine.objects.bulk_create(_lines(posting, to_post(posting.review)))


def _lines(posting: Posting, dossiers: Iterable[Dossier]) -> Iterable[PostedLine]:
    """In the order of the round's honors, and within each by name."""
    ranks = {code: place for place, code in enumerate(posting.review.honors.values_list("code", flat=True))}
    ordered = sorted(dossiers, key=lambda one: (ranks.get(one.code, len(ranks)), one.sort_key, one.pk))
    return (PostedLine.of(posting, one, position) for position, one in enumerate(ordered, start=1))


def _held_draft(posting: Posting, actor: User, at: datetime) -> Posting:
    stored: Posting = hold(posting, can_post, actor=actor, at=at)
    if stored.state != PostingState.DRAFT:
        raise MoveRefusedError(f"Danh sách {stored.get_state_display()}, không sửa được nữa.")
    return stored


def _write(posting: Posting, place: str, posted_on: date, until: date, why_shorter: str) -> None:
    posting.place, posting.posted_on, posting.until = one_line(place), posted_on, until
    posting.why_shorter = one_line(why_shorter)
    posting.full_clean(exclude=["search_key"])
    posting.save()


def _body(posting: Posting) -> str:
    school, review = escape(str(posting.school)), posting.review
    return (
        f"<p>{school} công khai danh sách cá nhân, tập thể đề nghị khen thưởng ({escape(review.with_year)}) "
        f"theo danh sách kèm theo, như sau:</p><ul>"
        f"<li>Thời gian: từ ngày {posting.posted_on:%d/%m/%Y} đến hết ngày {posting.until:%d/%m/%Y}.</li>"
        f"<li>Nơi niêm yết: {escape(posting.place)}.</li>"
        "<li>Phản ánh gửi trên trang thi đua, khen thưởng của nhà trường hoặc gửi trực tiếp cho thư ký Hội đồng Thi đua - "
        "Khen thưởng. Nhà trường không cho người được phản ánh biết ai đã gửi.</li></ul>"
        "<p>Nhà trường thông báo để toàn thể cán bộ, giáo viên, nhân viên được biết./.</p>"
    )

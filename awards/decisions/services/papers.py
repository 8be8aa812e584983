"""The papers of a decision and of its cancellation: drafts of official papers, edited, signed and issued like any other."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from awards.decisions.bases import bases_of
from awards.decisions.checking import lines_of, why_not_drawn_up
from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.policies import can_cancel, can_manage
from awards.decisions.printing import all_of, appendices_of, decision_body, last_article, subject_of
from awards.decisions.undoing import cancellation_body, cancelled_lists
from awards.decisions.undoing import last_article as last_of_cancellation
from nominations.sessions.queries import minutes_of
from thiduakt.audit.services import record
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.richtext import clean
from thiduakt.documents.services.appendices import attach, detach
from thiduakt.documents.services.drafting import create_draft, edit_draft
from thiduakt.school.models import User
from thiduakt.vietnamese import official_date
from thiduakt.workflow import MoveRefusedError, hold, lock

COUNCIL = "Hội đồng Thi đua - Khen thưởng"
UNKNOWN_MINUTES = f"Căn cứ Biên bản họp {COUNCIL} [CẦN BỔ SUNG: số, ngày biên bản];"
ARCHIVE = "Lưu: VT, HSTĐKT"
AS_ARTICLE = re.compile(r"^Như Điều \d+")


@transaction.atomic
def begin_paper(decision: AwardDecision, *, actor: User, at: datetime) -> Document:
    """With its căn cứ, articles and lists; what is not known yet stands as a place to fill."""
    held: AwardDecision = hold(decision, can_manage, actor=actor, at=at)
    if held.state != DecisionState.DRAFT:
        raise MoveRefusedError("Quyết định này đã có hiệu lực, không soạn văn bản nữa.")
    if held.document:
        raise MoveRefusedError("Đã có bản nháp văn bản. Thầy/cô mở bản ấy để sửa tiếp.")
    if missing := why_not_drawn_up(held):
        raise MoveRefusedError(list(missing))
    lines, today = lines_of(held), timezone.localdate(at)
    older = held.replaces.document if held.replaces else None
    paper = create_draft(
        Kind.DECISION, subject=subject_of(held), dated_on=today, bases=_bases(held, lines, today),
        body=decision_body(held, lines), recipients=[f"Như Điều {last_article(held, lines)}", ARCHIVE],
        signer=usual_signer(held.school_id, today), replaces=older, actor=actor, at=at,
    )  # fmt: skip
    paper = attach(paper, appendices_of(held, lines), actor=actor, at=at)
    held.document, held.version = paper, held.version + 1
    held.save(update_fields=["document", "version"])
    record(actor=actor, verb="award_decision.paper", target=held, at=at, changes={"văn bản": paper.pk})
    return paper


def keep_paper(decision: AwardDecision, lines: Sequence[AwardLine], *, actor: User, at: datetime) -> None:
    """The lists of a draft paper are those of the decision; its articles are drawn up anew when somebody asks for it."""
    paper = decision.document
    if paper is None:
        return
    if not paper.is_editable:
        state = paper.get_state_display()
        raise MoveRefusedError(f"Văn bản {state} nên danh sách giữ nguyên. Thầy/cô rút lại văn bản trước khi sửa.")
    lists = appendices_of(decision, lines)
    for title in {one["title"] for one in paper.appendices} - {one.title for one in lists}:
        paper = detach(paper, title, actor=actor, at=at)
    paper = attach(paper, lists, actor=actor, at=at)
    decision.document = paper


def reread_articles(decision: AwardDecision, *, actor: User, at: datetime) -> Document:
    """Soạn lại các Điều: as the lines now are, in the place of what stands in the draft; an earlier saving keeps that."""
    with transaction.atomic():
        if decision.document:
            lock(decision.document)  # first, as whoever numbers it does
        held: AwardDecision = hold(decision, can_manage, actor=actor, at=at)
        if held.document is None:
            raise MoveRefusedError("Quyết định chưa có bản nháp văn bản.")
        lines = lines_of(held)
        body = clean(decision_body(held, lines))
        first, *others = held.document.recipients or [""]
        recipients = [AS_ARTICLE.sub(f"Như Điều {last_article(held, lines)}", first), *others]
        changes = {"body": body, "subject": subject_of(held), "recipients": recipients}
        note, version = "Soạn lại các Điều theo danh sách.", held.document.version
        return edit_draft(held.document, changes=changes, version=version, actor=actor, at=at, note=note)


@transaction.atomic
def begin_cancellation_paper(row: Cancellation, *, actor: User, at: datetime) -> Document:
    """Of all that still stands: it ends the paper of the decision itself; of some lines that paper goes on."""
    held: Cancellation = hold(row, can_cancel, actor=actor, at=at)
    if held.document:
        raise MoveRefusedError("Đã có bản nháp quyết định hủy. Thầy/cô mở bản ấy để sửa tiếp.")
    decision, today = held.decision, timezone.localdate(at)
    lines = [line for line in lines_of(decision) if line.cancellation_id == held.pk]
    left = AwardLine.objects.standing().filter(decision=decision).exclude(pk__in=[line.pk for line in lines])
    is_whole = not left.exists()
    paper = create_draft(
        Kind.DECISION, subject=f"Về việc hủy khen thưởng theo Quyết định số {decision.notation}", dated_on=today,
        bases=_cancelling_bases(held, lines, today), body=cancellation_body(held, lines, is_whole=is_whole),
        recipients=[f"Như Điều {last_of_cancellation(lines)}", ARCHIVE], signer=usual_signer(held.school_id, today),
        revokes=decision.document if is_whole else None, actor=actor, at=at,
    )  # fmt: skip
    paper = attach(paper, cancelled_lists(held, lines), actor=actor, at=at)
    held.document, held.version = paper, held.version + 1
    held.save(update_fields=["document", "version"])
    record(actor=actor, verb="award_cancellation.paper", target=decision, at=at, changes={"văn bản": paper.pk})
    return paper


def _bases(decision: AwardDecision, lines: Sequence[AwardLine], today: date) -> list[str]:
    regime = decision.review.regime if decision.review else ""
    codes = dict.fromkeys(line.code for line in lines)
    told = bases_of(codes, regime=regime, day=today, school_id=decision.school_id)
    dossiers = [line.dossier for line in lines if line.dossier]
    if not dossiers:
        return [*told, f"Xét thành tích của {all_of(lines)}."]
    papers = [session.minutes for session in minutes_of(dossiers)]
    for paper in papers or [None]:
        if paper and paper.is_numbered and paper.issued_on:
            told.append(f"Căn cứ {paper} {official_date(paper.issued_on)} của {COUNCIL};")
        else:
            told.append(UNKNOWN_MINUTES)
    return [*dict.fromkeys(told), f"Theo đề nghị của {COUNCIL} {decision.school.name}."]


def _cancelling_bases(row: Cancellation, lines: Sequence[AwardLine], today: date) -> list[str]:
    decision = row.decision
    regime = decision.review.regime if decision.review else ""
    told = bases_of((), regime=regime, day=today, school_id=decision.school_id)
    day = official_date(decision.day) if decision.day else ""
    of = f"{decision.name[:1].lower()}{decision.name[1:]}"
    return [
        *told,
        f"Căn cứ Quyết định số {decision.notation} {day} của {decision.issuer_told} về việc {of};",
        f"Xét kết luận {official_date(row.found_on)}.",
    ]

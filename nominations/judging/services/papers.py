"""Biên bản and quyết định công nhận: drafts of official papers, edited, signed and issued like any other."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.judging.enums import Duty, RoundState
from nominations.judging.models import Round
from nominations.judging.policies import can_manage
from nominations.judging.printing import decision_body, minutes_content, recognised_list, score_table
from nominations.judging.queries import result, standing_judges, undecided
from thiduakt.audit.services import record
from thiduakt.catalog.basis import basis_lines
from thiduakt.catalog.models import LegalText
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft
from thiduakt.documents.services.minutes import Meeting, begin_minutes
from thiduakt.school.models import User
from thiduakt.vietnamese import official_date
from thiduakt.workflow import MoveRefusedError, hold

from .keeping import refuse_known, row_of

STATUTE = "13/2012/NĐ-CP"  # Điều lệ Sáng kiến


@transaction.atomic
def draft_minutes(turn: Round, *, actor: User, at: datetime) -> Document:
    """With the table of points as its appendix; what nobody has told yet stands as [CẦN BỔ SUNG]."""
    held = _held(turn, actor, at)
    if held.minutes_id:
        raise MoveRefusedError("Đợt chấm đã có biên bản. Thầy/cô mở biên bản ấy để sửa tiếp.")
    named = {judge.duty: judge.person for judge in standing_judges(held)}
    meeting = Meeting(
        subject=f"Họp hội đồng chấm, xét công nhận sáng kiến cấp trường năm học {held.year_name}",
        held_on=held.concluded_on or timezone.localdate(at), content=minutes_content(held),
        chair=named.get(Duty.CHAIR), secretary=named.get(Duty.SECRETARY),
    )  # fmt: skip
    paper = attach(begin_minutes(meeting, actor=actor, at=at), [score_table(held, result(held))], actor=actor, at=at)
    held.minutes, held.version = paper, held.version + 1
    held.save(update_fields=["minutes", "version"])
    record(actor=actor, verb="judging_round.minutes", target=held, at=at)
    return paper


@transaction.atomic
def draft_decision(turn: Round, *, actor: User, at: datetime) -> Document:
    """Of those recognised that stand in no decision yet: after an appeal there may be a second one."""
    held, today = _held(turn, actor, at), timezone.localdate(at)
    entries = list(undecided(held).select_related("solution__group"))
    if not entries:
        raise ValidationError("Không có sáng kiến nào được công nhận mà chưa có quyết định.")
    refuse_known(held.school, [row_of(entry) for entry in entries])
    founded = held.council_told
    council = [f"Căn cứ {founded} về việc thành lập hội đồng chấm, xét công nhận sáng kiến;"] if founded else []
    minutes = held.minutes
    paper = create_draft(
        Kind.DECISION,
        subject=f"Về việc công nhận sáng kiến cấp trường năm học {held.year_name}",
        dated_on=today,
        bases=[
            *basis_lines(LegalText.objects.filter(school__isnull=True, number=STATUTE), held.school_id),
            *council,
            f"Căn cứ {minutes} {official_date(minutes.issued_on)};"
            if minutes and minutes.is_numbered and minutes.issued_on
            else "Căn cứ biên bản họp hội đồng chấm, xét công nhận sáng kiến [CẦN BỔ SUNG: số, ngày biên bản];",
            "Xét đề nghị của Hội đồng chấm, xét công nhận sáng kiến.",
        ],
        body=decision_body(held, len(entries)),
        recipients=["Như Điều 3", "Lưu: VT, hồ sơ sáng kiến"],
        signer=usual_signer(held.school_id, today),
        actor=actor,
        at=at,
    )
    for roll, entry in enumerate(entries, start=1):
        entry.decision, entry.roll = paper, roll
        entry.save(update_fields=["decision", "roll"])
    record(actor=actor, verb="judging_round.decision", target=held, at=at, changes={"số sáng kiến": len(entries)})
    return attach(paper, [recognised_list(held, entries)], actor=actor, at=at)


def _held(turn: Round, actor: User, at: datetime) -> Round:
    held: Round = hold(turn, can_manage, actor=actor, at=at)
    if held.state != RoundState.CONCLUDED:
        raise MoveRefusedError("Đợt chấm chưa kết luận nên chưa lập văn bản được.")
    return held

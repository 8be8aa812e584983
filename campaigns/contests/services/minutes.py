"""Biên bản chấm thi: begun from the result, signed and issued as every paper is. What each judge gave is not in it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from django.db import transaction
from django.utils import timezone

from campaigns.contests.models import Contest
from campaigns.contests.policies import can_manage
from campaigns.contests.queries import Line, authors_told, result
from thiduakt.audit.services import record
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.richtext import MAX_ROWS, dash_list
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.minutes import Meeting, begin_minutes
from thiduakt.marks import points_told
from thiduakt.school.models import User
from thiduakt.vietnamese import capitalized
from thiduakt.workflow import MoveRefusedError, hold

TITLE = "Kết quả chấm thi"
COLUMNS = (
    Column("Xếp hạng", 9, "center"),
    Column("Mã số", 8, "center"),
    Column("Bài dự thi", 28),
    Column("Người dự thi", 25),
    Column("Điểm", 9, "right"),
    Column("Giải", 12),
    Column("Gửi cấp trên", 9, "center"),
)


@transaction.atomic
def begin(contest: Contest, *, actor: User, at: datetime) -> Document:
    """Once every sheet is in. Revoked minutes leave room for new ones."""
    stored: Contest = hold(contest, can_manage, actor=actor, at=at)
    if not stored.is_counted:
        raise MoveRefusedError("Chưa tổng hợp kết quả nên chưa lập biên bản chấm thi.")
    if standing(stored):
        raise MoveRefusedError("Hội thi đã có biên bản chấm thi.")
    today, lines = timezone.localdate(at), result(stored)
    chair = usual_signer(stored.school_id, today)
    meeting = Meeting(
        subject=f"Chấm thi “{stored.name}”",
        held_on=today,
        content="".join(_content(stored, lines)),
        chair=chair,
        secretary=None if chair == actor.person else actor.person,
    )
    paper = begin_minutes(meeting, actor=actor, at=at, recipients=("Ban giám khảo", "Lưu: VT, Hồ sơ"))
    stored.minutes = attach(paper, _appendices(stored, lines), actor=actor, at=at)
    stored.save(update_fields=["minutes", "name", "search_key"])
    record(actor=actor, verb="contest.minutes", target=stored, at=at, changes={"văn bản": paper.pk})
    return stored.minutes


def follow(contest: Contest, *, actor: User, at: datetime) -> None:
    """After prizes were given anew: a draft says so, and what was submitted is not contradicted."""
    paper = standing(contest)
    if paper is None:
        return
    if not paper.is_editable:
        state = paper.get_state_display()
        raise MoveRefusedError(f"Biên bản chấm thi {state} nên giải giữ nguyên. Muốn đổi, thầy/cô rút biên bản về trước.")
    attach(paper, _appendices(contest, result(contest)), actor=actor, at=at)


def standing(contest: Contest) -> Document | None:
    paper = contest.minutes
    return paper if paper and paper.state != DocumentState.REVOKED else None


def _content(contest: Contest, lines: Sequence[Line]) -> Iterator[str]:
    judges = [str(one) for one in contest.judges.filter(excused_at__isnull=True).select_related("person")]
    yield f"<h3>Ban giám khảo</h3>{dash_list(judges)}"
    criteria = [f"{one.text}: tối đa {points_told(one.max_points)} điểm" for one in contest.criteria.all()]
    yield f"<h3>Tiêu chí, cách tính điểm</h3>{dash_list(criteria)}"
    yield f"<p>{escape(capitalized(contest.get_aggregation_display()))}. Bằng điểm là đồng hạng.</p>"
    marked = [line for line in lines if line.score is not None]
    told = f"Có {len(lines)} bài dự thi, {len(marked)} bài có điểm"
    if contest.pass_mark is not None:
        told += f"; {sum(line.passes for line in marked)} bài đạt từ {points_told(contest.pass_mark)} điểm"
    yield f"<h3>Kết quả</h3><p>{told}. Xếp hạng, giải thưởng và bài gửi cấp trên theo Phụ lục.</p>"


def _appendices(contest: Contest, lines: Sequence[Line]) -> list[Appendix]:
    """As many as the rows need; a contest of a school mostly needs one."""
    rows = [_cells(line) for line in lines]
    parts = [rows[start : start + MAX_ROWS] for start in range(0, len(rows), MAX_ROWS)]
    reason = f"Lý do chọn bài gửi cấp trên khác thứ hạng: {contest.choice_reason}" if contest.choice_reason else ""
    return [
        Appendix(
            title=f"{TITLE} (phần {place})" if len(parts) > 1 else TITLE,
            table=Table(COLUMNS, tuple(part)),
            closing=reason if place == len(parts) else "",
            landscape=True,
        )
        for place, part in enumerate(parts, start=1)
    ]


def _cells(line: Line) -> tuple[str, ...]:
    entry = line.entry
    chosen = "Gửi" if entry.is_chosen else ""
    return (line.place, str(entry.number), entry.title, authors_told(entry), line.told, entry.prize, chosen)

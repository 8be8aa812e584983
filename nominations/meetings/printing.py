"""What is printed of a meeting beside its minutes: the tờ trình of the tổ with its list, and what is filled in by hand."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html

from nominations.dossiers.enums import NomineeKind
from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Column, Paper, Signature, SignatureRow, Table
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.school.models import Letterhead

from .models import GroupMeeting, Vote
from .queries import attendances_of, rule_of, votes_of

SIGNED = "(Ký, ghi rõ họ và tên)"
NUMBER = Column("STT", 5, "center")


def outcome_told(vote: Vote) -> str:
    return vote.outcome.line if vote.outcome else "Để lại lần họp sau"


def appendix_of_votes(votes: Sequence[Vote]) -> Appendix:
    """Every dossier with its count, where there are too many for the text of the minutes."""
    columns = (
        NUMBER, Column("Cá nhân, tập thể", 20), Column("Danh hiệu, hình thức", 20), Column("Biểu quyết", 9),
        Column("Đồng ý", 7, "center"), Column("Không đồng ý", 8, "center"), Column("Phiếu trắng", 7, "center"),
        Column("Kết quả", 24),
    )  # fmt: skip
    rows = tuple(
        (str(number), str(vote.dossier.holder), vote.dossier.honor_name, *_counts(vote), outcome_told(vote))
        for number, vote in enumerate(votes, start=1)
    )
    return Appendix(
        "Kết quả biểu quyết của tổ", table=Table(columns, rows), landscape=True,
        closing=f"Danh sách này có {len(rows)} hồ sơ./.",
    )  # fmt: skip


def _counts(vote: Vote) -> tuple[str, str, str, str]:
    if vote.count is None:
        return "chưa biểu quyết", "", "", ""
    return vote.get_manner_display(), str(vote.agreed), str(vote.against), str(vote.blank)


def list_of(meeting: GroupMeeting, votes: Sequence[Vote]) -> Appendix:
    """Danh sách đề nghị of the tổ: those it proposes."""
    passed = [vote for vote in votes if vote.is_passed]
    people = sum(vote.dossier.holder_kind == NomineeKind.PERSON for vote in passed)
    columns = (
        NUMBER, Column("Cá nhân, tập thể", 20), Column("Chức vụ, đơn vị", 16), Column("Danh hiệu, hình thức đề nghị", 19),
        Column("Tóm tắt thành tích", 28), Column("Kết quả bỏ phiếu", 12, "center"),
    )  # fmt: skip
    rows = tuple((str(number), *_line(vote)) for number, vote in enumerate(passed, start=1))
    return Appendix(
        f"Danh sách {meeting.group} đề nghị khen thưởng năm học {meeting.review.year_name}",
        table=Table(columns, rows), landscape=True,
        closing=f"Danh sách này có {people} cá nhân, {len(passed) - people} tập thể./.",
    )  # fmt: skip


def _line(vote: Vote) -> tuple[str, str, str, str, str]:
    dossier = vote.dossier
    return str(dossier.holder), dossier.unit, dossier.honor_name, dossier.summary, f"{vote.agreed}/{vote.counted_of}"


def submittal_paper(meeting: GroupMeeting) -> Paper:
    """Tờ trình của tổ: a paper inside the school, without number and seal; the head of the tổ signs it by hand."""
    votes, letterhead = votes_of(meeting), Letterhead.objects.on(meeting.school_id, meeting.held_on)
    listed = list_of(meeting, votes)
    count = len(listed.table.rows) if listed.table else 0
    body = format_html(
        "<p>Căn cứ kết quả họp {} ngày {}, {} đề nghị Hội đồng Thi đua, khen thưởng và Hiệu trưởng xét {} hồ sơ của "
        "đợt “{}” (danh sách kèm theo).</p><p>{} kính đề nghị xem xét./.</p>",
        meeting.group, f"{meeting.held_on:%d/%m/%Y}", meeting.group, f"{count:02d}", meeting.review.name, meeting.group,
    )  # fmt: skip
    return Paper(
        kind=Kind.SUBMITTAL, subject=f"Về việc đề nghị khen thưởng: {meeting.review.name}",
        parent_lines=tuple(letterhead.issuer_lines.splitlines()), issuer_lines=(str(meeting.group).upper(),),
        place=letterhead.place, dated=meeting.held_on,
        addressees=(f"Hội đồng Thi đua, khen thưởng {meeting.school}", f"Hiệu trưởng {meeting.school}"),
        body=body, recipients=("Như trên", "Lưu: VT, Hồ sơ"),
        signatures=(SignatureRow(right=Signature(capacity=("TỔ TRƯỞNG",), name="", note=SIGNED)),),
        appendices=(listed,), issuer_name=str(meeting.group),
    )  # fmt: skip


def submittal_file(meeting: GroupMeeting, form: str) -> bytes:
    """PDF or DOCX. ValidationError: no letterhead of that day."""
    paper = submittal_paper(meeting)
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)


def blank_minutes_pdf(meeting: GroupMeeting) -> bytes:
    """The meeting with its people and its dossiers, and room for what is counted by hand."""
    return render(render_to_string("meetings/print_minutes.html", _told(meeting)))


def slips_pdf(meeting: GroupMeeting) -> bytes:
    """Phiếu biểu quyết: one for each member of the tổ, all alike, so that none says whose it is."""
    told = _told(meeting)
    return render(render_to_string("meetings/print_slips.html", told | {"slips": range(len(told["attendances"]) or 1)}))


def _told(meeting: GroupMeeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "attendances": attendances_of(meeting),
        "dossiers": [vote.dossier for vote in votes_of(meeting) if vote.poll_id is None],
        "rule": rule_of(meeting).sentence,
    }

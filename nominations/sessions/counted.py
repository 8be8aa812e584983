"""Biên bản kiểm phiếu: who counted, how many ballots there were, what each item came to (Mẫu 1.9, no form of its own).

Every number that the result is made of is told: whoever reads it can add it up.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nominations.ballots.telling import sealed_told, voided_told
from nominations.councils.enums import CouncilKind
from thiduakt.catalog.telling import number
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Appendix, Column, Paper, Signature, SignatureRow, Table
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.school.models import Letterhead

from .enums import Manner, Presence
from .models import Attendance, CouncilSession, Item, ItemVote
from .printing import COUNTED, line_of, moment_told
from .queries import attendances_of, balloted

Pairs = Sequence[tuple[Item, ItemVote]]
DUTIES = ("Trưởng ban", "Thư ký")  # the others are Ủy viên
CLOSING = (
    "Số phiếu và kết quả từng hồ sơ ở Phụ lục kèm theo. Ý kiến bằng văn bản của người vắng mặt ghi riêng, cộng vào số đồng "
    "ý khi so với tỷ lệ phiếu cần."
)


def count_body(session: CouncilSession) -> str:
    """All of it are facts but the last sentence, which says how it was passed."""
    ended = f"{session.ends_at:%H giờ %M} cùng ngày" if session.ends_at else "cuối phiên họp"
    last = f"Biên bản được lập thành 02 bản, thông qua trước Hội đồng vào hồi {ended}./."
    return count_facts(session) + format_html("<p>{}</p>", last)


def count_facts(session: CouncilSession) -> str:
    pairs = balloted(session)
    named = "; ".join(f"{name}, {duty}" for name, duty in _tellers(session))
    lines = [
        f"Thời gian bắt đầu: {moment_told(session)}.", f"Địa điểm: {session.place}.",
        f"Căn cứ {session.council.decision_told} về việc thành lập {session.council}.",
        f"Ban kiểm phiếu gồm: {named}.", f"Chủ tọa: {session.chair}; Thư ký phiên họp: {session.secretary}.",
        _people(attendances_of(session)),
    ]  # fmt: skip
    told = (*(format_html("<p>{}</p>", line) for line in lines), *_manners(pairs), *voided_told(session.polls))
    return "".join((*told, format_html("<p>{}</p>", _sums(pairs)), f"<p>{CLOSING}</p>"))


def counted_list(pairs: Pairs) -> Appendix:
    columns = (
        Column("STT", 5, "center"), Column("Cá nhân, tập thể", 16), Column("Danh hiệu, hình thức", 16),
        *(
            Column(title, 7, "center")
            for title in ("Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ", "Đồng ý", "Không đồng ý", "Không có ý kiến")
        ),
        Column("Đồng ý bằng văn bản", 8, "center"), Column("Tỷ lệ %", 7, "center"), Column("Kết luận", 14),
    )  # fmt: skip
    rows = tuple((str(place), *_row(*pair)) for place, pair in enumerate(pairs, start=1))
    return Appendix(
        COUNTED, table=Table(columns, rows), landscape=True, closing=f"Danh sách này có {len(rows):02d} hồ sơ./."
    )


def signed_by(session: CouncilSession) -> tuple[SignatureRow, ...]:
    """The first teller heads the count, the second writes it; whoever presides signs below."""
    names = dict.fromkeys((*DUTIES, *(duty for _, duty in _tellers(session))), "")
    names |= {duty: name for name, duty in reversed(_tellers(session))}
    left = names[DUTIES[1]] or str(session.secretary or "")
    return (
        SignatureRow(
            left=Signature(capacity=("THƯ KÝ",), name=left),
            right=Signature(capacity=("TRƯỞNG BAN KIỂM PHIẾU",), name=names[DUTIES[0]]),
        ),
        SignatureRow(right=Signature(capacity=("CHỦ TỌA",), name=str(session.chair or ""))),
    )


def signatures_of(document: Document) -> tuple[SignatureRow, ...] | None:
    """Of the record of a count; any other minutes are signed as their kind is."""
    papers = [key for key in (document.pk, document.replaces_id) if key]
    session = CouncilSession.objects.filter(count_record__in=papers).first()
    return signed_by(session) if session else None


def count_paper(session: CouncilSession) -> Paper:
    """To be signed by hand in the room, beside the numbered one."""
    letterhead = Letterhead.objects.on(session.school_id, session.held_on)
    body = CouncilKind(session.council.kind).proper_name
    return Paper(
        kind=Kind.MINUTES, subject=f"Kiểm phiếu: {session.title}",
        parent_lines=tuple(letterhead.issuer_lines.splitlines()), issuer_lines=(body.upper(),),
        dated=session.held_on, year=session.held_on.year, body=count_body(session),
        recipients=("Như thành phần tham dự", "Lưu: VT, Hồ sơ"),
        signatures=signed_by(session), appendices=(counted_list(balloted(session)),),
        issuer_name=f"{body} {session.school}",
    )  # fmt: skip


def count_file(session: CouncilSession, form: str) -> bytes:
    """PDF or DOCX. ValidationError: no letterhead of that day."""
    paper = count_paper(session)
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)


def _tellers(session: CouncilSession) -> list[tuple[str, str]]:
    names = [str(seat) for seat in session.tellers.select_related("person")]
    return list(zip(names, (*DUTIES, *["Ủy viên"] * len(names)), strict=False))


def _people(attendances: Sequence[Attendance]) -> str:
    """“Tổng số thành viên Hội đồng: 09; có mặt: 08; vắng: 01 (đã lấy ý kiến bằng văn bản: 01).”"""
    present = sum(one.is_present for one in attendances)
    written = sum(one.presence == Presence.WRITTEN for one in attendances)
    away = len(attendances) - present
    told = f"Tổng số thành viên Hội đồng: {len(attendances):02d}; có mặt: {present:02d}; vắng: {away:02d}"
    return f"{told} (đã lấy ý kiến bằng văn bản: {written:02d})." if written else f"{told}."


def _manners(pairs: Pairs) -> Iterator[SafeString]:
    if by_paper := sum(vote.manner == Manner.PAPER for _, vote in pairs):
        yield format_html("<p>Hình thức: bỏ phiếu kín bằng phiếu giấy, {} hồ sơ.</p>", f"{by_paper:02d}")
    polls = dict.fromkeys(vote.poll for _, vote in pairs if vote.poll)
    for poll in polls:
        yield from sealed_told(poll, sum(vote.poll == poll for _, vote in pairs))


def _sums(pairs: Pairs) -> str:
    """One sentence where all items have the same numbers."""
    found = {_ballots(vote) for _, vote in pairs}
    if len(found) != 1:
        return "Số phiếu phát ra, thu về, hợp lệ, không hợp lệ của từng hồ sơ không như nhau, ghi ở Phụ lục kèm theo."
    out, back, valid, invalid = (f"{count:02d}" for count in found.pop())
    return f"Số phiếu phát ra: {out}; thu về: {back}; hợp lệ: {valid}; không hợp lệ: {invalid}."


def _ballots(vote: ItemVote) -> tuple[int, int, int, int]:
    """Handed out, collected, valid, invalid. A sealed ballot can be neither invalid nor kept back."""
    valid = (vote.agreed or 0) + (vote.against or 0) + (vote.blank or 0)
    sealed = vote.manner == Manner.SECRET
    handed_out, collected = (vote.voters or 0, valid) if sealed else (vote.handed_out, vote.collected)
    return handed_out, collected, valid, vote.invalid


def _row(item: Item, vote: ItemVote) -> tuple[str, ...]:
    agreed, against, blank = vote.agreed or 0, vote.against or 0, vote.blank or 0
    share = Decimal(100 * (agreed + vote.written_agreed)) / Decimal(vote.counted_of or 1)
    outcome = vote.outcome
    return (
        *line_of(item)[:2], *map(str, (*_ballots(vote), agreed, against, blank)),
        f"{vote.written_agreed}/{vote.written}" if vote.written else "–",
        number(round(share, 2)), outcome.line if outcome else "",
    )  # fmt: skip

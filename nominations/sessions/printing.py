"""What is printed of a session: the words of its record, how the ballots were counted, whom it invites.

Facts come from the rows alone; what only those who sat there know is a place to fill.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from nominations.appraisals.queries import waivers_of
from nominations.councils.enums import CouncilKind
from nominations.feedback.enums import PostingState
from nominations.feedback.models import Posting
from nominations.feedback.queries import tally
from thiduakt.catalog.telling import number
from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Column, Paper, Signature, SignatureRow, Table
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.school.models import Letterhead
from thiduakt.vietnamese import official_date

from .enums import Manner, Presence
from .models import Attendance, CouncilSession, Item, ItemVote
from .queries import attendances_of, items_on_record, presider_told, room_of, vote_of

IN_THE_TEXT = 30  # lines of a table that are read beside the text; more stand in an appendix
RESULTS = "Kết quả biểu quyết của Hội đồng"
COUNTED = "Kết quả kiểm phiếu"
CLOSING = (
    "Số phiếu phát ra, thu về, hợp lệ, không hợp lệ và kết quả từng hồ sơ ở Phụ lục kèm theo. Ý kiến bằng văn bản của người "
    "vắng mặt ghi riêng, cộng vào số đồng ý khi so với tỷ lệ phiếu cần."
)
LAST = "Biên bản được lập thành 02 bản, thông qua trước Hội đồng trong phiên họp./."


def present_told(attendances: Sequence[Attendance]) -> str:
    """“tổng số 09 thành viên, có mặt 08, vắng 01 (Chu Thị Sen: đi công tác, cho ý kiến bằng văn bản)”."""
    away = [one for one in attendances if not one.is_present]
    told = f"tổng số {len(attendances):02d} thành viên, có mặt {len(attendances) - len(away):02d}, vắng {len(away):02d}"
    return f"{told} ({'; '.join(map(_away, away))})" if away else told


def _away(one: Attendance) -> str:
    written = ", cho ý kiến bằng văn bản" if one.presence == Presence.WRITTEN else ""
    return f"{one.seat}: {one.reason}{written}"


def minutes_content(session: CouncilSession) -> str:
    """Between the opening and the closing that every record has."""
    items = items_on_record(session)
    told = (_agenda(session, items), _beforehand(session, items), _discussion(items), _votes(session, items))
    return "".join((*chain.from_iterable(told), *_conclusions(items)))


def _agenda(session: CouncilSession, items: Sequence[Item]) -> Iterator[SafeString | str]:
    council = session.council
    yield "<h3>Chương trình</h3>"
    yield format_html("<p>{} họp theo {}. Chương trình có {} mục:</p>", council, council.decision_told, f"{len(items):02d}")
    yield format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item.title,) for item in items)))
    if guests := list(session.guests.all()):
        yield format_html("<p>Khách mời, không biểu quyết: {}.</p>", "; ".join(map(str, guests)))
    if session.is_acting:
        yield format_html(
            "<p>{} điều hành phiên họp thay Chủ tịch. Lý do: {}.</p>", session.chair, _bare(session.chair_reason)
        )


def _beforehand(session: CouncilSession, items: Sequence[Item]) -> Iterator[SafeString | str]:
    """What was heard of the list that the school was shown, and which conditions two people let pass, with their reason."""
    shown = Posting.objects.filter(review=session.review_id, state__in=PostingState.TOLD).order_by("posted_on", "pk")
    dossiers = {item.dossier.pk: item.dossier for item in items if item.dossier}
    waived = waivers_of(dossiers.values())
    if not shown and not waived:
        return
    yield "<h3>Công khai, thẩm định</h3>"
    for posting in shown:
        heard = tally(posting)
        yield format_html(
            "<p>Công khai lấy ý kiến từ {} đến hết {}: nhận {} ý kiến, tiếp thu {}, giải trình {}, chưa trả lời {}.</p>",
            official_date(posting.posted_on), official_date(posting.until),
            *(f"{count:02d}" for count in (heard.sent, heard.taken, heard.explained, heard.waiting)),
        )  # fmt: skip
    for one in chain.from_iterable(waived.values()):
        yield format_html(
            "<p>{}: bỏ qua điều kiện “{}” theo đề xuất của {}, được {} duyệt. Lý do: {}.</p>",
            dossiers[one.dossier_id], _bare(one.asked), one.proposed_by, one.decided_by, _bare(one.reason),
        )  # fmt: skip


def _discussion(items: Sequence[Item]) -> Iterator[SafeString | str]:
    yield "<h3>Thảo luận</h3>"
    told = [item for item in items if item.discussion.strip()]
    for item in told:
        lines = (line.strip() for line in item.discussion.splitlines() if line.strip())
        yield format_html("<p>{}: {}</p>", item.title, " ".join(lines))
    if not told:
        yield "<p>[CẦN BỔ SUNG: ý kiến thảo luận]</p>"


def _votes(session: CouncilSession, items: Sequence[Item]) -> Iterator[SafeString | str]:
    voted = [item for item in items if item.dossier]
    if not voted:
        return
    yield "<h3>Biểu quyết</h3>"
    rules = dict.fromkeys((item.dossier.honor_name, item.rule_told, item.basis) for item in voted if item.dossier)
    yield format_html_join(
        "", "<p>{}: cần số phiếu đồng ý {} (căn cứ: {}).</p>", ((*rule[:2], _bare(rule[2])) for rule in rules)
    )
    yield f"<p>{RESULTS} ở Phụ lục kèm theo.</p>" if len(voted) > IN_THE_TEXT else _table(voted)
    if any(vote and vote.manner in Manner.BALLOTS and vote.is_passed is not None for vote in map(vote_of, voted)):
        yield f"<p>{COUNTED} ở Phụ lục kèm theo.</p>"
    yield from _notes(session, voted)


def _table(items: Sequence[Item]) -> SafeString:
    heads = ("STT", "Cá nhân, tập thể", "Danh hiệu, hình thức", "Biểu quyết", "Kết quả")
    head = format_html_join("", "<th>{}</th>", ((title,) for title in heads))
    body = format_html_join(
        "", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        ((str(place), *_line(item)) for place, item in enumerate(items, start=1)),
    )  # fmt: skip
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, body)


def results_list(items: Sequence[Item]) -> Appendix:
    """The same table, where it is too long for the text."""
    columns = (
        Column("STT", 6, "center"), Column("Cá nhân, tập thể", 20), Column("Danh hiệu, hình thức", 20),
        Column("Biểu quyết", 28), Column("Kết quả", 26),
    )  # fmt: skip
    rows = tuple((str(place), *_line(item)) for place, item in enumerate(items, start=1))
    return Appendix(
        RESULTS, table=Table(columns, rows), landscape=True, closing=f"Danh sách này có {len(rows):02d} hồ sơ./."
    )


def _line(item: Item) -> tuple[str, str, str, str]:
    vote = vote_of(item)
    outcome = vote.outcome if vote else None
    dossier = item.dossier
    named = (str(dossier.holder), dossier.honor_name) if dossier else (item.title, "")
    return (*named, votes_told(vote) if vote else "Chưa biểu quyết", outcome.line if outcome else "Để lại phiên sau")


def votes_told(vote: ItemVote) -> str:
    """“Phiếu kín giấy: 7 đồng ý, 1 không đồng ý, 0 không có ý kiến; bằng văn bản: 1 đồng ý trong 1 ý kiến”."""
    count = vote.count
    if count is None:
        return "Chưa biểu quyết"
    told = f"{vote.get_manner_display().capitalize()}: {count.agreed} đồng ý, {count.against} không đồng ý, "
    told += f"{count.blank} không có ý kiến"
    if count.invalid:
        told += f", {count.invalid} không hợp lệ"
    return f"{told}; bằng văn bản: {vote.written_agreed} đồng ý trong {vote.written} ý kiến" if vote.written else told


def _notes(session: CouncilSession, items: Iterable[Item]) -> Iterator[SafeString]:
    """Who took no part in what, and who presided in the place of the chair."""
    attendances = attendances_of(session)
    for item in items:
        out = [f"{one.seat} ({one.get_kind_display()})" for one in item.conflicts.all() if one.is_out]
        if out:
            yield format_html("<p>{}: không tham gia {}.</p>", item.title, "; ".join(out))
        presider = presider_told(item, attendances)
        if presider and presider.pk != session.chair_id:
            yield format_html("<p>{}: {} điều hành.</p>", item.title, presider)


def _conclusions(items: Sequence[Item]) -> Iterator[SafeString | str]:
    yield "<h3>Kết luận</h3>"
    sorted_out = [(item, vote_of(item)) for item in items if item.dossier]
    for is_passed, told in ((True, "thông qua"), (False, "không thông qua"), (None, "để lại phiên sau")):
        found = [item for item, vote in sorted_out if (vote.is_passed if vote else None) is is_passed]
        if not found:
            continue
        pairs = ((one.dossier.holder, one.dossier.honor_name) for one in found if one.dossier)
        names = format_html_join("", "<li>{}: {}</li>", pairs)
        yield format_html("<p>Hội đồng {} {} hồ sơ:</p><ul>{}</ul>", told, f"{len(found):02d}", names)
    for item in items:
        if item.dossier is None:
            yield f"<p>{escape(item.title)}: [CẦN BỔ SUNG: kết luận]</p>"


def balloted(session: CouncilSession) -> list[tuple[Item, ItemVote]]:
    """What was voted on by ballot, on paper or sealed, and concluded."""
    pairs = ((item, vote_of(item)) for item in items_on_record(session))
    return [(item, vote) for item, vote in pairs if vote and vote.manner in Manner.BALLOTS and vote.is_passed is not None]


def counted_list(pairs: Sequence[tuple[Item, ItemVote]]) -> Appendix:
    """Every number that the result is made of: whoever reads it can add it up."""
    columns = (
        Column("STT", 5, "center"), Column("Cá nhân, tập thể", 16), Column("Danh hiệu, hình thức", 16),
        *(
            Column(title, 7, "center")
            for title in ("Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ", "Đồng ý", "Không đồng ý", "Không có ý kiến")
        ),
        Column("Đồng ý bằng văn bản", 8, "center"), Column("Tỷ lệ %", 7, "center"), Column("Kết luận", 14),
    )  # fmt: skip
    rows = tuple((str(place), *_counted(*pair)) for place, pair in enumerate(pairs, start=1))
    return Appendix(
        COUNTED, table=Table(columns, rows), landscape=True, closing=f"Danh sách này có {len(rows):02d} hồ sơ./."
    )


def _counted(item: Item, vote: ItemVote) -> tuple[str, ...]:
    """A sealed ballot can be neither invalid nor kept back: as many came back as took part and voted."""
    agreed, against, blank = vote.agreed or 0, vote.against or 0, vote.blank or 0
    valid = agreed + against + blank
    sealed = vote.manner == Manner.SECRET
    handed_out, collected = (vote.voters or 0, valid) if sealed else (vote.handed_out, vote.collected)
    share = Decimal(100 * (agreed + vote.written_agreed)) / Decimal(vote.counted_of or 1)
    outcome = vote.outcome
    return (
        *_line(item)[:2], *map(str, (handed_out, collected, valid, vote.invalid, agreed, against, blank)),
        f"{vote.written_agreed}/{vote.written}" if vote.written else "–",
        number(round(share, 2)), outcome.line if outcome else "",
    )  # fmt: skip


def count_paper(session: CouncilSession) -> Paper:
    """Biên bản kiểm phiếu, beside the record of the session and without a number of its own: its tellers sign it by hand."""
    letterhead = Letterhead.objects.on(session.school_id, session.held_on)
    tellers = [str(seat) for seat in session.tellers.select_related("person")]
    body, attendances = CouncilKind(session.council.kind).proper_name, attendances_of(session)
    duties = ("Trưởng ban", "Thư ký", *["Ủy viên"] * len(tellers))
    named = "; ".join(f"{name}, {duty}" for name, duty in zip(tellers, duties, strict=False))
    lines = [
        f"Thời gian bắt đầu: {_moment(session)}.", f"Địa điểm: {session.place}.",
        f"Căn cứ {session.council.decision_told} về việc thành lập {session.council}.",
        f"Ban kiểm phiếu gồm: {named}.", _counted_people(attendances), CLOSING, LAST,
    ]  # fmt: skip
    return Paper(
        kind=Kind.MINUTES, subject=f"Kiểm phiếu: {session.title}",
        parent_lines=tuple(letterhead.issuer_lines.splitlines()), issuer_lines=(body.upper(),),
        dated=session.held_on, year=session.held_on.year,
        body="".join(format_html("<p>{}</p>", line) for line in lines),
        recipients=("Như thành phần tham dự", "Lưu: VT, Hồ sơ"),
        signatures=_signed_by(tellers, str(session.chair or "")), appendices=(counted_list(balloted(session)),),
        issuer_name=f"{body} {session.school}",
    )  # fmt: skip


def _counted_people(attendances: Sequence[Attendance]) -> str:
    """“Tổng số thành viên Hội đồng: 09; có mặt: 08; vắng: 01 (đã lấy ý kiến bằng văn bản: 01).”"""
    present = sum(one.is_present for one in attendances)
    written = sum(one.presence == Presence.WRITTEN for one in attendances)
    away = len(attendances) - present
    told = f"Tổng số thành viên Hội đồng: {len(attendances):02d}; có mặt: {present:02d}; vắng: {away:02d}"
    return f"{told} (đã lấy ý kiến bằng văn bản: {written:02d})." if written else f"{told}."


def _signed_by(tellers: Sequence[str], chair: str) -> tuple[SignatureRow, ...]:
    """The first of them heads the count, the second writes; whoever presides signs below."""
    head, other = [*tellers, "", ""][:2]
    return (
        SignatureRow(
            left=Signature(capacity=("THƯ KÝ",), name=other),
            right=Signature(capacity=("TRƯỞNG BAN KIỂM PHIẾU",), name=head),
        ),
        SignatureRow(right=Signature(capacity=("CHỦ TỌA",), name=chair)),
    )


def count_file(session: CouncilSession, form: str) -> bytes:
    """PDF or DOCX. ValidationError: no letterhead of that day."""
    paper = count_paper(session)
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)


def invitation_body(session: CouncilSession) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((item.title,) for item in items_on_record(session)))
    guests = "".join(f"; {guest}" for guest in session.guests.all())
    return format_html(
        "<p>Kính mời: Các thành viên {council}{guests}.</p><p>Tới dự: {title}.</p>"
        "<p>Thời gian: {moment}.</p><p>Địa điểm: {place}.</p>"
        "<p>Nội dung, chương trình:</p><ul>{items}</ul>"
        "<p>Thành viên vắng mặt báo với Thư ký Hội đồng và gửi ý kiến bằng văn bản trước phiên họp. "
        "Đề nghị các ông (bà) đến dự đúng thời gian, địa điểm./.</p>",
        council=session.council, guests=guests, title=session.title, moment=_moment(session), place=session.place,
        items=items,
    )  # fmt: skip


def _moment(session: CouncilSession) -> str:
    """“8 giờ 00, ngày 26 tháng 5 năm 2023”."""
    return f"{session.starts_at.hour} giờ {session.starts_at.minute:02d}, {official_date(session.held_on)}"


def _bare(sentence: str) -> str:
    """Without its full stop, to stand inside another sentence."""
    return "; ".join(line.strip() for line in sentence.splitlines() if line.strip()).rstrip(". ")


def slips_pdf(item: Item) -> bytes:
    """Phiếu bầu of one item: as many as there are people who vote on it, all alike, so that none says whose it is."""
    voters = room_of(item, attendances_of(item.session)).voters
    return render(
        render_to_string("sessions/print_slips.html", {"session": item.session, "item": item, "slips": range(voters)})
    )

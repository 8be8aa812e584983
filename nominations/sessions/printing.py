"""What is printed of a session: the words of its record, whom it invites, what is voted on.

Facts come from the rows alone; what only those who sat there know is a place to fill.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from nominations.appraisals.queries import waivers_of
from nominations.ballots.telling import bare, voided_told
from nominations.feedback.enums import PostingState
from nominations.feedback.models import Posting
from nominations.feedback.queries import tally
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.rendering.sandbox import render
from thiduakt.vietnamese import official_date

from .enums import Manner, Presence
from .models import Attendance, CouncilSession, Item, ItemVote
from .queries import attendances_of, items_on_record, presider_told, room_of, vote_of

IN_THE_TEXT = 30  # lines of a table that are read beside the text; more stand in an appendix
RESULTS = "Kết quả biểu quyết của Hội đồng"
COUNTED = "Kết quả kiểm phiếu"


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


def minutes_facts(session: CouncilSession) -> str:
    """What of it nobody writes otherwise: who was there, what was voted, what it came to."""
    items = items_on_record(session)
    present = format_html("<p>Thành phần tham dự: {}.</p>", present_told(attendances_of(session)))
    told = (present, *_votes(session, items), *_conclusions(items))
    return "".join(piece for piece in told if not piece.startswith("<h3>"))


def _agenda(session: CouncilSession, items: Sequence[Item]) -> Iterator[SafeString | str]:
    council = session.council
    yield "<h3>Chương trình</h3>"
    yield format_html("<p>{} họp theo {}. Chương trình có {} mục:</p>", council, council.decision_told, f"{len(items):02d}")
    yield format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item.title,) for item in items)))
    if guests := list(session.guests.all()):
        yield format_html("<p>Khách mời, không biểu quyết: {}.</p>", "; ".join(map(str, guests)))
    if session.is_acting:
        yield format_html(
            "<p>{} điều hành phiên họp thay Chủ tịch. Lý do: {}.</p>", session.chair, bare(session.chair_reason)
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
            dossiers[one.dossier_id], bare(one.asked), one.proposed_by, one.decided_by, bare(one.reason),
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
        "", "<p>{}: cần số phiếu đồng ý {} (căn cứ: {}).</p>", ((*rule[:2], bare(rule[2])) for rule in rules)
    )
    yield f"<p>{RESULTS} ở Phụ lục kèm theo.</p>" if len(voted) > IN_THE_TEXT else _table(voted)
    if any(vote and vote.manner in Manner.BALLOTS and vote.is_passed is not None for vote in map(vote_of, voted)):
        yield f"<p>{COUNTED} ở Phụ lục kèm theo.</p>"
    yield from voided_told(session.polls)
    yield from _notes(session, voted)


def _table(items: Sequence[Item]) -> SafeString:
    heads = ("STT", "Cá nhân, tập thể", "Danh hiệu, hình thức", "Biểu quyết", "Kết quả")
    head = format_html_join("", "<th>{}</th>", ((title,) for title in heads))
    body = format_html_join(
        "", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        ((str(place), *line_of(item)) for place, item in enumerate(items, start=1)),
    )  # fmt: skip
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, body)


def results_list(items: Sequence[Item]) -> Appendix:
    """The same table, where it is too long for the text."""
    columns = (
        Column("STT", 6, "center"), Column("Cá nhân, tập thể", 20), Column("Danh hiệu, hình thức", 20),
        Column("Biểu quyết", 28), Column("Kết quả", 26),
    )  # fmt: skip
    rows = tuple((str(place), *line_of(item)) for place, item in enumerate(items, start=1))
    return Appendix(
        RESULTS, table=Table(columns, rows), landscape=True, closing=f"Danh sách này có {len(rows):02d} hồ sơ./."
    )


def line_of(item: Item) -> tuple[str, str, str, str]:
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


def _heard(session: CouncilSession) -> Iterator[str]:
    """No dossier by name: the whole school reads an invitation, members read the list on the page of the session."""
    items = items_on_record(session)
    if count := sum(item.dossier_id is not None for item in items):
        yield f"Xét {count:02d} hồ sơ đề nghị khen thưởng" + (f" của đợt “{session.review}”" if session.review else "")
    yield from (item.title for item in items if item.dossier_id is None)


def invitation_body(session: CouncilSession) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((told,) for told in _heard(session)))
    guests = "".join(f"; {guest}" for guest in session.guests.all())
    return format_html(
        "<p>Kính mời: Các thành viên {council}{guests}.</p><p>Tới dự: {title}.</p>"
        "<p>Thời gian: {moment}.</p><p>Địa điểm: {place}.</p>"
        "<p>Nội dung, chương trình:</p><ul>{items}</ul>"
        "<p>Thành viên vắng mặt báo với Thư ký Hội đồng và gửi ý kiến bằng văn bản trước phiên họp. "
        "Đề nghị các ông (bà) đến dự đúng thời gian, địa điểm./.</p>",
        council=session.council, guests=guests, title=session.title, moment=moment_told(session), place=session.place,
        items=items,
    )  # fmt: skip


def moment_told(session: CouncilSession) -> str:
    """“8 giờ 00, ngày 26 tháng 5 năm 2023”."""
    return f"{session.starts_at.hour} giờ {session.starts_at.minute:02d}, {official_date(session.held_on)}"


def slips_pdf(item: Item) -> bytes:
    """Phiếu bầu of one item: as many as there are people who vote on it, all alike, so that none says whose it is."""
    voters = room_of(item, attendances_of(item.session)).voters
    return render(
        render_to_string("sessions/print_slips.html", {"session": item.session, "item": item, "slips": range(voters)})
    )

"""Biên bản họp tổ: the official paper of a concluded meeting, drafted from what was written down."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from nominations.ballots.telling import sealed_told, voided_told
from nominations.meetings.models import Attendance, GroupMeeting, Vote
from nominations.meetings.policies import can_lead
from nominations.meetings.printing import appendix_of_votes, outcome_told
from nominations.meetings.queries import attendances_of, rule_of, votes_of
from thiduakt.audit.services import record
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.minutes import Meeting, begin_minutes
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold

RECIPIENTS = ("Hội đồng Thi đua - Khen thưởng", "Như thành phần tham dự", "Lưu: VT, Hồ sơ")
IN_THE_TEXT = 30  # lines of a table that are read beside the text; more stand in an appendix


@transaction.atomic
def begin_paper(meeting: GroupMeeting, *, actor: User, at: datetime) -> Document:
    """A draft in the form of Mẫu 1.9. What the meeting did not write down is a place to fill."""
    stored: GroupMeeting = hold(meeting, can_lead, actor=actor, at=at)
    if stored.is_draft:
        raise MoveRefusedError("Cuộc họp chưa chốt kết quả, chưa soạn biên bản được.")
    if stored.minutes_id:
        raise MoveRefusedError("Cuộc họp đã có biên bản.")
    attendances, votes = attendances_of(stored), votes_of(stored)
    told = Meeting(
        subject=f"Họp {stored.group} bình xét: {stored.review}",
        held_on=stored.held_on,
        content="".join(_content(stored, votes)),
        chair=stored.chair,
        secretary=stored.secretary,
        starts_at=stored.starts_at,
        ends_at=stored.ends_at,
        place=stored.place,
        present=present_told(attendances),
    )
    document = begin_minutes(told, actor=actor, at=at, recipients=RECIPIENTS)
    if len(votes) > IN_THE_TEXT:
        document = attach(document, [appendix_of_votes(votes)], actor=actor, at=at)
    stored.minutes = document
    stored.save(update_fields=["minutes"])
    record(actor=actor, verb="group_meeting.minutes", target=stored, at=at, changes={"văn bản": document.pk})
    return document


def present_told(attendances: Sequence[Attendance]) -> str:
    """“tổng số 08 người, có mặt 07 người, vắng 01 người (Đỗ Thị Đào: nghỉ ốm)”."""
    away = [one for one in attendances if not one.is_present]
    told = (
        f"tổng số {len(attendances):02d} người, có mặt {len(attendances) - len(away):02d} người, vắng {len(away):02d} người"
    )
    return f"{told} ({'; '.join(f'{one.person}: {one.reason}' for one in away)})" if away else told


def _content(meeting: GroupMeeting, votes: Sequence[Vote]) -> Iterator[SafeString | str]:
    yield "<h3>Nội dung bình xét</h3>"
    yield format_html(
        "<p>{} xét {} hồ sơ của đợt xét “{}”.</p>", meeting.group, f"{len(votes):02d}", meeting.review.with_year
    )
    if meeting.corrects:
        yield format_html(
            "<p>Cuộc họp này xét lại kết quả cuộc họp ngày {}. Lý do: {}</p>", f"{meeting.corrects.held_on:%d/%m/%Y}",
            meeting.corrects_why,
        )  # fmt: skip
    yield "<h3>Ý kiến thảo luận</h3>"
    lines = [line.strip() for line in meeting.discussion.splitlines() if line.strip()]
    yield "".join(f"<p>{escape(line)}</p>" for line in lines) or "<p>[CẦN BỔ SUNG: ý kiến thảo luận]</p>"
    yield "<h3>Biểu quyết</h3>"
    rule = rule_of(meeting).sentence
    yield format_html("<p>Hồ sơ được đề nghị khi số phiếu đồng ý đạt {}, theo quy định của nhà trường.</p>", rule)
    yield "<p>Kết quả từng hồ sơ ở Phụ lục kèm theo.</p>" if len(votes) > IN_THE_TEXT else _table(votes)
    yield from _sealed(meeting, votes)
    yield from _who_presided(votes)
    yield "<h3>Kết luận</h3>"
    yield from _conclusions(votes)


def _table(votes: Sequence[Vote]) -> SafeString:
    heads = ("STT", "Cá nhân, tập thể", "Danh hiệu, hình thức", "Biểu quyết", "Kết quả")
    head = format_html_join("", "<th>{}</th>", ((title,) for title in heads))
    rows = (
        (str(number), str(vote.dossier.holder), vote.dossier.honor_name, votes_told(vote), outcome_told(vote))
        for number, vote in enumerate(votes, start=1)
    )
    body = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", rows)
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, body)


def votes_told(vote: Vote) -> str:
    count = vote.count
    if count is None:
        return "Đã bỏ phiếu kín, kết quả không dùng" if vote.poll_id else "Chưa biểu quyết"
    told = f"{count.agreed} đồng ý, {count.against} không đồng ý, {count.blank} trắng"
    return f"{vote.get_manner_display().capitalize()}: {told} ({count.voters} người)"


def _sealed(meeting: GroupMeeting, votes: Sequence[Vote]) -> Iterator[SafeString]:
    for poll in dict.fromkeys(vote.poll for vote in votes if vote.poll):
        yield from sealed_told(poll, sum(vote.poll == poll for vote in votes))
        yield format_html("<p>Kiểm phiếu: {}.</p>", "; ".join(map(str, poll.tellers.all())))
    yield from voided_told(meeting.polls)


def _who_presided(votes: Sequence[Vote]) -> Iterator[SafeString]:
    for vote in votes:
        if vote.led_by:
            yield format_html("<p>{} chủ trì phần biểu quyết {}.</p>", vote.led_by, vote.dossier.holder)
        if vote.is_out:
            yield format_html("<p>{} ra ngoài khi tổ biểu quyết hồ sơ của mình.</p>", vote.dossier.holder)


def _conclusions(votes: Sequence[Vote]) -> Iterator[SafeString]:
    for is_passed, told in ((True, "đề nghị"), (False, "không đề nghị"), (None, "để lại lần họp sau")):
        found = [vote for vote in votes if vote.is_passed is is_passed]
        if not found:
            continue
        names = format_html_join(
            "", "<li>{}: {}{}</li>",
            ((one.dossier.holder, one.dossier.honor_name, f" ({one.remarks})" if one.remarks else "") for one in found),
        )  # fmt: skip
        yield format_html("<p>Tổ {} {} hồ sơ:</p><ul>{}</ul>", told, f"{len(found):02d}", names)

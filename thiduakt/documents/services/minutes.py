"""Biên bản: begun by a room from what it knows of a meeting, in the form of NĐ 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.html import format_html

from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import official_date

from .drafting import create_draft

RECIPIENTS = ("Như thành phần tham dự", "Lưu: VT, Hồ sơ")
OPENING = (
    "<p>Thời gian bắt đầu: {starts}.</p><p>Địa điểm: {place}.</p><p>Thành phần tham dự: {present}.</p>"
    "<p>Chủ trì (chủ tọa): {chair}.</p><p>Thư ký (người ghi biên bản): {secretary}.</p>"
    "<p>Nội dung (theo diễn biến cuộc họp):</p>"
)
CLOSING = "<p>Cuộc họp kết thúc vào {ends}./.</p>"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is not known becomes a place to fill, which holds back the signing."""

    subject: str  # trích yếu: "Họp tổ Mẫu giáo lớn xét đề nghị …"
    held_on: date
    content: str  # rich text, escaped by whoever writes it
    chair: Person | None = None
    secretary: Person | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    issuing_body: str = ""  # a value of `IssuingBody`; empty: the school
    present: str = ""  # "tổng số 09 người, có mặt 08 người, vắng 01 người (lý do: …)"


def begin_minutes(meeting: Meeting, *, actor: User, at: datetime, recipients: Sequence[str] = RECIPIENTS) -> Document:
    """A draft that its chair signs beside its secretary; both can be chosen otherwise in the editor."""
    opening = format_html(
        OPENING,
        starts=_moment(meeting.starts_at, meeting.held_on),
        place=meeting.place.strip() or _to_fill("nơi họp"),
        present=meeting.present.strip().rstrip(".") or _to_fill("tổng số, có mặt, vắng mặt và lý do"),
        chair=_named(meeting.chair, "họ tên, chức vụ chủ tọa"),
        secretary=_named(meeting.secretary, "họ tên, chức vụ thư ký"),
    )
    return create_draft(
        Kind.MINUTES,
        subject=meeting.subject[:500],
        dated_on=meeting.held_on,
        body=opening + meeting.content + format_html(CLOSING, ends=_moment(meeting.ends_at, meeting.held_on)),
        recipients=list(recipients),
        signer=meeting.chair,
        secretary=meeting.secretary,
        issuing_body=meeting.issuing_body,
        actor=actor,
        at=at,
    )


def _moment(moment: time | None, day: date) -> str:
    """“14 giờ 05, ngày 26 tháng 5 năm 2023”."""
    hour = f"{moment.hour} giờ {moment.minute:02d}" if moment else _to_fill("giờ")
    return f"{hour}, {official_date(day)}"


def _named(person: Person | None, asked: str) -> str:
    return ", ".join(filter(None, (person.full_name, person.post))) if person else _to_fill(asked)


def _to_fill(asked: str) -> str:
    return f"[CẦN BỔ SUNG: {asked}]"

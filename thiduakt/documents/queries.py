"""What the screens of papers show: how a paper came about, and the lines of the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import User

from .enums import DocumentState
from .flows import COMMENT_FLOW, DOCUMENT_FLOW
from .kinds import series_name
from .models import Document, RegisterEntry, ReviewMark

ACTS = {
    "document.draft": "Soạn bản nháp",
    "document.edit": "Sửa bản nháp",
    "document.appendices": "Đổi phụ lục",
    "document.discard": "Bỏ bản nháp",
    "document.prolong": "Gia hạn lấy ý kiến",
    "document.remind": "Nhắc người chưa đọc dự thảo",
    "document.comment": "Góp ý",
    "document.withdraw_comment": "Rút ý kiến góp ý",
    "document.add_copy": "Tải bản ký lên",
    "document.add_marks": "Ghi chỗ cần xem lại",
    "document.settle_mark": "Đã xem một chỗ cần xem lại",
    "document.reopen_mark": "Mở lại một chỗ cần xem lại",
    "document.set_aside": "Bỏ qua một chỗ máy soát",
    "plan.clone": "Chép từ kế hoạch năm trước",
    "plan.change_year": "Đổi năm của kế hoạch",
    "document.redraw": "In lại tệp bị mất hoặc hỏng",
    **{flow.verb(move): move.label for flow in (DOCUMENT_FLOW, COMMENT_FLOW) for move in flow.moves.values()},
}
GIVING_BACK = ("document.return", "document.send_back")


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a paper's history."""

    at: datetime
    who: str
    what: str
    reason: str


def history(document: Document) -> list[Act]:
    """Every act upon the paper, the newest first."""
    return [_act(event) for event in AuditEvent.objects.about(document).order_by("-seq")]


def given_back(documents: Iterable[Document]) -> dict[int, Act]:
    """By id, of those that may be edited: the act that gave the paper back, unless it was submitted again since."""
    editable = [document.pk for document in documents if document.is_editable]
    events = AuditEvent.objects.filter(
        object_type=Document._meta.label_lower, object_id__in=editable, verb__in=("document.submit", *GIVING_BACK)
    )
    last = {event.object_id: event for event in events.order_by("seq")}
    return {pk: _act(event) for pk, event in last.items() if event.verb in GIVING_BACK}


def ended_on(document: Document) -> date | None:
    """The day of issue of the paper that replaced or revoked this one."""
    newer = document.replaced_by.all() | document.revoked_by.all()
    return newer.filter(number__isnull=False).values_list("issued_on", flat=True).first()


def _act(event: AuditEvent) -> Act:
    return Act(event.at, event.actor_name, _what(event), event.reason)


def _what(event: AuditEvent) -> str:
    act = ACTS.get(event.verb, event.verb)
    fields = event.changes.get("fields", [])
    return f"{act}: {', '.join(_field_name(name) for name in fields)}" if fields else act


def _field_name(name: str) -> str:
    known = {field.name: str(field.verbose_name) for field in Document._meta.fields}
    return known.get(name, name)


@dataclass(frozen=True, slots=True)
class ReviewMarks:
    """The places of a draft that somebody has to look at, in the order of the text."""

    waiting: list[ReviewMark]
    settled: list[ReviewMark]

    @property
    def count(self) -> int:
        return len(self.waiting) + len(self.settled)


def review_marks(document: Document) -> ReviewMarks | None:
    """None where there never were any."""
    marks = list(document.review_marks.select_related("settled_by__person"))
    if not marks:
        return None
    return ReviewMarks([mark for mark in marks if not mark.settled_at], [mark for mark in marks if mark.settled_at])


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One row of the book: the ten columns of NĐ 30/2020/NĐ-CP, Phụ lục IV, and what the screen needs besides."""

    entry: RegisterEntry
    notation: str
    issued_on: date
    title: str
    signer: str
    recipients: str
    note: str

    @property
    def columns(self) -> tuple[str | int | date | None, ...]:
        entry = self.entry
        return (
            self.notation, self.issued_on, self.title, self.signer, self.recipients, entry.archive_holder, entry.copies,
            entry.dispatched_on, entry.received_by, self.note,
        )  # fmt: skip


COLUMNS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)


def register_entries(user: User, year: int, series: str = "", words: str = "") -> QuerySet[RegisterEntry]:
    """In the order of the book. Of the snapshot only the signer's name is read: whole papers would fill the memory."""
    entries = RegisterEntry.objects.visible_to(user).filter(document__year=year).matching(words)
    if series:
        entries = entries.filter(document__series=series)
    return (
        entries.select_related("document")
        .defer("document__body", "document__signed_paper", "document__snapshot", "document__bases")
        .annotate(signer_name=_in_snapshot("paper", "signatures", 0, "right", "name"))
        .order_by("document__issued_on", "document__series", "document__number", "pk")
    )


def _in_snapshot(*path: str | int) -> KeyTextTransform:
    """The text at `path` in the snapshot of an entry's document."""
    place: Any = "document__snapshot"
    for step in path[:-1]:
        place = KeyTransform(step, place)
    return KeyTextTransform(path[-1], place)


def register_line(entry: Any) -> RegisterLine:
    """`entry` comes from `register_entries`."""
    document = entry.document
    over = "" if document.state == DocumentState.ISSUED else f"Văn bản {document.get_state_display()}."
    return RegisterLine(
        entry=entry,
        notation=document.notation,
        issued_on=document.issued_on,
        title=f"{document.get_kind_display()} {' '.join(document.subject.split())}",
        signer=entry.signer_name,
        recipients="; ".join(line for line in document.recipients if not line.startswith("Lưu")),  # that is column (6)
        note=" ".join(filter(None, (entry.note, over))),
    )


def register_totals(entries: QuerySet[RegisterEntry]) -> dict[str, int]:
    """`papers`, `dispatched` and `copies` of the lines that are shown."""
    totals = entries.order_by().aggregate(
        papers=Count("pk"), dispatched=Count("pk", filter=Q(dispatched_on__isnull=False)), copies=Sum("copies")
    )
    return {name: count or 0 for name, count in totals.items()}


def register_years(user: User) -> tuple[int, int] | None:
    """The first and the last year in which a paper got its number; None where none ever did."""
    years = Document.objects.filter(school=user.school_id).aggregate(first=Min("year"), last=Max("year"))
    return (years["first"], years["last"]) if years["first"] else None


def papers_by_year(user: User) -> dict[int, int]:
    """How many papers got their number in each year that has any, the newest first."""
    numbered = Document.objects.filter(school=user.school_id, year__isnull=False)
    return dict(numbered.order_by("-year").values_list("year").annotate(Count("pk")))


def series_of_year(user: User, year: int) -> list[tuple[str, str]]:
    """(code, name) of the series that gave a number that year."""
    codes = Document.objects.filter(school=user.school_id, year=year).order_by("series").values_list("series", flat=True)
    return [(code, series_name(code)) for code in codes.distinct()]

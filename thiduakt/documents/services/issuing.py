"""Ký, cấp số, ban hành. Everything that issue writes commits together; drawing the file comes after, from the snapshot."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.documents import consequences, policies
from thiduakt.documents.composing import compose, no_signing_role
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.kinds import COMMON_SERIES, IssuingBody, Kind, series_code
from thiduakt.documents.models import LARGEST_NUMBER, Document, NumberSeries, RegisterEntry
from thiduakt.documents.paper import Paper
from thiduakt.documents.wording import official_number
from thiduakt.school.enums import Numbering
from thiduakt.school.models import School, User
from thiduakt.workflow import lock, perform

SATURDAY = 5
# What a reader knows each field of a `Paper` by, where it may come to differ between signing and issue.
PARTS = {
    "kind": "loại văn bản",
    "subject": "trích yếu",
    "parent_lines": "tên cơ quan chủ quản",
    "issuer_lines": "tên cơ quan ban hành",
    "symbol": "ký hiệu",
    "place": "địa danh",
    "authority": "thẩm quyền ban hành",
    "addressees": "kính gửi",
    "bases": "căn cứ",
    "body": "nội dung",
    "recipients": "nơi nhận",
    "signatures": "chức vụ, họ tên người ký",
    "appendices": "phụ lục",
    "issuer_name": "tên trường",
}


def sign_document(document: Document, *, signed_on: date, actor: User, at: datetime) -> Document:
    """Ký. `signed_on` is the day under the signature; the moment of the act itself stands in the log.

    What is signed is frozen with it: nobody's later change of letterhead, name or role reaches a signed paper.
    """

    def settle(locked: Document) -> dict[str, Any]:
        if signed_on > timezone.localdate(at):
            raise ValidationError({"signed_on": "Ngày ký không được sau hôm nay."})
        if refusal := no_signing_role(locked, signed_on):
            raise ValidationError({"signed_on": refusal})
        locked.signed_on = signed_on  # the capacity is that of this day
        return {"signed_on": signed_on, "signed_paper": compose(locked).to_dict()}

    return perform(DOCUMENT_FLOW, document, "sign", actor=actor, at=at, settle=settle)


def send_back(document: Document, *, actor: User, at: datetime, reason: str) -> Document:
    """Trả lại a signed paper before it has a number; the signature falls with it."""
    unsigned = {"signed_on": None, "signed_paper": None}
    return perform(DOCUMENT_FLOW, document, "send_back", actor=actor, at=at, reason=reason, settle=lambda _: unsigned)


@transaction.atomic
def issue_document(
    document: Document, *, issued_on: date, actor: User, at: datetime, number: int | None = None, reason: str = ""
) -> Document:
    """Cấp số, ban hành: number, date, state, snapshot, register line, audit event and `consequences` in one transaction.

    Repeating it gives the same number back. `number` is for a series whose numbers come from elsewhere; `reason` is asked
    where the number comes later than the working day after the paper's own day (NĐ 30/2020/NĐ-CP, Điều 15).

    Rows are locked in one order everywhere: papers, then the series, then what hangs on them, then the head of the log.
    """
    stored = lock(document)
    if stored.is_numbered and policies.can_issue(actor, stored, at):
        return stored
    ended = [(lock(older), step) for older, step in ((stored.replaces, "replace"), (stored.revokes, "revoke")) if older]

    def settle(locked: Document) -> dict[str, Any]:
        _check_day(locked, issued_on, reason, today=timezone.localdate(at))
        numbered = _numbered(locked, issued_on, number)
        for name, value in numbered.items():
            setattr(locked, name, value)  # what hangs on the paper tells its number and day
        consequences.draw(locked, [older for older, _ in ended], actor=actor, at=at)
        return numbered

    issued = perform(DOCUMENT_FLOW, stored, "issue", actor=actor, at=at, reason=reason, settle=settle)
    holder = next((line.removeprefix("Lưu:").strip(" .") for line in issued.recipients if line.startswith("Lưu")), "")
    RegisterEntry.objects.create(document=issued, archive_holder=holder[:150])
    issued.working_copies.all().delete()  # until here the paper could be sent back, and typed on
    for older, step in ended:
        perform(DOCUMENT_FLOW, older, step, actor=actor, at=at, reason=f"{issued}.")
    return issued


def series_of(school: School, kind: Kind) -> str:
    return COMMON_SERIES if school.numbering == Numbering.COMMON else kind.value


def expected_number(document: Document, day: date) -> str:
    """`01/KH-MNGB`, what the signed paper would get if it were issued that day; empty where nobody can tell yet.

    Nothing is reserved.
    """
    series = NumberSeries.objects.filter(**_series_key(document, day)).first() or NumberSeries()
    if series.mode == SeriesMode.EXTERNAL or not document.is_signed:
        return ""
    return f"{official_number(series.last + 1)}/{document.signed_paper['symbol']}"


def lock_series(*, school_id: int, year: int, series: str) -> NumberSeries:
    """The row of the series, made where there is none, held until the transaction ends."""
    key: dict[str, Any] = {"school_id": school_id, "year": year, "series": series}
    NumberSeries.objects.get_or_create(**key)
    return NumberSeries.objects.select_for_update().get(**key)


def external_years(document: Document, today: date) -> list[int]:
    """The years, of those that the day of issue could fall in, whose numbers come from elsewhere."""
    key = _series_key(document, today)
    del key["year"]
    first = document.signed_on or today
    external = NumberSeries.objects.filter(**key, year__range=(first.year, today.year), mode=SeriesMode.EXTERNAL)
    return list(external.order_by("year").values_list("year", flat=True))


def _series_key(document: Document, day: date) -> dict[str, Any]:
    kind = Kind(document.kind)
    of_body = series_code(kind, IssuingBody(document.issuing_body)) if document.issuing_body else ""
    return {"school_id": document.school_id, "year": day.year, "series": of_body or series_of(document.school, kind)}


def snapshot_hash(snapshot: dict[str, Any]) -> str:
    canonical = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _check_day(document: Document, issued_on: date, reason: str, *, today: date) -> None:
    if issued_on > today:
        raise ValidationError({"issued_on": "Ngày ban hành không được sau hôm nay."})
    if document.signed_on is None or issued_on < document.signed_on:
        raise ValidationError({"issued_on": f"Ngày ban hành không được trước ngày ký ({document.signed_on:%d/%m/%Y})."})
    if today > _next_working_day(issued_on) and not reason.strip():
        raise ValidationError({"reason": "Văn bản ghi ngày đã qua: thầy/cô ghi rõ lý do, lý do được lưu trong nhật ký."})


def _next_working_day(day: date) -> date:
    """Monday to Friday. Holidays are not known here: after Tết a reason is asked for that the law would not need."""
    following = day + timedelta(days=1)
    while following.weekday() >= SATURDAY:
        following += timedelta(days=1)
    return following


def _paper_of(document: Document, issued_on: date) -> Paper:
    """The signed paper with its date. Refused where the paper of that day would no longer be the one that was signed."""
    signed = replace(Paper.from_dict(document.signed_paper), dated=issued_on, year=issued_on.year)
    due = compose(document, dated=issued_on)
    changed = [PARTS[part.name] for part in fields(Paper) if getattr(signed, part.name) != getattr(due, part.name)]
    if changed:
        raise ValidationError(
            f"Văn bản ghi ngày {issued_on:%d/%m/%Y} sẽ khác bản đã ký ở: {', '.join(changed)}. "
            "Thầy/cô trả lại văn bản trước khi cấp số, để sửa cho đúng và ký lại."
        )
    return signed


def _numbered(document: Document, issued_on: date, number: int | None) -> dict[str, Any]:
    signed = _paper_of(document, issued_on)
    series = _take_number(document, issued_on, number)
    paper = replace(signed, number=series.last if number is None else number)
    snapshot = {"paper": paper.to_dict()}
    return {
        "series": series.series,
        "year": series.year,
        "number": paper.number,
        "symbol": paper.symbol,
        "issued_on": issued_on,
        "snapshot": snapshot,
        "snapshot_hash": snapshot_hash(snapshot),
    }


def _take_number(document: Document, issued_on: date, number: int | None) -> NumberSeries:
    """Lock the series row and move it forward. The caller's transaction holds it until everything is written."""
    key = _series_key(document, issued_on)
    series = lock_series(**key)
    if series.last_date and issued_on < series.last_date:
        raise ValidationError(
            {
                "issued_on": f"Số {official_number(series.last)} của dãy {series} đã cấp ngày {series.last_date:%d/%m/%Y}. "
                "Số sau không được ghi ngày trước số đó."
            }
        )
    if series.mode == SeriesMode.EXTERNAL:
        if number is None or number < 1:
            raise ValidationError({"number": "Dãy số này lấy số từ hệ thống văn bản khác: thầy/cô nhập số đã được cấp."})
        if number > LARGEST_NUMBER:
            raise ValidationError({"number": f"Số văn bản không quá {LARGEST_NUMBER}. Thầy/cô xem lại số đã được cấp."})
        if Document.objects.filter(**key, number=number).exists():
            raise ValidationError(
                {"number": f"Số {official_number(number)} đã dùng cho văn bản khác trong năm {issued_on.year}."}
            )
        series.last, series.last_date = max(series.last, number), issued_on
    elif number is not None:
        raise ValidationError({"number": "Dãy số này do hệ thống cấp, không nhập số bằng tay."})
    else:
        series.last, series.last_date = series.last + 1, issued_on
    series.save(update_fields=["last", "last_date"])
    return series

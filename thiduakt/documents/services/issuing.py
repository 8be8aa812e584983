"""Ký, cấp số, ban hành. Everything that issue writes commits together; drawing the file comes after, from the snapshot."""

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.documents import policies
from thiduakt.documents.composing import compose
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.flows import DOCUMENT_FLOW, holds_signing_role
from thiduakt.documents.kinds import COMMON_SERIES, Kind
from thiduakt.documents.models import Document, NumberSeries, RegisterEntry
from thiduakt.documents.wording import official_number
from thiduakt.school.enums import Numbering
from thiduakt.school.models import School, User
from thiduakt.workflow import lock, perform

ENGINE = 1  # raised whenever the templates change what an old snapshot would look like


def sign_document(document: Document, *, signed_on: date, actor: User, at: datetime) -> Document:
    """Ký. `signed_on` is the day under the signature; the moment of the act itself stands in the log."""

    def settle(locked: Document) -> dict[str, Any]:
        if signed_on > timezone.localdate(at):
            raise ValidationError({"signed_on": "Ngày ký không được sau hôm nay."})
        if not holds_signing_role(locked, signed_on):
            raise ValidationError(
                {"signed_on": f"{locked.signer} không giữ chức hiệu trưởng, phó hiệu trưởng vào ngày {signed_on:%d/%m/%Y}."}
            )
        return {"signed_on": signed_on}

    return perform(DOCUMENT_FLOW, document, "sign", actor=actor, at=at, settle=settle)


def send_back(document: Document, *, actor: User, at: datetime, reason: str) -> Document:
    """Trả lại a signed paper before it has a number; the signature falls with it."""
    return perform(
        DOCUMENT_FLOW, document, "send_back", actor=actor, at=at, reason=reason, settle=lambda _: {"signed_on": None}
    )


@transaction.atomic
def issue_document(
    document: Document, *, issued_on: date, actor: User, at: datetime, number: int | None = None, reason: str = ""
) -> Document:
    """Cấp số, ban hành: number, date, state, snapshot, register line and audit event in one transaction.

    Repeating it gives the same number back. `number` is for a series whose numbers come from elsewhere; `reason` is asked
    where the paper is dated before yesterday, for the number is due on the next working day at the latest (NĐ 30/2020, Đ15).
    """
    stored = lock(document)
    if stored.is_numbered and policies.can_issue(actor, stored, at):
        return stored

    def settle(locked: Document) -> dict[str, Any]:
        _check_day(locked, issued_on, reason, today=timezone.localdate(at))
        return _numbered(locked, issued_on, number)

    issued = perform(DOCUMENT_FLOW, stored, "issue", actor=actor, at=at, reason=reason, settle=settle)
    holder = next((line.removeprefix("Lưu:").strip(" .") for line in issued.recipients if line.startswith("Lưu")), "")
    RegisterEntry.objects.create(document=issued, archive_holder=holder[:150])
    for older, action in ((issued.replaces, "replace"), (issued.revokes, "revoke")):
        if older:
            perform(DOCUMENT_FLOW, older, action, actor=actor, at=at, reason=f"{issued}.")
    return issued


def series_of(school: School, kind: Kind) -> str:
    return COMMON_SERIES if school.numbering == Numbering.COMMON else kind.value


def series_on(document: Document, day: date) -> NumberSeries:
    """The series that would number the paper that day, as it stands: for showing the next number. Nothing is reserved."""
    key = _series_key(document, day)
    return NumberSeries.objects.filter(**key).first() or NumberSeries(**key)


def expected_number(document: Document, day: date) -> str:
    """`01/KH-MNGB`, what the paper would get if it were issued that day; empty where the number comes from elsewhere."""
    series = series_on(document, day)
    if series.mode == SeriesMode.EXTERNAL:
        return ""
    return f"{official_number(series.last + 1)}/{compose(document, dated=day).symbol}"


def _series_key(document: Document, day: date) -> dict[str, Any]:
    return {"school_id": document.school_id, "year": day.year, "series": series_of(document.school, Kind(document.kind))}


def snapshot_hash(snapshot: dict[str, Any]) -> str:
    canonical = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _check_day(document: Document, issued_on: date, reason: str, *, today: date) -> None:
    if issued_on > today:
        raise ValidationError({"issued_on": "Ngày ban hành không được sau hôm nay."})
    if document.signed_on is None or issued_on < document.signed_on:
        raise ValidationError({"issued_on": f"Ngày ban hành không được trước ngày ký ({document.signed_on:%d/%m/%Y})."})
    if issued_on < today - timedelta(days=1) and not reason.strip():
        raise ValidationError({"reason": "Văn bản ghi ngày đã qua: thầy/cô ghi rõ lý do, lý do được lưu trong nhật ký."})


def _numbered(document: Document, issued_on: date, number: int | None) -> dict[str, Any]:
    series = _take_number(document, issued_on, number)
    paper = compose(document, number=series.last if number is None else number, dated=issued_on)
    snapshot = {"engine": ENGINE, "paper": paper.to_dict()}
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
    NumberSeries.objects.get_or_create(**key)
    series = NumberSeries.objects.select_for_update().get(**key)
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

"""Mẫu Excel của cấp trên: uploaded empty once for a year, mapped by choosing, filled ever after."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from awards.packs.enums import PackState
from awards.packs.filling import CELLS, COLUMNS
from awards.packs.models import Pack, SuperiorForm
from awards.packs.opening import MOST_ROWS, grid_of, sheet_names
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.storage import store
from thiduakt.files.uploads import MEGABYTE, XLSX_TYPE, check_size, check_xlsx, shown_name
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import lock, refuse_stale

MAX_BYTES = 2 * MEGABYTE
ADVICE = "Thầy/cô bỏ ảnh trong mẫu, hoặc giữ lại trang cần điền."
ADDRESS = re.compile(r"([A-Z]{1,2})([1-9]\d{0,3})")


def form_of(pack: Pack) -> SuperiorForm | None:
    forms = SuperiorForm.objects.filter(school=pack.school_id, authority=pack.authority, year=pack.review.year)
    return forms.first()


def check_upload(name: str, size: int) -> None:
    """What can be told before the file is read into memory."""
    check_size(size, limit=MAX_BYTES, advice=ADVICE)
    if name.rpartition(".")[2].lower() != "xlsx":
        raise ValidationError("Chỉ nhận tệp Excel (.xlsx). Thầy/cô mở mẫu bằng Excel, chọn Lưu thành, loại .xlsx.")


def upload_form(pack: Pack, name: str, content: bytes, *, actor: User, at: datetime) -> SuperiorForm:
    """Of the year of the pack; in the place of an earlier one. The mapping of the last form is kept where its sheet is.

    ValidationError: no sheet of Excel, one that runs, embeds or fetches something, or that does not open.
    """
    require(actor, "pack.manage", pack, on=timezone.localdate(at))
    check_upload(name, len(content))
    check_xlsx(content)
    sheets = sheet_names(content)
    if not sheets:
        raise ValidationError("Tệp không có trang tính nào hiện ra. Thầy/cô chọn lại mẫu.")
    with transaction.atomic():
        stored: Pack = lock(pack)
        before = form_of(stored)
        known = before or _last_form(stored)
        form = before or SuperiorForm(school_id=stored.school_id, authority=stored.authority, year=stored.review.year)
        old = before.sha256 if before else ""
        form.original_name, form.content_type, form.size = shown_name(name), XLSX_TYPE, len(content)
        form.sha256 = store(content, folder=SuperiorForm.FOLDER)
        form.uploaded_by, form.uploaded_at = actor, at
        is_same = known is not None and known.sheet in sheets
        form.sheet = known.sheet if known and is_same else sheets[0]
        form.first_row = known.first_row if known and is_same else None
        form.columns, form.cells = (known.columns, known.cells) if known and is_same else ({}, {})
        form.version += 1
        form.save()
        _stale(stored)
        record(actor=actor, verb="pack.form", target=form, at=at, changes={"tệp": form.sha256})
        if old and old != form.sha256:
            transaction.on_commit(partial(evidence.forget, SuperiorForm, old))
    return form


@transaction.atomic
def map_form(
    pack: Pack, *, sheet: str, first_row: int | None, columns: Mapping[str, str], cells: Mapping[str, str], version: int,
    actor: User, at: datetime,
) -> SuperiorForm:  # fmt: skip
    """`columns`: {field: letter}; `cells`: {address: field}."""
    require(actor, "pack.manage", pack, on=timezone.localdate(at))
    stored: Pack = lock(pack)
    found = form_of(stored)
    if found is None:
        raise ValidationError("Chưa có mẫu Excel của năm học này. Thầy/cô tải mẫu lên trước.")
    form: SuperiorForm = lock(found)
    refuse_stale(form, version)
    content = form.read()
    if content is None or sheet not in sheet_names(content):
        raise ValidationError({"sheet": "Mẫu không còn trang tính này. Thầy/cô tải mẫu lên lại."})
    if columns and not first_row:
        raise ValidationError({"first_row": "Thầy/cô chọn dòng dữ liệu đầu tiên."})
    letters = set(grid_of(content, sheet).letters)
    if not set(columns) <= set(COLUMNS) or not set(columns.values()) <= letters or not set(cells.values()) <= set(CELLS):
        raise ValidationError("Cách ghép cột không khớp với mẫu. Thầy/cô chọn lại.")
    for address in cells:
        _check_address(address, first_row if columns else None)
    form.sheet, form.first_row = sheet, first_row
    form.columns, form.cells = dict(columns), dict(cells)
    form.version += 1
    form.full_clean()
    form.save()
    _stale(stored)
    record(actor=actor, verb="pack.map_form", target=form, at=at)
    return form


def _check_address(address: str, first_row: int | None) -> None:
    match = ADDRESS.fullmatch(address)
    if match is None or int(match[2]) > MOST_ROWS:
        raise ValidationError(f"Ô “{address}” không đúng. Thầy/cô ghi như B3, C5.")
    if first_row and int(match[2]) == first_row:
        raise ValidationError(f"Ô {address} nằm ở dòng dữ liệu đầu tiên. Thầy/cô ghép cột, hoặc chọn ô khác.")


def _last_form(pack: Pack) -> SuperiorForm | None:
    return SuperiorForm.objects.filter(school=pack.school_id, authority=pack.authority).order_by("-year").first()


def _stale(pack: Pack) -> None:
    """What was built before of any draft that the form belongs to lacks it as it is now."""
    drafts = Pack.objects.filter(school=pack.school_id, authority=pack.authority, review__year=pack.review.year)
    drafts.filter(state=PackState.DRAFT).update(version=F("version") + 1)

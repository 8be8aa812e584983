"""What the services of this room ask alike."""

from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Model

from thiduakt.ledger.years import OLDEST, year_on
from thiduakt.vietnamese import one_line


def check_year(year: int, today: date) -> None:
    """No school year that is still to begin."""
    present = year_on(today)
    if not OLDEST <= year <= present:
        raise ValidationError({"year": f"Năm học phải bắt đầu từ {OLDEST} đến {present}."})


def reason_given(reason: str) -> str:
    """What the log keeps of why a row was changed."""
    told = one_line(reason)
    if not told:
        raise ValidationError({"reason": "Thầy/cô cần ghi lý do."})
    return told


def clean_values(rows: Sequence[Model], *, but: Collection[str]) -> None:
    """What `clean_fields` asks of each of `rows`, all of one model, asked once of each value that a field has among them.

    `but`: names of fields that are left out. Raises ValidationError, by the field it concerns.
    """
    fields = [field for field in rows[0]._meta.concrete_fields if field.name not in but] if rows else []
    errors = {}
    for field in fields:
        values = {getattr(row, field.attname): row for row in rows}
        try:
            for value, row in values.items():
                if not (field.blank and value in field.empty_values):
                    field.clean(value, row)
        except ValidationError as refusal:
            errors[field.name] = refusal.error_list
    if errors:
        raise ValidationError(errors)

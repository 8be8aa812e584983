"""What a page of a closed year says above its content, whichever room it belongs to."""

from typing import Any

from django import template
from django.template.context import Context

from awards.closing.belonging import YEAR_OF, closed_told, closed_year_of

register = template.Library()


@register.simple_tag(takes_context=True)
def closed_year(context: Context) -> str:
    """Of the row that the page is about: the one of its values that belongs to a year; of several the first."""
    row: Any = next((value for value in context.flatten().values() if type(value) in YEAR_OF), None)
    closed = closed_year_of(row) if row is not None and row.pk else None
    return closed_told(closed) if closed else ""

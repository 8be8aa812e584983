"""Which outline something is written by, and what a writing says."""

from datetime import date

from django.db.models import Q

from .models import Outline, Writing
from .texts import Missing, missing_in, whole


def outline_for(school_id: int, use: str, *, honor_code: str = "", regime: str = "", on: date) -> Outline | None:
    """The one made for exactly this honor and regime before the general one, the school's own before the system's."""
    fitting = (
        Outline.objects.of(school_id)
        .standing(on)
        .filter(Q(honor_code="") | Q(honor_code=honor_code), Q(regime="") | Q(regime=regime), use=use)
    )
    ranked = sorted(
        fitting,
        key=lambda one: (one.school_id is not None, one.honor_code != "", one.regime != "", one.from_on, one.pk),
    )
    return ranked[-1] if ranked else None


def missing_sections(writing: Writing) -> list[Missing]:
    """(key, title, why) of each section that is not written as the outline asks."""
    return missing_in(writing.outline.parts, writing.sections)


def body_of(writing: Writing) -> str:
    """The rich text of a Paper."""
    return whole(writing.outline.parts, writing.sections)

"""The law of a day as eligibility asks it: which regime it is, and the standards that count for one school."""

from datetime import date

from django.core.exceptions import ValidationError

from thiduakt.eligibility import Rulebook, Standard
from thiduakt.eligibility.standards import Condition

from .choices import NO, chosen
from .enums import RuleFamily
from .honors import honors_of
from .models import Honor, Regime, Rule

OF_THE_PRINCIPAL = ("GK_HT_CN", "GK_HT_TT", "GK_HS_CN", "GK_HS_TT")


def regime_on(day: date) -> Regime:
    """Raises ValidationError for a day before the first regime on record: of that law nothing was entered."""
    regime = Regime.objects.select_related("runs_on").filter(starts_on__lte=day).order_by("-starts_on").first()
    if regime is None:
        raise ValidationError(f"Danh mục chưa có quy định của ngày {day:%d/%m/%Y}.")
    return regime


def regime_named(code: str) -> Regime:
    regime = Regime.objects.select_related("runs_on").filter(code=code).first()
    if regime is None:
        raise ValidationError(f"Danh mục không có thời kỳ pháp lý “{code}”.")
    return regime


def is_read(regime: Regime, school_id: int | None, on: date) -> bool:
    """Whether the text of the regime itself was entered: by the state's rows, or by this school."""
    readings = Rule.objects.standing(school_id, on).filter(family=RuleFamily.REGIME, key=regime.code)
    return regime.is_read or readings.exists()


def rulebook(school_id: int | None, *, on: date, regime: str | None = None) -> Rulebook:
    """The standards on that day; with `regime`, of that one, whatever the day; without a school, as the state tells them.

    At most four queries.
    """
    counted = regime_named(regime) if regime else regime_on(on)
    day = max(on, counted.starts_on)
    rows = honors_of(counted, school_id, day)
    barred = OF_THE_PRINCIPAL if chosen(school_id, day)["principal_certificate"] == NO else ()
    return Rulebook(
        regime=counted.code,
        standards={code: standard_of(row, counted, enabled=code not in barred) for code, row in rows.items()},
        is_read=is_read(counted, school_id, day),
    )


def standard_of(row: Honor, regime: Regime, *, enabled: bool = True) -> Standard:
    """As it counts in `regime`: a row of the one before is borrowed, also once the text was read."""
    return Standard(
        code=row.code,
        name=row.name,
        subject=row.subject,
        rank=row.rank,
        conditions=tuple(Condition.from_dict(condition) for condition in row.conditions),
        confidence=row.confidence,
        enabled=enabled,
        is_borrowed=row.regime_id != regime.pk,
    )

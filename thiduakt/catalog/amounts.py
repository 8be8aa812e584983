"""What an honor pays on a day, by the base salary and the school's rounding."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from .choices import chosen
from .enums import HonorSubject, RuleFamily
from .models import Honor, Rule
from .money import Rounding, amount, base_salary

Paying = Callable[[Decimal | None], int | None]


def base_salary_on(day: date, school_id: int) -> int:
    """Raises ValidationError for a day of which no base salary is on record."""
    rows = Rule.objects.standing(school_id, day).filter(family=RuleFamily.SALARY)
    return base_salary(day, {row.valid_from: row.values["amount"] for row in rows})


def paying_on(day: date, school_id: int) -> Paying:
    """From a coefficient to đồng, as this school pays that day: for a whole list in two queries."""
    base = base_salary_on(day, school_id)
    rounding = Rounding(chosen(school_id, day)["money_rounding"])
    return lambda coefficient: None if coefficient is None else amount(coefficient, base, rounding)


def amount_of(honor: Honor, day: date, school_id: int, *, of_collective: bool = False) -> int | None:
    """In đồng, on the day of the decision; None where the law pays nothing, or what it pays is not on record."""
    return paying_on(day, school_id)(coefficient_of(honor, of_collective=of_collective))


def coefficient_of(honor: Honor, *, of_collective: bool = False) -> Decimal | None:
    if of_collective and honor.subject == HonorSubject.EITHER and honor.collective_coefficient is not None:
        return honor.collective_coefficient
    return honor.coefficient

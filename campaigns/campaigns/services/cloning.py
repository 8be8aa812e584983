"""Chép phong trào sang năm sau: one or several at once, as drafts, with their days moved on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import model_to_dict

from campaigns.campaigns.classes import years_later
from campaigns.campaigns.models import Campaign
from campaigns.campaigns.services.writing import FIELDS, PARTS, Told, add_campaign
from thiduakt.documents.carrying_over import carried_over
from thiduakt.school.models import User

DAYS = ("launches_on", "reviews_on", "sums_up_on")
NEVER = {"superior_paper", "plan", "response"}  # of one year: the next one has its own
MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """What a campaign is called, and its days, so many years later."""

    name: str
    launches_on: date
    reviews_on: date | None
    sums_up_on: date


def moved(campaign: Campaign, years: int) -> Moved:
    first, review, last = (getattr(campaign, name) for name in DAYS)
    return Moved(
        _named_later(campaign, years),
        years_later(first, years),
        review and years_later(review, years),
        years_later(last, years),
    )


@transaction.atomic
def clone_campaigns(
    older: Iterable[Campaign], *, years: int, parts: Collection[str], actor: User, at: datetime
) -> list[Campaign]:
    """Drafts of what ran before, `years` later. `parts`: names of PARTS that come along."""
    chosen = list(older)
    if not chosen:
        raise ValidationError("Chưa chọn phong trào nào. Thầy/cô chọn ít nhất một phong trào để chép.")
    if not 1 <= years <= MOST_YEARS:
        raise ValidationError(f"Ngày chuyển thêm từ 1 đến {MOST_YEARS} năm.")
    if any(one.school_id != actor.school_id for one in chosen):
        raise PermissionDenied
    return [_clone(one, years, parts, actor, at) for one in chosen]


def _clone(older: Campaign, years: int, parts: Collection[str], actor: User, at: datetime) -> Campaign:
    later = moved(older, years)
    values = {name: getattr(older, name) for name in FIELDS if name not in NEVER}
    values |= {name: getattr(later, name) for name in ("name", *DAYS)}
    rows = {name: _rows(older, name, years) for name in PARTS if name in parts}
    told = Told(values=values, groups=list(older.groups.all()), **rows)
    return add_campaign(told, actor=actor, at=at, cloned_from=older)


def _rows(older: Campaign, part: str, years: int) -> list[dict[str, Any]]:
    """Without what came of them; people who have left stay named until somebody else is chosen."""
    found = []
    for row in getattr(older, part).all():
        told = {name: getattr(row, name) for name in model_to_dict(row) if name not in {"id", "campaign", "position"}}
        if part == "activities":
            due = told["due_on"]
            told |= {"done_on": None, "result": "", "due_on": due and years_later(due, years)}
        found.append(told)
    return found


def _named_later(campaign: Campaign, years: int) -> str:
    """The years that the name tells, moved on with it."""
    since = campaign.launches_on.year
    carried = carried_over([("subject", campaign.name)], since=since, year=since + years, standings={})
    return next((found.proposal for found in carried if found.proposal), campaign.name)

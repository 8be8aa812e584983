"""The shape of a target a year later: the same work, its owner and who checks it, without what came of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from awards.closing.readiness import Year
from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from campaigns.targets.guessing import sentences
from campaigns.targets.models import Target
from campaigns.targets.services.targets import make_target
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.passages import passages
from thiduakt.school.models import School, User

from .items import Item, later, moved

SHAPE = ("measure", "value", "unit", "known_set", "denominator", "person", "group", "evidence_asked", "checker")


def find_targets(year: Year) -> Iterator[Item]:
    """Each tổ may have one of the same name and day: whose it is tells them apart."""
    targets = Target.objects.filter(school=year.school)
    nexts = targets.filter(due_on__range=year.next.days)
    made = {(one.name, one.due_on, one.person_id, one.group_id): one for one in nexts}
    for one in targets.filter(due_on__range=year.days).order_by("due_on", "position", "pk"):
        name, due_on = moved(one.name, one.year), later(one.due_on)
        copy = made.get((name, due_on, one.person_id, one.group_id))
        yield Item(f"target-{one.pk}", one, name, (later(one.starts_on), due_on), copy)


def copy_target(one: Target, year: Year, actor: User, at: datetime) -> Any:
    """Of next year's plan, and tied to its sentence where that plan says it still."""
    plan = _plan_after(year.school, one.plan)
    copied = copies_of(year, [one.campaign_id]).first() if one.campaign_id else None
    is_said = plan is not None and one.sentence in {said.text[:2000] for said in sentences(passages(plan.document))}
    target = Target(
        plan=plan, campaign=copied, name=moved(one.name, one.year), starts_on=later(one.starts_on), due_on=later(one.due_on),
        sentence=one.sentence if is_said else "", section=one.section if is_said else "",
        **{name: getattr(one, name) for name in SHAPE},
    )  # fmt: skip
    return make_target(target, actor=actor, at=at)


def copies_of(year: Year, campaigns: Iterable[int] | QuerySet[Any]) -> QuerySet[Campaign]:
    """Those of the next year: one may have been copied years ahead as well."""
    return Campaign.objects.filter(cloned_from__in=campaigns, sums_up_on__range=year.next.days).order_by("pk")


def _plan_after(school: School, plan: Plan | None) -> Plan | None:
    if plan is None:
        return None
    ended = (DocumentState.REPLACED, DocumentState.REVOKED)
    later_ones = Plan.objects.filter(school=school, year=plan.year + 1).exclude(document__state__in=ended)
    return later_ones.select_related("document").first()

"""The shape of a target a year later: the same work, its owner and who checks it, without what came of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

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
    targets = Target.objects.filter(school=year.school)
    made = {(one.name, one.due_on): one for one in targets.filter(due_on__range=year.next.days)}
    for one in targets.filter(due_on__range=year.days).order_by("due_on", "position", "pk"):
        name, due_on = moved(one.name, one.year), later(one.due_on)
        yield Item(f"target-{one.pk}", one, name, (later(one.starts_on), due_on), made.get((name, due_on)))


def copy_target(one: Target, year: Year, actor: User, at: datetime) -> Any:
    """Of next year's plan, and tied to its sentence where that plan says it still."""
    plan = _plan_after(year.school, one.plan)
    copied = Campaign.objects.filter(cloned_from=one.campaign_id).first() if one.campaign_id else None
    is_said = plan is not None and one.sentence in {said.text[:2000] for said in sentences(passages(plan.document))}
    target = Target(
        plan=plan, campaign=copied, name=moved(one.name, one.year), starts_on=later(one.starts_on), due_on=later(one.due_on),
        sentence=one.sentence if is_said else "", section=one.section if is_said else "",
        **{name: getattr(one, name) for name in SHAPE},
    )  # fmt: skip
    return make_target(target, actor=actor, at=at)


def _plan_after(school: School, plan: Plan | None) -> Plan | None:
    if plan is None:
        return None
    ended = (DocumentState.REPLACED, DocumentState.REVOKED)
    later_ones = Plan.objects.filter(school=school, year=plan.year + 1).exclude(document__state__in=ended)
    return later_ones.select_related("document").first()

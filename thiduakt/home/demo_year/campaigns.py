"""Phong trào của trường dùng thử: every campaign and movement that its plan of 2023 names, most of them summed up."""

import json
from datetime import date, datetime
from typing import Any

from django.conf import settings

from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Activity, Campaign, Criterion, Reward
from campaigns.plans.models import Plan
from thiduakt.audit.services import record
from thiduakt.catalog.models import LegalText
from thiduakt.school.models import Group, School, User

FILE = settings.BASE_DIR / "fixtures" / "demo" / "campaigns.json"
SUMMARY = "Đã thực hiện đủ các hoạt động; kết quả ghi trong báo cáo tổng kết của trường."
TEXTS = ("name", "launcher", "launcher_name", "form", "reach", "participants", "occasion", "aims", "content", "response")


def load(at: datetime) -> None:
    """Onto the school of `demo.load`, past the services: its campaigns ran years ago, as they stand here."""
    told = json.loads(FILE.read_text())
    principal = User.objects.get(username="hieutruong")
    plan = Plan.objects.filter(school=principal.school_id, year=2023).order_by("pk").first()
    for one in told["campaigns"]:
        _write(one | told.get(one.get("days", ""), {}), principal, plan)
    record(
        actor=principal,
        verb="campaign.add",
        target=principal.school,
        at=at,
        changes={"số phong trào": len(told["campaigns"])},
    )


def _write(told: dict[str, Any], principal: User, plan: Plan | None) -> None:
    school: School = principal.school
    state = told.get("state", CampaignState.SUMMED_UP)
    campaign = Campaign.objects.create(
        school=school,
        plan=plan,
        created_by=principal.person,
        state=state,
        summary=SUMMARY if state == CampaignState.SUMMED_UP else "",
        superior_paper=LegalText.objects.filter(school=school, number=told.get("paper", "-")).first(),
        **{name: told[name] for name in TEXTS if name in told},
        **{name: date.fromisoformat(told[name]) for name in ("launches_on", "reviews_on", "sums_up_on") if name in told},
    )
    for place, (text, yardstick, points, compulsory) in enumerate(told.get("criteria", ()), start=1):
        row = {"text": text, "yardstick": yardstick, "points": points, "is_compulsory": compulsory}
        Criterion.objects.create(campaign=campaign, position=place, **row)
    for place, (name, kind, who, due_on, done_on, result) in enumerate(told.get("activities", ()), start=1):
        person = User.objects.get(username=who).person if kind == "user" else None
        group = Group.objects.get(school=school, name=who) if kind == "group" else None
        row = {"name": name, "due_on": due_on, "done_on": done_on, "result": result}
        Activity.objects.create(campaign=campaign, position=place, person=person, group=group, **row)
    for place, (what, recipients, count, amount) in enumerate(told.get("rewards", ()), start=1):
        row = {"what": what, "recipients": recipients, "count": count, "amount": amount}
        Reward.objects.create(campaign=campaign, position=place, **row)

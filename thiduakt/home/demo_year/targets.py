"""Chỉ tiêu của trường dùng thử: every target and activity that its plan of 2023 names, with what was reported of them."""

import io
import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from campaigns.targets.enums import KnownSet, Measure
from campaigns.targets.guessing import sentences
from campaigns.targets.models import Progress, Target
from campaigns.targets.services.reporting import check_progress, report_progress
from campaigns.targets.services.targets import settle_target
from campaigns.targets.sets import count
from thiduakt.documents.passages import passages
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.school.models import Group, User
from thiduakt.school.queries import holders

FILE = settings.BASE_DIR / "fixtures" / "demo" / "targets.json"
SIZE = (320, 240)


@transaction.atomic
def load(at: datetime) -> None:
    """Onto the plan of `demo.load`: the rows as they were laid down, the results through the services, of their days."""
    _Year(json.loads(FILE.read_text()), at).write()
    Notice.objects.filter(kind__startswith="TARGET", told_at__lt=at).delete()  # nobody is told today of what was years ago


class _Year:
    def __init__(self, told: dict[str, Any], at: datetime):
        self.told, self.at = told, at
        self.users = {user.username: user for user in User.objects.filter(is_demo=True)}
        self.principal = self.users["hieutruong"]
        self.school = self.principal.school
        self.groups = {group.name: group for group in Group.objects.filter(school=self.school)}
        self.plan = Plan.objects.filter(school=self.school, year=told["year"]).order_by("pk").first()
        said = list(sentences(passages(self.plan.document))) if self.plan else []
        self.said = {
            one["sentence"]: next((s for s in said if s.text.startswith(one["sentence"])), None) for one in self.rows
        }

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.told["targets"]

    def write(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            target = self._target(row, place)
            for told in row.get("reports", ()):
                self._report(target, told)
            if "settle" in row:
                action, reason = row["settle"]
                settle_target(target, action, reason=reason, actor=self.principal, at=self._moment(target.due_on))

    def _target(self, row: dict[str, Any], place: int) -> Target:
        starts_on = date.fromisoformat(row.get("starts_on", self.told["starts_on"]))
        sentence, user = self.said[row["sentence"]], self.users.get(row.get("user", ""))
        known_set, checker = row.get("known_set", ""), self.users.get(row.get("checker", ""))
        campaigns = Campaign.objects.filter(school=self.school)
        return Target.objects.create(
            school=self.school,
            plan=self.plan,
            campaign=campaigns.filter(name__contains=row["campaign"]).first() if "campaign" in row else None,
            year=self.told["year"],
            sentence=sentence.text if sentence else "",
            section=sentence.section if sentence else "",
            name=row["name"],
            measure=row["measure"],
            value=Decimal(row["value"]) if row["measure"] != Measure.DONE else None,
            unit=row.get("unit", ""),
            known_set=known_set,
            denominator=count(KnownSet(known_set), self.school.pk, starts_on) if known_set else None,
            counted_on=starts_on if known_set else None,
            person=user.person if user else None,
            group=self.groups[row["group"]] if "group" in row else None,
            starts_on=starts_on,
            due_on=date.fromisoformat(row["due_on"]),
            evidence_asked=row["evidence"],
            checker=checker.person if checker else None,
            position=place,
            created_by=self.principal.person,
        )

    def _report(self, target: Target, told: dict[str, Any]) -> None:
        """By its owner or the head of its tổ; a deputy helps who has no account. Checked unless `check` is ""."""
        as_of = date.fromisoformat(told["as_of"])
        moment, reporter = self._moment(as_of), self._reporter(target, as_of)
        target = Target.objects.get(pk=target.pk)
        value = target.full if told["value"] == "full" else Decimal(told["value"])
        pictures = [
            ContentFile(picture(colour), f"anh-{n}.jpg") for n, colour in enumerate(told.get("pictures", ()), start=1)
        ]
        progress = report_progress(
            target, as_of=as_of, value=value, note=told["note"], files=pictures, actor=reporter, at=moment
        ).progress
        if action := told.get("check", "accept"):
            self._check(progress, action, told.get("reason", ""), moment)

    def _check(self, progress: Progress, action: str, reason: str, moment: datetime) -> None:
        asked = [user for user in self.users.values() if user.person_id == progress.target.checker_id]
        able = [*asked, self.users["thuky"], self.principal]
        own = {progress.reported_by.person_id, progress.target.person_id}
        checker = next(user for user in able if user.person_id not in own)
        check_progress(progress, action, reason=reason, version=progress.version, actor=checker, at=moment)

    def _reporter(self, target: Target, day: date) -> User:
        if target.group_id:
            heads = {held.person_id for held in holders(self.school.pk, {Role.GROUP_HEAD}, day)}
            owners = {person for person in heads if person in self._people_of(target.group_id)}
        else:
            owners = {target.owner.pk}
        able = {Role.PRINCIPAL, Role.DEPUTY, Role.SECRETARY, Role.GROUP_HEAD, Role.TEACHER}
        found = [user for user in self.users.values() if user.person_id in owners and user.roles_on(day) & able]
        return found[0] if found else self.users["phohieutruong"]

    def _people_of(self, group_id: int) -> set[int]:
        return {user.person_id for user in self.users.values() if user.group_id == group_id}

    def _moment(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(16, 30)))


def picture(colour: str) -> bytes:
    """A small drawing in the place of a photo: a wall, a window, a tree."""
    image = Image.new("RGB", SIZE, "#f6f1e7")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 90, 300, 220), fill=colour)
    draw.rectangle((50, 120, 120, 180), fill="#e2efed", outline="#23201b", width=3)
    draw.ellipse((200, 30, 280, 130), fill="#3f7d4e")
    draw.rectangle((236, 125, 246, 220), fill="#6b4a00")
    drawn = io.BytesIO()
    image.save(drawn, "JPEG", quality=80)
    return drawn.getvalue()

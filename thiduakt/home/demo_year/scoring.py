"""Chấm điểm của trường dùng thử: the five tổ in 2022–2023, scored by themselves and by the council, and ranked."""

import json
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from campaigns.scoring.enums import SheetState
from campaigns.scoring.models import Item, Mark, ScoreSheet, Subject
from thiduakt.audit.services import record
from thiduakt.school.models import Group, User

FILE = settings.BASE_DIR / "fixtures" / "demo" / "scoring.json"


def load(at: datetime) -> None:
    """Onto the school of `demo.load`, past the services: it was scored years ago."""
    told = json.loads(FILE.read_text())
    principal = User.objects.get(username="hieutruong")
    named = {"title": told["title"], "year": told["year"], "covenant": told["covenant"], "state": SheetState.RANKED}
    sheet = ScoreSheet.objects.create(school=principal.school, created_by=principal.person, **named)
    items = [
        Item.objects.create(
            sheet=sheet, position=place, section=section, text=text, max_points=points, is_compulsory=compulsory
        )
        for place, (section, text, points, compulsory) in enumerate(told["items"], start=1)
    ]
    marks = []
    for place, (name, (own, council)) in enumerate(told["groups"].items(), start=1):
        group = Group.objects.get(school=principal.school, name=name)
        subject = Subject.objects.create(sheet=sheet, position=place, group=group, sent_at=at)
        for item, first, second in zip(items, own, council, strict=True):
            points = {"self_points": Decimal(first), "council_points": Decimal(second)}
            marks.append(Mark(subject=subject, item=item, reason=told["reason"] if first != second else "", **points))
    Mark.objects.bulk_create(marks)
    record(actor=principal, verb="score.add", target=sheet, at=at)

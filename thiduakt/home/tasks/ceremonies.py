"""What ceremonies ask of whoever prepares them: to prepare, to write down what was handed over, to bring the rest."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from awards.ceremonies.enums import CeremonyState as S
from awards.ceremonies.enums import Handing
from awards.ceremonies.models import Ceremony, Recipient
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "write": "Ghi kết quả trao thưởng",
    "bring": "Trao sau cho người vắng ở lễ trao thưởng",
    "prepare": "Chuẩn bị lễ trao thưởng",
}
NEAR = timedelta(days=14)


def ceremony_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "ceremony.manage", on=today):
        return
    seen = Ceremony.objects.visible_to(user, today)
    for one in seen.filter(state=S.PLANNED, held_on__lte=today + NEAR):
        yield _task("prepare" if one.held_on > today else "write", one, f"{one.starts_at:%H:%M} ngày {one.held_on:%d/%m/%Y}")
    late = Recipient.objects.standing().filter(handing=Handing.LATER, ceremony__state=S.DONE)
    counts = dict(late.order_by().values_list("ceremony").annotate(count=Count("pk")))
    for one in seen.filter(pk__in=counts):
        yield _task("bring", one, f"{counts[one.pk]} người, tập thể")


def _task(urge: str, one: Ceremony, detail: str) -> Task:
    state = one.state, one.get_state_display()
    due = None if urge == "bring" else one.held_on
    return Task(URGES[urge], one.name, detail, one.get_absolute_url(), *state, due=due)

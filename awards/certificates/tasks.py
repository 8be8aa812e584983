"""A thousand certificates take some seconds: drawn at once, or by the worker where the server has one."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from awards.decisions.models import AwardLine
from thiduakt.school.models import User

from .models import PrintRun
from .services.printing import How, draw_run, start_run

PLAIN = How()


@task()
def draw(run_id: int) -> None:
    run = PrintRun.objects.select_related("school", "blank", "printer", "requested_by").filter(pk=run_id).first()
    if run and run.is_waiting:
        draw_run(run, at=timezone.now())


def print_certificates(lines: Sequence[AwardLine], *, name: str, actor: User, at: datetime, how: How = PLAIN) -> PrintRun:
    """See `start_run`. Its page tells how far the file is."""
    run = start_run(lines, name=name, how=how, actor=actor, at=at)
    draw.enqueue(run.pk)
    return run

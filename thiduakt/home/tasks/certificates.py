"""What certificates ask of somebody: to print those of a new decision, to tell that it is done, to have one drawn anew."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from awards.certificates.enums import RunState as S
from awards.certificates.models import PrintedSheet, PrintRun
from awards.certificates.queries import decisions_with_certificates
from awards.decisions.enums import DecisionState
from thiduakt.permissions import may
from thiduakt.routes import row_address
from thiduakt.school.models import User

from .task import Task

URGES = {
    "again": "Vẽ lại tệp giấy khen",
    "print": "In giấy khen của quyết định mới",
    "confirm": "Ghi giấy khen đã in xong",
}
MOST = 20


def certificate_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "certificate.print", on=today):
        return
    printed = PrintedSheet.objects.filter(certificate__line__decision=OuterRef("pk"))
    waiting = decisions_with_certificates(user, today).filter(~Exists(printed), state=DecisionState.IN_FORCE)
    for decision in waiting.filter(certificates__gt=0).order_by("-pk")[:MOST]:
        told = f"Quyết định {decision.notation}, {decision.certificates} giấy khen"
        url = row_address("certificates:decision", decision.pk)
        yield Task(URGES["print"], decision.name, told, url, decision.state, decision.get_state_display())
    for run in PrintRun.objects.filter(requested_by=user, state__in=(S.READY, S.FAILED)).order_by("-pk")[:MOST]:
        urge = URGES["confirm" if run.state == S.READY else "again"]
        yield Task(urge, run.name, f"{run.total} tờ", run.get_absolute_url(), run.state, run.get_state_display())

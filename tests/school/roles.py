"""Roles proposed, decided and ended, by the services themselves."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection

from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.school.services.roles import decide_role, propose_role, propose_role_end
from thiduakt.workflow import MoveRefusedError

DAY = date(2023, 10, 5)
BASIS = "Quyết định số 15/QĐ-MNGB ngày 01/8/2023"


def propose(person, role, actor, at, **other):
    return propose_role(
        person, role, **{"starts_on": DAY, "ends_on": None, "basis": BASIS, "actor": actor, "at": at, **other}
    )


def again(user):
    """As the next request sees the user: roles are read once for a request."""
    return User.objects.get(pk=user.pk)


def at_once(monkeypatch, assignments, action, actor, at):
    """Each transaction stays open for a while after its own check: the other must not check in the meantime."""

    def slow_record(**event):
        time.sleep(0.3)
        return record(**event)

    def decide(assignment):
        try:
            decide_role(assignment, action, actor=actor, at=at)
        except MoveRefusedError:
            return "refused"
        else:
            return "done"
        finally:
            connection.close()

    monkeypatch.setattr("thiduakt.workflow.record", slow_record)
    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(decide, assignments))


def end(assignment, ends_on, technician, principal, at):
    proposed = propose_role_end(assignment, ends_on=ends_on, actor=technician, at=at)
    return decide_role(proposed, "end", actor=principal, at=at)

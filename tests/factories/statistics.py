"""Registrations past the services, as the figures of a year ask for them."""

from datetime import UTC, date, datetime
from typing import Any

from campaigns.registrations.enums import HonorPart, RegistrationState, RoundState
from campaigns.registrations.models import RegisteredHonor, Registration, Round
from thiduakt.ledger.enums import HolderKind
from thiduakt.school.models import Group, Person, School, User

SENT_AT = datetime(2023, 10, 2, 8, tzinfo=UTC)


def round_of(school: School, year: int = 2023, **told: Any) -> Round:
    values = {
        "name": f"Đăng ký {year}",
        "opens_on": date(year, 9, 5),
        "closes_on": date(year, 10, 5),
        "regime": "B1_2022_ND98",
    }
    return Round.objects.create(school=school, year=year, **{"state": RoundState.CLOSED, **values, **told})


def registered(turn: Round, holder: Person | Group | School, *codes: str, by: User, **told: Any) -> Registration:
    """Sent, for these honors; of a person in the tổ of today."""
    kinds = {Person: HolderKind.PERSON, Group: HolderKind.GROUP, School: HolderKind.SCHOOL}
    values: dict[str, Any] = {
        "holder_kind": kinds[type(holder)],
        "entered_by": by,
        "entered_at": SENT_AT,
        "sent_at": SENT_AT,
    }
    if isinstance(holder, Person):
        values |= {"person": holder, "team": holder.group, "person_confirmed_at": SENT_AT}
    if isinstance(holder, Group):
        values |= {"group": holder, "team": holder}
    state = {"state": RegistrationState.SENT}
    row = Registration.objects.create(round=turn, school=turn.school, **state | values | told)
    for position, code in enumerate(codes or ("LDTT",), start=1):
        RegisteredHonor.objects.create(registration=row, part=HonorPart.TITLE, code=code, honor_name=code, position=position)
    return row

"""Trình hội đồng: everything that is ready goes at once; who stays behind, and why, is told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nominations.appraisals.policies import can_list
from nominations.appraisals.queries import Behind, agenda_of
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.policies import why_close
from nominations.dossiers.services import road
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold


@dataclass(frozen=True, slots=True)
class Sent:
    """`close`: ready, but of the actor or kin: somebody else sends them."""

    sent: list[Dossier]
    close: list[Behind]


@transaction.atomic
def send_to_council(review: Review, *, actor: User, at: datetime) -> Sent:
    stored: Review = hold(review, can_list, actor=actor, at=at)
    if not stored.takes_changes:
        raise MoveRefusedError("Hội đồng đã họp đợt xét này, không trình thêm hồ sơ được.")
    ready = agenda_of(stored).ready
    if not ready:
        raise MoveRefusedError("Chưa có hồ sơ nào đã thẩm định xong để trình hội đồng.")
    close = [Behind(one, why) for one in ready if (why := why_close(actor, one))]
    kept = {one.dossier.pk for one in close}
    sent = [road.to_council(one, actor=actor, at=at) for one in ready if one.pk not in kept]
    if not sent:
        raise MoveRefusedError([one.why for one in close])
    record(actor=actor, verb="review.to_council", target=stored, at=at, changes={"số hồ sơ": len(sent)})
    return Sent(sent, close)

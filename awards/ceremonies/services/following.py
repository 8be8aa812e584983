"""A decision takes the place of another one: whoever stands in both is called up by the newer, where they were to be.

In the transaction of the paper. Whose award is cancelled has no line that stands, and so is called up no more.
"""

from datetime import datetime

from awards.ceremonies.enums import Handing
from awards.ceremonies.models import Ceremony, Recipient
from awards.decisions.models import AwardDecision, AwardLine
from thiduakt.audit.services import record
from thiduakt.documents.models import Document
from thiduakt.school.models import User
from thiduakt.workflow import lock_all

from .telling import tell_off


def hold_ceremonies(older: Document) -> None:
    """Those at which it is handed over."""
    lock_all(Ceremony.objects.filter(decisions__document=older))


def follow_correction(paper: Document, actor: User, at: datetime) -> None:
    """After the room of decisions has put the newer one in force."""
    newer = AwardDecision.objects.filter(document=paper).select_related("replaces").first()
    if newer is None or newer.replaces is None:
        return
    ceremonies = list(Ceremony.objects.filter(decisions=newer.replaces_id).order_by("pk"))
    counts, left = _moved(newer)
    if planned := [one for one in ceremonies if one.is_planned]:
        _take_in_the_rest(newer, planned[0])
    for one in ceremonies:
        one.decisions.add(newer)
        if one.is_planned:
            one.decisions.remove(newer.replaces)
        one.version += 1
        one.save(update_fields=["version"])
        told = {"quyết định mới": newer.notation, "số người, tập thể": counts.get(one.pk, 0)}
        record(actor=actor, verb="ceremony.follow", target=one, at=at, changes=told)
        tell_off(one, [each for each in left if each.ceremony_id == one.pk], actor=actor, at=at)


def _moved(newer: AwardDecision) -> tuple[dict[int, int], list[Recipient]]:
    """Each keeps the turn, the place and what is marked: how many, by ceremony. Who has no line any more leaves: whom."""
    lines = {(line.holder_key, line.code): line for line in newer.lines.filter(recipient__isnull=True)}
    before = Recipient.objects.filter(line__decision=newer.replaces_id, line__cancellation__isnull=True)
    moved, left, counts = [], [], dict[int, int]()
    for one in before.select_related("line__group").order_by("pk"):
        line = lines.get((one.line.holder_key, one.line.code))
        if line is not None:
            one.line = line
            moved.append(one)
            counts[one.ceremony_id] = counts.get(one.ceremony_id, 0) + 1
        elif one.handing == Handing.WAITING:
            left.append(one)
    Recipient.objects.bulk_update(moved, ["line"])
    Recipient.objects.filter(pk__in=[one.pk for one in left]).delete()
    return counts, left


def _take_in_the_rest(newer: AwardDecision, ceremony: Ceremony) -> None:
    """Honors that the decision before did not give: they are in no turn yet."""
    lines = AwardLine.objects.filter(decision=newer, recipient__isnull=True)
    Recipient.objects.bulk_create(Recipient(ceremony=ceremony, line=line, position=line.position) for line in lines)

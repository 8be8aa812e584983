"""Lines of a draft: made from dossiers or from holders, in the order of their lists, each with what it pays."""

from collections.abc import Sequence
from datetime import date

from awards.decisions.amounts import reckon
from awards.decisions.models import AwardDecision, AwardLine
from awards.decisions.printing import grouped_lines
from nominations.dossiers.models import Dossier
from nominations.dossiers.models.dossiers import PLACES, Nominee
from nominations.dossiers.queries import kind_of, place_of
from thiduakt.catalog.enums import HonorKind
from thiduakt.catalog.models import Honor
from thiduakt.school.models import ClassMember, Group, Person, Pupil
from thiduakt.vietnamese import one_line

TITLES = {HonorKind.TITLE, HonorKind.LOCAL_TITLE}
ASIDE = 10_000  # positions are moved out of the way of each other first
PRINTED = ("position", "holder_name", "unit", "citation", "amount", "amount_reason", "search_key")
MOST = 2000  # lines of one decision


def line_of_dossier(decision: AwardDecision, dossier: Dossier, honor: Honor | None, *, is_live: bool = True) -> AwardLine:
    places = {place: getattr(dossier, place) for place in PLACES.values()}
    return AwardLine(
        decision=decision, holder_kind=dossier.holder_kind, holder_name=str(dossier.holder), code=dossier.code,
        unit=unit_of(dossier.holder, decision.year), honor_name=dossier.honor_name,
        is_title=honor is not None and honor.kind in TITLES, citation=one_line(dossier.summary)[:500], dossier=dossier,
        is_live=is_live, **places,
    )  # fmt: skip


def line_of_holder(decision: AwardDecision, holder: Nominee, honor: Honor, citation: str) -> AwardLine:
    return AwardLine(
        decision=decision, holder_kind=kind_of(holder), holder_name=str(holder), unit=unit_of(holder, decision.year),
        code=honor.code, honor_name=honor.name, is_title=honor.kind in TITLES, citation=one_line(citation)[:500],
        **place_of(holder),
    )  # fmt: skip


def unit_of(holder: Nominee, year: int) -> str:
    """Post and tổ, the class of a pupil in that year, the address of somebody from outside; of a collective nothing."""
    match holder:
        case Person():
            return ", ".join(filter(None, (holder.post, str(holder.group or ""))))
        case Pupil():
            member = ClassMember.objects.filter(pupil=holder, year=year).select_related("school_class").first()
            return member.school_class.name if member else ""
    return "" if isinstance(holder, Group) else getattr(holder, "unit", "")


def write_lines(decision: AwardDecision, lines: Sequence[AwardLine], day: date) -> list[AwardLine]:
    """As the paper will have them: numbered through, list after list, with what each is paid that day."""
    ordered = [line for found in grouped_lines(lines) for line in found]
    for place, line in enumerate(ordered, start=1):
        line.decision, line.position = decision, place
        line.tidy()
    for line, told in zip(ordered, reckon(ordered, day, decision.school_id), strict=True):
        line.amount, line.amount_reason = told.amount, told.reason[:300]
    stored = [line for line in ordered if line.pk]
    for line in stored:
        line.position += ASIDE
    AwardLine.objects.bulk_update(stored, ["position"])
    for line in stored:
        line.position -= ASIDE
    AwardLine.objects.bulk_update(stored, PRINTED)
    for line in ordered:
        line.clean_fields(exclude=["decision", *PLACES.values(), "dossier", "entry", "cancellation"])
    AwardLine.objects.bulk_create([line for line in ordered if not line.pk])
    return ordered

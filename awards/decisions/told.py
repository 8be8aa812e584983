"""What this room tells on the pages of others: by which decision a dossier, a line of the ledger came to what it came to."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from nominations.dossiers.models import Dossier
from thiduakt.documents.models import Document
from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import User

from .doubts import lost_grounds
from .enums import DecisionState
from .models import AwardDecision, AwardLine, Cancellation
from .telling import OF_ROOMS


def of_dossier(dossier: Dossier, reader: User, at: datetime) -> Iterator[dict[str, Any]]:
    """Whom it concerns is told of what is decided; of a draft, whoever draws it up."""
    today = timezone.localdate(at)
    lines = AwardLine.objects.visible_to(reader, today).filter(dossier=dossier).order_by("pk")
    for line in lines.select_related("decision__document", "decision__school", "cancellation", "entry__ended_by"):
        yield {
            "label": _label(line), "value": f"{line.decision}", "url": line.decision.get_absolute_url(),
        }  # fmt: skip
    seen = HonorEntry.objects.visible_to(reader, today)
    for entry in lost_grounds(dossier):
        if not seen.filter(pk=entry.pk).exists():
            continue
        value = f"Có thể dựa vào {entry.honor_name} năm học {entry.year_name} đã bị hủy."
        yield {"label": "Cần xem lại", "value": value, "url": entry.get_absolute_url()}
    refusal = getattr(dossier, "superior_refusal", None)
    if refusal and AwardDecision.objects.visible_to(reader, today).filter(pk=refusal.decision_id).exists():
        why = f" Lý do: {refusal.reason}." if refusal.reason else ""
        value = f"Cấp trên không khen ({refusal.decision}).{why}"
        yield {"label": "Kết quả của cấp trên", "value": value, "url": refusal.decision.get_absolute_url()}


def _label(line: AwardLine) -> str:
    if line.is_cancelled:
        return "Khen thưởng đã hủy"
    if line.decision.state == DecisionState.REPLACED:
        return "Quyết định đã thay thế"
    return "Quyết định đang soạn" if line.decision.is_draft else "Quyết định khen thưởng"


def of_entry(entry: HonorEntry, reader: User, at: datetime) -> Iterator[tuple[str, str, str]]:
    lines = AwardLine.objects.visible_to(reader, timezone.localdate(at)).filter(entry=entry)
    for line in lines.select_related("decision__document"):
        yield "Theo quyết định", str(line.decision), line.decision.get_absolute_url()


def of_paper(reader: User, paper: Document, at: datetime) -> Iterator[dict[str, Any]]:
    """Where the paper leads: whom it honors, and once it has its number what comes next; or whose award it cancels."""
    seen = AwardDecision.objects.visible_to(reader, timezone.localdate(at))
    if decision := seen.filter(document=paper).select_related("document", "school").first():
        yield {"label": "Khen thưởng", "value": decision.name, "url": decision.get_absolute_url()}
        for tell in OF_ROOMS if decision.is_in_force else ():
            yield from tell(decision, reader, at)
    if row := Cancellation.objects.filter(document=paper, decision__in=seen).select_related("decision__document").first():
        yield {"label": "Hủy khen thưởng", "value": str(row.decision), "url": row.decision.get_absolute_url()}

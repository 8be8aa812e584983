"""What must always be true of awards. Asked by tests and benches, and of every backup by the doctor; says what is not."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from thiduakt.documents.enums import DocumentState
from thiduakt.school.models import School

from .enums import CancellationState, DecisionOrigin, DecisionState
from .models import AwardDecision, AwardLine, Cancellation

NUMBERED = Q(document__state__in=DocumentState.NUMBERED)


def problems(schools: QuerySet[School]) -> Iterator[str]:
    """A sentence for each thing that is wrong in these schools."""
    ours = AwardDecision.objects.filter(school__in=schools, origin=DecisionOrigin.HERE)
    for one in ours.filter(NUMBERED, state=DecisionState.DRAFT):
        yield f"{one}: văn bản đã cấp số mà quyết định chưa có hiệu lực."
    for one in ours.filter(~NUMBERED, state__in=DecisionState.DECIDED):
        yield f"{one}: có hiệu lực mà văn bản chưa cấp số."
    lines = AwardLine.objects.filter(decision__school__in=schools, outsider=None).select_related("decision__document")
    for line in lines.filter(decision__state__in=DecisionState.DECIDED, entry=None):
        yield f"{line}, {line.decision}: không có trong sổ khen thưởng."
    for line in lines.filter(decision__state=DecisionState.DRAFT, entry__isnull=False):
        yield f"{line}, {line.decision}: đã vào sổ mà quyết định chưa có hiệu lực."
    gone = Q(decision__state__in=(DecisionState.REPLACED, DecisionState.CANCELLED))
    gone |= Q(cancellation__state=CancellationState.IN_FORCE)
    for line in lines.filter(gone, entry__isnull=False, entry__ended_by=None):
        yield f"{line}, {line.decision}: đã thay, đã hủy mà sổ khen thưởng còn tính."
    drawn_up = Cancellation.objects.filter(decision__school__in=schools)
    for row in drawn_up.filter(NUMBERED, state=CancellationState.DRAFT).select_related("decision__document"):
        yield f"{row}: văn bản đã cấp số mà khen thưởng chưa hủy."

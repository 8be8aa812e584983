"""What must hold of numbers, issued papers and their files, whatever crashed. Read by `doctor`, tests and the bench."""

from collections.abc import Iterator

from django.db.models import Max, QuerySet

from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import School

from .enums import DocumentState, SeriesMode
from .models import Document, DrawnFile, NumberSeries
from .services.issuing import snapshot_hash


def problems(schools: QuerySet[School]) -> Iterator[str]:
    """A sentence for each thing that is wrong in these schools."""
    for series in NumberSeries.objects.filter(school__in=schools).select_related("school").iterator(chunk_size=500):
        yield from _series_problems(series)
    yield from _issue_problems(schools)


def _series_problems(series: NumberSeries) -> Iterator[str]:
    issued = Document.objects.filter(
        school=series.school_id, year=series.year, series=series.series, number__isnull=False
    ).order_by("number")
    rows = list(issued.values_list("number", "issued_on"))
    numbers = [number for number, _ in rows if number is not None]
    if series.mode == SeriesMode.EXTERNAL:
        return
    given = {*range(series.first, series.last + 1)}
    if missing := sorted(given - {*numbers}):
        yield f"{series.school}, dãy {series}: số không liền nhau, thiếu {missing[:5]}."
    if stray := sorted({*numbers} - given):
        yield f"{series.school}, dãy {series}: có số nằm ngoài {series.first}–{series.last}: {stray[:5]}."
    days = [day for _, day in rows if day]
    if days != sorted(days):
        yield f"{series.school}, dãy {series}: ngày không tăng theo số."


def _issue_problems(schools: QuerySet[School]) -> Iterator[str]:
    told = set(AuditEvent.objects.filter(school_id__in=schools, verb="document.issue").values_list("object_id", flat=True))
    issued = Document.objects.filter(school__in=schools, state__in=DocumentState.NUMBERED).select_related("register_entry")
    for document in issued.iterator(chunk_size=500):
        if snapshot_hash(document.snapshot) != document.snapshot_hash:
            yield f"{document}: bản chốt không khớp mã băm."
        if not hasattr(document, "register_entry"):
            yield f"{document}: không có trong sổ văn bản đi."
        if document.pk not in told:
            yield f"{document}: không có dòng nhật ký ban hành."


def file_problems(schools: QuerySet[School]) -> Iterator[str]:
    """A sentence for each drawing of these schools' papers that is lost, or no longer what it was; of several, the last."""
    newest = DrawnFile.objects.order_by().values("document", "format").annotate(newest=Max("pk")).values("newest")
    drawn = DrawnFile.objects.filter(document__school__in=schools, pk__in=newest).select_related("document")
    for file in drawn.iterator(chunk_size=500):
        if file.read() is None:
            yield f"{file}: đã mất hoặc không còn nguyên vẹn."

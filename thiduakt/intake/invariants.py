"""What must hold of imports, whatever crashed. Read by `doctor`."""

from collections.abc import Iterator

from django.db.models import QuerySet

from thiduakt.files import storage
from thiduakt.school.models import School

from .enums import BatchState
from .models import FOLDER, Batch


def file_problems(schools: QuerySet[School]) -> Iterator[str]:
    """A sentence for each sheet of these schools that was kept and is lost, or no longer what it was."""
    kept = Batch.objects.filter(school__in=schools).exclude(state=BatchState.DISCARDED).select_related("school")
    for batch in kept.iterator(chunk_size=500):
        if storage.read(FOLDER, batch.sha256) is None:
            yield f"{batch.school}, lượt nhập {batch.pk} ({batch}): tệp đã mất hoặc không còn nguyên vẹn."

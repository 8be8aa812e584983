"""What must hold of kept evidence, asked by `manage.py doctor`."""

from collections.abc import Iterator

from django.db.models import QuerySet

from thiduakt.school.models import School

from .models import Evidence


def file_problems(schools: QuerySet[School]) -> Iterator[str]:
    """A sentence for each file that shows a result and is lost, or no longer what it was."""
    kept = Evidence.objects.filter(progress__target__school__in=schools).select_related("progress__target")
    for one in kept.iterator(chunk_size=500):
        if one.read() is None:
            yield f"Minh chứng “{one}” của chỉ tiêu “{one.progress.target}”: đã mất hoặc không còn nguyên vẹn."

"""Work that may take longer than a page should: done at once, or by the worker where the server has one."""

from django.utils import timezone
from django_tasks import task

from .models import YearArchive
from .services.archiving import make_archive


@task()
def make(archive_id: int) -> None:
    archive = YearArchive.objects.select_related("school", "asked_by").filter(pk=archive_id).first()
    if archive and archive.is_making:
        make_archive(archive, at=timezone.now())

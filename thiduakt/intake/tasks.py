"""Work that may take longer than a page should: done at once, or by the worker where the server has one."""

from django.utils import timezone
from django_tasks import task

from .models import Batch
from .services.checking import check


@task()
def read_batch(batch_id: int) -> None:
    batch = Batch.objects.select_related("school", "uploaded_by").filter(pk=batch_id).first()
    if batch:
        check(batch, at=timezone.now())

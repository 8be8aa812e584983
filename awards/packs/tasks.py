"""Work that may take longer than a page should: done at once, or by the worker where the server has one."""

from django.utils import timezone
from django_tasks import task

from .models import Build
from .services.building import build


@task()
def build_pack(build_id: int) -> None:
    found = Build.objects.select_related("pack__review__school", "pack__school", "requested_by").filter(pk=build_id).first()
    if found:
        build(found, clock=timezone.now)

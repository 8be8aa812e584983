"""Kept files and the rows that name them."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Max, QuerySet

from thiduakt.catalog.models import FOLDER, LegalText
from thiduakt.documents.models import DrawnFile
from thiduakt.files.models import KeptFile


def named_files() -> set[tuple[str, str]]:
    """(folder, sha256) of every file that some row expects to find. Of a paper that was drawn again, the last drawing."""
    newest = DrawnFile.objects.order_by().values("document", "format").annotate(newest=Max("pk")).values("newest")
    drawn = DrawnFile.objects.filter(pk__in=newest).values_list("sha256", flat=True)
    texts = LegalText.objects.exclude(sha256="").values_list("sha256", flat=True)
    return {
        *((DrawnFile.FOLDER, sha256) for sha256 in drawn),
        *((FOLDER, sha256) for sha256 in texts),
        *((kind.FOLDER, sha256) for kind in _kinds() for sha256 in _rows(kind).values_list("sha256", flat=True)),
    }


def lost_files() -> Iterator[str]:
    """A sentence for each file that somebody sent and that is lost, or no longer what it was."""
    for kind in _kinds():
        for file in _rows(kind).iterator(chunk_size=500):
            if file.read() is None:
                yield f"{file.owner} ({kind._meta.verbose_name} “{file}”): đã mất hoặc không còn nguyên vẹn."


def _kinds() -> list[type[KeptFile]]:
    return [kind for kind in apps.get_models() if issubclass(kind, KeptFile)]


def _rows(kind: type[KeptFile]) -> QuerySet[KeptFile]:
    return kind._default_manager.order_by("pk")

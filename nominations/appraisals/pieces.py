"""What a whole dossier holds of its appraisal, once that is done: the checklist with what was found of each item."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier
from nominations.dossiers.pieces import Piece
from thiduakt.documents.rendering.sandbox import render
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User

from .models import Appraisal
from .queries import Reader, with_appraisals

DONE = (S.APPRAISED, S.TO_COUNCIL, S.AWARDED, S.NOT_AWARDED)


def checklist_of(dossier: Dossier, reader: User, at: datetime) -> Iterator[Piece]:
    """For those who read the dossiers of the whole school: what one appraiser noted is not the nominee's to read."""
    if dossier.state not in DONE or not scopes(reader, "dossier.view", timezone.localdate(at)) & WHOLE_SCHOOL:
        return
    stored = with_appraisals(Dossier.objects.filter(pk=dossier.pk)).get()
    read = Reader(dossier.school_id, knows=False).read(stored)
    if isinstance(read.appraisal, Appraisal):
        points = [point for point in read.points if not point.item.is_later]
        told = {"dossier": dossier, "appraisal": read.appraisal, "points": points}
        pdf = render(render_to_string("appraisals/print_checklist.html", told))
        yield Piece.printed("Phiếu thẩm định", "04-phieu-tham-dinh.pdf", pdf)

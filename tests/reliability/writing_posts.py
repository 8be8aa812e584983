"""One good post for every route of outlines, and of the report and the evidence of a dossier."""

import io
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nominations.dossiers.models import Dossier, DossierFile
from nominations.dossiers.services.writing import begin_report
from nominations.writings.models import Outline
from nominations.writings.services import typing
from nominations.writings.services.outlines import copy_outline
from nominations.writings.services.writing import save_writing
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.reliability.world import Post, World, by
from thiduakt.files.storage import store


def of_state(world: World) -> Outline:
    return Outline.objects.get(code="bao-cao-hoc-sinh")


def own(world: World) -> Outline:
    return copy_outline(of_state(world), actor=world.principal, at=world.at)


def dossier(world: World) -> Dossier:
    days = dict.fromkeys(("opens_on", "closes_on", "decides_on"), world.today)
    review = ReviewFactory(school=world.school, **days)
    return DossierFactory(review=review, person=world.teacher.person, written_by=world.teacher)


def written(world: World) -> Dossier:
    row = dossier(world)
    begin_report(row, actor=world.teacher, at=world.at)
    row.refresh_from_db()
    return row


def typed_copy(world: World) -> Post:
    row = written(world)
    kept = typing.keep(row.report, {}, base=1, known=None, actor=world.teacher, at=world.at)
    return Post(world.teacher, reverse("dossiers:report_drop", args=[row.pk]), {"kept": kept.kept_at.isoformat()})


def restored(world: World) -> Post:
    row = written(world)
    save_writing(row.report, {"ket_qua": "<p>Khác.</p>"}, base_version=1, actor=world.teacher, at=world.at)
    return Post(world.teacher, reverse("dossiers:report_restore", args=[row.pk, 1]), {"version": "2"})


def paper(world: World) -> SimpleUploadedFile:
    content = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(content)
    return SimpleUploadedFile("minh-chung.pdf", content.getvalue(), content_type="application/pdf")


def file(world: World) -> DossierFile:
    told = {"original_name": "a.pdf", "content_type": "application/pdf", "size": 4, "uploaded_by": world.teacher}
    sha256 = store(b"%PDF", folder=DossierFile.FOLDER)
    return dossier(world).files.create(sha256=sha256, uploaded_at=world.at, **told)


SECTION = {
    "sections-TOTAL_FORMS": "1", "sections-INITIAL_FORMS": "0", "sections-0-title": "THÀNH TÍCH", "sections-0-level": "2",
    "sections-0-ORDER": "1",
}  # fmt: skip
WRITING_POSTS: dict[str, Any] = {
    "writings:outline_copy": by("principal", "writings:outline_copy", of_state),
    "writings:outline_edit": by("principal", "writings:outline_edit", own, version=1, name="Mẫu của phường", **SECTION),
    "writings:outline_end": by("principal", "writings:outline_end", own, version=1),
    "dossiers:report_begin": by("teacher", "dossiers:report_begin", dossier),
    "dossiers:report": by("teacher", "dossiers:report", written, **{"muc-ket_qua": "<p>Lớp có 35 trẻ.</p>"}),
    "dossiers:report_drop": typed_copy,
    "dossiers:report_fill": by("teacher", "dossiers:report_fill", written, key="nhiem_vu"),
    "dossiers:report_restore": restored,
    "dossiers:evidence": by("teacher", "dossiers:evidence", dossier, caption="Hội thi", files=paper),
    "dossiers:evidence_remove": by("teacher", "dossiers:evidence_remove", file),
}

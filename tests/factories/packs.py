"""Packs for a superior, past the services: what a test does not say has one plain value."""

import io
from datetime import date
from typing import Any

import factory
import openpyxl
from django.utils import timezone
from factory.django import DjangoModelFactory
from openpyxl.styles import Font, PatternFill

from awards.packs.enums import BuildState, BuiltForm, PackState
from awards.packs.models import Build, BuiltFile, Pack, PackDossier
from nominations.dossiers.models import Dossier, Review
from tests.factories.decisions import held_review, passed
from tests.factories.documents import DocumentFactory
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.documents.kinds import Kind
from thiduakt.files.storage import store

CITY = "Chủ tịch UBND Thành phố"
BK = "Bằng khen của Chủ tịch UBND Thành phố"
SENT_ON = date(2023, 10, 4)


def passed_up(review: Review, **told: Any) -> Dossier:
    """What the council passed and the city decides."""
    return passed(review, **{"code": "BK_TP_CN", "honor_name": BK, **told})


class PackFactory(DjangoModelFactory):
    """A draft; in a later state with an issued tờ trình, a build, and one dossier in it; sent from SENT on."""

    class Meta:
        model = Pack

    class Params:
        is_written = factory.LazyAttribute(lambda one: one.state != PackState.DRAFT)

    school = factory.SelfAttribute("review.school")
    review = factory.LazyFunction(held_review)
    authority = CITY
    addressee = CITY
    state = PackState.DRAFT
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **told: Any) -> Pack:
        state, dossiers, superior = told.pop("state"), told.pop("dossiers", None), told.pop("superior", None)
        pack: Pack = super()._create(model_class, *args, **told)
        for place, dossier in enumerate(dossiers if dossiers is not None else [passed_up(pack.review)], start=1):
            PackDossier.objects.create(pack=pack, dossier=dossier, position=place)
        if state != PackState.DRAFT:
            paper = DocumentFactory(
                school=pack.school, kind=Kind.SUBMITTAL, state="ISSUED", created_by=pack.created_by, place=900 + pack.pk
            )
            Pack.objects.filter(pk=pack.pk).update(document=paper, state=PackState.APPROVED)
            build = built(pack)
        if state not in {PackState.DRAFT, PackState.APPROVED}:
            sent = {"sent_on": SENT_ON, "sent_build": build, "superior": superior}
            Pack.objects.filter(pk=pack.pk).update(state=state, **sent)
        return Pack.objects.get(pk=pack.pk)


def built(pack: Pack, content: bytes = b"%PDF-1.7 bo ho so") -> Build:
    """Of the pack as it stands."""
    user = UserFactory(school=pack.school)
    now = timezone.now()
    build = Build.objects.create(
        pack=pack, made_of=pack.version, state=BuildState.DONE, requested_by=user, requested_at=now, touched_at=now
    )
    for form, kind in ((BuiltForm.PDF, "application/pdf"), (BuiltForm.ZIP, "application/zip")):
        BuiltFile.objects.create(
            build=build, form=form, original_name=f"bo-ho-so.{form}", content_type=kind, size=len(content),
            sha256=store(content, folder=BuiltFile.FOLDER), uploaded_by=user, uploaded_at=now,
        )  # fmt: skip
    return build


def empty_form(**cells: str) -> bytes:
    """As an office hands it out: a head in row 4, two rows to fill, the signature below them, a look of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet["A1"], sheet["A2"] = "ĐƠN VỊ:", "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG"
    sheet.merge_cells("A2:E2")
    for place, title in enumerate(("TT", "Ông/Bà", "Họ và tên", "Đơn vị", "Hình thức"), start=1):
        head = sheet.cell(4, place, title)
        head.font, head.fill = Font(name="Arial", bold=True), PatternFill("solid", fgColor="FFEEAA")
        sheet.cell(5, place).font = Font(name="Arial", size=11, italic=True)
    sheet["C7"] = "THỦ TRƯỞNG ĐƠN VỊ"
    sheet.merge_cells("C7:D7")
    sheet.row_dimensions[5].height = 33
    for address, value in cells.items():
        sheet[address] = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()

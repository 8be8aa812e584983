"""Bộ tệp: one PDF with an index, one archive with its hashes, in the order asked, of what stands signed."""

import hashlib
import io
import zipfile
from datetime import time, timedelta

import openpyxl
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import OutlineItem

from awards.packs.enums import Part
from awards.packs.flows import ready_build
from awards.packs.models import Build, Pack
from awards.packs.services import building
from awards.packs.services.building import build, request_build
from awards.packs.services.drafting import add_files, save_pack
from awards.packs.services.forms import map_form, upload_form
from nominations.dossiers.models import DossierFile
from nominations.sessions.models import CouncilSession, ItemVote
from tests.documents.test_services_signed_copies import pdf, png
from tests.factories.documents import DocumentFactory
from tests.factories.packs import PackFactory, empty_form, passed_up
from tests.factories.sessions import opened
from thiduakt.documents.kinds import Kind
from thiduakt.documents.services.signed_copies import add_signed_copy
from thiduakt.files.storage import store
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def pack(review, dossier, other, school, principal, secretary):
    """With its tờ trình issued; the council passed both, by hands."""
    type(review).objects.filter(pk=review.pk).update(state="CLOSED")
    rows = type(dossier).objects.filter(pk__in=(dossier.pk, other.pk))
    rows.update(state="TO_COUNCIL")
    table = opened(school, review, chair=principal, secretary=secretary)
    for one in (dossier, other):
        ItemVote.objects.create(
            item=table.item(one), manner="HANDS", agreed=9, against=0, blank=0, voters=9, needed=8, counted_of=9,
            is_passed=True,
        )  # fmt: skip
    rows.update(state="AWARDED")
    minutes = DocumentFactory(school=school, kind=Kind.MINUTES, state="ISSUED", created_by=secretary.person)
    CouncilSession.objects.filter(pk=table.session.pk).update(state="ENDED", ends_at=time(10), minutes=minutes)
    pack = PackFactory(review=review, dossiers=[dossier, other])
    paper = DocumentFactory(school=school, kind=Kind.SUBMITTAL, state="ISSUED", created_by=secretary.person)
    Pack.objects.filter(pk=pack.pk).update(document=paper)
    return Pack.objects.get(pk=pack.pk)


@pytest.fixture
def evidence(dossier, teacher, at):
    content = png((40, 30))
    sha256 = store(content, folder=DossierFile.FOLDER)
    return DossierFile.objects.create(
        dossier=dossier, original_name="Giấy khen năm ngoái.PNG", content_type="image/png", size=len(content),
        sha256=sha256, uploaded_by=teacher, uploaded_at=at,
    )  # fmt: skip


def built(pack, actor, at) -> Build:
    queued = request_build(pack, actor=actor, at=at)
    build(queued, clock=lambda: at)
    queued.refresh_from_db()
    return queued


def content_of(done: Build, form: str) -> bytes:
    return done.files.get(form=form).read()


def archive_of(done: Build) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content_of(done, "zip")))


def test_the_archive_stands_in_the_order_asked_with_names_that_no_system_spoils(pack, evidence, secretary, at, blank_pages):
    done = built(pack, secretary, at)

    assert (done.state, done.problem, done.done, done.made_of) == ("DONE", "", done.total, pack.version)
    names = archive_of(done).namelist()
    assert names == [
        "01-to-trinh/to-trinh.pdf",
        "03-bien-ban-hop/bien-ban-hop-01.pdf",
        "05-ho-so/001-do-thi-dao/05-minh-chung-01-giay-khen-nam-ngoai.png",
        "00-muc-luc.pdf",
        "SHA256SUMS.txt",
    ]
    assert all(name.isascii() for name in names)


def test_the_sums_are_those_of_the_files(pack, evidence, secretary, at, blank_pages):
    archive = archive_of(built(pack, secretary, at))
    told = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS.txt").decode().splitlines())

    assert told == {
        name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != "SHA256SUMS.txt"
    }


def test_the_pdf_has_an_index_bookmarks_and_one_run_of_page_numbers(pack, evidence, secretary, at):
    done = built(pack, secretary, at)
    with pikepdf.open(io.BytesIO(content_of(done, "pdf"))) as bound:
        with bound.open_outline() as outline:
            titles = [str(one.title) for one in outline.root if isinstance(one, OutlineItem)]
        pages = len(bound.pages)

    assert titles[0] == "Mục lục"
    assert titles[-1] == f"1. Đỗ Thị Đào, {pack.lines.first().dossier.honor_name}: Minh chứng 1: Giấy khen năm ngoái.PNG"
    assert [entry["page"] for entry in done.entries] == [2, 3, 4]
    assert pages == 4


def test_what_has_no_signed_copy_is_told(pack, secretary, clerk, at, blank_pages):
    add_signed_copy(pack.document, name="ban-ky.pdf", content=pdf(), actor=clerk, at=at)

    done = built(pack, secretary, at)

    titles = [entry["title"] for entry in done.entries]
    assert titles[0] == f"{pack.document} (bản ký)"
    assert titles[1].endswith("(bản in từ hệ thống)")
    assert any("chưa có bản ký dùng được" in note for note in done.notes)
    assert "2 hồ sơ không có báo cáo thành tích: Đỗ Thị Đào, Lò Văn Ỏn." in done.notes


def test_a_copy_signed_from_other_bytes_does_not_stand_for_the_paper(pack, secretary, clerk, at, blank_pages):
    copy = add_signed_copy(pack.document, name="ban-ky.pdf", content=pdf(), actor=clerk, at=at)
    type(copy).objects.filter(pk=copy.pk).update(origin="OTHER")

    assert built(pack, secretary, at).entries[0]["title"].endswith("(bản in từ hệ thống)")


def test_a_minutes_paper_that_is_not_issued_is_left_out_and_told(pack, secretary, at, blank_pages):
    CouncilSession.objects.update(minutes=None)

    done = built(pack, secretary, at)

    assert not any("bien-ban-hop" in entry["file"] for entry in done.entries)
    assert any("biên bản chưa ban hành" in note for note in done.notes)


def test_the_parts_come_in_the_order_of_the_pack(pack, evidence, secretary, at, blank_pages):
    save_pack(pack, addressee="UBND", order=["ho-so", "to-trinh"], version=1, actor=secretary, at=at)
    pack.refresh_from_db()

    names = archive_of(built(pack, secretary, at)).namelist()

    assert [name.split("/")[0] for name in names] == ["01-ho-so", "02-to-trinh", "00-muc-luc.pdf", "SHA256SUMS.txt"]


def test_the_form_of_the_superior_and_further_papers_go_along(pack, secretary, at, blank_pages):
    form = upload_form(pack, "Mẫu 2023.xlsx", empty_form(), actor=secretary, at=at)
    map_form(
        pack, sheet="Danh sách", first_row=5, columns={"name": "C"}, cells={}, version=form.version, actor=secretary, at=at
    )
    add_files(pack, [SimpleUploadedFile("Xác nhận.pdf", pdf())], actor=secretary, at=at)
    pack.refresh_from_db()

    archive = archive_of(built(pack, secretary, at))

    sheet = openpyxl.load_workbook(io.BytesIO(archive.read("02-mau-cap-tren/bieu-mau-mau-2023.xlsx"))).active
    assert [sheet["C5"].value, sheet["C6"].value] == ["Đỗ Thị Đào", "Lò Văn Ỏn"]
    assert "06-giay-to-khac/01-xac-nhan.pdf" in archive.namelist()


def test_a_lost_file_is_told_and_stops_nothing(pack, evidence, secretary, at, blank_pages):
    DossierFile.objects.update(sha256="0" * 64)

    done = built(pack, secretary, at)

    assert done.state == "DONE"
    assert any("tệp đã mất hoặc hỏng" in entry["title"] for entry in done.entries)


def test_a_pack_without_dossiers_is_built_as_well(review, secretary, at, blank_pages):
    pack = PackFactory(review=review, dossiers=[])

    done = built(pack, secretary, at)

    assert (done.state, done.entries) == ("DONE", [])


def test_what_is_too_heavy_is_said_before_a_file_is_read(pack, evidence, secretary, at, monkeypatch):
    monkeypatch.setattr(building, "MOST_BYTES", evidence.size - 1)
    monkeypatch.setattr(DossierFile, "read", lambda file: pytest.fail("was read"))

    with pytest.raises(MoveRefusedError, match="Bộ hồ sơ nặng quá"):
        request_build(pack, actor=secretary, at=at)
    assert not Build.objects.exists()


def test_what_is_drawn_weighs_too_and_leaves_no_file(pack, secretary, at, blank_pages, monkeypatch):
    monkeypatch.setattr(building, "MOST_BYTES", 10)

    done = built(pack, secretary, at)

    assert (done.state, done.files.count()) == ("FAILED", 0)
    assert done.problem.startswith("Bộ hồ sơ nặng quá")


def test_a_crash_is_told_and_another_may_be_begun(pack, secretary, at, blank_pages, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(building, "_bind", lambda *args: 1 / 0)
        queued = request_build(pack, actor=secretary, at=at)
        with pytest.raises(ZeroDivisionError):
            build(queued, clock=lambda: at)
    queued.refresh_from_db()
    assert (queued.state, queued.problem[:14]) == ("FAILED", "Máy chủ gặp lỗ")

    assert built(pack, secretary, at).is_done


def test_what_is_changed_while_it_is_built_is_built_again(pack, secretary, at, blank_pages, monkeypatch):
    bind = building._bind

    def changed(*args):
        save_pack(Pack.objects.get(), addressee="UBND", order=pack.order, version=pack.version, actor=secretary, at=at)
        return bind(*args)

    monkeypatch.setattr(building, "_bind", changed)
    done = built(pack, secretary, at)

    assert done.is_done
    assert ready_build(Pack.objects.get()) is None
    assert not Notice.objects.filter(kind="PACK_TO_APPROVE").exists()


def test_the_principal_is_told_once_nothing_is_missing(pack, secretary, principal, at, blank_pages):
    built(pack, secretary, at)

    notice = Notice.objects.get(kind="PACK_TO_APPROVE")
    assert (notice.person, notice.url) == (principal.person, pack.get_absolute_url())


def test_one_is_built_at_a_time_and_a_forgotten_one_is_given_up(pack, secretary, at, blank_pages):
    first = request_build(pack, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="đang được lập"):
        request_build(pack, actor=secretary, at=at)
    later = at + building.FORGOTTEN + timedelta(seconds=1)

    again = request_build(pack, actor=secretary, at=later)

    first.refresh_from_db()
    assert (first.state, again.state) == ("FAILED", "QUEUED")


def test_what_is_approved_is_not_built_anew(review, secretary, at):
    with pytest.raises(MoveRefusedError, match="đã duyệt"):
        request_build(PackFactory(review=review, state="APPROVED"), actor=secretary, at=at)


def test_forty_dossiers_are_counted_step_by_step(review, school, secretary, at, blank_pages):
    pack = PackFactory(review=review, dossiers=[passed_up(review) for _ in range(40)])

    done = built(pack, secretary, at)

    assert (done.total, done.done) == (40 + len(Part), 40 + len(Part))

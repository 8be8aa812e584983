"""The archive of a year: what lies in it, that it can be checked, and that it is read without this system."""

import hashlib
import io
import re
import zipfile
from datetime import date, timedelta

import openpyxl
import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from awards.closing.models import ArchiveFile, YearArchive
from awards.closing.services.archiving import ask_for_archive, make_archive
from awards.closing.services.retaining import save_retention
from tests.factories.campaigns import CampaignFactory
from tests.factories.decisions import AwardLineFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.plans import make_plan
from tests.factories.targets import TargetFactory
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.documents.services.signed_copies import add_signed_copy
from thiduakt.workflow import MoveRefusedError, StaleError

from .conftest import YEAR

pytestmark = pytest.mark.django_db


def blank_pdf() -> bytes:
    file, stream = pikepdf.new(), io.BytesIO()
    file.add_blank_page()
    file.save(stream)
    return stream.getvalue()


PDF = blank_pdf()


@pytest.fixture
def plan(school, principal, clerk, at):
    """Issued within the year."""
    return make_plan(DocumentState.ISSUED, principal=principal, clerk=clerk, at=at.replace(month=2, day=15))


def made(school, principal, at) -> YearArchive:
    archive = ask_for_archive(school, YEAR, actor=principal, at=at)
    make_archive(archive, at=at)
    archive.refresh_from_db()
    return archive


def opened(archive: YearArchive) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive.file.read()))


def cells(package: zipfile.ZipFile, name: str) -> list[tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(package.read(f"danh-sach/{name}.xlsx"))).active
    return list(sheet.iter_rows(min_row=5, values_only=True))


def test_it_holds_the_issued_papers_the_signed_copies_and_the_lists(school, principal, clerk, plan, at):
    add_signed_copy(plan.document, name="bản ký.pdf", content=PDF, actor=clerk, at=at)
    CampaignFactory(school=school, name="Dạy tốt – Học tốt", sums_up_on=date(2023, 5, 31))
    package = opened(made(school, principal, at))
    paper = f"01-KH-MNGB-{plan.pk}"
    assert package.read(f"van-ban/{paper}.pdf").startswith(b"%PDF-")
    assert package.read(f"ban-ky/{paper}-1.pdf") == PDF
    assert [row[1] for row in cells(package, "phong-trao")] == ["Dạy tốt – Học tốt"]


def test_what_belongs_to_other_years_stays_out(school, principal, clerk, at):
    make_plan(DocumentState.ISSUED, principal=principal, clerk=clerk, at=at + timedelta(days=70))
    TargetFactory(school=school, due_on=date(2023, 12, 31))
    package = opened(made(school, principal, at))
    assert not [name for name in package.namelist() if name.startswith("van-ban/")]
    assert cells(package, "chi-tieu") == []


def test_every_file_has_its_sum_and_the_sums_hold(school, principal, plan, at):
    package = opened(made(school, principal, at))
    told = dict(reversed(line.split("  ", 1)) for line in package.read("SHA256SUMS.txt").decode().splitlines())
    assert set(told) == set(package.namelist()) - {"SHA256SUMS.txt"}
    for name, sha256 in told.items():
        assert hashlib.sha256(package.read(name)).hexdigest() == sha256
    assert "certutil -hashfile" in package.read("CACH-KIEM-TRA.txt").decode("utf-8-sig")


def test_the_index_leads_to_every_file_and_to_nothing_outside(school, principal, plan, at):
    package = opened(made(school, principal, at))
    page = package.read("index.html").decode()
    links = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert set(links) == set(package.namelist()) - {"index.html"}
    assert "<script" not in page
    assert "Năm thi đua chưa khép khi lập bộ này" in page
    assert "Nhà trường chưa ghi thời hạn lưu." in page


def test_the_index_tells_of_the_closing_and_of_what_was_left_open(school, principal, closed, at):
    closed.left_open, closed.reason = ["Chỉ tiêu chưa có kết luận: 1."], "Chuyển sang năm sau."
    closed.save()
    page = opened(made(school, principal, at)).read("index.html").decode()
    assert "Năm thi đua đã khép ngày 10/07/2023, người khép: Hoàng Thị Phương." in page
    assert "Chỉ tiêu chưa có kết luận: 1. Lý do: Chuyển sang năm sau." in page


def test_the_terms_of_the_school_stand_in_the_index(school, principal, at):
    save_retention(school, "Quyết định: vĩnh viễn.\nBiên bản: 10 năm.", version=1, actor=principal, at=at)
    page = opened(made(school, principal, at)).read("index.html").decode()
    assert "Quyết định: vĩnh viễn.<br>Biên bản: 10 năm." in page


def test_no_sum_and_no_dossier_that_never_came_before_the_council_leaves_with_it(school, principal, at):
    review = ReviewFactory(school=school, year=YEAR, state="DONE")
    DossierFactory(review=review, state="GROUP_REFUSED", person__full_name="Phùng Thị Ước")
    DossierFactory(review=review, state="AWARDED", person__full_name="Đỗ Thị Đào")
    AwardLineFactory(
        decision__school=school, decision__year=YEAR, decision__origin="SUPERIOR", decision__state="IN_FORCE",
        holder_name="Đỗ Thị Đào", amount=702_000,
    )  # fmt: skip
    package = opened(made(school, principal, at))
    assert [row[2] for row in cells(package, "ho-so")] == ["Đỗ Thị Đào"]
    assert [row[4] for row in cells(package, "ket-qua-khen-thuong")] == ["Đỗ Thị Đào"]
    for name in package.namelist():
        if name.endswith(".xlsx"):
            told = str(list(openpyxl.load_workbook(io.BytesIO(package.read(name))).active.values))
            assert "702" not in told
            assert "Phùng Thị Ước" not in told


def test_its_progress_is_told_and_it_is_kept_like_any_file(school, principal, plan, at):
    archive = made(school, principal, at)
    assert (archive.is_done, archive.done_count) == (True, archive.file_count)
    assert archive.file_count == 9  # the plan and eight lists
    assert archive.file.original_name == f"luu-tru-{school.code}-2022-2023.zip"


def test_one_is_made_at_a_time_and_one_that_was_lost_on_the_way_stops_nobody(school, principal, at):
    first = ask_for_archive(school, YEAR, actor=principal, at=at)
    with pytest.raises(MoveRefusedError, match="đang được lập"):
        ask_for_archive(school, YEAR, actor=principal, at=at + timedelta(minutes=50))
    ask_for_archive(school, YEAR, actor=principal, at=at + timedelta(minutes=61))
    first.refresh_from_db()
    assert (first.is_done, first.problem) == (False, "Máy chủ dừng giữa chừng.")


@pytest.mark.parametrize("step", ["archiving.pieces.paper_file", "services.archiving.store_file"], ids=["draw", "keep"])
def test_what_cannot_be_made_is_told_and_nothing_is_kept(school, principal, plan, at, monkeypatch, step):
    def broken(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(f"awards.closing.{step}", broken)
    archive = made(school, principal, at)
    assert (archive.is_done, archive.problem) == (False, "Máy chủ gặp lỗi khi lập tệp.")
    assert not ArchiveFile.objects.exists()
    ask_for_archive(school, YEAR, actor=principal, at=at)


def test_a_lost_signed_copy_is_told_in_the_index(school, principal, clerk, plan, at, monkeypatch):
    add_signed_copy(plan.document, name="a.pdf", content=PDF, actor=clerk, at=at)
    monkeypatch.setattr("thiduakt.documents.models.SignedCopy.read", lambda copy: None)
    package = opened(made(school, principal, at))
    assert "Tệp đã mất hoặc không còn nguyên vẹn" in package.read("index.html").decode()
    assert not [name for name in package.namelist() if name.startswith("ban-ky/")]


def test_only_the_principal_asks_for_one(school, secretary, clerk, at):
    for user in (secretary, clerk):
        with pytest.raises(PermissionDenied):
            ask_for_archive(school, YEAR, actor=user, at=at)


def test_terms_are_the_principals_and_never_written_over_unseen(school, principal, clerk, at):
    with pytest.raises(PermissionDenied):
        save_retention(school, "10 năm", version=1, actor=clerk, at=at)
    save_retention(school, "10 năm", version=1, actor=principal, at=at)
    with pytest.raises(StaleError):
        save_retention(school, "20 năm", version=1, actor=principal, at=at)
    with pytest.raises(ValidationError):
        save_retention(school, "d" * 3001, version=2, actor=principal, at=at)


def test_papers_are_drawn_of_the_frozen_paper(school, principal, plan, at):
    """What was issued is in the archive byte by byte."""
    package = opened(made(school, principal, at))
    (name,) = [name for name in package.namelist() if name.startswith("van-ban/")]
    kept = Document.objects.get(pk=plan.pk).drawn_files.get(format="pdf")
    assert hashlib.sha256(package.read(name)).hexdigest() == kept.sha256

"""What has a number never changes: not by the ORM, not by SQL, not by what happens to the school afterwards."""

import io
from datetime import date

import pdfplumber
import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.documents import DocumentFactory
from tests.factories.school import LetterheadFactory
from tests.kept_files import lose
from thiduakt.documents.models import Document
from thiduakt.documents.output import paper_file
from thiduakt.documents.services.issuing import issue_document
from thiduakt.files.storage import stored

TODAY = date(2023, 10, 5)


@pytest.fixture
def issued(principal, clerk, at):
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SIGNED")
    return issue_document(document, issued_on=TODAY, actor=clerk, at=at)


def words(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in file.pages)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "Khác"),
        ("body", "<p>Khác</p>"),
        ("bases", ["Khác"]),
        ("recipients", ["Khác"]),
        ("number", 2),
        ("year", 2024),
        ("symbol", "QĐ-MNGB"),
        ("issued_on", date(2023, 10, 6)),
        ("signed_on", date(2023, 10, 1)),
        ("signed_paper", {}),
        ("snapshot", {"paper": {}}),
        ("snapshot_hash", "0" * 64),
        ("state", "DRAFT"),
    ],
)
def test_neither_save_nor_update_changes_an_issued_paper(issued, field, value):
    before = Document.objects.filter(pk=issued.pk).values().get()

    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=issued.pk).update(**{field: value})
    setattr(issued, field, value)
    with pytest.raises(DatabaseError), transaction.atomic():
        issued.save()

    assert Document.objects.filter(pk=issued.pk).values().get() == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents_document SET body = '' WHERE id = %s",
        "UPDATE documents_document SET number = NULL WHERE id = %s",
        "UPDATE documents_document SET signer_id = NULL WHERE id = %s",
        "DELETE FROM documents_document WHERE id = %s",
    ],
)
def test_sql_changes_nothing_either(issued, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [issued.pk])

    assert Document.objects.get(pk=issued.pk).body == issued.body


def test_the_pdf_says_what_was_frozen(issued):
    printed = words(paper_file(issued, "pdf"))
    paper = issued.snapshot["paper"]

    for part in (
        "Số: 01/KH-MNGB", "Giang Biên, ngày 05 tháng 10 năm 2023", paper["subject"], paper["bases"][0],
        "Thực hiện tốt các phong trào thi đua của ngành.", "HIỆU TRƯỞNG", "Hoàng Thị Phương", "- Lưu: VT.",
    ):  # fmt: skip
        assert part in printed
    assert "BẢN DỰ THẢO" not in printed


def test_the_pdf_is_the_same_after_the_school_its_letterhead_and_its_people_have_changed(issued, school, principal):
    before = words(paper_file(issued, "pdf"))
    lose(issued.drawn_files.get())
    LetterheadFactory(school=school, valid_from=TODAY, parent_lines="UBND PHƯỜNG GIANG BIÊN", office_code="MNKHAC")
    school.name = "Trường Mầm non Khác"
    school.save()
    principal.person.full_name = "Hoàng Thị Khác"
    principal.person.save()

    assert words(paper_file(Document.objects.get(pk=issued.pk), "pdf")) == before


def test_the_file_is_drawn_once(issued):
    assert paper_file(issued, "pdf") == paper_file(issued, "pdf")
    assert len(list(stored())) == 1


def test_a_draft_bears_the_mark_and_neither_number_nor_day(principal):
    document = DocumentFactory(school=principal.school, signer=principal.person)
    printed = words(paper_file(document, "pdf"))

    assert "/KH-MNGB" in printed
    assert "01/KH-MNGB" not in printed
    assert "ngày 05" not in printed


def test_the_print_for_signing_has_no_mark(principal):
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SUBMITTED")

    assert len(paper_file(document, "pdf", for_signing=True)) < len(paper_file(document, "pdf"))

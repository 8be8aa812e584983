"""The kept files of issued papers: drawn once, known by their hash, and never replaced in silence."""

import hashlib
import os
import time
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.documents import DocumentFactory
from tests.kept_files import damage, lose
from thiduakt.audit.models import AuditEvent
from thiduakt.documents import output
from thiduakt.documents.invariants import file_problems
from thiduakt.documents.models import DrawnFile
from thiduakt.documents.output import draw_ahead, page_folder, paper_file
from thiduakt.documents.queries import history
from thiduakt.documents.services.issuing import issue_document
from thiduakt.documents.services.signed_copies import add_signed_copy
from thiduakt.home.upkeep.files import lost_files
from thiduakt.school.models import School

pytestmark = pytest.mark.usefixtures("any_storage")


@pytest.fixture
def issued(principal, clerk, at, blank_pages):
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SIGNED")
    return issue_document(document, issued_on=date(2023, 10, 5), actor=clerk, at=at)


def redraws():
    return AuditEvent.objects.filter(verb="document.redraw")


def test_what_was_drawn_is_recorded(issued, blank_pages):
    assert paper_file(issued, "pdf") == paper_file(issued, "pdf") == blank_pages

    drawn = DrawnFile.objects.get()
    assert (drawn.document, drawn.format, drawn.engine) == (issued, "pdf", output.ENGINE)
    assert drawn.sha256 == hashlib.sha256(blank_pages).hexdigest()
    assert drawn.read() == blank_pages
    assert not redraws().exists()


def test_pdf_and_word_have_a_row_each(issued):
    draw_ahead(issued)

    assert list(DrawnFile.objects.values_list("format", flat=True)) == ["pdf", "docx"]


@pytest.mark.parametrize("mishap", [damage, lose])
def test_a_file_that_is_not_whole_is_drawn_again_and_the_log_tells_it(mishap, issued, blank_pages):
    paper_file(issued, "pdf")
    drawn = DrawnFile.objects.get()
    mishap(drawn)

    assert paper_file(issued, "pdf") == drawn.read() == blank_pages

    event = redraws().get()
    assert event.changes == {"format": "pdf", "sha256": [drawn.sha256] * 2, "engine": [output.ENGINE] * 2}
    assert event.reason == "Không còn nguyên tệp PDF; bản in lại giống hệt bản trước."
    assert DrawnFile.objects.get() == drawn
    assert history(issued)[0].what == "In lại tệp bị mất hoặc hỏng"


def test_a_file_that_comes_out_otherwise_is_told_and_kept_from_then_on(issued, monkeypatch):
    paper_file(issued, "pdf")
    before = DrawnFile.objects.get()
    lose(before)
    monkeypatch.setattr(output, "render", lambda html: b"%PDF-other")
    monkeypatch.setattr(output, "ENGINE", output.ENGINE + 1)

    assert paper_file(issued, "pdf") == paper_file(issued, "pdf") == b"%PDF-other"

    other = hashlib.sha256(b"%PDF-other").hexdigest()
    event = redraws().get()
    assert event.changes["sha256"] == [before.sha256, other]
    assert event.changes["engine"] == [before.engine, before.engine + 1]
    assert "không giống từng byte" in event.reason
    assert DrawnFile.objects.last().sha256 == other


def test_the_row_of_a_file_neither_changes_nor_goes(issued):
    paper_file(issued, "pdf")

    for act in (lambda rows: rows.update(sha256="0" * 64), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act(DrawnFile.objects.all())


def test_who_draws_second_gets_the_file_of_the_first(issued, monkeypatch):
    def meanwhile(html):
        output._keep(issued, "pdf", b"%PDF-first")
        return b"%PDF-second"

    monkeypatch.setattr(output, "render", meanwhile)

    assert paper_file(issued, "pdf") == b"%PDF-first"
    assert DrawnFile.objects.count() == 1
    assert not redraws().exists()


def test_a_drawing_that_fails_leaves_the_issue_as_it_is(issued, monkeypatch, caplog):
    def fail(html):
        raise RuntimeError("no room")

    monkeypatch.setattr(output, "render", fail)
    draw_ahead(issued)

    assert "could not be drawn" in caplog.text
    assert list(DrawnFile.objects.values_list("format", flat=True)) == ["docx"]


def test_the_step_of_issuing_draws_the_files(principal, clerk, client, blank_pages):
    today = timezone.localdate()
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SIGNED", dated_on=today)
    client.force_login(clerk)

    client.post(reverse("documents:step", args=[document.pk, "issue"]), {"issued_on": f"{today:%d/%m/%Y}"})

    assert {drawn.format: drawn.read() is not None for drawn in DrawnFile.objects.all()} == {"pdf": True, "docx": True}


def test_whole_files_are_no_problem(issued, clerk, at, blank_pages):
    draw_ahead(issued)
    add_signed_copy(issued, name="ban-ky.pdf", content=blank_pages, actor=clerk, at=at)

    assert [*file_problems(School.objects.all()), *lost_files()] == []


@pytest.mark.parametrize("mishap", [damage, lose])
def test_files_that_are_not_whole_are_named(mishap, issued, clerk, at, blank_pages):
    paper_file(issued, "pdf")
    copy = add_signed_copy(issued, name="ban-ky.pdf", content=blank_pages, actor=clerk, at=at)
    mishap(DrawnFile.objects.get())
    mishap(copy)

    assert [*file_problems(School.objects.all()), *lost_files()] == [
        "Kế hoạch số 01/KH-MNGB (tệp PDF): đã mất hoặc không còn nguyên vẹn.",
        "Kế hoạch số 01/KH-MNGB (bản ký “ban-ky.pdf”): đã mất hoặc không còn nguyên vẹn.",
    ]


def test_only_the_newest_drawing_is_asked_for(issued, monkeypatch):
    paper_file(issued, "pdf")
    lose(DrawnFile.objects.get())
    monkeypatch.setattr(output, "render", lambda html: b"%PDF-other")
    paper_file(issued, "pdf")

    assert list(file_problems(School.objects.all())) == []


def long_ago(folder):
    moment = time.time() - output.FORGOTTEN - 60
    os.utime(folder, (moment, moment))


@pytest.fixture
def draft(principal, blank_pages):
    return DocumentFactory(school=principal.school, signer=principal.person)


def test_pages_are_drawn_anew_only_when_the_paper_changes(draft):
    first = page_folder(draft)
    drawn_at = (first / "1.png").stat().st_mtime_ns

    assert (page_folder(draft) / "1.png").stat().st_mtime_ns == drawn_at
    draft.subject = "Công tác thi đua, khen thưởng năm 2024"
    assert page_folder(draft) != first


def test_pages_that_somebody_may_be_reading_stay(draft):
    first = page_folder(draft)
    long_ago(first)
    page_folder(draft)  # looked at again
    draft.subject = "Công tác thi đua, khen thưởng năm 2024"
    page_folder(draft)

    assert (first / "1.png").exists()


def test_forgotten_pages_and_what_a_stopped_process_left_behind_go(draft):
    first = page_folder(draft)
    leftover, fresh = first.with_name("0a1b2c3d.new"), first.with_name("4e5f6a7b.new")
    leftover.mkdir()
    fresh.mkdir()
    long_ago(first)
    long_ago(leftover)
    draft.subject = "Công tác thi đua, khen thưởng năm 2024"
    second = page_folder(draft)

    assert {folder.name for folder in second.parent.iterdir()} == {second.name, fresh.name}

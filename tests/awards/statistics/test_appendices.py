"""Figures as appendices of a report: taken in, taken in anew, sealed with it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from awards.statistics.services.appendices import attach_given, attach_registered
from tests.factories.documents import DocumentFactory
from tests.factories.ledger import HonorEntryFactory
from thiduakt.documents.composing import standing_paper
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Appendix
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.issuing import sign_document
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(school, principal):
    """A report of June 2024, about nothing but what it is asked to take in."""
    told = {"subject": "Tổng kết thi đua năm học 2023–2024", "dated_on": date(2024, 6, 5), "body": "<p>Kết quả.</p>"}
    return DocumentFactory(school=school, kind=Kind.REPORT, created_by=principal.person, signer=principal.person, **told)


def url(name, report):
    return reverse(f"statistics:{name}", args=[report.pk])


def test_what_was_given_comes_with_its_charts(report, principal, year, at):
    kept = attach_given(report, 2023, actor=principal, at=at)
    appendix = Appendix.from_dict(kept.appendices[0])
    assert (appendix.title, appendix.landscape) == ("Thống kê khen thưởng", True)
    assert [column.title for column in appendix.table.columns] == ["Nội dung", "2021–2022", "2022–2023", "2023–2024"]
    assert ("Tổ mẫu giáo lớn", "0", "1", "4") in appendix.table.rows
    assert [(bar.label, bar.told) for bar in appendix.charts[0].bars] == [
        ("Tổ mẫu giáo lớn", "4 lượt khen"), ("Không thuộc tổ nào", "1 lượt khen"),
    ]  # fmt: skip


def test_what_was_registered_names_nobody(report, principal, year, at):
    kept = attach_registered(report, 2023, actor=principal, at=at)
    told = str(kept.appendices)
    assert ["Tổ mẫu giáo lớn", "5", "4", "80,0%", "0", "1", "1"] in kept.appendices[0]["table"]["rows"]
    assert not any(person.full_name in told for person in year.people.values())


def test_taken_in_anew_it_takes_its_own_place(report, principal, year, at):
    attach_given(report, 2023, actor=principal, at=at)
    version = Document.objects.get(pk=report.pk).version
    attach_given(report, 2023, actor=principal, at=at)
    assert Document.objects.get(pk=report.pk).version == version
    HonorEntryFactory(person=year.people["dao"], year=2023)
    kept = attach_given(report, 2023, actor=principal, at=at)
    assert len(kept.appendices) == 1
    assert "5" in str(kept.appendices[0]["table"]["rows"][1])


def test_a_year_without_figures_makes_no_empty_appendix(report, principal, at):
    for attach in (attach_given, attach_registered):
        with pytest.raises(ValidationError, match="chưa có số liệu"):
            attach(report, 2023, actor=principal, at=at)


def test_who_reads_no_statistics_takes_none_in(report, teacher, at):
    with pytest.raises(PermissionDenied):
        attach_given(report, 2023, actor=teacher, at=at)


def test_the_chart_is_printed_with_the_report_and_stays_as_it_was_signed(report, principal, year, at):
    attach_given(report, 2023, actor=principal, at=at)
    drafted = Document.objects.get(pk=report.pk)
    page = paper_html(standing_paper(drafted, is_draft=True))
    assert '<div class="bar w100">' in page
    assert "4 lượt khen" in page
    assert paper_docx(standing_paper(drafted)).startswith(b"PK")
    submit_document(drafted, actor=principal, at=at)
    signed = sign_document(drafted, signed_on=at.date(), actor=principal, at=at)
    HonorEntryFactory(person=year.people["dao"], year=2023)
    with pytest.raises(MoveRefusedError):
        attach_given(signed, 2023, actor=principal, at=at)
    assert standing_paper(signed).appendices[0].charts[0].bars[0].told == "4 lượt khen"


@pytest.mark.parametrize("name", ["given_attach", "registered_attach"])
def test_the_button_of_the_editor_takes_it_in(client, principal, report, year, name):
    client.force_login(principal)
    editor = reverse("documents:edit", args=[report.pk])
    assert url(name, report) in client.get(editor).content.decode()
    answer = client.post(url(name, report), follow=True)
    assert answer.redirect_chain[-1][0] == editor
    assert len(Document.objects.get(pk=report.pk).appendices) == 1
    assert client.get(url(name, report)).url == editor


@pytest.mark.parametrize("name", ["given_attach", "registered_attach"])
def test_who_may_not_press_it(client, request, report, name, year):
    for role, status in (("teacher", 403), ("inspector", 403), ("stranger", 404)):
        client.force_login(request.getfixturevalue(role))
        assert client.post(url(name, report)).status_code == status
    client.logout()
    assert client.post(url(name, report)).url.startswith("/dang-nhap/")
    assert Document.objects.get(pk=report.pk).appendices == []


def test_a_paper_of_another_kind_has_no_such_button(client, principal, school):
    plan = DocumentFactory(school=school, kind=Kind.PLAN, created_by=principal.person)
    client.force_login(principal)
    assert client.post(url("given_attach", plan)).status_code == 404


def test_a_signed_report_takes_nothing_in(client, principal, school, year):
    signed = DocumentFactory(school=school, kind=Kind.REPORT, state="SIGNED", created_by=principal.person)
    client.force_login(principal)
    answer = client.post(url("given_attach", signed), follow=True)
    assert "không đổi phụ lục được nữa" in answer.content.decode()

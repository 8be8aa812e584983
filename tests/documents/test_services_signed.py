"""What was signed is what is issued: no later change of the school's data reaches a signed paper (NĐ 30/2020, Điều 13)."""

import io
from datetime import date

import pdfplumber
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories.documents import DocumentFactory
from tests.factories.school import LetterheadFactory, RoleAssignmentFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.composing import compose
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document, NumberSeries
from thiduakt.documents.output import paper_file
from thiduakt.documents.paper import Paper
from thiduakt.documents.services.issuing import issue_document, send_back, sign_document
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError

SIGNED_ON, TODAY = date(2023, 10, 4), date(2023, 10, 5)


@pytest.fixture
def signed(principal, at):
    submitted = DocumentFactory(school=principal.school, signer=principal.person, state="SUBMITTED")
    return sign_document(submitted, signed_on=SIGNED_ON, actor=principal, at=at)


@pytest.fixture
def issue(clerk, at):
    """The row is read anew, as every request does."""
    return lambda document: issue_document(Document.objects.get(pk=document.pk), issued_on=TODAY, actor=clerk, at=at)


def words(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in file.pages)


def another_letterhead(school):
    LetterheadFactory(school=school, valid_from=date(2023, 9, 1), parent_lines="UBND PHƯỜNG KHÁC", office_code="KHAC")


def another_name(principal):
    principal.person.full_name = "Hoàng Thị Khác"
    principal.person.save()


def test_signing_freezes_the_paper_without_number_and_date(signed):
    stored = Document.objects.get(pk=signed.pk)
    paper = Paper.from_dict(stored.signed_paper)

    assert (paper.number, paper.dated, paper.is_draft) == (None, None, False)
    assert paper.parent_lines == ("PHÒNG GD&ĐT QUẬN LONG BIÊN",)
    assert paper.signatures[0].right.name == "Hoàng Thị Phương"
    assert "signed_paper" not in AuditEvent.objects.get(verb="document.sign").changes


def test_issue_adds_number_and_date_and_nothing_else(signed, issue):
    issued = Document.objects.get(pk=issue(signed).pk)

    assert issued.snapshot["paper"] == issued.signed_paper | {"number": 1, "dated": "2023-10-05", "year": 2023}


def test_a_letterhead_changed_behind_the_signature_stops_the_issue(signed, issue, school):
    another_letterhead(school)

    with pytest.raises(ValidationError, match="khác bản đã ký ở: tên cơ quan chủ quản, ký hiệu") as refusal:
        issue(signed)
    assert "trả lại văn bản" in refusal.value.messages[0]
    assert not NumberSeries.objects.exists()


def test_a_letterhead_that_begins_between_signing_and_issue_stops_the_issue(signed, issue, school):
    LetterheadFactory(school=school, valid_from=TODAY, place="Long Biên")

    with pytest.raises(ValidationError, match="khác bản đã ký ở: địa danh"):
        issue(signed)


def test_a_signer_renamed_behind_the_signature_stops_the_issue(signed, issue, principal):
    another_name(principal)

    with pytest.raises(ValidationError, match="khác bản đã ký ở: chức vụ, họ tên người ký"):
        issue(signed)


def test_a_signer_of_another_rank_behind_the_signature_stops_the_issue(signed, issue, principal):
    principal.person.role_assignments.filter(role=Role.PRINCIPAL).update(ends_on=date(2023, 9, 1))
    RoleAssignmentFactory(person=principal.person, role=Role.DEPUTY)

    with pytest.raises(ValidationError, match="chức vụ, họ tên người ký"):
        issue(signed)


def test_a_school_renamed_behind_the_signature_stops_the_issue(signed, issue, school):
    school.name = "Trường Mầm non Khác"
    school.save()

    with pytest.raises(ValidationError, match="khác bản đã ký ở: tên trường"):
        issue(signed)


def test_a_body_changed_past_the_services_stops_the_issue(signed, issue):
    Document.objects.filter(pk=signed.pk).update(body="<p>Khác</p>")

    with pytest.raises(ValidationError, match="khác bản đã ký ở: nội dung"):
        issue(signed)


def test_what_is_drawn_of_a_signed_paper_is_what_was_signed(signed, school, principal):
    another_letterhead(school)
    another_name(principal)
    printed = words(paper_file(Document.objects.get(pk=signed.pk), "pdf", for_signing=True))

    assert "PHÒNG GD&ĐT QUẬN LONG BIÊN" in printed
    assert "Hoàng Thị Phương" in printed
    assert "/KH-MNGB" in printed


def test_given_back_it_is_signed_anew_as_the_school_is_now(signed, issue, school, principal, clerk, at):
    another_letterhead(school)
    returned = send_back(signed, actor=clerk, at=at, reason="Thể thức đã đổi.")
    assert (returned.signed_on, returned.signed_paper) == (None, None)

    Document.objects.filter(pk=returned.pk).update(state="SUBMITTED")
    sign_document(returned, signed_on=TODAY, actor=principal, at=at)

    assert issue(returned).notation == "01/KH-KHAC"


@pytest.mark.parametrize("state", ["SIGNED", "ISSUED"])
def test_the_database_holds_no_signed_paper_without_what_was_signed(state, school):
    document = DocumentFactory(school=school, state=state)
    document.pk, document.number = None, document.number and document.number + 1
    document.signed_paper = None

    with pytest.raises(IntegrityError), transaction.atomic():
        document.save(force_insert=True)


@pytest.mark.parametrize("left", [{"signed_on": SIGNED_ON}, {"signed_paper": {}}])
def test_the_database_holds_no_draft_with_a_signature(left, school):
    draft = DocumentFactory(school=school)

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=draft.pk).update(**left)


def test_a_signer_who_held_no_office_on_the_day_of_signing_stops_the_issue(signed, issue, principal):
    """The paper is meant for 6 October, when the signer is in office: the day of signing is what counts."""
    Document.objects.filter(pk=signed.pk).update(dated_on=date(2023, 10, 6))
    principal.person.role_assignments.update(starts_on=date(2023, 10, 6))

    with pytest.raises(MoveRefusedError, match="không giữ chức hiệu trưởng, phó hiệu trưởng vào ngày 04/10/2023"):
        issue(signed)


def test_a_signer_who_has_left_office_since_does_not_stop_it(signed, issue, principal):
    Document.objects.filter(pk=signed.pk).update(dated_on=TODAY)
    principal.person.role_assignments.update(ends_on=SIGNED_ON)

    assert issue(signed).state == DocumentState.ISSUED


def test_no_capacity_is_printed_over_a_name_without_one(teacher):
    document = DocumentFactory(school=teacher.school, signer=teacher.person)

    assert compose(document, is_draft=True).signatures[0].right.capacity == ()
    with pytest.raises(ValidationError, match="Đỗ Thị Đào không giữ chức hiệu trưởng"):
        compose(document)

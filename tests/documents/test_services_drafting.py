from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.documents import DocumentFactory
from tests.factories.school import PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.composing import compose
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.services.drafting import create_draft, edit_draft, preview_draft
from thiduakt.workflow import MoveRefusedError

NFD_NAME = "Đ\u00f4\u0303 Thị Đa\u0300o"  # typed on a Mac


def test_a_draft_is_stored_composed_and_without_double_blanks(principal, at):
    document = create_draft(
        Kind.PLAN,
        subject="  Công tác   thi đua,\n khen thưởng ",
        dated_on=date(2023, 10, 5),
        recipients=["  Các tổ ", "", NFD_NAME],
        body="<p onclick='x()'>Nội dung</p><script>x()</script>",
        actor=principal,
        at=at,
    )

    assert document.subject == "Công tác thi đua,\nkhen thưởng"
    assert document.recipients == ["Các tổ", "Đỗ Thị Đào"]
    assert document.body == "<p>Nội dung</p>"
    assert document.created_by == principal.person


def test_a_signer_of_another_school_is_refused(principal, other_school, at):
    foreign = PersonFactory(school=other_school)

    with pytest.raises(ValidationError, match="Người ký không thuộc trường"):
        create_draft(Kind.PLAN, subject="Kế hoạch", dated_on=date(2023, 10, 5), signer=foreign, actor=principal, at=at)


def test_a_kind_that_has_no_rule_yet_nobody_drafts(principal, at):
    with pytest.raises(PermissionDenied):
        create_draft(Kind.REGULATION, subject="Khen thưởng", dated_on=date(2023, 10, 5), actor=principal, at=at)


def test_editing_stores_the_changes_and_names_the_fields_in_the_log(principal, at):
    document = DocumentFactory(school=principal.school)

    edited = edit_draft(document, changes={"subject": "Công tác năm 2024"}, version=1, actor=principal, at=at)

    assert (edited.subject, edited.version) == ("Công tác năm 2024", 2)
    assert AuditEvent.objects.get().changes == {"fields": ["subject"]}


def test_saving_without_a_change_leaves_no_trace(principal, at):
    document = DocumentFactory(school=principal.school)

    edited = edit_draft(document, changes={"subject": document.subject}, version=1, actor=principal, at=at)

    assert edited.version == 1
    assert not AuditEvent.objects.exists()


def test_a_save_over_anothers_save_is_refused_and_changes_nothing(principal, deputy, at):
    document = DocumentFactory(school=principal.school)
    edit_draft(document, changes={"subject": "Bản của phó hiệu trưởng"}, version=1, actor=deputy, at=at)

    with pytest.raises(match="Có người vừa lưu bản khác"):
        edit_draft(document, changes={"subject": "Bản của hiệu trưởng"}, version=1, actor=principal, at=at)

    document.refresh_from_db()
    assert document.subject == "Bản của phó hiệu trưởng"


@pytest.mark.parametrize("state", ["SUBMITTED", "SIGNED", "ISSUED", "REPLACED", "REVOKED"])
def test_what_is_before_the_signer_is_not_edited(state, principal, at):
    document = DocumentFactory(school=principal.school, state=state)

    with pytest.raises(MoveRefusedError, match="không sửa được nữa"):
        edit_draft(document, changes={"subject": "Khác"}, version=1, actor=principal, at=at)


def test_a_preview_shows_the_changes_and_stores_nothing(principal, at):
    document = DocumentFactory(school=principal.school)

    paper = preview_draft(document, changes={"subject": "Chưa lưu", "body": "<p>Thử</p>"}, actor=principal, at=at)

    assert (paper.subject, paper.body, paper.is_draft, paper.number) == ("Chưa lưu", "<p>Thử</p>", True, None)
    document.refresh_from_db()
    assert document.subject == "Công tác thi đua, khen thưởng năm 2023"


def test_a_preview_is_not_for_those_who_may_not_edit(principal, teacher, at):
    document = DocumentFactory(school=principal.school)

    with pytest.raises(PermissionDenied):
        preview_draft(document, changes={}, actor=teacher, at=at)


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "SIGNED", "REPLACED", "REVOKED"])
def test_only_a_paper_in_force_can_be_replaced(state, principal, at):
    older = DocumentFactory(school=principal.school, state=state)

    with pytest.raises(ValidationError, match="đang có hiệu lực"):
        create_draft(Kind.PLAN, subject="Mới", dated_on=date(2023, 10, 5), replaces=older, actor=principal, at=at)


def test_a_paper_of_another_school_cannot_be_replaced(principal, other_school, at):
    older = DocumentFactory(school=other_school, state="ISSUED")

    with pytest.raises(ValidationError, match="của trường"):
        create_draft(Kind.PLAN, subject="Mới", dated_on=date(2023, 10, 5), revokes=older, actor=principal, at=at)


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"body": ""}, "body"),
        ({"body": "<p>[CẦN BỔ SUNG: chỉ tiêu]</p>"}, "body"),
        ({"bases": ["Căn cứ Nghị định số 90/2020/NĐ-CP của Chính phủ [CẦN BỔ SUNG: ngày ban hành]."]}, "bases"),
        ({"bases": []}, "bases"),
        ({"recipients": []}, "recipients"),
        ({"recipients": ["Các tổ"]}, "recipients"),
        ({"signer": None}, "signer"),
        ({"dated_on": date(2014, 12, 31)}, "dated_on"),
    ],
)
def test_submitting_names_what_is_missing_and_where(fault, field, principal, at):
    from thiduakt.documents.flows import missing_parts

    document = DocumentFactory(**{"school": principal.school, "signer": principal.person} | fault)

    assert field in [missing.field for missing in missing_parts(document)]


def test_a_whole_paper_misses_nothing(principal):
    from thiduakt.documents.flows import missing_parts

    assert missing_parts(DocumentFactory(school=principal.school, signer=principal.person)) == []


def test_search_finds_without_marks(school):
    document = DocumentFactory(school=school, subject="Đăng ký thi đua của tổ Mẫu giáo lớn")

    assert list(Document.objects.matching("dang ky MAU giao")) == [document]
    assert not Document.objects.matching("dang ky tieu hoc")


@pytest.mark.parametrize("field", ["addressees", "bases", "recipients"])
@pytest.mark.parametrize(
    ("lines", "sentence"),
    [(["Tổ"] * 61, "Có 61 dòng, nhiều nhất là 60"), (["Tổ", "x" * 1001], "Dòng 2 dài 1001 ký tự, nhiều nhất là 1000")],
)
def test_more_lines_than_a_paper_can_have_are_refused(lines, sentence, field, principal, at):
    with pytest.raises(ValidationError, match=sentence) as refused:
        create_draft(Kind.PLAN, subject="Kế hoạch", dated_on=date(2023, 10, 5), **{field: lines}, actor=principal, at=at)

    assert [*refused.value.error_dict] == [field]


def test_a_word_file_holds_whatever_was_typed(principal, at):
    document = create_draft(
        Kind.PLAN, subject="Công tác\x08 năm\x002024\uffff", bases=["Căn cứ\x1b Luật;"], dated_on=date(2023, 10, 5),
        body="<p>Nội\x0c dung</p>", actor=principal, at=at,
    )  # fmt: skip

    assert (document.subject, document.bases) == ("Công tác năm2024", ["Căn cứ Luật;"])
    assert paper_docx(compose(document, is_draft=True)).startswith(b"PK")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.PLAN, "KẾ HOẠCH công tác năm 2023", "Công tác năm 2023"),
        (Kind.PLAN, "Kế hoạch:\nđón đoàn", "Đón đoàn"),
        (Kind.PLAN, "Kế hoạch hóa việc học", "Kế hoạch hóa việc học"),
        (Kind.PLAN, "Kế hoạch", "Kế hoạch"),
        (Kind.PLAN, "Thực hiện Kế hoạch năm 2023", "Thực hiện Kế hoạch năm 2023"),
        (Kind.LETTER, "Công văn trả lời", "Công văn trả lời"),
    ],
)
def test_the_kind_s_name_is_not_kept_in_the_subject(kind, typed, kept):
    assert kind.without_name(typed) == kept
    assert bool(kind.why_shortened(typed)) == (typed != kept)


def test_a_draft_is_stored_without_the_name_of_its_kind_in_the_subject(principal, at):
    document = create_draft(Kind.PLAN, subject="KẾ  HOẠCH thi đua", dated_on=date(2023, 10, 5), actor=principal, at=at)

    assert document.subject == "Thi đua"

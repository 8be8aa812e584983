"""Biên bản: begun by a room, signed by its chair beside its secretary, printed in the decree's sample 1.9."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.school import PersonFactory
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import Document
from thiduakt.documents.output import paper_file
from thiduakt.documents.paper import Paper
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.documents.services.minutes import Meeting, begin_minutes
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 4)
CONTENT = (
    "<h3>Thảo luận</h3><p>Cả tổ nhất trí đề nghị nhà trường xét khen thưởng ba cô giáo đã có sáng kiến được áp dụng ở "
    "các lớp cùng độ tuổi trong năm học 2022 - 2023.</p>"
)


def meeting(chair, secretary, **told):
    return Meeting(
        **{
            "subject": "Họp tổ Mẫu giáo lớn xét đề nghị khen thưởng",
            "held_on": DAY,
            "content": CONTENT,
            "chair": chair.person,
            "secretary": secretary.person,
            "starts_at": time(14, 5),
            "ends_at": time(16, 30),
            "place": "Phòng họp",
            "present": "tổng số 09 người, có mặt 09 người, vắng 0",
        }
        | told
    )


@pytest.fixture
def minutes(group_head, teacher, at):
    return begin_minutes(meeting(group_head, teacher), actor=group_head, at=at)


def issued(minutes, *, drafter, chair, clerk, at, day=DAY):
    submit_document(minutes, actor=drafter, at=at)
    sign_document(minutes, signed_on=day, actor=chair, at=at)
    return issue_document(minutes, issued_on=day, actor=clerk, at=at)


def test_a_chair_who_does_not_lead_the_school_signs_and_the_clerk_numbers(minutes, group_head, clerk, at):
    paper = issued(minutes, drafter=group_head, chair=group_head, clerk=clerk, at=at)

    row = Paper.from_dict(paper.snapshot["paper"]).signatures[0]
    assert paper.notation == "01/BB-MNGB"
    assert (row.left.capacity, row.left.name) == (("THƯ KÝ",), "Đỗ Thị Đào")
    assert (row.right.capacity, row.right.name, row.right.post) == (("CHỦ TỌA",), "Phạm Thị Hương", "")


def test_the_printed_minutes_stand_up_to_the_decree(group_head, teacher, principal, clerk, at):
    minutes = begin_minutes(meeting(principal, teacher), actor=principal, at=at)

    numbered = issued(minutes, drafter=principal, chair=principal, clerk=clerk, at=at)

    paper = Paper.from_dict(numbered.snapshot["paper"])
    assert paper.signatures[0].right.post == "HIỆU TRƯỞNG"
    assert check_pdf(paper_file(numbered, "pdf"), expects=expectation(paper)) == []
    assert check_docx(paper_file(numbered, "docx"), paper) == []


def test_what_nobody_has_said_yet_holds_back_the_signing(principal, teacher, at):
    minutes = begin_minutes(meeting(principal, teacher, place="", starts_at=None), actor=principal, at=at)

    assert "[CẦN BỔ SUNG: giờ], ngày 04 tháng 10 năm 2023" in minutes.body
    assert missing_parts(minutes) == ["Còn chỗ ghi [CẦN BỔ SUNG], cần điền hoặc xóa đi."]
    with pytest.raises(MoveRefusedError):
        submit_document(minutes, actor=principal, at=at)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"secretary": None}, "Chưa chọn thư ký."),
        ({"signer": None}, "Chưa chọn chủ tọa."),
        ({"body": "<p>Thư ký: Đỗ Thị Đào.</p>"}, "Nội dung biên bản chưa ghi chủ tọa Phạm Thị Hương."),
    ],
)
def test_two_people_stand_behind_minutes_and_the_text_names_them(minutes, change, sentence, group_head, at):
    changed = edit_draft(minutes, changes=change, version=1, actor=group_head, at=at)

    assert missing_parts(changed) == [sentence]


def test_the_chair_is_not_the_secretary(minutes, group_head, at):
    changed = edit_draft(minutes, changes={"secretary": group_head.person}, version=1, actor=group_head, at=at)

    assert missing_parts(changed) == ["Chủ tọa và thư ký phải là hai người."]


def test_who_sees_minutes(minutes, group_head, teacher, principal, clerk, accountant, stranger, at):
    """The whole school those with the rule, anybody else the own."""

    def sees(user):
        return Document.objects.visible_to(user, at.date()).filter(pk=minutes.pk).exists()

    assert [sees(user) for user in (group_head, teacher, principal, clerk)] == [True] * 4
    assert not sees(accountant)
    assert not sees(stranger)

    issued(minutes, drafter=group_head, chair=group_head, clerk=clerk, at=at)

    assert sees(teacher)
    assert not sees(accountant)


def test_who_is_not_named_neither_writes_nor_signs(minutes, group_head, teacher, principal, at):
    with pytest.raises(PermissionDenied):
        edit_draft(minutes, changes={"subject": "Họp"}, version=1, actor=teacher, at=at)
    submit_document(minutes, actor=group_head, at=at)
    with pytest.raises(PermissionDenied):
        sign_document(minutes, signed_on=DAY, actor=principal, at=at)


def test_a_secretary_of_another_school_is_refused(group_head, stranger, at):
    with pytest.raises(ValidationError, match="Thư ký không thuộc trường"):
        begin_minutes(meeting(group_head, stranger), actor=group_head, at=at)


def test_the_editor_asks_for_chair_and_secretary(client, minutes, group_head, clerk):
    PersonFactory(school=group_head.school, full_name="Cao Thị Ngọc")
    client.force_login(group_head)

    page = client.get(reverse("documents:edit", args=[minutes.pk]))

    assert "Chủ tọa" in page.text
    assert "Thư ký (người ghi biên bản)" in page.text
    assert page.text.count("Cao Thị Ngọc") == 2
    shown = client.get(minutes.get_absolute_url())
    assert shown.status_code == 200
    assert "Đỗ Thị Đào" in shown.text


def test_a_label_of_the_sample_that_is_missing_is_told(minutes, group_head, at):
    assert "minutes_label" not in {finding.rule.code for finding in proofread(minutes)}
    body = minutes.body.replace("<p>Địa điểm: Phòng họp.</p>", "")

    changed = edit_draft(minutes, changes={"body": body}, version=1, actor=group_head, at=at)

    told = [finding.reason for finding in proofread(changed) if finding.rule.code == "minutes_label"]
    assert told == ["Biên bản chưa ghi: địa điểm."]


def test_issued_minutes_are_withdrawn_by_a_decision(minutes, group_head, principal, clerk, at):
    paper = issued(minutes, drafter=group_head, chair=group_head, clerk=clerk, at=at)

    decision = start_revocation(paper, actor=principal, at=at)

    assert decision.subject == "Về việc thu hồi Biên bản số 01/BB-MNGB ngày 04 tháng 10 năm 2023"


def test_who_wrote_numbered_minutes_is_frozen_with_them(minutes, group_head, principal, clerk, at):
    paper = issued(minutes, drafter=group_head, chair=group_head, clerk=clerk, at=at)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(secretary=principal.person)

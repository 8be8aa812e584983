"""The appendix of who does what: made from the targets, kept in the plan, printed as NĐ 30/2020 wants it, or alone."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.targets.services.assignment import TITLE, assignment, assignment_pdf, attach_assignment
from tests.campaigns.targets.conftest import CONTEST, SHARE
from tests.documents import samples
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.targets import TargetFactory, work
from thiduakt.documents.composing import compose
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def assigned(plan, school, group, member, teacher):
    TargetFactory(
        school=school, plan=plan, group=group, sentence=SHARE, position=1, checker=member.person, evidence_asked="Ảnh lớp"
    )
    work(
        school=school, plan=plan, group=None, person=teacher.person, sentence=CONTEST, position=2, due_on=date(2023, 10, 20)
    )
    work(school=school, plan=plan, name="Việc đã thôi", state="DROPPED", settled_on=date(2023, 10, 1), cause="Hoãn.")
    return plan


def test_each_target_is_a_row_in_the_order_of_the_plan(assigned):
    table = assignment(assigned).table

    assert [column.title for column in table.columns] == [
        "TT", "Nội dung, chỉ tiêu", "Đơn vị, người thực hiện", "Thời hạn", "Minh chứng", "Người kiểm tra",
    ]  # fmt: skip
    assert table.rows == (
        (
            "1", "100% các lớp thực hiện chủ đề trường học hạnh phúc (100%: 18 trên 18 lớp)", "Tổ mẫu giáo lớn",
            "31/12/2023", "Ảnh lớp", "Bùi Thị Thủy",
        ),
        ("2", "Tổ chức hội thi cấp trường (phải làm xong)", "Đỗ Thị Đào", "20/10/2023", "", ""),
    )  # fmt: skip
    assert assignment(assigned).closing == "Bảng này có 02 nội dung, chỉ tiêu./."


def test_it_stands_in_the_draft_until_it_is_taken_in_anew(assigned, principal, at):
    attach_assignment(assigned, actor=principal, at=at)
    assigned.targets.filter(position=2).delete()
    assigned.document.refresh_from_db()
    assert len(compose(assigned.document, is_draft=True).appendices[0].table.rows) == 2

    stored = attach_assignment(assigned, actor=principal, at=at)
    assert len(compose(stored, is_draft=True).appendices[0].table.rows) == 1


def test_a_plan_without_targets_has_none_to_take_in(plan, principal, at):
    with pytest.raises(ValidationError, match="chưa có chỉ tiêu nào"):
        attach_assignment(plan, actor=principal, at=at)
    with pytest.raises(ValidationError, match="chưa có chỉ tiêu nào"):
        assignment_pdf(plan)


def test_printed_with_its_plan_it_stands_up_to_the_decree(school, plan, group, member):
    """Thirty targets with a long name: the table goes over several pages."""
    for place in range(30):
        name = f"Chỉ tiêu thứ {place + 1}: phấn đấu tổ chức hội thi cấp trường đúng kế hoạch, an toàn, tiết kiệm"
        work(school=school, plan=plan, group=group, name=name, position=place, checker=member.person)
    paper = replace(samples.council_decision(), appendices=(assignment(plan),))

    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


def test_alone_only_the_table_is_printed(assigned):
    with pikepdf.open(io.BytesIO(assignment_pdf(assigned))) as pdf:
        boxes = [page.mediabox for page in pdf.pages]

    assert len(boxes) == 1
    assert boxes[0][2] > boxes[0][3]


def test_the_page_takes_it_in_and_the_sheet_tells_the_same(client, assigned, principal):
    client.force_login(principal)
    page = client.get(reverse("targets:assignment", args=[assigned.pk]))
    assert "Đưa vào kế hoạch thành phụ lục" in page.content.decode()

    client.post(reverse("targets:assignment_attach", args=[assigned.pk]))

    assigned.document.refresh_from_db()
    assert [one["title"] for one in assigned.document.appendices] == [TITLE]
    assert "Cập nhật phụ lục" in client.get(reverse("targets:assignment", args=[assigned.pk])).content.decode()
    file = client.get(reverse("targets:assignment_excel", args=[assigned.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert [row[2] for row in sheet.iter_rows(min_row=5, values_only=True)] == ["Tổ mẫu giáo lớn", "Đỗ Thị Đào"]


@pytest.mark.parametrize(("who", "status"), [("teacher", 403), ("clerk", 403), ("stranger", 404), ("superior", 403)])
def test_who_may_not_write_the_plan_puts_nothing_in(client, assigned, who, status, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("targets:assignment_attach", args=[assigned.pk])).status_code == status
    assigned.document.refresh_from_db()
    assert assigned.document.appendices == []

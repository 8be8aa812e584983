"""Đơn yêu cầu công nhận, báo cáo mô tả: measured against the layout of NĐ 30/2020/NĐ-CP, alone and with many authors."""

from datetime import date

import pytest

from nominations.initiatives.models import Author, Trial
from nominations.initiatives.printing import DESCRIPTION, REQUEST, paper_of
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.initiatives import SolutionFactory
from tests.factories.school import LetterheadFactory
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = date(2024, 3, 15)


@pytest.fixture
def solution(school, teacher):
    LetterheadFactory(school=school, valid_from=date(2020, 1, 1))
    return SolutionFactory(school=school, person=teacher.person, field="Ngôn ngữ", first_applied_on=date(2023, 9, 11))


@pytest.mark.parametrize("name", [REQUEST, DESCRIPTION])
@pytest.mark.parametrize("others", [0, 4])
def test_the_paper_is_laid_out_as_the_decree_says(solution, name, others):
    for place in range(others):
        Author.objects.create(
            solution=solution, outside_name=f"Nguyễn Thị Phương Thảo Nguyên {place}", outside_unit="Trường Mầm non Gia Thụy",
            share=10, position=place + 1,
        )  # fmt: skip
    figures = [{"name": f"Chỉ số {place}", "unit": "%", "before": "41", "after": "88"} for place in range(45)]
    Trial.objects.create(solution=solution, place="Lớp A1", starts_on=DAY, figures=figures)
    paper = paper_of(solution, name, dated=DAY)
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


def test_the_request_names_the_authors_with_their_shares_and_the_numbers(solution):
    figures = [{"name": "Trẻ kể", "unit": "%", "before": "41", "after": "88"}]
    Trial.objects.create(solution=solution, place="Lớp A1", starts_on=DAY, figures=figures)
    paper = paper_of(solution, REQUEST, dated=DAY)
    assert paper.printed_name == "ĐƠN"
    assert "<td>Đỗ Thị Đào</td>" in paper.body
    assert "<td>100%</td>" in paper.body
    assert "<td>41%</td><td>88%</td>" in paper.body
    assert paper.signatures[0].right.name == "Đỗ Thị Đào"


def test_signs_in_a_name_stay_signs(solution):
    solution.name = "Góc <b>sách</b> & vườn"
    paper = paper_of(solution, REQUEST, dated=DAY)
    assert "Góc &lt;b&gt;sách&lt;/b&gt; &amp; vườn" in paper.body

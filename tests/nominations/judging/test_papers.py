"""Phiếu chấm, bảng tổng hợp điểm, biên bản, quyết định, giấy chứng nhận: what is printed stands up to the decree."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from nominations.judging.enums import RoundState, Verdict
from nominations.judging.models import Entry, Round, Sheet
from nominations.judging.printing import (
    blank_paper,
    certificate_of,
    recognised_list,
    score_table,
    scores_pdf,
    sheet_paper,
)
from nominations.judging.queries import result
from nominations.judging.services.papers import draft_decision, draft_minutes
from tests.documents import samples
from tests.documents.checker import check_certificate, check_docx, check_pdf, expectation
from tests.factories.judging import CriterionFactory, EntryFactory, SolutionFactory, sheet
from tests.factories.school import PersonFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import certificate_pdf, paper_pdf
from thiduakt.school.models import School, User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LONG = "Một số biện pháp giúp trẻ mẫu giáo 5–6 tuổi tích cực tham gia hoạt động khám phá khoa học tại trường mầm non"
LONG_AUTHOR = "Tôn Nữ Nguyễn Thị Hoàng Phương Ánh Tuyết"


@pytest.fixture
def concluded(turn: Round, entry: Entry, when) -> Round:
    sheet_waiting = entry.sheets.get(sent_at__isnull=True)
    Sheet.objects.filter(pk=sheet_waiting.pk).update(sent_at=when, agrees=True)
    sheet_waiting.marks.create(criterion=turn.criteria_set.criteria.get(), points=Decimal(8))
    Entry.objects.update(verdict=Verdict.RECOGNISED)
    Round.objects.update(state=RoundState.CONCLUDED, concluded_on=when.date(), council="Quyết định số 45/QĐ-MNGB")
    return Round.objects.get(pk=turn.pk)


def filled(paper: Paper) -> Paper:
    """With something in every place that was left to be filled in."""
    texts = [re.sub(r"\[CẦN BỔ SUNG[^]]*\]", "ngày 02 tháng 3 năm 2012", text) for text in (paper.body, *paper.bases)]
    return replace(paper, body=texts[0], bases=tuple(texts[1:]))


def rows_of(turn: Round, count: int) -> None:
    """So many more solutions, judged by all, recognised."""
    judges = list(turn.judges.all())
    for place in range(count):
        person = PersonFactory(school=turn.school, full_name=LONG_AUTHOR if place % 7 == 0 else "Đỗ Thị Đào")
        solution = SolutionFactory(school=turn.school, person=person, name=f"{LONG} {place}", state="IN_JUDGING")
        entry = EntryFactory(round=turn, solution=solution, verdict=Verdict.RECOGNISED)
        for judge in judges:
            sheet(judge, entry, 8)


@pytest.mark.parametrize("count", [1, 45, 400])
def test_the_list_and_the_table_stand_up_to_the_decree(concluded: Round, count: int) -> None:
    rows_of(concluded, count - 1)
    lines = result(concluded)
    judges = list(concluded.judges.select_related("person"))
    appendices = (
        recognised_list(concluded, [line.entry for line in lines]),
        score_table(concluded, lines, judges=judges),
    )
    paper = replace(samples.council_decision(), appendices=appendices)
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


def test_the_decision_asks_for_what_nobody_has_told_and_is_one_by_the_decree(
    concluded: Round, secretary: User, principal: User, when
) -> None:
    document = draft_decision(concluded, actor=secretary, at=when)
    assert "Còn chỗ ghi [CẦN BỔ SUNG], cần điền hoặc xóa đi." in missing_parts(document)
    assert "Căn cứ Quyết định số 45/QĐ-MNGB" in " ".join(document.bases)
    paper = filled(compose(document, number=25, dated=date(2024, 5, 10)))
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


def test_the_minutes_tell_the_result_and_no_single_mark(concluded: Round, secretary: User, when) -> None:
    document = draft_minutes(concluded, actor=secretary, at=when)
    paper = filled(compose(document, number=3, dated=date(2024, 4, 20)))
    told = f"{document.body} {document.appendices}"
    assert "7,77" in told
    assert "7,3" not in told
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


def test_the_table_alone_lies_across(concluded: Round, when) -> None:
    with pikepdf.open(io.BytesIO(scores_pdf(concluded, result(concluded), on=when.date()))) as pdf:
        boxes = [page.mediabox for page in pdf.pages]
    assert len(boxes) == 1
    assert boxes[0][2] > boxes[0][3]


def test_a_sheet_filled_in_and_one_to_be_filled_in_by_hand(turn: Round, entry: Entry, teacher: User, when) -> None:
    rules = turn.criteria_set
    for place in range(8):
        CriterionFactory(criteria_set=rules, text=f"{LONG} {place}", position=place + 2, min_points=Decimal("2.5"))
    own = Sheet.objects.select_related("judge__round", "judge__person").get(judge__person=teacher.person)
    for paper in (sheet_paper(own, on=when.date()), blank_paper(turn, on=when.date())):
        assert paper.printed_name == "PHIẾU CHẤM"
        assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
        assert check_docx(paper_docx(paper), paper) == []


@pytest.mark.parametrize("name", ["Vườn cổ tích", LONG, f"{LONG} {LONG}", " ".join([LONG] * 4)])
def test_a_certificate_is_one_page_by_the_decree(concluded: Round, school: School, secretary: User, when, name: str) -> None:
    person = PersonFactory(school=school, full_name=LONG_AUTHOR, post="Giáo viên")
    solution = SolutionFactory(
        school=school, person=person, name=name, shares={person: 60, PersonFactory(school=school): 40}
    )
    entry = EntryFactory(round=concluded, solution=solution, verdict=Verdict.RECOGNISED)
    document = draft_decision(concluded, actor=secretary, at=when)
    entry.refresh_from_db()
    document.number, document.symbol, document.issued_on = 25, "QĐ-MNGB", date(2024, 5, 10)
    entry.decision = document
    certificate = certificate_of(entry, solution.authors.first())
    assert certificate.description == "Đồng tác giả (60%), Giáo viên"
    assert check_certificate(certificate_pdf(certificate), certificate) == []

"""Quyết định thành lập, kiện toàn: as printed they stand up to the acceptance list, whatever the length of the list."""

import re

import pytest

from nominations.councils.enums import CouncilKind
from nominations.councils.models import Council
from nominations.councils.services.founding import save_council
from nominations.councils.services.members import Member
from nominations.councils.services.papers import draft_founding, draft_renewing
from nominations.councils.services.renewing import begin_renewal
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.school import PersonFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Paper
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf

from .conftest import members_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LONG = "Tôn Nữ Nguyễn Thị Hoàng Phương Ánh Tuyết"
DUTIES = "Theo dõi phong trào thi đua “Dạy tốt, học tốt” của các tổ chuyên môn; tổng hợp hồ sơ đề nghị khen thưởng"


def without_fault(document: Document) -> Paper:
    """What was left to be looked up is filled in."""
    bases = [re.sub(r" ?\[CẦN BỔ SUNG[^]]*\]", " ngày 31 tháng 12 năm 2020", line) for line in document.bases]
    document.bases = bases
    paper = compose(document, number=1, dated=document.dated_on)
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []
    return paper


def filled(council: Council, secretary, at, count: int) -> Council:
    names = [LONG if place % 7 == 0 else "Đỗ Thị Đào" for place in range(count - 3)]
    more = [
        Member(person=PersonFactory(school=council.school, full_name=name), stands_for="Tổ nhà trẻ", duties=DUTIES)
        for name in names
    ]
    values = {"name": council.name, "quorum": "2/3", "regulations": ""}
    members = [*members_of(council), *more]
    return save_council(council, values, members, version=council.version, actor=secretary, at=at)


@pytest.mark.parametrize("count", [3, 9, 45])
def test_the_founding_decision_has_no_fault_however_many_sit_in_it(draft, secretary, at, count) -> None:
    document = draft_founding(filled(draft, secretary, at, count), actor=secretary, at=at)
    paper = without_fault(document)
    assert paper.appendices[0].closing == f"Danh sách này có {count:02d} thành viên./."
    assert len(paper.appendices[0].table.rows) == count
    assert paper.signatures[0].right.capacity == ("HIỆU TRƯỞNG",)


def test_the_list_has_the_columns_of_the_form(draft, secretary, at) -> None:
    document = draft_founding(filled(draft, secretary, at, 5), actor=secretary, at=at)
    table = document.appendices[0]["table"]
    assert [column["title"] for column in table["columns"]] == [
        "STT", "Họ và tên", "Chức vụ trong trường", "Chức danh trong Hội đồng", "Ghi chú",
    ]  # fmt: skip
    assert table["rows"][3] == [
        "4",
        LONG,
        document.school.people.get(full_name=LONG).post,
        "Ủy viên",
        f"Tổ nhà trẻ; {DUTIES}",
    ]
    assert document.appendices[0]["title"] == "Danh sách thành viên Hội đồng Thi đua - Khen thưởng năm học 2023–2024"


def test_the_statute_of_the_school_is_cited_and_nothing_is_left_to_fill(draft, secretary, at) -> None:
    document = draft_founding(draft, actor=secretary, at=at)
    assert any("Thông tư số 52/2020/TT-BGDĐT" in line and "Điều lệ trường mầm non" in line for line in document.bases)
    assert document.bases[-1] == "Xét yêu cầu nhiệm vụ và thành phần của Hội đồng."
    assert missing_parts(document) == []


@pytest.mark.parametrize("kind", list(CouncilKind))
def test_each_kind_of_council_says_what_it_is_for(draft, secretary, at, kind) -> None:
    Council.objects.filter(pk=draft.pk).update(kind=kind, name=f"{kind.proper_name} năm học 2023–2024")
    paper = without_fault(draft_founding(Council.objects.get(pk=draft.pk), actor=secretary, at=at))
    assert f"Thành lập {kind.proper_name} năm học 2023–2024" in paper.body


def test_the_decision_of_a_new_list_has_no_fault_and_names_the_one_before(standing, secretary, at) -> None:
    renewal = begin_renewal(standing, reason="Bà Chu Thị Sen chuyển công tác.", actor=secretary, at=at)
    document = draft_renewing(renewal, actor=secretary, at=at)
    assert "Lý do: Bà Chu Thị Sen chuyển công tác.</p>" in document.body
    paper = without_fault(document)
    assert any("Quyết định số 45/QĐ-MNGB ngày 06/9/2023" in line for line in paper.bases)


def test_the_reader_of_proofs_finds_nothing(draft, secretary, at) -> None:
    document = draft_founding(draft, actor=secretary, at=at)
    assert [one.words for one in proofread(document)] == []

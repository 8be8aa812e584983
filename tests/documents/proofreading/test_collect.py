"""From the rows of a school to the warnings about one of its drafts."""

from datetime import date

import pytest

from tests.factories.catalog import LegalChangeFactory, LegalTextFactory
from tests.factories.documents import DocumentFactory
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.catalog.enums import TextKind
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 4)


def paper(school, **values):
    values.setdefault("body", "<p>Giao bà Đỗ Thị Đáo, Hiệu trưởng, theo dõi./.</p>")
    writer = PersonFactory(school=school, full_name="Trịnh Ngọc Ẩn")
    return DocumentFactory(school=school, dated_on=DAY, created_by=writer, **values)


def codes(document):
    return [finding.rule.code for finding in proofread(document)]


def test_a_name_is_compared_with_the_staff(school, teacher):
    assert "person_name" in codes(paper(school))


def test_a_name_of_another_school_is_not(school, other_school):
    PersonFactory(school=other_school, full_name="Đỗ Thị Đào")

    assert "person_name" not in codes(paper(school))


def test_who_has_left_by_then_is_not_of_the_staff(school):
    PersonFactory(school=school, full_name="Đỗ Thị Đào", left_on=date(2023, 9, 1))

    assert "person_name" not in codes(paper(school))


def test_a_post_is_that_of_the_papers_day(school, principal):
    document = paper(school, body="<p>Chủ trì: bà Hoàng Thị Phương, Phó Hiệu trưởng./.</p>")

    assert "person_post" in codes(document)


def test_a_post_that_is_held_is_right(school, principal):
    document = paper(school, body="<p>Chủ trì: bà Hoàng Thị Phương, Hiệu trưởng./.</p>")

    assert "person_post" not in codes(document)


def test_a_paper_of_the_register_is_known_by_its_day(school, principal):
    DocumentFactory(school=school, state="ISSUED", place=7, signer=principal.person)
    document = paper(school, body="<p>Theo Kế hoạch số 07/KH-MNGB ngày 05/10/2023./.</p>")

    assert "own_paper" in codes(document)


def test_a_can_cu_that_the_library_knows_to_be_replaced_is_told_with_its_successor(school):
    older = LegalTextFactory(school=school, number="01/QC-MNGB", kind=TextKind.STATUTES, in_force_to=date(2023, 8, 31))
    newer = LegalTextFactory(school=school, number="09/QC-MNGB", kind=TextKind.STATUTES, issued_on=date(2023, 9, 1))
    LegalChangeFactory(older=older, newer=newer, effective_on=date(2023, 9, 1))
    day = f"ngày {older.issued_on:%d/%m/%Y}"
    document = paper(school, bases=[f"Căn cứ Quy chế số 01/QC-MNGB {day} của nhà trường."])

    told = next(finding for finding in proofread(document) if finding.rule.code == "base_law")
    assert "09/QC-MNGB" in told.reason


def test_a_school_without_letterhead_is_proofread_too(other_school):
    other_school.letterheads.all().delete()

    assert "end_mark" in codes(paper(other_school, body="<p>Các tổ thực hiện.</p>"))


def test_the_queries_are_as_many_for_one_colleague_as_for_thirty(school, django_assert_num_queries):
    document = paper(school)
    with_one = _queries(document)
    for number in range(28):
        UserFactory(school=school, full_name=f"Nguyễn Thị {'ABCDEGHIKLMNOPQRSTUVXYĂÂĐÊÔƠƯQ'[number]}n", roles=[Role.TEACHER])

    assert _queries(document) == with_one <= 9


def _queries(document):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        proofread(document)
    return len(queries)

"""The lists and the summary of merits, as printed, stand up to the acceptance list, whatever their length."""

import pytest

from nominations.appraisals.printing import list_paper, merits_paper
from nominations.appraisals.queries import agenda_of
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.models.dossiers import keys_of
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.appraisals import AT, WHEN, before_the_school
from tests.factories.school import PersonFactory
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf
from thiduakt.school.models import Person, School, User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SUMMARY = "Chủ nhiệm lớp mẫu giáo lớn, bảo đảm an toàn cho trẻ; 100% trẻ phát triển bình thường; 2 giờ dạy tốt cấp trường."


def listed(review: Review, school: School, count: int, code: str, name: str, user: User) -> None:
    """So many of one honor, before the council; names that hurt."""
    family = ("Đỗ Thị", "Nguyễn Thị Ánh", "Hoàng Thị Ngọc Minh Phương", "Ngô Quang")
    people = [PersonFactory.build(school=school, full_name=f"{family[n % 4]} Ước{' Ý' * (n % 3)}") for n in range(count)]
    for person in people:
        person.sort_key, person.search_key = f"{person.full_name}", person.full_name.lower()
    Person.objects.bulk_create(people)
    rows = [
        Dossier(
            review=review, school=school, holder_kind="PERSON", person=person, code=code, honor_name=name, summary=SUMMARY,
            state="TO_COUNCIL", written_by=user, written_at=WHEN, handed_in_at=WHEN,
        )
        for person in people
    ]  # fmt: skip
    for row in rows:
        row.sort_key, row.search_key = keys_of(row)
    Dossier.objects.bulk_create(rows)


def without_fault(paper: Paper) -> None:
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


@pytest.mark.parametrize("count", [1, 45, 400])
def test_the_list_has_no_fault_however_long(review: Review, school: School, secretary: User, count: int) -> None:
    listed(review, school, count, "LDTT", "Lao động tiên tiến", secretary)
    paper = list_paper(review, agenda_of(review).before, on=AT.date())
    assert paper.appendices[0].closing == f"Danh sách này có {count} cá nhân./."
    without_fault(paper)


@pytest.mark.parametrize("count", [1, 45, 400])
def test_the_summary_of_merits_has_no_fault(review, school, secretary, count) -> None:
    listed(review, school, count, "LDTT", "Lao động tiên tiến", secretary)
    without_fault(merits_paper(review, agenda_of(review).before, on=AT.date()))


def test_a_list_of_all_kinds_of_holders_has_no_fault(review, school, group, teacher) -> None:
    before_the_school(review, teacher.person, state="TO_COUNCIL")
    before_the_school(
        review, None, state="TO_COUNCIL", holder_kind="GROUP", group=group, team=group, code="TTLDTT",
        honor_name="Tập thể lao động tiên tiến",
    )  # fmt: skip
    paper = list_paper(review, agenda_of(review).before, on=AT.date())
    assert [one.closing for one in paper.appendices] == ["Danh sách này có 1 cá nhân./.", "Danh sách này có 1 tập thể./."]
    without_fault(paper)

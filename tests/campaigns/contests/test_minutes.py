"""Biên bản chấm thi: begun from the result, an official paper as any other, without what each judge gave."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.contests.services.contests import Award, award
from campaigns.contests.services.minutes import begin
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.contests import EntryFactory, judged_contest, sheet
from tests.factories.school import PersonFactory
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import Document
from thiduakt.documents.output import paper_file
from thiduakt.documents.paper import Paper
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
FILLED = (
    ("[CẦN BỔ SUNG: giờ]", "14 giờ 00"),
    ("[CẦN BỔ SUNG: nơi họp]", "Phòng Hội đồng"),
    ("[CẦN BỔ SUNG: tổng số, có mặt, vắng mặt và lý do]", "02 giám khảo, có mặt 02 người, vắng 0"),
)


@pytest.fixture
def contest(school: School, teacher: User, principal: User) -> Contest:
    """Counted: two entries, 9,5 and 7,3 points."""
    contest = judged_contest(school, teacher.person, name="Cuộc thi viết “Người tốt, việc tốt”", send_up=1)
    judge = contest.judges.get()
    authors = [PersonFactory(school=school, full_name=name) for name in ("Nguyễn Thị Ánh Tuyết", "Đỗ Thị Đào")]
    sheet(judge, EntryFactory(contest=contest, number=417, title="Người lái đò", author=authors[0]), "7.3")
    sheet(judge, EntryFactory(contest=contest, number=200, title="Cô nuôi", author=authors[1]), "9.5")
    Contest.objects.filter(pk=contest.pk).update(state=ContestState.RESULT)
    return Contest.objects.get(pk=contest.pk)


def rows(paper: Document) -> list[list[str]]:
    return Document.objects.get(pk=paper.pk).appendices[0]["table"]["rows"]


def give_a_prize(contest: Contest, actor: User) -> Contest:
    best = contest.entries.get(number=200)
    version = Contest.objects.get(pk=contest.pk).version
    return award(
        contest, [Award(best.pk, "Giải Nhất", is_chosen=True)], version=version, actor=actor, at=timezone.now()
    )  # fmt: skip


def test_the_minutes_tell_the_result_and_no_mark_of_a_judge(contest: Contest, secretary: User) -> None:
    give_a_prize(contest, secretary)

    paper = begin(contest, actor=secretary, at=timezone.now())

    assert paper.kind == "BB"
    assert (str(paper.signer), str(paper.secretary)) == ("Hoàng Thị Phương", "Trần Thị Ngọc Bích")
    assert rows(paper) == [
        ["1", "200", "Cô nuôi", "Đỗ Thị Đào", "9,5", "Giải Nhất", "Gửi"],
        ["2", "417", "Người lái đò", "Nguyễn Thị Ánh Tuyết", "7,3", "", ""],
    ]
    assert "Có 2 bài dự thi, 2 bài có điểm." in paper.body
    assert "Nội dung: tối đa 10 điểm" in paper.body


def test_they_go_the_road_of_every_paper_and_print_as_the_decree_says(
    contest: Contest, secretary: User, principal: User, clerk: User
) -> None:
    at = timezone.now()
    paper, body = begin(contest, actor=secretary, at=at), ""
    assert missing_parts(paper) == ["Còn chỗ ghi [CẦN BỔ SUNG], cần điền hoặc xóa đi."]
    body = paper.body
    for asked, told in FILLED:
        body = body.replace(asked, told)
    paper = edit_draft(paper, changes={"body": body}, version=paper.version, actor=secretary, at=at)
    submit_document(paper, actor=secretary, at=at)
    sign_document(paper, signed_on=timezone.localdate(at), actor=principal, at=at)
    issued = issue_document(paper, issued_on=timezone.localdate(at), actor=clerk, at=at)

    frozen = Paper.from_dict(issued.snapshot["paper"])
    assert issued.notation == "01/BB-MNGB"
    assert check_pdf(paper_file(issued, "pdf"), expects=expectation(frozen)) == []
    assert check_docx(paper_file(issued, "docx"), frozen) == []


def test_prizes_given_later_reach_the_draft(contest: Contest, secretary: User) -> None:
    paper = begin(contest, actor=secretary, at=timezone.now())
    assert rows(paper)[0][5] == ""

    give_a_prize(contest, secretary)

    assert rows(paper)[0][5] == "Giải Nhất"


def test_what_is_before_the_signer_is_not_contradicted(contest: Contest, secretary: User) -> None:
    paper = begin(contest, actor=secretary, at=timezone.now())
    Document.objects.filter(pk=paper.pk).update(state=DocumentState.SUBMITTED)

    with pytest.raises(MoveRefusedError, match="Biên bản chấm thi đã trình ký nên giải giữ nguyên"):
        give_a_prize(contest, secretary)
    assert not contest.entries.filter(is_chosen=True).exists()


def test_there_is_one_and_none_before_the_count(contest: Contest, secretary: User, teacher: User) -> None:
    Contest.objects.filter(pk=contest.pk).update(state=ContestState.JUDGING)
    with pytest.raises(MoveRefusedError, match="Chưa tổng hợp kết quả"):
        begin(contest, actor=secretary, at=timezone.now())
    Contest.objects.filter(pk=contest.pk).update(state=ContestState.CLOSED)
    with pytest.raises(PermissionDenied):
        begin(contest, actor=teacher, at=timezone.now())
    begin(contest, actor=secretary, at=timezone.now())
    with pytest.raises(MoveRefusedError, match="đã có biên bản"):
        begin(contest, actor=secretary, at=timezone.now())


def test_the_page_begins_them_and_leads_to_them(client: Client, contest: Contest, secretary: User, teacher: User) -> None:
    client.force_login(secretary)
    result = reverse("contests:result", args=[contest.pk])
    assert "Lập biên bản chấm thi" in client.get(result).text

    answer = client.post(reverse("contests:minutes", args=[contest.pk]))

    paper = Document.objects.get(kind="BB")
    assert answer.url == reverse("documents:edit", args=[paper.pk])
    assert paper.get_absolute_url() in client.get(result).text
    client.force_login(teacher)
    told = client.get(result).text
    assert "7,3" in told
    assert paper.get_absolute_url() not in told

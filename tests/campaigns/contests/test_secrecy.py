"""Nobody reads a mark of another before every judge has sent every sheet; no judge meets own or kin's entries."""

import io
import re
from decimal import Decimal

import openpyxl
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.enums import ContestKind, ContestState
from campaigns.contests.models import Contest, JudgeSheet
from campaigns.contests.queries import counted_sheets, result
from campaigns.contests.services.contests import take_step
from campaigns.contests.services.entries import enter
from campaigns.contests.services.judging import mark
from tests.factories.contests import EntryFactory, judged_contest, kin, sheet
from tests.factories.school import UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.files.storage import store
from thiduakt.home.tasks import tasks_of
from thiduakt.permissions import Role
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
SECRET = "7,3"  # points that stand nowhere else on any page


@pytest.fixture
def author(school: School) -> User:
    return UserFactory(school=school, full_name="Nguyễn Thị Ánh Tuyết", roles=[Role.TEACHER])


@pytest.fixture
def contest(school: School, teacher: User, group_head: User, author: User) -> Contest:
    """Judged by the teacher, who has sent the one sheet, and by the head of the tổ, who has not."""
    contest = judged_contest(school, teacher.person, group_head.person, kind=ContestKind.WRITING)
    entry = EntryFactory(contest=contest, number=417, title="Người lái đò thầm lặng", author=author.person)
    first, second = contest.judges.order_by("pk")
    sheet(first, entry, "7.3")
    sheet(second, entry)
    return contest


def page(client: Client, user: User, name: str, pk: int) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"contests:{name}", args=[pk]))
    return answer.content.decode() if answer.status_code == 200 else ""


def test_the_organiser_reads_who_has_marked_and_not_what(client: Client, contest: Contest, secretary: User) -> None:
    told = page(client, secretary, "detail", contest.pk)
    assert "đã chấm" in told
    assert SECRET not in told


@pytest.mark.parametrize("name", ["result", "result_excel"])
def test_before_all_is_in_there_is_no_result_for_anybody(
    client: Client, contest: Contest, secretary: User, group_head: User, name: str
) -> None:
    for user in (secretary, group_head):
        client.force_login(user)
        assert client.get(reverse(f"contests:{name}", args=[contest.pk])).status_code in {403, 404}


def test_a_judge_reads_no_mark_of_another(client: Client, contest: Contest, group_head: User, teacher: User) -> None:
    theirs, others = (
        JudgeSheet.objects.get(judge__person=group_head.person),
        JudgeSheet.objects.get(judge__person=teacher.person),
    )
    assert SECRET not in page(client, group_head, "detail", contest.pk)
    assert SECRET not in page(client, group_head, "sheet", theirs.pk)
    assert page(client, group_head, "sheet", others.pk) == ""
    assert SECRET in page(client, teacher, "sheet", others.pk)


def test_the_judge_of_a_writing_contest_reads_a_number_and_no_name(
    client: Client, contest: Contest, group_head: User
) -> None:
    own = JudgeSheet.objects.get(judge__person=group_head.person)
    for told in (page(client, group_head, "detail", contest.pk), page(client, group_head, "sheet", own.pk)):
        assert "mã số 417" in told
        assert "Ánh Tuyết" not in told


def test_an_organiser_who_judges_as_well_reads_no_list_of_entries(client: Client, contest: Contest, secretary: User) -> None:
    contest.judges.create(person=secretary.person)
    told = page(client, secretary, "detail", contest.pk)
    assert "Người lái đò" not in told
    assert page(client, secretary, "entry", contest.entries.get().pk) == ""


def test_the_result_cannot_be_reached_while_a_sheet_is_missing(contest: Contest, secretary: User) -> None:
    with pytest.raises(MoveRefusedError, match="Còn 1 giám khảo chưa gửi hết phiếu chấm"):
        take_step(contest, "count", actor=secretary, at=timezone.now())


def test_when_all_are_in_the_organiser_and_the_judges_read_every_mark(
    client: Client, contest: Contest, secretary: User, group_head: User, accountant: User
) -> None:
    own, criterion = JudgeSheet.objects.get(judge__person=group_head.person), contest.criteria.get()
    mark(own, {criterion.pk: Decimal(8)}, is_sent=True, version=1, actor=group_head, at=timezone.now())
    take_step(contest, "count", actor=secretary, at=timezone.now())
    for user in (secretary, group_head):
        told = page(client, user, "result", contest.pk)
        assert SECRET in told
        assert "7,65" in told  # (7,3 + 8) / 2
        assert "Ánh Tuyết" in told
    assert page(client, accountant, "result", contest.pk) == ""
    take_step(contest, "tell", actor=secretary, at=timezone.now())
    told = page(client, accountant, "result", contest.pk)
    assert "7,65" in told
    assert SECRET not in told


def test_the_sheet_of_the_result_has_marks_for_those_alone_who_may_read_them(
    client: Client, contest: Contest, secretary: User, accountant: User
) -> None:
    Contest.objects.filter(pk=contest.pk).update(state=ContestState.CLOSED)
    for user, has_marks in ((secretary, True), (accountant, False)):
        client.force_login(user)
        answer = client.get(reverse("contests:result_excel", args=[contest.pk]))
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.values for cell in row]
        assert ("Đỗ Thị Đào" in cells) is has_marks


def test_the_log_tells_that_a_sheet_was_sent_and_neither_which_nor_what(contest: Contest, group_head: User) -> None:
    own, criterion = JudgeSheet.objects.get(judge__person=group_head.person), contest.criteria.get()
    mark(own, {criterion.pk: Decimal(8)}, is_sent=True, version=1, actor=group_head, at=timezone.now())
    event = AuditEvent.objects.get(verb="contest.send_sheet")
    assert event.object_label == contest.name
    assert event.changes == {}


def test_marks_are_computed_of_nothing_that_is_not_counted(contest: Contest) -> None:
    with pytest.raises(AssertionError):
        result(contest)


def test_kin_declared_after_the_sheets_went_out_are_hidden_with_their_count(
    client: Client, contest: Contest, group_head: User, author: User
) -> None:
    other = EntryFactory(contest=contest, number=808, title="Cô nuôi")
    sheet(contest.judges.get(person=group_head.person), other)
    assert "Còn 2 phiếu" in page(client, group_head, "detail", contest.pk)
    hidden = JudgeSheet.objects.get(judge__person=group_head.person, entry__number=417)
    kin(author, group_head)  # said by the other side: it holds for both
    told = page(client, group_head, "detail", contest.pk)
    assert "Còn 1 phiếu" in told
    assert "mã số 417" not in told
    assert page(client, group_head, "sheet", hidden.pk) == ""
    task = next(task for task in tasks_of(group_head, timezone.now()) if task.label == "Chấm thi")
    assert task.detail == "còn 1 phiếu chưa gửi"


def test_a_file_of_kin_is_not_given_to_the_judge(client: Client, contest: Contest, group_head: User, author: User) -> None:
    file = contest.entries.get().files.create(
        original_name="Bài của Ánh Tuyết.pdf", content_type="application/pdf", size=4, sha256=_stored(), uploaded_by=author,
        uploaded_at=timezone.now(),
    )  # fmt: skip
    client.force_login(group_head)
    answer = client.get(reverse("contests:file", args=[file.pk]))
    assert answer.status_code == 200
    assert "Tuy" not in answer["Content-Disposition"]
    kin(group_head, author)
    assert client.get(reverse("contests:file", args=[file.pk])).status_code == 404


def _stored() -> str:
    return store(b"%PDF", folder="contests")


def test_no_page_of_a_judge_tells_how_many_entries_there_are(client: Client, contest: Contest, group_head: User) -> None:
    entry = EntryFactory(contest=contest, number=555, author=group_head.person)
    told = page(client, group_head, "detail", contest.pk)
    assert re.search(r"Còn 1 phiếu", told)
    assert page(client, group_head, "sheet", JudgeSheet.objects.get(judge__person=group_head.person).pk).count(
        "trên 1 phiếu"
    )
    assert entry.number not in [one.entry.number for one in counted_sheets(contest)]


@pytest.mark.parametrize(("kind", "is_told"), [(ContestKind.WRITING, False), (ContestKind.CONTEST, True)])
def test_what_a_file_says_of_its_author_does_not_reach_the_judges(
    school: School, teacher: User, kind: str, *, is_told: bool
) -> None:
    today = timezone.localdate()
    contest = judged_contest(school, kind=kind, state=ContestState.OPEN, opens_on=today, closes_on=today)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = "Đỗ Thị Đào"
    written = io.BytesIO()
    pdf.save(written)

    sent = SimpleUploadedFile("bai.pdf", written.getvalue())
    entered = enter(contest, {"title": "Cô nuôi"}, files=[sent], actor=teacher, at=timezone.now())

    with pikepdf.open(io.BytesIO(entered.entry.files.get().read())) as kept:
        assert ("/Author" in kept.docinfo) is is_told

"""Nobody reads a mark of another before every judge has sent every sheet; no judge meets own or kin's solutions."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nominations.judging.enums import RoundState
from nominations.judging.models import Entry, Judge, Round, Sheet
from nominations.judging.queries import counted_sheets
from nominations.judging.services.appeals import rejudge, send_appeal
from nominations.judging.services.marking import mark
from nominations.judging.services.rounds import take_step
from tests.factories.contests import kin
from tests.factories.judging import EntryFactory, SolutionFactory, sheet
from thiduakt.audit.models import AuditEvent
from thiduakt.files.storage import store
from thiduakt.home.tasks import tasks_of
from thiduakt.notices.models import Notice
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
SECRET = "7,3"  # points that stand nowhere else on any page


def page(client: Client, user: User, name: str, *keys: int) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"judging:{name}", args=keys))
    return answer.content.decode() if answer.status_code == 200 else ""


def sent_last(turn: Round, member: User, when) -> None:
    """The one sheet that is still missing."""
    own = Sheet.objects.get(judge__person=member.person, sent_at__isnull=True)
    criterion = turn.criteria_set.criteria.get()
    mark(own, {criterion.pk: Decimal(8)}, agrees=True, is_sent=True, version=1, actor=member, at=when)


def test_whoever_sets_it_up_reads_who_has_judged_and_not_what(client: Client, turn, entry, secretary) -> None:
    told = page(client, secretary, "round", turn.pk)
    assert "Vườn cổ tích" in told
    assert "đã gửi" in told
    assert SECRET not in told


@pytest.mark.parametrize("name", ["results", "results_excel", "scores_pdf", "sheets"])
def test_before_all_is_in_there_is_no_result_for_anybody(
    client: Client, turn, entry, secretary, principal, teacher, author, name
) -> None:
    for user in (secretary, principal, teacher):
        client.force_login(user)
        assert client.get(reverse(f"judging:{name}", args=[turn.pk])).status_code == 404
    client.force_login(author)
    assert client.get(reverse(f"judging:{name}", args=[turn.pk])).status_code == 404


def test_a_judge_reads_no_sheet_of_another(client: Client, turn, entry, teacher, member, principal) -> None:
    theirs = Sheet.objects.get(judge__person=principal.person)
    assert SECRET not in page(client, teacher, "round", turn.pk)
    for name in ("sheet", "sheet_pdf"):
        assert page(client, teacher, name, theirs.pk) == ""
        assert page(client, member, name, theirs.pk) == ""
    assert SECRET in page(client, principal, "sheet", theirs.pk)


def test_the_result_cannot_be_reached_while_a_sheet_is_missing(turn, entry, secretary, when) -> None:
    with pytest.raises(MoveRefusedError, match="Còn 1 người chưa gửi hết phiếu chấm"):
        take_step(turn, "count", actor=secretary, at=when)


def test_the_last_sheet_tells_whoever_counts_and_the_log_neither_which_nor_what(
    turn, entry, secretary, member, when
) -> None:
    sent_last(turn, member, when)
    notice = Notice.objects.get(person=secretary.person)
    assert notice.kind == "SOLUTION_ALL_JUDGED"
    assert SECRET not in f"{notice.subject} {notice.text}"
    event = AuditEvent.objects.get(verb="judging_round.send_sheet")
    assert event.object_label == turn.name
    assert event.changes == {}


def test_when_all_are_in_the_judges_and_whoever_counts_read_every_mark(
    client: Client, turn, entry, secretary, teacher, member, author, when
) -> None:
    sent_last(turn, member, when)
    take_step(turn, "count", actor=secretary, at=when)
    for user in (secretary, teacher):
        told = page(client, user, "results", turn.pk)
        assert SECRET in told
        assert "7,77" in told  # (7,3 + 8 + 8) / 3
    assert page(client, author, "results", turn.pk) == ""


def test_kin_declared_after_the_sheets_went_out_are_hidden_with_their_count(
    client: Client, turn, entry, member, author
) -> None:
    other = EntryFactory(round=turn, solution=SolutionFactory(school=turn.school, name="Góc đọc sách", state="IN_JUDGING"))
    judge = turn.judges.get(person=member.person)
    sheet(judge, other)
    assert "Còn 2 phiếu" in page(client, member, "round", turn.pk)
    hidden = Sheet.objects.get(judge=judge, entry=entry)
    kin(author, member)  # said by the other side: it holds for both
    told = page(client, member, "round", turn.pk)
    assert "Còn 1 phiếu" in told
    assert "Vườn cổ tích" not in told
    for name in ("sheet", "sheet_pdf", "description"):
        assert page(client, member, name, hidden.pk) == ""
    task = next(task for task in tasks_of(member, timezone.now()) if task.label == "Chấm sáng kiến")
    assert task.detail == "còn 1 phiếu chưa gửi"


def test_who_sets_it_up_and_is_kin_meets_the_solution_in_no_list_count_or_sheet_before_the_end(
    client: Client, turn, entry, secretary, author, member, when
) -> None:
    other = EntryFactory(round=turn, solution=SolutionFactory(school=turn.school, name="Góc đọc sách", state="IN_JUDGING"))
    for judge in turn.judges.all():
        sheet(judge, other, 9)
    kin(secretary, author)
    assert "Vườn cổ tích" not in page(client, secretary, "round", turn.pk)
    sent_last(turn, member, when)
    take_step(turn, "count", actor=secretary, at=when)
    told = page(client, secretary, "results", turn.pk)
    assert "Góc đọc sách" in told
    assert "Vườn cổ tích" not in told
    client.force_login(secretary)
    answer = client.get(reverse("judging:results_excel", args=[turn.pk]))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.values for cell in row]
    assert "Góc đọc sách" in cells
    assert "Vườn cổ tích của bé" not in cells


def test_what_was_given_to_the_own_solution_is_not_told_afterwards_either(
    client: Client, turn, entry, teacher, secretary, when
) -> None:
    """The teacher judges others, and is kin of the author since yesterday: the sheet of before never counts."""
    Sheet.objects.filter(entry=entry).exclude(judge__person=teacher.person).update(sent_at=when, agrees=True)
    kin(teacher, User.objects.get(person=entry.solution.person))
    take_step(turn, "count", actor=secretary, at=when)
    Round.objects.filter(pk=turn.pk).update(state=RoundState.CONCLUDED, concluded_on=when.date())
    told = page(client, teacher, "results", turn.pk)
    assert "Vườn cổ tích" in told
    assert "không xem" in told
    assert SECRET not in told


def test_an_author_reads_the_outcome_and_no_single_mark(
    client: Client, turn, entry, author, member, secretary, when
) -> None:
    sent_last(turn, member, when)
    take_step(turn, "count", actor=secretary, at=when)
    Entry.objects.filter(pk=entry.pk).update(verdict="RECOGNISED")
    assert page(client, author, "round", turn.pk) == ""
    Round.objects.filter(pk=turn.pk).update(state=RoundState.CONCLUDED, concluded_on=when.date())
    told = page(client, author, "round", turn.pk)
    assert "7,77" in told
    assert SECRET not in told
    assert page(client, author, "results", turn.pk) == ""


def test_a_file_of_kin_is_not_given_to_the_judge(client: Client, turn, entry, member, author) -> None:
    file = entry.solution.files.create(
        original_name="Ảnh góc chơi.pdf", content_type="application/pdf", size=4, uploaded_by=author,
        sha256=store(b"%PDF", folder="initiatives"), uploaded_at=timezone.now(),
    )  # fmt: skip
    own = Sheet.objects.get(judge__person=member.person)
    url = reverse("judging:file", args=[own.pk, file.pk])
    client.force_login(member)
    answer = client.get(url)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    kin(member, author)
    assert client.get(url).status_code == 404


def test_the_file_of_a_solution_in_no_sheet_of_mine_is_a_404(client: Client, turn, entry, member, school: School) -> None:
    other = SolutionFactory(school=school)
    file = other.files.create(
        original_name="x.pdf", content_type="application/pdf", size=4, sha256=store(b"%PDF", folder="initiatives"),
        uploaded_by=other.begun_by, uploaded_at=timezone.now(),
    )  # fmt: skip
    own = Sheet.objects.get(judge__person=member.person)
    client.force_login(member)
    assert client.get(reverse("judging:file", args=[own.pk, file.pk])).status_code == 404


def test_no_page_of_a_judge_tells_how_many_solutions_there_are(client: Client, turn, entry, teacher) -> None:
    EntryFactory(round=turn, solution=SolutionFactory(school=turn.school, person=teacher.person, state="IN_JUDGING"))
    own = Sheet.objects.get(judge__person=teacher.person)
    assert "Đã gửi 1 trên 1 phiếu" in page(client, teacher, "sheet", own.pk)


def test_a_judge_who_was_excused_meets_no_sheet_any_more(client: Client, turn, entry, member, when) -> None:
    own = Sheet.objects.get(judge__person=member.person)
    Judge.objects.filter(person=member.person).update(excused_at=when, excuse="Nghỉ ốm")
    assert own not in counted_sheets(turn)
    assert page(client, member, "sheet", own.pk) == ""


def test_an_author_never_sees_the_round_before_it_is_concluded(client: Client, turn, entry, author) -> None:
    client.force_login(author)
    assert client.get(reverse("judging:round", args=[turn.pk])).status_code == 404
    assert turn.name not in client.get(reverse("judging:list")).content.decode()


def test_who_judges_anew_reads_nothing_of_what_others_gave(
    client: Client, turn, entry, author, accountant, principal, when
) -> None:
    Sheet.objects.update(sent_at=when, agrees=True)
    Entry.objects.update(verdict="REFUSED", reason="Chưa nêu được điểm mới so với năm trước.")
    Round.objects.filter(pk=turn.pk).update(state=RoundState.CONCLUDED, concluded_on=when.date())
    appeal = send_appeal(
        Entry.objects.select_related("round").get(), reason="Điểm mới nằm ở phần hai của mô tả.", actor=author, at=when
    )
    rejudge(appeal, [accountant.person], actor=principal, at=when)
    assert "Chấm lại" in page(client, accountant, "round", turn.pk)
    for name in ("results", "results_excel", "scores_pdf"):
        assert page(client, accountant, name, turn.pk) == ""

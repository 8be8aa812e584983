"""The pages of judging: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import Duty, RoundState, Verdict
from nominations.judging.models import Appeal, CriteriaSet, Entry, Judge, Round, Sheet, Submission
from tests.factories.judging import (
    CriteriaSetFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    RoundFactory,
    SolutionFactory,
    SubmissionFactory,
    judged_round,
    recognised,
    sheet,
)
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.home.deadlines import deadlines_of
from thiduakt.home.tasks import tasks_of
from thiduakt.school.models import School, User

pytestmark = pytest.mark.django_db
WHY = "Giải pháp chưa nêu được điểm mới so với năm trước."
LIST = "/cham-sang-kien/"


def address(name: str, *args: object) -> str:
    return reverse(f"judging:{name}", args=args)


def days() -> dict[str, object]:
    today = timezone.localdate()
    return {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=5)}


@pytest.fixture
def judged(school: School, principal: User, teacher: User, author: User) -> Round:
    """Being judged now by the principal, who has sent the sheet, and the teacher, who has not."""
    turn = judged_round(school, principal.person, teacher.person, **days())
    solution = SolutionFactory(school=school, person=author.person, name="Vườn cổ tích của bé", state="IN_JUDGING")
    entry = EntryFactory(round=turn, solution=solution)
    chair, other = turn.judges.order_by("pk")
    sheet(chair, entry, 8)
    sheet(other, entry)
    return turn


@pytest.fixture
def counted(judged: Round) -> Round:
    waiting = Sheet.objects.get(sent_at__isnull=True)
    waiting.marks.create(criterion=judged.criteria_set.criteria.get(), points=9)
    Sheet.objects.filter(pk=waiting.pk).update(sent_at=timezone.now(), agrees=True)
    Round.objects.filter(pk=judged.pk).update(state=RoundState.COUNTED)
    return Round.objects.get(pk=judged.pk)


@pytest.fixture
def concluded(counted: Round) -> Round:
    Entry.objects.update(verdict=Verdict.REFUSED, reason=WHY)
    Solution.objects.filter(state=SolutionState.IN_JUDGING).update(state=SolutionState.REFUSED)
    Round.objects.filter(pk=counted.pk).update(state=RoundState.CONCLUDED, concluded_on=timezone.localdate())
    return Round.objects.get(pk=counted.pk)


@pytest.fixture
def appeal(concluded: Round, author: User) -> Appeal:
    entry = concluded.entries.get()
    return Appeal.objects.create(entry=entry, person=author.person, reason=WHY, sent_at=timezone.now())


@pytest.fixture
def rules(school: School) -> CriteriaSet:
    rules = CriteriaSetFactory(school=school)
    CriterionFactory(criteria_set=rules)
    return rules


@pytest.fixture
def above(school: School) -> Submission:
    return SubmissionFactory(solution=recognised(SolutionFactory(school=school, name="Góc đọc sách")))


def test_a_set_is_written_on_the_page_and_told_what_does_not_fit(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    typed = {
        "name": "Hướng dẫn chấm của quận", "confidence": "VERIFIED", "aggregation": "TRIMMED", "pass_mark": "60",
        "criteria-TOTAL_FORMS": "2", "criteria-INITIAL_FORMS": "0", "criteria-0-text": "Tính mới",
        "criteria-0-max_points": "40", "criteria-0-min_points": "20,5",
    }  # fmt: skip
    told = client.post(address("criteria_add"), typed, follow=True).content.decode()
    assert "Tổng điểm tối đa là 40, không phải 100." in told
    assert "dưới 20,5" in told
    assert CriteriaSet.objects.get().criteria.get().text == "Tính mới"


def test_a_refused_set_keeps_everything_typed(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    typed = {
        "name": "Hướng dẫn chấm", "confidence": "VERIFIED", "aggregation": "MEAN", "a_from": "70", "b_from": "80",
        "criteria-TOTAL_FORMS": "1", "criteria-INITIAL_FORMS": "0", "criteria-0-text": "Tính mới",
        "criteria-0-max_points": "40",
    }  # fmt: skip
    told = client.post(address("criteria_add"), typed).content.decode()
    assert "Điểm của loại A phải cao hơn loại B" in told
    assert "Tính mới" in told


def test_a_used_set_is_copied_on_its_page(client: Client, judged: Round, secretary: User) -> None:
    client.force_login(secretary)
    rules = judged.criteria_set
    assert "giữ nguyên" in client.get(rules.get_absolute_url()).content.decode()
    answer = client.post(address("criteria_copy", rules.pk))
    assert answer.url == CriteriaSet.objects.get(name__contains="bản sao").get_absolute_url()
    client.post(address("criteria_discard", rules.pk))
    assert CriteriaSet.objects.filter(pk=rules.pk).exists()


def test_the_example_is_taken_with_its_mark(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    told = client.post(address("criteria_sample"), follow=True).content.decode()
    assert "chưa đối chiếu" in told


def test_a_round_is_set_up_invited_to_opened_and_counted_on_its_pages(
    client: Client, school: School, secretary: User, teacher: User, rules: CriteriaSet
) -> None:
    client.force_login(secretary)
    today = timezone.localdate()
    typed = {
        "year": today.year, "name": "Chấm sáng kiến", "criteria_set": rules.pk, "opens_on": f"{today:%d/%m/%Y}",
        "closes_on": f"{today + timedelta(days=9):%d/%m/%Y}", "agreement": "TWO_THIRDS", "appeal_days": "5",
    }  # fmt: skip
    client.post(address("add"), typed)
    turn = Round.objects.get()
    SolutionFactory(school=school, year=turn.year)
    told = client.get(turn.get_absolute_url()).content.decode()
    assert "Chưa có người chấm nào." in told
    client.post(address("invite", turn.pk), {"person": teacher.person_id, "duty": Duty.CHAIR})
    client.post(address("step", turn.pk, "open"))
    turn.refresh_from_db()
    assert turn.state == RoundState.OPEN
    client.force_login(teacher)
    own = Sheet.objects.get()
    told = client.get(address("sheet", own.pk)).content.decode()
    assert "Cô cùng trẻ nhặt lá" in told
    criterion = rules.criteria.get()
    client.post(address("sheet", own.pk), {f"points-{criterion.pk}": "8,5", "agrees": "True", "version": 1})
    answer = client.post(
        address("sheet", own.pk), {f"points-{criterion.pk}": "8,5", "agrees": "True", "version": 2, "gui": "1"}, follow=True
    )
    assert "Đã gửi phiếu chấm, tổng 8,5 điểm." in answer.content.decode()
    client.force_login(secretary)
    client.post(address("step", turn.pk, "count"))
    turn.refresh_from_db()
    assert turn.state == RoundState.COUNTED
    assert "8,5" in client.get(address("results", turn.pk)).content.decode()


def test_points_out_of_range_are_refused_and_shown_again(client: Client, judged: Round, teacher: User) -> None:
    client.force_login(teacher)
    own, criterion = Sheet.objects.get(judge__person=teacher.person), judged.criteria_set.criteria.get()
    typed = {f"points-{criterion.pk}": "11", "note": "Rất hay", "version": 1, "gui": "1"}
    told = client.post(address("sheet", own.pk), typed).content.decode()
    assert "Rất hay" in told
    assert 'value="11"' in told


def test_the_council_concludes_and_a_short_reason_is_shown_again(client: Client, counted: Round, principal: User) -> None:
    client.force_login(principal)
    entry = counted.entries.get()
    typed = {f"verdict-{entry.pk}": "REFUSED", f"reason-{entry.pk}": "Chưa tốt", "version": counted.version}
    told = client.post(address("results", counted.pk), typed).content.decode()
    assert "ít nhất 20 ký tự; tác giả đọc được" in told
    assert "Chưa tốt" in told
    client.post(address("results", counted.pk), typed | {f"reason-{entry.pk}": WHY})
    client.post(address("step", counted.pk, "conclude"))
    counted.refresh_from_db()
    assert counted.state == RoundState.CONCLUDED


def test_who_may_not_conclude_is_shown_no_form_and_refused(client: Client, counted: Round, secretary: User) -> None:
    client.force_login(secretary)
    assert "Lưu kết luận" not in client.get(address("results", counted.pk)).content.decode()
    assert client.post(address("results", counted.pk), {"version": 1}).status_code == 403
    assert client.post(address("step", counted.pk, "conclude")).status_code == 403


def test_papers_are_drafted_kept_and_certified(client: Client, concluded: Round, secretary: User, author: User) -> None:
    Entry.objects.update(verdict=Verdict.RECOGNISED)
    Solution.objects.update(state=SolutionState.IN_JUDGING)
    client.force_login(secretary)
    assert "/van-ban/" in client.post(address("minutes", concluded.pk)).url
    assert "/van-ban/" in client.post(address("decision", concluded.pk)).url
    decision = Document.objects.get(kind="QĐ")
    today = timezone.localdate()
    paper = {"signed_paper": {}, "snapshot": {}, "snapshot_hash": "0" * 64}
    Document.objects.filter(pk=decision.pk).update(
        state=DocumentState.ISSUED, number=25, symbol="QĐ-MNGB", series="QĐ", year=today.year, issued_on=today,
        signed_on=today, **paper,
    )  # fmt: skip
    assert "1 sáng kiến chưa ghi sổ" in client.get(address("results", concluded.pk)).content.decode()
    told = client.post(address("keep", concluded.pk), follow=True).content.decode()
    assert "Đã ghi sổ 1 sáng kiến." in told
    assert "Giấy chứng nhận" in told
    entry = concluded.entries.get()
    assert entry.solution.state == SolutionState.RECOGNISED
    client.force_login(author)
    assert "giay-chung-nhan" in client.get(concluded.get_absolute_url()).content.decode()


def test_an_author_appeals_and_reads_the_answer(
    client: Client, concluded: Round, author: User, principal: User, accountant: User
) -> None:
    entry = concluded.entries.get()
    client.force_login(author)
    told = client.get(concluded.get_absolute_url()).content.decode()
    assert WHY in told
    assert "Vườn cổ tích" in told
    assert "Chưa" in client.post(address("appeal_add", entry.pk), {"reason": "Chưa đúng"}).content.decode()
    answer = client.post(address("appeal_add", entry.pk), {"reason": WHY})
    appeal = Appeal.objects.get()
    assert answer.url == appeal.get_absolute_url()
    client.force_login(principal)
    client.post(address("rejudge", appeal.pk), {"people": [accountant.person_id]})
    told = client.get(appeal.get_absolute_url()).content.decode()
    assert "Còn 1 người chấm lại chưa gửi phiếu." in told
    client.force_login(accountant)
    own, criterion = Sheet.objects.get(judge__appeal=appeal), concluded.criteria_set.criteria.get()
    assert "Chấm lại" in client.get(concluded.get_absolute_url()).content.decode()
    client.post(address("sheet", own.pk), {f"points-{criterion.pk}": "9", "agrees": "True", "version": 1, "gui": "1"})
    client.force_login(principal)
    client.post(appeal.get_absolute_url(), {"verdict": "RECOGNISED", "answer": WHY})
    client.force_login(author)
    assert "Công nhận" in client.get(concluded.get_absolute_url()).content.decode()


def test_what_was_sent_up_is_entered_answered_and_exported(client: Client, school: School, secretary: User) -> None:
    solution = recognised(SolutionFactory(school=school, name="Góc đọc sách Đỗ Thị Đào"))
    client.force_login(secretary)
    typed = {"solutions": [solution.pk], "level": "co_so", "sent_on": "20/05/2024", "paper": "Tờ trình số 12/TTr-MNGB"}
    client.post(address("send_up"), typed)
    row = Submission.objects.get()
    told = client.get(f"{address('above')}?q=goc doc dao&ket-qua=cho").content.decode()
    assert "Góc đọc sách" in told
    answered = {
        "verdict": "RECOGNISED", "decision_number": "812/QĐ-UBND", "decided_on": "20/06/2024", "issuer": "UBND quận",
        "version": 1,
    }  # fmt: skip
    client.post(address("answer", row.pk), answered)
    solution.ledger_initiative.refresh_from_db()
    assert solution.ledger_initiative.level == "co_so"
    file = client.get(address("above_excel"))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(file.content)).active.values for cell in row]
    assert "812/QĐ-UBND" in cells
    assert "Bỏ dòng này" not in client.get(address("answer", row.pk)).content.decode()


MANAGED = (
    "edit", "discard", "invite", "extend", "take_in", "minutes", "decision", "keep",
)  # fmt: skip


@pytest.mark.parametrize("name", MANAGED)
def test_a_teacher_sets_up_nothing(client: Client, judged: Round, teacher: User, name: str) -> None:
    client.force_login(teacher)
    assert client.post(address(name, judged.pk)).status_code == 403


@pytest.mark.parametrize("name", [*MANAGED, "results"])
def test_a_stranger_finds_no_round_of_ours(client: Client, judged: Round, stranger: User, name: str) -> None:
    client.force_login(stranger)
    assert client.post(address(name, judged.pk)).status_code == 404
    assert client.get(judged.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["round", "blank_sheet", "results_excel", "scores_pdf"])
def test_what_is_only_read_takes_no_post(client: Client, judged: Round, secretary: User, name: str) -> None:
    client.force_login(secretary)
    assert client.post(address(name, judged.pk)).status_code == 405


@pytest.mark.parametrize("name", ["round", "results", *MANAGED])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client: Client, judged: Round, name: str) -> None:
    assert client.get(address(name, judged.pk)).url.startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("edit", "không làm được việc này"),
        ("discard", "không làm được việc này"),
        ("minutes", "chưa kết luận"),
        ("decision", "chưa kết luận"),
        ("keep", "Chưa có quyết định"),
        ("take_in", "Không có giải pháp nào mới nộp"),
    ],
)
def test_what_does_not_fit_the_state_is_refused_in_words(
    client: Client, judged: Round, secretary: User, name: str, said: str
) -> None:
    client.force_login(secretary)
    typed = {
        "year": 2023, "name": "Khác", "opens_on": "01/04/2024", "closes_on": "30/04/2024", "agreement": "NONE",
        "appeal_days": 5, "version": 1,
    }  # fmt: skip
    assert said in client.post(address(name, judged.pk), typed, follow=True).content.decode()


@pytest.mark.parametrize(("who", "status"), [("teacher", 403), ("stranger", 404), ("secretary", 200)])
def test_sets_are_for_those_who_set_rounds_up(
    client: Client, rules: CriteriaSet, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    for name in ("criteria", "criteria_edit"):
        assert client.get(address(name, rules.pk)).status_code == status
    if status != 200:
        for name in ("criteria_copy", "criteria_discard", "criteria_edit"):
            assert client.post(address(name, rules.pk)).status_code == status
    assert client.post(address("criteria", rules.pk)).status_code in {403, 405}
    client.logout()
    assert client.get(address("criteria", rules.pk)).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("teacher", 403), ("stranger", 404)])
def test_what_was_sent_up_is_for_those_who_set_rounds_up(
    client: Client, above: Submission, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    for name in ("answer", "take_back"):
        assert client.post(address(name, above.pk)).status_code == status
    client.logout()
    assert client.get(address("answer", above.pk)).status_code == 302


def test_what_was_sent_up_by_mistake_goes_and_what_was_answered_stays(
    client: Client, above: Submission, secretary: User
) -> None:
    client.force_login(secretary)
    Submission.objects.update(verdict=Verdict.REFUSED)
    client.post(address("take_back", above.pk))
    assert Submission.objects.exists()
    Submission.objects.update(verdict="")
    assert client.post(address("take_back", above.pk)).url == address("above")
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("principal", 200), ("secretary", 200), ("author", 200), ("teacher", 404), ("stranger", 404)]
)
def test_an_appeal_is_read_by_its_author_and_those_who_answer(
    client: Client, appeal: Appeal, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(appeal.get_absolute_url()).status_code == status
    client.logout()
    assert client.get(appeal.get_absolute_url()).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("secretary", 403), ("author", 403), ("teacher", 404)])
def test_an_appeal_is_answered_by_whoever_concludes_alone(
    client: Client, appeal: Appeal, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    typed = {"verdict": "RECOGNISED", "answer": WHY}
    assert client.post(appeal.get_absolute_url(), typed).status_code == status
    assert client.post(address("rejudge", appeal.pk)).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("teacher", 404), ("stranger", 404)])
def test_nobody_appeals_for_another(
    client: Client, concluded: Round, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    entry = concluded.entries.get()
    assert client.get(address("appeal_add", entry.pk)).status_code == status
    assert client.post(address("appeal_add", entry.pk), {"reason": WHY}).status_code in {403, 404}


def test_the_certificate_is_the_authors_once_the_ledger_has_it(
    client: Client, concluded: Round, author: User, teacher: User, secretary: User
) -> None:
    entry = concluded.entries.get()
    url = address("certificate", entry.pk, entry.solution.authors.get().pk)
    for user in (author, teacher, secretary):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_a_judge_is_excused_on_the_page_with_a_reason(client: Client, judged: Round, secretary: User, teacher: User) -> None:
    client.force_login(secretary)
    judge = Judge.objects.get(person=teacher.person)
    assert "ghi rõ lý do" in client.post(address("release", judge.pk), follow=True).content.decode()
    client.post(address("release", judge.pk), {"reason": "Nghỉ ốm dài ngày"})
    assert "Nghỉ ốm dài ngày" in client.get(judged.get_absolute_url()).content.decode()
    client.force_login(teacher)
    assert client.post(address("release", judge.pk)).status_code == 403


def test_an_entry_is_put_back_on_the_page_unless_it_is_closed_to_the_reader(
    client: Client, judged: Round, secretary: User, teacher: User
) -> None:
    fresh = EntryFactory(round=judged, solution=SolutionFactory(school=judged.school, state="IN_JUDGING"))
    own = EntryFactory(
        round=judged, solution=SolutionFactory(school=judged.school, person=secretary.person, state="IN_JUDGING")
    )
    client.force_login(teacher)
    assert client.post(address("put_back", fresh.pk)).status_code == 403
    client.force_login(secretary)
    assert client.post(address("put_back", own.pk), {"reason": "Nhầm"}).status_code == 404
    client.post(address("put_back", fresh.pk), {"reason": "Nộp nhầm năm học"})
    assert not Entry.objects.filter(pk=fresh.pk).exists()


def test_extending_on_the_page(client: Client, judged: Round, secretary: User) -> None:
    client.force_login(secretary)
    until = timezone.localdate() + timedelta(days=9)
    told = client.post(address("extend", judged.pk), {"until": f"{judged.closes_on:%d/%m/%Y}", "reason": "Chờ"})
    assert "Hạn mới phải sau" in told.content.decode()
    client.post(address("extend", judged.pk), {"until": f"{until:%d/%m/%Y}", "reason": "Chờ người đi công tác"})
    judged.refresh_from_db()
    assert judged.closes_on == until


def test_an_unknown_step_is_not_there(client: Client, judged: Round, secretary: User) -> None:
    client.force_login(secretary)
    assert client.post(address("step", judged.pk, "khac")).status_code == 404


def test_the_papers_of_a_judge_are_printed(client: Client, judged: Round, teacher: User) -> None:
    own = Sheet.objects.get(judge__person=teacher.person)
    client.force_login(teacher)
    for url in (address("sheet_pdf", own.pk), address("description", own.pk), address("blank_sheet", judged.pk)):
        answer = client.get(url)
        assert answer["Content-Type"] == "application/pdf"


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_lists_ask_as_much_of_three_rows_as_of_one(
    client: Client, school: School, secretary: User, rules: CriteriaSet
) -> None:
    client.force_login(secretary)
    SubmissionFactory(solution=recognised(SolutionFactory(school=school)))
    RoundFactory(school=school, criteria_set=rules)
    urls = (LIST, address("criteria_list"), address("above"), address("list_excel"), address("above_excel"))
    before = [queries_of(client, url) for url in urls]
    for _ in range(2):
        SubmissionFactory(solution=recognised(SolutionFactory(school=school)))
        RoundFactory(school=school, criteria_set=CriteriaSetFactory(school=school))
    assert [queries_of(client, url) for url in urls] == before


def test_the_pages_of_a_round_ask_as_much_of_three_solutions_as_of_one(
    client: Client, counted: Round, principal: User
) -> None:
    client.force_login(principal)
    urls = (counted.get_absolute_url(), address("results", counted.pk), address("results_excel", counted.pk))
    before = [queries_of(client, url) for url in urls]
    for _ in range(2):
        entry = EntryFactory(round=counted)
        for judge in counted.judges.all():
            sheet(judge, entry, 8)
    assert [queries_of(client, url) for url in urls] == before


def test_the_list_is_searched_without_marks_and_keeps_drafts_from_judges(
    client: Client, school: School, secretary: User, teacher: User
) -> None:
    turn = RoundFactory(school=school, name="Chấm sáng kiến đợt Một")
    JudgeFactory(round=turn, person=teacher.person)
    client.force_login(secretary)
    assert "đợt Một" in client.get(f"{LIST}?q=dot mot").content.decode()
    assert "đợt Một" not in client.get(f"{LIST}?q=dot hai").content.decode()
    client.force_login(teacher)
    assert "đợt Một" not in client.get(LIST).content.decode()
    assert client.get(turn.get_absolute_url()).status_code == 404


def test_tasks_and_deadlines(judged: Round, school: School, teacher: User, secretary: User, principal: User) -> None:
    now, today = timezone.now(), timezone.localdate()
    assert [task.label for task in tasks_of(teacher, now)] == ["Chấm sáng kiến"]
    assert [one.key for one in deadlines_of(teacher, today)] == [f"judging-{judged.pk}"]
    assert deadlines_of(principal, today) == []
    Sheet.objects.update(sent_at=now, agrees=True)
    assert [task.label for task in tasks_of(secretary, now)] == ["Mọi phiếu chấm đã gửi, tổng hợp điểm sáng kiến"]
    Round.objects.update(state=RoundState.COUNTED)
    assert "Kết luận công nhận sáng kiến" in [task.label for task in tasks_of(principal, now)]


def test_an_author_is_told_until_when_to_appeal_and_the_chair_to_answer(
    concluded: Round, author: User, principal: User
) -> None:
    today = timezone.localdate()
    assert [one.day for one in deadlines_of(author, today)] == [today + timedelta(days=5)]
    Appeal.objects.create(entry=concluded.entries.get(), person=author.person, reason=WHY, sent_at=timezone.now())
    assert deadlines_of(author, today) == []
    assert "Trả lời đề nghị xem xét lại" in [task.label for task in tasks_of(principal, timezone.now())]


def test_a_colleague_who_reads_all_solutions_sees_the_conclusions_without_single_marks(
    client: Client, concluded: Round, clerk: User, accountant: User
) -> None:
    client.force_login(clerk)
    told = client.get(address("results", concluded.pk)).content.decode()
    assert "8,5" in told
    assert "Đỗ Thị Đào" not in told
    client.force_login(accountant)
    assert client.get(address("results", concluded.pk)).status_code == 404

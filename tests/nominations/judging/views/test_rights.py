"""The pages of judging: a colleague, a stranger, nobody, the wrong method, the wrong state."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from nominations.judging.enums import Verdict
from nominations.judging.models import Appeal, CriteriaSet, Entry, Judge, Round, Sheet, Submission
from tests.factories.judging import (
    EntryFactory,
    SolutionFactory,
)
from tests.nominations.judging.conftest import WHY
from thiduakt.school.models import User

from .conftest import address

pytestmark = pytest.mark.django_db
MANAGED = ("edit", "discard", "invite", "extend", "take_in", "minutes", "decision")


@pytest.mark.parametrize("name", MANAGED)
def test_a_teacher_sets_up_nothing(client: Client, judged: Round, teacher: User, name: str) -> None:
    client.force_login(teacher)
    assert client.post(address(name, judged.pk)).status_code == 403


@pytest.mark.parametrize("name", [*MANAGED, "results"])
def test_a_stranger_finds_no_round_of_ours(client: Client, judged: Round, stranger: User, name: str) -> None:
    client.force_login(stranger)
    assert client.post(address(name, judged.pk)).status_code == 404
    assert client.get(judged.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["round", "blank_sheet", "results_excel", "scores_pdf", "sheets"])
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

"""The lists of judging and how often they ask, what waits for whom and until when."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nominations.judging.enums import RoundState
from nominations.judging.models import Appeal, CriteriaSet, Round, Sheet
from tests.factories.judging import (
    CriteriaSetFactory,
    EntryFactory,
    JudgeFactory,
    RoundFactory,
    SolutionFactory,
    SubmissionFactory,
    recognised,
    sheet,
)
from tests.nominations.judging.conftest import WHY
from thiduakt.home.deadlines import deadlines_of
from thiduakt.home.tasks import tasks_of
from thiduakt.school.models import School, User

from .conftest import LIST, address

pytestmark = pytest.mark.django_db


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

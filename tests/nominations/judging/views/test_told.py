"""On the page of a solution: in which rounds it is judged, and what came of it once that is concluded."""

import pytest
from django.test import Client

from nominations.judging.enums import RoundState, Verdict
from nominations.judging.models import Entry, Round
from tests.factories.contests import kin
from thiduakt.school.models import User

pytestmark = pytest.mark.django_db


def told(client: Client, user: User, entry: Entry) -> str:
    client.force_login(user)
    answer = client.get(entry.solution.get_absolute_url())
    return answer.content.decode() if answer.status_code == 200 else ""


def ruled(turn: Round, state: str) -> None:
    Entry.objects.update(verdict=Verdict.RECOGNISED)
    over = {"concluded_on": turn.closes_on} if state == RoundState.CONCLUDED else {}
    Round.objects.update(state=state, **over)


def test_whoever_sets_rounds_up_finds_the_round(client: Client, turn: Round, entry: Entry, secretary: User) -> None:
    page = told(client, secretary, entry)
    assert f"{turn}: đang chấm" in page
    assert turn.get_absolute_url() in page


def test_a_conclusion_that_is_still_written_is_told_to_nobody(
    client: Client, turn: Round, entry: Entry, secretary: User, author: User
) -> None:
    ruled(turn, RoundState.COUNTED)
    assert f"{turn}: đã tổng hợp điểm" in told(client, secretary, entry)
    assert str(turn) not in told(client, author, entry)


def test_once_it_is_concluded_its_author_and_whoever_reads_all_are_told(
    client: Client, turn: Round, entry: Entry, secretary: User, author: User, clerk: User
) -> None:
    ruled(turn, RoundState.CONCLUDED)
    for user in (author, secretary, clerk):
        page = told(client, user, entry)
        assert f"{turn}: công nhận" in page
        assert turn.get_absolute_url() in page


def test_whoever_sets_rounds_up_and_is_kin_is_told_nothing_before_the_end(
    client: Client, turn: Round, entry: Entry, secretary: User, author: User
) -> None:
    kin(secretary, author)
    assert str(turn) not in told(client, secretary, entry)

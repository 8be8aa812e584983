"""What solutions put among one's tasks and deadlines, and the solutions of the demo school."""

import pytest
from django.utils import timezone

from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Match, Solution
from nominations.initiatives.services.solutions import give_back
from tests.factories.initiatives import SolutionFactory, add_co_author, make_kin, make_trial
from thiduakt.home import demo, demo_history
from thiduakt.home.deadlines import solution_deadlines
from thiduakt.home.demo_year import initiatives
from thiduakt.home.tasks.initiatives import URGES, initiative_tasks

pytestmark = pytest.mark.django_db


def asked(user, at):
    return [task.label for task in initiative_tasks(user, at)]


def test_a_co_author_is_asked_until_they_answer(solution, teacher, colleague, at):
    add_co_author(solution, teacher, colleague, at, yes=False)
    assert asked(colleague, at) == [URGES["answer"]]
    assert asked(teacher, at) == []
    add_co_author(solution, teacher, colleague, at)
    assert asked(colleague, at) == []


def test_the_head_of_the_to_is_asked_for_a_trial_unless_kin(solution, teacher, group_head, outsider, at):
    make_trial(solution, teacher, at)
    assert asked(group_head, at) == [URGES["confirm"]]
    assert asked(outsider, at) == []
    make_kin(group_head, teacher, at)
    assert asked(group_head, at) == []


def test_what_was_given_back_is_to_be_mended_by_the_day(submitted, teacher, secretary, at):
    told = {"parts": [Part.TRIALS], "reason": "Bổ sung số liệu của lớp thứ hai.", "until": at.date()}
    give_back(submitted, **told, version=submitted.version, actor=secretary, at=at)
    assert asked(teacher, at) == [URGES["mend"]]
    assert [deadline.day for deadline in solution_deadlines(teacher, at.date())] == [at.date()]


def test_the_secretary_looks_at_what_reads_alike(school, teacher, secretary, at):
    own = SolutionFactory(school=school, person=teacher.person, state=S.SUBMITTED)
    other = SolutionFactory(school=school, state=S.SUBMITTED)
    Match.objects.create(solution=own, other=other, text_share=80, version=1, other_version=1)
    assert asked(secretary, at) == [URGES["review"]]
    make_kin(secretary, teacher, at)
    assert asked(secretary, at) == []


def test_the_demo_school_has_solutions_in_several_states_one_alike():
    at = timezone.now()
    demo.load(at)
    demo_history.load(at)
    initiatives.load(at)
    states = list(Solution.objects.order_by("state").values_list("state", flat=True))
    assert states == [S.RECOGNISED, S.RECOGNISED, S.RECOGNISED, S.SUBMITTED, S.TRYING]
    alike = Match.objects.get()
    assert (alike.solution.state, alike.other.name) == (S.TRYING, "Xây dựng góc thư viện mở ở sân trường")
    assert alike.text_share >= 50

"""What waits for whom: on the page of tasks, and among the deadlines."""

from datetime import timedelta

import pytest

from nominations.dossiers.policies import due_day
from nominations.dossiers.services import road
from nominations.dossiers.services.reviews import close_review, hold_review
from nominations.dossiers.showing import lacks_of
from tests.factories.dossiers import DossierFactory
from tests.factories.school import PersonFactory
from thiduakt.home.deadlines import dossier_deadlines
from thiduakt.home.tasks.dossiers import URGES, dossier_tasks

from .conftest import GOOD_REASON, begun, make_review

pytestmark = pytest.mark.django_db
NAMES = {label: name for name, label in URGES.items()}
CAST = (
    "principal", "deputy", "secretary", "clerk", "group_head", "teacher", "accountant", "inspector", "technician",
    "stranger",
)  # fmt: skip


@pytest.fixture
def waits(request, now):
    users = {who: request.getfixturevalue(who) for who in CAST}

    def found(at=now):
        tasks = {who: sorted(NAMES[task.label] for task in dossier_tasks(user, at)) for who, user in users.items()}
        return {who: names for who, names in tasks.items() if names}

    return found


def test_a_round_that_is_written_waits_for_whoever_opens_it(principal, now, waits):
    make_review(principal, now, state="DRAFT")

    assert waits() == {"principal": ["open"]}


ASKED = ("principal", "deputy", "secretary", "clerk", "group_head", "teacher", "accountant", "inspector")


def asked_but(who, **others):
    return {name: ["begin"] for name in ASKED if name != who} | others


def test_a_round_that_takes_dossiers_waits_for_everybody_who_has_begun_none(review, waits, now):
    assert waits() == asked_but("")
    assert waits(now + timedelta(days=21)) == {"principal": ["close"]}


def test_a_sudden_merit_is_asked_of_nobody(short_review, waits):
    assert waits() == {}


def test_a_draft_waits_for_its_writer(dossier, waits, now):
    assert waits() == asked_but("teacher", teacher=["write"])
    assert waits(now + timedelta(days=21)) == {"principal": ["close"]}


def test_what_was_handed_in_waits_for_nobody_here(dossier, teacher, waits, now):
    road.hand_in(dossier, version=dossier.version, actor=teacher, at=now)

    assert waits() == asked_but("teacher")


def test_what_came_back_waits_for_its_writer(dossier, teacher, group_head, waits, now):
    lying = road.hand_in(dossier, version=dossier.version, actor=teacher, at=now)
    road.give_back(
        lying, fields=["summary"], reason=GOOD_REASON, until=now.date() + timedelta(days=2), version=lying.version,
        actor=group_head, at=now,
    )  # fmt: skip

    assert waits() == asked_but("teacher", teacher=["mend"])


def test_the_council_is_waited_for_once_all_have_reached_it(review, principal, waits, now):
    close_review(review, actor=principal, at=now)

    assert waits() == {"principal": ["hold"]}


def test_what_the_council_said_waits_to_be_written_down(review, principal, waits, now):
    DossierFactory(review=review, state="TO_COUNCIL")
    hold_review(close_review(review, actor=principal, at=now), actor=principal, at=now)

    assert waits() == {"principal": ["record"], "secretary": ["record"]}


def test_a_round_that_is_decided_waits_for_its_end(review, principal, secretary, waits, now):
    dossier = DossierFactory(review=review, state="TO_COUNCIL")
    hold_review(close_review(review, actor=principal, at=now), actor=principal, at=now)
    road.award(dossier, actor=secretary, at=now)

    assert waits() == {"principal": ["finish"]}


def test_the_last_day_stands_among_the_deadlines(review, dossier, teacher, secretary, now):
    begun(review, teacher, now, code="CSTDCS")

    told = {(one.day, one.title) for one in dossier_deadlines(teacher, now.date())}

    assert told == {
        (review.closes_on, f"Hạn nộp hồ sơ: {name}") for name in ("Chiến sĩ thi đua cơ sở", "Lao động tiên tiến")
    }
    assert [one.title for one in dossier_deadlines(secretary, now.date())] == [f"Hạn nộp hồ sơ: {review}"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_tasks_of_many_drafts_cost_those_of_one(review, group_head, group, now, count, django_assert_max_num_queries):
    for _ in range(count):
        begun(review, group_head, now, holder=PersonFactory(school=review.school, group=group))

    with django_assert_max_num_queries(11):
        assert len(list(dossier_tasks(group_head, now))) == count + 1


def test_of_what_came_back_the_day_that_was_named_is_told(review, dossier, teacher, group_head, now):
    handed = road.hand_in(dossier, version=dossier.version, actor=teacher, at=now)
    until = now.date() + timedelta(days=2)
    back = road.give_back(
        handed, fields=["report"], reason=GOOD_REASON, until=until, version=handed.version,
        actor=group_head, at=now,
    )  # fmt: skip

    assert [one.day for one in dossier_deadlines(teacher, now.date())] == [until]
    assert due_day(back, until + timedelta(days=1)) == review.closes_on
    assert next((one.sentence, one.url) for one in lacks_of(back)) == (
        "Bổ sung mục bị trả lại: Báo cáo thành tích.", f"/ho-so/{back.pk}/bao-cao/",
    )  # fmt: skip

"""Whoever is called up is told when and where, once; then of every change, and where it comes to nothing."""

from datetime import date, time, timedelta

import pytest

from awards.ceremonies.services.announcing import announce
from awards.ceremonies.services.planning import discard_ceremony, plan_ceremony, save_ceremony
from awards.decisions.models import AwardLine
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory, CancellationFactory
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

from .conftest import NAMES, VALUES

pytestmark = pytest.mark.django_db


def told():
    found = Notice.objects.filter(kind=NoticeKind.CEREMONY).order_by("pk")
    return [(one.person.full_name, one.subject.partition(":")[0]) for one in found.select_related("person")]


def named(word):
    return [(name, word) for name in NAMES]


def test_nobody_is_told_before_it_is_announced_and_then_each_once(ceremony, group_head, secretary, at):
    assert told() == []

    assert announce(ceremony, actor=secretary, at=at) == 4

    assert sorted(name for name, _ in told()) == sorted([*NAMES, group_head.person.full_name])
    notice = Notice.objects.get(person__full_name="Đỗ Thị Đào")
    assert notice.subject == f"Mời thầy/cô dự {ceremony.name}"
    assert notice.text.startswith("08:00 ngày 05/10/2023, Sân trường. Trao: Giấy khen của Hiệu trưởng")
    assert "Nguyễn" not in notice.text
    with pytest.raises(MoveRefusedError, match="đều đã được báo"):
        announce(ceremony, actor=secretary, at=at)


def test_who_is_named_twice_is_told_once_of_both(ceremony, decision, secretary, at):
    one = decision.lines.get(holder_name="Đỗ Thị Đào")
    AwardLineFactory(decision=decision, person=one.person, code="LDTT", honor_name="Lao động tiên tiến")
    save_ceremony(ceremony, VALUES, [decision], version=1, actor=secretary, at=at)

    announce(ceremony, actor=secretary, at=at)

    assert "và Lao động tiên tiến: Đỗ Thị Đào." in Notice.objects.get(person=one.person).text


def test_whose_award_is_cancelled_is_not_invited(ceremony, decision, secretary, at):
    gone = CancellationFactory(decision=decision, state="IN_FORCE", document=decision.document)
    AwardLine.objects.filter(holder_name="Đỗ Thị Đào").update(cancellation=gone)

    announce(ceremony, actor=secretary, at=at)

    assert not Notice.objects.filter(person__full_name="Đỗ Thị Đào").exists()


@pytest.mark.parametrize("change", [{"held_on": date(2023, 10, 9)}, {"starts_at": time(9)}, {"place": "Hội trường"}])
def test_a_change_is_told_to_those_who_were_told(ceremony, decision, secretary, at, change):
    save_ceremony(ceremony, VALUES, [decision], version=1, actor=secretary, at=at)
    announce(ceremony, actor=secretary, at=at)
    Notice.objects.all().delete()

    save_ceremony(ceremony, VALUES | {"seats_per_row": 5}, [decision], version=2, actor=secretary, at=at)
    assert told() == []
    save_ceremony(ceremony, VALUES | change, [decision], version=3, actor=secretary, at=at)

    assert told() == named("Đổi thời gian, địa điểm")
    assert "Trước đây: 08:00 ngày 05/10/2023, Sân trường." in Notice.objects.first().text


def test_who_was_not_told_learns_of_no_change(ceremony, decision, secretary, at):
    save_ceremony(ceremony, VALUES | {"starts_at": time(9)}, [decision], version=1, actor=secretary, at=at)
    discard_ceremony(ceremony, actor=secretary, at=at)

    assert told() == []


def test_those_who_were_told_learn_that_it_comes_to_nothing(ceremony, school, secretary, at):
    announce(ceremony, actor=secretary, at=at)
    Notice.objects.all().delete()
    other = AwardDecisionFactory(school=school, state="IN_FORCE")
    AwardLineFactory(decision=other)

    save_ceremony(ceremony, VALUES, [other], version=1, actor=secretary, at=at)

    assert told() == named("Không trao ở buổi lễ đã báo")


def test_a_ceremony_that_is_thrown_away_is_told_of(ceremony, secretary, at):
    announce(ceremony, actor=secretary, at=at)
    Notice.objects.all().delete()

    discard_ceremony(ceremony, actor=secretary, at=at)

    assert told() == named("Không trao ở buổi lễ đã báo")


def test_what_is_past_is_not_announced(decision, secretary, at):
    one = plan_ceremony(VALUES, [decision], actor=secretary, at=at)

    with pytest.raises(MoveRefusedError, match="đã qua"):
        announce(one, actor=secretary, at=at + timedelta(days=1))

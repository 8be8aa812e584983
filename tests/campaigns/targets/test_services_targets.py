"""Targets are made, given, changed, concluded."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from campaigns.targets.enums import KnownSet, Measure, TargetState
from campaigns.targets.models import Target
from campaigns.targets.services.reporting import check_progress, report_progress
from campaigns.targets.services.targets import assign_checker, edit_target, make_target, remove_target, settle_target
from tests.campaigns.targets.conftest import SHARE
from tests.factories.pupils import PupilFactory
from tests.factories.school import GroupFactory, PersonFactory
from tests.factories.targets import ProgressFactory, TargetFactory, work
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 5)


@pytest.fixture
def make(principal, group, plan, at):
    def make(actor=principal, **changes):
        told = {
            "plan": plan, "sentence": SHARE, "section": "I. NỘI DUNG", "name": "100% các lớp", "measure": Measure.SHARE,
            "value": Decimal(100), "unit": "lớp", "known_set": KnownSet.CLASSES, "group": group,
            "starts_on": DAY, "due_on": date(2023, 12, 31),
        }  # fmt: skip
        return make_target(Target(**told | changes), actor=actor, at=at)

    return make


def test_a_sentence_becomes_a_target_that_quotes_it(make, classes, plan):
    target = make()

    assert (target.year, target.sentence, target.denominator, target.counted_on) == (2023, SHARE, 18, DAY)
    assert AuditEvent.objects.filter(verb="target.make").count() == 1


def test_what_was_counted_is_frozen(make, classes, principal, at):
    target = make()
    classes[0].delete()
    target.name = "Tên khác"

    assert edit_target(target, version=1, actor=principal, at=at).denominator == 18


def test_another_first_day_counts_anew(make, classes, principal, at):
    target = make()
    target.starts_on = DAY - timedelta(days=5)
    classes[0].delete()

    assert edit_target(target, version=1, actor=principal, at=at).denominator == 17


@pytest.mark.parametrize(
    ("known_set", "count"), [(KnownSet.GROUPS, 1), (KnownSet.STAFF, 4), (KnownSet.TEACHERS, 3), (KnownSet.PUPILS, 2)]
)
def test_each_set_is_counted_from_the_school_s_own_rows_of_that_day(make, school, group, classes, known_set, count):
    PersonFactory(school=school, post="Nhân viên nuôi dưỡng", full_name="Chu Thị Sen")
    PersonFactory(school=school, left_on=DAY - timedelta(days=1))
    PersonFactory(school=school, joined_on=DAY + timedelta(days=1))
    PersonFactory(school=school, post="Giáo viên", full_name="Hà Thị Quý")
    PersonFactory(school=school, post="giáo viên thể chất", full_name="Ngô Yến")
    PupilFactory.create_batch(2, school=school, in_class=classes[0])
    PupilFactory(school=school, in_class=classes[0], left_on=DAY - timedelta(days=1))
    PersonFactory()

    assert make(known_set=known_set).denominator == count


def test_a_set_that_the_school_has_no_rows_of_is_refused_with_what_to_do(make):
    with pytest.raises(ValidationError, match="chưa có các lớp, năm học 2023–2024 vào ngày 05/10/2023"):
        make()


def test_another_set_has_the_number_that_was_typed(make):
    assert make(known_set=KnownSet.OTHER, denominator=40).denominator == 40
    with pytest.raises(ValidationError, match="ghi tổng số"):
        make(known_set=KnownSet.OTHER)


def test_a_sentence_that_the_plan_no_longer_says_is_refused(make, classes):
    with pytest.raises(ValidationError, match="vừa được sửa trong kế hoạch"):
        make(sentence="Câu không có.")


@pytest.mark.parametrize(
    "changes",
    [
        {"person": None, "group": None},
        {"due_on": DAY - timedelta(days=1)},
        {"value": Decimal(101)},
        {"measure": Measure.NUMBER, "unit": ""},
    ],
)
def test_what_is_not_whole_is_refused(make, classes, changes):
    with pytest.raises(ValidationError):
        make(**changes)

    assert not Target.objects.exists()


def test_only_the_council_checks_and_never_the_own_target(make, classes, teacher, member):
    with pytest.raises(ValidationError, match="không phải là thành viên hội đồng"):
        make(checker=teacher.person)
    with pytest.raises(ValidationError, match="phải khác người thực hiện"):
        make(checker=member.person, person=member.person, group=None)


@pytest.mark.parametrize("who", ["clerk", "group_head", "teacher", "inspector", "technician", "superior", "member"])
def test_who_may_not_write_targets_makes_none(make, classes, who, request):
    with pytest.raises(PermissionDenied):
        make(request.getfixturevalue(who))


def test_rows_of_another_school_are_refused(make, classes, other_school):
    with pytest.raises(PermissionDenied):
        make(group=GroupFactory(school=other_school))


def test_the_heads_of_the_group_are_told(make, classes, group_head):
    make()

    notice = Notice.objects.get()
    assert (notice.person_id, notice.kind) == (group_head.person_id, "TARGET_ASSIGNED")


def test_an_older_version_overwrites_nothing(target, principal, at):
    first, second = (Target.objects.get(pk=target.pk) for _ in range(2))
    first.name, second.name = "Một", "Hai"
    edit_target(first, version=1, actor=principal, at=at)

    with pytest.raises(StaleError):
        edit_target(second, version=1, actor=principal, at=at)
    target.refresh_from_db()
    assert (target.name, target.version) == ("Một", 2)


def test_saving_what_did_not_change_writes_nothing(target, principal, at):
    assert edit_target(Target.objects.get(pk=target.pk), version=1, actor=principal, at=at).version == 1
    assert not AuditEvent.objects.filter(verb="target.edit").exists()


def test_a_concluded_target_is_not_changed(target, principal, at):
    settle_target(target, "drop", reason="Quận hoãn.", actor=principal, at=at)

    with pytest.raises(MoveRefusedError, match="mở lại"):
        edit_target(target, version=2, actor=principal, at=at)


def test_missed_asks_why_and_the_reason_stays_with_the_target(target, principal, at):
    with pytest.raises(MoveRefusedError, match="lý do"):
        settle_target(target, "miss", actor=principal, at=at)

    missed = settle_target(target, "miss", reason="Thiếu hai lớp vì sửa phòng.", actor=principal, at=at)
    assert (missed.state, missed.cause, missed.settled_on) == (TargetState.MISSED, "Thiếu hai lớp vì sửa phòng.", DAY)

    opened = settle_target(missed, "reopen", reason="Đã sửa xong phòng.", actor=principal, at=at)
    assert (opened.state, opened.cause, opened.settled_on) == (TargetState.OPEN, "", None)


def test_nothing_is_concluded_while_a_result_waits(target, principal, group_head, at):
    report_progress(target, as_of=DAY, value=Decimal(3), actor=group_head, at=at)

    with pytest.raises(MoveRefusedError, match="chờ kiểm tra"):
        settle_target(target, "miss", reason="Muộn.", actor=principal, at=at)


def test_too_little_is_not_concluded_as_achieved(target, principal, at):
    with pytest.raises(MoveRefusedError, match="chưa đủ con số"):
        settle_target(target, "achieve", actor=principal, at=at)


def test_the_own_target_is_concluded_by_another(school, principal, at):
    own = work(school=school, group=None, person=principal.person)

    with pytest.raises(PermissionDenied):
        settle_target(own, "miss", reason="Muộn.", actor=principal, at=at)


def test_a_member_concludes_only_what_was_given_to_check(target, member, school, at):
    other = TargetFactory(school=school)

    with pytest.raises(PermissionDenied):
        settle_target(other, "miss", reason="Muộn.", actor=member, at=at)
    assert settle_target(target, "miss", reason="Muộn.", actor=member, at=at).state == TargetState.MISSED


def test_what_was_made_by_mistake_goes_as_long_as_nothing_was_reported(target, principal, group_head, at):
    ProgressFactory(target=target, reported_by=group_head, reported_at=at)
    with pytest.raises(ValidationError, match="đã có kết quả"):
        remove_target(target, actor=principal, at=at)

    other = work(school=target.school)
    remove_target(other, actor=principal, at=at)
    assert list(Target.objects.all()) == [target]


def test_one_checker_is_named_for_all_of_a_group(target, school, group, group_head, teacher, principal, secretary, at):
    of_person = work(school=school, group=None, person=teacher.person)
    done = work(school=school, group=group, state=TargetState.ACHIEVED, settled_on=DAY)
    elsewhere = work(school=school)

    assert assign_checker(group, secretary.person, actor=principal, at=at) == 2
    assert assign_checker(group, secretary.person, actor=principal, at=at) == 0
    named = {row.pk: row.checker_id for row in Target.objects.all()}
    assert named[target.pk] == named[of_person.pk] == secretary.person_id
    assert named[done.pk] is named[elsewhere.pk] is None


def test_the_checker_of_a_group_does_not_check_their_own(school, group, member, principal, at):
    own = work(school=school, group=None, person=member.person)
    member.person.group = group
    member.person.save()

    assert assign_checker(group, member.person, actor=principal, at=at) == 0
    own.refresh_from_db()
    assert own.checker is None


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "ACHIEVED"}, {"state": "MISSED", "settled_on": DAY}, {"denominator": None}, {"person_id": 1},
        {"due_on": date(2020, 1, 1)}, {"measure": "DONE"}, {"value": None},
    ],
    ids=str,
)  # fmt: skip
def test_the_database_keeps_no_half_target(target, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(**changes)


def test_enough_that_is_accepted_concludes_the_target(target, group_head, member, at):
    progress = report_progress(target, as_of=DAY, value=Decimal(18), actor=group_head, at=at).progress
    check_progress(progress, "accept", version=1, actor=member, at=at)

    target.refresh_from_db()
    assert (target.state, target.reached, target.settled_on) == (TargetState.ACHIEVED, 18, DAY)

"""The road of a dossier, step by step, and everything that stands in the way of a step."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.flows import DOSSIER_FLOW
from nominations.dossiers.models import Dossier
from nominations.dossiers.services import road
from nominations.dossiers.services.reviews import close_review, hold_review
from tests.factories.dossiers import DossierFactory
from tests.factories.school import GroupFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.school.services.kinship import declare_kin
from thiduakt.workflow import MoveRefusedError, StaleError

from .conftest import GOOD_REASON, begun

pytestmark = pytest.mark.django_db

# move: (from, to), written by hand from the description of the road
ROADS = {
    "hand_in": ({S.DRAFT, S.RETURNED}, S.TO_GROUP),
    "submit": ({S.DRAFT, S.RETURNED}, S.SUBMITTED),
    "group_pass": ({S.TO_GROUP}, S.SUBMITTED),
    "group_refuse": ({S.TO_GROUP}, S.GROUP_REFUSED),
    "group_again": ({S.GROUP_REFUSED, S.SUBMITTED}, S.TO_GROUP),
    "return": ({S.TO_GROUP, S.SUBMITTED, S.APPRAISED}, S.RETURNED),
    "withdraw": ({S.DRAFT, S.TO_GROUP, S.SUBMITTED, S.RETURNED}, S.WITHDRAWN),
    "appraise": ({S.SUBMITTED}, S.APPRAISED),
    "take_back": ({S.APPRAISED}, S.SUBMITTED),
    "to_council": ({S.APPRAISED}, S.TO_COUNCIL),
    "from_council": ({S.TO_COUNCIL}, S.APPRAISED),
    "award": ({S.TO_COUNCIL}, S.AWARDED),
    "refuse": ({S.TO_COUNCIL}, S.NOT_AWARDED),
}


def handed(dossier, user, now):
    return road.hand_in(dossier, version=dossier.version, actor=user, at=now)


def returned(dossier, actor, now, **told):
    asked = {"fields": ["summary"], "reason": GOOD_REASON, "until": now.date() + timedelta(days=3)}
    return road.give_back(dossier, **{**asked, "version": dossier.version, **told}, actor=actor, at=now)


def held(review, principal, now):
    return hold_review(close_review(review, actor=principal, at=now), actor=principal, at=now)


def test_the_flow_is_this_table():
    assert {name: (set(move.sources), move.target) for name, move in DOSSIER_FLOW.moves.items()} == ROADS


def test_it_goes_to_the_group_first_and_then_to_the_school(dossier, teacher, group_head, now):
    first = handed(dossier, teacher, now)
    second = road.group_pass(first, actor=group_head, at=now)

    assert [first.state, second.state] == ["TO_GROUP", "SUBMITTED"]
    assert first.handed_in_at == now


def test_the_short_road_leads_straight_to_the_school(short_review, teacher, now):
    dossier = begun(short_review, teacher, now, code="GK_HT_CN", merit_on=now.date())

    assert handed(dossier, teacher, now).state == "SUBMITTED"


def test_a_sudden_merit_needs_its_day(short_review, teacher, now):
    dossier = begun(short_review, teacher, now, code="GK_HT_CN")

    with pytest.raises(MoveRefusedError, match="ngày lập thành tích"):
        handed(dossier, teacher, now)


def test_the_school_itself_has_no_group(review, deputy, school, now):
    assert handed(begun(review, deputy, now, holder=school, code="TTLDTT"), deputy, now).state == "SUBMITTED"


def test_without_a_summary_nothing_is_handed_in(review, teacher, now):
    dossier = begun(review, teacher, now, summary=" ")

    with pytest.raises(MoveRefusedError, match="tóm tắt thành tích"):
        handed(dossier, teacher, now)
    assert Dossier.objects.get().state == "DRAFT"


def test_only_the_writers_hand_it_in(dossier, school, group, stranger, secretary, now):
    for other in (UserFactory(school=school, group=group, roles=[Role.TEACHER]), secretary, stranger):
        with pytest.raises(PermissionDenied):
            handed(dossier, other, now)


def test_whoever_has_not_read_the_last_version_takes_no_step(dossier, teacher, now):
    with pytest.raises(StaleError):
        road.hand_in(dossier, version=dossier.version - 1, actor=teacher, at=now)


def test_after_the_last_day_the_door_is_shut(dossier, teacher, now):
    with pytest.raises(MoveRefusedError, match="hết hạn"):
        handed(dossier, teacher, now + timedelta(days=21))


def test_the_head_gives_back_what_lies_with_the_group_and_the_school_the_rest(dossier, teacher, group_head, secretary, now):
    back = returned(handed(dossier, teacher, now), group_head, now)
    again = handed(back, teacher, now)
    submitted = road.group_pass(again, actor=group_head, at=now)
    with pytest.raises(PermissionDenied):
        returned(submitted, group_head, now)
    from_school = returned(submitted, secretary, now)
    once_more = handed(from_school, teacher, now)

    assert [back.returned_to, again.state, from_school.returned_to, once_more.state] == [
        "TO_GROUP", "TO_GROUP", "SUBMITTED", "SUBMITTED",
    ]  # fmt: skip
    assert once_more.returned_fields == []
    assert Notice.objects.filter(kind="DOSSIER_RETURNED", person=teacher.person).count() == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [({"reason": "Thiếu."}, "reason"), ({"fields": []}, "flagged"), ({"until": None}, "until")],
)
def test_a_return_says_what_why_and_until_when(dossier, teacher, group_head, now, told, field):
    lying = handed(dossier, teacher, now)
    told = {**told, **({"until": now.date() - timedelta(days=1)} if field == "until" else {})}

    with pytest.raises(ValidationError) as refused:
        returned(lying, group_head, now, **told)
    assert field in refused.value.message_dict


def test_what_came_back_may_be_mended_after_the_door_is_shut(review, dossier, teacher, principal, group_head, now):
    lying = handed(dossier, teacher, now)
    late = now + timedelta(days=22)
    close_review(review, actor=principal, at=late)
    back = returned(lying, group_head, late, until=late.date() + timedelta(days=2))

    mended = handed(back, teacher, late)

    assert (mended.state, mended.is_late, mended.handed_in_at) == ("TO_GROUP", False, now)


def test_it_is_withdrawn_until_the_school_opens_it(review, dossier, teacher, secretary, now):
    other = DossierFactory(review=review, person=teacher.person, code="CSTDCS", state="SUBMITTED")
    opened = road.open_file(other, actor=secretary, at=now)

    with pytest.raises(MoveRefusedError, match="bắt đầu thẩm định"):
        road.withdraw(opened, version=opened.version, actor=teacher, at=now)
    assert road.withdraw(dossier, version=dossier.version, actor=teacher, at=now).state == "WITHDRAWN"


def test_opening_twice_leaves_one_line_in_the_log(review, secretary, now):
    dossier = DossierFactory(review=review, state="SUBMITTED")
    for _ in range(2):
        road.open_file(dossier, actor=secretary, at=now)

    assert AuditEvent.objects.filter(verb="dossier.open").count() == 1


def test_nobody_acts_on_the_own_nor_on_that_of_kin(review, secretary, principal, now):
    own = DossierFactory(review=review, person=secretary.person, state="SUBMITTED")
    relative = UserFactory(school=secretary.school, roles=[Role.TEACHER])
    declare_kin(secretary.person, relation="chị ruột", actor=relative, at=now)
    of_kin = DossierFactory(review=review, person=relative.person, state="SUBMITTED")

    for dossier in (own, of_kin):
        with pytest.raises(PermissionDenied):
            road.appraise(dossier, actor=secretary, at=now)
        with pytest.raises(PermissionDenied):
            returned(dossier, secretary, now)
        assert road.appraise(dossier, actor=principal, at=now).state == "APPRAISED"


def test_the_group_says_no_with_a_reason(dossier, teacher, group_head, now):
    lying = handed(dossier, teacher, now)

    with pytest.raises(ValidationError, match="20 ký tự"):
        road.group_refuse(lying, reason="Chưa đủ.", actor=group_head, at=now)
    refused = road.group_refuse(lying, reason="Chưa đủ thời gian công tác trong năm.", actor=group_head, at=now)
    assert refused.state == "GROUP_REFUSED"
    assert Notice.objects.filter(kind="DOSSIER_REFUSED", person=teacher.person).exists()


def test_another_head_speaks_for_another_group(dossier, teacher, school, now):
    lying = handed(dossier, teacher, now)
    other = UserFactory(school=school, group=GroupFactory(school=school), roles=[Role.GROUP_HEAD])

    with pytest.raises(PermissionDenied):
        road.group_pass(lying, actor=other, at=now)


def test_the_council_speaks_only_while_it_sits(review, principal, secretary, now):
    dossier = DossierFactory(review=review, state="TO_COUNCIL")

    with pytest.raises(MoveRefusedError, match="chưa họp"):
        road.award(dossier, actor=secretary, at=now)
    held(review, principal, now)
    assert road.award(dossier, actor=secretary, at=now).state == "AWARDED"


def test_a_refusal_says_why(review, principal, secretary, now):
    dossier = DossierFactory(review=review, state="TO_COUNCIL")
    held(review, principal, now)

    with pytest.raises(ValidationError, match="20 ký tự"):
        road.refuse(dossier, reason="Không.", actor=secretary, at=now)
    refused = road.refuse(dossier, reason="Không đủ số phiếu theo quy định của hội đồng.", actor=secretary, at=now)
    assert refused.state == "NOT_AWARDED"


def test_once_the_council_sits_nothing_else_moves(review, teacher, principal, now):
    draft = begun(review, teacher, now)
    listed = DossierFactory(review=review, state="TO_COUNCIL")
    held(review, principal, now)

    for step in (road.withdraw, road.hand_in):
        with pytest.raises(MoveRefusedError, match="Hội đồng đã họp"):
            step(draft, version=draft.version, actor=teacher, at=now)
    with pytest.raises(MoveRefusedError, match="Hội đồng đã họp"):
        road.from_council(listed, reason="Còn thiếu minh chứng của học kỳ.", actor=principal, at=now)


def test_a_stranger_moves_nothing(review, stranger, now):
    dossier = DossierFactory(review=review, state="SUBMITTED")

    for step in (road.appraise, road.to_council, road.award, road.open_file):
        with pytest.raises(PermissionDenied):
            step(dossier, actor=stranger, at=now)
    with pytest.raises(PermissionDenied):
        returned(dossier, stranger, now)

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.school import DelegationFactory, PersonFactory, RoleAssignmentFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.audit.services import record
from thiduakt.permissions import Role, may
from thiduakt.school.enums import RoleState as S
from thiduakt.school.models import Delegation, RoleAssignment, User
from thiduakt.school.queries import holders
from thiduakt.school.services.roles import (
    cancel_delegation,
    decide_role,
    delegable_actions,
    end_delegation,
    grant_delegation,
    propose_role,
    propose_role_end,
)
from thiduakt.workflow import MoveRefusedError

DAY = date(2023, 10, 5)
BASIS = "Quyết định số 15/QĐ-MNGB ngày 01/8/2023"


def propose(person, role, actor, at, **other):
    return propose_role(
        person, role, **{"starts_on": DAY, "ends_on": None, "basis": BASIS, "actor": actor, "at": at, **other}
    )


def again(user):
    """As the next request sees the user: roles are read once for a request."""
    return User.objects.get(pk=user.pk)


# Roles by date


def test_a_role_holds_from_its_first_day_to_its_last(teacher):
    RoleAssignmentFactory(person=teacher.person, role=Role.SECRETARY, starts_on=DAY, ends_on=date(2023, 12, 31))

    days = [DAY - timedelta(1), DAY, date(2023, 12, 31), date(2024, 1, 1)]
    assert [Role.SECRETARY in again(teacher).roles_on(day) for day in days] == [False, True, True, False]
    found = [holders(teacher.school_id, {Role.SECRETARY}, day) != [] for day in days]
    assert found == [False, True, True, False]


@pytest.mark.parametrize("state", [S.PROPOSED, S.REFUSED])
def test_a_role_that_nobody_approved_gives_nothing(teacher, state):
    RoleAssignmentFactory(person=teacher.person, role=Role.PRINCIPAL, state=state)

    assert Role.PRINCIPAL not in again(teacher).roles_on(DAY)
    assert holders(teacher.school_id, {Role.PRINCIPAL}, DAY) == []


def test_who_has_left_holds_no_role(deputy):
    deputy.person.left_on = DAY
    deputy.person.save()

    assert again(deputy).roles_on(DAY) == {Role.DEPUTY}
    assert again(deputy).roles_on(DAY + timedelta(1)) == frozenset()
    assert holders(deputy.school_id, {Role.DEPUTY}, DAY + timedelta(1)) == []


def test_a_delegation_holds_between_its_days(deputy):
    DelegationFactory(person=deputy.person, action="document.sign", starts_on=DAY, ends_on=DAY)

    days = (DAY - timedelta(1), DAY, DAY + timedelta(1))
    assert [may(again(deputy), "document.sign", on=day) for day in days] == [False, True, False]


def test_the_database_refuses_an_end_before_the_beginning(teacher):
    for make in (RoleAssignmentFactory, DelegationFactory):
        with pytest.raises(IntegrityError), transaction.atomic():
            make(person=teacher.person, starts_on=DAY, ends_on=DAY - timedelta(1))


@pytest.mark.parametrize("who", ["principal", "technician", "inspector", "clerk", "teacher", "superior", "stranger"])
def test_roles_and_delegations_are_visible_to_those_whom_the_table_names(request, deputy, who):
    user = request.getfixturevalue(who)
    DelegationFactory(person=deputy.person)

    for model in (RoleAssignment, Delegation):
        expected = {row for row in model.objects.all() if may(user, "role.view", row, on=DAY)}
        assert set(model.objects.visible_to(user, DAY)) == expected


# Proposing and deciding


def test_one_proposes_and_another_approves(teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    assert Role.SECRETARY not in again(teacher).roles_on(DAY)

    decide_role(assignment, "approve", actor=principal, at=at)

    assert Role.SECRETARY in again(teacher).roles_on(DAY)
    assert [(event.verb, event.actor_id) for event in AuditEvent.objects.all()] == [
        ("role.propose", technician.pk),
        ("role.approve", principal.pk),
    ]


def test_nobody_does_the_half_of_the_other(teacher, technician, principal, clerk, stranger, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)

    for actor in (technician, clerk, teacher, stranger):
        with pytest.raises(PermissionDenied):
            decide_role(assignment, "approve", actor=actor, at=at)
    for actor in (principal, clerk, teacher, stranger):
        with pytest.raises(PermissionDenied):
            propose(teacher.person, Role.CLERK, actor, at)


def test_a_refusal_needs_a_reason_and_keeps_it(teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    with pytest.raises(MoveRefusedError, match="ghi rõ lý do"):
        decide_role(assignment, "refuse", actor=principal, at=at)

    decide_role(assignment, "refuse", actor=principal, at=at, reason="Đã có thư ký.")

    assert AuditEvent.objects.latest("seq").reason == "Đã có thư ký."
    assert Role.SECRETARY not in again(teacher).roles_on(DAY)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (Role.CLERK, Role.PRINCIPAL),
        (Role.DEPUTY, Role.CLERK),
        (Role.SECRETARY, Role.INSPECTOR),
        (Role.TECHNICIAN, Role.COUNCIL_MEMBER),
        (Role.ACCOUNTANT, Role.TECHNICIAN),
    ],
)
def test_roles_that_exclude_each_other_are_refused_when_proposed(school, technician, at, held, wanted):
    person = RoleAssignmentFactory(person__school=school, role=held).person

    with pytest.raises(ValidationError, match="không được kiêm"):
        propose(person, wanted, technician, at)

    assert not RoleAssignment.objects.filter(state=S.PROPOSED).exists()


def test_of_two_proposals_that_exclude_each_other_only_one_is_approved(teacher, technician, principal, at):
    first = propose(teacher.person, Role.SECRETARY, technician, at)
    second = propose(teacher.person, Role.INSPECTOR, technician, at)
    decide_role(first, "approve", actor=principal, at=at)

    with pytest.raises(MoveRefusedError, match="không được kiêm"):
        decide_role(second, "approve", actor=principal, at=at)

    assert RoleAssignment.objects.get(pk=second.pk).state == S.PROPOSED


def at_once(monkeypatch, assignments, action, actor, at):
    """Each transaction stays open for a while after its own check: the other must not check in the meantime."""

    def slow_record(**event):
        time.sleep(0.3)
        return record(**event)

    def decide(assignment):
        try:
            decide_role(assignment, action, actor=actor, at=at)
        except MoveRefusedError:
            return "refused"
        else:
            return "done"
        finally:
            connection.close()

    monkeypatch.setattr("thiduakt.workflow.record", slow_record)
    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(decide, assignments))


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_one_moment_do_not_pass_each_other(teacher, technician, principal, at, monkeypatch):
    pair = [propose(teacher.person, role, technician, at) for role in (Role.SECRETARY, Role.INSPECTOR)]

    assert at_once(monkeypatch, pair, "approve", principal, at) == ["done", "refused"]


def test_roles_one_after_the_other_do_not_exclude_each_other(teacher, technician, at):
    RoleAssignmentFactory(person=teacher.person, role=Role.CLERK, ends_on=DAY - timedelta(1))

    assert propose(teacher.person, Role.DEPUTY, technician, at).state == S.PROPOSED
    with pytest.raises(ValidationError, match="không được kiêm"):
        propose(teacher.person, Role.PRINCIPAL, technician, at, starts_on=DAY - timedelta(1))


def test_the_technician_may_teach(teacher, technician, at):
    assert propose(technician.person, Role.TEACHER, technician, at).state == S.PROPOSED


def test_a_role_is_not_given_twice_nor_proposed_twice(deputy, teacher, technician, at):
    with pytest.raises(ValidationError, match="đã giữ vai trò"):
        propose(deputy.person, Role.DEPUTY, technician, at)
    propose(teacher.person, Role.DEPUTY, technician, at)
    with pytest.raises(ValidationError, match="đang chờ duyệt"):
        propose(teacher.person, Role.DEPUTY, technician, at)


# Ending


def end(assignment, ends_on, technician, principal, at):
    proposed = propose_role_end(assignment, ends_on=ends_on, actor=technician, at=at)
    return decide_role(proposed, "end", actor=principal, at=at)


@pytest.fixture
def held(secretary):
    return RoleAssignment.objects.get(person=secretary.person)


def test_one_proposes_the_end_and_another_approves_it(secretary, held, technician, principal, at):
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)
    assert Role.SECRETARY in again(secretary).roles_on(DAY + timedelta(1))
    assert holders(secretary.school_id, {Role.SECRETARY}, DAY + timedelta(1)) == [proposed]

    decide_role(proposed, "end", actor=principal, at=at)

    assert Role.SECRETARY in again(secretary).roles_on(DAY)
    assert Role.SECRETARY not in again(secretary).roles_on(DAY + timedelta(1))
    assert [(event.verb, event.actor_id) for event in AuditEvent.objects.all()] == [
        ("role.propose_end", technician.pk),
        ("role.end", principal.pk),
    ]


def test_nobody_ends_a_role_alone(held, technician, principal, clerk, stranger, at):
    for actor in (principal, clerk, stranger):
        with pytest.raises(PermissionDenied):
            propose_role_end(held, ends_on=DAY, actor=actor, at=at)
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)
    for actor in (technician, clerk, stranger):
        with pytest.raises(PermissionDenied):
            decide_role(proposed, "end", actor=actor, at=at)


def test_no_role_ends_in_the_past(held, technician, at):
    with pytest.raises(ValidationError, match="không được trước hôm nay"):
        propose_role_end(held, ends_on=DAY - timedelta(1), actor=technician, at=at)

    assert RoleAssignment.objects.get(pk=held.pk).state == S.ACTIVE


@pytest.mark.parametrize(("given_to", "last_day"), [(None, DAY + timedelta(9)), (DAY + timedelta(5), DAY + timedelta(5))])
def test_an_end_that_is_approved_late_takes_effect_on_that_day(held, technician, principal, at, given_to, last_day):
    RoleAssignment.objects.filter(pk=held.pk).update(ends_on=given_to)
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)

    assert decide_role(proposed, "end", actor=principal, at=at + timedelta(9)).ends_on == last_day


@pytest.mark.parametrize(("step", "who"), [("keep", "principal"), ("withdraw_end", "technician")])
def test_an_end_that_is_refused_or_taken_back_changes_nothing(request, held, technician, principal, at, step, who):
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)

    kept = decide_role(proposed, step, actor=request.getfixturevalue(who), at=at, reason="Còn cần thư ký.")

    assert (kept.state, kept.ends_on, kept.end_proposed_on) == (S.ACTIVE, None, None)


def test_a_role_is_not_drawn_out_by_ending_it(held, technician, principal, at):
    ended = end(held, DAY + timedelta(30), technician, principal, at)

    with pytest.raises(ValidationError, match="chỉ giao đến hết ngày 04/11/2023"):
        propose_role_end(ended, ends_on=DAY + timedelta(31), actor=technician, at=at)


def test_what_has_ended_and_what_is_only_proposed_cannot_be_ended(teacher, held, technician, principal, at):
    ended = end(held, DAY, technician, principal, at)
    with pytest.raises(PermissionDenied):
        propose_role_end(ended, ends_on=DAY, actor=technician, at=at + timedelta(1))
    with pytest.raises(MoveRefusedError, match="chờ duyệt"):
        propose_role_end(propose(teacher.person, Role.TELLER, technician, at), ends_on=DAY, actor=technician, at=at)


def test_the_database_knows_no_proposed_end_without_its_day(teacher):
    for state, day in ((S.ENDING, None), (S.ACTIVE, DAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleAssignmentFactory(person=teacher.person, state=state, end_proposed_on=day)


@pytest.mark.parametrize(
    ("successor_from", "successor_to", "is_vacant"),
    [
        (None, None, True),
        (DAY + timedelta(1), None, False),  # hands over from one day to the next
        (DAY + timedelta(2), None, True),
        (DAY, DAY, True),  # both go on the same day
        (DAY, DAY + timedelta(60), True),  # would run out, and nobody would notice
    ],
)
def test_the_school_is_never_without_a_principal(principal, technician, at, successor_from, successor_to, is_vacant):
    if successor_from:
        successor = UserFactory(school=principal.school).person
        RoleAssignmentFactory(person=successor, role=Role.PRINCIPAL, starts_on=successor_from, ends_on=successor_to)
    held = RoleAssignment.objects.get(person=principal.person, role=Role.PRINCIPAL)

    if is_vacant:
        with pytest.raises(MoveRefusedError, match="luôn có người giữ vai trò Hiệu trưởng"):
            end(held, DAY, technician, principal, at)
    else:
        end(held, DAY, technician, principal, at)

    assert (RoleAssignment.objects.get(pk=held.pk).ends_on is None) == is_vacant


@pytest.mark.parametrize("is_active", [None, False])
def test_who_cannot_sign_in_is_no_successor(principal, technician, at, is_active):
    successor = PersonFactory(school=principal.school)
    if is_active is not None:
        UserFactory(person=successor, is_active=is_active)
    RoleAssignmentFactory(person=successor, role=Role.PRINCIPAL)
    held = RoleAssignment.objects.get(person=principal.person, role=Role.PRINCIPAL)

    with pytest.raises(MoveRefusedError, match="có tài khoản đang dùng"):
        end(held, DAY, technician, principal, at)


@pytest.mark.django_db(transaction=True)
def test_two_principals_do_not_end_at_one_moment(school, principal, technician, at, monkeypatch):
    second = UserFactory(school=school, full_name="Vũ Ý", roles=[Role.PRINCIPAL])
    people = [principal.person, second.person]
    proposed = [
        propose_role_end(
            RoleAssignment.objects.get(person=person, role=Role.PRINCIPAL), ends_on=DAY, actor=technician, at=at
        )
        for person in people
    ]

    assert at_once(monkeypatch, proposed, "end", principal, at) == ["done", "refused"]
    assert holders(school.pk, {Role.PRINCIPAL}, DAY + timedelta(1)) != []


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.TECHNICIAN])
def test_the_two_indispensable_roles_are_given_without_a_last_day(school, technician, at, role):
    person = PersonFactory(school=school)

    with pytest.raises(ValidationError, match="không ghi trước ngày hết hạn") as refusal:
        propose(person, role, technician, at, ends_on=DAY + timedelta(30))

    assert list(refusal.value.error_dict) == ["ends_on"]
    assert propose(person, role, technician, at).ends_on is None


# Taking back


def test_the_one_who_proposed_takes_back(teacher, technician, principal, clerk, at):
    proposal = propose(teacher.person, Role.SECRETARY, technician, at)
    for actor in (principal, clerk):
        with pytest.raises(PermissionDenied):
            decide_role(proposal, "withdraw", actor=actor, at=at)

    decide_role(proposal, "withdraw", actor=technician, at=at)

    with pytest.raises(MoveRefusedError, match="đã hủy"):
        decide_role(proposal, "approve", actor=principal, at=at)
    assert propose(teacher.person, Role.SECRETARY, technician, at).state == S.PROPOSED


def test_the_principal_takes_back_what_has_not_begun(teacher, technician, principal, at):
    coming = propose(teacher.person, Role.SECRETARY, technician, at, starts_on=DAY + timedelta(1))
    given = decide_role(coming, "approve", actor=principal, at=at)
    with pytest.raises(PermissionDenied):
        decide_role(given, "cancel", actor=technician, at=at)
    with pytest.raises(PermissionDenied):  # begun meanwhile
        decide_role(given, "cancel", actor=principal, at=at + timedelta(1))

    decide_role(given, "cancel", actor=principal, at=at)

    assert Role.SECRETARY not in again(teacher).roles_on(DAY + timedelta(1))


def test_a_successor_on_whom_the_school_counts_is_not_taken_back(school, principal, technician, at):
    successor = UserFactory(school=school)
    coming = RoleAssignmentFactory(person=successor.person, role=Role.PRINCIPAL, starts_on=DAY + timedelta(1))
    end(RoleAssignment.objects.get(person=principal.person, role=Role.PRINCIPAL), DAY, technician, principal, at)

    with pytest.raises(MoveRefusedError, match="luôn có người giữ vai trò Hiệu trưởng"):
        decide_role(coming, "cancel", actor=principal, at=at)


def test_who_has_left_is_given_no_role(school, technician, at):
    gone = PersonFactory(school=school, left_on=DAY)

    with pytest.raises(ValidationError, match="không còn làm việc ở trường vào ngày 06/10/2023"):
        propose(gone, Role.SECRETARY, technician, at, starts_on=DAY + timedelta(1))
    assert propose(gone, Role.SECRETARY, technician, at).state == S.PROPOSED


# Delegations


def delegate(person, actor, at, action="document.sign", **other):
    days = {"starts_on": DAY, "ends_on": DAY + timedelta(30)}
    return grant_delegation(person, action, **{**days, "basis": "Giấy ủy quyền số 01", "actor": actor, "at": at, **other})


def test_the_principal_delegates_one_action_for_a_time(deputy, principal, at):
    delegate(deputy.person, principal, at)

    assert may(again(deputy), "document.sign", on=DAY)
    assert not may(again(deputy), "document.sign", on=DAY + timedelta(31))
    assert AuditEvent.objects.get().object_label == "Nguyễn Thị Ánh: Ký văn bản, trả lại văn bản trình ký"


def test_only_what_the_table_lets_be_delegated_is(deputy, principal, at):
    assert set(delegable_actions()) == {"document.sign", "plan.edit", "plan.end", "plan.view_draft"}

    for action in ("document.issue", "role.approve", "khong.co"):
        with pytest.raises(ValidationError, match="không ủy quyền được"):
            delegate(deputy.person, principal, at, action=action)


def test_only_to_those_whom_the_table_names(teacher, principal, at):
    with pytest.raises(ValidationError, match="Phó hiệu trưởng"):
        delegate(teacher.person, principal, at)


def test_only_the_principal_of_the_school_delegates(deputy, technician, clerk, stranger, at):
    for actor in (deputy, technician, clerk, stranger):
        with pytest.raises(PermissionDenied):
            delegate(deputy.person, actor, at)


def test_the_same_delegation_is_not_given_twice(deputy, principal, at):
    delegate(deputy.person, principal, at)

    with pytest.raises(ValidationError, match="đã được ủy quyền việc này"):
        delegate(deputy.person, principal, at)


def test_a_delegation_ends_early_and_is_never_drawn_out(deputy, principal, at):
    given = delegate(deputy.person, principal, at)

    with pytest.raises(ValidationError, match="lập ủy quyền mới"):
        end_delegation(given, ends_on=DAY + timedelta(31), actor=principal, at=at)
    end_delegation(Delegation.objects.get(), ends_on=DAY, actor=principal, at=at)

    assert not may(again(deputy), "document.sign", on=DAY + timedelta(1))


def test_a_delegation_is_taken_back_until_it_begins(deputy, principal, technician, at):
    given = delegate(deputy.person, principal, at, starts_on=DAY + timedelta(1))
    with pytest.raises(PermissionDenied):
        cancel_delegation(given, actor=technician, at=at)
    with pytest.raises(ValidationError, match="đã bắt đầu"):
        cancel_delegation(given, actor=principal, at=at + timedelta(1))

    cancel_delegation(given, actor=principal, at=at)

    assert not Delegation.objects.exists()
    assert [event.verb for event in AuditEvent.objects.all()] == ["delegation.grant", "delegation.cancel"]


# The pages


def test_a_role_goes_its_way_from_page_to_page(client, teacher, technician, principal):
    given = {"person": teacher.person_id, "role": "TK", "starts_on": "05/10/2023", "ends_on": "", "basis": BASIS}
    client.force_login(technician)
    assert client.post(reverse("school:role_propose"), given).url == reverse("school:role_list")
    assignment = RoleAssignment.objects.get(role=Role.SECRETARY)
    detail = reverse("school:role_detail", args=[assignment.pk])
    assert [move.name for move, *_ in client.get(detail).context["moves"]] == ["withdraw"]

    client.force_login(principal)
    assert [move.name for move, *_ in client.get(detail).context["moves"]] == ["approve", "refuse"]
    page = client.post(reverse("school:role_move", args=[assignment.pk]), {"action": "approve"}, follow=True)

    assert "Đã ghi bước “Duyệt”. Thư ký hội đồng: Đỗ Thị Đào." in page.content.decode()
    assert [row[0] for row in page.context["events"]] == ["Đề xuất giao vai trò", "Duyệt giao vai trò"]


def test_approving_twice_is_said_and_changes_nothing(client, teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(principal)
    address = reverse("school:role_move", args=[assignment.pk])
    client.post(address, {"action": "approve"})

    page = client.post(address, {"action": "refuse", "reason": "Nhầm."}, follow=True).content.decode()

    assert "Đang ở trạng thái “đã giao”, không làm được bước “Không duyệt”." in page
    assert RoleAssignment.objects.get(pk=assignment.pk).state == S.ACTIVE


@pytest.mark.parametrize("action", ["", "delete", "state"])
def test_a_step_that_is_none_is_a_bad_request(client, teacher, technician, principal, at, action):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(principal)

    response = client.post(reverse("school:role_move", args=[assignment.pk]), {"action": action, "state": "ACTIVE"})

    assert response.status_code == 400
    assert RoleAssignment.objects.get(pk=assignment.pk).state == S.PROPOSED


def test_what_stands_in_the_way_is_shown_instead_of_a_button(client, teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    RoleAssignmentFactory(person=teacher.person, role=Role.INSPECTOR)
    client.force_login(principal)

    page = client.get(reverse("school:role_detail", args=[assignment.pk])).content.decode()

    assert "Chưa làm được bước này:" in page
    assert "không được kiêm Thư ký hội đồng" in page


def test_proposing_twice_leaves_one_proposal(client, teacher, technician):
    given = {"person": teacher.person_id, "role": "TK", "starts_on": "05/10/2023", "basis": BASIS}
    client.force_login(technician)
    client.post(reverse("school:role_propose"), given)

    response = client.post(reverse("school:role_propose"), given)

    assert "đang chờ duyệt" in str(response.context["form"].errors)
    assert RoleAssignment.objects.filter(role=Role.SECRETARY).count() == 1


def test_extra_fields_do_not_approve(client, teacher, technician, other_school):
    given = {"person": teacher.person_id, "role": "TK", "starts_on": "05/10/2023", "basis": BASIS}
    client.force_login(technician)

    client.post(reverse("school:role_propose"), {**given, "state": "ACTIVE", "school": other_school.pk})

    assignment = RoleAssignment.objects.get(role=Role.SECRETARY)
    assert (assignment.state, assignment.school_id) == (S.PROPOSED, teacher.school_id)


def test_people_of_another_school_and_who_have_left_are_no_choice(client, school, technician, principal, stranger):
    gone = PersonFactory(school=school, left_on=date(2020, 1, 1))
    for user, route in ((technician, "role_propose"), (principal, "delegation_grant")):
        client.force_login(user)
        for person in (stranger.person, gone):
            response = client.post(reverse(f"school:{route}"), {"person": person.pk})
            assert "person" in response.context["form"].errors


def test_two_of_one_name_are_told_apart_in_the_choice(client, school, group, technician):
    for post in ("Giáo viên", "Bảo vệ"):
        PersonFactory(school=school, full_name="Nguyễn Thị Ánh", post=post, group=group)
    client.force_login(technician)

    page = client.get(reverse("school:role_propose")).content.decode()

    assert "Nguyễn Thị Ánh – Giáo viên, Tổ mẫu giáo lớn" in page
    assert "Nguyễn Thị Ánh – Bảo vệ, Tổ mẫu giáo lớn" in page


def test_the_end_of_a_role_goes_from_page_to_page(client, secretary, held, technician, principal):
    today = timezone.localdate()
    detail = reverse("school:role_detail", args=[held.pk])
    client.force_login(technician)
    assert client.get(detail).context["end_url"] == reverse("school:role_end", args=[held.pk])

    client.post(client.get(detail).context["end_url"], {"ends_on": f"{today:%d/%m/%Y}", "starts_on": "01/01/1990"})
    page = client.get(detail)
    assert page.context["end_url"] == ""
    assert [move.name for move, *_ in page.context["moves"]] == ["withdraw_end"]

    client.force_login(principal)
    moves = client.get(detail).context["moves"]
    assert [move.name for move, *_ in moves] == ["end", "keep"]
    client.post(moves[0][2], {"action": "end"})

    held.refresh_from_db()
    assert (held.ends_on, held.starts_on.year) == (today, 2015)


def test_a_proposal_is_taken_back_on_its_page(client, teacher, technician, at):
    proposal = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(technician)
    [(move, _, url)] = client.get(reverse("school:role_detail", args=[proposal.pk])).context["moves"]

    client.post(url, {"action": move.name})

    assert RoleAssignment.objects.get(pk=proposal.pk).state == S.CANCELLED


@pytest.mark.parametrize(("reason", "state"), [("Đã có\x00 thư ký.", S.REFUSED), ("x" * 1001, S.PROPOSED)])
def test_a_reason_that_no_database_takes_is_no_fault_of_the_page(client, teacher, technician, principal, at, reason, state):
    proposal = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(principal)
    address = reverse("school:role_move", args=[proposal.pk])

    page = client.post(address, {"action": "refuse", "reason": reason}, follow=True)

    assert page.status_code == 200
    assert RoleAssignment.objects.get(pk=proposal.pk).state == state
    assert ("tối đa 1000 ký tự" in page.text) == (state == S.PROPOSED)


def test_an_act_that_nobody_has_words_for_yet_is_shown_all_the_same(client, held, principal, at):
    with transaction.atomic():
        record(actor=principal, verb="role.imagined", target=held, at=at)
    client.force_login(principal)

    page = client.get(reverse("school:role_detail", args=[held.pk]))

    assert [row[0] for row in page.context["events"]] == ["role.imagined"]


@pytest.mark.parametrize("day", ["31/12/9999", "31/12/1899", "01/01/2101"])
def test_a_day_that_nobody_means_is_refused(client, teacher, held, technician, day):
    client.force_login(technician)
    given = {"person": teacher.person_id, "role": "TK", "starts_on": day, "basis": BASIS}

    proposing = client.post(reverse("school:role_propose"), given)
    ending = client.post(reverse("school:role_end", args=[held.pk]), {"ends_on": day})

    assert proposing.context["form"].errors["starts_on"] == ["Năm phải từ 1900 đến 2100."]
    assert ending.context["form"].errors["ends_on"] == ["Năm phải từ 1900 đến 2100."]


def test_the_list_sorts_roles_into_tabs(client, school, principal, technician, at):
    left = PersonFactory(school=school, full_name="Trần Văn Ưng", left_on=date(2020, 1, 1))
    RoleAssignmentFactory(person=left)
    RoleAssignmentFactory(person=PersonFactory(school=school), ends_on=timezone.localdate() - timedelta(1))
    RoleAssignmentFactory(person=PersonFactory(school=school), ends_on=timezone.localdate())
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.REFUSED)
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.CANCELLED)
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.PROPOSED)
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.ENDING, end_proposed_on=DAY)
    client.force_login(principal)

    response = client.get(reverse("school:role_list"))
    assert [(tab["label"], tab["count"]) for tab in response.context["tabs"]] == [
        ("Đang giữ", 5),
        ("Chờ duyệt", 2),
        ("Đã kết thúc", 4),
    ]
    for tab, count in (("held", 5), ("proposed", 2), ("past", 4)):
        assert len(client.get(reverse("school:role_list"), {"tab": tab}).context["object_list"]) == count


def test_a_delegation_goes_its_way_from_page_to_page(client, deputy, principal):
    today = timezone.localdate()
    given = {"person": deputy.person_id, "action": "document.sign", "basis": "Giấy ủy quyền số 01", "school": 99}
    days = {"starts_on": f"{today:%d/%m/%Y}", "ends_on": f"{today + timedelta(9):%d/%m/%Y}"}
    client.force_login(principal)

    client.post(reverse("school:delegation_grant"), {**given, **days})
    response = client.post(reverse("school:delegation_grant"), {**given, **days})
    assert "đã được ủy quyền việc này" in str(response.context["form"].errors)

    page = client.get(reverse("school:delegation_list"))
    assert [row[1] for row in page.context["rows"]] == ["Ký văn bản, trả lại văn bản trình ký"]
    ending = reverse("school:delegation_end", args=[Delegation.objects.get().pk])
    client.post(ending, {"ends_on": f"{today:%d/%m/%Y}", "action": "plan.edit"})

    delegation = Delegation.objects.get()
    assert (delegation.ends_on, delegation.action) == (today, "document.sign")


@pytest.mark.parametrize(("begins_in", "can_cancel"), [(1, True), (0, False)])
def test_a_delegation_is_taken_back_on_its_page(client, deputy, principal, begins_in, can_cancel):
    begins = timezone.localdate() + timedelta(begins_in)
    given = DelegationFactory(person=deputy.person, starts_on=begins, ends_on=begins)
    client.force_login(principal)

    listed = client.get(reverse("school:delegation_list")).text
    page = client.get(reverse("school:delegation_end", args=[given.pk]))
    client.post(page.context["cancel_url"])

    assert page.context["can_cancel"] == ("Hủy ủy quyền" in page.text) == can_cancel
    assert (">Hủy</a>" in listed) == can_cancel
    assert Delegation.objects.exists() != can_cancel


def test_a_refusal_of_the_service_stands_beside_its_field(client, clerk, principal):
    given = {"person": clerk.person_id, "action": "document.sign", "basis": "Giấy ủy quyền số 01"}
    client.force_login(principal)

    response = client.post(reverse("school:delegation_grant"), {**given, "starts_on": "05/10/2023", "ends_on": "05/11/2023"})

    assert response.context["form"].errors == {
        "person": ["Việc này chỉ ủy quyền được cho người giữ vai trò: Phó hiệu trưởng."]
    }


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("route", ["role_list", "delegation_list"])
def test_lists_cost_the_same_for_one_and_for_three(client, school, principal, route, count, django_assert_num_queries):
    for user in UserFactory.create_batch(count, school=school, roles=[Role.TEACHER]):
        DelegationFactory(person=user.person)
    client.force_login(principal)

    with django_assert_num_queries(6):  # session, user, roles, counts, page, school year
        response = client.get(reverse(f"school:{route}"))

    assert len(response.context["object_list"]) >= count


def test_only_whom_something_can_be_delegated_to_is_offered(client, school, principal, deputy, clerk, secretary, teacher):
    past = UserFactory(school=school, full_name="Lê Thị Cũ")
    RoleAssignmentFactory(person=past.person, role=Role.DEPUTY, ends_on=timezone.localdate() - timedelta(1))
    client.force_login(principal)

    form = client.get(reverse("school:delegation_grant")).context["form"]

    assert {str(person) for person in form.fields["person"].queryset} == {str(user) for user in (deputy, clerk, secretary)}

"""Delegations: one action for a time, by the principal alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories.school import DelegationFactory, RoleAssignmentFactory, UserFactory
from tests.school.roles import DAY, again
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role, may
from thiduakt.school.models import Delegation
from thiduakt.school.services.roles import cancel_delegation, delegable_actions, end_delegation, grant_delegation


def delegate(person, actor, at, action="document.sign", **other):
    days = {"starts_on": DAY, "ends_on": DAY + timedelta(30)}
    return grant_delegation(person, action, **{**days, "basis": "Giấy ủy quyền số 01", "actor": actor, "at": at, **other})


def test_the_principal_delegates_one_action_for_a_time(deputy, principal, at):
    delegate(deputy.person, principal, at)

    assert may(again(deputy), "document.sign", on=DAY)
    assert not may(again(deputy), "document.sign", on=DAY + timedelta(31))
    assert AuditEvent.objects.get().object_label == "Nguyễn Thị Ánh: Ký văn bản, trả lại văn bản trình ký"


def test_only_what_the_table_lets_be_delegated_is(deputy, principal, at):
    ends = {"plan.end", "decision.end", "minutes.end", "submittal.end", "report.end"}
    shared = {"plan.edit", "plan.view_draft", *ends}
    opened = {"campaign.launch", "round.open", "review.open", "exemplar.publish", "judging.recognise", "publication.manage"}
    opened |= {"award.cancel", "pack.approve"}
    assert set(delegable_actions()) == {"document.sign", "feedback.read"} | opened | shared

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


def test_only_whom_something_can_be_delegated_to_is_offered(client, school, principal, deputy, clerk, secretary, teacher):
    past = UserFactory(school=school, full_name="Lê Thị Cũ")
    RoleAssignmentFactory(person=past.person, role=Role.DEPUTY, ends_on=timezone.localdate() - timedelta(1))
    client.force_login(principal)

    form = client.get(reverse("school:delegation_grant")).context["form"]

    assert {str(person) for person in form.fields["person"].queryset} == {str(user) for user in (deputy, clerk, secretary)}

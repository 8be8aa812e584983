"""A person of two roles, a delegation with dates: what they open, by hand; the permission table is not asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.school import DelegationFactory, UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import RoleAssignment

pytestmark = pytest.mark.django_db
# Two roles of one person: what either opens, by hand.
OPENED = {
    Role.ACCOUNTANT: {"ke-hoach/", "thu-vien/", "nha-truong/"},
    Role.INSPECTOR: {
        "ke-hoach/", "thu-vien/", "nha-truong/", "nha-truong/vien-chuc/", "nha-truong/tai-khoan/", "nha-truong/vai-tro/",
        "nha-truong/uy-quyen/", "van-ban/so-di/", "van-ban/day-so/", "nhat-ky/",
    },
    Role.CLERK: {
        "ke-hoach/", "thu-vien/", "thu-vien/them/", "nha-truong/", "nha-truong/vien-chuc/", "nha-truong/vien-chuc/them/",
        "nha-truong/the-thuc/them/", "van-ban/so-di/", "van-ban/day-so/", "van-ban/day-so/de-xuat/",
    },
    Role.TECHNICIAN: {
        "thu-vien/", "nha-truong/", "nha-truong/tai-khoan/", "nha-truong/vai-tro/", "nha-truong/vai-tro/de-xuat/",
        "nha-truong/uy-quyen/",
    },
}  # fmt: skip
ASKED = sorted(set().union(*OPENED.values()))


@pytest.mark.parametrize(
    "roles",
    [
        (Role.ACCOUNTANT,), (Role.INSPECTOR,), (Role.CLERK,), (Role.TECHNICIAN,),
        (Role.ACCOUNTANT, Role.INSPECTOR), (Role.ACCOUNTANT, Role.CLERK), (Role.CLERK, Role.INSPECTOR),
        (Role.TECHNICIAN, Role.ACCOUNTANT),
    ],
    ids="+".join,
)  # fmt: skip
def test_a_person_of_two_roles_may_do_what_either_may(client, school, roles):
    client.force_login(UserFactory(school=school, roles=roles))

    opened = {path for path in ASKED if client.get(f"/{path}").status_code == 200}

    assert opened == set().union(*(OPENED[role] for role in roles))


def test_a_second_role_counts_within_its_own_days_only(client, school):
    user = UserFactory(school=school, roles=[Role.ACCOUNTANT, Role.CLERK])
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(person=user.person, role=Role.CLERK)

    def opens(**days):
        held.update(**days)
        client.force_login(user)
        return [client.get(path).status_code for path in ("/van-ban/so-di/", "/ke-hoach/")]

    assert opens(starts_on=today, ends_on=today) == [200, 200]
    assert opens(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1)) == [403, 200]
    assert opens(starts_on=today + timedelta(days=1), ends_on=None) == [403, 200]


@pytest.mark.parametrize(
    ("first", "last", "is_open"),
    [(0, 0, True), (-5, 0, True), (0, 5, True), (-5, 5, True), (-5, -1, False), (1, 5, False)],
)
def test_a_delegation_holds_from_its_first_day_to_its_last(client, here, people, first, last, is_open):
    """The secretary drafts only where the principal has delegated it, in days from today."""
    today = timezone.localdate()
    secretary = people["secretary"]
    for action in ("plan.edit", "plan.view_draft"):
        DelegationFactory(
            person=secretary.person,
            action=action,
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
        )
    client.force_login(secretary)

    statuses = [client.get(f"/{path}".replace("<id:pk>", str(here.rows["Draft"].pk))).status_code for path in (
        "ke-hoach/<id:pk>/", "van-ban/<id:pk>/sua/", "ke-hoach/moi/",
    )]  # fmt: skip

    assert statuses == ([200, 200, 200] if is_open else [404, 404, 403])


def test_a_delegation_opens_what_it_names_and_no_more(client, here, people):
    secretary = people["secretary"]
    DelegationFactory(person=secretary.person, action="plan.view_draft")
    client.force_login(secretary)
    draft = here.rows["Draft"].pk

    assert client.get(f"/ke-hoach/{draft}/").status_code == 200
    assert client.get(f"/van-ban/{draft}/sua/").status_code == 403
    assert client.get("/ke-hoach/moi/").status_code == 403


def test_a_delegation_to_whom_the_table_does_not_name_opens_nothing(client, here, people):
    for action in ("plan.edit", "plan.view_draft", "document.sign"):
        DelegationFactory(person=people["teacher"].person, action=action)
    client.force_login(people["teacher"])

    assert client.get(f"/ke-hoach/{here.rows['Draft'].pk}/").status_code == 404
    assert client.get("/ke-hoach/moi/").status_code == 403


def test_a_delegation_does_not_cross_to_another_school(client, there, people):
    for action in ("plan.edit", "plan.view_draft"):
        DelegationFactory(person=people["secretary"].person, action=action)
    client.force_login(people["secretary"])

    assert client.get(f"/van-ban/{there.rows['Draft'].pk}/sua/").status_code == 404

"""Two schools whose every word is marked, and those who read it."""

import pytest

from tests.factories.school import DelegationFactory, GroupFactory, UserFactory
from tests.home.world import HERE, THERE, World, furnish
from thiduakt.permissions import Role
from thiduakt.school.models import School


@pytest.fixture
def people(request, school):
    names = "principal deputy clerk secretary technician group_head teacher accountant inspector superior stranger"
    return {name: request.getfixturevalue(name) for name in names.split()}


@pytest.fixture
def everything(school):
    """Somebody of our school who holds every role there is, and every delegation: only the border can stop them."""
    user = UserFactory(school=school, full_name="Người có mọi vai trò", roles=list(Role))
    for action in ("plan.edit", "plan.view_draft", "document.sign", "plan.end"):
        DelegationFactory(person=user.person, action=action)
    return user


@pytest.fixture
def here(people, school, group) -> World:
    """Our school; the group head was asked about one draft, the teacher was not."""
    return furnish(school, HERE, 700_000, head=people["principal"], group=group, asked=[people["group_head"].person])


@pytest.fixture
def there(people, everything, other_school) -> World:
    """Made last, so that no later row of ours takes a key beside theirs."""
    School.objects.filter(pk=other_school.pk).update(name=f"Trường {THERE}School")
    stranger = people["stranger"]
    group = GroupFactory(school=other_school, name=f"{THERE}Group2")
    return furnish(other_school, THERE, 800_000, head=stranger, group=group, asked=[stranger.person])

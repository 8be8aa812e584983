"""Groups of a school, and the codes of its letterhead."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.school import GroupFactory, LetterheadFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import Group
from thiduakt.school.services.staff import add_letterhead, remove_group, save_group


def test_a_group_is_added_renamed_and_removed(client, school, clerk):
    client.force_login(clerk)

    client.post(reverse("school:group_add"), {"name": unicodedata.normalize("NFD", "  Tổ  nhà trẻ ")})
    group = Group.objects.get()
    assert (group.name, group.school) == ("Tổ nhà trẻ", school)

    client.post(reverse("school:group_edit", args=[group.pk]), {"name": "Tổ văn phòng", "school": 99})
    assert Group.objects.get().name == "Tổ văn phòng"

    response = client.post(reverse("school:group_remove", args=[group.pk]), follow=True)
    assert "Đã xóa Tổ văn phòng." in response.content.decode()
    assert not Group.objects.exists()
    assert [event.verb for event in AuditEvent.objects.all()] == ["group.add", "group.rename", "group.remove"]


def test_a_group_with_people_stays_and_says_why(client, group, teacher, clerk):
    client.force_login(clerk)
    sentence = "Tổ mẫu giáo lớn còn 1 người. Thầy/cô chuyển họ sang tổ khác trước khi xóa tổ."

    assert sentence in client.get(reverse("school:group_edit", args=[group.pk])).content.decode()
    response = client.post(reverse("school:group_remove", args=[group.pk]), follow=True)

    assert sentence in response.content.decode()
    assert Group.objects.exists()


def test_a_name_is_given_once_in_a_school(client, group, clerk, other_school):
    client.force_login(clerk)

    response = client.post(reverse("school:group_add"), {"name": "Tổ mẫu giáo lớn"})

    assert response.context["form"].errors == {"__all__": ["Trường đã có tổ mang tên này."]}
    client.post(reverse("school:group_add"), {"name": "Tổ mẫu giáo bé"})
    assert GroupFactory(school=other_school, name="Tổ mẫu giáo lớn").pk


def test_groups_stand_in_vietnamese_order(school, clerk, at):
    for name in ("Tổ 5 tuổi", "Tổ văn phòng", "Tổ 3 tuổi", "Tổ nuôi dưỡng", "Tổ 4 tuổi"):
        save_group(Group(school=school, name=name), actor=clerk, at=at)

    names = [group.name for group in Group.objects.all()]
    assert names == ["Tổ 3 tuổi", "Tổ 4 tuổi", "Tổ 5 tuổi", "Tổ nuôi dưỡng", "Tổ văn phòng"]


def test_removing_needs_the_right_to(group, teacher, stranger, at):
    for actor in (teacher, stranger):
        with pytest.raises(PermissionDenied):
            remove_group(group, actor=actor, at=at)


@pytest.mark.parametrize("code", ["mngb", "MN GB", "MN/GB", "-MNGB", "MNGB-", "MNGB\n"])
def test_a_code_that_no_official_paper_could_bear_is_refused(principal, at, code):
    letterhead = LetterheadFactory.build(school=principal.school, valid_from=date(2026, 1, 1), office_code=code)

    with pytest.raises(ValidationError, match="chữ in hoa"):
        add_letterhead(letterhead, actor=principal, at=at)

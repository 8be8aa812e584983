"""Two at once: one honor begun in two tabs, a dossier that is handed in while the door is shut, two who mend one."""

import pytest

from nominations.dossiers.models import Dossier
from nominations.dossiers.services import road
from nominations.dossiers.services.drafting import Content, write
from nominations.dossiers.services.reviews import close_review
from tests.campaigns.registrations.test_races import again, one_after_the_other

from .conftest import SUMMARY, begun

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_honor_is_begun_once(review, teacher, now):
    refusals = one_after_the_other(lambda: begun(review, teacher, now), lambda: begun(review, again(teacher), now))

    assert refusals == ["Đỗ Thị Đào đã có hồ sơ Lao động tiên tiến ở đợt này (đang soạn)."]
    assert Dossier.objects.count() == 1


def test_nothing_is_handed_in_behind_a_door_that_is_being_shut(review, dossier, teacher, principal, now):
    refusals = one_after_the_other(
        lambda: close_review(review, actor=principal, at=now),
        lambda: road.hand_in(dossier, version=dossier.version, actor=again(teacher), at=now),
    )

    assert "đã ngừng nhận hồ sơ" in refusals[0]
    assert Dossier.objects.get().state == "DRAFT"


def test_of_two_who_mend_one_dossier_the_second_is_told(dossier, teacher, group_head, now):
    told = [Content(code="LDTT", summary=f"{SUMMARY} {number}") for number in (1, 2)]

    refusals = one_after_the_other(
        lambda: write(dossier, told[0], version=dossier.version, actor=teacher, at=now),
        lambda: write(dossier, told[1], version=dossier.version, actor=again(group_head), at=now),
    )

    assert "vừa lưu" in refusals[0]
    assert Dossier.objects.get().summary.endswith(" 1")

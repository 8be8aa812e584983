"""Two at once: two lists drawn up for one round, the last two complaints about one dossier answered."""

import pytest

from nominations.dossiers.models import Dossier
from nominations.feedback.enums import Outcome
from nominations.feedback.models import Posting
from nominations.feedback.services.opinions import answer
from nominations.feedback.services.posting import draw_up
from tests.campaigns.registrations.test_races import again, one_after_the_other

from .conftest import IN_TIME
from .test_services import ANSWER, DAYS, complaint

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_lists_for_one_round_the_second_is_refused(review, secretary, deputy):
    refusals = one_after_the_other(
        lambda: draw_up(review, **DAYS, actor=secretary, at=IN_TIME),
        lambda: draw_up(review, **DAYS, actor=again(deputy), at=IN_TIME),
    )

    assert refusals == ["Đợt xét này đang có một danh sách công khai chưa kết thúc."]
    assert Posting.objects.count() == 1


def test_a_dossier_goes_on_when_its_last_two_complaints_are_answered_at_once(
    line, dossier, teacher, group_head, secretary, principal
):
    first, second = complaint(line, teacher), complaint(line, group_head)
    told = {"outcome": Outcome.EXPLAINED, "text": ANSWER, "at": IN_TIME}

    refusals = one_after_the_other(
        lambda: answer(first, actor=secretary, **told), lambda: answer(second, actor=again(principal), **told)
    )

    assert refusals == []
    assert not Dossier.objects.get(pk=dossier.pk).is_paused

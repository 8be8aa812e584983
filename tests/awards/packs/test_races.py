"""Two at once: both build the files, both begin a pack."""

import pytest

from awards.packs.models import Build, Pack
from awards.packs.services.building import request_build
from awards.packs.services.drafting import begin_pack
from tests.campaigns.registrations.test_races import again, one_after_the_other
from tests.factories.packs import CITY, PackFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_build_at_once_one_waits(review, dossier, secretary, principal, at):
    pack = PackFactory(review=review, dossiers=[dossier])

    refusals = one_after_the_other(
        lambda: request_build(pack, actor=secretary, at=at), lambda: request_build(pack, actor=again(principal), at=at)
    )

    assert refusals == ["Bộ tệp đang được lập. Thầy/cô chờ lập xong."]
    assert Build.objects.count() == 1


def test_of_two_who_begin_a_pack_at_once_one_has_it(review, dossier, secretary, principal, at):
    refusals = one_after_the_other(
        lambda: begin_pack(review, CITY, actor=secretary, at=at),
        lambda: begin_pack(review, CITY, actor=again(principal), at=at),
    )

    assert refusals == ["Không có hồ sơ nào hội đồng đã đề nghị khen còn phải trình cơ quan này."]
    assert Pack.objects.count() == 1

"""An honor that the school has brought into the catalogue is read from sheets as any other."""

import pytest

from tests.factories.honors import honor_like, stored
from tests.factories.intake import HONOR_HEADS, make_batch
from tests.factories.school import PersonFactory
from thiduakt.intake.enums import RowStatus
from thiduakt.intake.services.writing import step
from thiduakt.ledger.models import HonorEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
NAMES = ("Nhà giáo tiêu biểu Thủ đô", "Giấy khen Quận ủy – gương sáng")  # the second begins like a form of the state


@pytest.fixture
def own(secretary, principal, at):
    for code, name in zip(("NGTBTD", "GKGS"), NAMES, strict=True):
        row = honor_like("LDTT", "B2_2022_ND152", name=name)
        row.code = code
        stored(row, proposer=secretary, approver=principal, at=at)


def batch_of(school, secretary, at):
    PersonFactory(school=school, full_name="Lò Thị Ới")
    rows = [("Lò Thị Ới", name.upper(), "2021-2022") for name in NAMES]
    return make_batch(secretary, HONOR_HEADS[:3], *rows, at=at)


def test_its_name_is_understood_and_written(own, school, secretary, at):
    batch = batch_of(school, secretary, at)

    assert [row.status for row in batch.rows.order_by("number")] == [RowStatus.VALID] * 2
    step(batch, "write", version=batch.version, actor=secretary, at=at)
    assert set(HonorEntry.objects.values_list("code", flat=True)) == {"NGTBTD", "GKGS"}


def test_without_it_the_name_is_not_understood(school, secretary, at):
    assert {row.status for row in batch_of(school, secretary, at).rows.all()} == {RowStatus.ERROR}

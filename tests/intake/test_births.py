"""Days of birth in a sheet: for whoever brought it, and for the few who may see them."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.intake import HONOR_HEADS, make_batch
from tests.factories.school import UserFactory
from thiduakt.intake.enums import IntakeKind
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
HEADS = ("Họ và tên", "Ngày sinh", "Lớp")
ROWS = [("Trần Bảo An", date(2017, 5, 12), "5A"), ("Lê Minh Đức", "31/02/2016", "5A")]  # neither says Nam or Nữ


@pytest.fixture
def batch(clerk):
    return make_batch(clerk, HEADS, *ROWS, at=AT, kind=IntakeKind.PUPILS)


def told(client, batch):
    """All that the pages and the file of a batch say."""
    pages = [client.get(batch.get_absolute_url(), {"tab": tab}) for tab in ("can-xem", "loi", "hop-le")]
    pages.append(client.get(reverse("intake:map", args=[batch.pk])))
    pages.append(client.get(reverse("intake:map", args=[batch.pk]), {"dong": "2"}))
    assert {page.status_code for page in pages} == {200}
    book = load_workbook(BytesIO(client.get(reverse("intake:faulty", args=[batch.pk])).content))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    return " ".join([*(page.content.decode() for page in pages), *cells])


@pytest.mark.parametrize("day", ["12/05/2017", "31/02/2016", "2017-05-12"])
def test_a_colleague_without_the_right_reads_no_day_of_birth(client, deputy, batch, day):
    client.force_login(deputy)
    shown = told(client, batch)
    assert "Lê Minh Đức" in shown
    assert day not in shown


@pytest.mark.parametrize("who", ["principal", "clerk"])
def test_who_may_see_them_reads_them_on_the_page(client, request, batch, who):
    client.force_login(request.getfixturevalue(who))
    assert "31/02/2016" in told(client, batch)


def test_who_brought_the_sheet_reads_it_whole(client, deputy):
    batch = make_batch(deputy, HEADS, *ROWS, at=AT, kind=IntakeKind.PUPILS)
    client.force_login(deputy)
    assert "31/02/2016" in told(client, batch)


def test_a_column_that_the_kind_does_not_know_is_hidden_by_its_head(client, clerk, school):
    heads = (*HONOR_HEADS[:3], "Ngày tháng năm sinh của cô")
    batch = make_batch(clerk, heads, ("Ai Đó", "LĐTT", "2019-2020", "12/05/1988"), at=AT)
    columns = {"full_name": 0, "honor": 1, "year": 2}
    client.force_login(clerk)
    typed = {f"cot_{name}": place for name, place in columns.items()}
    address = reverse("intake:map", args=[batch.pk])
    client.post(address, {"version": batch.version, "sheet": "Sheet1", "row": 1, **typed})
    assert "12/05/1988" in told(client, batch)
    client.force_login(UserFactory(school=school, roles=[Role.SECRETARY]))
    assert "12/05/1988" not in told(client, batch)


@pytest.mark.parametrize("text", ["2023-02-30", "0000-01-01"])
def test_a_text_like_a_day_that_is_none_stays_a_text_in_the_file(client, secretary, text):
    batch = make_batch(secretary, HONOR_HEADS, ("Ai Đó", "LĐTT", "2019-2020", "1/QĐ", text, ""), at=AT)
    client.force_login(secretary)
    content = client.get(reverse("intake:faulty", args=[batch.pk])).content
    assert text in [cell.value for cell in load_workbook(BytesIO(content)).active[5]]

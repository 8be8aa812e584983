"""What the library lacks of a text of the state a school types once; every căn cứ of this school says it from then on."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict

from tests.catalog.pages import url
from thiduakt.catalog.basis import basis_lines
from thiduakt.catalog.gaps import gaps_of
from thiduakt.catalog.models import LegalText, TextCompletion
from thiduakt.catalog.picking import panel, pressed
from thiduakt.catalog.services.texts import complete_text

pytestmark = pytest.mark.django_db
NAME = "hướng dẫn công tác thi đua, khen thưởng ngành Giáo dục"
LACKING = (
    "Căn cứ khoản 2 Điều 11 Thông tư số 07/2026/TT-BGDĐT ngày 15 tháng 02 năm 2026 của Bộ trưởng Bộ Giáo dục và Đào tạo "
    "[CẦN BỔ SUNG: trích yếu];"
)
DAY = date(2026, 5, 6)


@pytest.fixture
def circular() -> LegalText:
    return LegalText.objects.get(number="07/2026/TT-BGDĐT")


def complete(text, actor, at, **told):
    return complete_text(text, **{"name": NAME} | told, actor=actor, at=at)


def test_the_own_school_writes_it_and_no_other(circular, school, clerk, stranger, at) -> None:
    complete(circular, clerk, at)
    (line,) = basis_lines([circular], school.pk)
    assert line == (
        "Căn cứ Thông tư số 07/2026/TT-BGDĐT ngày 15 tháng 02 năm 2026 của Bộ trưởng Bộ Giáo dục và Đào tạo " + NAME + ";"
    )
    assert "[CẦN BỔ SUNG: trích yếu]" in basis_lines([circular], stranger.school_id)[0]


def test_a_line_that_waits_says_what_for_and_is_filled_with_its_articles(circular, school, clerk, at) -> None:
    (gap,) = gaps_of(["Căn cứ khác;", LACKING], school.pk, DAY)
    assert (gap.place, gap.told, gap.filled) == (2, "trích yếu", "")
    complete(circular, clerk, at)
    (known,) = panel([LACKING], school_id=school.pk, on=DAY).gaps
    assert known.filled == LACKING.replace("[CẦN BỔ SUNG: trích yếu]", NAME)
    assert press(school, LACKING, "fill:1") == [known.filled]
    assert press(school, known.filled, "fill:1") == [known.filled]


def press(school, line, value):
    data = QueryDict(mutable=True)
    data.setlist("bases", [line])
    data["basis_press"], data["dated_on"] = value, f"{DAY:%d/%m/%Y}"
    return pressed(data, school_id=school.pk, fallback=DAY)


def test_what_the_library_knows_is_not_typed_over(circular, clerk, at) -> None:
    complete(circular, clerk, at, issued_on=date(2023, 2, 1))
    assert TextCompletion.objects.get().issued_on is None
    with pytest.raises(ValidationError, match="đã có đủ"):
        complete(LegalText.objects.get(number="98/2023/NĐ-CP"), clerk, at)


def test_nothing_told_takes_it_back(circular, clerk, at) -> None:
    complete(circular, clerk, at)
    complete(circular, clerk, at, name="")
    assert not TextCompletion.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "accountant", "inspector"])
def test_only_those_who_keep_the_library_write_it(who, request, circular, at) -> None:
    with pytest.raises(PermissionDenied):
        complete(circular, request.getfixturevalue(who), at)


def test_the_page_asks_for_what_lacks_alone_and_leads_back_to_the_text(client, circular, principal, at) -> None:
    client.force_login(principal)
    assert url("text_complete", circular.pk) in client.get(circular.get_absolute_url()).text
    asked = client.get(url("text_complete", circular.pk)).text
    assert 'name="name"' in asked
    assert 'name="issued_on"' not in asked
    page = client.post(url("text_complete", circular.pk), {"name": NAME}, follow=True).text
    assert f"Đào tạo {NAME};" in page
    assert "Trường bổ sung" in page


def test_an_own_text_and_a_whole_one_have_no_such_page(client, text, principal) -> None:
    client.force_login(principal)
    assert client.get(url("text_complete", text.pk)).status_code == 404
    whole = LegalText.objects.get(number="98/2023/NĐ-CP")
    assert client.get(url("text_complete", whole.pk)).status_code == 302

"""The panel beside the căn cứ: what it offers, and what a press of it makes of the lines."""

from datetime import date

import pytest
from django.http import QueryDict

from tests.factories.catalog import LegalTextFactory
from thiduakt.catalog.enums import TextKind
from thiduakt.catalog.models import LegalText
from thiduakt.catalog.picking import OFFERED, panel, posted_panel, pressed

pytestmark = pytest.mark.django_db
LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"
CIRCULAR_29 = "Căn cứ Thông tư số 29/2023/TT-BGDĐT ngày 29 tháng 12 năm 2023 của Bộ trưởng Bộ Giáo dục và Đào tạo"
DECREE_98 = (
    "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều của "
    "Luật Thi đua, khen thưởng;"
)
DECREE_152 = (
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền trong lĩnh "
    "vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng;"
)
DAY_2024, DAY_2026 = date(2024, 5, 6), date(2026, 11, 22)


def key(number):
    return LegalText.objects.get(school=None, number=number).pk


def form(lines=(), **values):
    data = QueryDict(mutable=True)
    data.setlist("bases", list(lines))
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def press(school, lines, day=DAY_2024, **values):
    return pressed(form(lines, **values), school_id=school.pk, fallback=day)


def test_texts_in_force_on_the_paper_s_day_are_offered_in_official_order(school):
    own = LegalTextFactory(school=school, number="05/KH-PGDĐT", issued_on=date(2024, 2, 15))

    lines = [offer.line for offer in panel([], school_id=school.pk, on=DAY_2024).offers]

    assert lines[0] == LAW
    assert DECREE_98 in lines
    assert DECREE_152 not in lines
    assert lines.index(DECREE_98) < lines.index(
        "Căn cứ Thông tư số 01/2024/TT-BNV của Bộ trưởng Bộ Nội vụ [CẦN BỔ SUNG: ngày ban hành, trích yếu];"
    )
    assert lines[-1].startswith(f"Căn cứ Kế hoạch số {own.number} ngày 15 tháng 02 năm 2024 của Phòng Giáo dục")


def test_neither_another_school_s_texts_nor_withdrawn_ones_are_offered(school, other_school, at):
    LegalTextFactory(school=other_school, name="chuyện riêng của trường khác")
    LegalTextFactory(school=school, name="đã rút", withdrawn_at=at)

    found = panel([], school_id=school.pk, on=DAY_2024)

    assert not any("riêng" in offer.line or "rút" in offer.line for offer in found.offers)


def test_words_without_marks_narrow_what_is_offered(school):
    found = panel([], school_id=school.pk, on=DAY_2024, words="cong tac van thu")

    assert [offer.text.number for offer in found.offers] == ["30/2020/NĐ-CP"]
    assert found.is_open


def test_a_long_library_says_how_many_it_leaves_out(school):
    before = panel([], school_id=school.pk, on=DAY_2024)
    LegalTextFactory.create_batch(OFFERED, school=school)

    found = panel([], school_id=school.pk, on=DAY_2024)

    assert (before.left_out, len(found.offers)) == (0, OFFERED)
    assert found.left_out == len(before.offers)


def test_what_is_cited_already_is_marked(school):
    found = panel([LAW], school_id=school.pk, on=DAY_2024)

    assert [offer.line for offer in found.offers if offer.is_cited] == [LAW]


def test_a_line_whose_text_has_ended_is_shown_with_its_successor(school):
    (wrong,) = panel([LAW, DECREE_98], school_id=school.pk, on=DAY_2026).outdated

    assert (wrong.place, wrong.line, str(wrong.successor)) == (2, DECREE_98, "Nghị định số 152/2025/NĐ-CP")
    assert wrong.sentence == (
        "Nghị định số 98/2023/NĐ-CP đã được thay thế bởi Nghị định số 152/2025/NĐ-CP từ ngày 01/07/2025"
    )


def test_a_line_of_two_texts_is_not_replaced_by_a_press(school):
    """Which words of it go with which text only a person knows."""
    line = f"{DECREE_98[:-1]} và Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"

    (wrong,) = panel([line], school_id=school.pk, on=DAY_2026).outdated

    assert wrong.successor is None
    assert press(school, [line], DAY_2026, basis_press="replace:1") == [line]


def test_ticked_texts_come_in_their_official_place_and_the_hand_s_order_stays(school):
    own = "Căn cứ tình hình thực tế của nhà trường;"
    proposal = "Theo đề nghị của Hội đồng thi đua, khen thưởng."

    lines = press(
        school, [DECREE_98, own, proposal], basis_press="pick",
        can_cu=[str(key("29/2023/TT-BGDĐT")), str(key("06/2022/QH15"))],
    )  # fmt: skip

    assert lines == [
        LAW,
        DECREE_98,
        own,
        f"{CIRCULAR_29} [CẦN BỔ SUNG: trích yếu];",
        proposal,
    ]


def test_the_first_text_stands_before_what_is_no_basis(school):
    lines = press(school, ["Theo đề nghị của Hội đồng."], basis_press="pick", can_cu=str(key("06/2022/QH15")))

    assert lines == [LAW, "Theo đề nghị của Hội đồng."]


def test_a_text_is_not_added_twice(school):
    assert press(school, [LAW], basis_press="pick", can_cu=[str(key("06/2022/QH15"))] * 2) == [LAW]


def test_one_press_replaces_a_line(school):
    lines = press(school, [LAW, DECREE_98, "Căn cứ khác;"], DAY_2026, basis_press="replace:2")

    assert lines == [LAW, DECREE_152, "Căn cứ khác;"]


def test_where_the_successor_stands_already_the_old_line_only_goes(school):
    assert press(school, [DECREE_98, DECREE_152], DAY_2026, basis_press="replace:1") == [DECREE_152]


@pytest.mark.parametrize(
    "value", ["replace:9", "replace:0", "replace:x", "replace:-1", "replace:99999", "search", "", "\x00"]
)
def test_an_odd_press_changes_no_line(school, value):
    assert press(school, [LAW, DECREE_98], DAY_2024, basis_press=value) == [LAW, DECREE_98]


@pytest.mark.parametrize("chosen", [["x"], ["-1"], ["9" * 30], ["0"], ["²"], [""]])
def test_an_odd_choice_adds_nothing(school, chosen):
    assert press(school, [LAW], basis_press="pick", can_cu=chosen) == [LAW]


def test_another_school_s_text_is_not_picked(school, other_school):
    foreign = LegalTextFactory(school=other_school)

    assert press(school, [LAW], basis_press="pick", can_cu=str(foreign.pk)) == [LAW]


def test_a_form_sent_without_the_panel_is_none_of_its_business(school):
    assert press(school, [LAW]) is None


@pytest.mark.parametrize(
    ("typed", "counted"), [("22/11/2026", DAY_2026), ("31/02/2026", DAY_2024), ("", DAY_2024), ("01/01/0001", DAY_2024)]
)
def test_the_day_typed_in_the_form_counts_where_it_is_one(school, typed, counted):
    found = posted_panel(form([], dated_on=typed), school_id=school.pk, fallback=DAY_2024)

    assert found.day == counted


def test_after_a_search_what_was_ticked_stays_ticked(school):
    law = key("06/2022/QH15")
    data = form([], basis_press="search", can_cu=str(law), tim_can_cu="  luật ")

    found = posted_panel(data, school_id=school.pk, fallback=DAY_2024)

    assert (found.words, [offer.text.pk for offer in found.offers if offer.is_chosen]) == ("luật", [law])


def test_the_panel_costs_the_same_for_one_line_and_for_sixty(school, django_assert_num_queries):
    for lines in ([DECREE_98], [DECREE_98, LAW] * 30):
        with django_assert_num_queries(4):
            panel(lines, school_id=school.pk, on=DAY_2026)


def test_a_regulation_without_number_can_be_picked(school):
    text = LegalTextFactory(
        school=school, kind=TextKind.STATUTES, number="", name="thi đua", issuer="Trường", issued_on=date(2023, 1, 9)
    )

    lines = press(school, [], basis_press="pick", can_cu=str(text.pk))

    assert lines == ["Căn cứ Quy chế ngày 09 tháng 01 năm 2023 của Trường thi đua;"]

"""What the library knows of a cited text, on a day."""

from datetime import date

import pytest

from tests.factories.catalog import LegalChangeFactory, LegalTextFactory
from thiduakt.catalog.citing import citations
from thiduakt.catalog.enums import ChangeKind, TextKind, TextState
from thiduakt.catalog.models import LegalText
from thiduakt.catalog.queries import legal_status

pytestmark = pytest.mark.django_db
DECREE_98 = "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;"


def status(sentence, school, on):
    """(text, state, successor) of the one text that the sentence cites, or None."""
    found = legal_status(citations(sentence), school.pk, on)
    return next(((str(s.text), s.state, str(s.successor or "")) for s in found.values()), None)


@pytest.mark.parametrize(
    ("on", "state", "successor"),
    [
        (date(2023, 12, 31), TextState.NOT_YET, ""),
        (date(2024, 1, 1), TextState.IN_FORCE, ""),
        (date(2025, 6, 30), TextState.IN_FORCE, ""),
        (date(2025, 7, 1), TextState.ENDED, "Nghị định số 152/2025/NĐ-CP"),
    ],
)
def test_a_decree_stands_as_its_days_say(school, on, state, successor):
    assert status(DECREE_98, school, on) == ("Nghị định số 98/2023/NĐ-CP", state, successor)


def test_the_successor_is_the_end_of_the_chain_on_that_day(school):
    sentence = "Nghị định số 91/2017/NĐ-CP"

    assert status(sentence, school, date(2024, 5, 1))[2] == "Nghị định số 98/2023/NĐ-CP"
    assert status(sentence, school, date(2026, 5, 1))[2] == "Nghị định số 152/2025/NĐ-CP"


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "thực hiện Luật thi đua, khen thưởng năm 2022",
        "Luật Giáo dục và Luật Thi đua, khen thưởng ngày 15/6/2022",
        "Luật số 06/2022/QH15",
    ],
)
def test_a_law_is_known_by_its_name_or_its_number(school, sentence):
    name = "Luật Thi đua, khen thưởng số 06/2022/QH15"
    assert status(sentence, school, date(2024, 5, 1)) == (name, TextState.IN_FORCE, "")


def test_a_law_of_another_day_is_not_that_law(school):
    assert status("Luật Thi đua, khen thưởng ngày 16 tháng 6 năm 2022", school, date(2024, 5, 1)) is None


def test_a_text_that_is_not_in_the_library_is_not_in_the_answer(school):
    assert status("Nghị định số 99/2099/NĐ-CP", school, date(2024, 5, 1)) is None


def test_an_amended_text_stays_in_force(school):
    assert status("Luật số 06/2022/QH15", school, date(2026, 11, 1))[1:] == (TextState.IN_FORCE, "")


def test_another_school_s_text_is_not_known_here(school, other_school):
    LegalTextFactory(school=other_school, number="05/KH-PGDĐT")

    assert status("Kế hoạch số 05/KH-PGDĐT ngày 15 tháng 02 năm 2023", school, date(2023, 3, 1)) is None


def test_plans_of_two_years_under_one_number_are_told_apart_by_their_day(school):
    LegalTextFactory(school=school, number="05/KH-PGDĐT", issued_on=date(2023, 2, 15), in_force_to=date(2023, 12, 31))
    LegalTextFactory(school=school, number="05/KH-PGDĐT", issued_on=date(2024, 2, 20))
    on = date(2024, 3, 1)

    assert status("Kế hoạch số 05/KH_PGDDT ngày 15 tháng 02 năm 2023", school, on)[1] == TextState.ENDED
    assert status("Kế hoạch số 05/KH-PGDĐT ngày 20/02/2024", school, on)[1] == TextState.IN_FORCE
    assert status("Kế hoạch số 05/KH-PGDĐT", school, on) is None
    assert status("Kế hoạch số 05/KH-PGDĐT ngày 01/01/2022", school, on) is None


def test_a_wrong_day_does_not_hide_a_number_that_carries_its_year(school):
    assert status("Nghị định số 98/2023/NĐ-CP ngày 01/01/2020", school, date(2024, 5, 1))[1] == TextState.IN_FORCE


def test_the_sentences_say_what_is_wrong(school):
    def sentence(on):
        (standing,) = legal_status(citations(DECREE_98), school.pk, on).values()
        return standing.sentence

    assert sentence(date(2023, 6, 1)) == "đến ngày 01/01/2024 mới có hiệu lực"
    assert sentence(date(2024, 6, 1)) == ""
    assert sentence(date(2025, 8, 1)) == "đã được thay thế bởi Nghị định số 152/2025/NĐ-CP từ ngày 01/07/2025"


def test_an_ended_text_without_successor_says_since_when(school):
    LegalTextFactory(school=school, number="07/QĐ-MNGB", kind=TextKind.DECISION, in_force_to=date(2023, 12, 31))

    (standing,) = legal_status(citations("Quyết định số 07/QĐ-MNGB"), school.pk, date(2024, 2, 1)).values()

    assert standing.sentence == "đã hết hiệu lực từ sau ngày 31/12/2023"


def test_texts_that_replace_each_other_in_a_circle_are_no_trap(school):
    ended = {"school": school, "in_force_to": date(2023, 12, 31)}
    one, two = LegalTextFactory(number="1/KH-A", **ended), LegalTextFactory(number="2/KH-A", **ended)
    LegalChangeFactory(newer=one, older=two)
    LegalChangeFactory(newer=two, older=one)

    assert status("Kế hoạch số 1/KH-A", school, date(2024, 5, 1)) == ("Kế hoạch số 1/KH-A", TextState.ENDED, "")


def test_an_amendment_is_no_successor(school):
    older = LegalTextFactory(school=school, number="1/KH-A", in_force_to=date(2023, 12, 31))
    LegalChangeFactory(newer=LegalTextFactory(school=school), older=older, kind=ChangeKind.AMENDS)

    assert status("Kế hoạch số 1/KH-A", school, date(2024, 5, 1))[2] == ""


def test_many_citations_cost_as_many_queries_as_one(school, django_assert_num_queries):
    on = date(2026, 11, 22)
    numbers = list(LegalText.objects.filter(school=None).values_list("number", flat=True))
    one, many = citations(DECREE_98), citations("; ".join(numbers))
    assert len(many) == len(numbers) > 30

    for cited in (one, many):
        with django_assert_num_queries(2):
            legal_status(cited, school.pk, on)
    with django_assert_num_queries(0):
        legal_status([], school.pk, on)


def test_a_text_with_only_its_last_day_known_was_not_in_force_before_its_year(school):
    sentence = "Nghị định số 28/2024/NĐ-CP"

    assert status(sentence, school, date(2023, 12, 31))[1] == TextState.NOT_YET
    assert status(sentence, school, date(2024, 6, 1))[1] == TextState.IN_FORCE


def test_a_flood_of_numbers_is_cut_off_and_not_an_error(school):
    flood = citations(" ".join(f"{number}/KH-A" for number in range(1, 40_000)))

    assert legal_status(flood, school.pk, date(2024, 5, 1)) == {}
    assert len(legal_status([*citations(DECREE_98), *flood], school.pk, date(2024, 5, 1))) == 1

import pytest

from tests.factories.ledger import (
    AuthorFactory,
    GroupEntryFactory,
    HonorEntryFactory,
    SchoolEntryFactory,
    UseFactory,
    ending,
)
from tests.factories.school import PersonFactory
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.uses import uses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, group=group)


def entry(person, code, year, **told):
    names = {
        "LDTT": "Lao động tiên tiến",
        "CSTDCS": "Chiến sĩ thi đua cơ sở",
        "CSTD_TP": "Chiến sĩ thi đua Thành phố",
        "BK_TP_CN": "Bằng khen của Chủ tịch UBND Thành phố",
        "BK_TTG_CN": "Bằng khen của Thủ tướng Chính phủ",
    }
    return HonorEntryFactory(person=person, code=code, honor_name=names[code], year=year, **told)


def sentences(line, **asked):
    return [use.sentence for use in uses_of(line, **asked)]


def test_nothing_leans_on_a_line_alone(dao):
    assert uses_of(entry(dao, "CSTDCS", 2021)) == []


def test_a_title_of_three_years_leans_on_each_of_them(dao):
    """CSTĐ Thành phố asks for three CSTĐCS in a row; the last may be of the year before."""
    years = {year: entry(dao, "CSTDCS", year) for year in (2017, 2018, 2019, 2020, 2021)}
    title = entry(dao, "CSTD_TP", 2021)

    told = "Chiến sĩ thi đua Thành phố năm học 2021–2022 của Đỗ Thị Đào có thể dựa vào dòng này."
    for year in (2018, 2019, 2020, 2021):
        (use,) = uses_of(years[year])
        assert (use.sentence, use.url, use.is_in_doubt) == (told, f"/so-khen-thuong/{title.pk}/", True)
    assert uses_of(years[2017]) == []


def test_cstdcs_leans_on_the_title_of_its_own_year_only(dao):
    before, same, after = entry(dao, "LDTT", 2020), entry(dao, "LDTT", 2021), entry(dao, "LDTT", 2022)
    entry(dao, "CSTDCS", 2021)

    assert sentences(before) == []
    assert sentences(same) == ["Chiến sĩ thi đua cơ sở năm học 2021–2022 của Đỗ Thị Đào có thể dựa vào dòng này."]
    assert sentences(after) == []


def test_a_form_given_long_after_leans_on_the_one_before(dao):
    form = entry(dao, "BK_TP_CN", 2012)
    entry(dao, "BK_TTG_CN", 2021)

    assert sentences(form) == ["Bằng khen của Thủ tướng Chính phủ năm học 2021–2022 của Đỗ Thị Đào có thể dựa vào dòng này."]


def test_titles_of_the_members_carry_their_collective(dao, group, school):
    line = entry(dao, "LDTT", 2021)
    GroupEntryFactory(group=group, year=2021)
    SchoolEntryFactory(school=school, year=2021)
    GroupEntryFactory(group=group, year=2022)
    GroupEntryFactory(group__school=school, group__name="Tổ nhà trẻ", year=2021)

    assert sentences(line) == [
        "Tập thể lao động tiên tiến năm học 2021–2022 của Tổ mẫu giáo lớn có thể dựa vào dòng này.",
        "Tập thể lao động tiên tiến năm học 2021–2022 của Trường Mầm non Giang Biên có thể dựa vào dòng này.",
    ]


def test_nobody_else_s_honor_leans_on_it(dao, school):
    line = entry(dao, "CSTDCS", 2020)
    entry(PersonFactory(school=school), "CSTD_TP", 2021)

    assert uses_of(line) == []


def test_what_is_ended_leans_no_more(dao):
    line = entry(dao, "CSTDCS", 2020)
    ending(entry(dao, "CSTD_TP", 2021))

    assert uses_of(line) == []


def test_the_initiative_it_used_is_told(dao):
    line = entry(dao, "CSTDCS", 2021)
    UseFactory(author=AuthorFactory(person=dao), entry=line)

    assert sentences(line) == ["Đã dùng sáng kiến “Một số biện pháp giúp trẻ 5–6 tuổi làm quen chữ cái”."]


def test_only_lines_that_the_reader_may_see_are_told(dao, group, teacher, at):
    line = entry(teacher.person, "LDTT", 2021)
    GroupEntryFactory(group=group, year=2021)
    mine = entry(teacher.person, "CSTDCS", 2021)

    uses = uses_of(line, among=HonorEntry.objects.visible_to(teacher, at.date()))

    assert [use.url for use in uses] == [f"/so-khen-thuong/{mine.pk}/"]


def test_many_lines_are_asked_of_in_three_queries(dao, django_assert_num_queries):
    line = entry(dao, "CSTDCS", 2015)
    for year in range(2015, 2023):
        entry(dao, "CSTD_TP", year)

    with django_assert_num_queries(3):
        uses_of(line)

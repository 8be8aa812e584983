"""The pages of the law of a day: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.catalog.pages import B2, LISTS, NAMED, READERS, C, addresses, cells, page, proposing, url
from tests.factories.honors import choice, honor_like, reading, salary, stored
from thiduakt.catalog.choices import CHOICES
from thiduakt.catalog.enums import RuleFamily
from thiduakt.catalog.models import Honor, Rule

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", READERS)
def test_everybody_of_the_school_reads_the_law(who, request, client, new_honor, new_choice):
    actor = request.getfixturevalue(who)
    client.force_login(actor)

    found = {name: client.get(address).status_code for name, address in addresses(new_honor, new_choice).items()}

    own = {"proposal_honor", "proposal_rule"}
    expected = {name: 404 if name in own and who == "superior" else 200 for name in found}
    assert found == expected


def test_the_technician_has_no_part_in_it(client, technician, new_honor, new_choice, salary_row):
    client.force_login(technician)

    every = [*addresses(new_honor, new_choice).values(), *proposing(salary_row).values()]
    assert {client.get(address).status_code for address in every} == {403}


def test_whoever_is_not_signed_in_is_asked_to(client, new_honor, new_choice, salary_row):
    every = [*addresses(new_honor, new_choice).values(), *proposing(salary_row).values()]
    every += [url("decide_honor", new_honor.pk), url("decide_rule", new_choice.pk)]

    assert all(client.get(address).url.startswith("/dang-nhap/") for address in every)


def test_the_wrong_method_is_refused(client, secretary, principal, new_honor, new_choice):
    client.force_login(secretary)
    assert {client.post(address).status_code for address in addresses(new_honor, new_choice).values()} == {405}

    client.force_login(principal)
    # A lost session signed in again: back to the page.
    for route, own in (("decide_honor", new_honor), ("decide_rule", new_choice)):
        assert client.get(url(route, own.pk)).url == own.get_absolute_url()


def test_another_school_s_rows_are_not_there(client, stranger, new_honor, new_choice):
    client.force_login(stranger)

    for route, own in (("honor", new_honor), ("rule", new_choice)):
        assert client.get(url(f"proposal_{route}", own.pk)).status_code == 404
        assert client.post(url(f"decide_{route}", own.pk), {"action": "approve"}).status_code == 404
    assert "Zqw" not in page(client, url("proposals"))
    assert page(client, url("honor", "LDTT")).count("01/10/2026") == page(client, url("honor", "CO_CP")).count("01/10/2026")


def test_what_is_not_in_the_catalogue_is_not_there(client, secretary):
    client.force_login(secretary)
    deadline = Rule.objects.filter(family=RuleFamily.DEADLINE).latest("pk").pk

    missing = [
        url("honor", "NOTHING"), url("honor_propose", "NOTHING"), url("choice", "nothing"), url("choice_propose", "nothing"),
        url("honor_propose", "LDTT") + "?thoi-ky=nothing", url("reading_propose", "nothing"), url("reading_propose", B2),
        url("rule_propose", deadline + 1000), url("proposal_honor", 1), url("honor_propose", "NTVT") + NAMED,
    ]  # fmt: skip
    assert [client.get(address).status_code for address in missing] == [404] * len(missing)
    assert client.post(url("choice_propose", "nothing")).status_code == 404


# What the pages say


def test_today_runs_under_a_banner_until_the_school_has_read_the_law(client, teacher, secretary, principal, at):
    client.force_login(teacher)
    banner = "Chưa nhập nội dung quy định đang có hiệu lực"
    assert banner in page(client, url("honors"))
    assert banner in page(client, url("honor", "LDTT"), ngay="22/11/2026")
    assert banner not in page(client, url("honors"), ngay="30/09/2026")

    stored(reading(C, date(2026, 10, 1)), proposer=secretary, approver=principal, at=at)

    assert banner not in page(client, url("honors"))


def test_of_a_day_without_law_the_page_says_so(client, teacher):
    client.force_login(teacher)

    for address in (url("honors"), url("rules"), url("honor", "LDTT")):
        assert "Danh mục chưa có quy định của ngày này" in page(client, address, ngay="30/09/2017")


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ({"q": "chien si thi dua co so"}, "Chiến sĩ thi đua cơ sở", "Lao động tiên tiến</a>"),
        ({"tab": "tap-the"}, "Tập thể lao động xuất sắc", "Chiến sĩ thi đua cơ sở</a>"),
        ({"tab": "hoc-sinh"}, "cho người học", "Tập thể lao động xuất sắc</a>"),
        ({"ngay": "15/06/2023"}, "Giấy khen của Chủ tịch UBND quận", "Không có danh hiệu"),
        ({"ngay": "15/06/2026"}, "Giấy khen của Chủ tịch UBND phường", "UBND quận – cá nhân"),
        ({"q": "khong co gi nhu vay"}, "Không có danh hiệu, hình thức nào như vậy", "<table"),
        ({"tab": "nothing", "ngay": "nothing"}, "Lao động tiên tiến", "Không có danh hiệu"),
    ],
)
def test_the_list_shows_what_is_asked_for(client, teacher, query, shown, hidden):
    client.force_login(teacher)
    main = page(client, url("honors"), **query).split("<main")[1]

    assert shown in main
    assert hidden not in main


def test_the_amount_is_that_of_the_day(client, teacher):
    client.force_login(teacher)

    assert "450.000 đồng" in page(client, url("honor", "LDTT"), ngay="30/06/2023")
    assert "540.000 đồng" in page(client, url("honor", "LDTT"), ngay="01/07/2023")
    assert "Chưa có mức tiền thưởng" in page(client, url("honor", "LDTT"), ngay="30/06/2018")


def test_the_page_of_an_honor_says_how_sure_each_part_is(client, teacher):
    client.force_login(teacher)
    main = page(client, url("honor", "CSTDCS"), ngay="15/06/2026").split("<main")[1]

    for said in (
        "Đạt tiêu chuẩn danh hiệu Lao động tiên tiến", "Điều 23 Luật 06/2022/QH15", "đã đối chiếu nguyên văn",
        "suy ra, chưa đối chiếu", "ít nhất 80% tổng số thành viên", "Nguồn đối chiếu", "theo dự thảo", "Chưa dùng để xét",
        "Không quá 15% số cá nhân đạt Lao động tiên tiến",
    ):  # fmt: skip
        assert said in main or said.lower() in main


def test_what_nobody_has_read_gives_no_verdict_and_says_so(client, teacher):
    client.force_login(teacher)

    assert "Chưa đọc được tiêu chuẩn" in page(client, url("honor", "NTVT"), ngay="15/06/2023")


@pytest.mark.parametrize(
    ("key", "step"),
    [
        ("majority", ""), ("cstdcs_vote_a", ""), ("council_candidate", ""),
        ("public_days", "lập hồ sơ"), ("dossier_years", "lập hồ sơ"), ("money_rounding", ""),
    ],
)  # fmt: skip
def test_a_choice_that_nothing_reads_yet_says_when_it_will_be_used(client, teacher, key, step):
    client.force_login(teacher)

    assert ("Sẽ dùng ở bước" in page(client, url("choice", key))) is bool(step)
    assert f"Sẽ dùng ở bước {step}" in page(client, url("choices"))


def test_an_honor_that_is_no_more_is_shown_as_such(client, teacher):
    client.force_login(teacher)
    main = page(client, url("honor", "GK_QUAN_CN"), ngay="15/06/2026")

    assert "Không có trong quy định của ngày này" in main


def test_the_lists_are_downloaded_as_they_are_shown(client, teacher, new_honor, new_choice):
    client.force_login(teacher)

    rows, subtitle = cells(client, url("honors_excel"), ngay="15/06/2023", q="cstdcs")
    assert [line[1] for line in rows] == ["Chiến sĩ thi đua cơ sở"]
    assert rows[0][9:11] == (1, 1_490_000)
    assert "tìm “cstdcs”; ngày 15/06/2023" in subtitle
    assert len(cells(client, url("honors_excel"))[0]) == 30
    rows, subtitle = cells(client, url("rules_excel"), tab="bo-phieu")
    assert len(rows) == 7
    assert "bỏ phiếu" in subtitle
    assert len(cells(client, url("choices_excel"))[0]) == len(CHOICES)
    assert {line[1] for line in cells(client, url("proposals_excel"))[0]} == {"Lao động tiên tiến", "public_days"}
    rows, subtitle = cells(client, url("doubtful_excel"), tab="draft")
    assert {line[4] for line in rows} == {"theo dự thảo"}
    assert "Theo dự thảo" in subtitle


def test_everything_that_is_not_verified_is_listed(client, teacher):
    client.force_login(teacher)
    rows, _ = cells(client, url("doubtful_excel"))

    told = {(line[1], line[4]) for line in rows}
    assert ("Chiến sĩ thi đua cơ sở", "theo dự thảo") in told
    assert ("Người tốt, việc tốt (Hà Nội)", "chưa đối chiếu văn bản") in told
    assert ("Thời hạn theo năm học của Hà Nội", "chưa đối chiếu văn bản") in told
    assert ("Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân", "các nguồn nói khác nhau") in told
    doubted = Honor.objects.filter(school=None).exclude(confidence="VERIFIED").values_list("name", flat=True)
    assert set(doubted) <= {line[1] for line in rows}
    assert "đã đối chiếu nguyên văn" not in {line[4] for line in rows}


@pytest.mark.parametrize(
    "name", [*LISTS, "honors_excel", "rules_excel", "choices_excel", "doubtful_excel", "proposals_excel"]
)
def test_a_page_costs_the_same_for_one_row_and_for_many(
    client, teacher, secretary, principal, at, django_assert_num_queries, django_assert_max_num_queries, name
):
    client.force_login(teacher)

    def ask():
        with django_assert_max_num_queries(20) as captured:
            client.get(url(name))
        return len(captured)

    for row in (honor_like("LDTT", B2, valid_from=date(2026, 8, 1)), choice("public_days", "7", date(2026, 8, 1))):
        stored(row, proposer=secretary, approver=principal, at=at)
    before = ask()
    for days in (1, 2):
        day = date(2026, 8, 1) + timedelta(days=days)
        more = (honor_like("LDTT", B2, valid_from=day), choice("cap_rounding", "up", day), salary(day, 2_600_000))
        for row in (*more, honor_like("CSTDCS", B2, valid_from=day)):
            stored(row, proposer=secretary, approver=principal, at=at)

    with django_assert_num_queries(before):
        client.get(url(name))


def test_today_is_the_day_where_none_is_asked_for(client, teacher):
    client.force_login(teacher)

    assert f'value="{timezone.localdate():%d/%m/%Y}"' in page(client, url("honors"))

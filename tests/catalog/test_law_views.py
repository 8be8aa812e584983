"""The pages of the law of a day: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import date, timedelta

import lxml.html
import openpyxl
import pytest
from django.utils import timezone

from tests.catalog.pages import page, url
from tests.factories.honors import choice, honor_like, reading, salary, stored
from thiduakt.catalog.choices import CHOICES
from thiduakt.catalog.enums import RuleFamily, RuleState
from thiduakt.catalog.models import Honor, Rule
from thiduakt.catalog.rulebook import regime_named, rulebook

pytestmark = pytest.mark.django_db
READERS = (
    "principal", "deputy", "clerk", "secretary", "group_head", "teacher", "accountant", "inspector", "superior",
)  # fmt: skip
LISTS = ("honors", "rules", "choices", "doubtful", "proposals")
B2, C = "B2_2022_ND152", "C_2026_amended"
NAMED = f"?thoi-ky={C}"


def addresses(row: Honor, made: Rule) -> dict[str, str]:
    """Every page that is read."""
    pages = {name: url(name) for name in LISTS} | {f"{name}_excel": url(f"{name}_excel") for name in LISTS}
    return pages | {
        "honor": url("honor", "CSTDCS"), "choice": url("choice", "public_days"),
        "proposal_honor": url("proposal_honor", row.pk), "proposal_rule": url("proposal_rule", made.pk),
    }  # fmt: skip


@pytest.fixture
def row(secretary, at):
    """A proposed row of an honor: Lao động tiên tiến under the newest law."""
    new = honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1), note="Đã đọc bản giấy, Zqw.")
    return stored(new, proposer=secretary, at=at)


@pytest.fixture
def made(secretary, at):
    return stored(choice("public_days", "7", date(2026, 10, 1)), proposer=secretary, at=at)


@pytest.fixture
def salary_row():
    return Rule.objects.get(family=RuleFamily.SALARY, valid_from=date(2026, 7, 1))


def proposing(salary_row) -> dict[str, str]:
    return {
        "honor_propose": url("honor_propose", "LDTT") + NAMED, "reading_propose": url("reading_propose", C),
        "rule_propose": url("rule_propose", salary_row.pk), "choice_propose": url("choice_propose", "public_days"),
    }  # fmt: skip


def form_values(client, address, **typed):
    """What the page of a form holds, with what is typed over it."""
    forms = lxml.html.fromstring(client.get(address).content).xpath("//main//form[@method='post']")
    values: dict[str, object] = {}
    for name, value in forms[0].form_values():
        values.setdefault(name, []).append(value)
    return {name: found for name, found in (values | typed).items() if found is not None}


def cells(client, address, **query):
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, query).content))
    return list(book.active.iter_rows(min_row=5, values_only=True)), book.active["A2"].value


@pytest.mark.parametrize("who", READERS)
def test_everybody_of_the_school_reads_the_law(who, request, client, row, made):
    actor = request.getfixturevalue(who)
    client.force_login(actor)

    found = {name: client.get(address).status_code for name, address in addresses(row, made).items()}

    own = {"proposal_honor", "proposal_rule"}
    expected = {name: 404 if name in own and who == "superior" else 200 for name in found}
    assert found == expected


def test_the_technician_has_no_part_in_it(client, technician, row, made, salary_row):
    client.force_login(technician)

    every = [*addresses(row, made).values(), *proposing(salary_row).values()]
    assert {client.get(address).status_code for address in every} == {403}


def test_whoever_is_not_signed_in_is_asked_to(client, row, made, salary_row):
    every = [*addresses(row, made).values(), *proposing(salary_row).values()]
    every += [url("decide_honor", row.pk), url("decide_rule", made.pk)]

    assert all(client.get(address).url.startswith("/dang-nhap/") for address in every)


def test_the_wrong_method_is_refused(client, secretary, principal, row, made):
    client.force_login(secretary)
    assert {client.post(address).status_code for address in addresses(row, made).values()} == {405}

    client.force_login(principal)
    for route, own in (("decide_honor", row), ("decide_rule", made)):  # a lost session signed in again: back to the page
        assert client.get(url(route, own.pk)).url == own.get_absolute_url()


@pytest.mark.parametrize("who", [name for name in READERS if name != "secretary"])
def test_only_the_secretary_proposes(who, request, client, salary_row):
    client.force_login(request.getfixturevalue(who))

    for address in proposing(salary_row).values():
        assert client.get(address).status_code == 403
        assert client.post(address, {"value": "7", "valid_from": "01/10/2026"}).status_code == 403
    assert not Rule.objects.filter(school__isnull=False).exists()
    assert "Đề xuất quy định mới" not in page(client, url("honor", "LDTT"))


@pytest.mark.parametrize("who", [name for name in READERS if name != "principal"])
def test_only_the_principal_decides(who, request, client, row, made):
    client.force_login(request.getfixturevalue(who))

    for address in (url("decide_honor", row.pk), url("decide_rule", made.pk)):
        assert client.post(address, {"action": "approve"}).status_code == 403
    assert Honor.objects.get(pk=row.pk).state == RuleState.PROPOSED


def test_another_school_s_rows_are_not_there(client, stranger, row, made):
    client.force_login(stranger)

    for route, own in (("honor", row), ("rule", made)):
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


def test_an_unknown_step_is_not_there_and_a_decided_row_stays(client, principal, row):
    client.force_login(principal)
    address = url("decide_honor", row.pk)
    assert client.post(address, {"action": "delete"}).status_code == 404
    assert client.post(address).status_code == 404
    client.post(address, {"action": "approve"})

    answer = client.post(address, {"action": "refuse", "reason": "Nghĩ lại."}, follow=True)

    assert "Đang ở trạng thái" in answer.content.decode()
    assert Honor.objects.get(pk=row.pk).state == RuleState.APPROVED


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
        ("majority", "họp hội đồng"), ("cstdcs_vote_a", "họp hội đồng"), ("council_candidate", "họp hội đồng"),
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


def test_the_lists_are_downloaded_as_they_are_shown(client, teacher, row, made):
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


# Proposing and deciding


def test_a_new_row_goes_from_the_form_to_the_book_of_rules(client, secretary, principal):
    client.force_login(secretary)
    address = url("honor_propose", "LDTT") + NAMED
    conditions = Honor.objects.get(school=None, code="LDTT", regime__code=B2).conditions
    place = next(place for place, condition in enumerate(conditions) if condition["test"] == "service_months")
    typed = {
        "valid_from": "01/10/2026", "basis": "Luật 06/2026/QH16, Điều 1", "confidence": "VERIFIED", "coefficient": "0,5",
        "note": "Đã đọc Công báo.", "c0-among": ["HTXS"], f"c{place}-at_least": "4",
        f"c{place}-text": "Mới tuyển dụng dưới 04 tháng: không xét",
        f"c{place}-basis": "Điều 1 khoản 5 Luật 06/2026/QH16", f"c{place}-confidence": "VERIFIED",
    }  # fmt: skip

    answer = client.post(address, form_values(client, address, **typed), follow=True)

    row = Honor.objects.get(school=secretary.school)
    assert answer.redirect_chain[-1][0] == row.get_absolute_url()
    client.force_login(principal)
    shown = page(client, row.get_absolute_url())
    assert "Mới tuyển dụng dưới 04 tháng" in shown
    assert "0,5 lần lương cơ sở" in shown
    client.post(url("decide_honor", row.pk), {"action": "approve"})

    standard = rulebook(secretary.school_id, on=date(2026, 11, 22)).standards["LDTT"]
    asked = {condition.test: condition for condition in standard.conditions}
    assert asked["service_months"].options["at_least"] == 4
    assert asked["service_months"].basis == "Điều 1 khoản 5 Luật 06/2026/QH16"
    assert asked["rating"].options["among"] == ["HTXS"]
    assert len(standard.conditions) == len(conditions)


def test_whoever_approves_reads_what_the_program_asks_and_not_only_the_words(client, secretary, principal):
    """A number changed under words that stayed the same is told as a difference."""
    client.force_login(secretary)
    address = url("honor_propose", "TTLDTT") + NAMED
    conditions = Honor.objects.get(school=None, code="TTLDTT", regime__code=B2).conditions
    place = next(place for place, condition in enumerate(conditions) if condition["test"] == "share")
    given = {"valid_from": "01/10/2026", "basis": "Luật 06/2026/QH16", f"c{place}-at_least": "55"}
    client.post(address, form_values(client, address, **given))
    client.force_login(principal)

    shown = page(client, Honor.objects.get(school=secretary.school).get_absolute_url())
    rows = lxml.html.fromstring(shown).xpath("//table//tr[th[contains(., 'Hệ thống xét theo')]]")

    assert "ít nhất 70% số cá nhân" in rows[0].xpath("string(td[1])")
    assert "ít nhất 55% số cá nhân" in rows[0].xpath("string(td[2])")
    assert "khác" in rows[0].xpath("string(th)")
    assert "chưa đối chiếu văn bản" in shown


def test_a_condition_that_the_new_law_dropped_is_left_out(client, secretary):
    client.force_login(secretary)
    address = url("honor_propose", "CSTDCS") + NAMED
    values = form_values(client, address, valid_from="01/10/2026", basis="Luật 06/2026/QH16")
    values.pop("c0-keep")

    client.post(address, values)

    row = Honor.objects.get(school=secretary.school)
    base = Honor.objects.get(school=None, code="CSTDCS", regime__code=B2)
    assert [condition["key"] for condition in row.conditions] == [condition["key"] for condition in base.conditions[1:]]
    assert row.conditions[0]["of"][1]["level"] == "co_so"


def test_the_parts_of_a_condition_keep_their_own_words(client, secretary):
    client.force_login(secretary)
    address = url("honor_propose", "CSTDCS") + NAMED
    base = Honor.objects.get(school=None, code="CSTDCS", regime__code=B2).conditions
    place = next(place for place, condition in enumerate(base) if condition.get("of"))
    typed = {f"c{place}-text": "Câu mới", f"c{place}-basis": "Điều 1 Luật 06/2026/QH16", f"c{place}-confidence": "RESTATED"}

    client.post(address, form_values(client, address, valid_from="01/10/2026", basis="Luật 06/2026/QH16", **typed))

    condition = Honor.objects.get(school=secretary.school).conditions[place]
    assert [condition[name] for name in ("text", "basis", "confidence")] == [*typed.values()]
    assert condition["of"] == base[place]["of"]


def test_of_a_law_that_was_not_read_the_form_takes_nothing_for_sure(client, secretary):
    """What is not known stays marked so, unless the person who read it says otherwise."""
    client.force_login(secretary)
    address = url("honor_propose", "LDTT") + NAMED

    client.post(address, form_values(client, address, valid_from="01/10/2026", basis="Luật 06/2026/QH16"))

    row = Honor.objects.get(school=secretary.school)
    assert row.confidence == "UNVERIFIED"
    assert {condition["confidence"] for condition in row.conditions} == {"UNVERIFIED"}
    assert row.sources == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"valid_from": "30/09/2026"}, "bắt đầu từ ngày 01/10/2026"),
        ({"valid_from": ""}, "chưa điền"),
        ({"basis": " "}, "chưa điền"),
        ({"coefficient": "500"}, "50"),
        ({"coefficient": "một"}, "số"),
        ({"c0-text": ""}, "chưa điền"),
        ({"c0-among": None}, "chưa điền"),
        ({"c1-at_least": "1,5"}, "số nguyên"),
        ({"min_approval_percent": "101"}, "100"),
    ],
)
def test_a_refused_form_is_shown_again_with_all_that_was_typed(client, secretary, typed, sentence):
    client.force_login(secretary)
    address = url("honor_propose", "LDTT") + NAMED
    given = {"valid_from": "01/10/2026", "basis": "Luật 06/2026/QH16", "note": "Gõ đã lâu, đừng mất."} | typed

    answer = client.post(address, form_values(client, address, **given))

    said = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in said
    assert "Gõ đã lâu, đừng mất." in said
    assert not Honor.objects.filter(school__isnull=False).exists()


def test_a_new_salary_is_proposed_and_counts_once_approved(client, secretary, principal, salary_row):
    client.force_login(secretary)
    address = url("rule_propose", salary_row.pk)
    typed = {"valid_from": "01/07/2027", "amount": "2.800.000", "basis": "NĐ 99/2027/NĐ-CP, Điều 3"}

    client.post(address, form_values(client, address, **typed))

    row = Rule.objects.get(school=secretary.school)
    assert (row.values, row.valid_from, row.key) == ({"amount": 2_800_000}, date(2027, 7, 1), "base_salary")
    client.force_login(principal)
    client.post(url("decide_rule", row.pk), {"action": "approve"})
    assert "2.800.000 đồng" in page(client, url("rules"))


@pytest.mark.parametrize(
    "family", [RuleFamily.MONEY, RuleFamily.VOTE, RuleFamily.COUNCIL, RuleFamily.RATING, RuleFamily.DEADLINE]
)
def test_every_kind_of_rule_can_be_proposed_anew(client, secretary, principal, family):
    client.force_login(secretary)
    base = Rule.objects.filter(school=None, family=family).exclude(regime__ends_on__lt=date(2026, 1, 1)).latest("valid_from")
    address = url("rule_propose", base.pk)
    typed = {
        "valid_from": "01/11/2026",
        "basis": "Quy chế của hội đồng",
        "min_percent": "85",
        "lines": "Một.\r\n Hai. \r\n\r\n",
    }
    fields = form_values(client, address)
    values = {name: value for name, value in (fields | typed).items() if name in fields}

    answer = client.post(address, values, follow=True)

    assert "Đã gửi đề xuất" in answer.content.decode()
    row = Rule.objects.get(school=secretary.school)
    assert (row.family, row.key, row.valid_from) == (base.family, base.key, date(2026, 11, 1))
    if family == RuleFamily.VOTE:
        assert row.values["min_percent"] == 85
    if "lines" in fields:
        assert row.values["lines"] == ["Một.", "Hai."]


def test_a_choice_is_made_by_two(client, secretary, principal):
    client.force_login(secretary)
    address = url("choice_propose", "money_rounding")
    typed = {"value": "nearest", "valid_from": "01/10/2026", "note": "Theo kế toán phường."}
    assert "Gửi đề xuất" in page(client, url("choice", "money_rounding"))

    client.post(address, typed)
    assert "trường chưa chọn" in page(client, url("choices"), q="làm tròn tiền")
    row = Rule.objects.get(school=secretary.school)
    client.force_login(principal)
    client.post(url("decide_rule", row.pk), {"action": "approve"})

    shown = page(client, url("choices"), q="lam tron tien")
    assert "Làm tròn đến hàng chục nghìn đồng gần nhất" in shown
    assert "Hoàng Thị Phương duyệt" in shown
    assert "Theo kế toán phường." in page(client, row.get_absolute_url())
    assert "700.000 đồng" not in page(client, url("honor", "LDTT"))
    assert "760.000 đồng" in page(client, url("honor", "LDTT"))
    assert "2.020.000 đồng" in page(client, url("honor", "TTLDTT"))


@pytest.mark.parametrize(
    "typed", [{"value": "down"}, {"value": ""}, {"note": ""}, {"valid_from": "31/02/2026"}, {"valid_from": "1/1/20266"}]
)
def test_a_refused_choice_is_shown_again(client, secretary, typed):
    client.force_login(secretary)
    given = {"value": "nearest", "valid_from": "01/10/2026", "note": "Lời đã gõ."} | typed

    answer = client.post(url("choice_propose", "money_rounding"), given)

    assert answer.status_code == 200
    assert "is-invalid" in answer.content.decode() or "notice tone-bad" in answer.content.decode()
    assert given["note"] in answer.content.decode()
    assert not Rule.objects.filter(school__isnull=False).exists()


def test_a_reading_lifts_the_banner_once_two_have_said_so(client, secretary, principal):
    client.force_login(secretary)
    typed = {"valid_from": "01/10/2026", "basis": "Luật 06/2026/QH16", "note": "Công báo; đã nhập 3 danh hiệu."}
    client.post(url("reading_propose", C), typed)
    row = Rule.objects.get(school=secretary.school)
    assert not rulebook(secretary.school_id, on=date(2026, 11, 22)).is_read

    client.force_login(principal)
    client.post(url("decide_rule", row.pk), {"action": "approve"})

    assert rulebook(secretary.school_id, on=date(2026, 11, 22)).is_read


def test_refusing_on_the_page_wants_a_reason_and_keeps_it(client, principal, made):
    client.force_login(principal)
    client.post(url("decide_rule", made.pk), {"action": "refuse", "reason": " "})
    assert Rule.objects.get(pk=made.pk).state == RuleState.PROPOSED

    answer = client.post(url("decide_rule", made.pk), {"action": "refuse", "reason": "Giữ 10 ngày."}, follow=True)

    assert "Không duyệt" in answer.content.decode()
    assert Rule.objects.get(pk=made.pk).state == RuleState.REFUSED


def test_who_refused_when_and_why_is_read_where_the_proposal_stands(client, secretary, principal, row, made):
    """An honor and a rule may bear the same number."""
    client.force_login(principal)
    client.post(url("decide_honor", row.pk), {"action": "refuse", "reason": "Chưa có bản giấy."})
    client.post(url("decide_rule", made.pk), {"action": "refuse", "reason": "Giữ 10 ngày."})
    client.force_login(secretary)

    for one, reason, other in ((row, "Chưa có bản giấy.", "Giữ 10 ngày."), (made, "Giữ 10 ngày.", "Chưa có bản giấy.")):
        one.refresh_from_db()
        shown = " ".join(page(client, one.get_absolute_url()).split())
        assert f"<dt> Người không duyệt </dt> <dd> {principal}, lúc " in shown
        assert f"<dt>Lý do không duyệt</dt> <dd> {reason} </dd>" in shown
        assert other not in shown
    listed = page(client, url("proposals"), tab="khong-duyet")
    assert "Lý do: Chưa có bản giấy." in listed
    assert "Lý do: Giữ 10 ngày." in listed
    lines, *_ = cells(client, url("proposals_excel"), tab="khong-duyet")
    assert {line[-1] for line in lines} == {"Chưa có bản giấy.", "Giữ 10 ngày."}


def test_whoever_proposed_sees_that_another_has_to_approve(client, secretary, row):
    client.force_login(secretary)
    shown = page(client, row.get_absolute_url()).split("<main")[1]

    assert "chờ một người khác có thẩm quyền duyệt" in shown
    assert "<textarea" not in shown


@pytest.mark.parametrize("name", ["valid_from", "coefficient", "c0-text", "c0-among", "vote_mode", "sources", "c0-keep"])
@pytest.mark.parametrize("value", ["", "\x00", "9" * 400, "-1", "=1+1", "<b>", "Đ" * 6000])
def test_nothing_that_is_posted_breaks_the_form(client, secretary, name, value):
    client.force_login(secretary)
    address = url("honor_propose", "LDTT") + NAMED
    given = form_values(client, address, **({"valid_from": "01/10/2026", "basis": "Luật 06/2026/QH16"} | {name: value}))

    assert client.post(address, given).status_code in {200, 302}


def test_today_is_the_day_where_none_is_asked_for(client, teacher):
    client.force_login(teacher)

    assert f'value="{timezone.localdate():%d/%m/%Y}"' in page(client, url("honors"))

"""New rows of the law: from the form of the secretary to the decision of the principal, and nothing typed is lost."""

from datetime import date

import lxml.html
import pytest

from tests.catalog.pages import B2, NAMED, READERS, C, cells, form_values, page, proposing, url
from thiduakt.catalog.enums import RuleFamily, RuleState
from thiduakt.catalog.models import Honor, Rule
from thiduakt.catalog.rulebook import rulebook

pytestmark = pytest.mark.django_db
GIVEN = {
    "valid_from": "01/10/2026", "basis": "Luật 06/2026/QH16", "confidence": "UNVERIFIED",
    "authority_confidence": "UNVERIFIED", "coefficient_confidence": "UNVERIFIED", "threshold_confidence": "UNVERIFIED",
}  # fmt: skip


@pytest.mark.parametrize("who", [name for name in READERS if name != "secretary"])
def test_only_the_secretary_proposes(who, request, client, salary_row):
    client.force_login(request.getfixturevalue(who))

    for address in proposing(salary_row).values():
        assert client.get(address).status_code == 403
        assert client.post(address, {"value": "7", "valid_from": "01/10/2026"}).status_code == 403
    assert not Rule.objects.filter(school__isnull=False).exists()
    assert "Đề xuất quy định mới" not in page(client, url("honor", "LDTT"))


@pytest.mark.parametrize("who", [name for name in READERS if name != "principal"])
def test_only_the_principal_decides(who, request, client, new_honor, new_choice):
    client.force_login(request.getfixturevalue(who))

    for address in (url("decide_honor", new_honor.pk), url("decide_rule", new_choice.pk)):
        assert client.post(address, {"action": "approve"}).status_code == 403
    assert Honor.objects.get(pk=new_honor.pk).state == RuleState.PROPOSED


def test_an_unknown_step_is_not_there_and_a_decided_row_stays(client, principal, new_honor):
    client.force_login(principal)
    address = url("decide_honor", new_honor.pk)
    assert client.post(address, {"action": "delete"}).status_code == 404
    assert client.post(address).status_code == 404
    client.post(address, {"action": "approve"})

    answer = client.post(address, {"action": "refuse", "reason": "Nghĩ lại."}, follow=True)

    assert "Đang ở trạng thái" in answer.content.decode()
    assert Honor.objects.get(pk=new_honor.pk).state == RuleState.APPROVED


def test_a_new_row_goes_from_the_form_to_the_book_of_rules(client, secretary, principal):
    client.force_login(secretary)
    address = url("honor_propose", "LDTT") + NAMED
    conditions = Honor.objects.get(school=None, code="LDTT", regime__code=B2).conditions
    place = next(place for place, condition in enumerate(conditions) if condition["test"] == "service_months")
    typed = GIVEN | {
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
    given = GIVEN | {f"c{place}-at_least": "55"}
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
    values = form_values(client, address, **GIVEN)
    values.pop("c0-keep")

    client.post(address, values)

    row = Honor.objects.get(school=secretary.school)
    base = Honor.objects.get(school=None, code="CSTDCS", regime__code=B2)
    assert [condition["key"] for condition in row.conditions] == [condition["key"] for condition in base.conditions[1:]]
    assert row.conditions[0]["of"][1]["level"] == "co_so"


def test_the_parts_of_a_group_stand_on_its_words_and_ground(client, secretary):
    client.force_login(secretary)
    address = url("honor_propose", "CSTDCS") + NAMED
    base = Honor.objects.get(school=None, code="CSTDCS", regime__code=B2).conditions
    place = next(place for place, condition in enumerate(base) if condition.get("of"))
    typed = {f"c{place}-text": "Câu mới", f"c{place}-basis": "Điều 1 Luật 06/2026/QH16", f"c{place}-confidence": "RESTATED"}

    client.post(address, form_values(client, address, **GIVEN, **typed))

    condition = Honor.objects.get(school=secretary.school).conditions[place]
    typed_names = {"text", "basis", "confidence"}
    assert [condition[name] for name in ("text", "basis", "confidence")] == [*typed.values()]
    asked = [{name: value for name, value in part.items() if name not in typed_names} for part in condition["of"]]
    assert asked == [{name: value for name, value in part.items() if name not in typed_names} for part in base[place]["of"]]
    assert {(part["text"], part["basis"], part["confidence"]) for part in condition["of"]} == {(*typed.values(),)}


def test_of_a_law_that_was_not_read_the_form_takes_nothing_for_sure(client, secretary):
    """How far each part was held against the text is asked, and never filled in."""
    client.force_login(secretary)
    address = url("honor_propose", "LDTT") + NAMED

    asked = form_values(client, address)
    assert {name: asked[name] for name in GIVEN if name.endswith("confidence")} == {key: [""] for key in list(GIVEN)[2:]}
    refused = client.post(address, asked | {"basis": "Luật 06/2026/QH16"})
    assert "Mức đối chiếu tiêu chuẩn</a>: Thầy/cô chưa điền ô này." in refused.content.decode()
    assert not Honor.objects.filter(school__isnull=False).exists()

    client.post(address, form_values(client, address, **GIVEN))

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
    given = GIVEN | {"note": "Gõ đã lâu, đừng mất."} | typed

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


def test_refusing_on_the_page_wants_a_reason_and_keeps_it(client, principal, new_choice):
    client.force_login(principal)
    client.post(url("decide_rule", new_choice.pk), {"action": "refuse", "reason": " "})
    assert Rule.objects.get(pk=new_choice.pk).state == RuleState.PROPOSED

    answer = client.post(url("decide_rule", new_choice.pk), {"action": "refuse", "reason": "Giữ 10 ngày."}, follow=True)

    assert "Không duyệt" in answer.content.decode()
    assert Rule.objects.get(pk=new_choice.pk).state == RuleState.REFUSED


def test_who_refused_when_and_why_is_read_where_the_proposal_stands(client, secretary, principal, new_honor, new_choice):
    """An honor and a rule may bear the same number."""
    client.force_login(principal)
    client.post(url("decide_honor", new_honor.pk), {"action": "refuse", "reason": "Chưa có bản giấy."})
    client.post(url("decide_rule", new_choice.pk), {"action": "refuse", "reason": "Giữ 10 ngày."})
    client.force_login(secretary)

    first, second = "Chưa có bản giấy.", "Giữ 10 ngày."
    for one, reason, other in ((new_honor, first, second), (new_choice, second, first)):
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


def test_whoever_proposed_sees_that_another_has_to_approve(client, secretary, new_honor):
    client.force_login(secretary)
    shown = page(client, new_honor.get_absolute_url()).split("<main")[1]

    assert "chờ một người khác có thẩm quyền duyệt" in shown
    assert "<textarea" not in shown


@pytest.mark.parametrize("name", ["valid_from", "coefficient", "c0-text", "c0-among", "vote_mode", "sources", "c0-keep"])
@pytest.mark.parametrize("value", ["", "\x00", "9" * 400, "-1", "=1+1", "<b>", "Đ" * 6000])
def test_nothing_that_is_posted_breaks_the_form(client, secretary, name, value):
    client.force_login(secretary)
    address = url("honor_propose", "LDTT") + NAMED
    given = form_values(client, address, **(GIVEN | {name: value}))

    assert client.post(address, given).status_code in {200, 302}

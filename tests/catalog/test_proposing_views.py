"""A school changes its reading of the law in the browser: conditions added and grouped, a new honor, a step back."""

from datetime import date

import lxml.html
import pytest

from tests.catalog.pages import B2, NAMED, C, form_values, page, url
from tests.catalog.test_law_proposals import GIVEN
from tests.factories.honors import choice, honor_like, reading, stored
from thiduakt.audit.models import AuditEvent
from thiduakt.catalog.enums import RuleState
from thiduakt.catalog.honors import honor_choices
from thiduakt.catalog.models import Honor, Rule
from thiduakt.catalog.rulebook import regime_named, rulebook
from thiduakt.catalog.services.rules import propose
from thiduakt.eligibility import Verdict, assess
from thiduakt.eligibility.facts import Facts, Initiative, SubjectKind
from thiduakt.home.tasks import tasks_of
from thiduakt.home.tasks.law import RULE_URGE
from thiduakt.intake.kinds.honors import Honors
from thiduakt.ledger.queries import named_honors

pytestmark = pytest.mark.django_db
SURE = {name: "VERIFIED" for name in GIVEN if name.endswith("confidence")}
NEW = GIVEN | SURE | {
    "name": "Nhà giáo tiêu biểu Thủ đô", "kind": "LOCAL_TITLE", "subject_asked": "individual", "level": "tinh",
    "period": "năm", "authority": "Chủ tịch UBND Thành phố", "vote_mode": "bo_phieu", "coefficient": "0,8",
}  # fmt: skip
CSTDCS = "honor_propose", "CSTDCS"


@pytest.fixture
def form(client, secretary):
    """Of Chiến sĩ thi đua cơ sở: its address, and what its page holds."""
    client.force_login(secretary)
    address = url(*CSTDCS) + NAMED
    return address, form_values(client, address, **GIVEN)


def shown_again(answer):
    """What the form holds that came back."""
    assert answer.status_code == 200
    found: dict[str, list[str]] = {}
    for name, value in lxml.html.fromstring(answer.content).xpath("//main//form[@method='post']")[0].form_values():
        found.setdefault(name, []).append(value)
    return found


def added(client, address, values, kind, to=""):
    """The form after one press of Thêm điều kiện, and the name of the new row."""
    answer = client.post(address, values | {"press": "add", "add_kind": kind, "add_to": to})
    again = shown_again(answer)
    return again, again["row"][-1]


def row_of(secretary):
    return Honor.objects.get(school=secretary.school)


def test_a_condition_is_added_with_all_that_was_typed(client, secretary, form):
    address, values = form
    again, name = added(client, address, values | {"note": "Gõ đã lâu.", "coefficient": "không phải số"}, "service_months")

    assert (again["note"][0].strip(), again["coefficient"]) == ("Gõ đã lâu.", ["không phải số"])
    assert not Honor.objects.filter(school__isnull=False).exists()
    given = {f"{name}-at_least": "12", f"{name}-text": "Đủ 12 tháng", f"{name}-basis": "Điều 1.3", "coefficient": "1"}
    client.post(address, again | given)

    last = row_of(secretary).conditions[-1]
    assert {one: last[one] for one in ("test", "at_least", "text", "basis", "confidence")} == {
        "test": "service_months", "at_least": 12, "text": "Đủ 12 tháng", "basis": "Điều 1.3", "confidence": "UNVERIFIED",
    }  # fmt: skip


def test_any_of_becomes_all_of_and_back(client, secretary, form):
    address, values = form
    client.post(address, values | {"c1-mode": "all_of"})

    (group,) = [one for one in row_of(secretary).conditions if one.get("of")]
    assert group["test"] == "all_of"
    assert [part["test"] for part in group["of"]] == ["rating", "initiative"]


def test_conditions_are_put_into_a_group_and_taken_out_of_one(client, secretary, form):
    address, values = form
    again, name = added(client, address, values, "group")
    given = {
        f"{name}-mode": "any_of", f"{name}-text": "Một trong hai", f"{name}-basis": "Điều 2",
        "c0-group": name, "c1-0-group": name, "c1-1-group": "", "c1-1-text": "Có sáng kiến", "c1-1-basis": "Điều 3",
    }  # fmt: skip
    without = {key: value for key, value in (again | given).items() if key != "c1-keep"}
    client.post(address, without)

    conditions = row_of(secretary).conditions
    assert [(one["test"], one["text"]) for one in conditions] == [
        ("initiative", "Có sáng kiến"),
        ("any_of", "Một trong hai"),
    ]
    assert [part["test"] for part in conditions[1]["of"]] == ["meets", "rating"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"x0-group": "x1", "x1-group": "x0"}, "Nhóm không nằm trong chính nó được"),
        ({}, "Nhóm 2 chưa có điều kiện nào"),
        ({"x1-group": "x0", "x0-group": "c1", "c0-group": "x1"}, "Nhóm lồng nhau nhiều nhất 2 lớp"),
        ({"c0-group": "nothing"}, "chọn một mục có trong danh sách"),
        ({"row": ["c0", "x0", "../etc"], "c0-group": "x0"}, "không thuộc loại nào trong danh sách"),
        ({"c0-kind": "drop table"}, "không thuộc loại nào trong danh sách"),
        ({"c0-code": "NOTHING"}, "chọn một mục có trong danh sách"),
    ],
)
def test_groups_that_make_no_standard_are_refused_in_a_sentence(client, form, typed, sentence):
    address, values = form
    for _ in range(2):
        values, name = added(client, address, values, "group")
        values |= {f"{name}-mode": "any_of", f"{name}-text": "Nhóm", f"{name}-basis": "Điều 2"}
    if "row" in typed or "c0-kind" in typed:
        values = {name: value for name, value in values.items() if name not in {"x1-keep", "x0-keep"}}

    answer = client.post(address, values | typed)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Honor.objects.filter(school__isnull=False).exists()


def test_adding_without_a_kind_says_so_and_keeps_the_form(client, form):
    address, values = form
    for kind in ("", "nothing", "\x00"):
        answer = client.post(address, values | {"press": "add", "add_kind": kind})
        assert "chọn loại điều kiện trước" in answer.content.decode()
        assert shown_again(answer)["row"] == values["row"]


def test_there_is_an_end_to_the_rows(client, form):
    address, values = form
    rows = [f"x{place}" for place in range(60)]
    hostile = values | {"row": rows} | {f"{name}-kind": "judged" for name in rows}

    assert "nhiều nhất 40 điều kiện" in client.post(address, hostile | {
        f"{name}-{part}": "Đ" for name in rows for part in ("keep", "text", "basis")
    }).content.decode()  # fmt: skip


def test_the_standard_is_read_in_words_before_it_is_sent(client, form):
    address, values = form
    again, name = added(client, address, values, "service_months")
    given = {f"{name}-at_least": "12", f"{name}-text": "Đủ 12 tháng", f"{name}-basis": "Điều 1.3", "c1-mode": "all_of"}

    said = client.post(address, again | given | {"press": "look"}).content.decode()

    table = lxml.html.fromstring(said).xpath("//tr[th[contains(., 'Hệ thống xét theo')]]")[0]
    assert table.xpath("td[1]//del/text()") == ["Một trong các điều kiện sau:"]
    assert table.xpath("td[2]//ins/text()") == ["Tất cả các điều kiện sau:", "Thời gian công tác: ít nhất 12 tháng."]
    basis = lxml.html.fromstring(said).xpath("//tr[th[contains(., 'Căn cứ')]]")[0]
    assert basis.xpath("td[2]//ins/text()") == ["Luật 06/2026/QH16"]
    assert "Luật 06/2022/QH15, Điều 23" in basis.xpath("td[1]//del/text()")
    assert not Honor.objects.filter(school__isnull=False).exists()


def test_the_grounds_of_the_old_row_stand_in_the_form(client, secretary):
    client.force_login(secretary)

    assert "Luật 06/2022/QH15, Điều 23" in form_values(client, url(*CSTDCS) + NAMED)["basis"][0]


def test_another_order_is_no_difference(client, secretary, at):
    row = honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1))
    row.conditions = row.conditions[::-1]
    row.conditions[-1]["among"] = row.conditions[-1]["among"][::-1]
    row.basis = "\n".join(row.basis.split("\n")[::-1])
    stored(row, proposer=secretary, at=at)
    client.force_login(secretary)

    assert not lxml.html.fromstring(page(client, row.get_absolute_url())).xpath("//*[@class='differs']")


# An honor that is new


def test_a_new_honor_is_known_everywhere_once_it_is_approved(client, secretary, principal, teacher):
    client.force_login(secretary)
    address = url("honor_introduce")
    values, name = added(client, address, form_values(client, address, **NEW), "meets")
    values |= {f"{name}-code": "CSTDCS", f"{name}-text": "Đạt CSTĐCS", f"{name}-basis": "QĐ 12/2026/QĐ-UBND, Điều 3"}
    client.post(address, values)
    row = row_of(secretary)
    assert (row.code, row.kind, row.subject, row.regime.code) == ("NGTBTD", "LOCAL_TITLE", "individual", C)
    day = date(2026, 11, 22)
    assert "NGTBTD" not in dict(honor_choices(secretary.school_id, day))

    client.force_login(principal)
    client.post(url("decide_honor", row.pk), {"action": "approve"})

    assert dict(honor_choices(secretary.school_id, day))["NGTBTD"] == NEW["name"]
    assert rulebook(secretary.school_id, on=day).standards["NGTBTD"].subject == "individual"
    assert named_honors(secretary.school_id)["NGTBTD"].name == NEW["name"]
    assert NEW["name"] in Honors().options(secretary.school)["honor"]
    assert NEW["name"] in page(client, url("honors"))
    assert NEW["name"] in page(client, url("honor", "NGTBTD"))
    client.force_login(secretary)
    assert NEW["name"] in page(client, f"/so-khen-thuong/ghi/vien-chuc/{teacher.person.pk}/")
    assert NEW["name"] in page(client, "/du-dieu-kien/", thoi_ky=C)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "Lao  Động Tiên Tiến"}, "Danh mục đã có danh hiệu, hình thức này"),
        ({"code": "ldtt"}, "Danh mục đã có danh hiệu, hình thức này"),
        ({"code": "GK_QUAN_CN"}, "là của Giấy khen"),
        ({"code": "Đ Đ"}, "Mã gồm 2 đến 30"),
        ({"name": ""}, "chưa điền"),
        ({"kind": "NOTHING"}, "chọn một mục có trong danh sách"),
        ({"subject_asked": "\x00"}, "chọn một mục có trong danh sách"),
        ({"valid_from": "01/01/2010"}, "Danh mục chưa có quy định của ngày 01/01/2010"),
        ({"confidence": ""}, "chưa điền"),
    ],
)
def test_a_new_honor_that_cannot_be_is_refused_in_a_sentence(client, secretary, typed, sentence):
    client.force_login(secretary)
    address = url("honor_introduce")
    values = form_values(client, address, **NEW) | {"note": "Gõ đã lâu."} | typed

    for press in ("", "look"):
        said = client.post(address, values | {"press": press}).content.decode()
        assert sentence in said
        assert "Gõ đã lâu." in said
    assert not Honor.objects.filter(school__isnull=False).exists()


def test_two_new_honors_never_share_a_code(client, secretary, principal, at):
    client.force_login(secretary)
    address = url("honor_introduce")
    for place, name in enumerate(("Gương sáng thầy cô", "Giáo sinh tích cực")):
        client.post(address, form_values(client, address, **NEW | {"name": name}))
        row = Honor.objects.filter(school=secretary.school).latest("pk")
        client.force_login(principal)
        client.post(url("decide_honor", row.pk), {"action": "approve"})
        client.force_login(secretary)
        assert row.code == ("GSTC", "GSTC_2")[place]


# Taken back


@pytest.fixture
def proposals(secretary, at):
    row = honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1))
    made = choice("public_days", "7", date(2026, 10, 1))
    return {"honor": propose(row, actor=secretary, at=at), "rule": propose(made, actor=secretary, at=at)}


@pytest.mark.parametrize("kind", ["honor", "rule"])
def test_whoever_proposed_takes_it_back(client, secretary, principal, at, proposals, kind):
    row = proposals[kind]
    client.force_login(secretary)
    assert url(f"withdraw_{kind}", row.pk) in page(client, row.get_absolute_url())

    client.post(url(f"withdraw_{kind}", row.pk))

    row.refresh_from_db()
    assert (row.state, row.decided_by) == (RuleState.WITHDRAWN, None)
    assert AuditEvent.objects.filter(verb="rule.withdraw", object_id=row.pk).exists()
    assert row.name not in {task.title for task in tasks_of(principal, at) if task.label == RULE_URGE}
    assert "đã rút" in page(client, url("proposals"), tab="da-rut")
    client.force_login(principal)
    said = client.post(url(f"decide_{kind}", row.pk), {"action": "approve"}, follow=True).content.decode()
    assert "Đang ở trạng thái “đã rút”" in said


def test_what_was_taken_back_may_be_proposed_anew(client, secretary, at, proposals):
    client.force_login(secretary)
    client.post(url("withdraw_honor", proposals["honor"].pk))

    again = honor_like("LDTT", B2, of=regime_named(C), valid_from=date(2026, 10, 1))
    assert propose(again, actor=secretary, at=at).pk


@pytest.mark.parametrize(("who", "status"), [("principal", 403), ("teacher", 403), ("stranger", 403), (None, 302)])
def test_nobody_else_takes_it_back(client, request, proposals, who, status):
    if who:
        client.force_login(request.getfixturevalue(who))

    for kind, row in proposals.items():
        assert client.post(url(f"withdraw_{kind}", row.pk)).status_code == status
        row.refresh_from_db()
        assert row.state == RuleState.PROPOSED


def test_what_was_decided_is_not_taken_back_nor_withdrawn_by_a_decision(client, secretary, principal, proposals):
    client.force_login(principal)
    assert client.post(url("decide_honor", proposals["honor"].pk), {"action": "withdraw"}).status_code == 404
    client.post(url("decide_honor", proposals["honor"].pk), {"action": "approve"})

    client.force_login(secretary)
    said = client.post(url("withdraw_honor", proposals["honor"].pk), follow=True).content.decode()

    assert "Đang ở trạng thái “đã duyệt”" in said
    assert client.get(url("withdraw_honor", proposals["honor"].pk)).url == proposals["honor"].get_absolute_url()


# The whole road of a law that was not read


def test_a_law_that_was_not_read_is_entered_and_then_gives_a_verdict(client, secretary, principal, at):
    """LĐTT and CSTĐCS are entered; until the regime is said to be read, nobody is surely eligible."""
    good = Facts(
        SubjectKind.INDIVIDUAL, 2026, on=date(2027, 6, 1), recruited_on=date(2010, 9, 1), registered=True,
        investigation_open=False, ratings={2026: "HTXS"}, discipline=(), initiatives=(Initiative(2026, "co_so"),),
        honors=(), leave=(),
    )  # fmt: skip

    def verdict(code):
        return assess(good, code, rulebook(secretary.school_id, on=date(2027, 6, 1)), looking_ahead=False).verdict

    for code in ("LDTT", "CSTDCS"):
        client.force_login(secretary)
        address = url("honor_propose", code) + NAMED
        values = form_values(client, address, **GIVEN, vote_mode="bo_phieu") | SURE
        if code == "CSTDCS":
            values, name = added(client, address, values | {"c1-mode": "all_of"}, "service_months")
            values |= {f"{name}-at_least": "12", f"{name}-text": "Đủ 12 tháng", f"{name}-basis": "Điều 1.3"}
        client.post(address, values)
        client.force_login(principal)
        client.post(url("decide_honor", Honor.objects.latest("pk").pk), {"action": "approve"})
    assert {verdict("LDTT"), verdict("CSTDCS")} == {Verdict.NEEDS_REVIEW}

    stored(reading(C, date(2026, 10, 1)), proposer=secretary, approver=principal, at=at)

    assert {verdict("LDTT"), verdict("CSTDCS")} == {Verdict.ELIGIBLE}
    assert verdict("CSTD_TP") != Verdict.ELIGIBLE, "borrowed from the law before"
    assert Rule.objects.filter(school=secretary.school, key=C).exists()

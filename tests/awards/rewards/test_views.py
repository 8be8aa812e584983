"""The pages of the money: the accountant, whoever else, a stranger, nobody, the wrong method, the wrong state."""

import io

import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.decisions.enums import FundKind
from awards.decisions.models import AwardDecision
from awards.rewards.models import Estimate, Fund, FundLine, Payment, Recovery
from tests.factories.catalog import LegalTextFactory
from tests.factories.decisions import AwardDecisionFactory, held_review, passed
from tests.factories.rewards import (
    EstimateFactory,
    FundFactory,
    FundLineFactory,
    PaymentFactory,
    RecoveryFactory,
    fund_with,
    to_pay,
)
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db
SUM = "540.000"
LISTS = ("rewards:funds", "rewards:estimates", "rewards:recoveries", "rewards:mine")
SHEETS = ("rewards:list_excel", "rewards:estimates_excel", "rewards:recoveries_excel")
OF_PAYMENT = ("pay_one", "undo")
OF_ESTIMATE = ("recount", "estimate_discard", "submit")
OTHERS = ("deputy", "secretary", "clerk", "group_head", "teacher")


def address(name: str, *args: int) -> str:
    return reverse(f"rewards:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def fund(school) -> Fund:
    return fund_with(school, year=timezone.localdate().year)


@pytest.fixture
def enter(client, accountant):
    client.force_login(accountant)
    return client


@pytest.fixture
def today() -> str:
    return f"{timezone.localdate():%d/%m/%Y}"


def rows_of(response) -> list[tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=5)]


def test_the_accountant_pays_some_and_then_all(enter, fund, due, today):
    decision = due[0].line.decision
    page = text(enter.get(address("decision", decision.pk)))
    assert page.count('name="payments"') == 3
    assert "1.620.000 đồng (một triệu sáu trăm hai mươi nghìn đồng)" in page

    sent = {"payments": [due[0].pk], "paid_on": today, "manner": "CASH"}
    told = text(enter.post(address("pay", decision.pk), sent, follow=True))
    assert "Đã ghi chi 1 khoản, 540.000 đồng." in told
    assert told.count('name="payments"') == 2

    told = text(enter.post(address("pay", decision.pk), {**sent, "payments": [], "all_due": "on"}, follow=True))
    assert "Đã ghi chi 2 khoản, 1.080.000 đồng." in told
    assert 'name="payments"' not in told
    assert fund.stands_at() == 8_380_000


def test_what_is_refused_stands_on_the_list_again(enter, school, due, today):
    fund_with(school, 100_000, year=timezone.localdate().year)
    sent = {"payments": [due[1].pk], "paid_on": today, "manner": "TRANSFER"}

    told = text(enter.post(address("pay", due[0].line.decision_id), sent))

    assert "còn 100.000 đồng, chi 540.000 đồng thì thiếu 440.000 đồng" in told
    assert f'value="{due[1].pk}"' in told
    assert told.count("checked>") == 1
    assert not Payment.objects.paid().exists()

    told = text(enter.post(address("pay", due[0].line.decision_id), {**sent, "payments": []}))
    assert "đánh dấu các khoản đã chi" in told


def test_a_form_pressed_twice_pays_once(enter, fund, due, today):
    sent = {"payments": [due[0].pk], "paid_on": today, "manner": "CASH"}
    enter.post(address("pay", due[0].line.decision_id), sent)
    enter.post(address("pay", due[0].line.decision_id), sent)

    assert fund.stands_at() == 9_460_000


def test_a_payment_of_another_decision_is_not_taken(enter, fund, school, due, today):
    (other,) = to_pay(school, 1)
    sent = {"payments": [other.pk], "paid_on": today, "manner": "CASH"}
    enter.post(address("pay", due[0].line.decision_id), sent)

    assert not Payment.objects.paid().exists()


def test_one_is_paid_to_somebody_in_the_place_of_another(enter, fund, due, today):
    sent = {"paid_on": today, "manner": "CASH", "received_by": "Lê Văn Đức", "behalf_reason": ""}
    told = text(enter.post(address("pay_one", due[0].pk), sent))
    assert "lý do nhận thay" in told
    assert "Lê Văn Đức" in told

    told = text(enter.post(address("pay_one", due[0].pk), {**sent, "behalf_reason": "Giấy ủy quyền"}, follow=True))
    assert "Lê Văn Đức: Giấy ủy quyền" in told
    told = text(enter.post(address("undo", due[0].pk), {"reason": "Nhầm"}, follow=True))
    assert "Sổ quỹ có thêm dòng đảo." in told
    assert "Chưa chi" in told


def test_whoever_got_the_money_confirms_it(client, fund, teacher, accountant, today):
    payment = PaymentFactory(line__person=teacher.person, line__decision__school=teacher.school)
    client.force_login(accountant)
    client.post(address("pay_one", payment.pk), {"paid_on": today, "manner": "CASH"})
    client.force_login(teacher)
    assert "chờ thầy/cô xác nhận" in text(client.get(address("mine")))

    told = text(client.post(address("confirm", payment.pk), follow=True))

    assert "Thầy/cô đã xác nhận nhận tiền thưởng." in told
    assert "Đã xác nhận" in told
    client.force_login(accountant)
    assert client.post(address("confirm", payment.pk)).status_code == 403


def test_a_teacher_sees_the_own_sum_and_no_other(client, teacher, due):
    own = PaymentFactory(line__person=teacher.person, line__decision=due[0].line.decision)
    client.force_login(teacher)

    assert client.get(address("list")).url == address("mine")
    assert text(client.get(address("mine"))).count(SUM) == 1
    assert client.get(address("payment", own.pk)).status_code == 200
    assert client.get(address("payment", due[0].pk)).status_code == 404
    assert client.get(address("decision", due[0].line.decision_id)).status_code == 404
    assert client.get(address("payments_excel", due[0].line.decision_id)).status_code == 404
    assert client.get(address("list_pdf", due[0].line.decision_id, 1)).status_code == 404


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_a_sum_anywhere(client, request, due, fund, who):
    """Security: sums are for the accountant, the principal, the inspectors and the person alone."""
    RecoveryFactory(line=due[0].line)
    estimate = EstimateFactory(school=due[0].school, review__school=due[0].school, total=540_000, fund=fund)
    client.force_login(request.getfixturevalue(who))

    for name in (*LISTS, *SHEETS):
        told = client.get(reverse(name))
        assert SUM not in text(told) if not name.endswith("excel") else rows_of(told) == [], name
    for route, key in (("fund", fund.pk), ("fund_excel", fund.pk), ("estimate", estimate.pk)):
        assert client.get(address(route, key)).status_code == 404
    assert SUM not in text(client.get(due[0].line.decision.get_absolute_url()))


@pytest.mark.parametrize("who", ["principal", "inspector"])
def test_who_sees_all_sums_changes_none(client, request, due, fund, who, today):
    client.force_login(request.getfixturevalue(who))
    decision = due[0].line.decision

    assert SUM in text(client.get(address("decision", decision.pk)))
    assert 'name="payments"' not in text(client.get(address("decision", decision.pk)))
    assert client.post(address("pay", decision.pk), {"all_due": "on", "paid_on": today}).status_code == 403
    assert client.post(address("pay_one", due[0].pk)).status_code == 403
    assert client.get(address("line_add", fund.pk)).status_code == 403
    assert client.get(address("fund_add")).status_code == 403


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("name", OF_PAYMENT)
def test_a_colleague_marks_nothing(client, request, due, who, name):
    client.force_login(request.getfixturevalue(who))
    assert client.post(address(name, due[0].pk)).status_code == 403


@pytest.mark.parametrize("name", OF_ESTIMATE)
def test_a_colleague_touches_no_estimate(client, school, principal, name):
    estimate = EstimateFactory(school=school, review__school=school)
    client.force_login(principal)
    assert client.post(address(name, estimate.pk)).status_code == 403


def test_a_stranger_finds_nothing(client, due, fund, other_school):
    stranger = UserFactory(school=other_school, roles=[Role.ACCOUNTANT, Role.TEACHER])
    recovery = RecoveryFactory(line=due[0].line)
    estimate = EstimateFactory(school=due[0].school, review__school=due[0].school, fund=fund)
    client.force_login(stranger)

    decision, line = due[0].line.decision_id, FundLine.objects.get()
    gets = [("decision", decision), ("payments_excel", decision), ("payment", due[0].pk), ("fund", fund.pk)]
    gets += [("fund_excel", fund.pk), ("estimate", estimate.pk), ("estimate_excel", estimate.pk), ("recovery", recovery.pk)]
    assert {client.get(address(*one)).status_code for one in gets} == {404}
    posts = [("pay", decision), ("pay_one", due[0].pk), ("undo", due[0].pk), ("confirm", due[0].pk), ("line_add", fund.pk)]
    posts += [("counter", line.pk), ("recount", estimate.pk), ("submit", estimate.pk), ("return", recovery.pk)]
    posts += [("unreturn", recovery.pk), ("estimate_discard", estimate.pk)]
    assert {client.post(address(*one)).status_code for one in posts} == {404}


def test_whoever_is_not_signed_in_is_led_to_the_door(client, due):
    for url in (address("list"), address("mine"), address("decision", due[0].line.decision_id)):
        assert client.get(url).status_code == 302
        assert "dang-nhap" in client.get(url).url


@pytest.mark.parametrize("name", ["pay", "confirm", "undo", "recount", "submit", "approve", "give_back"])
def test_what_is_pressed_is_never_done_by_looking(client, accountant, principal, due, fund, name):
    estimate = EstimateFactory(school=due[0].school, review__school=due[0].school, fund=fund)
    key = {"pay": due[0].line.decision_id, "confirm": due[0].pk, "undo": due[0].pk}.get(name, estimate.pk)
    client.force_login(principal if name in {"approve", "give_back"} else accountant)

    assert client.get(address(name, key)).status_code == 302
    assert (Payment.objects.paid().count(), Estimate.objects.get().state) == (0, "DRAFT")


def test_a_step_in_the_wrong_state_is_told(client, school, principal):
    estimate = EstimateFactory(school=school, review__school=school)
    client.force_login(principal)
    assert "không làm được bước" in text(client.post(address("approve", estimate.pk), follow=True))


def test_a_fund_is_opened_written_in_and_countered_on_the_pages(enter, today):
    year = timezone.localdate().year
    sent = {"kind": "EMULATION", "year": year, "opening": "1.250.000", "allotment": "20.000.000"}
    told = text(enter.post(address("fund_add"), sent, follow=True))
    assert "21.250.000" in told
    assert "đã được mở" in text(enter.post(address("fund_add"), sent))

    fund = Fund.objects.get()
    sent = {"kind": "OTHER_OUT", "amount": "250.000", "day": today, "told": "Mua khung giấy khen", "paper": "PC 7"}
    told = text(enter.post(address("line_add", fund.pk), sent, follow=True))
    assert "Mua khung giấy khen" in told
    assert "21.000.000" in told
    line = FundLine.objects.get(kind="OTHER_OUT")
    assert "Thầy/cô cần ghi rõ lý do." in text(enter.post(address("counter", line.pk), {"reason": ""}))
    told = text(enter.post(address("counter", line.pk), {"reason": "Trả lại cửa hàng"}, follow=True))
    assert "Trả lại cửa hàng" in told
    assert fund.stands_at() == 21_250_000


@pytest.mark.parametrize("amount", ["", "0", "-5", "1,5", "abc", "9" * 30, "1.000.000.000.000.000", "5\x00"])
def test_what_is_no_sum_is_refused_in_words(enter, fund, today, amount):
    sent = {"kind": "OTHER_IN", "amount": amount, "day": today, "told": "Ủng hộ của Ban đại diện"}
    answer = enter.post(address("line_add", fund.pk), sent)

    assert answer.status_code == 200
    assert "Ủng hộ của Ban đại diện" in text(answer)
    assert FundLine.objects.count() == 1


def test_the_book_tells_the_balance_after_each_line_also_when_it_is_searched(enter, fund):
    today = timezone.localdate()
    FundLineFactory(fund=fund, kind="OTHER_OUT", amount=-300_000, told="Mua khung", day=today)
    FundLineFactory(fund=fund, kind="OTHER_IN", amount=200_000, told="Ủng hộ", day=today)

    told = text(enter.get(address("fund", fund.pk), {"q": "khung"}))

    assert "9.700.000" in told
    assert "Ủng hộ" not in told
    sheet = rows_of(enter.get(address("fund_excel", fund.pk)))
    assert [row[4:7] for row in sheet] == [
        (10_000_000, None, 10_000_000), (None, 300_000, 9_700_000), (200_000, None, 9_900_000),
    ]  # fmt: skip


def test_the_bonus_fund_asks_for_the_rules_of_the_school(enter, school):
    fund = FundFactory(school=school, kind=FundKind.BONUS, year=timezone.localdate().year)
    assert "Chưa thấy Quy chế tiền thưởng" in text(enter.get(fund.get_absolute_url()))

    LegalTextFactory(school=school, kind="QC", name="Quy chế tiền thưởng của Trường Mầm non Giang Biên")
    assert "Chưa thấy Quy chế tiền thưởng" not in text(enter.get(fund.get_absolute_url()))
    assert "Quỹ tiền thưởng chi theo" in text(enter.get(address("funds")))


def test_an_estimate_goes_its_road_on_the_pages(client, school, accountant, principal, fund):
    review = held_review(school)
    passed(review, person=PersonFactory(school=school, full_name="Đỗ Thị Đào"))
    client.force_login(accountant)
    sent = {"review": review.pk, "fund": fund.pk, "day": "15/07/2024"}
    told = text(client.post(address("estimate_add"), sent, follow=True))
    assert "710.000" in told
    assert "Trình hiệu trưởng duyệt" in told
    assert "chưa duyệt" in text(client.post(address("estimate_add"), sent))
    estimate = Estimate.objects.get()
    assert "Đã tính lại: 710.000 đồng." in text(client.post(address("recount", estimate.pk), follow=True))
    client.post(address("submit", estimate.pk))
    client.force_login(principal)
    assert "Dự toán đã duyệt." in text(client.post(address("approve", estimate.pk), follow=True))
    assert rows_of(client.get(address("estimate_excel", estimate.pk)))[0][3] == 710_000


def test_a_recovery_is_returned_and_taken_back_on_the_pages(enter, fund, due, today):
    recovery = RecoveryFactory(line=due[0].line)
    assert "Chứng từ" in text(enter.get(address("return", recovery.pk)))
    told = text(enter.post(address("return", recovery.pk), {"day": "31/10/2023", "paper": "PT 1"}))
    assert "không được trước ngày phải nộp" in told

    told = text(enter.post(address("return", recovery.pk), {"day": today, "paper": "PT 1"}, follow=True))
    assert "PT 1" in told
    assert fund.stands_at() == 10_540_000
    enter.post(address("unreturn", recovery.pk), {"reason": "Nhầm phiếu"})
    assert not Recovery.objects.get().is_returned
    assert fund.stands_at() == 10_000_000


def test_the_list_to_sign_is_an_official_looking_pdf(enter, due, principal, school):
    answer = enter.get(address("list_pdf", due[0].line.decision_id, 1))

    assert answer["Content-Type"] == "application/pdf"
    content = b"".join(answer) if answer.streaming else answer.content
    with pypdfium2.PdfDocument(content) as document:
        told = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    for words in (
        "DANH SÁCH CHI TIỀN THƯỞNG", due[0].line.holder_name, "1.620.000", "Ký nhận", "Hoàng Thị Phương", "Vũ Thị Yến",
        "Một triệu sáu trăm hai mươi nghìn đồng.", "NGƯỜI LẬP", "KẾ TOÁN", "HIỆU TRƯỞNG",
    ):  # fmt: skip
        assert words in told, words


def test_sheets_hold_numbers_as_numbers(enter, fund, due):
    decision = due[0].line.decision_id
    sheet = rows_of(enter.get(address("payments_excel", decision)))
    assert [row[4] for row in sheet] == [540_000, 540_000, 540_000, 1_620_000]
    (row,) = rows_of(enter.get(address("list_excel")))
    assert row[5:] == (3, 0, 1_620_000)


@pytest.mark.parametrize("name", [*LISTS, "rewards:list"])
def test_a_list_without_rows_says_what_will_stand_there(enter, name):
    assert "Chưa có" in text(enter.get(reverse(name)))


def asked(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_lists_ask_as_much_for_three_rows_as_for_one(enter, school, fund):
    to_pay(school, 1)
    decision = Payment.objects.get().line.decision
    RecoveryFactory(line=Payment.objects.get().line)
    EstimateFactory(school=school, review__school=school, fund=fund)
    urls = [reverse("rewards:list"), *map(reverse, LISTS), address("decision", decision.pk), address("fund", fund.pk)]
    before = {url: asked(enter, url) for url in urls}

    for payment in [*to_pay(school, 1), *to_pay(school, 1)]:
        RecoveryFactory(line=payment.line)
        EstimateFactory(school=school, review__school=school, fund=fund)
        PaymentFactory(line__decision=decision)
        FundLineFactory(fund=fund, kind="OTHER_IN", amount=5)
        FundFactory(school=school, year=fund.year - payment.pk)

    assert {url: asked(enter, url) for url in urls} == before


def test_hostile_addresses_are_answered(enter, due):
    for query in ("?page=999999", "?muc=x", "?q=%00", "?page=-1", "?trang-thai=DRAFT%27"):
        for name in ("rewards:list", *LISTS):
            assert enter.get(reverse(name) + query).status_code in {200, 404}


def test_what_was_paid_in_another_window_is_told_and_not_paid_twice(enter, fund, school, today):
    one, other = to_pay(school, 2)
    told = {"paid_on": today, "manner": "CASH", "payments": [one.pk]}
    where = address("pay", one.line.decision_id)
    enter.post(where, told)

    for ticked in ([one.pk], [one.pk, other.pk]):
        page = enter.post(where, told | {"payments": ticked})
        assert "vừa được ghi chi" in text(page)
    enter.post(where, told | {"payments": [other.pk]})
    assert "vừa được ghi chi" in text(enter.post(where, told))

    assert fund.lines.filter(kind="PAID").count() == 2


def test_what_another_decision_took_the_place_of_says_so(enter, school):
    (one,) = to_pay(school, 1)
    AwardDecision.objects.filter(pk=one.line.decision_id).update(state="REPLACED")
    newer = AwardDecisionFactory(school=school, origin="SUPERIOR", state="IN_FORCE", replaces=one.line.decision)

    page = text(enter.get(address("decision", one.line.decision_id)))

    assert "Đã thay thế bằng 1520/QĐ-UBND" in page
    assert newer.get_absolute_url() in page


def test_what_came_back_is_told_where_it_was_paid(enter, fund, school, accountant):
    today = timezone.localdate()
    (one,) = to_pay(school, 1)
    enter.post(address("pay_one", one.pk), {"paid_on": f"{today:%d/%m/%Y}", "manner": "CASH"})
    back = RecoveryFactory(line=one.line, due_from=today)
    enter.post(address("return", back.pk), {"day": f"{today:%d/%m/%Y}", "paper": "Phiếu thu 12"})

    page = text(enter.get(one.get_absolute_url()))

    assert "Đã thu hồi" in page
    assert back.get_absolute_url() in page

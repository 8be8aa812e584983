"""Payments and the fund: all or nothing, never twice, never beyond the fund without a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from awards.decisions.enums import DecisionState, FundKind
from awards.decisions.models import AwardDecision
from awards.rewards.enums import LineKind
from awards.rewards.models import FundLine, Payment
from awards.rewards.queries import full
from awards.rewards.services.funds import counter_line, enter_line, open_fund
from awards.rewards.services.paying import confirm, pay, undo
from tests.factories.rewards import FundFactory, FundLineFactory, PaymentFactory, RecoveryFactory, fund_with, to_pay
from tests.factories.school import UserFactory
from thiduakt.audit.models import AppendOnlyError, AuditEvent
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


def refused(*args, **told):
    with pytest.raises(ValidationError) as found:
        pay(*args, **told)
    return " ".join(found.value.messages)


def test_a_mark_writes_the_ledger_of_the_fund(fund, due, mark, accountant, at):
    assert pay(due[:2], mark, actor=accountant, at=at) == 1_080_000

    assert [payment.is_paid for payment in Payment.objects.order_by("pk")] == [True, True, False]
    assert fund.stands_at() == 8_920_000
    line = FundLine.objects.get(payment=due[0])
    assert (line.kind, line.amount, line.day) == (LineKind.PAID, -540_000, date(2023, 10, 10))
    assert due[0].line.holder_name in line.told
    assert AuditEvent.objects.filter(verb="payment.pay").count() == 2


def test_what_is_paid_is_not_paid_again(fund, due, mark, accountant, second_accountant, at):
    pay(due[:1], mark, actor=accountant, at=at)

    assert "đã được ghi chi" in refused(due, mark, actor=second_accountant, at=at)
    assert fund.stands_at() == 9_460_000
    assert Payment.objects.paid().count() == 1


def test_the_database_itself_refuses_a_second_line_of_one_payment(fund, due, mark, accountant, at):
    pay(due[:1], mark, actor=accountant, at=at)

    with pytest.raises(DatabaseError), transaction.atomic():
        FundLineFactory(fund=fund, kind=LineKind.PAID, amount=-540_000, payment=due[0])


def test_a_fund_is_not_paid_out_beyond_what_it_holds_without_a_reason(school, due, mark, accountant, at):
    fund = fund_with(school, 1_000_000)

    told = refused(due, mark, actor=accountant, at=at)
    assert "còn 1.000.000 đồng, chi 1.620.000 đồng thì thiếu 620.000 đồng" in told
    assert fund.stands_at() == 1_000_000
    assert not Payment.objects.paid().exists()

    pay(due, replace(mark, why_beyond="Dự toán bổ sung về ngày 15/10."), actor=accountant, at=at)
    assert fund.stands_at() == -620_000
    assert {line.why_beyond for line in FundLine.objects.filter(kind=LineKind.PAID)} == {"Dự toán bổ sung về ngày 15/10."}


def test_the_two_funds_are_apart(school, due, mark, accountant, at):
    fund_with(school, kind=FundKind.BONUS)

    assert "Chưa mở quỹ thi đua, khen thưởng năm 2023" in refused(due, mark, actor=accountant, at=at)


@pytest.mark.parametrize("wrong", ["kind", "school"])
def test_the_database_itself_refuses_the_money_of_another_fund(fund, due, school, other_school, wrong):
    told = {"school": school, "kind": FundKind.BONUS} if wrong == "kind" else {"school": other_school}
    other, recovery = FundFactory(**told), RecoveryFactory(line__decision__school=school)

    with pytest.raises(DatabaseError), transaction.atomic():
        FundLineFactory(fund=other, kind=LineKind.PAID, amount=-540_000, payment=due[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        FundLineFactory(fund=other, kind=LineKind.RECOVERED, amount=540_000, recovery=recovery)

    assert fund.stands_at() == 10_000_000


def test_the_budget_year_is_that_of_the_day_of_payment(fund, due, mark, accountant, at):
    later = at + timedelta(days=120)
    told = refused(due, replace(mark, paid_on=later.date()), actor=accountant, at=later)
    assert "Chưa mở quỹ thi đua, khen thưởng năm 2024" in told


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2023, 10, 11), "Ngày chưa đến"), (date(2023, 10, 3), "không được trước ngày quyết định")],
)
def test_the_day_of_payment_is_between_the_decision_and_today(fund, due, mark, accountant, at, day, sentence):
    assert sentence in refused(due, replace(mark, paid_on=day), actor=accountant, at=at)


def test_whoever_takes_it_for_another_is_named_with_a_reason(fund, due, mark, accountant, at):
    behalf = replace(mark, received_by="Nguyễn Văn Ẩn")
    assert "lý do nhận thay" in refused(due[:1], behalf, actor=accountant, at=at)

    pay(due[:1], replace(behalf, behalf_reason="Giấy ủy quyền ngày 09/10."), actor=accountant, at=at)
    assert Payment.objects.paid().get().received_by == "Nguyễn Văn Ẩn"
    assert "Nguyễn Văn Ẩn nhận thay" in FundLine.objects.get(kind=LineKind.PAID).told


@pytest.mark.parametrize("state", [DecisionState.CANCELLED, DecisionState.REPLACED])
def test_of_a_decision_no_longer_in_force_nothing_is_paid(fund, due, mark, accountant, at, state):
    AwardDecision.objects.filter(pk=due[0].line.decision_id).update(state=state)

    assert "Không còn chi" in refused(due, mark, actor=accountant, at=at)
    assert not Payment.objects.due().exists()


def test_nothing_chosen_is_nothing_paid(fund, mark, accountant, at):
    assert "của một quyết định" in refused([], mark, actor=accountant, at=at)


def test_payments_of_two_decisions_are_not_marked_together(fund, due, school, mark, accountant, at):
    assert "của một quyết định" in refused([*due, *to_pay(school, 1)], mark, actor=accountant, at=at)


@pytest.mark.parametrize("who", ["principal", "deputy", "secretary", "clerk", "teacher", "technician", "inspector"])
def test_nobody_but_the_accountant_touches_money(fund, due, mark, at, request, who):
    actor = request.getfixturevalue(who)
    told = {"actor": actor, "at": at}

    for act in (
        lambda: pay(due, mark, **told),
        lambda: undo(due[0], reason="Nhầm", **told),
        lambda: open_fund(FundKind.BONUS, year=2023, opening=0, allotment=5, **told),
        lambda: enter_line(fund, LineKind.OTHER_IN, amount=5, day=at.date(), told="Thu", **told),
        lambda: counter_line(FundLine.objects.get(), reason="Nhầm", **told),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert fund.stands_at() == 10_000_000


def test_the_accountant_of_another_school_touches_nothing(fund, due, mark, at, other_school):
    stranger = UserFactory(school=other_school, roles=[Role.ACCOUNTANT])
    with pytest.raises(PermissionDenied):
        pay(due, mark, actor=stranger, at=at)


def test_a_mark_is_taken_back_by_a_counter_line_alone(fund, due, mark, accountant, at):
    pay(due[:1], mark, actor=accountant, at=at)
    with pytest.raises(MoveRefusedError, match="ghi rõ lý do"):
        undo(due[0], reason=" ", actor=accountant, at=at)

    undo(due[0], reason="Đánh dấu nhầm dòng", actor=accountant, at=at)

    assert fund.stands_at() == 10_000_000
    back = FundLine.objects.get(kind=LineKind.COUNTER)
    assert (back.amount, back.counters.payment) == (540_000, due[0])
    assert "Đánh dấu nhầm dòng" in back.told
    assert Payment.objects.due().count() == 3
    assert pay(due[:1], mark, actor=accountant, at=at) == 540_000  # and again, as it should be


def test_of_a_decision_that_was_replaced_meanwhile_no_mark_is_taken_back(fund, due, mark, accountant, at):
    pay(due[:1], mark, actor=accountant, at=at)
    loaded = Payment.objects.select_related("line__decision").get(pk=due[0].pk)
    AwardDecision.objects.filter(pk=loaded.line.decision_id).update(state=DecisionState.REPLACED)

    with pytest.raises(MoveRefusedError, match="đã được thay thế"):
        undo(loaded, reason="Đánh dấu nhầm dòng", actor=accountant, at=at)
    assert fund.stands_at() == 9_460_000


def test_whoever_confirmed_the_money_stops_the_counter_mark(fund, mark, accountant, teacher, at):
    payment = PaymentFactory(line__person=teacher.person, line__decision__school=teacher.school)
    with pytest.raises(MoveRefusedError, match="Kế toán chưa ghi chi"):
        confirm(payment, actor=teacher, at=at)
    pay([payment], mark, actor=accountant, at=at)

    first = confirm(payment, actor=teacher, at=at)
    assert confirm(payment, actor=teacher, at=at + timedelta(hours=1)).confirmed_at == first.confirmed_at == at
    assert AuditEvent.objects.filter(verb="payment.confirm").count() == 1
    with pytest.raises(MoveRefusedError, match="đã xác nhận"):
        undo(payment, reason="Nhầm", actor=accountant, at=at)


@pytest.mark.parametrize("who", ["accountant", "principal", "group_head"])
def test_nobody_confirms_for_another(fund, due, mark, accountant, at, request, who):
    pay(due, mark, actor=accountant, at=at)
    with pytest.raises(PermissionDenied):
        confirm(due[0], actor=request.getfixturevalue(who), at=at)


def test_what_is_being_recovered_is_not_taken_back_by_a_counter_mark(fund, due, mark, accountant, at):
    pay(due, mark, actor=accountant, at=at)
    RecoveryFactory(line=due[0].line)
    with pytest.raises(MoveRefusedError, match="đang được thu hồi"):
        undo(due[0], reason="Nhầm", actor=accountant, at=at)


def test_a_fund_is_opened_once_a_year_with_what_it_was_given(accountant, at):
    fund = open_fund(FundKind.EMULATION, year=2023, opening=1_250_000, allotment=20_000_000, actor=accountant, at=at)

    assert fund.stands_at() == 21_250_000
    new_year = date(2023, 1, 1)  # whatever is paid in the year comes after it
    assert set(fund.lines.values_list("kind", "day")) == {("OPENING", new_year), ("ALLOTMENT", new_year)}
    with pytest.raises(ValidationError, match="đã được mở"):
        open_fund(FundKind.EMULATION, year=2023, opening=0, allotment=1, actor=accountant, at=at)


def test_what_is_left_of_bonuses_is_not_carried_over(accountant, at):
    told = {"actor": accountant, "at": at}
    with pytest.raises(ValidationError, match="không chuyển sang năm sau"):
        open_fund(FundKind.BONUS, year=2023, opening=1, allotment=5, **told)
    fund = open_fund(FundKind.BONUS, year=2023, opening=0, allotment=5, **told)
    with pytest.raises(ValidationError, match="không chuyển sang năm sau"):
        enter_line(fund, LineKind.OPENING, amount=1, day=at.date(), told="Số dư năm trước", **told)
    assert fund.stands_at() == 5


def test_lines_by_hand_are_countered_once_and_whole(fund, accountant, at):
    line = enter_line(fund, LineKind.OTHER_OUT, amount=300_000, day=at.date(), told="Mua khung", actor=accountant, at=at)
    assert fund.stands_at() == 9_700_000

    counter_line(line, reason="Chi từ nguồn khác", actor=accountant, at=at)
    assert fund.stands_at() == 10_000_000
    with pytest.raises(MoveRefusedError, match="đã được đảo"):
        counter_line(line, reason="Chi từ nguồn khác", actor=accountant, at=at)


def test_a_payment_is_not_countered_from_the_book(fund, due, mark, accountant, at):
    pay(due[:1], mark, actor=accountant, at=at)
    with pytest.raises(MoveRefusedError, match="bỏ đánh dấu ở khoản chi"):
        counter_line(FundLine.objects.get(kind=LineKind.PAID), reason="Nhầm", actor=accountant, at=at)
    with pytest.raises(ValidationError, match="hệ thống tự ghi"):
        enter_line(fund, LineKind.PAID, amount=5, day=at.date(), told="Chi", actor=accountant, at=at)


@pytest.mark.parametrize(("day", "sentence"), [(date(2023, 10, 11), "Ngày chưa đến"), (date(2022, 5, 4), "trong năm 2023")])
def test_a_line_stands_in_the_year_of_its_fund(fund, accountant, at, day, sentence):
    with pytest.raises(ValidationError, match=sentence):
        enter_line(fund, LineKind.OTHER_IN, amount=5, day=day, told="Thu", actor=accountant, at=at)


def test_the_ledger_is_append_only(fund):
    line = FundLine.objects.get()
    for act in (line.save, line.delete, FundLine.objects.all().delete, lambda: FundLine.objects.update(amount=1)):
        with pytest.raises(AppendOnlyError):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rewards_fundline SET amount = 1",
        "DELETE FROM rewards_fundline",
        "UPDATE rewards_fundline SET fund_id = fund_id",
    ],
)
def test_the_database_changes_no_line(fund, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("told", [{"amount": -5_000_000}, {"fund": None}])
def test_the_database_takes_back_no_part_of_a_line_and_none_of_another_fund(fund, school, told):
    line = FundLine.objects.get()
    values = {"fund": fund, "amount": -10_000_000, **told}
    if values["fund"] is None:
        values["fund"] = FundFactory(school=school, year=2022)
    with pytest.raises(DatabaseError), transaction.atomic():
        FundLineFactory(kind=LineKind.COUNTER, counters=line, **values)


def test_sixty_payments_ask_as_much_as_three(school, fund, mark, accountant, at):
    FundLineFactory(fund=fund, amount=10**9)
    lists = [to_pay(school, count) for count in (1, 3, 60)]
    asked = []
    for payments in lists:
        stored = list(full(Payment.objects.filter(pk__in=[payment.pk for payment in payments])))
        with CaptureQueriesContext(connection) as queries:
            pay(stored, mark, actor=accountant, at=at)
        asked.append(len(queries))

    assert asked[1] == asked[2]  # the first one also asks for the roles of the accountant

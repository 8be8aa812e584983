"""One good post for every route of the money."""

from collections.abc import Callable
from datetime import date

from awards.rewards.models import Estimate, Fund, FundLine, Payment, Recovery
from tests.factories.decisions import GK, AwardDecisionFactory, AwardLineFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.rewards import EstimateFactory, FundFactory, FundLineFactory, PaymentFactory, RecoveryFactory
from tests.reliability.world import Post, World, by, today


def fund(world: World) -> Fund:
    """Of this year, with money."""
    found: Fund | None = Fund.objects.filter(school=world.school, year=world.today.year).first()
    if found is None:
        found = FundFactory(school=world.school, year=world.today.year)
        FundLineFactory(fund=found, entered_by=world.accountant)
    return found


def line(world: World) -> FundLine:
    return fund(world).lines.get()


def due(world: World) -> Payment:
    """Of the teacher."""
    fund(world)
    decision = AwardDecisionFactory(school=world.school, state="IN_FORCE")
    payment: Payment = PaymentFactory(line=AwardLineFactory(decision=decision, person=world.teacher.person, amount=540_000))
    return payment


def paid(world: World) -> Payment:
    payment = due(world)
    payment.paid_on, payment.manner = world.today, "CASH"
    payment.save()
    FundLineFactory(fund=fund(world), kind="PAID", amount=-540_000, payment=payment, entered_by=world.accountant)
    return payment


def owed(world: World) -> Recovery:
    fund(world)
    recovery: Recovery = RecoveryFactory(line__decision__school=world.school, due_from=date(2023, 11, 1))
    return recovery


def returned(world: World) -> Recovery:
    recovery = owed(world)
    recovery.returned_on, recovery.paper = world.today, "PT 1"
    recovery.save()
    FundLineFactory(fund=fund(world), kind="RECOVERED", amount=540_000, recovery=recovery, entered_by=world.accountant)
    return recovery


def estimate(world: World, state: str = "DRAFT") -> Estimate:
    review = ReviewFactory(school=world.school)
    dossier = DossierFactory(review=review, code="GK_HT_CN", honor_name=GK, state="AWARDED")
    made: Estimate = EstimateFactory(review=review, fund=fund(world), state=state)
    made.lines.create(position=1, dossier=dossier, holder_name="Đỗ Thị Đào", honor_name=GK, amount=540_000)
    return made


def sent(world: World) -> Estimate:
    return estimate(world, "SUBMITTED")


def of_review(world: World) -> int:
    return ReviewFactory(school=world.school).pk


REWARD_POSTS: dict[str, Callable[[World], Post]] = {
    "rewards:pay": by(
        "accountant", "rewards:pay", lambda world: due(world).line.decision, paid_on=today, manner="CASH", all_due="on"
    ),
    "rewards:pay_one": by("accountant", "rewards:pay_one", due, paid_on=today, manner="TRANSFER"),
    "rewards:undo": by("accountant", "rewards:undo", paid, reason="Đánh dấu nhầm."),
    "rewards:confirm": by("teacher", "rewards:confirm", paid),
    "rewards:fund_add": by(
        "accountant", "rewards:fund_add", kind="EMULATION", year=lambda world: world.today.year, allotment="20.000.000"
    ),
    "rewards:line_add": by(
        "accountant", "rewards:line_add", fund, kind="OTHER_IN", amount="500.000", day=today, told="Ủng hộ"
    ),
    "rewards:counter": by("accountant", "rewards:counter", line, reason="Ghi nhầm."),
    "rewards:estimate_add": by(
        "accountant", "rewards:estimate_add", review=of_review, fund=lambda world: fund(world).pk, day=today
    ),
    "rewards:recount": by("accountant", "rewards:recount", estimate),
    "rewards:estimate_discard": by("accountant", "rewards:estimate_discard", estimate),
    "rewards:submit": by("accountant", "rewards:submit", estimate),
    "rewards:approve": by("principal", "rewards:approve", sent),
    "rewards:give_back": by("principal", "rewards:give_back", sent, reason="Chưa tính tập thể."),
    "rewards:return": by("accountant", "rewards:return", owed, day=today, paper="PT 12"),
    "rewards:unreturn": by("accountant", "rewards:unreturn", returned, reason="Nhầm phiếu."),
}

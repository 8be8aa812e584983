"""What a decision does to the money: issued, cancelled, replaced, by its whole road."""

from datetime import date

import pytest

from awards.certificates.tasks import print_certificates
from awards.decisions.enums import FundKind
from awards.decisions.models import AwardDecision, AwardLine
from awards.decisions.services.drafting import remove_line
from awards.decisions.services.ending import begin_cancellation, begin_correction
from awards.decisions.services.papers import begin_cancellation_paper, begin_paper
from awards.rewards.enums import LineKind, RecoveryKind
from awards.rewards.models import FundLine, Payment, Recovery
from awards.rewards.services.following import follow_decision
from awards.rewards.services.paying import pay, undo
from awards.rewards.services.recovering import mark_returned, undo_returned
from tests.factories.decisions import drafted, held_review, in_force, passed, walked
from tests.factories.rewards import fund_with
from tests.factories.school import PersonFactory
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
GROUND = {"ground": "a", "finding": "Hiệu trưởng kết luận: kê khai thêm giờ dạy tốt.", "found_on": date(2023, 10, 5)}


@pytest.fixture
def draft(school, secretary, at) -> AwardDecision:
    review = held_review(school)
    people = [PersonFactory(school=school, full_name=name) for name in ("Đỗ Thị Đào", "Lò Văn Ỏn")]
    return drafted(review, [passed(review, person=person) for person in people], actor=secretary, at=at)


@pytest.fixture
def decided(draft, principal, clerk, at) -> AwardDecision:
    return in_force(draft, principal=principal, clerk=clerk, at=at)


@pytest.fixture
def cancel(principal, clerk, at):
    def act(decision, lines):
        row = begin_cancellation(decision, lines, **GROUND, actor=principal, at=at)
        walked(begin_cancellation_paper(row, actor=principal, at=at), principal, clerk, at)

    return act


@pytest.fixture
def correct(principal, secretary, clerk, at):
    """The decision without the line of this name, or as it was."""

    def act(decision, without="") -> AwardDecision:
        newer = begin_correction(decision, actor=principal, at=at)
        for line in newer.lines.filter(holder_name=without):
            remove_line(line, version=newer.version, actor=secretary, at=at)
        walked(begin_paper(newer, actor=principal, at=at), principal, clerk, at)
        return AwardDecision.objects.get(pk=newer.pk)

    return act


def of(decision, name) -> Payment:
    return Payment.objects.get(line__decision=decision, line__holder_name=name)


def told():
    return sorted((one.kind, one.line.holder_name, one.amount) for one in Recovery.objects.select_related("line"))


def test_a_decision_that_is_issued_has_its_payments(decided):
    assert [(one.line.holder_name, one.amount, one.is_paid) for one in Payment.objects.in_order()] == [
        ("Đỗ Thị Đào", 540_000, False), ("Lò Văn Ỏn", 540_000, False),
    ]  # fmt: skip
    assert Payment.objects.due().total() == 1_080_000


def test_a_draft_has_none(draft):
    assert not Payment.objects.exists()


def test_after_a_cancellation_what_was_paid_comes_back_and_the_rest_falls_away(decided, cancel, fund, mark, accountant, at):
    pay([of(decided, "Đỗ Thị Đào")], mark, actor=accountant, at=at)

    cancel(decided, list(decided.lines.all()))

    assert told() == [
        (RecoveryKind.ITEMS, "Lò Văn Ỏn", 0), (RecoveryKind.ITEMS, "Đỗ Thị Đào", 0),
        (RecoveryKind.MONEY, "Đỗ Thị Đào", 540_000),
    ]  # fmt: skip
    assert not Payment.objects.due().exists()
    with pytest.raises(MoveRefusedError, match="Không còn chi cho Lò Văn Ỏn"):
        pay([of(decided, "Lò Văn Ỏn")], mark, actor=accountant, at=at)


def test_of_a_line_that_stands_nothing_comes_back(decided, cancel):
    cancel(decided, list(decided.lines.filter(holder_name="Lò Văn Ỏn")))

    assert told() == [(RecoveryKind.ITEMS, "Lò Văn Ỏn", 0)]
    assert [one.line.holder_name for one in Payment.objects.due()] == ["Đỗ Thị Đào"]


def test_money_that_came_back_is_in_the_fund_again(decided, cancel, fund, mark, accountant, at):
    pay([of(decided, "Đỗ Thị Đào")], mark, actor=accountant, at=at)
    cancel(decided, list(decided.lines.all()))
    recovery = Recovery.objects.get(kind=RecoveryKind.MONEY)
    assert fund.stands_at() == 9_460_000

    mark_returned(recovery, day=at.date(), paper="Phiếu thu 12", actor=accountant, at=at)

    assert fund.stands_at() == 10_000_000
    assert FundLine.objects.get(kind=LineKind.RECOVERED).paper == "Phiếu thu 12"
    with pytest.raises(MoveRefusedError, match="đã được ghi nộp lại"):
        mark_returned(recovery, day=at.date(), paper="Phiếu thu 12", actor=accountant, at=at)
    undo_returned(recovery, reason="Phiếu của người khác", actor=accountant, at=at)
    assert fund.stands_at() == 9_460_000
    mark_returned(recovery, day=at.date(), paper="Phiếu thu 13", actor=accountant, at=at)
    assert fund.stands_at() == 10_000_000


def test_items_that_came_back_touch_no_fund(decided, cancel, accountant, at):
    cancel(decided, list(decided.lines.filter(holder_name="Lò Văn Ỏn")))

    mark_returned(Recovery.objects.get(), day=at.date(), paper="Biên bản 01", actor=accountant, at=at)

    assert Recovery.objects.get().is_returned
    assert not FundLine.objects.exists()


def test_a_correction_counts_what_was_paid_and_pays_nobody_twice(decided, correct, fund, mark, accountant, at):
    pay([of(decided, "Đỗ Thị Đào")], mark, actor=accountant, at=at)

    newer = correct(decided)

    paid, due = of(newer, "Đỗ Thị Đào"), of(newer, "Lò Văn Ỏn")
    assert (paid.amount, paid.credited, paid.is_due) == (0, 540_000, False)
    assert (due.amount, due.credited, due.is_due) == (540_000, 0, True)
    assert not of(decided, "Lò Văn Ỏn").is_due
    assert told() == []
    assert Payment.objects.due().total() == 540_000


def test_whoever_a_correction_leaves_out_gives_back(decided, correct, fund, mark, accountant, at):
    pay([of(decided, "Đỗ Thị Đào")], mark, actor=accountant, at=at)

    correct(decided, without="Đỗ Thị Đào")

    assert told() == [(RecoveryKind.ITEMS, "Đỗ Thị Đào", 0), (RecoveryKind.MONEY, "Đỗ Thị Đào", 540_000)]
    assert AwardLine.objects.get(recoveries__kind=RecoveryKind.MONEY).decision == decided


def test_what_a_correction_counted_comes_back_when_it_is_cancelled(decided, correct, cancel, fund, mark, accountant, at):
    pay([of(decided, "Đỗ Thị Đào")], mark, actor=accountant, at=at)
    newer = correct(decided)

    cancel(newer, list(newer.lines.all()))

    assert (RecoveryKind.MONEY, "Đỗ Thị Đào", 540_000) in told()
    assert sum(amount for _, _, amount in told()) == 540_000


def test_a_payment_that_a_correction_counted_cannot_be_undone(decided, correct, fund, mark, accountant, at):
    pay([of(decided, "Đỗ Thị Đào")], mark, actor=accountant, at=at)
    correct(decided)

    with pytest.raises(MoveRefusedError, match="được tính tiếp ở quyết định sau"):
        undo(of(decided, "Đỗ Thị Đào"), reason="Đánh dấu nhầm", actor=accountant, at=at)


def test_what_one_fund_paid_the_other_is_not_credited_with(decided, fund, school, mark, principal, clerk, accountant, at):
    """A correction that names the other fund pays whole from there; the first sum comes back to where it was taken."""
    pay([of(decided, "Đỗ Thị Đào")], mark, actor=accountant, at=at)
    newer = begin_correction(decided, actor=principal, at=at)
    AwardDecision.objects.filter(pk=newer.pk).update(fund=FundKind.BONUS)
    newer.lines.update(amount=540_000)
    follow_decision(AwardDecision.objects.select_related("replaces").get(pk=newer.pk), at.date(), actor=clerk, at=at)

    assert {(one.amount, one.credited) for one in Payment.objects.filter(line__decision=newer)} == {(540_000, 0)}
    assert told() == [(RecoveryKind.MONEY, "Đỗ Thị Đào", 540_000)]
    bonus = fund_with(school, kind=FundKind.BONUS)
    mark_returned(Recovery.objects.get(), day=at.date(), paper="Phiếu thu 12", actor=accountant, at=at)
    assert (fund.stands_at(), bonus.stands_at()) == (10_000_000, 10_000_000)


def test_a_certificate_that_was_drawn_is_exchanged_for_that_of_the_correction(decided, correct, principal, at):
    lines = list(decided.lines.filter(holder_name="Lò Văn Ỏn"))
    print_certificates(lines, name="Giấy khen", actor=principal, at=at)

    correct(decided)

    assert told() == [(RecoveryKind.ITEMS, "Lò Văn Ỏn", 0)]

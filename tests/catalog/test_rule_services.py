"""A new row of the law: proposed by one, approved by another, and never in the past of what others stand on."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.honors import choice, honor_like, reading, rule, salary, stored
from tests.factories.ledger import HonorEntryFactory
from tests.factories.school import UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.catalog import uses
from thiduakt.catalog.enums import RuleFamily, RuleState
from thiduakt.catalog.models import Honor, Rule
from thiduakt.catalog.rulebook import regime_named
from thiduakt.catalog.services.rules import decide, propose
from thiduakt.catalog.trying import check_conditions
from thiduakt.home.tasks import tasks_of
from thiduakt.home.tasks.law import RULE_URGE
from thiduakt.ledger.enums import Source
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
B2, C = "B2_2022_ND152", "C_2026_amended"
ALL = (
    "principal", "deputy", "clerk", "secretary", "technician", "group_head", "teacher", "accountant", "inspector",
    "superior",
)  # fmt: skip


def new(**changes):
    return honor_like("LDTT", B2, **{"of": regime_named(C), "valid_from": date(2026, 10, 1)} | changes)


def verbs():
    return list(AuditEvent.objects.filter(verb__startswith="rule.").order_by("seq").values_list("verb", flat=True))


@pytest.fixture
def proposed(secretary, at):
    return propose(new(), actor=secretary, at=at)


def test_what_is_proposed_waits_and_is_told_in_the_log(proposed, secretary, at):
    assert (proposed.state, proposed.school, proposed.proposed_by) == (RuleState.PROPOSED, secretary.school, secretary)
    assert verbs() == ["rule.propose"]
    assert AuditEvent.objects.get(verb="rule.propose").changes == {"name": "Lao động tiên tiến", "valid_from": "2026-10-01"}


@pytest.mark.parametrize("who", [name for name in ALL if name != "secretary"])
def test_nobody_else_proposes(who, request, at):
    actor = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        propose(new(), actor=actor, at=at)
    assert not Honor.objects.filter(school__isnull=False).exists()


def test_the_principal_approves(proposed, principal, at):
    decided = decide(proposed, "approve", actor=principal, at=at)

    assert (decided.state, decided.decided_by, decided.decided_at) == (RuleState.APPROVED, principal, at)
    assert verbs() == ["rule.propose", "rule.approve"]


@pytest.mark.parametrize("who", [name for name in ALL if name != "principal"])
@pytest.mark.parametrize("action", ["approve", "refuse"])
def test_nobody_else_decides(who, action, request, proposed, at):
    with pytest.raises(PermissionDenied):
        decide(proposed, action, actor=request.getfixturevalue(who), at=at, reason="Vì sao.")


def test_nobody_approves_what_they_proposed(school, at):
    both = UserFactory(school=school, roles=[Role.PRINCIPAL, Role.SECRETARY])
    row = propose(new(), actor=both, at=at)

    with pytest.raises(PermissionDenied):
        decide(row, "approve", actor=both, at=at)


def test_the_principal_of_another_school_decides_nothing(proposed, stranger, at):
    with pytest.raises(PermissionDenied):
        decide(proposed, "approve", actor=stranger, at=at)


def test_refusing_wants_a_reason(proposed, principal, at):
    with pytest.raises(MoveRefusedError, match="lý do"):
        decide(proposed, "refuse", actor=principal, at=at, reason=" ")

    refused = decide(proposed, "refuse", actor=principal, at=at, reason="Chưa đọc được bản gốc.")

    assert refused.state == RuleState.REFUSED
    assert AuditEvent.objects.get(verb="rule.refuse").reason == "Chưa đọc được bản gốc."


def test_what_was_decided_is_not_decided_again(proposed, principal, at):
    decide(proposed, "approve", actor=principal, at=at)

    for action in ("approve", "refuse"):
        with pytest.raises(MoveRefusedError):
            decide(proposed, action, actor=principal, at=at, reason="Nghĩ lại.")


def test_a_second_proposal_waits_for_the_first(proposed, secretary, principal, at):
    with pytest.raises(ValidationError, match="chờ duyệt"):
        propose(new(valid_from=date(2026, 11, 1)), actor=secretary, at=at)
    decide(proposed, "refuse", actor=principal, at=at, reason="Chưa đủ.")

    assert propose(new(valid_from=date(2026, 11, 1)), actor=secretary, at=at).pk


def test_nothing_begins_on_or_before_the_day_of_an_approved_own_row(proposed, secretary, principal, at):
    decide(proposed, "approve", actor=principal, at=at)

    for day in (date(2026, 10, 1),):
        with pytest.raises(ValidationError, match="áp dụng từ ngày 01/10/2026") as refusal:
            propose(new(valid_from=day), actor=secretary, at=at)
        assert "valid_from" in refusal.value.message_dict
    assert propose(new(valid_from=date(2026, 10, 2)), actor=secretary, at=at).pk


def test_nothing_begins_before_a_row_of_the_state(secretary, at):
    with pytest.raises(ValidationError, match="của Nhà nước áp dụng từ ngày 01/07/2026"):
        propose(salary(date(2026, 6, 30), 2_400_000), actor=secretary, at=at)

    assert propose(salary(date(2026, 7, 1), 2_600_000), actor=secretary, at=at).pk, "its own reading of the same day"


def test_a_row_stays_within_its_regime(secretary, at):
    with pytest.raises(ValidationError, match="bắt đầu từ ngày 01/10/2026"):
        propose(new(valid_from=date(2026, 9, 30)), actor=secretary, at=at)
    with pytest.raises(ValidationError, match="đã hết ngày 30/09/2026"):
        propose(new(of=regime_named(B2)), actor=secretary, at=at)


def test_nothing_begins_on_or_before_a_day_on_which_the_school_issued_by_it(secretary, at, monkeypatch):
    monkeypatch.setattr(uses, "_last_uses", [lambda school, code: date(2026, 10, 20) if code in {"LDTT", ""} else None])

    with pytest.raises(ValidationError, match="Ngày 20/10/2026 đã có quyết định"):
        propose(new(valid_from=date(2026, 10, 20)), actor=secretary, at=at)
    with pytest.raises(ValidationError, match="Ngày 20/10/2026 đã có quyết định"):
        propose(choice("money_rounding", "nearest", date(2026, 10, 1)), actor=secretary, at=at)
    assert propose(new(valid_from=date(2026, 10, 21)), actor=secretary, at=at).pk
    other = honor_like("CSTDCS", B2, of=regime_named(C), valid_from=date(2026, 10, 1))
    assert propose(other, actor=secretary, at=at).pk, "nothing was issued by this one"


@pytest.mark.parametrize("source", Source)
def test_the_book_of_honors_says_since_when_a_rule_is_in_use(teacher, secretary, at, source):
    """Whoever issued it: the titles of a teacher are mostly decided by others."""
    HonorEntryFactory(person=teacher.person, code="LDTT", year=2026, source=source, decided_on=date(2026, 10, 20))

    with pytest.raises(ValidationError, match="Ngày 20/10/2026 đã có quyết định"):
        propose(new(valid_from=date(2026, 10, 20)), actor=secretary, at=at)
    assert propose(new(valid_from=date(2026, 10, 21)), actor=secretary, at=at).pk


def asking(**condition):
    row = new()
    row.conditions = [{"key": "k", "text": "Có 02 sáng kiến", "basis": "Điều 1", "confidence": "VERIFIED"} | condition]
    return row


@pytest.mark.parametrize(
    "condition",
    [
        {"test": "initiatives_over", "level": "co_so", "count": 2, "years": 1.5},
        {"test": "initiatives_over", "level": "co_so", "count": "2", "years": 1},
        {"test": "initiatives_over", "level": "co_so", "count": 2},
        {"test": "initiatives_over", "level": "xa", "count": 2, "years": 1},
        {"test": "service_months", "at_least": -1},
        {"test": "service_months", "at_least": True},
        {"test": "rating", "among": []},
        {"test": "rating", "among": ["TOT"]},
        {"test": "meets", "code": "LDTT"},
        {"test": "title", "codes": ["NOTHING"]},
        {"test": "nothing"},
        {"test": "all_of", "of": [{"test": "run_of_titles", "key": "p", "text": "", "codes": ["LDTT"], "times": 2.5}]},
    ],
)
def test_a_condition_that_could_not_be_asked_is_refused(secretary, at, condition):
    with pytest.raises(ValidationError, match="không xét được theo điều kiện"):
        propose(asking(**condition), actor=secretary, at=at)
    assert not Honor.objects.filter(school__isnull=False).exists()


def test_every_row_of_the_state_can_be_asked():
    for row in Honor.objects.filter(school=None).select_related("regime"):
        check_conditions(row)


def test_what_was_issued_meanwhile_holds_back_the_approval(proposed, principal, at, monkeypatch):
    monkeypatch.setattr(uses, "_last_uses", [lambda school, code: date(2026, 10, 20)])

    with pytest.raises(MoveRefusedError, match="đã có quyết định khen thưởng"):
        decide(proposed, "approve", actor=principal, at=at)


def test_an_approved_row_of_the_past_is_never_changed_by_a_new_one(proposed, secretary, principal, at):
    first = decide(proposed, "approve", actor=principal, at=at)
    before = Honor.objects.filter(pk=first.pk).values().get()

    second = propose(new(valid_from=date(2026, 11, 1), name="Khác"), actor=secretary, at=at)
    decide(second, "approve", actor=principal, at=at)

    assert Honor.objects.filter(pk=first.pk).values().get() == before


@pytest.mark.parametrize("basis", ["", "  \n "])
def test_a_row_without_a_ground_is_refused(secretary, at, basis):
    with pytest.raises(ValidationError, match="căn cứ"):
        propose(new(basis=basis), actor=secretary, at=at)


def test_a_choice_is_one_of_its_options_and_says_who_decided(secretary, at):
    with pytest.raises(ValidationError, match="chọn một trong các cách"):
        propose(choice("money_rounding", "down", date(2026, 10, 1)), actor=secretary, at=at)
    with pytest.raises(ValidationError, match="chọn một trong các cách"):
        propose(choice("nothing", "up", date(2026, 10, 1)), actor=secretary, at=at)
    silent = choice("money_rounding", "up", date(2026, 10, 1))
    silent.note = ""
    with pytest.raises(ValidationError, match="ai quyết định"):
        propose(silent, actor=secretary, at=at)
    assert not Rule.objects.filter(school__isnull=False).exists()


def test_a_choice_a_rule_and_a_reading_go_the_same_way(secretary, principal, at):
    lines = {"lines": ["Trước ngày 15/6."]}
    rows = [
        choice("public_days", "7", date(2026, 10, 1)),
        rule(RuleFamily.DEADLINE, "school_year_hanoi", date(2026, 10, 1), lines),
        reading(C, date(2026, 10, 1)),
    ]

    for row in rows:
        decide(propose(row, actor=secretary, at=at), "approve", actor=principal, at=at)

    own = Rule.objects.filter(school=secretary.school, state=RuleState.APPROVED)
    assert own.count() == 3
    assert verbs() == ["rule.propose", "rule.approve"] * 3


def test_an_open_proposal_is_a_task_of_who_may_approve_it(proposed, secretary, principal, deputy, stranger, at):
    stored(choice("public_days", "7", date(2026, 10, 1)), proposer=secretary, at=at)

    found = [task for task in tasks_of(principal, at) if task.label == RULE_URGE]
    assert {task.title for task in found} == {"Lao động tiên tiến", "public_days"}
    assert "Trần Thị Ngọc Bích đề xuất, áp dụng từ ngày 01/10/2026" in {task.detail for task in found}
    for other in (secretary, deputy, stranger):
        assert RULE_URGE not in {task.label for task in tasks_of(other, at)}
    decide(proposed, "approve", actor=principal, at=at)
    assert [task.title for task in tasks_of(principal, at) if task.label == RULE_URGE] == ["public_days"]

"""The transition itself, tried on a small workflow of its own over a real table."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests.factories.school import RoleAssignmentFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState as S
from thiduakt.school.models import RoleAssignment
from thiduakt.workflow import GoneError, Missing, Move, MoveRefusedError, Workflow, lock_all, perform


def is_principal(actor, obj, at):
    return Role.PRINCIPAL in actor.roles_on(at.date())


def lacks_basis(obj):
    return [] if obj.basis else [Missing("Chưa ghi căn cứ.", field="basis"), "Chưa có chữ ký."]


FLOW = Workflow(
    "sample",
    Move("approve", "Duyệt", (S.PROPOSED,), S.ACTIVE, is_principal, blockers=lacks_basis),
    Move("refuse", "Không duyệt", (S.PROPOSED, S.ACTIVE), S.REFUSED, is_principal, needs_reason=True),
)


@pytest.fixture
def proposed(school):
    return RoleAssignmentFactory(person__school=school, state=S.PROPOSED)


def assert_nothing_happened(assignment):
    assert RoleAssignment.objects.get(pk=assignment.pk).state == assignment.state
    assert not AuditEvent.objects.exists()


def test_a_move_writes_the_state_and_tells_the_log(proposed, principal, at):
    moved = perform(FLOW, proposed, "approve", actor=principal, at=at)

    event = AuditEvent.objects.get()
    assert moved.state == S.ACTIVE
    assert RoleAssignment.objects.get(pk=proposed.pk).state == S.ACTIVE
    assert (event.verb, event.actor_id, event.actor_name, event.at) == (
        "sample.approve",
        principal.pk,
        "Hoàng Thị Phương",
        at,
    )
    assert (event.object_type, event.object_id) == ("school.roleassignment", proposed.pk)
    assert event.changes == {"state": ["PROPOSED", "ACTIVE"]}


def test_the_reason_stands_in_the_log(proposed, principal, at):
    perform(FLOW, proposed, "refuse", actor=principal, at=at, reason="  Đã đủ người. ")

    assert AuditEvent.objects.get().reason == "Đã đủ người."


def test_who_may_not_is_refused_before_anything_else_is_told(proposed, teacher, at):
    """Neither the state nor what is missing is for somebody else's eyes."""
    proposed.basis = ""
    proposed.save()

    with pytest.raises(PermissionDenied):
        perform(FLOW, proposed, "approve", actor=teacher, at=at)

    assert_nothing_happened(proposed)


def test_a_move_from_another_state_is_refused(proposed, principal, at):
    approved = perform(FLOW, proposed, "approve", actor=principal, at=at)

    with pytest.raises(MoveRefusedError) as refusal:
        perform(FLOW, proposed, "approve", actor=principal, at=at)

    assert refusal.value.messages == ["Đang ở trạng thái “đã giao”, không làm được bước “Duyệt”."]
    assert AuditEvent.objects.count() == 1
    assert RoleAssignment.objects.get(pk=approved.pk).state == S.ACTIVE


def test_the_state_that_counts_is_the_one_in_the_database(proposed, principal, at):
    """The page may be an hour old."""
    stale = RoleAssignment.objects.get(pk=proposed.pk)
    perform(FLOW, proposed, "refuse", actor=principal, at=at, reason="Đã đủ người.")

    with pytest.raises(MoveRefusedError):
        perform(FLOW, stale, "approve", actor=principal, at=at)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_reason_that_is_asked_for_must_be_given(proposed, principal, at, reason):
    with pytest.raises(MoveRefusedError) as refusal:
        perform(FLOW, proposed, "refuse", actor=principal, at=at, reason=reason)

    assert refusal.value.messages == ["Thầy/cô cần ghi rõ lý do."]
    assert_nothing_happened(proposed)


def test_everything_that_is_missing_is_listed_at_once(proposed, principal, at):
    proposed.basis = ""
    proposed.save()

    with pytest.raises(MoveRefusedError) as refusal:
        perform(FLOW, proposed, "approve", actor=principal, at=at)

    assert refusal.value.messages == ["Chưa ghi căn cứ.", "Chưa có chữ ký."]
    assert_nothing_happened(proposed)


def test_what_is_missing_knows_its_field():
    assert Missing("Chưa ghi căn cứ.", field="basis").field == "basis"
    assert Missing("Chưa ghi căn cứ.").field == ""


def test_what_is_settled_is_written_in_the_same_update_as_the_state(proposed, principal, at):
    with CaptureQueriesContext(connection) as queries:
        moved = perform(FLOW, proposed, "approve", actor=principal, at=at, settle=lambda row: {"basis": "Quyết định số 27"})

    updates = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "school_roleassignment"')]
    assert len(updates) == 1
    assert '"state"' in updates[0]
    assert '"basis"' in updates[0]
    assert moved.basis == "Quyết định số 27"
    assert AuditEvent.objects.get().changes["basis"] == "Quyết định số 27"


def test_what_is_settled_is_asked_only_once_every_check_has_passed(proposed, principal, teacher, at):
    asked = []

    def settle(row):
        asked.append(row)
        return {}

    for actor, action, reason in ((teacher, "approve", ""), (principal, "refuse", "")):
        with pytest.raises((PermissionDenied, ValidationError)):
            perform(FLOW, proposed, action, actor=actor, at=at, reason=reason, settle=settle)

    assert asked == []


def test_a_move_that_fails_on_the_way_leaves_neither_state_nor_log(proposed, principal, at):
    """Here the database refuses what was settled: an end before the beginning."""
    with pytest.raises(IntegrityError):
        perform(FLOW, proposed, "approve", actor=principal, at=at, settle=lambda row: {"ends_on": date(1990, 1, 1)})

    assert_nothing_happened(proposed)


def test_only_moves_that_are_open_are_offered(proposed, principal, teacher, at):
    assert [move.name for move in FLOW.open_to(principal, proposed, at)] == ["approve", "refuse"]
    assert FLOW.open_to(teacher, proposed, at) == []

    refused = perform(FLOW, proposed, "refuse", actor=principal, at=at, reason="Đã đủ người.")

    assert FLOW.open_to(principal, refused, at) == []


@pytest.mark.django_db
def test_a_row_that_went_meanwhile_is_told_of(proposed, principal, at):
    RoleAssignment.objects.filter(pk=proposed.pk).delete()

    with pytest.raises(GoneError, match="này không còn nữa: vừa có người xóa"):
        perform(FLOW, proposed, "approve", actor=principal, at=at)


def test_several_rows_are_locked_by_their_keys_and_given_back_in_their_order(school):
    first, second = (RoleAssignmentFactory(person__school=school, state=S.PROPOSED) for _ in range(2))

    with CaptureQueriesContext(connection) as asked:
        held = lock_all([second, first])

    assert held == [second, first]
    assert [query["sql"].count(f'"id" = {row.pk}') for query, row in zip(asked, (first, second), strict=True)] == [1, 1]

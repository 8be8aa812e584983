import pytest
from django.db import DatabaseError, connection, transaction

from tests.audit.tampering import sql
from thiduakt.audit.models import AppendOnlyError, AuditEvent
from thiduakt.audit.services import SYSTEM, record


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET reason = 'x'",
        "UPDATE audit_auditevent SET reason = reason WHERE seq = 1",
        "DELETE FROM audit_auditevent WHERE seq = 8",
        "DELETE FROM audit_auditevent",
    ],
)
def test_the_database_refuses_to_change_the_log(chain, statement):
    before = list(AuditEvent.objects.values())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)

    assert list(AuditEvent.objects.values()) == before


def test_the_database_refuses_to_empty_the_log(chain):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql("TRUNCATE audit_auditevent")

    assert AuditEvent.objects.count() == 8


def test_a_new_row_over_an_old_one_is_refused(chain):
    """INSERT OR REPLACE, ON CONFLICT DO UPDATE: the back doors of an UPDATE."""
    event = chain[3]
    values = [event.pk, event.school_id, event.seq, event.at, "x", "x", "x", 1, "x", "{}", "", "0" * 64, "0" * 64]
    insert = (
        "INSERT INTO audit_auditevent (id, school_id, seq, at, actor_name, verb, object_type, object_id, object_label, "
        "changes, reason, prev, hash) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    )

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(f"{insert} ON CONFLICT (id) DO UPDATE SET reason = 'x'", values)
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(insert.replace("INSERT", "INSERT OR REPLACE"), values)

    assert AuditEvent.objects.get(pk=event.pk).hash == event.hash


def test_python_refuses_as_well(chain):
    event = AuditEvent.objects.get(seq=4)

    for attempt in (
        event.save,
        event.delete,
        AuditEvent.objects.filter(seq=4).delete,
        lambda: AuditEvent.objects.update(reason=""),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_only_inside_the_act_it_tells_of(principal, at):
    """Outside a transaction the act could be undone and the event stay, or the other way round."""
    with pytest.raises(RuntimeError):
        record(actor=principal, verb="person.edit", target=principal.person, at=at)


def test_an_act_that_is_undone_leaves_no_event(chain, principal, at):
    with transaction.atomic():
        record(actor=principal, verb="person.edit", target=principal.person, at=at)
        transaction.set_rollback(True)

    assert AuditEvent.objects.count() == 8
    assert record(actor=principal, verb="person.edit", target=principal.person, at=at).seq == 9


def test_names_are_copied_into_the_log(chain, principal):
    """The log outlives a marriage: names change, what was written does not."""
    principal.person.full_name = "Hoàng Thị Phương Anh"
    principal.person.save()

    assert AuditEvent.objects.get(seq=2).actor_name == "Hoàng Thị Phương"
    assert AuditEvent.objects.get(seq=2).object_label == "Hoàng Thị Phương"


def test_the_system_has_a_name_of_its_own(chain):
    first = AuditEvent.objects.get(seq=1)

    assert (first.actor_id, first.actor_name) == (None, SYSTEM)


def test_events_about_one_row_are_found(chain, principal, technician, at):
    record(actor=technician, verb="account.close", target=principal, at=at)

    assert AuditEvent.objects.about(principal.person).count() == 8
    assert AuditEvent.objects.about(principal).get().verb == "account.close"

"""Nobody changes or removes a line, neither through Python nor past it, on either database."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.ledger import GroupEntryFactory, HonorEntryFactory, ending
from thiduakt.audit.models import AppendOnlyError
from thiduakt.ledger.models import HonorEntry

pytestmark = pytest.mark.django_db


def sql(statement, values=()):
    """What the database holds only at the end of a transaction it is asked about at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        connection.check_constraints()


@pytest.fixture
def entry(school):
    return HonorEntryFactory(person__school=school)


@pytest.fixture
def ended(entry):
    return ending(entry)


def rows():
    return list(HonorEntry.objects.order_by("pk").values())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_honorentry SET year = 2021",
        "UPDATE ledger_honorentry SET holder_name = holder_name",
        "UPDATE ledger_honorentry SET ends_id = NULL, kind = 'HONOR', ground = ''",
        "DELETE FROM ledger_honorentry",
        "DELETE FROM ledger_honorentry WHERE kind = 'REVOKED'",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(statement, ended):
    before = rows()

    with pytest.raises(DatabaseError, match="append-only"):
        sql(statement)

    assert rows() == before


def test_the_database_refuses_to_empty_the_ledger(entry):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    connection.check_constraints()  # with checks still to be made it would be refused for these alone

    for statement in ("TRUNCATE ledger_honorentry CASCADE", "TRUNCATE school_person CASCADE"):
        with pytest.raises(DatabaseError, match="append-only"):
            sql(statement)

    assert rows()


def copied(entry, **changed):
    """The columns and values of an INSERT of this line with some of its values changed."""
    values = {field.column: getattr(entry, field.attname) for field in HonorEntry._meta.concrete_fields} | changed
    marks = ", ".join(["%s"] * len(values))
    return f"INTO ledger_honorentry ({', '.join(values)}) VALUES ({marks})", list(values.values())


def test_a_new_line_over_an_old_one_is_refused(ended):
    """INSERT OR REPLACE, ON CONFLICT DO UPDATE: the back doors of an UPDATE."""
    before = rows()
    insert, values = copied(ended, year=2015)

    with pytest.raises(DatabaseError, match="append-only"):
        sql(f"INSERT {insert} ON CONFLICT (id) DO UPDATE SET year = 2015", values)
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="append-only"):
            sql(f"INSERT OR REPLACE {insert}", values)

    assert rows() == before


def test_a_second_ending_does_not_take_the_place_of_the_first(ended):
    """The other unique column: INSERT OR REPLACE would remove whatever line holds it."""
    before = rows()
    insert, values = copied(ended, id=ended.pk + 100, reason="Khác.")
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"

    with pytest.raises(DatabaseError):
        sql(f"{verb} {insert}", values)

    assert rows() == before


ENDING = {"kind": "STRUCK", "ground": "", "reason": "Ghi nhầm.", "year": 2022}


def test_a_line_that_ends_one_of_its_own_holder_is_taken(entry):
    insert, values = copied(entry, id=entry.pk + 100, ends_id=entry.pk, **ENDING)

    sql(f"INSERT {insert}", values)

    assert HonorEntry.objects.get(ends=entry)


@pytest.mark.parametrize("whose", ["colleague", "stranger", "an ending", "nobody", "group"])
def test_the_database_lets_a_line_end_no_other_than_an_honor_of_the_same_holder(whose, entry, ended):
    match whose:
        case "colleague":
            other = HonorEntryFactory(person__school=entry.school)
        case "stranger":
            other = HonorEntryFactory()
        case "an ending":
            other = ended
        case "nobody":
            other = HonorEntry(pk=entry.pk + 1000)
        case "group":
            other = GroupEntryFactory(group__school=entry.school)
    insert, values = copied(entry, id=entry.pk + 100, ends_id=other.pk, **ENDING)
    before = rows()

    with pytest.raises(DatabaseError, match="ends an honor of the same school and holder"):
        sql(f"INSERT {insert}", values)

    assert rows() == before


@pytest.mark.parametrize("table", ["school_school", "school_person"])
def test_removing_what_a_line_speaks_of_is_refused(table, entry):
    with pytest.raises(DatabaseError):
        sql(f"DELETE FROM {table}")  # noqa: S608  (a test's own words)

    assert rows()


def test_python_refuses_as_well(entry):
    entry.year = 2015
    lines = HonorEntry.objects.filter(pk=entry.pk)
    attempts = [
        entry.save,
        entry.delete,
        lines.delete,
        lambda: lines.update(year=2015),
        lambda: HonorEntry.objects.bulk_update([entry], ["year"]),
        lambda: HonorEntry.objects.update_or_create(pk=entry.pk, defaults={"year": 2015}),
    ]
    for attempt in attempts:
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()

    assert HonorEntry.objects.get().year == 2022


def test_the_other_ways_of_writing_many_at_once_are_refused_by_the_database(entry):
    entry.year = 2015
    attempts = [
        lambda: HonorEntry._base_manager.filter(pk=entry.pk).update(year=2015),
        lambda: HonorEntry._base_manager.bulk_update([entry], ["year"]),
        lambda: HonorEntry._base_manager.bulk_create(
            [entry], update_conflicts=True, unique_fields=["id"], update_fields=["year"]
        ),
        lambda: HonorEntry.objects.all()._raw_delete("default"),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()

    assert HonorEntry.objects.get().year == 2022


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "REVOKED"},
        {"kind": "XYZ"},
        {"group_id": 1},
        {"person_id": None},
        {"holder_kind": "SCHOOL"},
        {"merit": "xyz"},
        {"source": "xyz"},
        {"ground": "a"},
    ],
)
def test_the_database_holds_what_a_line_must_be(changed, entry):
    insert, values = copied(entry, id=entry.pk + 100, **changed)

    with pytest.raises(DatabaseError):
        sql(f"INSERT {insert}", values)

    assert HonorEntry.objects.count() == 1


def test_a_whole_line_is_taken(entry):
    """The proof that the lines above were refused for what is wrong in them."""
    insert, values = copied(entry, id=entry.pk + 100, decided_on=date(2023, 7, 1))

    sql(f"INSERT {insert}", values)

    assert HonorEntry.objects.count() == 2

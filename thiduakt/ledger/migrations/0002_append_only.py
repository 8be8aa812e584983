from django.db import migrations

from thiduakt.audit.triggers import forbid, forbid_insert, forbid_replace, forbid_truncate, release

TABLE = "ledger_honorentry"
MESSAGE = "The ledger of honors is append-only."
SAME_LINE = "old.id = NEW.id OR (old.ends_id IS NOT NULL AND old.ends_id = NEW.ends_id)"
WRONG_END = "A line ends an honor of the same school and holder."
HOLDER = ("school_id", "holder_kind", "person_id", "group_id", "pupil_id", "school_class_id")


def ends_wrongly(vendor):
    """SQL: the new line ends one that is no honor, or is another's."""
    same = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    alike = " AND ".join(f"ended.{column} {same} NEW.{column}" for column in HOLDER)
    ended = f"SELECT 1 FROM {TABLE} AS ended WHERE ended.id = NEW.ends_id AND ended.kind = 'HONOR' AND {alike}"  # noqa: S608
    return f"NEW.ends_id IS NOT NULL AND NOT EXISTS ({ended})"


def hold(apps, schema_editor):
    for operation in ("UPDATE", "DELETE"):
        forbid(schema_editor, TABLE, operation, message=MESSAGE)
    forbid_truncate(schema_editor, TABLE, message=MESSAGE)
    forbid_insert(schema_editor, TABLE, ends_wrongly(schema_editor.connection.vendor), message=WRONG_END)
    forbid_replace(schema_editor, TABLE, SAME_LINE, message=MESSAGE)


def let_go(apps, schema_editor):
    release(schema_editor, TABLE, ("UPDATE", "DELETE", "TRUNCATE", "INSERT", "REPLACE"))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(hold, let_go)]

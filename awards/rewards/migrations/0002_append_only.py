from django.db import migrations

from thiduakt.audit.triggers import forbid, forbid_insert, forbid_replace, forbid_truncate, release

TABLE = "rewards_fundline"
MESSAGE = "The ledger of a fund is append-only."
SAME_LINE = "old.id = NEW.id OR (old.counters_id IS NOT NULL AND old.counters_id = NEW.counters_id)"
WRONG = "A line takes back the whole of another of its fund, and nothing is paid or returned twice."
# An earlier line of the same payment or recovery that nothing has taken back.
TWICE = (
    f"SELECT 1 FROM {TABLE} AS standing WHERE standing.kind = NEW.kind "  # noqa: S608
    "AND (standing.payment_id = NEW.payment_id OR standing.recovery_id = NEW.recovery_id) "
    f"AND NOT EXISTS (SELECT 1 FROM {TABLE} AS back WHERE back.counters_id = standing.id)"
)
COUNTERED = (
    f"SELECT 1 FROM {TABLE} AS countered WHERE countered.id = NEW.counters_id AND countered.kind <> 'COUNTER' "  # noqa: S608
    "AND countered.fund_id = NEW.fund_id AND countered.amount = -NEW.amount"
)


def hold(apps, schema_editor):
    for operation in ("UPDATE", "DELETE"):
        forbid(schema_editor, TABLE, operation, message=MESSAGE)
    forbid_truncate(schema_editor, TABLE, message=MESSAGE)
    wrong = f"(NEW.kind = 'COUNTER' AND NOT EXISTS ({COUNTERED})) OR EXISTS ({TWICE})"
    forbid_insert(schema_editor, TABLE, wrong, message=WRONG)
    forbid_replace(schema_editor, TABLE, SAME_LINE, message=MESSAGE)


def let_go(apps, schema_editor):
    release(schema_editor, TABLE, ("UPDATE", "DELETE", "TRUNCATE", "INSERT", "REPLACE"))


class Migration(migrations.Migration):
    dependencies = [("rewards", "0001_initial")]
    operations = [migrations.RunPython(hold, let_go)]

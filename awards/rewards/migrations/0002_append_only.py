from django.db import migrations

from thiduakt.audit.triggers import forbid, forbid_insert, forbid_replace, forbid_truncate, release

TABLE = "rewards_fundline"
MESSAGE = "The ledger of a fund is append-only."
SAME_LINE = "old.id = NEW.id OR (old.counters_id IS NOT NULL AND old.counters_id = NEW.counters_id)"
WRONG = "A line takes back the whole of another of its fund, and nothing is paid or returned twice, or by another fund."
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
# What is paid, and what comes back, is of the school and the kind of fund that the decision names.
OF_PAYMENT = (
    "SELECT 1 FROM rewards_payment AS due JOIN rewards_fund AS own ON own.kind = due.fund AND own.school_id = due.school_id "
    "WHERE due.id = NEW.payment_id AND own.id = NEW.fund_id"
)
OF_RECOVERY = (
    "SELECT 1 FROM rewards_recovery AS back JOIN decisions_awardline AS line ON line.id = back.line_id "
    "JOIN decisions_awarddecision AS decision ON decision.id = line.decision_id "
    "JOIN rewards_fund AS own ON own.kind = decision.fund AND own.school_id = back.school_id "
    "WHERE back.id = NEW.recovery_id AND own.id = NEW.fund_id"
)
OF_ANOTHER = (
    f"(NEW.kind = 'PAID' AND NOT EXISTS ({OF_PAYMENT})) OR (NEW.kind = 'RECOVERED' AND NOT EXISTS ({OF_RECOVERY}))"
)


def hold(apps, schema_editor):
    for operation in ("UPDATE", "DELETE"):
        forbid(schema_editor, TABLE, operation, message=MESSAGE)
    forbid_truncate(schema_editor, TABLE, message=MESSAGE)
    wrong = f"(NEW.kind = 'COUNTER' AND NOT EXISTS ({COUNTERED})) OR EXISTS ({TWICE}) OR {OF_ANOTHER}"
    forbid_insert(schema_editor, TABLE, wrong, message=WRONG)
    forbid_replace(schema_editor, TABLE, SAME_LINE, message=MESSAGE)


def let_go(apps, schema_editor):
    release(schema_editor, TABLE, ("UPDATE", "DELETE", "TRUNCATE", "INSERT", "REPLACE"))


class Migration(migrations.Migration):
    dependencies = [("rewards", "0001_initial")]
    operations = [migrations.RunPython(hold, let_go)]

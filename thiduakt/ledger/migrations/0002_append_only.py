from django.db import migrations

from thiduakt.audit.triggers import forbid, forbid_replace, forbid_truncate, release

TABLE = "ledger_honorentry"
MESSAGE = "The ledger of honors is append-only."
SAME_LINE = "old.id = NEW.id OR (old.ends_id IS NOT NULL AND old.ends_id = NEW.ends_id)"


def hold(apps, schema_editor):
    for operation in ("UPDATE", "DELETE"):
        forbid(schema_editor, TABLE, operation, message=MESSAGE)
    forbid_truncate(schema_editor, TABLE, message=MESSAGE)
    forbid_replace(schema_editor, TABLE, SAME_LINE, message=MESSAGE)


def let_go(apps, schema_editor):
    release(schema_editor, TABLE, ("UPDATE", "DELETE", "TRUNCATE", "REPLACE"))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(hold, let_go)]

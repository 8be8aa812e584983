from django.db import migrations

from thiduakt.audit.triggers import forbid, forbid_replace, forbid_truncate, release

TABLE = "audit_auditevent"
MESSAGE = "The audit log is append-only."
SAME_EVENT = "old.id = NEW.id OR (old.school_id = NEW.school_id AND old.seq = NEW.seq)"


def hold(apps, schema_editor):
    for operation in ("UPDATE", "DELETE"):
        forbid(schema_editor, TABLE, operation, message=MESSAGE)
    forbid_truncate(schema_editor, TABLE, message=MESSAGE)
    forbid_replace(schema_editor, TABLE, SAME_EVENT, message=MESSAGE)


def let_go(apps, schema_editor):
    release(schema_editor, TABLE, ("UPDATE", "DELETE", "TRUNCATE", "REPLACE"))


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(hold, let_go)]

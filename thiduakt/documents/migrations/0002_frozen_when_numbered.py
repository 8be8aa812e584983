from django.db import migrations

from thiduakt.audit.triggers import differs, forbid, forbid_replace, forbid_truncate, release

TABLE = "documents_document"
FILES = "documents_drawnfile"
FILES_MESSAGE = "What was drawn stays on record."
SAME_NUMBERED_ROW = (
    "old.number IS NOT NULL AND (old.id = NEW.id OR (old.school_id = NEW.school_id AND old.year = NEW.year "
    "AND old.number = NEW.number AND (old.series = NEW.series OR old.symbol = NEW.symbol)))"
)
FROZEN = (
    "school_id", "kind", "subject", "dated_on", "addressees", "bases", "body", "recipients", "appendices", "signer_id", "signed_on",
    "signed_paper", "series", "year", "number", "symbol", "issued_on", "snapshot", "snapshot_hash", "replaces_id", "revokes_id",
    "issuing_body",
)  # fmt: skip


def hold(apps, schema_editor):
    changed = differs(FROZEN, schema_editor.connection.vendor)
    back_to_draft = "NEW.state NOT IN ('ISSUED', 'REPLACED', 'REVOKED')"
    forbid(
        schema_editor,
        TABLE,
        "UPDATE",
        message="A numbered document is frozen.",
        when=f"OLD.number IS NOT NULL AND ({changed} OR {back_to_draft})",
    )
    forbid(schema_editor, TABLE, "DELETE", message="A numbered document stays.", when="OLD.number IS NOT NULL")
    forbid_replace(schema_editor, TABLE, SAME_NUMBERED_ROW, message="A numbered document stays.")
    for operation in ("UPDATE", "DELETE"):
        forbid(schema_editor, FILES, operation, message=FILES_MESSAGE)
    forbid_truncate(schema_editor, FILES, message=FILES_MESSAGE)
    forbid_replace(schema_editor, FILES, "old.id = NEW.id", message=FILES_MESSAGE)


def let_go(apps, schema_editor):
    release(schema_editor, TABLE, ("UPDATE", "DELETE", "REPLACE"))
    release(schema_editor, FILES, ("UPDATE", "DELETE", "TRUNCATE", "REPLACE"))


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(hold, let_go)]

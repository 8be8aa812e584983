import django.db.models.deletion
from django.db import migrations, models

from thiduakt.audit.triggers import differs, forbid, release

TABLE = "documents_document"
FROZEN = (
    "school_id", "kind", "subject", "dated_on", "addressees", "bases", "body", "recipients", "appendices", "signer_id", "signed_on",
    "signed_paper", "series", "year", "number", "symbol", "issued_on", "snapshot", "snapshot_hash", "replaces_id", "revokes_id",
    "issuing_body",
)  # fmt: skip


def hold(schema_editor, columns):
    """The trigger of 0002, over these columns."""
    release(schema_editor, TABLE, ("UPDATE",))
    changed = differs(columns, schema_editor.connection.vendor)
    back_to_draft = "NEW.state NOT IN ('ISSUED', 'REPLACED', 'REVOKED')"
    forbid(
        schema_editor,
        TABLE,
        "UPDATE",
        message="A numbered document is frozen.",
        when=f"OLD.number IS NOT NULL AND ({changed} OR {back_to_draft})",
    )


def hold_with_secretary(apps, schema_editor):
    hold(schema_editor, (*FROZEN, "secretary_id"))


def hold_without(apps, schema_editor):
    hold(schema_editor, FROZEN)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_saved_draft_changed"), ("school", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="document",
            name="secretary",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="school.person",
                verbose_name="thư ký",
            ),
        ),
        migrations.RunPython(hold_with_secretary, hold_without),
    ]

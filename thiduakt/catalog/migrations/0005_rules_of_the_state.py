from django.db import migrations

from thiduakt.catalog.loading import load_rules


def bring_in(apps, schema_editor):
    load_rules(*(apps.get_model("catalog", name) for name in ("Regime", "Honor", "Rule")))


class Migration(migrations.Migration):

    dependencies = [("catalog", "0004_honors")]

    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]

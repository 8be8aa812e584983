from django.db import migrations

from thiduakt.catalog.loading import load


def bring_in(apps, schema_editor):
    load(apps.get_model("catalog", "LegalText"), apps.get_model("catalog", "LegalChange"))


class Migration(migrations.Migration):

    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]

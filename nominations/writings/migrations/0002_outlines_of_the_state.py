from django.db import migrations

from nominations.writings.loading import load_outlines


def bring_in(apps, schema_editor):
    load_outlines(apps.get_model("writings", "Outline"))


class Migration(migrations.Migration):

    dependencies = [("writings", "0001_initial")]

    operations = [migrations.RunPython(bring_in, migrations.RunPython.noop)]

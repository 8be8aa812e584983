from itertools import groupby, pairwise

from django.db import migrations, models

from thiduakt.documents.merging import changed


def tell_what_changed(apps, schema_editor):
    """Of each saving what differs from the one before it; the first differs from nothing."""
    saved_drafts = apps.get_model("documents", "SavedDraft").objects
    rows = saved_drafts.order_by("document_id", "number").values_list("document_id", "pk", "content").iterator()
    for _, of_one_document in groupby(rows, key=lambda row: row[0]):
        for (_, _, before), (_, pk, after) in pairwise(of_one_document):
            saved_drafts.filter(pk=pk).update(changed=changed(before, after))


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_lists")]

    operations = [
        migrations.AddField(
            model_name="saveddraft",
            name="changed",
            field=models.JSONField(blank=True, default=list, verbose_name="chỗ đã đổi"),
        ),
        migrations.RunPython(tell_what_changed, migrations.RunPython.noop),
    ]

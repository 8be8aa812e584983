from django.db import migrations


def doubts_to_marks(apps, schema_editor):
    """What the reader of a paper was not sure of becomes places to look at of its document."""
    mark = apps.get_model("documents", "ReviewMark")
    for plan in apps.get_model("plans", "Plan").objects.exclude(doubts=[]):
        mark.objects.bulk_create(
            mark(
                document_id=plan.document_id,
                place=place,
                field="body" if doubt["text"] else "",
                passage=doubt["text"],
                reason=doubt["reason"],
            )
            for place, doubt in enumerate(plan.doubts, start=1)
        )


def marks_to_doubts(apps, schema_editor):
    """The way back knows no line of the source any more."""
    for plan in apps.get_model("plans", "Plan").objects.all():
        marks = apps.get_model("documents", "ReviewMark").objects.filter(document=plan.document_id).order_by("place", "pk")
        plan.doubts = [{"line": None, "text": mark.passage, "reason": mark.reason} for mark in marks]
        plan.save(update_fields=["doubts"])


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
        ("documents", "0003_drafting_and_consulting"),
    ]

    operations = [
        migrations.RunPython(doubts_to_marks, marks_to_doubts),
        migrations.RemoveField(model_name="plan", name="doubts"),
        migrations.RemoveField(model_name="plan", name="school_year"),
    ]

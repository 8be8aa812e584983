"""The texts of the state, brought into every installation by a migration from fixtures/catalog/legal_texts.json.

Loading again changes what the file says otherwise and adds what is new; the rows of schools are never touched. A change of
the file comes with a migration that calls `load` once more.
"""

import json
from typing import Any

from django.conf import settings

from .models import index

FILE = settings.BASE_DIR / "fixtures" / "catalog" / "legal_texts.json"


def load(text_model: Any, change_model: Any) -> None:
    """The models are those of the migration that calls; a field that they do not have yet is left out."""
    told = json.loads(FILE.read_text())
    texts: dict[str, Any] = {}
    for row in told["texts"]:
        text = text_model.objects.filter(school=None, number=row["number"], issuer=row["issuer"]).first()
        text = text or text_model()
        _take(text, row)
        index(text)
        text.save()
        texts[row["number"]] = text
    for row in told["changes"]:
        newer, older = texts[row["newer"]], texts[row["older"]]
        change = change_model.objects.filter(newer=newer, older=older).first()
        change = change or change_model(newer=newer, older=older)
        _take(change, row)
        change.save()


def _take(row: Any, values: dict[str, Any]) -> None:
    known = {field.name for field in row._meta.fields if not field.is_relation}
    for name, value in values.items():
        if name in known:
            setattr(row, name, value)

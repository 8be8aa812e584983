"""The outlines of the state, brought into every installation by migrations from fixtures/writings/outlines.json.

What is written by an outline keeps it: a row of the file with a later first day takes the place of the one before. Those of
schools are never touched. A change of the file comes with a migration that calls this once more.
"""

import json
from typing import Any

from django.conf import settings

FILE = settings.BASE_DIR / "fixtures" / "writings" / "outlines.json"


def load_outlines(outline_model: Any) -> None:
    for row in json.loads(FILE.read_text()):
        standing = outline_model.objects.filter(school=None, code=row["code"], until_on=None).first()
        if standing and standing.from_on.isoformat() < row["from_on"]:
            standing.until_on = row["from_on"]
            standing.save()
            standing = None
        outline = standing or outline_model()
        for name, value in row.items():
            setattr(outline, name, value)
        outline.save()

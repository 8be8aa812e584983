"""The rows of the state, brought into every installation by migrations from the files of fixtures/catalog.

Loading again changes what a file says otherwise and adds what is new; the rows of schools are never touched. A change of
a file comes with a migration that calls its function once more. The models are those of the migration that calls; a field
that they do not have yet is left out.
"""

import json
from typing import Any

from django.conf import settings

from .enums import RuleState
from .models import index

FOLDER = settings.BASE_DIR / "fixtures" / "catalog"


def load(text_model: Any, change_model: Any) -> None:
    told = _told("legal_texts")
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


def load_rules(regime_model: Any, honor_model: Any, rule_model: Any) -> None:
    """Regimes by their code; honors by regime and code, from its first day; rules by family, key and day."""
    told = _told("rules")
    regimes: dict[str | None, Any] = {None: None}
    for row in told["regimes"]:
        regime = regime_model.objects.filter(code=row["code"]).first() or regime_model()
        _take(regime, row)
        regime.runs_on = regimes[row["runs_on"]]
        regime.save()
        regimes[row["code"]] = regime
    for row in _told("honors"):
        regime = regimes[row["regime"]]
        honor = honor_model.objects.filter(school=None, regime=regime, code=row["code"], valid_from=regime.starts_on).first()
        _load_dated(honor or honor_model(valid_from=regime.starts_on), row, regime)
    for row in told["rules"]:
        natural_key = {name: row[name] for name in ("family", "key", "valid_from")}
        rule = rule_model.objects.filter(school=None, **natural_key).first()
        _load_dated(rule or rule_model(), row, regimes[row["regime"]])


def _load_dated(row: Any, values: dict[str, Any], regime: Any) -> None:
    """Nobody approves a row of the state: it is approved as it comes."""
    _take(row, {**values, "state": RuleState.APPROVED})
    row.regime = regime
    row.save()


def _told(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text())


def _take(row: Any, values: dict[str, Any]) -> None:
    known = {field.name for field in row._meta.fields if not field.is_relation}
    for name, value in values.items():
        if name in known:
            setattr(row, name, value)

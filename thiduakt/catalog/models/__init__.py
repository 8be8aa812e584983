from .honors import Honor, Regime, Rule
from .texts import FOLDER, LegalChange, LegalText, LegalTextQuerySet, TextCompletion, index, standing_on

__all__ = [
    "FOLDER",
    "Honor",
    "LegalChange",
    "LegalText",
    "LegalTextQuerySet",
    "Regime",
    "Rule",
    "TextCompletion",
    "index",
    "standing_on",
]

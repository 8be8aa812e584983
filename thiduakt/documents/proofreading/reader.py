"""All rules over one text."""

from itertools import islice

from .rule import Finding, finding
from .rules import FAMILIES
from .text import Surroundings, Text

MOST_OF_A_RULE = 30  # spots: whoever has that many of one kind mends them by search and replace


UNKNOWN = Surroundings()


def read_through(text: Text, around: Surroundings = UNKNOWN) -> list[Finding]:
    """The warnings of every family, in the order of the rules and, within a rule, of the text."""
    fields = {name: "\n".join(line.text for line in text.of(name)) for name in {line.field for line in text.lines}}
    found = []
    for family in FAMILIES:
        for rule in family.rules:
            spots = islice(rule.find(text, around), MOST_OF_A_RULE)
            found += [finding(family.title, rule, spot, fields[spot.line.field]) for spot in spots]
    return found

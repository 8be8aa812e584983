"""Điều kiện khen thưởng: what the law of a date asks of a person or a collective, what they have, and what is missing.

Pure: no database, no clock. `facts` is what is known, `standards` the rule as data, `assessing` puts one beside the other.
`reading` takes the facts from the exchange format.
"""

from .assessing import Answer, Assessment, assess
from .facts import Facts
from .inquiry import Rulebook, Verdict
from .reading import facts_from
from .standards import Standard

__all__ = ["Answer", "Assessment", "Facts", "Rulebook", "Standard", "Verdict", "assess", "facts_from"]

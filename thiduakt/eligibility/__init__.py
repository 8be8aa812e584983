"""Điều kiện khen thưởng: what the law of a date asks of a person or a collective, what they have, and what is missing.

Pure: no database, no clock. `facts` is what is known, `standards` the rule as data, `assessing` puts one beside the other.
"""

from .assessing import Assessment, Rulebook, Verdict, assess
from .facts import Facts, facts_from
from .standards import Standard

__all__ = ["Assessment", "Facts", "Rulebook", "Standard", "Verdict", "assess", "facts_from"]

"""What schools type into their sheets, read: pure functions over one cell."""

from .cells import Cell, DoubtfulError, code, is_legacy, key, limited, percent, text, yes
from .days import birth_day, day, school_year
from .honors import honor_code
from .people import authors, gender, likely_gender, name_key, person_name
from .terms import Decision, decision, level, merit, rating

__all__ = [
    "Cell",
    "Decision",
    "DoubtfulError",
    "authors",
    "birth_day",
    "code",
    "day",
    "decision",
    "gender",
    "honor_code",
    "is_legacy",
    "key",
    "level",
    "likely_gender",
    "limited",
    "merit",
    "name_key",
    "percent",
    "person_name",
    "rating",
    "school_year",
    "text",
    "yes",
]

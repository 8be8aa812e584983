from .entries import HonorEntry
from .facts import (
    CollectiveYear,
    Discipline,
    Initiative,
    InitiativeAuthor,
    InitiativeUse,
    Leave,
    Transfer,
    Verification,
    YearRating,
)
from .registrations import YearRegistration

__all__ = [
    "CollectiveYear",
    "Discipline",
    "HonorEntry",
    "Initiative",
    "InitiativeAuthor",
    "InitiativeUse",
    "Leave",
    "Transfer",
    "Verification",
    "YearRating",
    "YearRegistration",
]

from .applying import Replication, Trial
from .files import Agreement, SolutionFile
from .likeness import Comparison, Fingerprint, Match
from .solutions import Author, Solution

__all__ = [
    "Agreement",
    "Author",
    "Comparison",
    "Fingerprint",
    "Match",
    "Replication",
    "Solution",
    "SolutionFile",
    "Trial",
]

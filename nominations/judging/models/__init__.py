from .appeals import Appeal
from .criteria import CriteriaSet, Criterion
from .rounds import Entry, Judge, Round
from .sheets import Mark, Sheet
from .superiors import Submission

__all__ = ["Appeal", "CriteriaSet", "Criterion", "Entry", "Judge", "Mark", "Round", "Sheet", "Submission"]

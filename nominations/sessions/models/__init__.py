from .items import Conflict, Item, ItemQuerySet, WrittenOpinion
from .scans import CountScan
from .sessions import Attendance, Confirmation, CouncilSession, CouncilSessionQuerySet, Guest
from .votes import ItemVote

__all__ = [
    "Attendance",
    "Confirmation",
    "Conflict",
    "CouncilSession",
    "CouncilSessionQuerySet",
    "CountScan",
    "Guest",
    "Item",
    "ItemQuerySet",
    "ItemVote",
    "WrittenOpinion",
]

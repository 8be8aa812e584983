from .councils import Council, CouncilQuerySet, Renewal
from .seats import Seat, SeatQuerySet, sitting_on

__all__ = ["Council", "CouncilQuerySet", "Renewal", "Seat", "SeatQuerySet", "sitting_on"]

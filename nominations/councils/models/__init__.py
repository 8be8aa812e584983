from .councils import Council, CouncilQuerySet, Renewal
from .seats import Seat, SeatQuerySet

__all__ = ["Council", "CouncilQuerySet", "Renewal", "Seat", "SeatQuerySet"]

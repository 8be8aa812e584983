from .ceremonies import Ceremony, CeremonyQuerySet, Guest, ProgramItem
from .handing import Recipient, RecipientQuerySet, Turn

__all__ = ["Ceremony", "CeremonyQuerySet", "Guest", "ProgramItem", "Recipient", "RecipientQuerySet", "Turn"]

from .dossiers import PLACES, Assessment, Dossier, Nominee, Outsider
from .evidence import DossierFile
from .reviews import Review, ReviewExtension, ReviewHonor

__all__ = [
    "PLACES",
    "Assessment",
    "Dossier",
    "DossierFile",
    "Nominee",
    "Outsider",
    "Review",
    "ReviewExtension",
    "ReviewHonor",
]

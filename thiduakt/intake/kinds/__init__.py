"""The contents that sheets may have, by their code."""

from thiduakt.intake.enums import IntakeKind

from .base import Kind
from .honors import Honors
from .initiatives import Initiatives
from .people import People
from .pupils import Pupils
from .ratings import Ratings

KINDS: dict[IntakeKind, Kind] = {kind.code: kind for kind in (People(), Pupils(), Honors(), Ratings(), Initiatives())}

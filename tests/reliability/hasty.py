"""The site with a ballot box that nobody guards: the sabotaged twin of a vote by HTTP is served so."""

from tests.reliability.casting import without_guards
from thiduakt.urls import urlpatterns

__all__ = ["urlpatterns"]

UNGUARDED = without_guards()  # kept, so that it holds as long as the server lives
UNGUARDED.__enter__()

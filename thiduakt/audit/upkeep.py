"""The chores of the server: done when, and how it went."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings

from .models import Chore, Upkeep


def done(chore: Chore, *, at: datetime, detail: str = "") -> None:
    Upkeep.objects.update_or_create(chore=chore, defaults={"done_at": at, "detail": detail})


def note_key(*, at: datetime) -> None:
    """Remember which key this database was used with. Once only, or where the key was changed in order (see fallbacks)."""
    known = Upkeep.objects.filter(chore=Chore.KEY).first()
    if known is None or known.detail in {fingerprint(key) for key in settings.SECRET_KEY_FALLBACKS}:
        done(Chore.KEY, at=at, detail=fingerprint(settings.SECRET_KEY))


def fingerprint(key: str) -> str:
    """Tells two keys apart, and nothing of either."""
    return hmac.new(key.encode(), b"thiduakt.fingerprint", hashlib.sha256).hexdigest()[:16]

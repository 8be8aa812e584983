"""The reason typed beside a button that was refused: shown again where the button stands, once.

Sealed, for it may tell what few may know, and kept in the session no longer than until the button is drawn again.
"""

import json
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.http import HttpRequest

from thiduakt.sealing import seal, unseal

REFUSED = "refused"
LONGEST = 5000  # characters: no reason is longer


def keep_reason(request: HttpRequest) -> None:
    if reason := request.POST.get("reason", "").strip():
        request.session[REFUSED] = seal(json.dumps([request.path, request.POST.get("action", ""), reason[:LONGEST]]))


def typed_reason(request: HttpRequest, url: str, action: str) -> str:
    """`url`: where the button posts to."""
    if not (sealed := getattr(request, "session", {}).get(REFUSED)):
        return ""
    try:
        told = json.loads(unseal(sealed))
    except InvalidToken:  # sealed with a key that is no longer known
        return ""
    if told[:2] != [urlsplit(url).path, action]:
        return ""
    del request.session[REFUSED]
    return str(told[2])

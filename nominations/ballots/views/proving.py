"""That the own password was given for this ballot a moment ago: signed into the page that is shown next, written nowhere.

A row of the session would tell when somebody had the ballot open. Nothing of it can be read off the page either, nor used
for another poll, by another person or in another browser.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from nominations.ballots.models import Poll

LASTS = timedelta(minutes=10)


def proof_for(request: HttpRequest, poll: Poll) -> str:
    return _signer(request, poll).sign("")


def is_proven(request: HttpRequest, poll: Poll, proof: str) -> bool:
    try:
        _signer(request, poll).unsign(proof, max_age=LASTS)
    except BadSignature:
        return False
    return True


def _signer(request: HttpRequest, poll: Poll) -> TimestampSigner:
    return TimestampSigner(salt=f"ballots.proof {poll.uid} {request.user.pk} {request.session.session_key}")

"""Sealing of ballots: every poll has a key pair of its own, whose private half is wrapped by a key that no database holds.

A sealed ballot is: ephemeral public key (32 bytes), nonce (12), AES-256-GCM of the ballot and its tag (16). All ballots of a
poll have one length. Nothing is invented here: X25519, HKDF, AES-GCM and HMAC are those of `cryptography`.
"""

import hashlib
import hmac
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY, NONCE, TAG = 32, 12, 16  # bytes
BLOCK = 64  # a ballot is filled up to a multiple of this
RECEIPT = 12  # hexadecimal digits


class TamperedError(Exception):
    """What lies in the database is not what the server has put there, or the server has another key now."""


def has_key() -> bool:
    return bool(settings.BALLOT_KEY)


def key_mark() -> str:
    """Tells two server keys apart, and nothing of either."""
    return _keyed(b"mark", b"").hex()[:16]


def new_pair() -> tuple[bytes, bytes]:
    """(private, public), raw."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def wrap(private: bytes, uid: UUID) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_derived(b"wrap", uid.bytes)).encrypt(nonce, private, uid.bytes)


def unwrap(wrapped: bytes, uid: UUID) -> bytes:
    return _opened(_derived(b"wrap", uid.bytes), wrapped, uid.bytes)


def padded(ballot: bytes) -> bytes:
    return ballot.ljust(-(-len(ballot) // BLOCK) * BLOCK, b"\0")


def sealed_size(candidates: int) -> int:
    return KEY + NONCE + -(-candidates // BLOCK) * BLOCK + TAG


def seal(ballot: bytes, public: bytes, bound: bytes) -> bytes:
    """`bound`: what the ballot was cast on. With any other candidates, electors or rule it does not open."""
    ephemeral = X25519PrivateKey.generate()
    head, nonce = ephemeral.public_key().public_bytes_raw(), os.urandom(NONCE)
    key = _agreed(ephemeral.exchange(X25519PublicKey.from_public_bytes(public)), head, public)
    return head + nonce + AESGCM(key).encrypt(nonce, padded(ballot), bound)


def unseal(sealed: bytes, private: bytes, bound: bytes) -> bytes:
    head, own = sealed[:KEY], X25519PrivateKey.from_private_bytes(private)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(head))
    except ValueError as error:  # no point of the curve
        raise TamperedError from error
    return _opened(_agreed(shared, head, own.public_key().public_bytes_raw()), sealed[KEY:], bound)


def receipt_of(sealed: bytes) -> str:
    """Tells that a ballot lies in the box, and nothing of what it says: no elector chooses the key it is sealed with."""
    return hashlib.sha256(sealed).hexdigest()[:RECEIPT]


def mark(*parts: bytes) -> str:
    """Only this server can make it: whoever changes one of the parts in the database is found out."""
    whole = b"".join(len(part).to_bytes(8) + part for part in parts)
    return _keyed(b"mac", whole).hex()


def _opened(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except (InvalidTag, ValueError) as error:
        raise TamperedError from error


def _agreed(shared: bytes, head: bytes, public: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=head + public, info=b"thiduakt.ballots.seal").derive(shared)


def _keyed(purpose: bytes, message: bytes) -> bytes:
    return hmac.digest(_derived(purpose, b""), message, "sha256")


def _derived(purpose: bytes, salt: bytes) -> bytes:
    if not has_key():
        raise TamperedError
    info = b"thiduakt.ballots." + purpose
    return HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=info).derive(settings.BALLOT_KEY.encode())

"""Secrets that the server must read again lie in the database sealed: whoever has only the database cannot use them."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """InvalidToken if it was sealed with another SECRET_KEY, or changed since."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    """The first key seals; older ones (SECRET_KEY_FALLBACKS) still open."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"thiduakt.sealing").derive(force_bytes(secret))
    return base64.urlsafe_b64encode(derived)

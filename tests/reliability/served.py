"""Settings of a server that checks passwords as slowly as one of a school does."""

from tests.settings import *  # noqa: F403

PASSWORD_HASHERS = ["thiduakt.school.hashers.SchoolArgon2PasswordHasher"]

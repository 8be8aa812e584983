"""Settings of the server with the unguarded box."""

from tests.reliability.served import *  # noqa: F403

ROOT_URLCONF = "tests.reliability.hasty"

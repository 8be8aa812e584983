"""Settings of the server with the unguarded box."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.reliability.hasty"

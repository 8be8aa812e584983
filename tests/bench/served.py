"""Settings of the server that the lists are timed on."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.bare"

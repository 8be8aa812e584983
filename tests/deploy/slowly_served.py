"""Settings of the server of test_stopping.py."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.deploy.slow"

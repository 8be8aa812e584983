"""The project's settings in test mode, whatever the shell says."""

import os

os.environ["THIDUAKT_MODE"] = "test"

from thiduakt.settings import *  # noqa: F403

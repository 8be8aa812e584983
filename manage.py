#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thiduakt.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.SECRET_KEY  # reads all settings now: what is missing is one sentence, not a trace of Django's own
    except ImproperlyConfigured as refusal:
        sys.exit(f"{refusal} (Dùng thử thì đặt THIDUAKT_MODE=demo.)")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

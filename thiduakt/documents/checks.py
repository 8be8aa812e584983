from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from .rendering.fonts import serif_faces


@register()
def check_fonts(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """A missing face must stop the start: later it would only spoil the letters of issued papers."""
    try:
        serif_faces()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="documents.E001")]
    return []

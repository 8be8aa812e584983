"""Where the four Liberation Serif files of this machine are: the face that official papers are printed in.

Liberation 1 lacks 92 Vietnamese letters, and another face would stand in for them without a word; only 2 and later will do.
"""

import subprocess
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FAMILY = "Liberation Serif"
STYLES = ("Regular", "Bold", "Italic", "Bold Italic")
OLDEST = 2 << 16  # fontconfig tells versions in 1/65536

HOW_TO_MEND = "hãy cài gói fonts-liberation2 (Debian 12, Ubuntu 22.04) hoặc fonts-liberation (Debian 13, Ubuntu 24.04)"


@cache
def serif_faces() -> dict[str, Path]:
    """`{"Regular": path, "Bold": path, "Italic": path, "Bold Italic": path}`."""
    faces: dict[str, tuple[int, Path]] = {}
    for line in _fontconfig_list().splitlines():
        style, version, path = line.split("|", 2)
        if style in STYLES and int(version) >= OLDEST:
            faces[style] = max(faces.get(style, (0, Path())), (int(version), Path(path)))
    missing = [style for style in STYLES if style not in faces]
    if missing:
        raise ImproperlyConfigured(f"Máy chủ chưa có phông {FAMILY} 2 ({', '.join(missing)}): {HOW_TO_MEND}.")
    return {style: path for style, (_, path) in faces.items()}


def _fontconfig_list() -> str:
    """A line `style|version|file` for each face of the family."""
    command = ["fc-list", "--format", "%{style[0]}|%{fontversion}|%{file}\n", FAMILY]
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True, timeout=30).stdout  # noqa: S603 - fixed words
    except (OSError, subprocess.SubprocessError) as error:
        raise ImproperlyConfigured("Máy chủ chưa có fontconfig: hãy cài gói fontconfig và fonts-liberation2.") from error

"""The files that printing may read: the four faces and our own drawings."""

from functools import cache
from pathlib import Path

from .fonts import serif_faces

FOLDER = Path(__file__).resolve().parents[3] / "static" / "documents"
DRAWINGS = {"certificate-border": "certificate-border.svg", "emblem": "emblem.svg"}


@cache
def assets() -> dict[str, Path]:
    """What HTML and CSS name as `asset:NAME`. The emblem is there only where the school has put its file."""
    faces = {f"LiberationSerif-{style.replace(' ', '')}": path for style, path in serif_faces().items()}
    drawings = {name: FOLDER / file for name, file in DRAWINGS.items() if (FOLDER / file).is_file()}
    return faces | drawings

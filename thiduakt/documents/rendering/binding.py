"""Several printed papers in one file, so that a whole round or decision goes to the printer in one go."""

import io
from collections.abc import Iterable
from contextlib import ExitStack

import pikepdf


def bound(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """One PDF of all of them, in their order, with a bookmark for each: its title, its PDF."""
    made, written = pikepdf.new(), io.BytesIO()
    with ExitStack() as opened:  # the pages are read from their sources only when they are saved
        with made.open_outline() as outline:
            for title, content in parts:
                outline.root.append(pikepdf.OutlineItem(title, len(made.pages)))
                made.pages.extend(opened.enter_context(pikepdf.open(io.BytesIO(content))).pages)
        made.Root.Lang = pikepdf.String("vi")
        made.save(written, deterministic_id=True)
    return written.getvalue()

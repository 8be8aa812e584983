"""Printing is tried where it is the point; elsewhere a blank page stands for it, so that views are tried quickly."""

import io

import pikepdf
import pytest


@pytest.fixture
def blank_pages(monkeypatch: pytest.MonkeyPatch) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(stream)
    for module in ("thiduakt.documents.output", "thiduakt.documents.register_book"):
        monkeypatch.setattr(f"{module}.render", lambda html: stream.getvalue())
    return stream.getvalue()

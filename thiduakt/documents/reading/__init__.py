"""Reads an official paper that a school typed elsewhere: pasted text or a .txt file. Nothing typed is lost or mended."""

from .reader import read_paper
from .result import Doubt, Reading

__all__ = ["Doubt", "Reading", "read_paper"]

"""Soát lỗi câu chữ: reads a draft and warns. It never holds a paper back and never changes a word."""

from .reader import read_through
from .rule import Finding, Rule
from .rules import FAMILIES, Family
from .text import Colleague, Surroundings, Text, make_text

__all__ = ["FAMILIES", "Colleague", "Family", "Finding", "Rule", "Surroundings", "Text", "make_text", "read_through"]

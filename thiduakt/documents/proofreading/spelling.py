"""Lỗi gõ và lỗi chính tả: syllables that do not exist, and set phrases of official prose that are almost there."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from re import Match

from thiduakt.vietnamese import fold

from .phrases import COMMON_WORDS, MISSPELT, PHRASES, STANDING_PAIRS
from .rule import Spot, at, matches, rule
from .syllables import is_syllable, split_tone
from .text import LOWER, UPPER, Surroundings, Text

WORD = re.compile(rf"(?<![\w.@/-])[{LOWER}{UPPER}]+(?![\w@/])")
FAR = 3
VOWELS = set("aeiouy")
MISTAKEN = tuple(map(set, ("un", "mn", "ct", "iy")))
FINALS = re.compile(r"(?<=[aeiouy])([nc])[gh]$")
FOREIGN = re.compile(r"[a-zA-Z]+")
REPEATED = re.compile(
    r"(?<!\w)(và|của|các|là|được|trong|cho|những|với|về|để|theo|có|việc"
    r"|công tác|thực hiện|nhà trường|giáo viên|học sinh) \1(?!\w)",
    re.IGNORECASE,
)
MISSPELT_WORDS = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, MISSPELT), key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
)


def is_near(word: str, other: str) -> bool:
    """Other marks on the same letters, or one letter more, less or different."""
    return _distance(word, other) < FAR


def _distance(word: str, other: str) -> int:
    """0: other marks only; 1: one letter besides the tone; 2: another final, as it is heard; FAR: no slip of the hand."""
    first, second = fold(word), fold(other)
    if first == second:
        return 0
    if first[:1] != second[:1]:
        return FAR
    if _one_letter_off(split_tone(word)[0], split_tone(other)[0]):
        return 1
    return 2 if FINALS.sub(r"\1", first) == FINALS.sub(r"\1", second) else FAR


def _one_letter_off(word: str, other: str) -> bool:
    """One letter more or less, or one that is easily taken for the other."""
    if len(word) > len(other):
        word, other = other, word
    if len(other) - len(word) > 1:
        return False
    place = next((place for place, letter in enumerate(word) if letter != other[place]), len(word))
    if len(word) < len(other):
        return word[place:] == other[place + 1 :]
    return word[place + 1 :] == other[place + 1 :] and {word[place], other[place]} in MISTAKEN


@cache
def _mates() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The phrases of two syllables by the first and by the second."""
    firsts: dict[str, list[str]] = {}
    seconds: dict[str, list[str]] = {}
    for phrase in PHRASES:
        first, second = phrase.split()
        firsts.setdefault(first, []).append(second)
        seconds.setdefault(second, []).append(first)
    return firsts, seconds


@rule("syllable", "Chữ không phải một âm tiết tiếng Việt")
def syllable(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(WORD, text.lines):
        word = match[0]
        if not word.islower() or FOREIGN.fullmatch(word):
            continue  # names may come from any tongue
        if VOWELS & set(fold(word)) and not is_syllable(word):
            yield at(line, match, f"“{word}” không phải một âm tiết tiếng Việt, có lẽ gõ nhầm.")


@rule("phrase", "Cụm từ quen dùng bị gõ sai một chữ")
def phrase(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in text.lines:
        words = list(WORD.finditer(line.text))
        for place, (first, second) in enumerate(pairwise(words)):
            if not _adjoin(line.text, first, second) or (first[0].isupper() and second[0].isupper()):
                continue
            before = words[place - 1] if place and _adjoin(line.text, words[place - 1], first) else None
            after = words[place + 2] if place + 2 < len(words) and _adjoin(line.text, second, words[place + 2]) else None
            if right := _meant(*(word[0].lower() if word else "" for word in (before, first, second, after))):
                proposal = _in_case(right, line.text[first.start() : second.end()])
                yield Spot(line, first.start(), second.end(), f"Có lẽ là “{right}”.", proposal)


def _adjoin(words: str, first: Match[str], second: Match[str]) -> bool:
    return words[first.end() : second.start()] == " "


def _meant(before: str, first: str, second: str, after: str) -> str:
    """The set phrase that this pair of words is one slip away from; empty where it is good, or one of its words
    belongs to the neighbour."""
    if _is_good(first, second) or _is_good(before, first) or _is_good(second, after):
        return ""
    firsts, seconds = _mates()
    found: dict[int, list[str]] = {}
    if second not in COMMON_WORDS:
        for mate in firsts.get(first, ()):
            found.setdefault(_slip(second, mate, first), []).append(f"{first} {mate}")
    if first not in COMMON_WORDS:
        for mate in seconds.get(second, ()):
            found.setdefault(_slip(first, mate, second), []).append(f"{mate} {second}")
    nearest = found[min(found)] if found and min(found) < FAR else []
    return nearest[0] if len(nearest) == 1 else ""


def _slip(word: str, meant: str, beside: str) -> int:
    """The distance; beside a word that stands anywhere, only marks are slips."""
    distance = _distance(word, meant)
    return FAR if distance and beside in COMMON_WORDS else distance


def _is_good(first: str, second: str) -> bool:
    pair = f"{first} {second}"
    return pair in PHRASES or pair in STANDING_PAIRS


@rule("misspelt", "Từ hay viết sai")
def misspelt(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(MISSPELT_WORDS, text.lines):
        right = MISSPELT[match[0].lower()]
        yield at(line, match, f"Viết đúng là “{right}”.", _in_case(right, match[0]))


@rule("repeated", "Từ gõ lặp")
def repeated(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(REPEATED, text.lines):
        yield at(line, match, f"“{match[1]}” được gõ hai lần liền nhau.", match[1])


def _in_case(right: str, written: str) -> str:
    if written.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if written[0].isupper() else right


RULES = (syllable, phrase, misspelt, repeated)

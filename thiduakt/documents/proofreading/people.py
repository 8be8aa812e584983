"""Tên người, chức vụ, tên tổ: against the staff of the school on the paper's day."""

import re
from collections import defaultdict
from collections.abc import Iterator
from re import Match

from thiduakt.vietnamese import fold

from .rule import Spot, matches, rule
from .spelling import is_near
from .text import LOWER, UPPER, Colleague, Surroundings, Text

SOURCE = "Danh sách viên chức của trường vào ngày văn bản."
WORD = rf"[{UPPER}][{LOWER}]+(?:['’][{UPPER}]?[{LOWER}]+)?"
NAME = re.compile(rf"(?<![\w’'-]){WORD}(?: {WORD}){{1,7}}(?!\w)")
POSTS = ("phó hiệu trưởng", "hiệu trưởng", "tổ trưởng", "tổ phó", "kế toán", "văn thư")
POST = "|".join(POSTS)
AFTER = re.compile(rf"\s*(?:[,–(:-]|, chức vụ:?|là)\s*(?P<post>{POST})\b", re.IGNORECASE)
BEFORE = re.compile(
    rf"(?P<post>{POST})(?: nhà trường| trường)?[:,]?\s+(?:(?:là )?(?:đồng chí|đ/c|cô|thầy|bà|ông)\s+)?$", re.IGNORECASE
)
GROUP = re.compile(rf"\b(?=(Tổ(?: [{UPPER}{LOWER}]+){{1,5}}))")


@rule("person_name", "Họ tên gần giống một người trong trường", SOURCE)
def person_name(text: Text, around: Surroundings) -> Iterator[Spot]:
    known = {colleague.name for colleague in around.staff}
    alike = _by_gaps(known)
    for line, match in matches(NAME, text.lines):
        for start, name in _endings(match):
            if name in known:
                break
            near = {other for gap in _gaps(name) for other in alike.get(gap, ()) if _one_syllable_off(name, other)}
            if len(near) == 1:
                other = near.pop()
                yield Spot(line, start, match.end(), f"Trong danh sách viên chức có {other}, không có {name}.", other)
                break


def _endings(match: Match[str]) -> Iterator[tuple[int, str]]:
    """A run of capitalised words, and what is left of it without those in front: “Bà Đỗ Thị Đào”, “Đỗ Thị Đào”."""
    start, name = match.start(), match[0]
    while " " in name:
        yield start, name
        word, name = name.split(" ", 1)
        start += len(word) + 1


def _gaps(name: str) -> Iterator[tuple[str, ...]]:
    """The name with each of its syllables left out in turn."""
    words = name.split()
    if len(words) > 2:
        for place in range(len(words)):
            yield (*words[:place], "", *words[place + 1 :])


def _by_gaps(names: set[str]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        for gap in _gaps(name):
            found[gap].append(name)
    return found


def _one_syllable_off(name: str, other: str) -> bool:
    differing = [pair for pair in zip(name.split(), other.split(), strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and (
        fold(name) == fold(other) or (is_near(*differing[0]) and min(map(len, differing[0])) > 2)
    )


@rule("person_post", "Chức vụ khác với danh sách viên chức", SOURCE)
def person_post(text: Text, around: Surroundings) -> Iterator[Spot]:
    if not around.staff:
        return
    held: dict[str, set[str]] = defaultdict(set)  # of namesakes together
    for colleague in around.staff:
        held[colleague.name] |= colleague.posts
    for line, match in matches(NAME, text.lines):
        start, name = next(((start, name) for start, name in _endings(match) if name in held), (0, ""))
        if not name:
            continue
        found = AFTER.match(line.text, match.end()) or BEFORE.search(line.text[max(0, start - 60) : start])
        post = found["post"].lower() if found else ""
        if post and post not in held[name]:
            now = ", ".join(sorted(held[name])) or "không có chức vụ nào như vậy"
            reason = f"Danh sách viên chức vào ngày văn bản ghi {name}: {now}; ở đây là {post}."
            yield Spot(line, start, match.end(), reason)


@rule("group_name", "Tên tổ khác với danh sách tổ của trường", "Danh sách tổ của trường.")
def group_name(text: Text, around: Surroundings) -> Iterator[Spot]:
    known = {fold(name): name for name in around.groups}
    for line, match in matches(GROUP, text.lines):
        words = match[1].split()
        for size in range(min(len(words), 6), 1, -1):
            written = " ".join(words[:size])
            if right := known.get(fold(written)):
                if written.casefold() != right.casefold():
                    yield Spot(
                        line, match.start(), match.start() + len(written), f"Tên tổ trong danh sách là {right}.", right
                    )
                break


def colleague(name: str, post: str, roles: tuple[str, ...], *, leads_by_role: bool) -> Colleague:
    """What somebody holds that day. Where roles name who leads the school, an old post in the staff list does not count."""
    posts = {known for known in POSTS[2:] if known in post.lower()}
    posts |= {known for known in POSTS if known in roles}
    if not leads_by_role:
        posts |= {known for known in POSTS[:2] if post.lower().startswith(known)}
    return Colleague(name, frozenset(posts))


RULES = (person_name, person_post, group_name)

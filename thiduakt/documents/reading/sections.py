"""What the labels of a whole text say together: which numbers head a section and which only count sentences."""

from collections import defaultdict

from .labels import Label, Mark
from .paragraphs import Block

MAX_HEADING = 300  # characters: a longer numbered paragraph is text
LEVELS = {Mark.PART: 0, Mark.CAPITAL: 0, Mark.ARTICLE: 0, Mark.ROMAN: 1, Mark.NUMBER: 2, Mark.DOTTED: 2}


def heading_level(label: Label | None) -> int | None:
    """0 for Phần, A., Điều; 1 for I.; 2 for 1.; 3 for 1.1.; None for what heads nothing."""
    if label is None or label.mark not in LEVELS:
        return None
    return LEVELS[label.mark] + (label.number.count(".") if label.mark is Mark.DOTTED else 0)


def title_positions(blocks: list[Block]) -> set[int]:
    """Where the headings are: a run of numbers under one parent is headings where most of it reads like titles."""
    runs: dict[tuple[int, int], list[int]] = defaultdict(list)
    parents: dict[int, int] = {}  # the position of the last heading of each level
    for position, block in enumerate(blocks):
        level = heading_level(block.label)
        if level is None:
            continue
        parents = {upper: at for upper, at in parents.items() if upper < level}
        parent = max(parents.values(), default=-1)
        parents[level] = position
        if block.is_heading and not _is_article(blocks, parent):
            runs[level, parent].append(position)
    titles = (run for run in runs.values() if 2 * sum(_reads_like_title(blocks, position) for position in run) > len(run))
    return {position for run in titles for position in run}


def has_content(blocks: list[Block], position: int) -> bool:
    """Whether something stands under this heading before the next one of its level or above."""
    if position + 1 == len(blocks):
        return False
    following, level = heading_level(blocks[position + 1].label), heading_level(blocks[position].label)
    return following is None or level is None or following > level


def dashed_positions(blocks: list[Block]) -> set[int]:
    """The positions between two headings that also have a "-" between them."""
    sections: list[list[int]] = [[]]
    for position, block in enumerate(blocks):
        if heading_level(block.label) is not None:
            sections.append([])
        sections[-1].append(position)
    return {position for section in sections if any(_is_dash(blocks[member]) for member in section) for position in section}


def next_letters(blocks: list[Block]) -> list[str]:
    """For each position the letter of the next lettered item below it in the same section, or nothing."""
    letters: list[str] = []
    following = ""
    for block in reversed(blocks):
        letters.append(following)
        if block.is_table or heading_level(block.label) is not None:
            following = ""
        elif block.label and block.label.mark is Mark.LETTER:
            following = block.label.number
    return letters[::-1]


def _is_dash(block: Block) -> bool:
    return block.label is not None and block.label.mark is Mark.DASH


def _is_article(blocks: list[Block], position: int) -> bool:
    label = blocks[position].label if position >= 0 else None
    return label is not None and label.mark is Mark.ARTICLE


def _reads_like_title(blocks: list[Block], position: int) -> bool:
    text = blocks[position].text
    return len(text) <= MAX_HEADING and (has_content(blocks, position) or not text.endswith((".", ";", ",")))

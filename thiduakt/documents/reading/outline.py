"""Paragraphs as rich text: headings and list items where the printed number will be the typed one, plain text elsewhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from thiduakt.documents.richtext import Run, joined, letter, markup
from thiduakt.documents.wording import roman

from .labels import BULLETS, Label, Mark
from .paragraphs import Block
from .result import Doubt
from .sections import MAX_HEADING, dashed_positions, has_content, next_letters, title_positions

OTHER_NUMBER = "Số “{typed}” không nối tiếp phần trên (hệ thống sẽ đánh là “{printed}”), nên được giữ nguyên như chữ đã gõ."
TOO_DEEP = "Đề mục “{typed}” sâu hơn hai cấp số, nên được giữ nguyên như chữ đã gõ."
NO_ITEM_ABOVE = "Dấu “{typed}” không nằm dưới gạch đầu dòng nào phía trên, nên được giữ nguyên như chữ đã gõ."
OTHER_MARK = "Dấu “{typed}” khi in sẽ là “{printed}”."
LONG_HEADING = "Đoạn này cùng dãy số với các đề mục nên sẽ in đậm như đề mục; thầy/cô hãy xem lại."
NOT_NUMBERED = "“{typed}” được giữ nguyên như chữ đã gõ, vì hệ thống chỉ tự đánh số các mục I., 1., 1.1."


def rich_text(blocks: list[Block], doubts: list[Doubt]) -> str:
    writer = _Writer(blocks, doubts)
    for position, block in enumerate(blocks):
        writer.write(position, block)
    writer.close_lists()
    return "\n".join(writer.html)


class _Writer:
    """Carries the counters of the headings and the lists that are open, outermost first."""

    def __init__(self, blocks: list[Block], doubts: list[Doubt]) -> None:
        self.blocks = blocks
        self.doubts = doubts
        self.titles = title_positions(blocks)
        self.dashed = dashed_positions(blocks)
        self.next_letters = next_letters(blocks)
        self.html: list[str] = []
        self.lists: list[str] = []
        self.part = self.section = self.subsection = self.letter = 0
        self.marks: set[tuple[str, str]] = set()  # typed and printed marks already reported

    def write(self, position: int, block: Block) -> None:
        label = block.label
        if block.is_table:
            self.close_lists()
            self.html.append(block.table or _table(block.rows))
        elif label is None:
            self._paragraph(position, _words(block))
        elif position in self.titles:
            self._heading(position, block, label)
        elif label.mark is Mark.LETTER:
            self._letter(position, block, label)
        elif label.mark in BULLETS:
            self._bullet(position, block, label)
        else:
            self._typed(position, block, label)

    def close_lists(self, depth: int = 0) -> None:
        while len(self.lists) > depth:
            self.html[-1] += "</li>"
            self.html.append(f"</{self.lists.pop()}>")

    def _heading(self, position: int, block: Block, label: Label) -> None:
        self.close_lists()
        tag, printed = self._next_heading(label)
        if label.number != printed.removesuffix("."):
            reason = OTHER_NUMBER if tag else TOO_DEEP
            self._doubt(block, reason.format(typed=label.typed, printed=printed))
            self.html.append(f"<p><strong>{_typed(block, bold=False)}</strong></p>")
            return
        self._report_mark(block, label.typed, printed)
        if len(block.text) > MAX_HEADING or (block.text.endswith(".") and not has_content(self.blocks, position)):
            self._doubt(block, LONG_HEADING)
        self._count(label.mark)
        self.html.append(f"<{tag}>{_words(block, bold=False)}</{tag}>")

    def _next_heading(self, label: Label) -> tuple[str, str]:
        """The tag of this heading and the number that would be printed; no tag where the schema has none so deep."""
        if label.mark is Mark.ROMAN:
            return "h2", f"{roman(self.part + 1)}."
        if label.mark is Mark.NUMBER:
            return "h3", f"{self.section + 1}."
        if label.number.count(".") == 1:
            return "h4", f"{self.section}.{self.subsection + 1}."
        return "", ""

    def _count(self, mark: Mark) -> None:
        if mark is Mark.ROMAN:
            self.part, self.section, self.subsection = self.part + 1, 0, 0
        elif mark is Mark.NUMBER:
            self.section, self.subsection = self.section + 1, 0
        else:
            self.subsection += 1

    def _letter(self, position: int, block: Block, label: Label) -> None:
        expected = letter(self.letter + 1) if self.lists[:1] == ["ol"] else "a"
        if label.number == "a":
            self.close_lists()
            self.letter = 0
        elif label.number != expected:
            self._doubt(block, OTHER_NUMBER.format(typed=label.typed, printed=f"{expected})"))
            self._paragraph(position, _typed(block))
            return
        self._report_mark(block, label.typed, f"{label.number})")
        self.letter += 1
        self._item(["ol"], block)

    def _bullet(self, position: int, block: Block, label: Label) -> None:
        outer = ["ol"] if self.lists[:1] == ["ol"] else []
        is_first_level = label.mark is Mark.DASH or (label.mark is Mark.BULLET and position not in self.dashed)
        is_heading_of_list = label.mark is Mark.BULLET and position in self.dashed and block.text.endswith(":")
        if is_first_level:
            self._report_mark(block, label.typed, "-")
            self._item([*outer, "ul"], block)
        elif is_heading_of_list or self.lists[: len(outer) + 1] != [*outer, "ul"]:
            self._doubt(block, NO_ITEM_ABOVE.format(typed=label.typed))
            self._paragraph(position, _typed(block))
        else:
            self._report_mark(block, label.typed, "+")
            self._item([*outer, "ul", "ul"], block)

    def _item(self, path: list[str], block: Block) -> None:
        """A list item at this path; its parent, where it has one, is open."""
        if self.lists[: len(path)] == path:
            self.close_lists(len(path))
            self.html[-1] += "</li>"
        else:
            shared = len(path) - 1 if self.lists[: len(path) - 1] == path[:-1] else 0
            self.close_lists(shared)
            self.html.append(f"<{path[-1]}>")
            self.lists = list(path)
        self.html.append(f"<li><p>{_words(block)}</p>")

    def _typed(self, position: int, block: Block, label: Label) -> None:
        """A label that the schema has no heading for, or a numbered sentence: the number stays typed."""
        text = _typed(block)
        if label.mark is Mark.ARTICLE:
            self.close_lists()
            text = f"<strong>{label.typed}</strong>{label.lead.removeprefix(label.typed)}{_words(block)}".strip()
        elif label.mark in {Mark.PART, Mark.CAPITAL}:
            self.close_lists()
            self._doubt(block, NOT_NUMBERED.format(typed=label.typed))
            text = f"<strong>{_typed(block, bold=False)}</strong>"
        self._paragraph(position, text)

    def _paragraph(self, position: int, html: str) -> None:
        """Inside the open lettered item where the letters go on further down, so that their count is not broken."""
        letters_go_on = self.lists[:1] == ["ol"] and self.next_letters[position] == letter(self.letter + 1)
        self.close_lists(1 if letters_go_on else 0)
        self.html.append(f"<p>{html}</p>")

    def _report_mark(self, block: Block, typed: str, printed: str) -> None:
        marks = re.sub(r"\w", "", typed), printed[-1]
        if typed != printed and marks not in self.marks:
            self.marks.add(marks)
            self._doubt(block, OTHER_MARK.format(typed=typed, printed=printed))

    def _doubt(self, block: Block, reason: str) -> None:
        self.doubts.append(Doubt(block.line_number, block.typed, reason))


def _words(block: Block, *, bold: bool = True) -> str:
    """What stands behind the label; without its own bold where it will be printed bold anyway."""
    lead = len(block.label.lead) if block.label else 0
    return _markup(_without(block.runs, lead), bold=bold) if block.runs else _text(block.text)


def _typed(block: Block, *, bold: bool = True) -> str:
    return _markup(block.runs, bold=bold) if block.runs else _text(block.typed)


def _markup(runs: Iterable[Run], *, bold: bool) -> str:
    return markup(joined(replace(run, bold=run.bold and bold) for run in runs))


def _without(runs: Iterable[Run], count: int) -> Iterator[Run]:
    """The runs behind the first `count` characters."""
    for run in runs:
        yield replace(run, text=run.text[count:])
        count = max(count - len(run.text), 0)


def _text(text: str) -> str:
    return escape(text, quote=False)


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, body = (rows[:1], rows[1:]) if rows[0][0].casefold() in {"stt", "tt", "số tt"} else ((), rows)
    parts = [f"<thead>{_row(head[0], 'th')}</thead>"] if head else []
    parts += ["<tbody>", *(_row(row, "td") for row in body), "</tbody>"]
    return "\n".join(["<table>", *parts, "</table>"])


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_text(cell)}</{tag}>" for cell in cells) + "</tr>"

"""What every import has in common: a kind has columns, and says of the lines of a sheet what they are and writes them.

A line is parsed cell by cell by the columns (`Field.parse`), then all lines together are resolved by the kind: who each one
is about, whether it stands in the books already. `resolve` is asked again after every decision of a person and once more
before writing, so it reads the books anew each time, in a number of queries that does not grow with the lines.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from thiduakt.intake.enums import IntakeKind, RowStatus
from thiduakt.intake.models import Row
from thiduakt.intake.places import is_of_a_cell, place_of
from thiduakt.school.models import School, User

VALUE = "="  # begins the id of a choice that is a value of a cell, and nobody of several
Cell = str | int | float | bool | None  # as the row keeps it: a day is its ISO text, an empty cell None


def shown(value: Any) -> str:
    """A parsed value as the preview shows it."""
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `parse` takes one cell and returns its value, or raises ValidationError: the line is faulty, or Doubtful:
    a person confirms it. It must depend on the cell alone: equal cells are parsed once.
    """

    name: str
    label: str  # the head of the column in the official template
    parse: Callable[[Cell], Any]
    aliases: tuple[
        str, ...
    ] = ()  # other heads that schools use; marks, case, signs and what stands in brackets do not matter
    required: bool = False
    help: str = ""  # a sentence of the explanation sheet
    example: str = ""
    width: int = 20  # in characters, of the column in the template
    show: Callable[[Any], str] = shown
    by_year: bool = False  # may stand in the cells below heads that are school years


class Choice(NamedTuple):
    """What a person may answer to a question about a line."""

    id: str
    label: str


@dataclass(slots=True)
class Line:
    """A row of the sheet on its way. `values` has every mapped field that could be parsed, an empty one as "" or None."""

    number: int  # in the sheet, see places.py
    cells: list[Cell]
    values: dict[str, Any] = field(default_factory=dict)
    status: RowStatus = RowStatus.VALID
    messages: list[str] = field(default_factory=list)
    unread: str = ""  # what is wrong with the cell below a year: a person may tell what it means
    doubts: list[str] = field(default_factory=list)  # what a person has to confirm: values that read two ways
    choices: list[Choice] = field(default_factory=list)
    chosen: str = ""  # what a person answered: ids of choices, with blanks between
    made: Any = None  # what the kind made of it when it resolved the line, for `write`
    target_id: int | None = None  # whom the line is about; None: a new one
    written_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Still to be resolved: neither faulty nor known nor left out."""
        return self.status in {RowStatus.VALID, RowStatus.LOOK}

    @property
    def place(self) -> str:
        """As people are told of it after the word “dòng”."""
        return place_of(self.number)

    @property
    def is_of_a_cell(self) -> bool:
        """Made of a cell below a year: of the row others may be good, so that it is not mended in the file."""
        return is_of_a_cell(self.number)

    def get(self, name: str) -> Any:
        """The value of a field; None where its column is not in the sheet."""
        return self.values.get(name)

    def fail(self, sentence: str) -> None:
        """The line cannot be written; what is wrong and how to mend it."""
        self.status = RowStatus.ERROR
        self.messages.append(sentence)

    def know(self, sentence: str) -> None:
        """It stands in the books already, and is not written again."""
        self.status = RowStatus.KNOWN
        self.messages.append(sentence)

    def leave(self, sentence: str) -> None:
        """No line of the list, or left out by a person."""
        self.status = RowStatus.LEFT
        self.messages.append(sentence)

    def note(self, sentence: str) -> None:
        """Something to know that holds nothing up."""
        self.messages.append(sentence)

    def doubt(self, sentence: str) -> None:
        """Written only once a person has confirmed it; the line waits among “Cần xem” until then."""
        self.doubts.append(sentence)

    def ask_meaning(self, sentence: str, meanings: Sequence[Choice]) -> str | None:
        """What the unread words of a cell mean: the id of one of `meanings`, or None while the line waits."""
        asked = f"{sentence} Hoặc chọn ngay dưới đây, hoặc bỏ qua ô này."
        answer = self.ask(asked, [Choice(f"{VALUE}{meaning.id}", meaning.label) for meaning in meanings])
        return answer.removeprefix(VALUE) if answer else None

    def ask(self, sentence: str, choices: Sequence[Choice]) -> str | None:
        """The person's answer (the id of one of `choices`), or None: then the line waits among “Cần xem” with the question.

        A line waits with one question at a time. Leaving the line out is always offered beside the choices.
        """
        answers = self.chosen.split()
        if answer := next((choice.id for choice in choices if choice.id in answers), None):
            return answer
        self.status = RowStatus.LOOK
        self.messages.append(sentence)
        self.choices = list(choices)
        return None


@dataclass(frozen=True, slots=True)
class Context:
    """On whose behalf lines are resolved."""

    school: School
    actor: User
    at: datetime


def written_ids(rows: Sequence[Row]) -> list[int]:
    return [row.written_id for row in rows if row.written_id is not None]


class Kind:
    """One content of sheets. A subclass names its columns and says how lines are resolved and written."""

    code: IntakeKind
    fields: tuple[Field, ...]
    lead = ""  # a sentence on the upload page: what one row of the sheet is

    def options(self, school: School) -> Mapping[str, Sequence[str]]:
        """Drop-downs of the template: what may stand in a column, by field name."""
        return {}

    def resolve(self, lines: Sequence[Line], context: Context) -> None:
        """Settle each of `lines`, all of them open, by `fail`, `know`, `ask`, `doubt`, `note`; untouched is valid.

        Two lines of the sheet that say the same are for the kind to tell: the second one is known.
        """
        raise NotImplementedError

    def write(self, lines: Sequence[Line], *, actor: User, at: datetime) -> dict[str, int]:
        """Write `lines`, valid and resolved a moment ago in this transaction, through the services of their rooms.

        Returns what was done, for the page of the result: {"viên chức thêm mới": 12, "viên chức sửa": 3}. `written_id` of a
        line, where it has one row of its own, names the row.
        """
        raise NotImplementedError

    def undo(self, rows: Sequence[Row], *, reason: str, actor: User, at: datetime) -> dict[str, int]:
        """Take what these rows became out of the books again, all of it, through the services of their rooms.

        ValidationError names what leans on it, and what was changed since. Returns what was done. Only for the kinds that
        are undone as a whole.
        """
        raise NotImplementedError

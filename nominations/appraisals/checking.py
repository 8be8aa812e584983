"""What is asked of one dossier, what was found, and what still holds it back. No database: rows are given."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nominations.dossiers.enums import Part
from nominations.dossiers.models import Assessment
from thiduakt.workflow import Missing

from .defaults import Item
from .enums import Mark, Proof
from .models import Appraisal
from .policies import is_private

PARTS = {Proof.REPORT: Part.REPORT, Proof.INITIATIVES: Part.INITIATIVES, Proof.EVIDENCE: Part.EVIDENCE}
LOOKED = "looked-"  # before the key of a condition that a person has looked at
UNREAD = "standard"  # the one condition of an honor whose standard nobody has entered


@dataclass(frozen=True, slots=True)
class Seen:
    """What the program sees of a dossier for one item; `fits` None: it cannot tell."""

    told: str
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One item with what was found of it."""

    item: Item
    seen: Seen
    mark: str
    note: str

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def told(self) -> str:
        """What was found, in words; empty where nothing is marked."""
        return str(Mark(self.mark).label) if self.mark else ""

    @property
    def is_settled(self) -> bool:
        return self.item.is_later or self.mark == Mark.YES or (self.mark == Mark.NONE and bool(self.note))

    @property
    def part(self) -> str:
        """What of the dossier is flagged when it is given back for this."""
        return str(PARTS.get(Proof(self.item.proof), Part.EVIDENCE))

    @property
    def why(self) -> str:
        return f"{self.item.text}: {self.note}" if self.note else f"{self.item.text}: chưa có, chưa đạt"


@dataclass(frozen=True, slots=True)
class Ground:
    """One condition of the frozen assessment. `waived`: two people let it pass."""

    answer: Mapping[str, Any]
    waived: bool
    mark: str
    note: str

    @property
    def key(self) -> str:
        return str(self.answer["key"])

    @property
    def is_surely_met(self) -> bool:
        return self.answer["met"] is True and bool(self.answer["sure"])

    @property
    def is_surely_missed(self) -> bool:
        return self.answer["met"] is False and bool(self.answer["sure"])

    @property
    def asks_a_person(self) -> bool:
        return not self.waived and not self.is_surely_met and not self.is_surely_missed

    @property
    def is_settled(self) -> bool:
        return self.waived or self.is_surely_met or (self.asks_a_person and self.mark == Mark.YES)

    @property
    def told(self) -> str:
        if self.waived:
            return "đã bỏ qua"
        if self.is_surely_met:
            return "đạt"
        return "chưa đạt" if self.is_surely_missed else "cần người xem"


def points_of(items: Sequence[Item], seen: Mapping[str, Seen], appraisal: Appraisal | None) -> list[Point]:
    marks = appraisal.marks if appraisal else {}
    return [Point(item, seen.get(item.proof, Seen("")), *_told(marks, item.key)) for item in items]


def grounds_of(
    assessment: Assessment | None, waived: Collection[str], appraisal: Appraisal | None, *, knows: bool
) -> list[Ground]:
    """Private matters are left out for whoever may not know of them."""
    marks = appraisal.marks if appraisal else {}
    if assessment is None:
        told = "Danh mục chưa có tiêu chuẩn của danh hiệu, hình thức này: người thẩm định tự xem."
        unread = {
            "key": UNREAD,
            "asked": told,
            "source": "",
            "met": None,
            "have": "",
            "missing": "",
            "test": "",
            "sure": False,
        }
        return [Ground(unread, UNREAD in waived, *_told(marks, LOOKED + UNREAD))]
    answers = assessment.answers if knows else assessment.open_answers
    return [Ground(answer, answer["key"] in waived, *_told(marks, LOOKED + answer["key"])) for answer in answers]


def has_private_grounds(assessment: Assessment | None) -> bool:
    """By the standard alone: it says the same of everybody's dossier for the honor."""
    return assessment is not None and any(is_private(answer) for answer in assessment.answers)


def held_back(points: Sequence[Point], grounds: Sequence[Ground]) -> list[str]:
    """Why the dossier is not appraised yet, a sentence each; leads to the field where there is one."""
    return list(_held_back(points, grounds))


def _held_back(points: Sequence[Point], grounds: Sequence[Ground]) -> Iterator[str]:
    for point in points:
        if point.item.is_required and not point.is_settled:
            told = "chưa đạt" if point.mark == Mark.NO else "chưa thẩm định"
            if point.mark == Mark.NONE:
                told = "ghi không áp dụng thì cần ghi rõ vì sao"
            yield Missing(f"{point.item.text}: {told}.", f"mark-{point.key}")
    for ground in grounds:
        if ground.is_settled:
            continue
        if ground.is_surely_missed:
            yield f"Điều kiện chưa đạt: {ground.answer['asked']} {ground.answer['missing']}".strip()
        else:
            told = "không đạt" if ground.mark == Mark.NO else "cần người thẩm định xem"
            yield Missing(f"Điều kiện “{ground.answer['asked']}”: {told}.", f"mark-{LOOKED}{ground.key}")


def _told(marks: Mapping[str, Mapping[str, str]], key: str) -> tuple[str, str]:
    found = marks.get(key, {})
    return found.get("mark", ""), found.get("note", "")

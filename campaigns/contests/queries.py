"""Who may judge what, how far the judges are, and, once all is in, the result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import models

from thiduakt.marks import Progress, average, barred, score_told, total_of
from thiduakt.school.models import Person, kin_of

from .models import Contest, Entry, JudgeSheet


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the result. `score`: exact; `rank`: the same for all who share it; None: no judge could mark it."""

    entry: Entry
    score: Fraction | None
    rank: int | None
    is_tied: bool
    passes: bool
    totals: dict[int, Decimal]  # by the key of the judge

    @property
    def told(self) -> str:
        return score_told(self.score)

    @property
    def place(self) -> str:
        if self.rank is None:
            return "không xếp hạng"
        return f"đồng hạng {self.rank}" if self.is_tied else str(self.rank)


def barred_pairs(contest: Contest) -> set[tuple[int, int]]:
    """(judge, entry) where the judge, or kin of the judge, is among its authors."""
    judges = dict(contest.judges.values_list("pk", "person"))
    return barred(judges, authors_of(contest), kin_of(judges.values()))


def authors_of(contest: Contest) -> dict[int, set[int]]:
    """The people of each entry that still stands, both by their keys."""
    authors = {entry.pk: {entry.author_id} for entry in contest.entries.standing()}
    for entry, person in Entry.co_authors.through.objects.filter(entry__in=authors).values_list("entry", "person"):
        authors[entry].add(person)
    return authors


def counted_sheets(contest: Contest) -> list[JudgeSheet]:
    """The sheets that count: of a judge who still judges, on an entry that is neither theirs nor their kin's."""
    found = JudgeSheet.objects.filter(
        judge__contest=contest, judge__excused_at__isnull=True, is_barred=False, entry__is_withdrawn=False
    )
    barred = set() if contest.is_counted else barred_pairs(contest)
    sheets = found.select_related("judge__person", "entry__contest")
    return [sheet for sheet in sheets if (sheet.judge_id, sheet.entry_id) not in barred]


def progress(contest: Contest, sheets: Iterable[JudgeSheet]) -> list[Progress]:
    """Of each judge how many sheets are sent, of how many."""
    told: dict[int, list[bool]] = {}
    for sheet in sheets:
        told.setdefault(sheet.judge_id, []).append(sheet.sent_at is not None)
    judges = contest.judges.filter(excused_at__isnull=True).select_related("person")
    return [Progress(judge, sum(told.get(judge.pk, [])), len(told.get(judge.pk, []))) for judge in judges]


def result(contest: Contest) -> list[Line]:
    """Of a contest that is counted: the best first, those of one score together."""
    totals: dict[int, dict[int, Decimal]] = {}
    for sheet in counted_sheets_with_marks(contest):
        totals.setdefault(sheet.entry_id, {})[sheet.judge_id] = total_of(mark.points for mark in sheet.marks.all())
    entries = list(contest.entries.standing().select_related("author").prefetch_related("co_authors"))
    scores = {entry.pk: average(list(totals.get(entry.pk, {}).values()), contest.aggregation) for entry in entries}
    ranked = [score for score in scores.values() if score is not None]
    lines = []
    for entry in entries:
        score = scores[entry.pk]
        lines.append(
            Line(
                entry=entry,
                score=score,
                rank=None if score is None else 1 + sum(other > score for other in ranked),
                is_tied=score is not None and ranked.count(score) > 1,
                passes=score is not None and (contest.pass_mark is None or score >= Fraction(contest.pass_mark)),
                totals=totals.get(entry.pk, {}),
            )
        )
    return sorted(lines, key=lambda line: (line.rank is None, line.rank or 0, line.entry.number))


def counted_sheets_with_marks(contest: Contest) -> list[JudgeSheet]:
    if not contest.is_counted:
        raise AssertionError("Marks are told of a contest that is counted, and of no other.")
    sheets = counted_sheets(contest)
    models.prefetch_related_objects(sheets, "marks__criterion")
    return sheets


def departs(lines: Iterable[Line], chosen: set[int]) -> bool:
    """Whether an entry is chosen although a better one is not."""
    picked = [line.score for line in lines if line.entry.pk in chosen]
    passed_over = [line.score for line in lines if line.entry.pk not in chosen and line.score is not None]
    return any(score is None or any(other > score for other in passed_over) for score in picked)


def authors_told(entry: Entry) -> str:
    return ", ".join(str(person) for person in entry.authors)


def possible_judges(contest: Contest, on: date) -> models.QuerySet[Person]:
    named = contest.judges.values("person")
    return Person.objects.filter(school=contest.school_id).at_work(on).exclude(pk__in=named).select_related("group")

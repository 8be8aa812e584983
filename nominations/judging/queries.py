"""Whose entry is closed to whom, how far the judges are, and, once all is in, the exact result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils import timezone

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Author, Solution
from thiduakt.marks import Progress, average, barred, points_told, rounded, score_told, total_of
from thiduakt.school.models import Person, User, kin_of

from .enums import AppealState, RoundState, Verdict
from .models import Appeal, CriteriaSet, Criterion, Entry, Judge, Round, Sheet

BEST = "–"  # where the set grades nothing, or the total reaches no band


@dataclass(frozen=True, slots=True)
class Line:
    """What came of an entry. `score`: exact, None where nobody could mark it; `agreed` of `members`, who need `needed`."""

    entry: Entry
    score: Fraction | None
    parts: dict[int, Fraction]  # the mean of all judges, by the key of the criterion
    totals: dict[int, Decimal]  # by the key of the judge
    band: str
    agreed: int
    members: int
    needed: int
    problems: tuple[str, ...]  # why it does not pass, a sentence each
    is_rejudged: bool

    @property
    def told(self) -> str:
        return score_told(self.score)

    @property
    def passes(self) -> bool:
        return not self.problems

    @property
    def agreement_told(self) -> str:
        """“Cần 4/6, đạt 5/6”."""
        got = f"{self.agreed}/{self.members}"
        return f"cần {self.needed}/{self.members}, đạt {got}" if self.needed else got


def judgings_told(solution: Solution, reader: User, at: datetime) -> Iterable[dict[str, str]]:
    """On the page of a solution: each round that this person sees; what came of it once that is concluded, and no sooner.

    Of the own solution, or that of kin, nobody is told before that in which round it is judged.
    """
    seen = Round.objects.visible_to(reader, timezone.localdate(at))
    for entry in solution.judgings.filter(round__in=seen.order_by().values("pk")).select_related("round").order_by("pk"):
        turn, is_over = entry.round, entry.round.state == RoundState.CONCLUDED
        if is_over or entry.pk not in closed_entries(turn, reader.person_id):
            told = entry.get_verdict_display() if is_over else turn.get_state_display()
            yield {"label": "Đợt chấm", "value": f"{turn}: {told}", "url": turn.get_absolute_url()}


def waiting_solutions(turn: Round) -> models.QuerySet[Solution]:
    """What was submitted that year and stands in no round."""
    return Solution.objects.filter(school=turn.school_id, year=turn.year, state=SolutionState.SUBMITTED)


def undecided(turn: Round) -> models.QuerySet[Entry]:
    """Recognised by the council, in no decision yet, and not in the ledger by one of before the system."""
    return turn.entries.filter(
        verdict=Verdict.RECOGNISED, decision__isnull=True, solution__ledger_initiative__isnull=True
    )  # fmt: skip


def people_of(solutions: Iterable[int]) -> dict[int, set[int]]:
    """The authors of each solution who are people of a school, both by their keys."""
    people: dict[int, set[int]] = {}
    for key, person in Solution.objects.filter(pk__in=solutions).order_by().values_list("pk", "person"):
        people[key] = {person}
    for key, other in Author.objects.filter(solution__in=people, person__isnull=False).values_list("solution", "person"):
        people[key].add(other)
    return people


def authors_of(turn: Round) -> dict[int, set[int]]:
    """The people of each entry."""
    solutions = dict(turn.entries.order_by().values_list("pk", "solution"))
    people = people_of(solutions.values())
    return {entry: people[solution] for entry, solution in solutions.items()}


def barred_pairs(turn: Round) -> set[tuple[int, int]]:
    """(judge, entry) where the judge, or kin of the judge, is among its authors."""
    judges = dict(turn.judges.values_list("pk", "person"))
    return barred(judges, authors_of(turn), kin_of(judges.values()))


def closed_entries(turn: Round, person_id: int) -> set[int]:
    """What this person does not meet in any list or count before it is concluded, whatever else they are."""
    pairs = barred({person_id: person_id}, authors_of(turn), kin_of([person_id]))
    return {entry for _, entry in pairs}


def counted_sheets(turn: Round) -> list[Sheet]:
    """The sheets that count: of a judge who still judges, on an entry that is neither theirs nor their kin's."""
    found = Sheet.objects.filter(judge__round=turn, judge__excused_at__isnull=True, is_barred=False)
    sheets = list(found.select_related("judge__person", "judge__appeal", "judge__round", "entry__solution__person"))
    closed = barred_pairs(turn) if any(sheet.is_open for sheet in sheets) else set()
    return [sheet for sheet in sheets if not sheet.is_open or (sheet.judge_id, sheet.entry_id) not in closed]


def progress(turn: Round, sheets: Iterable[Sheet]) -> list[Progress]:
    """Of each judge how many sheets are sent, of how many."""
    told: dict[int, list[bool]] = {}
    for sheet in sheets:
        told.setdefault(sheet.judge_id, []).append(sheet.sent_at is not None)
    judges = turn.judges.filter(excused_at__isnull=True).select_related("person")
    return [Progress(judge, sum(told.get(judge.pk, [])), len(told.get(judge.pk, []))) for judge in judges]


def standing_judges(turn: Round) -> models.QuerySet[Judge]:
    """Those of the round itself, without who was asked to judge something anew."""
    return turn.judges.filter(excused_at__isnull=True, appeal__isnull=True).select_related("person")


def sent_sheets(turn: Round, *, but: set[int]) -> list[Sheet]:
    """What the result of a counted round is made of, by solution and judge. `but`: entries that the reader does not meet."""
    found = [sheet for sheet in counted_sheets(turn) if _is_in(sheet) and sheet.entry_id not in but]
    return sorted(
        found, key=lambda sheet: (sheet.entry.solution.person.sort_key, sheet.entry_id, sheet.judge.person.sort_key)
    )


def result(turn: Round, *, but: set[int] | None = None) -> list[Line]:
    """Of a round that is counted: the best first. `but`: entries that the reader does not meet."""
    if not turn.has_result:
        raise AssertionError("Marks are told of a round that is counted, and of no other.")
    sheets = [sheet for sheet in counted_sheets(turn) if _is_in(sheet)]
    models.prefetch_related_objects(sheets, "marks")
    by_entry: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        by_entry.setdefault(sheet.entry_id, []).append(sheet)
    criteria = list(turn.criteria_set.criteria.all()) if turn.criteria_set else []
    council = {judge.pk for judge in standing_judges(turn) if judge.is_member}
    entries = turn.entries.exclude(pk__in=but or set()).select_related("solution__person", "solution__group", "round")
    lines = []
    for entry in entries.prefetch_related("solution__authors__person"):
        first, second = _by_turn(by_entry.get(entry.pk, []))
        could = {sheet.judge_id for sheet in first}
        members = {sheet.judge_id for sheet in second} or (council if turn.counts_closed_out else council & could)
        lines.append(_line(turn, entry, second or first, criteria, members, is_rejudged=bool(second)))
    return sorted(lines, key=lambda line: (line.score is None, -(line.score or 0), line.entry.pk))


def _is_in(sheet: Sheet) -> bool:
    """Marks given anew are told when the appeal is answered."""
    appeal = sheet.judge.appeal
    return sheet.sent_at is not None and (appeal is None or appeal.state == AppealState.ANSWERED)


def _by_turn(sheets: list[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """The first judging, and the one after an appeal."""
    return [one for one in sheets if not one.judge.appeal_id], [one for one in sheets if one.judge.appeal_id]


def _line(
    turn: Round, entry: Entry, sheets: list[Sheet], criteria: list[Criterion], members: set[int], *, is_rejudged: bool
) -> Line:
    rules: CriteriaSet = turn.criteria_set  # type: ignore[assignment]  # a round that was opened has one
    given = [{mark.criterion_id: mark.points for mark in sheet.marks.all()} for sheet in sheets]
    means = {one.pk: average([points[one.pk] for points in given if one.pk in points]) for one in criteria}
    parts = {key: mean for key, mean in means.items() if mean is not None}
    totals = {sheet.judge_id: total_of(points.values()) for sheet, points in zip(sheets, given, strict=True)}
    score = average(list(totals.values()), rules.aggregation)
    agreed = sum(bool(sheet.agrees) for sheet in sheets if sheet.judge_id in members)
    needed = turn.rule.needed(len(members))
    return Line(
        entry=entry,
        score=score,
        parts=parts,
        totals=totals,
        band=band_of(score, rules),
        agreed=agreed,
        members=len(members),
        needed=needed,
        problems=tuple(_problems(score, parts, criteria, rules, agreed=agreed, needed=needed, members=len(members))),
        is_rejudged=is_rejudged,
    )


def band_of(score: Fraction | None, rules: CriteriaSet) -> str:
    """By the exact score: 89,996 is no A from 90, however it is printed."""
    return next((name for name, least in rules.bands if score is not None and score >= Fraction(least)), BEST)


def _problems(
    score: Fraction | None, parts: dict[int, Fraction], criteria: list[Criterion], rules: CriteriaSet, *,
    agreed: int, needed: int, members: int,
) -> Iterable[str]:  # fmt: skip
    if score is None:
        yield "Chưa có phiếu chấm nào được tính."
        return
    for one in criteria:
        least = one.min_points
        if least is not None and (mean := parts.get(one.pk)) is not None and mean < Fraction(least):
            yield f"“{one}”: {points_told(rounded(mean))} điểm, điều kiện loại là dưới {points_told(least)}."
    if rules.pass_mark is not None and score < Fraction(rules.pass_mark):
        yield f"Tổng {score_told(score)} điểm, cần từ {points_told(rules.pass_mark)}."
    if agreed < needed:
        yield f"Cần {needed}/{members} thành viên đồng ý, có {agreed}."


def faults(rules: CriteriaSet) -> list[str]:
    """What is odd about a set, a sentence each. None forbids anything but having no criterion at all."""
    criteria = list(rules.criteria.all())
    if not criteria:
        return ["Chưa có tiêu chí nào."]
    most = total_of(one.max_points for one in criteria)
    found = [] if most == 100 else [f"Tổng điểm tối đa là {points_told(most)}, không phải 100."]
    if rules.pass_mark is not None and rules.pass_mark > most:
        found.append(f"Tổng điểm đạt {points_told(rules.pass_mark)} cao hơn tổng điểm tối đa {points_told(most)}.")
    found += [
        f"Loại {name} từ {points_told(least)} điểm, cao hơn tổng điểm tối đa {points_told(most)}."
        for name, least in rules.bands
        if least > most
    ]
    lowest = rules.bands[-1] if rules.bands else None
    if lowest and rules.pass_mark is not None and lowest[1] < rules.pass_mark:
        found.append(
            f"Loại {lowest[0]} từ {points_told(lowest[1])} điểm, thấp hơn tổng điểm đạt {points_told(rules.pass_mark)}."
        )
    least_sum = total_of(one.min_points for one in criteria)
    if rules.pass_mark is not None and least_sum > rules.pass_mark:
        found.append(f"Các điều kiện loại cộng lại {points_told(least_sum)} điểm, đã cao hơn tổng điểm đạt.")
    if len({one.text.casefold() for one in criteria}) < len(criteria):
        found.append("Có hai tiêu chí trùng lời.")
    return found


def authors_told(solution: Solution) -> str:
    """“Đỗ Thị Đào (60%), Phạm Thị Hương (40%)”; alone without a share."""
    authors = list(solution.authors.all())
    return authors[0].told if len(authors) == 1 else ", ".join(str(author) for author in authors)


def possible_judges(turn: Round, on: date) -> models.QuerySet[Person]:
    named = turn.judges.values("person")
    return Person.objects.filter(school=turn.school_id).at_work(on).exclude(pk__in=named).select_related("group")


def possible_rejudges(appeal: Appeal, on: date) -> models.QuerySet[Person]:
    """Others than those who judged, who are neither authors nor their kin."""
    people = people_of([appeal.entry.solution_id])[appeal.entry.solution_id]
    kin = kin_of(people)
    return possible_judges(appeal.entry.round, on).exclude(Q(pk__in=people) | Q(pk__in=set().union(*kin.values())))

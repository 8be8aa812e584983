"""“Đủ điều kiện chưa” beside each choice: what the books say now, told no further than its reader may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.registrations.models import Round
from thiduakt.catalog.choices import chosen
from thiduakt.catalog.rulebook import rulebook
from thiduakt.eligibility import Assessment, Facts, Rulebook, Verdict, assess
from thiduakt.eligibility.facts import Collective, Initiative
from thiduakt.eligibility.periods import last_day
from thiduakt.ledger.assessing import Row, assess_collectives, assess_people
from thiduakt.ledger.discretion import open_part
from thiduakt.ledger.telling import OPEN_VERDICTS, VERDICTS
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.school.models import Group, Person, School, User

LAW = "Luật Thi đua, khen thưởng năm 2003, Điều 10: không đăng ký thi đua thì không được xét danh hiệu thi đua của năm học."
ONLY_A_WARNING = (
    "Luật Thi đua, khen thưởng năm 2022, Điều 7 không còn lấy đăng ký làm căn cứ xét danh hiệu. Trường vẫn tổ chức đăng ký "
    "để mỗi người có mục tiêu phấn đấu; ai không đăng ký thì hệ thống chỉ nhắc khi xét."
)


@dataclass(frozen=True, slots=True)
class Chance:
    """What is said beside one honor. `verdict` is a look of a state badge."""

    verdict: str
    label: str
    missing: str = ""
    url: str = ""
    is_reachable: bool = False


def about_the_law(turn: Round, on: date) -> tuple[str, str]:
    """(level of the notice, sentence): where registration is a condition of the law it is said as law, else as advice."""
    if asks_for_registration(turn):
        return "warning", LAW
    if chosen(turn.school_id, on)["registration"] == "warns":
        return "info", ONLY_A_WARNING
    return "info", ""


def asks_for_registration(turn: Round) -> bool:
    book = _book(turn)
    return book is not None and any(
        one.test == "registered" for standard in book.standards.values() for one in standard.conditions
    )


def known_to(user: User, on: date) -> set[int] | None:
    """Whose discipline, leave and open cases this reader may know; None: everybody's."""
    known = scopes(user, "sensitive.view", on)
    if known & WHOLE_SCHOOL:
        return None
    return {user.person_id} if Scope.OWN in known else set()


def of_people(turn: Round, people: Iterable[Person], reader: User, on: date) -> dict[int, dict[str, Chance]]:
    """By person and code, in a number of queries that does not grow with the people."""
    book = _book(turn)
    if book is None:
        return {}
    knows = known_to(reader, on)
    rows = assess_people(
        turn.school_id, period=turn.year, on=min(on, last_day(turn.year)), people=people, knows=knows, book=book
    )
    return {
        row.person.pk: _chances(row, turn, book, _url(row.person, reader), knows_all=knows is None or row.person.pk in knows)
        for row in rows
        if row.person
    }


def of_collective(turn: Round, holder: Group | School, reader: User, on: date) -> dict[str, Chance]:
    book = _book(turn)
    if book is None:
        return {}
    groups, knows_all = [holder] if isinstance(holder, Group) else [], known_to(reader, on) is None
    row = assess_collectives(
        turn.school_id, period=turn.year, on=min(on, last_day(turn.year)), groups=groups, book=book,
        with_school=not groups, knows_all=knows_all,
    )[0]  # fmt: skip
    return _chances(row, turn, book, _url(holder, reader), knows_all=knows_all)


def of_holder(turn: Round, holder: Person | Group | School, reader: User, on: date) -> dict[str, Chance]:
    if isinstance(holder, Person):
        return of_people(turn, [holder], reader, on).get(holder.pk, {})
    return of_collective(turn, holder, reader, on)


def suggested(chances: dict[str, Chance]) -> list[str]:
    """Codes within reach this very year, the highest last."""
    return [code for code, chance in chances.items() if chance.is_reachable]


def _book(turn: Round) -> Rulebook | None:
    try:
        return rulebook(turn.school_id, on=last_day(turn.year), regime=turn.regime or None)
    except ValidationError:  # of so early a day no law was entered
        return None


def _chances(row: Row, turn: Round, book: Rulebook, url: str, *, knows_all: bool) -> dict[str, Chance]:
    labels = VERDICTS if knows_all else OPEN_VERDICTS
    hoped = _in_a_good_year(row.facts if knows_all else open_part(row.facts))
    return {
        code: _chance(found, assess(hoped, code, book, looking_ahead=False), turn.year, labels, f"{url}?nam={turn.year}")
        for code, found in row.assessments.items()
    }


def _in_a_good_year(facts: Facts) -> Facts:
    """What the year itself may still bring: the best rating, an initiative; what lies behind stays as it is."""
    year, size = facts.period, facts.collective.size or 1
    return replace(
        facts,
        registered=True,
        investigation_open=bool(facts.investigation_open),
        discipline=facts.discipline or (),
        leave=facts.leave or (),
        ratings={**(facts.ratings or {}), year: "HTXS"},
        initiatives=(*(facts.initiatives or ()), Initiative(year, "co_so")),
        collective=Collective(size, None, size, size, size, ()),
    )


def _chance(found: Assessment, hoped: Assessment, year: int, labels: Mapping[Verdict, str], url: str) -> Chance:
    """At the beginning of a year nothing of it is known: what counts is whether it can be reached in it at all."""
    lacking = [one for one in hoped.conditions if one.met is not True]
    if found.verdict == Verdict.ELIGIBLE or not lacking:
        is_met = found.verdict == Verdict.ELIGIBLE
        label = labels[found.verdict] if is_met else "Có thể đạt trong năm học này"
        return Chance(str((found.verdict if is_met else Verdict.NEEDS_REVIEW).value), label, "", url, is_reachable=True)
    missing = next((one.missing for one in lacking if one.missing), "")
    if {one.test for one in lacking} == {"judged"}:
        return Chance("needs_review", "Hội đồng xem xét", missing, url)
    if found.earliest is not None and found.earliest > year:
        return Chance("not_eligible", f"Sớm nhất năm học {year_name(found.earliest)}", missing, url)
    verdict = Verdict.NOT_ELIGIBLE if any(one.met is False for one in lacking) else Verdict.NEEDS_REVIEW
    return Chance(str(verdict.value), labels[verdict], missing, url)


def _url(holder: Person | Group | School, reader: User) -> str:
    match holder:
        case Person():
            mine = holder.pk == reader.person_id
            return reverse("ledger:explained_mine") if mine else reverse("ledger:explained_person", args=[holder.pk])
        case Group():
            return reverse("ledger:explained_group", args=[holder.pk])
    return reverse("ledger:explained_school")

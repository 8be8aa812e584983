"""Đăng ký và kết quả: what became of each honor that was registered, and why it was not received. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nominations.dossiers.enums import DossierState as S

from .enums import Outcome

Holder = tuple[str, int | None]  # the kind, and the key; the school itself has none
Claim = tuple[str, int | None, str]  # a holder, and the code of an honor

# The higher titles of the same year, each of which shows that the lower was reached (see ledger/facts.py).
ABOVE = {"LDTT": ("CSTDCS",)}
# A dossier that may still lead to the honor stands before one that came to its end, the farthest before all.
OF_STATE = {
    S.AWARDED: Outcome.TO_DECIDE,
    S.TO_COUNCIL: Outcome.AT_COUNCIL,
    S.APPRAISED: Outcome.IN_APPRAISAL,
    S.SUBMITTED: Outcome.IN_APPRAISAL,
    S.TO_GROUP: Outcome.AT_GROUP,
    S.RETURNED: Outcome.RETURNED,
    S.DRAFT: Outcome.NOT_HANDED_IN,
    S.NOT_AWARDED: Outcome.COUNCIL_REFUSED,
    S.GROUP_REFUSED: Outcome.GROUP_REFUSED,
    S.WITHDRAWN: Outcome.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Registered:
    """One honor on the registration of one holder; `reason`: what was written of the gap at the end of the year."""

    holder: Holder
    name: str
    team: str
    code: str
    honor: str
    reason: str = ""

    @property
    def claim(self) -> Claim:
        return (*self.holder, self.code)


@dataclass(frozen=True, slots=True)
class Known:
    """What the books of the year tell. `refused`: by a superior; `reviewed`, `still_open`: codes that a round asks for."""

    received: Collection[Claim]
    cancelled: Collection[Claim]
    refused: Collection[Claim]
    dossiers: Mapping[Claim, Collection[str]]
    reviewed: Collection[str]
    still_open: Collection[str]


@dataclass(frozen=True, slots=True)
class Line:
    registered: Registered
    outcome: Outcome

    @property
    def is_reached(self) -> bool:
        return self.outcome in Outcome.REACHED


@dataclass(frozen=True, slots=True)
class TeamSum:
    """Of a tổ: how many honors were registered, reached, still wait, were missed; and received without registration."""

    team: str
    registered: int
    reached: int
    waiting: int
    beside: int

    @classmethod
    def of_all(cls, teams: Sequence["TeamSum"]) -> "TeamSum":
        registered, reached = sum(one.registered for one in teams), sum(one.reached for one in teams)
        return cls("Toàn trường", registered, reached, sum(one.waiting for one in teams), sum(one.beside for one in teams))

    @property
    def missed(self) -> int:
        return self.registered - self.reached - self.waiting


def lines_of(registered: Iterable[Registered], known: Known) -> list[Line]:
    """Each honor of a holder once, however many rounds it was registered in."""
    once = {one.claim: one for one in registered}
    return [Line(one, outcome_of(one.claim, known)) for one in once.values()]


def outcome_of(claim: Claim, known: Known) -> Outcome:
    kind, key, code = claim
    if claim in known.received:
        return Outcome.ACHIEVED
    if any((kind, key, above) in known.received for above in ABOVE.get(code, ())):
        return Outcome.HIGHER
    if claim in known.cancelled:
        return Outcome.CANCELLED
    if claim in known.refused:
        return Outcome.SUPERIOR_REFUSED
    return _of_dossiers(claim, known)


def _of_dossiers(claim: Claim, known: Known) -> Outcome:
    states = known.dossiers.get(claim, ())
    code = claim[2]
    without = Outcome.NOT_NOMINATED if code in known.reviewed else Outcome.NOT_REVIEWED
    if code in known.still_open:
        without = Outcome.NOT_BEGUN
    return next((told for state, told in OF_STATE.items() if state in states), without)


def without_reasons(lines: Iterable[Line]) -> list[Line]:
    """For whoever may not read the dossiers: reached or not, and no word of where a dossier stands or what became of it."""
    return [line if line.is_reached else Line(line.registered, Outcome.MISSED) for line in lines]


def by_outcome(lines: Iterable[Line]) -> list[tuple[Outcome, int]]:
    """In the order of the outcomes; those that nothing came to are left out."""
    counted = Counter(line.outcome for line in lines)
    return [(outcome, counted[outcome]) for outcome in Outcome if counted[outcome]]


def by_team(lines: Sequence[Line], beside: Mapping[str, int]) -> list[TeamSum]:
    """In the order in which the tổ come; `beside`: honors by tổ that nobody had registered for."""
    teams = dict.fromkeys([*(line.registered.team for line in lines), *beside])
    return [_sum(team, [line for line in lines if line.registered.team == team], beside.get(team, 0)) for team in teams]


def _sum(team: str, lines: Sequence[Line], beside: int) -> TeamSum:
    outcomes = [line.outcome for line in lines]
    reached = sum(outcome in Outcome.REACHED for outcome in outcomes)
    waiting = sum(outcome in Outcome.WAITING for outcome in outcomes)
    return TeamSum(team, len(lines), reached, waiting, beside)

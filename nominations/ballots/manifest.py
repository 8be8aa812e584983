"""What is voted on, by whom, by which rule: frozen and hashed when a poll is opened. Pure."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

LEVEL = "A"  # the private key of a poll is wrapped by a key of the server
VERSION = 1  # of this layout
LEAST_ELECTORS = 5  # among fewer a result tells how somebody voted


@dataclass(frozen=True, slots=True)
class Candidate:
    """Dòng trên phiếu: `key` is whatever the caller knows it by."""

    key: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`electors`: keys of persons, in the order of their seats. `recusals`: (person, key of a candidate).

    `least`: as many have to vote, or nothing is counted.
    """

    candidates: Sequence[Candidate]
    electors: Sequence[int]
    recusals: Collection[tuple[int, str]]
    rule: str
    least: int = 0

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        return cls(
            candidates=[Candidate(**one) for one in told["candidates"]],
            electors=told["electors"],
            recusals={(person, key) for person, key in told["recusals"]},
            rule=told["rule"],
            least=told["least"],
        )

    def written(self) -> dict[str, Any]:
        return {
            "candidates": [asdict(one) for one in self.candidates],
            "electors": list(self.electors),
            "recusals": sorted([person, key] for person, key in self.recusals),
            "rule": self.rule,
            "least": self.least,
            "level": LEVEL,
            "version": VERSION,
        }

    def open_to(self, person_id: int) -> list[Candidate]:
        """Those that this person votes on, or may hear of."""
        return [one for one in self.candidates if (person_id, one.key) not in self.recusals]

    def voters_on(self, candidate: Candidate, people: Iterable[int]) -> int:
        """How many of these people, all of them electors, have a say in it."""
        return sum((person, candidate.key) not in self.recusals for person in people)


def hash_of(told: Any) -> str:
    """Of what JSON holds, however a database spaces and orders it."""
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

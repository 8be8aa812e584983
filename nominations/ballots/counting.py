"""Counting opened ballots, in two ways that know nothing of each other. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .enums import Choice
from .sealing import TamperedError

Count = Counter[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """Kết quả một người, một tập thể được bầu."""

    agree: int
    against: int
    blank: int
    recused: int

    @property
    def ballots(self) -> int:
        """Of those who took part."""
        return self.agree + self.against + self.blank


def tallied(ballots: Sequence[bytes], candidates: int) -> list[Tally]:
    """One for each candidate; TamperedError where a ballot says what no ballot can, or the two counts differ."""
    first, second = by_ballot(ballots, candidates), by_candidate(ballots, candidates)
    told = [
        Tally(*(count[choice] for choice in (Choice.AGREE, Choice.AGAINST, Choice.BLANK, Choice.RECUSED))) for count in first
    ]
    if first != second or any(one.ballots + one.recused != len(ballots) for one in told):
        raise TamperedError
    return told


def by_ballot(ballots: Sequence[bytes], candidates: int) -> list[Count]:
    """As tellers do: one ballot after the other, a stroke for each line."""
    counts: list[Count] = [Counter() for _ in range(candidates)]
    for ballot in ballots:
        for place in range(candidates):
            counts[place][ballot[place]] += 1
    return counts


def by_candidate(ballots: Sequence[bytes], candidates: int) -> list[Count]:
    """One candidate after the other, over the whole heap."""
    columns = (bytes(ballot[place] for ballot in ballots) for place in range(candidates))
    return [Counter({value: found for value in set(column) if (found := column.count(value))}) for column in columns]

"""What the answer to one condition is: met, not met or not known, and how sure the rule behind it is."""

from collections.abc import Iterable
from dataclasses import dataclass

UNKNOWN = "Chưa có dữ liệu."


@dataclass(frozen=True, slots=True)
class Finding:
    """`met` is None where it is not known, or where a person has to look; `have` and `missing` are sentences.

    `sure` is False where the answer leans on a rule that nobody has read: it is shown, and decides nothing.
    """

    met: bool | None
    have: str
    missing: str = ""
    sure: bool = True


def met(have: str) -> Finding:
    return Finding(met=True, have=have)


def not_met(have: str, missing: str) -> Finding:
    return Finding(met=False, have=have, missing=missing)


def to_look_at(have: str, missing: str) -> Finding:
    return Finding(met=None, have=have, missing=missing)


def nothing_known(missing: str) -> Finding:
    return to_look_at(UNKNOWN, missing)


def every(answers: Iterable[bool | None]) -> bool | None:
    """One no is a no, whatever is not known."""
    known = list(answers)
    return False if False in known else None if None in known else True


def some(answers: Iterable[bool | None]) -> bool | None:
    known = list(answers)
    return True if True in known else None if None in known else False


def all_together(found: list[Finding]) -> Finding:
    result = every(one.met for one in found)
    fallen = [one for one in found if one.met is False]
    sure = any(one.sure for one in fallen) if fallen else all(one.sure for one in found)
    missing = _joined(one.missing for one in found if one.met is not True)
    return Finding(result, _joined(one.have for one in found), missing, sure)


def any_of_them(found: list[Finding]) -> Finding:
    if fulfilled := [one for one in found if one.met]:
        return Finding(met=True, have=_joined(one.have for one in fulfilled), sure=any(one.sure for one in fulfilled))
    ways = list(dict.fromkeys(one.missing for one in found if one.missing))
    numbered = (f"({number}) {way}" for number, way in enumerate(ways, start=1))
    missing = f"Một trong các cách: {' '.join(numbered)}" if len(ways) > 1 else "".join(ways)
    result = some(one.met for one in found)
    return Finding(result, _joined(one.have for one in found), missing, all(one.sure for one in found))


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, sentences)))

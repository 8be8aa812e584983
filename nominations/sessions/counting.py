"""The arithmetic of a vote of the council: whole numbers, nothing rounded, no database."""

from dataclasses import dataclass

from thiduakt.eligibility.voting import Outcome, Threshold, least

from .enums import CountedOf, Manner


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted in the room. By show of hands nothing is handed out, and nothing is invalid."""

    agreed: int
    against: int
    blank: int
    invalid: int = 0
    handed_out: int = 0
    collected: int = 0

    @property
    def valid(self) -> int:
        return self.agreed + self.against + self.blank


@dataclass(frozen=True, slots=True)
class Room:
    """Whose votes there are on one matter. `total`: all members of the council, also those who take no part in it.

    `voters`: who is there and takes part. `written`, `written_agreed`: opinions of absent members, kept apart.
    """

    total: int
    voters: int
    written: int = 0
    written_agreed: int = 0


def base_of(room: Room, count: Count, counted_of: CountedOf) -> int:
    """Of how many votes the share is taken."""
    match counted_of:
        case CountedOf.ALL:
            return room.total
        case CountedOf.PRESENT:
            return room.voters + room.written
    return count.valid + room.written


def outcome_of(room: Room, count: Count, threshold: Threshold, counted_of: CountedOf) -> Outcome | None:
    """None where there is no vote to take a share of."""
    base = base_of(room, count, counted_of)
    return Outcome(least(base, threshold), base, count.agreed + room.written_agreed) if base else None


def is_quorate(present: int, total: int, quorum: Threshold) -> bool:
    return bool(total) and present >= least(total, quorum)


def faults_of(count: Count, manner: Manner, voters: int) -> list[str]:
    """What cannot be: sentences that each name the number to look at."""
    told = f"{count.agreed} đồng ý + {count.against} không đồng ý + {count.blank} không có ý kiến"
    if manner == Manner.HANDS:
        if count.valid == voters:
            return []
        return [f"{told} = {count.valid}, nhưng có {voters} người biểu quyết."]
    faults = []
    if count.handed_out > voters:
        faults.append(f"Phát ra {count.handed_out} phiếu, nhưng chỉ {voters} người bỏ phiếu.")
    if count.collected > count.handed_out:
        faults.append(f"Thu về {count.collected} phiếu, nhiều hơn {count.handed_out} phiếu phát ra.")
    if (counted := count.valid + count.invalid) != count.collected:
        faults.append(f"{told} + {count.invalid} không hợp lệ = {counted}, nhưng thu về {count.collected} phiếu.")
    return faults

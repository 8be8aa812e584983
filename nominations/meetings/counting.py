"""The arithmetic of a vote in a tổ: whole numbers, nothing rounded, no database."""

from dataclasses import dataclass

from thiduakt.eligibility.voting import Threshold, has_passed


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of one dossier. `voters`: those who stayed in the room and voted."""

    voters: int
    agreed: int
    against: int
    blank: int

    @property
    def total(self) -> int:
        return self.agreed + self.against + self.blank


@dataclass(frozen=True, slots=True)
class Outcome:
    """`needed` of `counted_of` votes; `counted_of`: all of the tổ, or those present."""

    needed: int
    counted_of: int
    agreed: int

    @property
    def has_passed(self) -> bool:
        return self.agreed >= self.needed

    @property
    def line(self) -> str:
        """“Cần 5/8 phiếu, đạt 6/8: ĐỀ NGHỊ”."""
        of, word = self.counted_of, "ĐỀ NGHỊ" if self.has_passed else "KHÔNG ĐỀ NGHỊ"
        return f"Cần {self.needed}/{of} phiếu, đạt {self.agreed}/{of}: {word}"


def least(counted_of: int, threshold: Threshold) -> int:
    """The fewest votes that pass: 5 of 8 for more than a half, 6 of 8 for two thirds."""
    needed = -(-counted_of * threshold.share.numerator // threshold.share.denominator)
    return needed if has_passed(min(needed, counted_of), counted_of, threshold) else needed + 1


def outcome_of(count: Count, counted_of: int, threshold: Threshold) -> Outcome:
    return Outcome(needed=least(counted_of, threshold), counted_of=counted_of, agreed=count.agreed)


def faults_of(count: Count, *, attending: int, is_out: bool) -> list[str]:
    """What cannot be: sentences that each name the number to look at. `is_out`: the nominee left the room."""
    most = attending - is_out
    faults = []
    if count.voters > most:
        away = ", trừ người được xét đã ra ngoài" if is_out else ""
        faults.append(f"Có {count.voters} người biểu quyết nhưng chỉ {most} người có mặt{away}.")
    if count.total > count.voters:
        told = f"{count.agreed} đồng ý + {count.against} không đồng ý + {count.blank} phiếu trắng = {count.total}"
        faults.append(f"{told}, nhiều hơn {count.voters} người biểu quyết.")
    return faults

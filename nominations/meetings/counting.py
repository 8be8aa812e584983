"""The arithmetic of a vote in a tổ: whole numbers, nothing rounded, no database."""

from dataclasses import dataclass

from thiduakt.eligibility.voting import Outcome


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


def outcome_of(needed: int, counted_of: int, agreed: int) -> Outcome:
    """“Cần 5/8 phiếu, đạt 6/8: ĐỀ NGHỊ”; `counted_of`: all of the tổ, or those present."""
    return Outcome(needed, counted_of, agreed, passed_as="ĐỀ NGHỊ")


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

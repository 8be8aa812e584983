"""The two cells of a poll: the sealed ballots, and the seats that have voted. Each is sorted, so that no order is left.

Pure: what a cell holds depends on the set of ballots, or of seats, and on nothing else.
"""

SEAT = 2  # bytes
Cell = bytes | memoryview  # PostgreSQL's driver shows bytes where they lie


def with_ballot(box: Cell | None, ballot: bytes) -> bytes:
    return b"".join(sorted([*ballots_of(box, len(ballot)), ballot]))


def ballots_of(box: Cell | None, size: int) -> list[bytes]:
    whole = bytes(box or b"")
    return [whole[start : start + size] for start in range(0, len(whole), size)]


def with_seat(voted: Cell, seat: int) -> bytes:
    return b"".join(one.to_bytes(SEAT) for one in sorted({*seats_of(voted), seat}))


def seats_of(voted: Cell) -> list[int]:
    whole = bytes(voted)
    return [int.from_bytes(whole[start : start + SEAT]) for start in range(0, len(whole), SEAT)]

"""What the record of a meeting tells of its sealed polls, void ones too: never a time, nor whose ballot is which."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from thiduakt.vietnamese import official_date

from .enums import PollState
from .models import Poll
from .queries import electors_of

MARK = 16  # hexadecimal digits of a hash, as the page of the poll shows it


def sealed_told(poll: Poll, count: int) -> Iterator[SafeString]:
    """What proves it, and who was in it as on a list to sign. `count`: dossiers that were voted on in it."""
    voted = "; ".join(str(person) for person, has_voted in electors_of(poll) if has_voted)
    yield format_html(
        "<p>Hình thức: bỏ phiếu kín trên hệ thống, mức niêm phong {}, {} hồ sơ. Mã nội dung {}, mã danh sách phiếu {}, mã "
        "kết quả {}.</p>", poll.manifest["level"], f"{count:02d}",
        *(told[:MARK] for told in (poll.manifest_hash, poll.receipts_hash, poll.tally_hash)),
    )  # fmt: skip
    yield format_html("<p>Đã bỏ phiếu trên hệ thống: {}.</p>", voted)


def voided_told(polls: Any) -> Iterator[SafeString]:
    """`polls`: all that a meeting had. Every attempt is on record: nobody votes until the result pleases."""
    voided = polls.filter(state=PollState.VOID, opened_on__isnull=False)
    for opened_on, why in voided.order_by("pk").values_list("opened_on", "void_reason"):
        when = official_date(opened_on) if opened_on else ""
        yield format_html("<p>Đã hủy cuộc bỏ phiếu kín mở {}, phiếu không tính. Lý do: {}.</p>", when, bare(why))


def bare(sentence: str) -> str:
    """Without its full stop, to stand inside another sentence."""
    return "; ".join(line.strip() for line in sentence.splitlines() if line.strip()).rstrip(". ")

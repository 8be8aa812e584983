"""What a poll lacks before it opens, how far it is, what it came to, and whether it is still what it was."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass

from django.db.models import Q

from thiduakt.school.models import Person
from thiduakt.workflow import MoveRefusedError

from .boxes import ballots_of, seats_of
from .counting import Tally, tallied
from .enums import COUNTED
from .manifest import LEAST_ELECTORS, hash_of
from .models import Poll
from .sealing import TamperedError, has_key, receipt_of, sealed_size, unseal, unwrap

CHANGED = "Kết quả không còn nguyên như máy chủ đã ghi nên không dùng được. Thầy/cô báo người quản trị kỹ thuật."
WITHOUT_ACCOUNT = Q(user__isnull=True) | Q(user__is_active=False)
BY_HAND = "Thầy/cô cho biểu quyết giơ tay hoặc bỏ phiếu giấy."


@dataclass(frozen=True, slots=True)
class Participation:
    voted: int
    electors: int

    def __str__(self) -> str:
        return f"{self.voted}/{self.electors}"


def participation(poll: Poll) -> Participation:
    return Participation(poll.voted_count, poll.n_electors or len(poll.content.electors))


def electors_of(poll: Poll) -> list[tuple[Person, bool]]:
    """Everybody who may vote, by name, and whether they have; for officials alone."""
    voted = poll.voted_people if poll.n_electors else set()
    return [(person, person.pk in voted) for person in poll.electors.order_by("sort_key", "pk")]


def has_voted(poll: Poll, person_id: int) -> bool:
    return poll.n_electors > 0 and person_id in poll.voted_people


def tally_of(poll: Poll) -> Mapping[str, Tally]:
    """By the key of each candidate, once the ballots are counted and never before; never what was changed since."""
    if poll.state not in COUNTED or poll.tally is None:
        raise MoveRefusedError("Chưa kiểm phiếu nên chưa có kết quả.")
    if not poll.is_whole:
        raise MoveRefusedError(CHANGED)
    return {key: Tally(*told) for key, told in poll.tally.items()}


def has_tally(poll: Poll) -> bool:
    return poll.state in COUNTED and poll.is_whole


def missing_of(poll: Poll) -> list[str]:
    """What stands in the way of opening it, a sentence each."""
    return [*_missing_frame(poll), *_missing_voters(poll)]


def _missing_frame(poll: Poll) -> Iterator[str]:
    if not has_key():
        yield "Máy chủ chưa có khóa hòm phiếu (BALLOT_KEY_FILE): thầy/cô báo người quản trị kỹ thuật."
    if not poll.content.candidates:
        yield "Phiếu chưa có dòng nào để bầu."
    if not poll.teller_ids:
        yield "Chưa có người kiểm phiếu."
    if poll.teller_ids & {poll.chair_id, poll.secretary_id}:
        yield "Người kiểm phiếu không đồng thời là chủ tọa hoặc thư ký của cuộc bỏ phiếu."
    concerned = {person for person, _ in poll.content.recusals}
    for person in poll.tellers.filter(pk__in=concerned):
        yield f"{person} không tham gia một dòng trên phiếu nên không kiểm phiếu này được. Thầy/cô chọn người khác."


def _missing_voters(poll: Poll) -> Iterator[str]:
    content = poll.content
    if (found := len(content.electors)) < LEAST_ELECTORS:
        yield (f"Chỉ có {found} người bầu: dưới {LEAST_ELECTORS} người thì kết quả làm lộ phiếu của từng người. {BY_HAND}")
    else:
        for one in content.candidates:
            if (voters := content.voters_on(one, content.electors)) < LEAST_ELECTORS:
                yield f"“{one.label}” chỉ còn {voters} người bầu, dưới {LEAST_ELECTORS} người thì không còn kín. {BY_HAND}"
    for person in poll.electors.filter(WITHOUT_ACCOUNT):
        yield f"{person} chưa có tài khoản đang dùng nên không bỏ phiếu trên hệ thống được."
    officials = Person.objects.filter(pk__in={poll.chair_id, poll.secretary_id, *poll.teller_ids})
    for person in officials.filter(WITHOUT_ACCOUNT).exclude(pk__in=poll.electors.values("pk")):
        yield f"{person} chưa có tài khoản đang dùng nên không mở hòm, không xác nhận kết quả được."


def why_not_counted(poll: Poll) -> list[str]:
    """Too few have voted, on all of it or on one line: the result would not stand, or would tell how somebody voted.

    Which line that is, is not said: an official may take no part in it.
    """
    content, voted = poll.content, poll.voted_people
    if poll.box_count < content.least:
        found = f"Chỉ có {participation(poll)} người bỏ phiếu, cần ít nhất {content.least} người thì kết quả mới có giá trị."
    elif any(content.voters_on(one, voted) < LEAST_ELECTORS for one in content.candidates):
        found = f"Có dòng trên phiếu chưa đủ {LEAST_ELECTORS} người bỏ phiếu, nên kết quả làm lộ phiếu của từng người."
    else:
        return []
    return [f"{found} Thầy/cô hủy cuộc bỏ phiếu này rồi bỏ phiếu lại."]


def opened_ballots(poll: Poll) -> list[bytes]:
    """In the memory of this process alone, and only to be counted; TamperedError where a single one does not open."""
    if poll.sk_wrapped is None or not poll.is_whole:
        raise TamperedError
    private = unwrap(bytes(poll.sk_wrapped), poll.uid)
    ballots = ballots_of(poll.box, sealed_size(len(poll.content.candidates)))
    if not len(ballots) == poll.box_count == len(set(ballots)) == len(seats_of(poll.voted)):
        raise TamperedError
    return [unseal(one, private, poll.bound) for one in ballots]


def counted(poll: Poll) -> dict[str, list[int]]:
    """The whole box, as it is stored in `tally`."""
    found = tallied(opened_ballots(poll), len(poll.content.candidates))
    return {one.key: list(astuple(tally)) for one, tally in zip(poll.content.candidates, found, strict=True)}


def receipts_of(poll: Poll) -> list[str]:
    return sorted(receipt_of(one) for one in ballots_of(poll.box, sealed_size(len(poll.content.candidates))))


def faults_of(poll: Poll) -> list[str]:
    """What is wrong with a poll that is open or over, a sentence each; while it can be counted again, it is."""
    return list(_faults(poll))


def _faults(poll: Poll) -> Iterator[str]:
    if hash_of(poll.manifest) != poll.manifest_hash:
        yield "Nội dung bỏ phiếu không khớp mã băm đã chốt khi mở hòm."
    if poll.mac and not poll.is_whole:
        yield "Hòm phiếu không khớp mã xác thực của máy chủ."
    if poll.receipts is not None and hash_of(poll.receipts) != poll.receipts_hash:
        yield "Danh sách mã phiếu không khớp mã băm."
    if poll.receipts is not None and poll.box is not None and receipts_of(poll) != poll.receipts:
        yield "Mã phiếu đã công bố không khớp phiếu trong hòm."
    if poll.tally is None:
        return
    if hash_of(poll.tally) != poll.tally_hash:
        yield "Kết quả kiểm phiếu không khớp mã băm."
    if any(sum(told) != poll.box_count for told in poll.tally.values()):
        yield "Có dòng mà tổng số phiếu khác số phiếu trong hòm."
    if poll.sk_wrapped is not None:
        yield from _recounted(poll)


def _recounted(poll: Poll) -> Iterator[str]:
    try:
        if counted(poll) != poll.tally:
            yield "Kiểm lại phiếu trong hòm thì được kết quả khác."
    except TamperedError:
        yield "Không mở được phiếu trong hòm để kiểm lại."

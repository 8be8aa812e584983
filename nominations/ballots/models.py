import hashlib
import uuid
from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .boxes import seats_of
from .enums import COUNTED, Official, PollState
from .manifest import Manifest, hash_of
from .sealing import TamperedError, mark

SEALED = (PollState.OPEN, PollState.CLOSED, PollState.COUNTED, PollState.CONFIRMED)  # there is a box, and a key to it


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, user: User, on: date) -> Self:
        """To its officials; to its electors once it is open; its result to who reads those of the school.

        Never to somebody who takes part in no line of it, whatever their role.
        """
        if not scopes(user, "ballot.vote", on):
            return self.none()
        person = user.person_id
        seen = Q(chair=person) | Q(secretary=person) | Q(pk__in=_polls(Poll.tellers, person))
        seen |= Q(pk__in=_polls(Poll.electors, person)) & ~Q(state=PollState.DRAFT)
        if scopes(user, "ballot.view", on) & WHOLE_SCHOOL:
            seen |= Q(state__in=COUNTED)
        return self.filter(seen, school=user.school_id).exclude(pk__in=_polls(Poll.barred, person))

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


def _polls(people: Any, person_id: int) -> models.QuerySet:
    return people.through.objects.filter(person=person_id).values("poll")


class Poll(models.Model):
    """Cuộc bỏ phiếu kín. `state`: by `workflow.perform` alone; what is cast: by `services.voting.cast` alone.

    The ballots of all lie in one cell, sealed and sorted, and so do the seats that have voted: nothing in a row, in its
    order or its age tells who cast which. For the same reason there is no moment in it, only days.

    `manifest`: see manifest.py; `manifest_hash` once it is frozen. `receipts`: of all ballots, from closing on. `tally`:
    by the key of the candidate [agree, against, blank, recused], from counting on. `mac`: over all that a sealed poll holds.
    """

    uid = models.UUIDField("mã cuộc bỏ phiếu", default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    title = models.CharField("tên cuộc bỏ phiếu", max_length=300)
    state = models.CharField("trạng thái", max_length=10, choices=PollState, default=PollState.DRAFT, editable=False)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="chủ tọa")
    secretary = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="thư ký")
    tellers = models.ManyToManyField(Person, related_name="+", verbose_name="người kiểm phiếu")
    electors = models.ManyToManyField(Person, related_name="+", verbose_name="người bầu")
    barred = models.ManyToManyField(Person, related_name="+", verbose_name="người không tham gia dòng nào")
    manifest = models.JSONField("nội dung bỏ phiếu", default=dict)
    manifest_hash = models.CharField("mã băm nội dung", max_length=64, blank=True)
    n_electors = models.PositiveIntegerField("số người bầu", default=0)
    public_key = models.BinaryField("khóa niêm phong", null=True)
    sk_wrapped = models.BinaryField("khóa mở hòm, đã bọc", null=True)
    key_mark = models.CharField("dấu khóa máy chủ", max_length=16, blank=True)
    box = models.BinaryField("hòm phiếu", null=True)
    box_count = models.PositiveIntegerField("số phiếu trong hòm", default=0)
    voted = models.BinaryField("ghế đã bỏ phiếu", default=b"")
    voted_count = models.PositiveIntegerField("số người đã bỏ phiếu", default=0)
    mac = models.CharField("mã xác thực", max_length=64, blank=True)
    receipts = models.JSONField("mã phiếu trong hòm", null=True)
    receipts_hash = models.CharField("mã băm danh sách mã phiếu", max_length=64, blank=True)
    tally = models.JSONField("kết quả kiểm phiếu", null=True)
    tally_hash = models.CharField("mã băm kết quả", max_length=64, blank=True)
    opened_on = models.DateField("ngày mở", null=True)
    closed_on = models.DateField("ngày đóng", null=True)
    confirmed_on = models.DateField("ngày xác nhận", null=True)
    keep_days = models.PositiveSmallIntegerField("số ngày giữ phiếu", default=0)
    opening_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người thứ nhất mở hòm"
    )
    counting_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người thứ nhất kiểm phiếu"
    )
    voiding_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người đề nghị hủy"
    )
    void_reason = models.CharField("lý do hủy", max_length=500, blank=True)
    confirmed_by = models.ManyToManyField(Person, related_name="+", verbose_name="người đã xác nhận")
    version = models.PositiveIntegerField("lần ghi", default=1, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=300, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc bỏ phiếu kín"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "state"], name="poll_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PollState.values), name="poll_state_is_known"),
            models.CheckConstraint(
                condition=~Q(chair=F("secretary")),
                name="poll_chair_is_not_secretary",
                violation_error_message="Chủ tọa và thư ký phải là hai người.",
            ),
            models.CheckConstraint(
                condition=Q(box_count=F("voted_count"), voted_count__lte=F("n_electors")),
                name="poll_one_ballot_for_each_mark",
            ),
            models.CheckConstraint(
                condition=Q(state=PollState.DRAFT, manifest_hash="", n_electors=0)
                | ~Q(state=PollState.DRAFT) & ~Q(manifest_hash="") & Q(n_electors__gt=0, opened_on__isnull=False),
                name="poll_is_frozen_once_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SEALED, public_key__isnull=False, sk_wrapped__isnull=False)
                & (Q(box_count=0) | Q(box__isnull=False))
                | ~Q(state__in=SEALED) & Q(box__isnull=True, sk_wrapped__isnull=True),
                name="poll_box_and_key_go_together",
            ),
            models.CheckConstraint(
                condition=Q(state__in=COUNTED, tally__isnull=False)
                | Q(state=PollState.VOID)
                | ~Q(state__in=[*COUNTED, PollState.VOID]) & Q(tally__isnull=True),
                name="poll_has_no_result_before_the_count",
            ),
            models.CheckConstraint(
                condition=~Q(state=PollState.VOID) | ~Q(void_reason=""), name="poll_is_void_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = one_line(self.title)
        self.search_key = fold(self.title)[:300]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("ballots:poll", self.pk)

    @property
    def content(self) -> Manifest:
        return Manifest.read(self.manifest)

    @property
    def bound(self) -> bytes:
        """What every ballot is sealed together with: what the row holds now, not what it says that it holds."""
        return self.uid.bytes + bytes.fromhex(hash_of(self.manifest))

    @property
    def whole_mac(self) -> str:
        """What `mac` has to be. The key that ballots are sealed for is in it: nobody may put an own one there."""
        held = (self.box, self.voted, self.sk_wrapped, self.public_key)
        cells = (hashlib.sha256(bytes(cell or b"")).digest() for cell in held)
        told = (hash_of(one) for one in (self.manifest, self.receipts, self.tally))
        words = (self.manifest_hash, self.receipts_hash, self.tally_hash, *told)
        numbers = (self.version, self.n_electors, self.box_count)
        return mark(self.uid.bytes, *cells, *(one.encode() for one in words), *(str(one).encode() for one in numbers))

    @property
    def is_whole(self) -> bool:
        """Whether a sealed poll is as the server has left it; never where the server has no key, or another one."""
        try:
            return bool(self.mac) and self.mac == self.whole_mac
        except TamperedError:
            return False

    @property
    def voted_people(self) -> set[int]:
        """Persons who have voted, by key; of an open poll for its officials alone."""
        electors = self.content.electors
        return {electors[seat] for seat in seats_of(self.voted)}

    @property
    def is_full(self) -> bool:
        return self.n_electors > 0 and self.voted_count == self.n_electors

    @property
    def kept_until(self) -> date | None:
        """The last day on which the sealed ballots are kept."""
        return self.confirmed_on + timedelta(days=self.keep_days) if self.confirmed_on else None

    def functions_of(self, person_id: int) -> set[Official]:
        held = {Official.CHAIR: self.chair_id, Official.SECRETARY: self.secretary_id}
        found = {official for official, key in held.items() if key == person_id}
        return found | ({Official.TELLER} if person_id in self.teller_ids else set())

    @cached_property
    def teller_ids(self) -> set[int]:
        return {person.pk for person in self.tellers.all()}

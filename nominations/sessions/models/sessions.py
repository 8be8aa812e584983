from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from nominations.ballots.models import Poll
from nominations.councils.enums import SeatFunction
from nominations.councils.models import Council, Seat
from nominations.dossiers.models import Review
from nominations.sessions.enums import Presence, SessionKind, SessionState
from thiduakt.documents.models import Document
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

KEEPERS = (SeatFunction.CHAIR, SeatFunction.SECRETARY)  # of a council: they prepare its sessions, whatever their roles


class CouncilSessionQuerySet(models.QuerySet["CouncilSession"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Whoever has a seat, once the session is called; what is being prepared, only those who prepare it."""
        granted = scopes(user, "session.view", on)
        if not granted:
            return self.none()
        if scopes(user, "session.manage", on) & WHOLE_SCHOOL:
            return self.filter(school=user.school_id)
        seats = Seat.objects.filter(person=user.person_id, begins_on__isnull=False)
        seated = self._of(seats) & Q(state__in=SessionState.TOLD)
        if granted & WHOLE_SCHOOL:
            seated |= Q(state__in=SessionState.TOLD)
        return self.filter(seated | self._kept_by(user, seats, on), school=user.school_id)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))

    def _kept_by(self, user: User, seats: Any, on: date) -> Q:
        granted = scopes(user, "session.manage", on)
        if granted & WHOLE_SCHOOL:
            return ~Q(pk__in=[])
        return self._of(seats.filter(function__in=KEEPERS)) if Scope.SEATED in granted else Q(pk__in=[])

    def of_paper(self, paper: Document) -> Self:
        """Whose record it is, or that of the count; also a draft that is to take the place of either."""
        papers = [key for key in (paper.pk, paper.replaces_id) if key]
        return self.filter(Q(minutes__in=papers) | Q(count_record__in=papers))

    def _of(self, seats: Any) -> Q:
        """Of a council in which one of these seats was held on the day of the session."""
        held = seats.filter(council=models.OuterRef("council"), begins_on__lte=models.OuterRef("held_on")).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=models.OuterRef("held_on"))
        )
        return Q(models.Exists(held))


class CouncilSession(models.Model):
    """Phiên họp of a council. `state`: by `workflow.perform` alone.

    `chair` presides over it: whoever is not the chair of the council does so for a reason. `total` and `quorum` are written
    when it is opened, and never change: how many sit in the council, and which share of them has to be there. `polls` are
    all that were begun in it, also those that were voided.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions", verbose_name="hội đồng")
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name="đợt xét"
    )
    number = models.PositiveSmallIntegerField("phiên thứ", editable=False)
    kind = models.CharField("loại phiên họp", max_length=10, choices=SessionKind, default=SessionKind.END)
    title = models.CharField("nội dung chính", max_length=200)
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("bắt đầu lúc")
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200)
    state = models.CharField("trạng thái", max_length=10, choices=SessionState, default=SessionState.DRAFT)
    chair = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người điều hành"
    )
    chair_reason = models.CharField("lý do Chủ tịch không điều hành", max_length=300, blank=True)
    secretary = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thư ký phiên họp"
    )
    tellers = models.ManyToManyField(Seat, blank=True, related_name="+", verbose_name="ban kiểm phiếu")
    quorum = models.CharField("tỷ lệ có mặt để họp", max_length=20, blank=True, editable=False)
    total = models.PositiveSmallIntegerField("tổng số thành viên", null=True, editable=False)
    invitation = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="giấy mời"
    )
    minutes = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="biên bản"
    )
    count_record = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name="biên bản kiểm phiếu",
    )  # fmt: skip
    polls = models.ManyToManyField(Poll, editable=False, related_name="+", verbose_name="các cuộc bỏ phiếu kín")
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=600, editable=False)

    objects = CouncilSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-held_on", "-id"], name="session_by_day"),
            models.Index(fields=["school", "state"], name="session_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="session_number_once"),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="session_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state_is_known"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(chair__isnull=True) | Q(secretary__isnull=True) | ~Q(chair=F("secretary")),
                name="session_chair_is_not_secretary",
                violation_error_message="Người điều hành và thư ký phiên họp phải là hai người.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SessionState.PREPARED, total__isnull=True, quorum="")
                | ~Q(state__in=SessionState.PREPARED)
                & Q(total__isnull=False, chair__isnull=False, secretary__isnull=False)
                & ~Q(quorum=""),
                name="session_opens_with_all_it_needs",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SessionState.OVER) | Q(ends_at__isnull=False), name="session_that_ended_has_its_hour"
            ),
            models.CheckConstraint(
                condition=~Q(state=SessionState.CLOSED) | Q(minutes__isnull=False), name="session_closes_with_its_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"Phiên họp thứ {self.number} ngày {self.held_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.place, self.chair_reason = map(one_line, (self.title, self.place, self.chair_reason))
        self.search_key = fold(f"{self.title} {self.council} {self.held_on:%d/%m/%Y}")[:600]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("sessions:session", self.pk)

    @property
    def is_prepared(self) -> bool:
        return self.state in SessionState.PREPARED

    @property
    def is_called(self) -> bool:
        """Its members know of it."""
        return self.state in SessionState.TOLD

    @property
    def is_open(self) -> bool:
        return self.state == SessionState.OPEN

    @property
    def is_acting(self) -> bool:
        """Somebody presides in the place of the chair."""
        return self.chair is not None and self.chair.function != SeatFunction.CHAIR


class Attendance(models.Model):
    """Điểm danh một thành viên."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.CASCADE, related_name="attendances", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    presence = models.CharField("có mặt", max_length=10, choices=Presence, default=Presence.ABSENT)
    reason = models.CharField("lý do vắng", max_length=200, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "điểm danh"
        ordering = ["session", "seat__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="session_attendance_once"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="session_presence_is_known"),
            models.CheckConstraint(
                condition=~Q(presence=Presence.PRESENT) | Q(reason=""), name="session_present_without_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.seat)

    @property
    def is_present(self) -> bool:
        return self.presence == Presence.PRESENT


class Guest(models.Model):
    """Khách mời: hears and speaks, has no vote."""

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="guests", verbose_name="phiên họp")
    name = models.CharField("họ và tên", max_length=100)
    post = models.CharField("chức vụ, đơn vị", max_length=200, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "khách mời"
        ordering = ["session", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.post = one_line(self.name), one_line(self.post)
        super().save(*args, **kwargs)


class Confirmation(models.Model):
    """Xác nhận biên bản by whoever presided, wrote or counted: of `paper` as it was saved at `version`, and no other."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.CASCADE, related_name="confirmations", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    paper = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name="biên bản")
    version = models.PositiveIntegerField("lần lưu", editable=False)
    confirmed_at = models.DateTimeField("xác nhận lúc")

    objects = models.Manager()

    class Meta:
        verbose_name = "xác nhận biên bản"
        ordering = ["session", "seat__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "seat"], name="session_paper_confirmed_once")]

    def __str__(self) -> str:
        return str(self.seat)

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from nominations.ballots.models import Poll
from nominations.dossiers.models import Dossier, Review
from thiduakt.documents.models import Document
from thiduakt.eligibility.voting import Outcome
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .counting import Count, outcome_of
from .enums import CountedOf, Manner, MeetingState


class GroupMeetingQuerySet(models.QuerySet["GroupMeeting"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Those of the own tổ; what is still being written down only those who lead it, and the school."""
        granted = scopes(user, "meeting.view", on)
        if granted & WHOLE_SCHOOL:
            return self.filter(school=user.school_id)
        if Scope.GROUP not in granted or not user.group_id:
            return self.none()
        found = self.filter(school=user.school_id, group=user.group_id)
        return found if scopes(user, "meeting.lead", on) else found.exclude(state=MeetingState.DRAFT)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class GroupMeeting(models.Model):
    """Họp tổ bình xét: one tổ on the dossiers of one round. `state`: by `workflow.perform` alone.

    Once concluded nothing of it changes: a mistake is mended by another meeting, which `corrects` it. `threshold` and
    `counted_by` are the rule of the day on which it was concluded, in the words of `catalog.choices`. `polls`: all sealed
    votes, void ones too.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="meetings", verbose_name="đợt xét")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", verbose_name="tổ")
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chủ trì"
    )
    chair_reason = models.CharField("lý do tổ trưởng không chủ trì", max_length=300, blank=True)
    secretary = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thư ký cuộc họp"
    )
    discussion = models.TextField("ý kiến thảo luận", max_length=5000, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    threshold = models.CharField("tỷ lệ phiếu", max_length=20, blank=True, editable=False)
    counted_by = models.CharField("tính trên", max_length=10, choices=CountedOf, blank=True, editable=False)
    concluded_at = models.DateTimeField("kết luận lúc", null=True, editable=False)
    concluded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người chốt"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="họp lại cuộc họp"
    )
    corrects_why = models.CharField("lý do họp lại", max_length=500, blank=True)
    minutes = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="biên bản"
    )
    polls = models.ManyToManyField(Poll, related_name="+", editable=False, verbose_name="cuộc bỏ phiếu kín")
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=500, editable=False)

    objects = GroupMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp tổ"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-held_on", "-id"], name="group_meeting_by_day"),
            models.Index(fields=["group", "state"], name="group_meeting_by_group"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="group_meeting_state_is_known"),
            models.CheckConstraint(
                condition=Q(counted_by__in=["", *CountedOf.values]), name="group_meeting_counts_of_the_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.DRAFT, concluded_at__isnull=True, threshold="", counted_by="")
                | Q(state=MeetingState.CONCLUDED, concluded_at__isnull=False, chair__isnull=False, secretary__isnull=False)
                & ~Q(threshold="")
                & ~Q(counted_by=""),
                name="group_meeting_is_concluded_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(chair__isnull=True) | Q(secretary__isnull=True) | ~Q(chair=F("secretary")),
                name="group_meeting_chair_is_not_secretary",
                violation_error_message="Người chủ trì và thư ký cuộc họp phải là hai người.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="group_meeting_ends_after_it_starts",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects_why=""), name="group_meeting_again_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["review", "group"],
                condition=Q(state=MeetingState.DRAFT),
                name="group_meeting_one_at_a_time",
                violation_error_message="Tổ đang có một cuộc họp của đợt xét này chưa kết luận, thầy/cô ghi tiếp.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} họp bình xét ngày {self.held_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.place, self.chair_reason = one_line(self.place), one_line(self.chair_reason)
        self.search_key = fold(f"{self.group} {self.review} {self.held_on:%d/%m/%Y}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("meetings:meeting", self.pk)

    @property
    def is_draft(self) -> bool:
        return self.state == MeetingState.DRAFT


class Attendance(models.Model):
    """Người của tổ trong cuộc họp: whoever was in the tổ that day, present or not."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="attendances", verbose_name="cuộc họp")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người của tổ")
    is_present = models.BooleanField("có mặt", default=True)
    reason = models.CharField("lý do vắng", max_length=200, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "người dự họp tổ"
        ordering = ["meeting", "person__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return str(self.person)


class Vote(models.Model):
    """Biểu quyết một hồ sơ: how, by how many, with what outcome; without counts the dossier waits for another meeting.

    `led_by` presides over this vote alone, where the chair is the nominee or kin. `needed`, `counted_of` and `is_passed`
    are written when the meeting is concluded, and with them the counts of a sealed `poll`.
    """

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="votes", verbose_name="cuộc họp")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="votes", verbose_name="hồ sơ")
    manner = models.CharField("cách biểu quyết", max_length=10, choices=Manner, default=Manner.HANDS)
    poll = models.ForeignKey(
        Poll, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cuộc bỏ phiếu kín"
    )
    is_out = models.BooleanField("người được xét ra ngoài khi biểu quyết", default=False)
    led_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người chủ trì phần này"
    )
    voters = models.PositiveSmallIntegerField("số người biểu quyết", null=True, blank=True)
    agreed = models.PositiveSmallIntegerField("đồng ý", null=True, blank=True)
    against = models.PositiveSmallIntegerField("không đồng ý", null=True, blank=True)
    blank = models.PositiveSmallIntegerField("phiếu trắng", null=True, blank=True)
    remarks = models.TextField("ghi chú", max_length=1000, blank=True)
    needed = models.PositiveSmallIntegerField("số phiếu cần", null=True, editable=False)
    counted_of = models.PositiveSmallIntegerField("tính trên", null=True, editable=False)
    is_passed = models.BooleanField("tổ đề nghị", null=True, editable=False)

    objects = models.Manager()

    class Meta:
        verbose_name = "biểu quyết của tổ"
        ordering = ["meeting", "dossier__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "dossier"], name="group_vote_once"),
            models.CheckConstraint(condition=Q(manner__in=Manner.values), name="group_vote_manner_is_known"),
            models.CheckConstraint(
                condition=Q(manner=Manner.SECRET, poll__isnull=False) | ~Q(manner=Manner.SECRET) & Q(poll__isnull=True),
                name="group_secret_vote_has_its_poll",
            ),
            models.CheckConstraint(
                condition=Q(voters__isnull=True, agreed__isnull=True, against__isnull=True, blank__isnull=True)
                | Q(voters__isnull=False, agreed__isnull=False, against__isnull=False, blank__isnull=False)
                & Q(voters__gte=F("agreed") + F("against") + F("blank")),
                name="group_vote_adds_up",
                violation_error_message="Tổng số phiếu không được nhiều hơn số người biểu quyết.",
            ),
            models.CheckConstraint(
                condition=Q(is_passed__isnull=True)
                | Q(agreed__isnull=False, needed__isnull=False, counted_of__isnull=False)
                & (Q(is_passed=True, agreed__gte=F("needed")) | Q(is_passed=False, agreed__lt=F("needed"))),
                name="group_vote_outcome_is_its_count",
            ),
        ]

    def __str__(self) -> str:
        return str(self.dossier)

    @property
    def count(self) -> Count | None:
        if self.voters is None or self.agreed is None or self.against is None or self.blank is None:
            return None
        return Count(self.voters, self.agreed, self.against, self.blank)

    @property
    def outcome(self) -> Outcome | None:
        """Of a concluded meeting."""
        if self.needed is None or self.counted_of is None or self.agreed is None:
            return None
        return outcome_of(self.needed, self.counted_of, self.agreed)

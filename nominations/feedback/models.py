from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from nominations.dossiers.models import Dossier, Review
from thiduakt.documents.models import Document
from thiduakt.permissions import scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User, kin_of
from thiduakt.vietnamese import fold, found_by, one_line

from .enums import OpinionKind, OpinionState, Outcome, PostingState

LONGEST = 3000  # characters of what somebody writes


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Everybody at the school; one that is being drawn up, only those who post."""
        if not scopes(user, "feedback.send", on):
            return self.none()
        found = self.filter(school=user.school_id)
        return found if scopes(user, "feedback.post", on) else found.exclude(state=PostingState.DRAFT)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Posting(models.Model):
    """Đợt công khai danh sách lấy ý kiến: which dossiers of a round the school is shown, where and from when until when.

    For base titles no national number of days was found: the school's choice `public_days` counts, in working days.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="postings", verbose_name="đợt xét")
    state = models.CharField("trạng thái", max_length=10, choices=PostingState, default=PostingState.DRAFT)
    place = models.CharField("nơi niêm yết", max_length=300)
    posted_on = models.DateField("công khai từ ngày")
    until = models.DateField("đến hết ngày")
    why_shorter = models.CharField("lý do công khai ngắn hơn quy định của trường", max_length=500, blank=True)
    conclusion = models.TextField("kết luận sau khi công khai", max_length=LONGEST, blank=True, editable=False)
    paper = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="thông báo"
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=600, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt công khai"
        ordering = ["-posted_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-posted_on", "-id"], name="posting_by_day"),
            models.Index(fields=["school", "state"], name="posting_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PostingState.values), name="posting_state_is_known"),
            models.CheckConstraint(
                condition=Q(until__gte=F("posted_on")),
                name="posting_ends_after_it_starts",
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=~Q(state=PostingState.CLOSED),
                name="posting_one_at_a_time",
                violation_error_message="Đợt xét này đang có một danh sách công khai chưa kết thúc.",
            ),
        ]

    def __str__(self) -> str:
        return f"Công khai danh sách: {self.review}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.place = one_line(self.place)
        self.search_key = fold(f"{self.review} {self.place}")[:600]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("feedback:detail", self.pk)

    def takes_opinions(self, at: datetime) -> bool:
        """Until the end of its last day, by the clock of Vietnam."""
        return self.state == PostingState.POSTED and self.posted_on <= timezone.localdate(at) <= self.until


class PostedLine(models.Model):
    """Dòng công khai: one dossier as the school was shown it, whatever becomes of the dossier."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="lines", verbose_name="đợt công khai")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", verbose_name="hồ sơ")
    position = models.PositiveSmallIntegerField("thứ tự")
    holder_name = models.CharField("họ và tên, tập thể", max_length=200)
    unit = models.CharField("đơn vị", max_length=200, blank=True)
    honor_name = models.CharField("danh hiệu, hình thức đề nghị", max_length=200)
    summary = models.TextField("tóm tắt thành tích", max_length=1000, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "dòng công khai"
        ordering = ["posting", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["posting", "dossier"], name="posted_line_once")]

    def __str__(self) -> str:
        return f"{self.holder_name}: {self.honor_name}"

    @classmethod
    def of(cls, posting: Posting, dossier: Dossier, position: int) -> Self:
        """Unsaved: the dossier as it stands now."""
        told = {"holder_name": str(dossier.holder)[:200], "unit": dossier.unit[:200], "summary": dossier.summary}
        return cls(posting=posting, dossier=dossier, position=position, honor_name=dossier.honor_name, **told)

    @property
    def school_id(self) -> int:
        return self.posting.school_id


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Who sent it, and who reads opinions at all; never whom it is about, nor their kin."""
        if not scopes(user, "feedback.send", on):
            return self.none()
        found = self.filter(posting__school=user.school_id)
        own = Q(sent_by=user.pk)
        if not scopes(user, "feedback.read", on):
            return found.filter(own)
        near = {user.person_id, *kin_of([user.person_id])[user.person_id]}
        about = Q(line__dossier__person__in=near) | Q(line__dossier__group=user.group_id, line__dossier__group__isnull=False)
        return found.filter(own | ~Q(pk__in=self.model.objects.filter(about).order_by().values("pk")))

    def waiting(self) -> Self:
        return self.filter(state=OpinionState.SENT)


class Opinion(models.Model):
    """Phản ánh về danh sách công khai. Whom it is about never reads it, nor learns who sent it."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="opinions", verbose_name="đợt công khai")
    line = models.ForeignKey(
        PostedLine, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="về trường hợp"
    )
    kind = models.CharField("loại", max_length=10, choices=OpinionKind, default=OpinionKind.OPINION)
    text = models.TextField("nội dung", max_length=LONGEST)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi")
    sent_at = models.DateTimeField("gửi lúc")
    state = models.CharField("trạng thái", max_length=10, choices=OpinionState, default=OpinionState.SENT)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    answer = models.TextField("trả lời", max_length=LONGEST, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "phản ánh"
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["posting", "state"], name="opinion_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OpinionState.values), name="opinion_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=OpinionKind.values), name="opinion_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state=OpinionState.ANSWERED, outcome__in=Outcome.values, answered_at__isnull=False)
                & ~Q(answer="")
                | ~Q(state=OpinionState.ANSWERED) & Q(outcome="", answer="", answered_at__isnull=True),
                name="opinion_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"Phản ánh về {self.line or self.posting}"

    def get_absolute_url(self) -> str:
        return row_address("feedback:opinion", self.pk)

    @property
    def school_id(self) -> int:
        return self.posting.school_id

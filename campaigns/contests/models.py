from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from campaigns.campaigns.models import Campaign
from thiduakt.documents.models import Document
from thiduakt.files.models import KeptFile
from thiduakt.marks import Aggregation
from thiduakt.permissions import scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .enums import ContestKind, ContestState


class ContestQuerySet(models.QuerySet["Contest"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Everybody at the school; a draft only those who organise contests."""
        if not scopes(user, "contest.view", on):
            return self.none()
        found = self.filter(school=user.school_id)
        return found if scopes(user, "contest.manage", on) else found.exclude(state=ContestState.DRAFT)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Contest(models.Model):
    """Hội thi, cuộc thi viết: what is asked, until when, by what it is judged. `state`: by `workflow.perform` alone."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="contests", verbose_name="trường")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="của phong trào"
    )
    state = models.CharField("trạng thái", max_length=10, choices=ContestState, default=ContestState.DRAFT)
    kind = models.CharField("hình thức", max_length=10, choices=ContestKind, default=ContestKind.CONTEST)
    name = models.CharField("tên hội thi, cuộc thi", max_length=300)
    rules = models.TextField("thể lệ", max_length=10000, blank=True)
    opens_on = models.DateField("nhận bài từ ngày")
    closes_on = models.DateField("hạn nhận bài", help_text="Nhận đến hết ngày này, sau đó không ai gửi thêm, sửa được nữa.")
    send_up = models.PositiveSmallIntegerField("số bài gửi lên cấp trên", default=0)
    pass_mark = models.DecimalField(
        "điểm đạt", max_digits=6, decimal_places=1, null=True, blank=True, help_text="Để trống nếu không quy định."
    )
    aggregation = models.CharField("cách tính điểm", max_length=10, choices=Aggregation, default=Aggregation.MEAN)
    minutes = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="biên bản chấm thi"
    )
    choice_reason = models.TextField("lý do chọn khác thứ hạng", max_length=1000, blank=True, editable=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=600, editable=False)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = "hội thi, cuộc thi"
        ordering = ["-closes_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-closes_on", "-id"], name="contest_by_day"),
            models.Index(fields=["school", "state"], name="contest_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ContestState.values), name="contest_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=ContestKind.values), name="contest_kind_is_known"),
            models.CheckConstraint(condition=Q(aggregation__in=Aggregation.values), name="contest_aggregation_is_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="contest_closes_after_it_opens",
                violation_error_message="Hạn nhận bài phải từ ngày bắt đầu nhận trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__gte=0),
                name="contest_pass_mark_not_negative",
                violation_error_message="Điểm đạt không được âm.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.search_key = fold(self.name)[:600]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("contests:detail", self.pk)

    @property
    def is_anonymous(self) -> bool:
        """Its judges know an entry by its number alone."""
        return self.kind == ContestKind.WRITING

    @property
    def is_counted(self) -> bool:
        return self.state in ContestState.COUNTED

    def takes_entries(self, day: date) -> bool:
        return self.state == ContestState.OPEN and self.opens_on <= day <= self.closes_on


class Criterion(models.Model):
    """Tiêu chí chấm thi."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="criteria", verbose_name="hội thi")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    text = models.CharField("tiêu chí", max_length=500)
    max_points = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=1)

    class Meta:
        verbose_name = "tiêu chí chấm thi"
        ordering = ["contest_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_points__gt=0),
                name="contest_points_are_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, person_id: int) -> Self:
        """Written by this person, alone or with others."""
        together = Entry.co_authors.through.objects.filter(person=person_id).values("entry")
        return self.filter(Q(author=person_id) | Q(pk__in=together))

    def standing(self) -> Self:
        return self.filter(is_withdrawn=False)


class Entry(models.Model):
    """Bài dự thi. `number` is drawn at random: it tells neither whose it is nor when it came."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries", verbose_name="hội thi")
    number = models.PositiveSmallIntegerField("mã số", editable=False)
    title = models.CharField("tên bài, tên tiết mục", max_length=300)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người dự thi")
    co_authors = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name="cùng dự thi")
    taking_part = models.CharField("học sinh, lớp tham gia", max_length=500, blank=True)
    summary = models.TextField("tóm tắt", max_length=5000, blank=True)
    sent_at = models.DateTimeField("gửi lúc")
    is_withdrawn = models.BooleanField("đã rút", default=False, editable=False)
    prize = models.CharField("giải", max_length=100, blank=True)
    is_chosen = models.BooleanField("chọn gửi cấp trên", default=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "bài dự thi"
        ordering = ["contest_id", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="contest_entry_number_once")]

    def __str__(self) -> str:
        return f"Bài mã số {self.number}"

    @property
    def school_id(self) -> int:
        return self.contest.school_id

    @property
    def person_id(self) -> int:
        return self.author_id

    @property
    def authors(self) -> list[Person]:
        return [self.author, *self.co_authors.all()]


class EntryFile(KeptFile):
    """Tệp của bài dự thi."""

    FOLDER = "contests"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="files", verbose_name="bài dự thi")

    class Meta(KeptFile.Meta):
        verbose_name = "tệp của bài dự thi"
        constraints = [models.UniqueConstraint(fields=["entry", "sha256"], name="contest_file_once")]

    @property
    def owner(self) -> Entry:
        return self.entry


class Judge(models.Model):
    """Giám khảo. Once judging has begun a judge is excused, not removed: what was sent then does not count."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="judges", verbose_name="hội thi")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="giám khảo")
    excused_at = models.DateTimeField("thôi chấm lúc", null=True, editable=False)
    excuse = models.CharField("lý do thôi chấm", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = "giám khảo"
        ordering = ["contest_id", "person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "person"],
                name="contest_judge_once",
                violation_error_message="Người này đã là giám khảo.",
            ),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True) | ~Q(excuse=""), name="contest_judge_excused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def school_id(self) -> int:
        return self.contest.school_id


class JudgeSheet(models.Model):
    """Phiếu chấm: one judge, one entry. Made when judging begins, for those who may judge it; sent, it stands.

    `is_barred`: the two turned out to be kin before all were in; it never counts.
    """

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="sheets", verbose_name="giám khảo")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sheets", verbose_name="bài dự thi")
    note = models.TextField("nhận xét", max_length=2000, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    is_barred = models.BooleanField("không tính", default=False, editable=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    class Meta:
        verbose_name = "phiếu chấm"
        ordering = ["entry__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["judge", "entry"], name="contest_sheet_once")]

    def __str__(self) -> str:
        return f"Phiếu chấm {self.entry}"

    @property
    def school_id(self) -> int:
        return self.entry.school_id

    @property
    def person_id(self) -> int:
        return self.judge.person_id


class Mark(models.Model):
    """Điểm của một tiêu chí trên một phiếu."""

    sheet = models.ForeignKey(JudgeSheet, on_delete=models.CASCADE, related_name="marks", verbose_name="phiếu chấm")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="tiêu chí")
    points = models.DecimalField("điểm", max_digits=5, decimal_places=1)

    class Meta:
        verbose_name = "điểm chấm thi"
        ordering = ["sheet_id", "criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="contest_mark_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="contest_mark_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.criterion}"

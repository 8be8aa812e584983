from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from campaigns.campaigns.models import Campaign
from campaigns.registrations.models import Round
from nominations.dossiers.enums import ReviewState
from thiduakt.extending.models import Extension
from thiduakt.ledger.enums import Merit
from thiduakt.ledger.years import year_name
from thiduakt.permissions import scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Everybody who may write or read a dossier; one that is being prepared, only those who prepare it."""
        if not scopes(user, "dossier.view", on):
            return self.none()
        found = self.filter(school=user.school_id)
        return found if scopes(user, "review.manage", on) else found.exclude(state=ReviewState.DRAFT)

    def inviting(self, user: User, on: date) -> Self:
        """Where this person may hand in a dossier today and has begun none; a sudden merit is not asked of everybody."""
        if not scopes(user, "dossier.own", on):
            return self.none()
        lively = self.filter(school=user.school_id, state=ReviewState.OPEN, opens_on__lte=on, closes_on__gte=on)
        return lively.exclude(is_short=True).exclude(dossiers__person=user.person_id)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Review(models.Model):
    """Đợt xét khen thưởng: whose dossiers come together before the council, until which day, under the law of which regime.

    `regime` is chosen by whoever opens it, by default that of `decides_on`; it never changes afterwards, and dossiers of the
    round are judged by it for ever.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="reviews", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    name = models.CharField("tên đợt xét", max_length=200)
    merit = models.CharField("loại hình khen thưởng", max_length=20, choices=Merit, default=Merit.YEARLY)
    intro = models.TextField("hướng dẫn", max_length=3000, blank=True)
    opens_on = models.DateField("nhận hồ sơ từ ngày")
    closes_on = models.DateField("hạn nộp, hết ngày")
    decides_on = models.DateField("dự kiến quyết định ngày", help_text="Luật của ngày này được dùng để xét.")
    regime = models.CharField("thời kỳ pháp lý", max_length=30, blank=True)
    regime_reason = models.CharField("lý do chọn thời kỳ pháp lý khác", max_length=500, blank=True)
    is_short = models.BooleanField(
        "không qua tổ bình xét", default=False, help_text="Khen đột xuất: hồ sơ nộp thẳng lên trường."
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="từ đợt đăng ký"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="của phong trào"
    )
    state = models.CharField("trạng thái", max_length=10, choices=ReviewState, default=ReviewState.DRAFT)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=400, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt xét"
        ordering = ["-year", "-opens_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-year", "-opens_on", "-id"], name="review_by_year"),
            models.Index(fields=["school", "state"], name="review_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_is_known"),
            models.CheckConstraint(condition=Q(merit__in=Merit.values), name="review_merit_is_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="review_closes_after_it_opens",
                violation_error_message="Hạn nộp không được trước ngày bắt đầu nhận hồ sơ.",
            ),
            models.CheckConstraint(
                condition=Q(decides_on__gte=F("opens_on")),
                name="review_decides_after_it_opens",
                violation_error_message="Ngày dự kiến quyết định không được trước ngày bắt đầu nhận hồ sơ.",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.DRAFT) | ~Q(regime=""), name="review_that_opened_has_its_regime"
            ),
            models.UniqueConstraint(
                fields=["school", "year", "name"],
                name="review_name_once_a_year",
                violation_error_message="Năm học này đã có đợt xét mang tên ấy.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.search_key = fold(f"{self.name} {self.year_name}")[:400]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("dossiers:review", self.pk)

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def with_year(self) -> str:
        """Its name, with the school year where the name does not tell it."""
        return self.name if self.year_name in self.name.replace("-", "–") else f"{self.name}, năm học {self.year_name}"

    def is_over(self, at: datetime) -> bool:
        """Past the end of its last day, by the clock of Vietnam."""
        return timezone.localdate(at) > self.closes_on

    @property
    def takes_changes(self) -> bool:
        """Until the council sits, what was given back may be mended; afterwards nothing moves."""
        return self.state in {ReviewState.OPEN, ReviewState.CLOSED}


class ReviewHonor(models.Model):
    """Danh hiệu, hình thức xét trong đợt; the name is kept as it was called when the round opened."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="honors", verbose_name="đợt xét")
    code = models.CharField("mã", max_length=30)
    honor_name = models.CharField("tên", max_length=200)
    position = models.PositiveSmallIntegerField("thứ tự")

    objects = models.Manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức của đợt xét"
        ordering = ["review", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "code"], name="review_honor_once")]

    def __str__(self) -> str:
        return self.honor_name


class ReviewExtension(Extension):
    """Gia hạn nộp hồ sơ."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="extensions", verbose_name="đợt xét")

    class Meta(Extension.Meta):
        verbose_name = "gia hạn nộp hồ sơ"

    @property
    def school_id(self) -> int:
        return self.review.school_id

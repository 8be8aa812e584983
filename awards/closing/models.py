from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from thiduakt.files.models import KeptFile
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User

from .enums import ClosingState

LONGEST = 1000  # characters of a reason
LONGEST_TERMS = 3000


class OfYearQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(school=user.school_id) if scopes(user, "year.view", on) & WHOLE_SCHOOL else self.none()


class YearClosing(models.Model):
    """Khép năm thi đua: whether what belongs to a school year may still change. `state`: by `workflow.perform` alone.

    A year without a row was never closed. `left_open` are the sentences on what was still unfinished when it was, and
    `reason` why it was closed all the same; both stay when it is opened again, until the next closing.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    state = models.CharField("trạng thái", max_length=10, choices=ClosingState, default=ClosingState.OPEN)
    closed_on = models.DateField("khép ngày", null=True, editable=False)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người khép"
    )
    left_open = models.JSONField("việc còn dở khi khép", default=list, editable=False)
    reason = models.TextField("lý do khép khi còn việc dở", max_length=LONGEST, blank=True)
    reopened_on = models.DateField("mở lại ngày", null=True, editable=False)
    reopen_reason = models.TextField("lý do mở lại", max_length=LONGEST, blank=True)

    objects = OfYearQuerySet.as_manager()

    class Meta:
        verbose_name = "năm thi đua"
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ClosingState.values), name="year_closing_state_is_known"),
            models.UniqueConstraint(fields=["school", "year"], name="year_closing_once"),
            models.CheckConstraint(
                condition=~Q(state=ClosingState.CLOSED) | Q(closed_on__isnull=False, closed_by__isnull=False),
                name="year_closing_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(reopened_on__isnull=True) | ~Q(reopen_reason=""), name="year_is_reopened_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Năm thi đua {self.year_name}"

    def get_absolute_url(self) -> str:
        return row_address("closing:year", self.year)

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def is_closed(self) -> bool:
        return self.state == ClosingState.CLOSED


class YearArchive(models.Model):
    """Tệp lưu trữ của năm, on its way: asked for by somebody, made file by file, or told why it could not be."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    done_count = models.PositiveIntegerField("số tệp đã xong", default=0)  # the progress bar
    file_count = models.PositiveIntegerField("số tệp", default=0)
    problem = models.TextField("vì sao không lập được", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    asked_at = models.DateTimeField("yêu cầu lúc")
    ended_at = models.DateTimeField("xong, hoặc dừng, lúc", null=True, blank=True)

    file: "ArchiveFile"
    objects = OfYearQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp lưu trữ năm"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(problem="") | Q(ended_at__isnull=False), name="year_archive_with_a_problem_has_ended"
            ),
            models.CheckConstraint(condition=Q(done_count__lte=F("file_count")), name="year_archive_progress_within_files"),
            models.UniqueConstraint(
                fields=["school", "year"],
                condition=Q(ended_at__isnull=True),
                name="year_archive_one_at_a_time",
                violation_error_message="Tệp lưu trữ của năm này đang được lập.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tệp lưu trữ năm học {year_name(self.year)}"

    @property
    def is_making(self) -> bool:
        return self.ended_at is None

    @property
    def is_done(self) -> bool:
        return self.ended_at is not None and not self.problem


class ArchiveFile(KeptFile):
    """Tệp nén lưu trữ năm, which is read without this system."""

    FOLDER = "archives"

    archive = models.OneToOneField(YearArchive, on_delete=models.CASCADE, related_name="file", verbose_name="tệp lưu trữ")

    class Meta(KeptFile.Meta):
        verbose_name = "tệp lưu trữ năm"

    @property
    def owner(self) -> YearArchive:
        return self.archive


class Retention(models.Model):
    """Thời hạn lưu: what the school itself set down, for each kind of paper; it is printed in every archive.

    The periods of TT 10/2022/TT-BNV have not been compared with its text, so none is given as law.
    """

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    terms = models.TextField("thời hạn lưu", max_length=LONGEST_TERMS, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = OfYearQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn lưu"
        ordering = ["school_id"]

    def __str__(self) -> str:
        return f"Thời hạn lưu của {self.school}"

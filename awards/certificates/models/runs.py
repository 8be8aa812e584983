from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.certificates.enums import Purpose, RunState
from thiduakt.files.models import KeptFile
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User
from thiduakt.vietnamese import one_line

from .blanks import Blank, Printer
from .certificates import Certificate


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Of the school, to whoever prints certificates."""
        if not scopes(user, "certificate.print", on) & WHOLE_SCHOOL:
            return self.none()
        return self.filter(school=user.school_id)


class PrintRun(models.Model):
    """Lần in giấy khen: which certificates in which order, on white paper or on blanks, as one file.

    `state`: by `workflow.perform` alone. `done` is how many pages are drawn so far. `spoiled` is how many blanks were lost,
    counted when the printing is over.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="print_runs", verbose_name="trường")
    name = models.CharField("nội dung", max_length=300)
    purpose = models.CharField("mục đích in", max_length=10, choices=Purpose, default=Purpose.FIRST)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    blank = models.ForeignKey(
        Blank, on_delete=models.PROTECT, null=True, blank=True, related_name="runs", verbose_name="phôi"
    )
    printer = models.ForeignKey(
        Printer, on_delete=models.PROTECT, null=True, blank=True, related_name="runs", verbose_name="máy in"
    )
    total = models.PositiveIntegerField("số tờ")
    done = models.PositiveIntegerField("số tờ đã vẽ", default=0)
    failure = models.CharField("vì sao chưa vẽ được", max_length=500, blank=True)
    spoiled = models.PositiveIntegerField("số phôi hỏng", default=0)
    spoiled_reason = models.CharField("vì sao hỏng", max_length=300, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=RunState, default=RunState.WAITING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người in"
    )
    requested_at = models.DateTimeField("yêu cầu lúc")
    printed_at = models.DateTimeField("in xong lúc", null=True, blank=True)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần in giấy khen"
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["school", "-requested_at"], name="print_run_by_school")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="print_run_state_is_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="print_run_purpose_is_known"),
            models.CheckConstraint(condition=~Q(purpose=Purpose.REISSUE, note=""), name="print_run_reissue_is_told"),
            models.CheckConstraint(condition=Q(spoiled=0) | ~Q(spoiled_reason=""), name="print_run_spoiled_is_told"),
            models.CheckConstraint(
                condition=Q(spoiled=0) | Q(blank__isnull=False, state=RunState.PRINTED), name="print_run_spoils_blanks"
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.PRINTED, printed_at__isnull=False)
                | ~Q(state=RunState.PRINTED) & Q(printed_at__isnull=True),
                name="print_run_printed_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.note = one_line(self.name)[:300], one_line(self.note)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("certificates:run", self.pk)

    @property
    def is_waiting(self) -> bool:
        return self.state == RunState.WAITING

    @property
    def is_drawn(self) -> bool:
        return self.state in RunState.DRAWN

    @property
    def blanks_used(self) -> int:
        """None on white paper."""
        return self.total + self.spoiled if self.blank_id and self.state == RunState.PRINTED else 0


class PrintedSheet(models.Model):
    """Tờ của lần in: one certificate at its place in the file."""

    run = models.ForeignKey(PrintRun, on_delete=models.CASCADE, related_name="sheets", verbose_name="lần in")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="sheets", verbose_name="giấy khen")
    position = models.PositiveIntegerField("thứ tự")

    class Meta:
        verbose_name = "tờ giấy khen"
        ordering = ["run", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="printed_sheet_position_once"),
            models.UniqueConstraint(fields=["run", "certificate"], name="printed_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.certificate}"


class RunFile(KeptFile):
    """Tệp giấy khen của một lần in."""

    FOLDER = "prints"

    run = models.OneToOneField(PrintRun, on_delete=models.CASCADE, related_name="file", verbose_name="lần in")

    class Meta(KeptFile.Meta):
        verbose_name = "tệp giấy khen"

    @property
    def owner(self) -> PrintRun:
        return self.run

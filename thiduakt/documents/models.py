"""Văn bản, dãy số, sổ đăng ký văn bản đi."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thiduakt.permissions import Scope, scopes
from thiduakt.school.models import Person, School, User
from thiduakt.school.querysets import OfSchoolQuerySet
from thiduakt.vietnamese import fold

from .enums import DocumentState, FileFormat, OpeningState, SeriesMode
from .kinds import Kind
from .rules import PAGES, VIEW_RULES
from .wording import official_number

LARGEST_NUMBER = 99_999  # no school comes near it in a year; a larger one is a slip of the hand


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """Papers of every kind that the rules open to this user on that day."""
        seen = Q(pk__in=[])
        for kind in VIEW_RULES:
            seen |= Q(kind=kind) & _reach(user, kind, on)
        return self.filter(seen)

    def matching(self, words: str) -> Self:
        """Search without marks in ký hiệu and trích yếu."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_key__contains=word)
        return found


def _reach(user: User, kind: Kind, on: date) -> Q:
    """The numbered and the other papers of one kind, each as far as its rule goes."""
    numbered_rule, draft_rule = VIEW_RULES[kind]
    numbered, drafts = scopes(user, numbered_rule, on), scopes(user, draft_rule, on)
    mine, seen = Q(school=user.school_id), Q(pk__in=[])
    if numbered - {Scope.SUPERIOR}:
        seen |= mine & Q(state__in=DocumentState.NUMBERED)
    if Scope.SUPERIOR in numbered:
        seen |= Q(school__superior=user.school_id, register_entry__sent_up_on__lte=on)
    if drafts - {Scope.CONSULTED}:
        seen |= mine
    elif drafts:
        seen |= mine & Q(state=DocumentState.CONSULTING)
    return seen


class Document(models.Model):
    """Văn bản: one official paper from its draft to its number.

    `state` is written by `workflow.perform` alone. What is printed of a signed paper comes from `signed_paper`, of a
    numbered one from `snapshot`, never from live rows. From the day it has a number a row is frozen by triggers.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="documents", verbose_name="trường")
    kind = models.CharField("loại văn bản", max_length=5, choices=Kind)
    state = models.CharField("trạng thái", max_length=20, choices=DocumentState, default=DocumentState.DRAFT)
    subject = models.CharField("trích yếu", max_length=500)
    dated_on = models.DateField("ngày dự kiến ban hành", help_text="Thể thức của trường được lấy theo ngày này.")
    addressees = models.JSONField("kính gửi", default=list, blank=True)
    bases = models.JSONField("căn cứ", default=list, blank=True)
    body = models.TextField("nội dung", blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    signer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký"
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    search_key = models.CharField("khóa tìm kiếm", max_length=600, editable=False)

    signed_on = models.DateField("ngày ký", null=True, editable=False)
    # The paper under the signature, as a dictionary of `Paper` without number and date.
    signed_paper: "models.JSONField[Any, Any]" = models.JSONField("bản được ký", null=True, editable=False)
    series = models.CharField("dãy số", max_length=30, blank=True, editable=False)
    year = models.PositiveSmallIntegerField("năm của dãy số", null=True, editable=False)
    number = models.PositiveIntegerField("số", null=True, editable=False)
    symbol = models.CharField("ký hiệu", max_length=30, blank=True, editable=False)
    issued_on = models.DateField("ngày ban hành", null=True, editable=False)
    snapshot: "models.JSONField[Any, Any]" = models.JSONField("bản chốt", null=True, editable=False)
    snapshot_hash = models.CharField("mã băm bản chốt", max_length=64, blank=True, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="thay thế văn bản"
    )
    revokes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revoked_by", verbose_name="thu hồi văn bản"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="document_kind_is_known"),
            models.UniqueConstraint(fields=["school", "year", "series", "number"], name="document_number_once_per_series"),
            models.UniqueConstraint(fields=["school", "year", "symbol", "number"], name="document_number_and_symbol_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=DocumentState.NUMBERED,
                    number__isnull=False,
                    year__isnull=False,
                    issued_on__isnull=False,
                    signed_on__isnull=False,
                    issued_on__gte=F("signed_on"),
                )
                & ~Q(snapshot_hash="")
                & ~Q(symbol="")
                | Q(number__isnull=True, year__isnull=True, issued_on__isnull=True, snapshot_hash="")
                & ~Q(state__in=DocumentState.NUMBERED),
                name="document_is_numbered_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DocumentState.WITH_SIGNATURE, signed_on__isnull=False, signed_paper__isnull=False)
                | Q(signed_on__isnull=True, signed_paper__isnull=True) & ~Q(state__in=DocumentState.WITH_SIGNATURE),
                name="document_is_signed_whole_or_not_at_all",
            ),
        ]

    def __str__(self) -> str:
        label = self.get_kind_display()
        return f"{label} số {self.notation}" if self.number else f"{label} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The search key is a form of what is printed, not a rule; the day's writer need not know of it."""
        self.search_key = fold(f"{self.notation} {self.subject}")[:600]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse(PAGES[Kind(self.kind)], args=[self.pk])

    @property
    def notation(self) -> str:
        """Số, ký hiệu: `01/KH-MNGB`; empty before issue."""
        return f"{official_number(self.number)}/{self.symbol}" if self.number else ""

    @property
    def is_editable(self) -> bool:
        return self.state in DocumentState.EDITABLE

    @property
    def is_numbered(self) -> bool:
        return self.state in DocumentState.NUMBERED

    @property
    def is_signed(self) -> bool:
        return self.state in DocumentState.WITH_SIGNATURE


class NumberSeries(models.Model):
    """Dãy số văn bản của một năm: the row that is locked to take the next number (NĐ 30/2020/NĐ-CP, Điều 15)."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm")
    series = models.CharField("dãy số", max_length=30)
    first = models.PositiveIntegerField("số đầu do hệ thống cấp", default=1)
    last = models.PositiveIntegerField("số cuối đã cấp", default=0)
    last_date = models.DateField("ngày của số cuối", null=True)
    mode = models.CharField("cách cấp số", max_length=10, choices=SeriesMode, default=SeriesMode.AUTO)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "dãy số"
        ordering = ["-year", "series", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "series"], name="number_series_once"),
            models.CheckConstraint(condition=Q(mode__in=SeriesMode.values), name="number_series_mode_is_known"),
            models.CheckConstraint(condition=Q(first__gte=1, last__gte=F("first") - 1), name="number_series_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.series} năm {self.year}"


class SeriesOpening(models.Model):
    """Số khởi đầu của dãy số: a school that begins mid-year continues its paper book. One proposes, another approves."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    year = models.PositiveSmallIntegerField(
        "năm",
        validators=[
            MinValueValidator(2000, "Năm phải từ 2000 đến 2100."),
            MaxValueValidator(2100, "Năm phải từ 2000 đến 2100."),
        ],
    )
    series = models.CharField("dãy số", max_length=30)
    last = models.PositiveIntegerField(
        "số cuối trong sổ giấy",
        validators=[
            MinValueValidator(0, "Số cuối không được âm, ghi 0 nếu chưa cấp số nào."),
            MaxValueValidator(LARGEST_NUMBER, f"Số cuối không quá {LARGEST_NUMBER}."),
        ],
    )
    last_date = models.DateField("ngày của số cuối", null=True, blank=True)
    mode = models.CharField("cách cấp số", max_length=10, choices=SeriesMode, default=SeriesMode.AUTO)
    reason = models.CharField("lý do", max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người đề xuất")
    state = models.CharField("trạng thái", max_length=20, choices=OpeningState, default=OpeningState.PROPOSED)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "số khởi đầu"
        ordering = ["-year", "series", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OpeningState.values), name="series_opening_state_is_known"),
            models.CheckConstraint(condition=Q(mode__in=SeriesMode.values), name="series_opening_mode_is_known"),
            models.UniqueConstraint(
                fields=["school", "year", "series"],
                condition=Q(state=OpeningState.PROPOSED),
                name="series_opening_one_at_a_time",
                violation_error_message="Đã có một đề xuất cho dãy số này đang chờ duyệt.",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100), last__lte=LARGEST_NUMBER), name="series_opening_is_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"Dãy {self.series} năm {self.year} từ số {self.last + 1}"


class RegisterEntryQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(document__school=user.school_id)


class RegisterEntry(models.Model):
    """Dòng trong sổ đăng ký văn bản đi: what the clerk goes on writing after the paper itself is frozen.

    The columns (1) to (4) and (5) of NĐ 30/2020/NĐ-CP, Phụ lục IV come from the document's snapshot; these are (6) to (10).
    """

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="register_entry", verbose_name="văn bản"
    )
    archive_holder = models.CharField("đơn vị, người nhận bản lưu", max_length=150, blank=True)
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)
    dispatched_on = models.DateField("ngày chuyển", null=True, blank=True)
    received_by = models.CharField("ký nhận", max_length=150, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    sent_up_on = models.DateField(
        "gửi cấp trên ngày", null=True, blank=True, help_text="Từ ngày này cấp trên trực tiếp xem được văn bản."
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng sổ văn bản đi"

    def __str__(self) -> str:
        return str(self.document)

    @property
    def school_id(self) -> int:
        return self.document.school_id


class DrawnFile(models.Model):
    """Tệp đã in: what was drawn of an issued document, by its hash. The newest row of a format is the file that is kept.

    Rows are only added; triggers refuse the rest. A second row of a format tells that the file was lost or damaged, and that
    what was drawn in its place has other bytes.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="drawn_files", verbose_name="văn bản")
    format = models.CharField("định dạng", max_length=4, choices=FileFormat)
    sha256 = models.CharField("mã băm", max_length=64)
    engine = models.PositiveSmallIntegerField("đời của bộ in")
    drawn_at = models.DateTimeField("in lúc")

    class Meta:
        verbose_name = "tệp đã in"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(format__in=FileFormat.values), name="drawn_file_format_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_format_display()})"

    @property
    def school_id(self) -> int:
        return self.document.school_id

    @property
    def file(self) -> Path:
        """One place for each snapshot and format, whatever its bytes."""
        name = self.document.snapshot_hash
        return Path(settings.MEDIA_ROOT) / "issued" / name[:2] / f"{name}.{self.format}"

    def read(self) -> bytes | None:
        """What was drawn; None where the file is lost or no longer whole."""
        return whole(self.file, self.sha256)


class SignedCopy(models.Model):
    """Bản ký: the scan of the signed and stamped paper, or the digitally signed PDF, kept beside the issued document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signed_copies", verbose_name="văn bản")
    path = models.CharField("tệp", max_length=120, editable=False)
    original_name = models.CharField("tên tệp gốc", max_length=200)
    content_type = models.CharField("loại tệp", max_length=40)
    size = models.PositiveIntegerField("cỡ tệp")
    sha256 = models.CharField("mã băm", max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên")
    uploaded_at = models.DateTimeField("tải lên lúc")

    class Meta:
        verbose_name = "bản ký"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256"],
                name="signed_copy_once",
                violation_error_message="Tệp này đã có trong văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def school_id(self) -> int:
        return self.document.school_id

    @property
    def file(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.path

    def read(self) -> bytes | None:
        """What was uploaded; None where the file is lost or no longer whole."""
        return whole(self.file, self.sha256)


def whole(file: Path, sha256: str) -> bytes | None:
    """The content of `file`, if it is there and still has that hash."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None

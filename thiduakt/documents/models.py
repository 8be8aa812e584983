"""Văn bản, dãy số, sổ đăng ký văn bản đi."""

from datetime import date
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thiduakt.permissions import Scope, scopes
from thiduakt.school.models import OfSchoolQuerySet, Person, School, User
from thiduakt.vietnamese import fold

from .enums import DocumentState, OpeningState, SeriesMode
from .kinds import Kind
from .rules import PAGES, VIEW_RULES
from .wording import official_number


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
        seen |= Q(school__superior=user.school_id, register_entry__sent_up_on__isnull=False)
    if drafts - {Scope.CONSULTED}:
        seen |= mine
    elif drafts:
        seen |= mine & Q(state=DocumentState.CONSULTING)
    return seen


class Document(models.Model):
    """Văn bản: one official paper from its draft to its number.

    `state` is written by `workflow.perform` alone. From the day it has a number a row is frozen by triggers: what is printed
    then comes from `snapshot`, never from live rows.
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
                condition=Q(signed_on__isnull=False) | ~Q(state__in=["SIGNED", *DocumentState.NUMBERED]),
                name="document_signed_has_its_day",
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
    year = models.PositiveSmallIntegerField("năm")
    series = models.CharField("dãy số", max_length=30)
    last = models.PositiveIntegerField("số cuối trong sổ giấy")
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

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng sổ văn bản đi"

    def __str__(self) -> str:
        return str(self.document)

    @property
    def school_id(self) -> int:
        return self.document.school_id


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

"""Danh mục pháp lý: the texts that schools stand on, from when to when, and what took whose place."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from thiduakt.catalog.citing import number_key
from thiduakt.catalog.enums import ChangeKind, Confidence, TextKind, TextState
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import School, User
from thiduakt.vietnamese import fold, found_by

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

FOLDER = "catalog"  # of the files of texts, in the store


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    def visible_to(self, user: User, on: date) -> Self:
        """The texts of the state, and those of one's own school."""
        reaches = bool(scopes(user, "legal.view", on) & WHOLE_SCHOOL)
        return self.known_to(user.school_id) if reaches else self.none()

    def open_to(self, user: User, action: str, on: date) -> Self:
        """The own rows on which this user may take `action`. Nobody changes a text of the state in the pages."""
        reaches = bool(scopes(user, action, on) & WHOLE_SCHOOL)
        return self.filter(school=user.school_id) if reaches else self.none()

    def known_to(self, school_id: int) -> Self:
        return self.filter(Q(school=None) | Q(school=school_id))

    def kept(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def standing(self, state: TextState, on: date) -> Self:
        return self.filter(standing_on(state, on))

    def matching(self, words: str) -> Self:
        """Search without marks in number, name and issuer."""
        return self.filter(found_by(words))

    def in_official_order(self) -> Self:
        """Higher texts first, and earlier ones among equals: the order of căn cứ."""
        return self.order_by("rank", F("issued_on").asc(nulls_last=True), "pk")


def standing_on(state: TextState, on: date) -> Q:
    """The condition that a text stands so on that day. Where no last day is known, none is counted."""
    begun = Q(counted_from__isnull=True) | Q(counted_from__lte=on)
    ended = Q(in_force_to__isnull=False, in_force_to__lt=on)
    match state:
        case TextState.IN_FORCE:
            return begun & ~ended
        case TextState.ENDED:
            return ended
        case _:
            return ~begun & ~ended


class LegalText(models.Model):
    """Văn bản pháp lý: a text of the state, known to every school, or a school's own rules and its superiors' papers.

    Rows without a school come with the system and are read only; `confidence` says how far they were held against the text.
    """

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_texts", verbose_name="trường"
    )
    kind = models.CharField("loại văn bản", max_length=5, choices=TextKind)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    name = models.CharField("trích yếu", max_length=500, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    in_force_from = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    in_force_to = models.DateField("đến hết ngày", null=True, blank=True)
    confidence = models.CharField("mức đối chiếu", max_length=20, choices=Confidence, default=Confidence.VERIFIED)
    source = models.CharField("nguồn", max_length=300, blank=True)
    note = models.TextField("ghi chú", max_length=1000, blank=True)
    file_name = models.CharField("tên tệp", max_length=200, blank=True, editable=False)
    content_type = models.CharField("loại tệp", max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField("cỡ tệp", default=0, editable=False)
    sha256 = models.CharField("mã băm tệp", max_length=64, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("rút khỏi thư viện lúc", null=True, editable=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    rank = models.PositiveSmallIntegerField("thứ bậc", editable=False)
    counted_from = models.DateField("được coi là có hiệu lực từ ngày", null=True, editable=False)
    key = models.CharField("khóa số, ký hiệu", max_length=60, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=2000, editable=False)

    newer_changes: "RelatedManager[LegalChange]"
    older_changes: "RelatedManager[LegalChange]"
    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản pháp lý"
        ordering = ["rank", "-issued_on", "pk"]
        indexes = [
            models.Index(fields=["rank", "issued_on", "id"], name="legal_text_official_order"),
            models.Index(fields=["counted_from"], name="legal_text_by_first_day"),
            models.Index(fields=["in_force_to"], name="legal_text_by_last_day"),
            models.Index(fields=["withdrawn_at"], name="legal_text_by_withdrawal"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TextKind.values), name="legal_text_kind_is_known"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="legal_text_confidence_is_known"),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_to__isnull=True)
                | Q(in_force_to__gte=F("in_force_from")),
                name="legal_text_ends_after_it_begins",
                violation_error_message="Ngày hết hiệu lực không được trước ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(school__isnull=True) | Q(issued_on__isnull=False),
                name="legal_text_of_a_school_is_dated",
                violation_error_message="Thầy/cô ghi ngày ban hành của văn bản.",
            ),
            models.UniqueConstraint(
                fields=["key", "issuer"], condition=Q(school__isnull=True), name="legal_text_of_the_state_once"
            ),
            models.UniqueConstraint(
                fields=["school", "kind", "key", "issuer", "issued_on"],
                condition=Q(school__isnull=False) & ~Q(key=""),
                name="legal_text_of_a_school_once",
                violation_error_message="Thư viện đã có văn bản này: cùng loại, số, ngày và cơ quan ban hành.",
            ),
        ]

    def __str__(self) -> str:
        """As papers speak of it: `Nghị định số 98/2023/NĐ-CP`."""
        title = self.name if self.kind == TextKind.LAW and self.name else self.get_kind_display()
        return f"{title} số {self.number}" if self.number else f"{title} {self.name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What a list is sorted and searched by is a form of what is stored, not a rule: whoever writes a text writes it."""
        index(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("catalog:text_detail", self.pk)

    def state_on(self, day: date) -> TextState:
        if self.in_force_to and self.in_force_to < day:
            return TextState.ENDED
        return TextState.NOT_YET if self.counted_from and self.counted_from > day else TextState.IN_FORCE

    @property
    def is_verified(self) -> bool:
        return self.confidence == Confidence.VERIFIED

    @property
    def official_place(self) -> tuple[int, date]:
        """Sorts as `in_official_order` does, but for equals."""
        return self.rank, self.issued_on or date.max


def index(text: Any) -> None:
    """Set rank, keys and the day it counts from. A migration's model has no `save` of ours: it calls this.

    Of a text whose first day is not known so much is sure: it was not in force before it was issued, nor before its year.
    """
    kind = TextKind(text.kind)
    year = re.search(r"/((?:19|20)\d\d)/", text.number)
    text.counted_from = text.in_force_from or text.issued_on or (date(int(year[1]), 1, 1) if year else None)
    text.rank = kind.rank
    text.key = number_key(text.number)
    text.search_key = fold(f"{kind.label} {text.number} {text.name} {text.issuer} {text.note}")[:2000]


class LegalChange(models.Model):
    """Thay thế, sửa đổi: what a newer text does to an older one, from a day on."""

    newer = models.ForeignKey(LegalText, on_delete=models.CASCADE, related_name="older_changes", verbose_name="văn bản mới")
    older = models.ForeignKey(LegalText, on_delete=models.CASCADE, related_name="newer_changes", verbose_name="văn bản cũ")
    kind = models.CharField("cách thay đổi", max_length=20, choices=ChangeKind)
    effective_on = models.DateField("từ ngày", null=True, blank=True)
    confidence = models.CharField("mức đối chiếu", max_length=20, choices=Confidence, default=Confidence.VERIFIED)
    source = models.CharField("nguồn", max_length=300, blank=True)

    class Meta:
        verbose_name = "thay đổi của văn bản"
        ordering = ["effective_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="legal_change_kind_is_known"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="legal_change_confidence_is_known"),
            models.CheckConstraint(condition=~Q(newer=F("older")), name="legal_change_between_two"),
            models.UniqueConstraint(fields=["newer", "older"], name="legal_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.newer} {self.get_kind_display()} {self.older}"


class TextCompletion(models.Model):
    """Phần trường bổ sung: trích yếu, ngày ban hành of a text of the state that the library lacks, as the school read them.

    It is told to this school alone, in every căn cứ that is written from then on.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    text = models.ForeignKey(LegalText, on_delete=models.CASCADE, related_name="completions", verbose_name="văn bản")
    name = models.CharField("trích yếu", max_length=500, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "phần trường bổ sung cho văn bản"
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "text"], name="text_completion_once"),
            models.CheckConstraint(
                condition=~Q(name="") | Q(issued_on__isnull=False), name="text_completion_tells_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)

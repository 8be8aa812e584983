from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import IssuingBody, Kind
from thiduakt.documents.rules import COMMENT_RULES, PAGES, VIEW_RULES
from thiduakt.documents.wording import official_number
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by

# What is long, and read by a paper's own page only.
TEXTS = ("body", "bases", "addressees", "recipients", "appendices", "signed_paper", "snapshot")


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """Papers of every kind that the rules open to this user on that day."""
        return self.filter(seen_by(user, on))

    def matching(self, words: str) -> Self:
        """Search without marks in ký hiệu and trích yếu."""
        return self.filter(found_by(words))

    def without_texts(self) -> Self:
        return self.defer(*TEXTS, *(f"replaces__{name}" for name in TEXTS))


def seen_by(user: User, on: date, path: str = "") -> Q:
    """The condition that the rules open a paper to this user; `path` leads to it from a row of the same school.

    The school stands before everything else, and the kinds are put together: so the database finds the rows by an index.
    """
    numbered = {kind: scopes(user, rule, on) for kind, (rule, _) in VIEW_RULES.items()}
    whole = [kind for kind, (_, rule) in VIEW_RULES.items() if scopes(user, rule, on) & WHOLE_SCHOOL]
    issued = [kind for kind, granted in numbered.items() if granted & WHOLE_SCHOOL and kind not in whole]
    own = [kind for kind, granted in numbered.items() if Scope.OWN in granted and kind not in whole]
    asked = [kind for kind, rule in COMMENT_RULES.items() if kind not in whole and scopes(user, rule, on)]
    sent_up = [kind for kind, granted in numbered.items() if Scope.SUPERIOR in granted]

    def paper(**conditions: Any) -> Q:
        return Q(**{f"{path}{name}": value for name, value in conditions.items()})

    mine = paper(kind__in=whole) | paper(kind__in=issued, state__in=DocumentState.NUMBERED)
    if own:
        named = (paper(**{name: user.person_id}) for name in ("created_by", "signer", "secretary"))
        mine |= paper(kind__in=own) & reduce(or_, named)
    if asked:
        mine |= paper(kind__in=asked, state=DocumentState.CONSULTING, pk__in=_asking(user))
    seen = Q(**dict.fromkeys(("school", f"{path}school"), user.school_id)) & mine
    if sent_up:
        seen |= paper(school__superior=user.school_id, kind__in=sent_up, register_entry__sent_up_on__lte=on)
    return seen


def _asking(user: User) -> models.QuerySet:
    """The papers on which this person is being asked for an opinion."""
    from .consulting import Consultation

    asking = Consultation.objects.filter(ended_at__isnull=True, readers__person=user.person_id)
    return asking.values("document")


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
    # Each as a dictionary of `paper.Appendix`: tables of the school's own data, as they stood when taken in.
    appendices = models.JSONField("phụ lục", default=list, blank=True, editable=False)
    signer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký"
    )
    # Of minutes, whose `signer` is the chair.
    secretary = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thư ký"
    )
    # Empty: the school. Who else issues it has a series of its own.
    issuing_body = models.CharField("nơi ban hành", max_length=20, choices=IssuingBody, blank=True, editable=False)
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
        indexes = [
            models.Index(fields=["school", "-dated_on", "-id"], name="document_by_day"),
            models.Index(fields=["school", "kind", "state"], name="document_by_state"),
            models.Index(fields=["school", "kind", "-dated_on", "-id"], name="document_by_kind"),
            models.Index(fields=["school", "year", "issued_on", "series", "number"], name="document_in_register"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="document_kind_is_known"),
            models.CheckConstraint(
                condition=Q(issuing_body__in=["", *IssuingBody.values]), name="document_issuing_body_is_known"
            ),
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
    def person_id(self) -> int:
        """Whose it is, where a rule reaches over one's own papers."""
        return self.created_by_id

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

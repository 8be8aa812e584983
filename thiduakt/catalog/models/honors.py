"""The law as dated rows: what it asks, caps and pays is data with its source. No ratio, sum or threshold stands in code.

A row holds from its day until the next row of the same key begins. Nobody edits a row: a school that reads the law
otherwise, or enters a text that was not read yet, proposes a new one, and a second person approves it.
"""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thiduakt.catalog.enums import Confidence, HonorKind, HonorSubject, RuleFamily, RuleState
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import School, User


class Regime(models.Model):
    """Thời kỳ pháp lý: the body of law on emulation and awards that stands between two days.

    `is_read` is false where its text was not entered: rounds under it run on the rules of `runs_on`, under a banner.
    """

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=300)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    is_read = models.BooleanField("đã nhập nội dung")
    runs_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="tạm dùng quy định của"
    )
    confidence = models.CharField("mức đối chiếu", max_length=20, choices=Confidence)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "thời kỳ pháp lý"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="regime_confidence_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="regime_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(is_read=True) | Q(runs_on__isnull=False), name="regime_unread_runs_on_another"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DatedRowQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """The rows of the state, and those of one's own school."""
        reaches = bool(scopes(user, "rule.view", on) & WHOLE_SCHOOL)
        return self.known_to(user.school_id) if reaches else self.none()

    def open_to(self, user: User, action: str, on: date) -> Self:
        """The own rows on which this user may take `action`. Nobody changes a row of the state in the pages."""
        reaches = bool(scopes(user, action, on) & WHOLE_SCHOOL)
        return self.filter(school=user.school_id) if reaches else self.none()

    def known_to(self, school_id: int | None) -> Self:
        """Those of the state, and with a school its own."""
        return self.filter(Q(school=None) | Q(school=school_id))

    def standing(self, school_id: int | None, on: date) -> Self:
        """Approved rows that have begun; of one key the last counts: the later day, and of one day the school's own row."""
        begun = self.known_to(school_id).filter(state=RuleState.APPROVED, valid_from__lte=on)
        return begun.order_by("valid_from", F("school").asc(nulls_first=True), "pk")


class DatedRow(models.Model):
    """What every row of the law bears: whose it is, from when, how sure, from where, who proposed it and who approved it."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="trường"
    )
    regime = models.ForeignKey(
        Regime, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thời kỳ pháp lý"
    )
    valid_from = models.DateField("áp dụng từ ngày")
    confidence = models.CharField("mức đối chiếu", max_length=20, choices=Confidence)
    basis = models.TextField("căn cứ", blank=True)
    sources = models.JSONField("nguồn", default=list, blank=True)
    note = models.TextField("ghi chú", max_length=2000, blank=True)
    state = models.CharField("trạng thái", max_length=20, choices=RuleState, default=RuleState.PROPOSED)
    proposed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người đề xuất"
    )
    proposed_at = models.DateTimeField("đề xuất lúc", null=True, editable=False)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người duyệt"
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True, editable=False)

    objects = DatedRowQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_doubtful(self) -> bool:
        """Its words were not held against those of the text itself."""
        return self.confidence != Confidence.VERIFIED


def _constraints(name: str, *key: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name=f"{name}_confidence_is_known"),
        models.CheckConstraint(condition=Q(state__in=RuleState.values), name=f"{name}_state_is_known"),
        models.CheckConstraint(
            condition=Q(school__isnull=True, state=RuleState.APPROVED) | Q(school__isnull=False, proposed_by__isnull=False),
            name=f"{name}_of_a_school_is_proposed",
        ),
        models.CheckConstraint(
            condition=Q(school__isnull=True)
            | Q(state__in=list(RuleState.UNDECIDED), decided_by__isnull=True)
            | (~Q(state__in=list(RuleState.UNDECIDED)) & Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            name=f"{name}_is_decided_by_a_second_person",
        ),
        models.UniqueConstraint(
            fields=[*key, "valid_from"],
            condition=Q(school__isnull=True),
            name=f"{name}_of_the_state_once_a_day",
        ),
        models.UniqueConstraint(
            fields=["school", *key, "valid_from"],
            condition=Q(school__isnull=False, state=RuleState.APPROVED),
            name=f"{name}_of_a_school_once_a_day",
            violation_error_message="Đã có quy định được duyệt áp dụng từ ngày này.",
        ),
    ]


class Honor(DatedRow):
    """Danh hiệu, hình thức khen thưởng in one regime: what it asks, who decides it, what it pays.

    `conditions` are read by `thiduakt.eligibility.standards.Condition.from_dict`; `considered` are the law's words that no
    program can judge. `confidences` marks the parts of the row one by one (standard, authority, coefficient…); `confidence`
    is that of the standard. `coefficient` is of the base salary; what is given to either a person or a collective pays a
    collective by `collective_coefficient`. `basis` has a line for each text, with its articles.
    """

    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=HonorKind)
    subject = models.CharField("đối tượng", max_length=20, choices=HonorSubject)
    level = models.CharField("cấp", max_length=30, blank=True)
    period = models.CharField("kỳ xét", max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField("thứ bậc", default=0)
    conditions = models.JSONField("tiêu chuẩn", default=list, blank=True)
    considered = models.JSONField("điều phải xem xét", default=list, blank=True)
    ratio_cap = models.JSONField("tỷ lệ tối đa", null=True, blank=True)
    min_approval_percent = models.DecimalField(
        "tỷ lệ phiếu tối thiểu", max_digits=5, decimal_places=2, null=True, blank=True
    )
    vote_mode = models.JSONField("cách biểu quyết", null=True, blank=True)
    authority = models.TextField("thẩm quyền quyết định", blank=True)
    submitter = models.TextField("người trình", blank=True)
    coefficient = models.DecimalField("hệ số tiền thưởng", max_digits=6, decimal_places=3, null=True, blank=True)
    collective_coefficient = models.DecimalField(
        "hệ số tiền thưởng của tập thể", max_digits=6, decimal_places=3, null=True, blank=True
    )
    confidences = models.JSONField("mức đối chiếu từng phần", default=dict, blank=True)
    is_enabled = models.BooleanField("được dùng", default=True)

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        ordering = ["regime", "kind", "rank", "code", "valid_from", "pk"]
        constraints = [
            *_constraints("honor", "regime", "code"),
            models.CheckConstraint(condition=Q(kind__in=HonorKind.values), name="honor_kind_is_known"),
            models.CheckConstraint(condition=Q(subject__in=HonorSubject.values), name="honor_subject_is_known"),
            models.CheckConstraint(condition=Q(regime__isnull=False), name="honor_has_a_regime"),
            models.CheckConstraint(
                condition=(Q(coefficient__isnull=True) | Q(coefficient__gte=Decimal(0)))
                & (Q(collective_coefficient__isnull=True) | Q(collective_coefficient__gte=Decimal(0))),
                name="honor_pays_no_less_than_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Of an own row; what the state says of an honor stands on the page of its code."""
        return reverse("catalog:proposal_honor", args=[self.pk])


class Rule(DatedRow):
    """Quy định khác: base salary, votes, money, council, rating, deadlines, and what the law leaves to the school.

    `values` has the shape of its family; see `catalog/rules.py`.
    """

    family = models.CharField("loại", max_length=20, choices=RuleFamily)
    key = models.CharField("mã", max_length=60)
    name = models.CharField("tên", max_length=300)
    values = models.JSONField("giá trị", default=dict)

    class Meta:
        verbose_name = "quy định"
        ordering = ["family", "key", "valid_from", "pk"]
        constraints = [
            *_constraints("rule", "family", "key"),
            models.CheckConstraint(condition=Q(family__in=RuleFamily.values), name="rule_family_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalog:proposal_rule", args=[self.pk])

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from nominations.councils.enums import CouncilKind, CouncilState, RenewalState
from thiduakt.catalog.choices import THRESHOLDS
from thiduakt.documents.models import Document
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

QUORUMS = {told: f"{label} tổng số thành viên" for told, label in THRESHOLDS.items()}


class ByDecision(models.Model):
    """What is in force by a decision: one that is drafted here, or one issued elsewhere, of which the name is kept."""

    decision = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name="quyết định",
    )  # fmt: skip
    decision_named = models.CharField("quyết định ban hành ngoài hệ thống", max_length=300, blank=True, editable=False)
    begins_on = models.DateField("có hiệu lực từ ngày", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def decision_told(self) -> str:
        return str(self.decision) if self.decision else self.decision_named


class CouncilQuerySet(models.QuerySet["Council"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Those that were founded for everybody; what is still being prepared for those who prepare it."""
        if not scopes(user, "council.view", on) & WHOLE_SCHOOL:
            return self.none()
        found = self.filter(school=user.school_id)
        return found if scopes(user, "council.manage", on) else found.exclude(state=CouncilState.DRAFT)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))

    def in_office(self, day: date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), begins_on__lte=day)


class Council(ByDecision):
    """Hội đồng of a school in one school year, from its founding decision on. `state`: by `workflow.perform` alone.

    `quorum` is the share of all members without whom it does not meet, in the words of `catalog.choices`; `regulations` is
    what the council gave itself beyond that (quy chế).
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="councils", verbose_name="trường")
    kind = models.CharField("loại hội đồng", max_length=12, choices=CouncilKind, default=CouncilKind.AWARDS)
    name = models.CharField("tên hội đồng", max_length=200)
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    state = models.CharField("trạng thái", max_length=10, choices=CouncilState, default=CouncilState.DRAFT)
    quorum = models.CharField("phiên họp hợp lệ khi có mặt", max_length=20, choices=list(QUORUMS.items()), default="2/3")
    regulations = models.TextField("quy chế làm việc", max_length=5000, blank=True)
    ends_on = models.DateField("hết nhiệm kỳ ngày", null=True, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="replaced_by",
        verbose_name="thay hội đồng",
    )  # fmt: skip
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=500, editable=False)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng"
        ordering = ["-year", "kind", "-pk"]
        indexes = [
            models.Index(fields=["school", "-year", "kind", "-id"], name="council_by_year"),
            models.Index(fields=["school", "state"], name="council_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CouncilKind.values), name="council_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=CouncilState.values), name="council_state_is_known"),
            models.CheckConstraint(condition=Q(quorum__in=QUORUMS), name="council_quorum_is_known"),
            models.CheckConstraint(
                condition=Q(state=CouncilState.DRAFT, begins_on__isnull=True, ends_on__isnull=True)
                | Q(state=CouncilState.STANDING, begins_on__isnull=False, ends_on__isnull=True)
                | Q(state=CouncilState.ENDED, begins_on__isnull=False, ends_on__gte=F("begins_on")),
                name="council_has_the_days_of_its_state",
            ),
            models.CheckConstraint(
                condition=Q(state=CouncilState.DRAFT) | Q(decision__isnull=False) | ~Q(decision_named=""),
                name="council_stands_by_a_decision",
            ),
            models.UniqueConstraint(
                fields=["school", "year", "name"],
                name="council_name_once_a_year",
                violation_error_message="Năm học này đã có hội đồng mang tên ấy.",
            ),
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(state=CouncilState.STANDING, kind__in=CouncilKind.ONE_AT_A_TIME),
                name="council_one_of_a_kind",
                violation_error_message="Trường đang có một hội đồng cùng loại hoạt động.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.search_key = fold(f"{self.name} {self.year_name}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("councils:council", self.pk)

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def is_draft(self) -> bool:
        return self.state == CouncilState.DRAFT

    @property
    def is_standing(self) -> bool:
        return self.state == CouncilState.STANDING


class Renewal(ByDecision):
    """Kiện toàn: another list of members by another decision, in force from its day. `state`: by `perform` alone."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="renewals", verbose_name="hội đồng")
    reason = models.CharField("lý do kiện toàn", max_length=500)
    state = models.CharField("trạng thái", max_length=10, choices=RenewalState, default=RenewalState.DRAFT)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")

    objects = models.Manager()

    class Meta:
        verbose_name = "kiện toàn hội đồng"
        ordering = ["council_id", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RenewalState.values), name="renewal_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=RenewalState.DRAFT, begins_on__isnull=True)
                | Q(state=RenewalState.IN_FORCE, begins_on__isnull=False)
                & (Q(decision__isnull=False) | ~Q(decision_named="")),
                name="renewal_is_in_force_by_a_decision",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(state=RenewalState.DRAFT),
                name="renewal_one_at_a_time",
                violation_error_message="Hội đồng đang có một lần kiện toàn chưa ban hành quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kiện toàn {self.council}"

    @property
    def school_id(self) -> int:
        return self.council.school_id

    @property
    def is_draft(self) -> bool:
        return self.state == RenewalState.DRAFT

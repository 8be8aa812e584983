from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from awards.decisions.enums import DecisionOrigin, DecisionState, FundKind
from nominations.dossiers.models import Review
from thiduakt.documents.models import Document
from thiduakt.files.models import KeptFile
from thiduakt.ledger.enums import Merit
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line


class AwardDecisionQuerySet(models.QuerySet["AwardDecision"]):
    def visible_to(self, user: User, on: date) -> Self:
        """What was decided for everybody of the school; what is being written for those who write it."""
        if not scopes(user, "award.view", on) & WHOLE_SCHOOL:
            return self.none()
        found = self.filter(school=user.school_id)
        return found if scopes(user, "award.manage", on) else found.filter(state__in=DecisionState.DECIDED)

    def in_force(self) -> Self:
        return self.filter(state=DecisionState.IN_FORCE)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class AwardDecision(models.Model):
    """Quyết định khen thưởng: of the school, by a paper issued here; or of a superior, as it came back to the school.

    `state`: by `workflow.perform` alone. One of the school is in force from the day its `document` is issued. `number`,
    `decided_on` and `issuer` are those of a superior's. `no_council_reason` is asked where a line has no dossier that the
    council passed.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="award_decisions", verbose_name="trường")
    origin = models.CharField("người quyết định", max_length=10, choices=DecisionOrigin, default=DecisionOrigin.HERE)
    name = models.CharField("nội dung khen thưởng", max_length=300)
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    merit = models.CharField("loại hình khen thưởng", max_length=20, choices=Merit, default=Merit.YEARLY)
    fund = models.CharField("nguồn tiền thưởng", max_length=10, choices=FundKind, default=FundKind.EMULATION)
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, related_name="award_decisions", verbose_name="đợt xét"
    )
    no_council_reason = models.CharField("lý do khen không qua hội đồng", max_length=500, blank=True)
    document = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name="văn bản",
    )  # fmt: skip
    number = models.CharField("số quyết định của cấp trên", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định của cấp trên", null=True, blank=True)
    issuer = models.CharField("người, cơ quan quyết định", max_length=200, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="replaced_by",
        verbose_name="thay quyết định",
    )  # fmt: skip
    state = models.CharField("trạng thái", max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=700, editable=False)

    objects = AwardDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định khen thưởng"
        ordering = ["-year", "-pk"]
        indexes = [
            models.Index(fields=["school", "-year", "-id"], name="award_decision_by_year"),
            models.Index(fields=["school", "state"], name="award_decision_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=DecisionOrigin.values), name="award_decision_origin_is_known"),
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="award_decision_state_is_known"),
            models.CheckConstraint(condition=Q(merit__in=Merit.values), name="award_decision_merit_is_known"),
            models.CheckConstraint(condition=Q(fund__in=FundKind.values), name="award_decision_fund_is_known"),
            models.CheckConstraint(
                condition=Q(origin=DecisionOrigin.HERE, number="", decided_on__isnull=True, issuer="")
                | Q(origin=DecisionOrigin.SUPERIOR, decided_on__isnull=False, document__isnull=True)
                & ~Q(number="")
                & ~Q(issuer=""),
                name="award_decision_is_ours_or_a_superiors",
            ),
            models.CheckConstraint(
                condition=Q(origin=DecisionOrigin.SUPERIOR) | Q(state=DecisionState.DRAFT) | Q(document__isnull=False),
                name="award_decision_stands_by_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")), name="award_decision_replaces_another"
            ),
            models.UniqueConstraint(
                fields=["school", "number", "issuer"],
                condition=Q(origin=DecisionOrigin.SUPERIOR),
                name="award_decision_of_a_superior_once",
                violation_error_message="Quyết định này của cấp trên đã được ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.notation}: {self.name}" if self.notation else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.number, self.issuer = one_line(self.name), one_line(self.number), one_line(self.issuer)
        self.search_key = fold(f"{self.name} {self.notation} {self.issuer} {self.year_name}")[:700]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("decisions:decision", self.pk)

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def is_ours(self) -> bool:
        return self.origin == DecisionOrigin.HERE

    @property
    def is_draft(self) -> bool:
        return self.state == DecisionState.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.state == DecisionState.IN_FORCE

    @property
    def notation(self) -> str:
        """Số, ký hiệu: `25/QĐ-MNGB`; empty before issue."""
        if not self.is_ours:
            return self.number
        return self.document.notation if self.document else ""

    @property
    def day(self) -> date | None:
        """Of the decision; None before issue."""
        if not self.is_ours:
            return self.decided_on
        return self.document.issued_on if self.document else None

    @property
    def issuer_told(self) -> str:
        """Who decided, as the ledger and a certificate tell it: “Hiệu trưởng Trường Mầm non Giang Biên”."""
        return f"Hiệu trưởng {self.school.name}" if self.is_ours else self.issuer


class DecisionFile(KeptFile):
    """Bản chụp quyết định của cấp trên."""

    FOLDER = "decisions"

    decision = models.ForeignKey(
        AwardDecision, on_delete=models.CASCADE, related_name="files", verbose_name="quyết định khen thưởng"
    )

    class Meta(KeptFile.Meta):
        verbose_name = "bản chụp quyết định"
        ordering = ["uploaded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "sha256"], name="decision_file_once")]

    @property
    def owner(self) -> AwardDecision:
        return self.decision

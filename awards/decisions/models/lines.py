import re
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from awards.decisions.enums import CancellationState, DecisionState
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Dossier, Outsider
from nominations.dossiers.models.dossiers import PLACES, Nominee
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.models.holders import holder_fits
from thiduakt.school.models import Group, Person, Pupil, SchoolClass, User
from thiduakt.vietnamese import fold, found_by, one_line

from .cancellations import Cancellation
from .decisions import AwardDecision

# What the catalogue adds to the name of an honor to tell the rows of the law apart.
ASIDES = re.compile(r"\s*\([^)]*\)|\s+–\s+(?:cá nhân|tập thể)$")


def short_honor(name: str) -> str:
    """“Giấy khen của Hiệu trưởng” for “Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân”."""
    return ASIDES.sub("", name).strip()


def stands(path: str = "") -> Q:
    """The condition of `standing`, of what hangs on a line by `path`."""
    in_force = Q(**{f"{path}decision__state": DecisionState.IN_FORCE})
    ended = Exists(HonorEntry.objects.filter(ends=OuterRef(f"{path}entry")))
    return in_force & ~Q(ended) & ~Q(**{f"{path}cancellation__state": CancellationState.IN_FORCE})


class AwardLineQuerySet(models.QuerySet["AwardLine"]):
    def visible_to(self, user: User, on: date) -> Self:
        return self.filter(decision__in=AwardDecision.objects.visible_to(user, on).order_by())

    def decided(self) -> Self:
        return self.filter(decision__state__in=DecisionState.DECIDED)

    def standing(self) -> Self:
        """Those in force: neither cancelled, in the ledger neither, nor of a decision that another took the place of."""
        return self.filter(stands())

    def claiming(self) -> Self:
        """Those that a dossier stands in: it is not put into another decision beside them."""
        return self.filter(is_live=True, dossier__isnull=False)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class AwardLine(models.Model):
    """Người, tập thể được khen: one honor for one holder in a decision, as the paper prints it.

    `position` is its number in the decision, and its số sổ vàng. `amount` is in đồng, reckoned when the paper is drawn up
    and checked by the base salary of the day of issue; `amount_reason` tells why nothing is paid, or how it was reckoned.
    `entry` is its line in the ledger, which has none for who is outside the school; `was_known` where the ledger had it
    before a superior's decision was entered. `is_live`: not cancelled, its decision
    not replaced, and none that waits to take another's place.
    """

    decision = models.ForeignKey(
        AwardDecision, on_delete=models.CASCADE, related_name="lines", verbose_name="quyết định khen thưởng"
    )
    position = models.PositiveSmallIntegerField("số thứ tự")
    holder_kind = models.CharField("loại đối tượng", max_length=10, choices=NomineeKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="award_lines", verbose_name="cá nhân"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="award_lines", verbose_name="tổ"
    )
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="award_lines", verbose_name="học sinh"
    )
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="award_lines", verbose_name="lớp"
    )
    outsider = models.ForeignKey(
        Outsider,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="award_lines",
        verbose_name="người ngoài trường",
    )
    holder_name = models.CharField("tên ghi trong quyết định", max_length=200)
    unit = models.CharField("chức vụ, đơn vị", max_length=300, blank=True)
    code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    honor_name = models.CharField("danh hiệu, hình thức", max_length=200)
    is_title = models.BooleanField("là danh hiệu thi đua", default=False)
    citation = models.CharField("thành tích", max_length=500, blank=True)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="award_lines", verbose_name="hồ sơ"
    )
    amount = models.PositiveBigIntegerField("tiền thưởng", default=0)
    amount_reason = models.CharField("cách tính tiền thưởng", max_length=300, blank=True)
    entry = models.OneToOneField(
        HonorEntry, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="award_line",
        verbose_name="dòng sổ khen thưởng",
    )  # fmt: skip
    was_known = models.BooleanField("sổ đã có từ trước", default=False, editable=False)
    cancellation = models.ForeignKey(
        Cancellation, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="lines",
        verbose_name="lần hủy",
    )  # fmt: skip
    is_live = models.BooleanField("còn được tính", default=True, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=800, editable=False)

    objects = AwardLineQuerySet.as_manager()

    class Meta:
        verbose_name = "người, tập thể được khen"
        ordering = ["decision", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=holder_fits(PLACES), name="award_line_has_one_holder"),
            models.UniqueConstraint(fields=["decision", "position"], name="award_line_position_once"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(is_live=True, dossier__isnull=False),
                name="award_line_of_a_dossier_once",
                violation_error_message="Hồ sơ này đã nằm trong một quyết định khen thưởng khác.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["decision", place, "code"],
                    condition=Q(**{f"{place}__isnull": False}),
                    name=f"award_line_of_a_{place}_once",
                )
                for place in PLACES.values()
            ),
            models.UniqueConstraint(
                fields=["decision", "code"],
                condition=Q(holder_kind=NomineeKind.SCHOOL),
                name="award_line_of_the_school_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honor_name}: {self.holder_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tidy()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """For whoever writes many at once, past `save`."""
        self.holder_name, self.unit = one_line(self.holder_name), one_line(self.unit)
        self.citation = one_line(self.citation)
        self.search_key = fold(f"{self.holder_name} {self.honor_name} {self.code} {self.unit}")[:800]

    @property
    def school_id(self) -> int:
        return self.decision.school_id

    @property
    def holder(self) -> Nominee:
        place = PLACES.get(NomineeKind(self.holder_kind))
        return getattr(self, place) if place else self.decision.school

    @property
    def short_honor(self) -> str:
        return short_honor(self.honor_name)

    @property
    def holder_key(self) -> tuple[str, int | None]:
        """By which the same holder is known in another decision."""
        keys = (getattr(self, f"{place}_id") for place in PLACES.values())
        return self.holder_kind, next(filter(None, keys), None)

    @property
    def is_collective(self) -> bool:
        return self.holder_kind in NomineeKind.COLLECTIVES

    @property
    def is_cancelled(self) -> bool:
        """By a decision issued here, or by one of the superior that the ledger tells."""
        is_ended = self.decision.is_in_force and self.entry is not None and hasattr(self.entry, "ended_by")
        return is_ended or (self.cancellation is not None and self.cancellation.is_in_force)

    @property
    def stands(self) -> bool:
        return self.decision.is_in_force and not self.is_cancelled


class Refusal(models.Model):
    """Hồ sơ cấp trên không khen: what a superior said of a dossier that went up, beside those it decided on."""

    decision = models.ForeignKey(
        AwardDecision, on_delete=models.CASCADE, related_name="refusals", verbose_name="quyết định của cấp trên"
    )
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="superior_refusal", verbose_name="hồ sơ")
    reason = models.CharField("lý do cấp trên nêu", max_length=500, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "hồ sơ cấp trên không khen"
        ordering = ["decision", "pk"]

    def __str__(self) -> str:
        return str(self.dossier)

    @property
    def school_id(self) -> int:
        return self.decision.school_id

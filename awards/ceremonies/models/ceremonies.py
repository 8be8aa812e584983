from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from awards.ceremonies.enums import CeremonyState, Seating
from awards.decisions.models import AwardDecision
from thiduakt.documents.models import Document
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line

LONGEST = 240  # minutes of one point of a programme
WIDEST = 60  # seats of a row


class CeremonyQuerySet(models.QuerySet["Ceremony"]):
    def visible_to(self, user: User, on: date) -> Self:
        if not scopes(user, "ceremony.view", on) & WHOLE_SCHOOL:
            return self.none()
        return self.filter(school=user.school_id)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Ceremony(models.Model):
    """Lễ trao thưởng: when and where which decisions are handed over. `state`: by `workflow.perform` alone."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="ceremonies", verbose_name="trường")
    name = models.CharField("tên buổi lễ", max_length=300)
    held_on = models.DateField("ngày tổ chức")
    starts_at = models.TimeField("bắt đầu lúc")
    place = models.CharField("địa điểm", max_length=200)
    decisions = models.ManyToManyField(AwardDecision, related_name="ceremonies", verbose_name="quyết định được trao")
    seats_per_row = models.PositiveSmallIntegerField(
        "số ghế mỗi hàng", default=10, validators=[MinValueValidator(1), MaxValueValidator(WIDEST)]
    )
    seating = models.CharField("xếp chỗ ngồi", max_length=10, choices=Seating, default=Seating.BY_TURN)
    state = models.CharField("trạng thái", max_length=10, choices=CeremonyState, default=CeremonyState.PLANNED)
    paper = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="chương trình"
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=500, editable=False)

    objects = CeremonyQuerySet.as_manager()

    class Meta:
        verbose_name = "lễ trao thưởng"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-held_on", "-id"], name="ceremony_by_day"),
            models.Index(fields=["school", "state"], name="ceremony_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CeremonyState.values), name="ceremony_state_is_known"),
            models.CheckConstraint(condition=Q(seating__in=Seating.values), name="ceremony_seating_is_known"),
            models.CheckConstraint(
                condition=Q(seats_per_row__gte=1, seats_per_row__lte=WIDEST),
                name="ceremony_has_rows_of_seats",
                violation_error_message=f"Mỗi hàng có từ 1 đến {WIDEST} ghế.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.place = one_line(self.name), one_line(self.place)
        self.search_key = fold(f"{self.name} {self.place}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("ceremonies:ceremony", self.pk)

    @property
    def is_planned(self) -> bool:
        return self.state == CeremonyState.PLANNED


class ProgramItem(models.Model):
    """Mục chương trình: they follow one another from `Ceremony.starts_at` on."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="program", verbose_name="lễ trao thưởng")
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("nội dung", max_length=300)
    who = models.CharField("người thực hiện", max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "số phút", default=5, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )

    objects = models.Manager()

    class Meta:
        verbose_name = "mục chương trình"
        ordering = ["ceremony", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=LONGEST), name="program_item_takes_time")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.who = one_line(self.title), one_line(self.who)
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.ceremony.school_id


class Guest(models.Model):
    """Khách mời: they sit in the first rows, in this order."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="guests", verbose_name="lễ trao thưởng")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("họ và tên", max_length=200)
    post = models.CharField("chức vụ, đơn vị", max_length=300, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "khách mời"
        ordering = ["ceremony", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.post = one_line(self.name), one_line(self.post)
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.ceremony.school_id

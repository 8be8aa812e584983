"""Lớp và học sinh, as far as emulation and awards need them: a name, a class, a code that tells namesakes apart."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.school.enums import Gender
from thiduakt.school.querysets import OfSchoolQuerySet
from thiduakt.vietnamese import fold, found_by, one_line, person_sort_key, sort_key

from .organisation import Person, School

if TYPE_CHECKING:
    from .organisation import User


class SchoolClassQuerySet(OfSchoolQuerySet["SchoolClass"]):
    """The own classes for a teacher, all of them for those who keep the list."""

    view_rule = "pupil.view"

    def open_to(self, user: "User", action: str, on: date) -> Self:
        granted = scopes(user, action, on)
        if granted & WHOLE_SCHOOL:
            return self.filter(school=user.school_id)
        if Scope.OWN in granted:
            return self.filter(school=user.school_id, teachers=user.person_id)
        return self.none()


class SchoolClass(models.Model):
    """Lớp, in one school year: next year's class of the same name is another row."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="classes", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    name = models.CharField("tên lớp", max_length=60)
    grade = models.CharField("khối", max_length=60, blank=True)
    teachers = models.ManyToManyField(Person, blank=True, related_name="classes", verbose_name="giáo viên của lớp")
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    sort_key = models.CharField("khóa sắp xếp", max_length=300, editable=False)

    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        verbose_name = "lớp"
        ordering = ["-year", "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "name"],
                name="class_name_once_a_year",
                violation_error_message="Năm học này đã có lớp mang tên này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)[:300]
        super().save(*args, **kwargs)


class PupilQuerySet(OfSchoolQuerySet["Pupil"]):
    """The pupils of the own classes for a teacher, all of them for those who keep the list."""

    view_rule = "pupil.view"

    def open_to(self, user: "User", action: str, on: date) -> Self:
        granted = scopes(user, action, on)
        if granted & WHOLE_SCHOOL:
            return self.filter(school=user.school_id)
        if Scope.OWN in granted:
            own = ClassMember.objects.filter(school_class__teachers=user.person_id)
            return self.filter(school=user.school_id, pk__in=own.values("pupil"))
        return self.none()

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Pupil(models.Model):
    """Học sinh, trẻ."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pupils", verbose_name="trường")
    full_name = models.CharField("họ và tên", max_length=100)
    pupil_code = models.CharField("mã học sinh", max_length=30, blank=True)
    born_on = models.DateField("ngày sinh", null=True, blank=True)
    gender = models.CharField("giới tính", max_length=10, choices=Gender)
    left_on = models.DateField("ngày học cuối", null=True, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    sort_key = models.CharField("khóa sắp xếp", max_length=1000, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=200, editable=False)

    objects = PupilQuerySet.as_manager()

    class Meta:
        verbose_name = "học sinh"
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["school", "sort_key", "id"], name="pupil_by_name")]
        constraints = [
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="pupil_gender_is_known"),
            models.UniqueConstraint(
                fields=["school", "pupil_code"],
                condition=~Q(pupil_code=""),
                name="pupil_code_once",
                violation_error_message="Mã học sinh này đã dùng cho em khác trong trường.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(born_on__isnull=True) | Q(left_on__gt=F("born_on")),
                name="pupil_leaves_after_birth",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = one_line(self.full_name)
        self.sort_key = person_sort_key(self.full_name)
        self.search_key = pupil_search_key(self)
        super().save(*args, **kwargs)


def pupil_search_key(pupil: Pupil) -> str:
    """For whoever writes many rows at once, past `save`."""
    return fold(f"{pupil.full_name} {pupil.pupil_code}")[:200]


class ClassMember(models.Model):
    """Học sinh của lớp: a pupil is in one class of a year. `year` is that of the class, which never changes."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="members", verbose_name="lớp")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="memberships", verbose_name="học sinh")
    year = models.PositiveSmallIntegerField("năm học", editable=False)

    class Meta:
        verbose_name = "học sinh của lớp"
        ordering = ["school_class", "pupil__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["pupil", "year"], name="pupil_in_one_class_of_a_year")]

    def __str__(self) -> str:
        return f"{self.pupil}, {self.school_class}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.year = self.school_class.year
        super().save(*args, **kwargs)

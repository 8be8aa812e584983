"""Nhà trường, con người và vai trò. Every row carries its school; `visible_to` never reaches into another one."""

import re
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from thiduakt.permissions import SECOND_FACTOR_ROLES, Role
from thiduakt.school.enums import Gender, Level, Numbering
from thiduakt.school.querysets import (
    LetterheadQuerySet,
    OfSchoolQuerySet,
    PersonQuerySet,
)
from thiduakt.vietnamese import fold, one_line, person_sort_key

if TYPE_CHECKING:
    from .roles import Delegation, RoleAssignment

# What stands behind the slash of a ký hiệu (NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.3).
OFFICE_CODE = r"^[A-ZĐ][A-ZĐ0-9&]*(-[A-ZĐ0-9&]+)*\Z"
FULL_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’‘-])*")


class School(models.Model):
    """Trường, hoặc cơ quan quản lý cấp trên của trường."""

    code = models.SlugField("mã", max_length=30, unique=True)
    name = models.CharField("tên đầy đủ", max_length=200, help_text="Viết như trong câu: Trường Mầm non Giang Biên.")
    level = models.CharField("cấp học", max_length=20, choices=Level)
    superior = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="cấp trên trực tiếp",
    )
    numbering = models.CharField("cách lấy số văn bản", max_length=20, choices=Numbering, default=Numbering.PER_KIND)

    class Meta:
        verbose_name = "trường"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="school_level_is_known"),
            models.CheckConstraint(condition=Q(numbering__in=Numbering.values), name="school_numbering_is_known"),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("pk")), name="school_is_not_its_own_superior"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def school_id(self) -> int:
        return self.pk


class Letterhead(models.Model):
    """Thể thức của cơ quan theo thời gian: tên cơ quan chủ quản, tên trường, địa danh, chữ viết tắt (NĐ 30/2020).

    A row holds from its day until the next one begins; a past row is never changed, because papers were issued under it.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="letterheads", verbose_name="trường")
    valid_from = models.DateField("áp dụng từ ngày")
    parent_lines = models.TextField("tên cơ quan chủ quản", help_text="Mỗi dòng in thành một dòng.")
    issuer_lines = models.TextField("tên cơ quan ban hành", help_text="Mỗi dòng in thành một dòng.")
    place = models.CharField("địa danh", max_length=60)
    office_code = models.CharField(
        "chữ viết tắt tên trường",
        max_length=20,
        validators=[RegexValidator(OFFICE_CODE, "Chỉ gồm chữ in hoa và chữ số, không có dấu cách, ví dụ MNGB.")],
        help_text="Phần sau dấu gạch trong ký hiệu: MNGB.",
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        verbose_name = "thể thức văn bản"
        ordering = ["school_id", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "valid_from"],
                name="letterhead_once_per_day",
                violation_error_message="Đã có thể thức văn bản áp dụng từ ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"Thể thức từ {self.valid_from:%d/%m/%Y}"


class SchoolYear(models.Model):
    """Năm học. The calendar year of a plan is a plain number beside it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="school_years", verbose_name="trường")
    starts_on = models.DateField("ngày bắt đầu")
    ends_on = models.DateField("ngày kết thúc")

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "năm học"
        ordering = ["school_id", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="school_year_ends_after_it_starts",
                violation_error_message="Ngày kết thúc năm học phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["school", "starts_on"],
                name="school_year_once",
                violation_error_message="Đã có năm học bắt đầu từ ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on.year}–{self.ends_on.year}"


class Group(models.Model):
    """Tổ chuyên môn, tổ văn phòng."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="groups", verbose_name="trường")
    name = models.CharField("tên tổ", max_length=120)
    sort_key = models.CharField("khóa sắp xếp", max_length=500, editable=False)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"], name="group_name_once", violation_error_message="Trường đã có tổ mang tên này."
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Viên chức, người lao động của trường; người làm việc ở cơ quan cấp trên."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="people", verbose_name="trường")
    full_name = models.CharField("họ và tên", max_length=100)
    gender = models.CharField("giới tính", max_length=10, choices=Gender)
    staff_code = models.CharField("mã viên chức", max_length=30, blank=True)
    post = models.CharField("chức vụ, công việc", max_length=100)
    born_on = models.DateField("ngày sinh", null=True, blank=True)  # tells namesakes apart; shown to few
    recruited_on = models.DateField(
        "tuyển dụng ngày", null=True, blank=True, help_text="Ngày tuyển dụng vào ngành, có thể trước ngày về trường."
    )
    is_manager = models.BooleanField("cán bộ quản lý", default=False)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="people", verbose_name="tổ"
    )
    joined_on = models.DateField("về trường ngày", null=True, blank=True)
    left_on = models.DateField("ngày làm việc cuối", null=True, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)  # grows with each edit
    sort_key = models.CharField("khóa sắp xếp", max_length=1000, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=200, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "viên chức"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["school", "sort_key", "id"], name="person_by_name"),
            models.Index(fields=["school", "left_on"], name="person_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="person_gender_is_known"),
            models.UniqueConstraint(
                fields=["school", "staff_code"],
                condition=~Q(staff_code=""),
                name="person_staff_code_once",
                violation_error_message="Mã viên chức này đã dùng cho người khác trong trường.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="person_leaves_after_joining",
                violation_error_message="Ngày làm việc cuối không được trước ngày về trường.",
            ),
            models.CheckConstraint(
                condition=Q(recruited_on__isnull=True) | Q(born_on__isnull=True) | Q(recruited_on__gt=F("born_on")),
                name="person_recruited_after_birth",
                violation_error_message="Ngày tuyển dụng phải sau ngày sinh.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The keys are a form of the name, not a rule: whoever writes a name writes them."""
        self.full_name = one_line(self.full_name)
        self.sort_key = person_sort_key(self.full_name)
        self.search_key = fold(self.full_name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The name stands on decisions and certificates: H’Hen Niê is one, 123 and <b>x</b> are none."""
        if self.full_name and not FULL_NAME.fullmatch(one_line(self.full_name)):
            sentence = "Họ và tên chỉ gồm chữ, dấu cách, dấu nháy, dấu gạch nối và dấu chấm. Thầy/cô gõ lại họ và tên."
            raise ValidationError({"full_name": sentence})

    @property
    def label(self) -> str:
        """With what tells namesakes apart and the whole school may know."""
        return f"{self} – {self.post}" + (f", {self.group}" if self.group else "")

    def is_at_work(self, day: date) -> bool:
        return self.left_on is None or self.left_on >= day

    @property
    def person_id(self) -> int:
        return self.pk


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> models.QuerySet["User"]:
        """A user is never of use without these: they come in the query of the session."""
        return super().get_queryset().select_related("person__school", "person__group", "second_factor")


class User(AbstractBaseUser):
    """Tài khoản của một viên chức."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user", verbose_name="viên chức")
    username = models.CharField(
        "tên đăng nhập", max_length=60, unique=True, error_messages={"unique": "Tên đăng nhập này đã có người dùng."}
    )
    is_active = models.BooleanField("đang dùng", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    password_expires_at = models.DateTimeField("mật khẩu tạm dùng được đến", null=True, editable=False)
    password_reset_at = models.DateTimeField("được đặt lại mật khẩu lúc", null=True, editable=False)
    password_reset_by = models.CharField("người đặt lại mật khẩu", max_length=150, blank=True, editable=False)
    second_factor_reset_at = models.DateTimeField("được bỏ xác thực hai bước lúc", null=True, editable=False)
    second_factor_reset_by = models.CharField("người bỏ xác thực hai bước", max_length=150, blank=True, editable=False)
    is_demo = models.BooleanField("tài khoản dùng thử", default=False, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "tài khoản"
        ordering = ["person__sort_key", "pk"]

    def __str__(self) -> str:
        return self.person.full_name

    @property
    def school(self) -> School:
        return self.person.school

    @property
    def school_id(self) -> int:
        return self.person.school_id

    @property
    def group_id(self) -> int | None:
        return self.person.group_id

    def password_has_expired(self, at: datetime) -> bool:
        """Only one that was given for the first login does."""
        return self.password_expires_at is not None and self.password_expires_at <= at

    @property
    def has_second_factor(self) -> bool:
        return hasattr(self, "second_factor")

    def must_have_second_factor(self, day: date) -> bool:
        return bool(self.roles_on(day) & SECOND_FACTOR_ROLES)

    def owes_second_factor(self, day: date) -> bool:
        return self.must_have_second_factor(day) and not self.has_second_factor

    def roles_on(self, day: date) -> frozenset[Role]:
        """None for who has left the school: a role that nobody thought of ending ends with the work."""
        if not self.person.is_at_work(day):
            return frozenset()
        if day not in self._roles:  # a page asks dozens of times
            self._roles[day] = frozenset(Role(held.role) for held in self._assignments if held.is_in_force(day))
        return self._roles[day]

    def delegated_on(self, day: date) -> frozenset[str]:
        return frozenset(held.action for held in self._delegations if held.is_in_force(day))

    @cached_property
    def _assignments(self) -> list["RoleAssignment"]:
        """Read once for a request: a user object does not live longer."""
        return list(self.person.role_assignments.given().order_by())

    @cached_property
    def _roles(self) -> dict[date, frozenset[Role]]:
        """Of `_assignments`, by the day that was asked for."""
        return {}

    @cached_property
    def _delegations(self) -> list["Delegation"]:
        return list(self.person.delegations.all())

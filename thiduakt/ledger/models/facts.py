"""What an honor is judged by, beside the honors themselves: yearly rating, discipline, leave, transfers, initiatives.

These rows may be corrected, with a version and an event in the log; the page first shows what leans on the row.
"""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from thiduakt.ledger.enums import (
    DisciplineKind,
    HolderKind,
    InitiativeKind,
    InitiativeLevel,
    LeaveKind,
    Rating,
    TransferKind,
)
from thiduakt.permissions import Scope, scopes
from thiduakt.school.models import Group, Person, School, User
from thiduakt.school.querysets import within_reach
from thiduakt.vietnamese import fold, found_by, one_line

from .entries import HonorEntry
from .holders import HeldQuerySet, holder_fits

RATED = {HolderKind.PERSON: "person", HolderKind.GROUP: "group"}
YEAR_HELP = "Năm bắt đầu: 2022 là năm học 2022–2023."


class FactQuerySet(HeldQuerySet):
    """Rows about a person; `view_rule` is the rule that opens them."""

    view_rule = "ledger.view"

    def open_to(self, user: User, action: str, on: date) -> Self:
        return self.filter(
            within_reach(user, action, on, own=Q(person=user.person_id), of_group=Q(person__group=user.group_id))
        )

    def visible_to(self, user: User, on: date) -> Self:
        return self.open_to(user, self.view_rule, on)


class RatingQuerySet(FactQuerySet):
    def open_to(self, user: User, action: str, on: date) -> Self:
        """The head of a tổ reaches the rating of the tổ itself too."""
        found = super().open_to(user, action, on)
        if user.group_id and Scope.GROUP in scopes(user, action, on):
            return found | self.filter(school=user.school_id, group=user.group_id)
        return found


class SensitiveQuerySet(FactQuerySet):
    """Discipline, leave and cases under verification: the person, the principal, the secretary."""

    view_rule = "sensitive.view"


class Fact(models.Model):
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="viên chức")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    class Meta:
        abstract = True


class YearRating(Fact):
    """Xếp loại chất lượng của năm học, of a person, a tổ or the school; `registered`: on the year's list of registration."""

    person = models.ForeignKey(  # type: ignore[assignment]  # a collective has none
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name="viên chức"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name="tổ"
    )
    holder_kind = models.CharField("loại đối tượng", max_length=10, choices=HolderKind, default=HolderKind.PERSON)
    year = models.PositiveSmallIntegerField("năm học", help_text=YEAR_HELP)
    rating = models.CharField("xếp loại", max_length=5, choices=Rating)
    registered = models.BooleanField("có đăng ký thi đua", null=True, blank=True)
    basis = models.CharField("văn bản công nhận", max_length=200, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = "xếp loại năm"
        ordering = ["-year", "pk"]
        indexes = [models.Index(fields=["school", "year"], name="rating_by_year")]
        constraints = [
            models.CheckConstraint(condition=Q(rating__in=Rating.values), name="rating_is_known"),
            models.CheckConstraint(condition=holder_fits(RATED), name="rating_has_one_holder"),
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(person__isnull=False),
                name="rating_once_a_year",
                violation_error_message="Viên chức này đã có xếp loại của năm học.",
            ),
            models.UniqueConstraint(
                fields=["group", "year"], condition=Q(group__isnull=False), name="rating_of_a_group_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["school", "year"],
                condition=Q(holder_kind=HolderKind.SCHOOL),
                name="rating_of_the_school_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rating_display()}, {self.year}–{self.year + 1}"


class Discipline(Fact):
    """Kỷ luật, with the day its time ends."""

    kind = models.CharField("hình thức", max_length=20, choices=DisciplineKind)
    decided_on = models.DateField("ngày quyết định")
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    ended_on = models.DateField("hết thời hạn ngày", null=True, blank=True)

    objects = SensitiveQuerySet.as_manager()

    class Meta:
        verbose_name = "kỷ luật"
        ordering = ["-decided_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DisciplineKind.values), name="discipline_is_known"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("decided_on")),
                name="discipline_ends_after_it_starts",
                violation_error_message="Ngày hết thời hạn không được trước ngày quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.decided_on:%d/%m/%Y}"


class Leave(Fact):
    """Nghỉ dài ngày: what of it the law counts as time at work, the kind tells."""

    kind = models.CharField("loại nghỉ", max_length=20, choices=LeaveKind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")

    objects = SensitiveQuerySet.as_manager()

    class Meta:
        verbose_name = "nghỉ dài ngày"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LeaveKind.values), name="leave_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="leave_ends_after_it_starts",
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} từ {self.starts_on:%d/%m/%Y} đến {self.ends_on:%d/%m/%Y}"


class Transfer(Fact):
    """Chuyển đến, chuyển đi, biệt phái: the new unit reviews the year, the old one comments."""

    kind = models.CharField("việc", max_length=10, choices=TransferKind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    unit = models.CharField("đơn vị kia", max_length=200)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyển công tác"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TransferKind.values), name="transfer_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="transfer_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on:%d/%m/%Y}, {self.unit}"


class Verification(Fact):
    """Việc đang xem xét kỷ luật, thanh tra, xác minh: no award while it is open (NĐ 152/2025/NĐ-CP, Điều 4 khoản 4)."""

    opened_on = models.DateField("từ ngày")
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)

    objects = SensitiveQuerySet.as_manager()

    class Meta:
        verbose_name = "việc đang xác minh"
        ordering = ["-opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="verification_ends_after_it_starts",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đang xác minh từ {self.opened_on:%d/%m/%Y}"


class CollectiveYear(models.Model):
    """Số liệu tập thể của năm học as the school's papers tell them; for the present year they are counted from the rows."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="years", verbose_name="tổ"
    )
    year = models.PositiveSmallIntegerField("năm học", help_text=YEAR_HELP)
    size = models.PositiveSmallIntegerField("số người")
    completed = models.PositiveSmallIntegerField("số người hoàn thành nhiệm vụ trở lên", null=True, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    objects = models.Manager()

    class Meta:
        verbose_name = "số liệu tập thể"
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(completed__isnull=True) | Q(completed__lte=F("size")),
                name="collective_completed_within_size",
                violation_error_message="Số người hoàn thành nhiệm vụ không được lớn hơn số người của tập thể.",
            ),
            models.UniqueConstraint(
                fields=["group", "year"], condition=Q(group__isnull=False), name="collective_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["school", "year"], condition=Q(group__isnull=True), name="collective_school_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group or self.school}, {self.year}–{self.year + 1}"


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def open_to(self, user: User, action: str, on: date) -> Self:
        authors = InitiativeAuthor.objects.order_by().values("initiative")
        own = Q(pk__in=authors.filter(person=user.person_id))
        of_group = Q(pk__in=authors.filter(person__group=user.group_id))
        return self.filter(within_reach(user, action, on, own=own, of_group=of_group))

    def visible_to(self, user: User, on: date) -> Self:
        return self.open_to(user, "ledger.view", on)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Initiative(models.Model):
    """Sáng kiến, đề tài đã được công nhận."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="initiatives", verbose_name="trường")
    kind = models.CharField("loại", max_length=20, choices=InitiativeKind, default=InitiativeKind.INITIATIVE)
    name = models.CharField("tên", max_length=500)
    year = models.PositiveSmallIntegerField("năm học", help_text=YEAR_HELP)
    level = models.CharField("cấp công nhận", max_length=20, choices=InitiativeLevel)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    issuer = models.CharField("cơ quan công nhận", max_length=200, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=700, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = "sáng kiến"
        ordering = ["-year", "pk"]
        indexes = [models.Index(fields=["school", "-year", "id"], name="initiative_by_year")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InitiativeKind.values), name="initiative_kind_is_known"),
            models.CheckConstraint(condition=Q(level__in=InitiativeLevel.values), name="initiative_level_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)
        self.search_key = initiative_search_key(self)
        super().save(*args, **kwargs)


def initiative_search_key(initiative: Initiative) -> str:
    """For whoever writes many rows at once, past `save`."""
    return fold(f"{initiative.name} {initiative.decision_number}")[:700]


class InitiativeAuthor(models.Model):
    """Tác giả, đồng tác giả, with the share in per cent."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="authors", verbose_name="sáng kiến")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorships", verbose_name="tác giả")
    share = models.PositiveSmallIntegerField("tỷ lệ đóng góp (%)", default=100)

    class Meta:
        verbose_name = "tác giả sáng kiến"
        ordering = ["-share", "person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "person"], name="author_once", violation_error_message="Mỗi tác giả chỉ ghi một lần."
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100),
                name="author_share_is_a_percentage",
                violation_error_message="Tỷ lệ đóng góp từ 1 đến 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.share}%)"


class InitiativeUse(models.Model):
    """Lần dùng sáng kiến: the honor that counted it for this author; one initiative is used once (CV 5007/BNV-TĐKT)."""

    author = models.OneToOneField(InitiativeAuthor, on_delete=models.PROTECT, related_name="use", verbose_name="tác giả")
    entry = models.ForeignKey(HonorEntry, on_delete=models.PROTECT, related_name="initiative_uses", verbose_name="dòng sổ")

    class Meta:
        verbose_name = "lần dùng sáng kiến"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.author.initiative}: {self.entry}"

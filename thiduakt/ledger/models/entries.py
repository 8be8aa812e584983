from datetime import date
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from thiduakt.audit.models import AppendOnlyError, AppendOnlyRows
from thiduakt.ledger.enums import EntryKind, HolderKind, Merit, RevocationGround, Source
from thiduakt.routes import row_address
from thiduakt.school.models import ClassMember, Group, Person, Pupil, School, SchoolClass, User
from thiduakt.school.querysets import within_reach
from thiduakt.vietnamese import fold, found_by

from .holders import PLACES, HeldQuerySet, Holder, holder_fits


class HonorEntryQuerySet(AppendOnlyRows, HeldQuerySet):
    def open_to(self, user: User, action: str, on: date) -> Self:
        own = Q(person=user.person_id)
        own |= Q(school_class__in=SchoolClass.objects.filter(teachers=user.person_id).order_by())
        taught = ClassMember.objects.filter(school_class__teachers=user.person_id)
        own |= Q(Exists(taught.filter(pupil=OuterRef("pupil"), year=OuterRef("year"))))
        of_group = Q(person__group=user.group_id) | Q(group=user.group_id)
        return self.filter(within_reach(user, action, on, own=own, of_group=of_group))

    def visible_to(self, user: User, on: date) -> Self:
        return self.open_to(user, "ledger.view", on)

    def honors(self) -> Self:
        return self.filter(kind=EntryKind.HONOR)

    def standing(self) -> Self:
        """The honors that no later line took out of account."""
        return self.honors().filter(ended_by__isnull=True)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class HonorEntry(models.Model):
    """Dòng sổ khen thưởng: an honor received, or the later line that takes one out of account.

    Append-only: triggers refuse UPDATE, DELETE and TRUNCATE to whoever comes past Python. `year` is the first calendar year
    of the school year the merit lies in; the name is kept as it was written then.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="honor_entries", verbose_name="trường")
    kind = models.CharField("việc ghi", max_length=10, choices=EntryKind, default=EntryKind.HONOR)
    ends = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="ended_by", verbose_name="dòng bị hủy, gạch bỏ"
    )
    holder_kind = models.CharField("loại đối tượng", max_length=10, choices=HolderKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="honor_entries", verbose_name="cá nhân"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="honor_entries", verbose_name="tổ"
    )
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="honor_entries", verbose_name="học sinh"
    )
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="honor_entries", verbose_name="lớp"
    )
    holder_name = models.CharField("tên ghi trong quyết định", max_length=200)
    code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    honor_name = models.CharField("danh hiệu, hình thức", max_length=200)
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    merit = models.CharField("loại hình", max_length=20, choices=Merit, default=Merit.YEARLY)
    citation = models.CharField("thành tích", max_length=500, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    issuer = models.CharField("người, cơ quan quyết định", max_length=200, blank=True)
    source = models.CharField("nguồn", max_length=20, choices=Source)
    ground = models.CharField("lý do hủy", max_length=1, choices=RevocationGround, blank=True)
    reason = models.TextField("lý do", max_length=1000, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghi")
    entered_at = models.DateTimeField("ghi lúc")
    search_key = models.CharField("khóa tìm kiếm", max_length=500, editable=False)

    objects = HonorEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng sổ khen thưởng"
        ordering = ["-year", "-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-year", "-decided_on", "-id"], name="honor_entry_by_year"),
            models.Index(fields=["school", "holder_kind", "-year", "-decided_on", "-id"], name="honor_entry_by_holder_kind"),
            models.Index(fields=["school"], condition=~Q(kind=EntryKind.HONOR), name="honor_entry_ending"),
            models.Index(fields=["person", "-year"], name="honor_entry_by_person"),
            models.Index(fields=["group", "-year"], name="honor_entry_by_group"),
            models.Index(fields=["school", "code", "year"], name="honor_entry_by_code"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="honor_entry_kind_is_known"),
            models.CheckConstraint(condition=Q(merit__in=Merit.values), name="honor_entry_merit_is_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="honor_entry_source_is_known"),
            models.CheckConstraint(condition=holder_fits(PLACES), name="honor_entry_has_one_holder"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.HONOR, ends__isnull=True) | (~Q(kind=EntryKind.HONOR) & Q(ends__isnull=False)),
                name="honor_entry_ends_another_or_none",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.REVOKED, ground__in=RevocationGround.values)
                | (~Q(kind=EntryKind.REVOKED) & Q(ground="")),
                name="honor_entry_is_revoked_on_a_ground",
            ),
            models.CheckConstraint(condition=Q(kind=EntryKind.HONOR) | ~Q(reason=""), name="honor_entry_ends_with_a_reason"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | ~Q(ends=F("pk")), name="honor_entry_ends_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.honor_name}, {self.holder_name}, {self.year_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError
        self.search_key = search_key_of(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("ledger:entry", self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    @property
    def year_name(self) -> str:
        return f"{self.year}–{self.year + 1}"

    @property
    def holder(self) -> Holder:
        place = PLACES.get(HolderKind(self.holder_kind))
        return getattr(self, place) if place else self.school


def search_key_of(entry: HonorEntry) -> str:
    """For whoever writes many lines at once, past `save`."""
    return fold(f"{entry.holder_name} {entry.honor_name} {entry.code} {entry.decision_number} {entry.issuer}")[:500]

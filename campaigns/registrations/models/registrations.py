from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from campaigns.registrations.enums import HonorPart, Part
from campaigns.registrations.enums import RegistrationState as S
from thiduakt.files.models import KeptFile
from thiduakt.ledger.enums import HolderKind, Rating
from thiduakt.ledger.models.holders import HeldQuerySet, holder_fits
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, School, User
from thiduakt.school.querysets import within_reach
from thiduakt.vietnamese import fold, found_by

from .rounds import Round

HELD = {HolderKind.PERSON: "person", HolderKind.GROUP: "group"}


class RegistrationQuerySet(HeldQuerySet):
    def open_to(self, user: User, action: str, on: date) -> Self:
        return self.filter(_within_reach(user, action, on))

    def visible_to(self, user: User, on: date) -> Self:
        """Whoever may register at all sees the own one."""
        return self.filter(_within_reach(user, "registration.view", on) | _within_reach(user, "registration.own", on))

    def standing(self) -> Self:
        return self.exclude(state=S.WITHDRAWN)

    def listed(self) -> Self:
        """On the list as it stands: what its people sent and nobody gave back."""
        return self.filter(state__in=(S.SENT, S.AGREED, S.CONFIRMED))

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


def _within_reach(user: User, action: str, on: date) -> Q:
    return within_reach(user, action, on, own=Q(person=user.person_id), of_group=Q(team=user.group_id))


class Registration(models.Model):
    """Bản đăng ký thi đua of a person, a tổ or the school in one round.

    `team` is the tổ in whose list it stands, as it was when it was written: who moves to another one stays where they
    registered. `returned_fields` are the parts that whoever gave it back flagged; only these are open again.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="registrations", verbose_name="đợt đăng ký")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    holder_kind = models.CharField("loại đối tượng", max_length=10, choices=HolderKind, default=HolderKind.PERSON)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name="viên chức"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name="tập thể"
    )
    team = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thuộc danh sách của tổ"
    )
    state = models.CharField("trạng thái", max_length=10, choices=S, default=S.DRAFT)
    aimed_rating = models.CharField("xếp loại phấn đấu", max_length=5, choices=Rating, blank=True)
    initiative = models.CharField("sáng kiến dự kiến", max_length=500, blank=True)
    commitments = models.TextField("chỉ tiêu cam kết", max_length=5000, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập")
    entered_at = models.DateTimeField("nhập lúc")
    person_confirmed_at = models.DateTimeField("đương sự xác nhận lúc", null=True, editable=False)
    sent_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    is_late = models.BooleanField("gửi sau hạn", default=False, editable=False)
    returned_fields = models.JSONField("mục cần sửa", default=list, blank=True, editable=False)
    returned_reason = models.TextField("lý do trả lại", max_length=1000, blank=True, editable=False)
    returned_until = models.DateField("sửa xong trước hết ngày", null=True, blank=True, editable=False)
    returned_by = models.CharField("người trả lại", max_length=150, blank=True, editable=False)
    gap_reason = models.TextField("lý do chưa đạt như đăng ký", max_length=1000, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    sort_key = models.CharField("khóa sắp xếp", max_length=1000, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=800, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đăng ký"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["round", "sort_key", "id"], name="registration_by_name"),
            models.Index(fields=["round", "state"], name="registration_by_state"),
            models.Index(fields=["team", "round"], name="registration_by_team"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="registration_state_is_known"),
            models.CheckConstraint(
                condition=Q(aimed_rating="") | Q(aimed_rating__in=Rating.values), name="registration_rating_is_known"
            ),
            models.CheckConstraint(condition=holder_fits(HELD), name="registration_has_one_holder"),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(person__isnull=False) & ~Q(state=S.WITHDRAWN),
                name="registration_of_a_person_stands_once",
            ),
            models.UniqueConstraint(
                fields=["round", "group"],
                condition=Q(group__isnull=False) & ~Q(state=S.WITHDRAWN),
                name="registration_of_a_group_stands_once",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(holder_kind=HolderKind.SCHOOL) & ~Q(state=S.WITHDRAWN),
                name="registration_of_the_school_stands_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=S.REACHED) | Q(sent_at__isnull=False), name="registration_sent_has_its_moment"
            ),
            # Nobody is registered by somebody else's word alone.
            models.CheckConstraint(
                condition=~Q(state__in=S.REACHED, holder_kind=HolderKind.PERSON) | Q(person_confirmed_at__isnull=False),
                name="registration_of_a_person_is_their_own_word",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.RETURNED) | (~Q(returned_reason="") & Q(returned_until__isnull=False)),
                name="registration_returned_with_reason_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Đăng ký của {self.holder}, {self.round.year_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key, self.search_key = keys_of(self)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "sort_key", "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("registrations:registration", self.pk)

    @property
    def holder(self) -> Person | Group | School:
        return self.person or self.group or self.school

    @property
    def honor_names(self) -> str:
        return "; ".join(one.honor_name for one in self.honors.all())

    @property
    def titles(self) -> list["RegisteredHonor"]:
        return [one for one in self.honors.all() if one.part == HonorPart.TITLE]

    @property
    def forms(self) -> list["RegisteredHonor"]:
        return [one for one in self.honors.all() if one.part == HonorPart.FORM]

    @property
    def returned_labels(self) -> list[str]:
        return [str(Part(name).label) for name in self.returned_fields]


def keys_of(registration: Registration) -> tuple[str, str]:
    """(sort key, search key): collectives stand above the people, the school first. For whoever writes many at once, too."""
    holder = registration.holder
    order = {HolderKind.SCHOOL: "0", HolderKind.GROUP: "1"}.get(HolderKind(registration.holder_kind), "2")
    return f"{order}{getattr(holder, 'sort_key', '')}"[:1000], fold(f"{holder} {registration.initiative}")[:800]


class RegisteredHonor(models.Model):
    """Danh hiệu, hình thức đã đăng ký; the name is kept as it was called then."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="honors", verbose_name="bản đăng ký"
    )
    part = models.CharField("loại", max_length=10, choices=HonorPart)
    code = models.CharField("mã", max_length=30)
    honor_name = models.CharField("tên", max_length=200)
    position = models.PositiveSmallIntegerField("thứ tự")

    objects = models.Manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức đăng ký"
        ordering = ["registration", "position", "pk"]
        indexes = [models.Index(fields=["code"], name="registered_honor_by_code")]
        constraints = [
            models.CheckConstraint(condition=Q(part__in=HonorPart.values), name="registered_honor_part_is_known"),
            models.UniqueConstraint(fields=["registration", "code"], name="registered_honor_once"),
        ]

    def __str__(self) -> str:
        return self.honor_name


class SignedForm(KeptFile):
    """Ảnh, bản quét phiếu đăng ký đã ký: the person's word, given on paper."""

    FOLDER = "registrations"

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="signed_forms", verbose_name="bản đăng ký"
    )

    class Meta(KeptFile.Meta):
        verbose_name = "phiếu đăng ký đã ký"

    @property
    def owner(self) -> Registration:
        return self.registration

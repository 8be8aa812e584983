from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from campaigns.registrations.models import Registration
from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.writings.models import Writing
from thiduakt.ledger.enums import InitiativeKind, InitiativeLevel
from thiduakt.ledger.models import Initiative
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, School, User
from thiduakt.vietnamese import fold, found_by, one_line


class SolutionQuerySet(models.QuerySet["Solution"]):
    def open_to(self, user: User, action: str, on: date) -> Self:
        """Authors reach what they wrote with others; the head of a tổ what somebody of the tổ wrote."""
        granted = scopes(user, action, on)
        if granted & WHOLE_SCHOOL:
            return self.filter(school=user.school_id)
        written = Author.objects.filter(solution=OuterRef("pk"))
        reach = Q(pk__in=[])
        if Scope.OWN in granted:
            reach |= Q(person=user.person_id) | Q(Exists(written.filter(person=user.person_id)))
        if Scope.GROUP in granted and user.group_id:
            reach |= Q(group=user.group_id) | Q(Exists(written.filter(person__group=user.group_id)))
        return self.filter(reach, school=user.school_id)

    def visible_to(self, user: User, on: date) -> Self:
        """Whoever may write one at all sees the own ones."""
        return self.open_to(user, "solution.view", on) | self.open_to(user, "solution.own", on)

    def of_author(self, person: Person) -> Self:
        written = Author.objects.filter(solution=OuterRef("pk"), person=person)
        return self.filter(Q(person=person) | Q(Exists(written)))

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Solution(models.Model):
    """Giải pháp đề nghị công nhận sáng kiến: its name until somebody recognises it (Luật 06/2022/QH15, Điều 3 khoản 4).

    `person` leads it (tác giả chủ trì), `group` is the tổ of that person when it was begun. `year` is the first calendar
    year of the school year. `state` is written by `perform` alone; recognised, it is an Initiative of the ledger.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="solutions", verbose_name="trường")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="led_solutions", verbose_name="tác giả chủ trì"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="solutions", verbose_name="tổ"
    )
    year = models.PositiveSmallIntegerField("năm học", help_text="Năm bắt đầu: 2022 là năm học 2022–2023.")
    kind = models.CharField("loại", max_length=20, choices=InitiativeKind, default=InitiativeKind.INITIATIVE)
    name = models.CharField("tên giải pháp", max_length=500)
    level = models.CharField("cấp đề nghị công nhận", max_length=20, choices=InitiativeLevel, default=InitiativeLevel.SCHOOL)
    field = models.CharField("lĩnh vực áp dụng", max_length=200, blank=True)
    first_applied_on = models.DateField("áp dụng lần đầu ngày", null=True, blank=True)
    writing = models.OneToOneField(
        Writing, on_delete=models.PROTECT, related_name="solution", verbose_name="mô tả sáng kiến"
    )
    from_registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, blank=True, related_name="solutions", verbose_name="bản đăng ký"
    )
    ledger_initiative = models.OneToOneField(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="solution",
        verbose_name="sáng kiến trong sổ",
    )  # fmt: skip
    state = models.CharField("trạng thái", max_length=12, choices=S, default=S.IDEA)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    begun_at = models.DateTimeField("lập lúc")
    submitted_at = models.DateTimeField("nộp lúc", null=True, editable=False)
    returned_parts = models.JSONField("phần cần bổ sung", default=list, blank=True, editable=False)
    returned_reason = models.TextField("lý do trả lại", max_length=1000, blank=True, editable=False)
    returned_until = models.DateField("bổ sung trước hết ngày", null=True, blank=True, editable=False)
    returned_by = models.CharField("người trả lại", max_length=150, blank=True, editable=False)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=800, editable=False)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "giải pháp"
        ordering = ["-year", "-pk"]
        indexes = [
            models.Index(fields=["school", "-year", "-id"], name="solution_by_year"),
            models.Index(fields=["school", "state", "-year", "-id"], name="solution_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="solution_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=InitiativeKind.values), name="solution_kind_is_known"),
            models.CheckConstraint(condition=Q(level__in=InitiativeLevel.values), name="solution_level_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="solution_has_a_name"),
            models.CheckConstraint(
                condition=~Q(state__in=S.REACHED) | Q(submitted_at__isnull=False), name="solution_submitted_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=S.RETURNED) | (~Q(returned_reason="") & Q(returned_until__isnull=False)),
                name="solution_returned_with_reason_and_day",
            ),
            models.CheckConstraint(
                condition=Q(ledger_initiative__isnull=True) | Q(state=S.RECOGNISED),
                name="solution_in_the_ledger_is_recognised",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.field = one_line(self.name), one_line(self.field)
        self.search_key = search_key_of(self)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "name", "field", "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("initiatives:solution", self.pk)

    @property
    def year_name(self) -> str:
        return f"{self.year}–{self.year + 1}"

    @property
    def returned_labels(self) -> list[str]:
        return [str(Part(name).label) for name in self.returned_parts]


def search_key_of(solution: Solution) -> str:
    """For whoever writes many rows at once, past `save`."""
    return fold(f"{solution.name} {solution.field} {solution.person}")[:800]


class Author(models.Model):
    """Tác giả, đồng tác giả: somebody of the school, or an outsider by name and unit, with the share in per cent.

    A person of the school says yes or no to the authorship and the share; an outsider signs the printed request.
    """

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="authors", verbose_name="giải pháp")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="solution_authorships",
        verbose_name="người của trường",
    )  # fmt: skip
    outside_name = models.CharField("họ và tên người ngoài trường", max_length=100, blank=True)
    outside_unit = models.CharField("đơn vị", max_length=200, blank=True)
    share = models.PositiveSmallIntegerField("tỷ lệ đóng góp (%)")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True, editable=False)
    declined_at = models.DateTimeField("từ chối lúc", null=True, blank=True, editable=False)
    declined_reason = models.CharField("lý do từ chối", max_length=500, blank=True, editable=False)

    objects = models.Manager()

    class Meta:
        verbose_name = "tác giả"
        ordering = ["solution", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["solution", "person"],
                condition=Q(person__isnull=False),
                name="solution_author_once",
                violation_error_message="Mỗi tác giả chỉ ghi một lần.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, outside_name="", outside_unit="")
                | Q(person__isnull=True) & ~Q(outside_name="") & ~Q(outside_unit=""),
                name="solution_author_is_one",
                violation_error_message="Tác giả ngoài trường cần cả họ tên và đơn vị.",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100),
                name="solution_author_share_is_a_percentage",
                violation_error_message="Tỷ lệ đóng góp từ 1 đến 100.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(declined_at__isnull=True),
                name="solution_author_says_yes_or_no",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.told} ({self.share}%)"

    @property
    def told(self) -> str:
        return str(self.person) if self.person else f"{self.outside_name} ({self.outside_unit})"

    @property
    def has_confirmed(self) -> bool:
        """Of an outsider the signature on paper tells."""
        return self.person_id is None or self.confirmed_at is not None

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from campaigns.campaigns.models import Campaign
from campaigns.contests.models import Contest
from campaigns.registrations.models import Registration
from nominations.dossiers.council import read_for_a_session
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind, Part
from nominations.writings.models import Writing
from thiduakt.ledger.models import Initiative, Verification
from thiduakt.ledger.models.holders import HeldQuerySet, holder_fits
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import ClassMember, Group, Person, Pupil, School, SchoolClass, User
from thiduakt.vietnamese import fold, found_by, one_line

from .reviews import Review

PLACES = {
    NomineeKind.PERSON: "person",
    NomineeKind.GROUP: "group",
    NomineeKind.PUPIL: "pupil",
    NomineeKind.CLASS: "school_class",
    NomineeKind.OUTSIDER: "outsider",
}


class Outsider(models.Model):
    """Người, đơn vị ngoài trường được đề nghị khen: a parent, a benefactor, a unit that helped."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    name = models.CharField("họ và tên, tên đơn vị", max_length=150)
    unit = models.CharField("địa chỉ, đơn vị công tác", max_length=200)

    objects = models.Manager()

    class Meta:
        verbose_name = "người, đơn vị ngoài trường"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.unit = one_line(self.name), one_line(self.unit)
        super().save(*args, **kwargs)


Nominee = Person | Group | School | Pupil | SchoolClass | Outsider
DISPUTED = "có kiến nghị, khiếu nại khi công khai danh sách, đang được xem xét."


class DossierQuerySet(HeldQuerySet):
    def of(self, holder: Nominee) -> Self:
        return self.filter(outsider=holder) if isinstance(holder, Outsider) else super().of(holder)

    def visible_to(self, user: User, on: date) -> Self:
        """Everybody sees the own, what they wrote for somebody else, those of the classes they teach, and as a member of
        the council what it is called to vote on.
        """
        granted = scopes(user, "dossier.view", on)
        if granted & WHOLE_SCHOOL:
            return self.filter(school=user.school_id)
        if not granted:
            return self.none()
        taught = ClassMember.objects.filter(school_class__teachers=user.person_id)
        reach = Q(person=user.person_id) | Q(written_by=user.pk)
        reach |= Q(school_class__in=SchoolClass.objects.filter(teachers=user.person_id).order_by())
        reach |= Q(Exists(taught.filter(pupil=OuterRef("pupil"), year=OuterRef("review__year"))))
        if Scope.GROUP in granted and user.group_id:
            reach |= Q(team=user.group_id)
        return self.filter(reach | read_for_a_session(user, on), school=user.school_id)

    def in_hands_of(self, user: User) -> Self:
        """What this person may still write: the own, and what they began themselves; drafts for all are of each."""
        begun = Q(written_by=user.pk, registration__isnull=True)
        return self.filter(Q(person=user.person_id) | begun, state__in=S.WRITTEN)

    def standing(self) -> Self:
        """Those that may still lead to an honor, or did."""
        return self.exclude(state__in=(S.WITHDRAWN, S.GROUP_REFUSED, S.NOT_AWARDED))

    def unpaused(self) -> Self:
        return self.filter(paused_on__isnull=True, disputed_on__isnull=True)

    def moving(self) -> Self:
        """Those that may go on: not paused, and no case open against the person."""
        case = Verification.objects.filter(person=OuterRef("person"), closed_on__isnull=True)
        return self.unpaused().filter(~Exists(case))

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Dossier(models.Model):
    """Hồ sơ đề nghị khen thưởng: one honor for one holder in one round. `state`: by `workflow.perform` alone.

    `team` is the tổ that reviews it, as it was when it was begun. `returned_to` is the step to which it goes back once what
    was flagged is mended. `paused_on`: stopped by hand, with its reason; `disputed_on`: a complaint about it is open; a case
    open against the person stands in the ledger alone (see `pausing`). `waived`: the keys of the conditions that two people
    let pass; the room that asks them keeps the reason.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="dossiers", verbose_name="đợt xét")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    holder_kind = models.CharField("loại đối tượng", max_length=10, choices=NomineeKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="cá nhân"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="tổ"
    )
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="học sinh"
    )
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="lớp"
    )
    outsider = models.ForeignKey(
        Outsider, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="người ngoài trường"
    )
    team = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tổ bình xét"
    )
    code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    honor_name = models.CharField("danh hiệu, hình thức đề nghị", max_length=200)
    summary = models.TextField("tóm tắt thành tích", max_length=1000, blank=True)
    merit_on = models.DateField("ngày lập thành tích", null=True, blank=True, help_text="Với thành tích đột xuất.")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="từ bản đăng ký"
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="phong trào có thành tích",
    )
    contest = models.ForeignKey(
        Contest, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thành tích ở hội thi"
    )
    twin_reason = models.CharField(
        "lý do đề nghị thêm cho cùng một thành tích",
        max_length=500,
        blank=True,
        help_text="Chỉ khi thành tích này đã có hồ sơ, quyết định khác (Luật 06/2022/QH15, Điều 5).",
    )
    initiatives = models.ManyToManyField(
        Initiative, blank=True, related_name="+", verbose_name="sáng kiến, đề tài dùng để xét"
    )
    report = models.OneToOneField(
        Writing, on_delete=models.PROTECT, null=True, blank=True, related_name="dossier", verbose_name="báo cáo thành tích"
    )
    state = models.CharField("trạng thái", max_length=15, choices=S, default=S.DRAFT)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    written_at = models.DateTimeField("lập lúc")
    handed_in_at = models.DateTimeField("nộp lúc", null=True, editable=False)
    is_late = models.BooleanField("nộp sau hạn", default=False, editable=False)
    opened_at = models.DateTimeField("bắt đầu thẩm định lúc", null=True, editable=False)
    returned_to = models.CharField("trả về bước", max_length=15, blank=True, editable=False)
    returned_fields = models.JSONField("mục cần bổ sung", default=list, blank=True, editable=False)
    returned_reason = models.TextField("lý do trả lại", max_length=1000, blank=True, editable=False)
    returned_until = models.DateField("bổ sung trước hết ngày", null=True, blank=True, editable=False)
    returned_by = models.CharField("người trả lại", max_length=150, blank=True, editable=False)
    paused_on = models.DateField("tạm dừng xét từ ngày", null=True, blank=True, editable=False)
    pause_reason = models.CharField("lý do tạm dừng xét", max_length=500, blank=True, editable=False)
    disputed_on = models.DateField("có khiếu nại từ ngày", null=True, blank=True, editable=False)
    waived = models.JSONField("điều kiện được bỏ qua", default=list, blank=True, editable=False)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    sort_key = models.CharField("khóa sắp xếp", max_length=1000, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=800, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["review", "sort_key", "id"], name="dossier_by_name"),
            models.Index(fields=["school", "sort_key", "id"], name="dossier_of_school_by_name"),
            models.Index(fields=["school", "state"], name="dossier_by_state"),
            models.Index(fields=["school", "handed_in_at", "id"], name="dossier_by_wait"),
            models.Index(fields=["team", "state"], name="dossier_by_team"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="dossier_state_is_known"),
            models.CheckConstraint(condition=holder_fits(PLACES), name="dossier_has_one_holder"),
            *(
                models.UniqueConstraint(
                    fields=["review", place, "code"],
                    condition=Q(**{f"{place}__isnull": False}) & ~Q(state__in=(S.WITHDRAWN, S.GROUP_REFUSED)),
                    name=f"dossier_of_a_{place}_stands_once",
                )
                for place in PLACES.values()
            ),
            models.UniqueConstraint(
                fields=["review", "code"],
                condition=Q(holder_kind=NomineeKind.SCHOOL) & ~Q(state__in=(S.WITHDRAWN, S.GROUP_REFUSED)),
                name="dossier_of_the_school_stands_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=S.SENT) | Q(handed_in_at__isnull=False), name="dossier_sent_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=S.RETURNED)
                | (~Q(returned_reason="") & ~Q(returned_to="") & Q(returned_until__isnull=False)),
                name="dossier_returned_with_reason_and_day",
            ),
            models.CheckConstraint(
                condition=Q(paused_on__isnull=True) | ~Q(pause_reason=""), name="dossier_paused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honor_name}: {self.holder}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key, self.search_key = keys_of(self)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "sort_key", "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("dossiers:dossier", self.pk)

    @property
    def holder(self) -> Nominee:
        place = PLACES.get(NomineeKind(self.holder_kind))
        return getattr(self, place) if place else self.school

    @property
    def unit(self) -> str:
        """Chức vụ, đơn vị of the holder, as lists print it; empty for a collective."""
        if self.person:
            return ", ".join(filter(None, (self.person.post, str(self.person.group or ""))))
        return self.outsider.unit if self.outsider else ""

    @property
    def is_paused(self) -> bool:
        """By hand or by a complaint. Of an open case only those may read who may know of it."""
        return self.paused_on is not None or self.disputed_on is not None

    @property
    def pauses(self) -> list[str]:
        """Why it is paused, as everybody may read it."""
        by_hand = [self.pause_reason] if self.paused_on else []
        return [*by_hand, DISPUTED] if self.disputed_on else by_hand

    @property
    def returned_labels(self) -> list[str]:
        return [str(Part(name).label) for name in self.returned_fields]


ORDER = {NomineeKind.SCHOOL: "0", NomineeKind.GROUP: "1", NomineeKind.CLASS: "2"}


def keys_of(dossier: Dossier) -> tuple[str, str]:
    """(sort key, search key): collectives stand above the people, the school first. For whoever writes many at once, too."""
    holder = dossier.holder
    order = {NomineeKind.SCHOOL: "0", NomineeKind.GROUP: "1", NomineeKind.CLASS: "2"}.get(
        NomineeKind(dossier.holder_kind), "3"
    )
    key = getattr(holder, "sort_key", "") or fold(str(holder))
    return f"{order}{key}"[:1000], fold(f"{holder} {dossier.honor_name} {dossier.code}")[:800]


class Assessment(models.Model):
    """Kết quả xét điều kiện, as it was when the dossier was handed in: the verdict with the facts it was made from.

    Never computed anew; each handing in adds one. `answers`: [{"key", "asked", "source", "met", "have", "missing", "test",
    "sure"}];
    `facts`: what eligibility knew, as JSON. Both are for those alone who may know of private matters; everybody else is
    given `open_verdict` and `open_answers`, which were made without a look at them.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="assessments", verbose_name="hồ sơ")
    made_at = models.DateTimeField("xét lúc")
    code = models.CharField("mã danh hiệu, hình thức", max_length=30)
    regime = models.CharField("thời kỳ pháp lý", max_length=30)
    verdict = models.CharField("kết luận", max_length=20)
    answers = models.JSONField("từng điều kiện", default=list)
    open_verdict = models.CharField("kết luận, không xét việc riêng", max_length=20)
    open_answers = models.JSONField("từng điều kiện, không xét việc riêng", default=list)
    facts = models.JSONField("dữ kiện", default=dict)

    objects = models.Manager()

    class Meta:
        verbose_name = "kết quả xét điều kiện"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.dossier}, {self.made_at:%d/%m/%Y}"

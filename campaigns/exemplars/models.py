from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from campaigns.campaigns.models import Campaign
from thiduakt.files.models import KeptFile
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models.holders import PLACES, Holder, holder_fits
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, Pupil, School, SchoolClass, User
from thiduakt.vietnamese import fold, found_by, one_line

from .enums import ExemplarKind, ExemplarState, Whose

# A tổ, a class, the school agree to nothing: they are no persons.
CONSENTS = {HolderKind.PERSON: (Whose.PERSON,), HolderKind.PUPIL: (Whose.CHILD, Whose.GUARDIAN)}


class ExemplarQuerySet(models.QuerySet["Exemplar"]):
    def visible_to(self, user: User, on: date) -> Self:
        """The published are everybody's; of the others one's own, those of the own tổ and classes, or the whole school's."""
        granted = scopes(user, "exemplar.view", on)
        found = self.filter(school=user.school_id)
        if granted & WHOLE_SCHOOL:
            return found
        if not granted:
            return self.none()
        own = Q(person=user.person_id) | Q(found_by=user.person_id) | Q(fostered_by=user.person_id)
        own |= Q(school_class__in=SchoolClass.objects.filter(teachers=user.person_id).order_by().values("pk"))
        if Scope.GROUP in granted and user.group_id:
            own |= Q(group=user.group_id) | Q(person__group=user.group_id)
        return found.filter(own | shown(on))

    def published(self, on: date) -> Self:
        return self.filter(shown(on))

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


def shown(on: date) -> Q:
    """Published, on one of its days."""
    until = Q(published_until__isnull=True) | Q(published_until__gte=on)
    return Q(state=ExemplarState.PUBLISHED, published_from__lte=on) & until


class Exemplar(models.Model):
    """Điển hình tiên tiến: whose it is, how it was found, fostered, recognised, and what is told of it in public.

    `state` is written by `workflow.perform` alone.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="exemplars", verbose_name="trường")
    holder_kind = models.CharField("loại đối tượng", max_length=10, choices=HolderKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="viên chức"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tổ")
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="học sinh"
    )
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lớp"
    )
    state = models.CharField("trạng thái", max_length=10, choices=ExemplarState, default=ExemplarState.FOUND)
    title = models.CharField("tên điển hình", max_length=300)
    kind = models.CharField("loại điển hình", max_length=10, choices=ExemplarKind)
    found_on = models.DateField("phát hiện ngày")
    found_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người phát hiện")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="exemplars", verbose_name="phong trào"
    )
    story = models.TextField("việc làm, thành tích", max_length=5000)
    criteria = models.TextField("tiêu chí cần đạt", max_length=3000, blank=True)
    fostered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người bồi dưỡng"
    )
    due_on = models.DateField("bồi dưỡng xong trước ngày", null=True, blank=True)
    results = models.TextField("kết quả", max_length=5000, blank=True)
    article = models.TextField("bài viết công bố", max_length=10000, blank=True)
    published_from = models.DateField("công bố từ ngày", null=True, blank=True)
    published_until = models.DateField("đến hết ngày", null=True, blank=True)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=700, editable=False)

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        verbose_name = "điển hình tiên tiến"
        ordering = ["-found_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-found_on", "-id"], name="exemplar_by_day"),
            models.Index(fields=["school", "state"], name="exemplar_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ExemplarKind.values), name="exemplar_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=ExemplarState.values), name="exemplar_state_is_known"),
            models.CheckConstraint(condition=holder_fits(PLACES), name="exemplar_has_one_holder"),
            models.CheckConstraint(
                condition=Q(published_until__isnull=True) | Q(published_from__isnull=True)
                | Q(published_until__gte=F("published_from")),
                name="exemplar_is_shown_for_some_days",
                violation_error_message="Ngày thôi công bố không được trước ngày công bố.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExemplarState.PUBLISHED) | Q(published_from__isnull=False) & ~Q(article=""),
                name="exemplar_published_has_article_and_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = one_line(self.title)
        self.search_key = fold(f"{self.title} {self.holder}")[:700]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "title", "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("exemplars:detail", self.pk)

    @property
    def holder(self) -> Holder:
        place = PLACES.get(HolderKind(self.holder_kind))
        return getattr(self, place) if place else self.school

    @property
    def consents_needed(self) -> tuple[Whose, ...]:
        return CONSENTS.get(HolderKind(self.holder_kind), ())

    def consents_missing(self) -> list[Whose]:
        given = {consent.whose for consent in self.consents.all() if consent.withdrawn_at is None}
        return [whose for whose in self.consents_needed if whose not in given]


class Part(models.Model):
    exemplar: "models.ForeignKey[Exemplar]"

    class Meta:
        abstract = True

    @property
    def school_id(self) -> int:
        return self.exemplar.school_id


class Consent(Part):
    """Đồng ý công bố. Withdrawn, it stays as a row: that it stood once is part of what happened."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="consents", verbose_name="điển hình")
    whose = models.CharField("của ai", max_length=10, choices=Whose)
    given_on = models.DateField("đồng ý ngày")
    how = models.CharField("đồng ý bằng", max_length=300)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    recorded_at = models.DateTimeField("ghi lúc")
    withdrawn_at = models.DateTimeField("rút lại lúc", null=True, editable=False)

    class Meta:
        verbose_name = "đồng ý công bố"
        ordering = ["exemplar_id", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(whose__in=Whose.values), name="consent_is_somebodys"),
            models.UniqueConstraint(
                fields=["exemplar", "whose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_stands_once",
                violation_error_message="Đã có đồng ý này rồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đồng ý của {self.get_whose_display()}"


class ConsentFile(KeptFile):
    """Bằng chứng đồng ý: the signed paper, scanned or photographed. It goes when the consent is withdrawn."""

    FOLDER = "consents"

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="files", verbose_name="đồng ý công bố")

    class Meta(KeptFile.Meta):
        verbose_name = "bằng chứng đồng ý"
        constraints = [models.UniqueConstraint(fields=["consent", "sha256"], name="consent_file_once")]

    @property
    def owner(self) -> Consent:
        return self.consent


class FosteringNote(Part):
    """Nhật ký bồi dưỡng."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="notes", verbose_name="điển hình")
    day = models.DateField("ngày")
    text = models.TextField("việc đã làm", max_length=2000)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "dòng nhật ký bồi dưỡng"
        ordering = ["exemplar_id", "-day", "-pk"]

    def __str__(self) -> str:
        return self.text


class Replication(Part):
    """Nơi nhân rộng."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="replications", verbose_name="điển hình")
    place = models.CharField("nơi nhân rộng", max_length=200)
    day = models.DateField("ngày")
    by = models.CharField("người làm", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "nơi nhân rộng"
        ordering = ["exemplar_id", "-day", "-pk"]

    def __str__(self) -> str:
        return self.place

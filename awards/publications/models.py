from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision
from campaigns.exemplars.enums import Whose
from campaigns.exemplars.models import CONSENTS
from thiduakt.documents.models import Document
from thiduakt.files.models import KeptFile
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.years import year_name
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, Pupil, School, User
from thiduakt.vietnamese import fold, found_by, one_line

from .enums import PublicationState, Subject, Unnamed

OF_A_PUPIL = CONSENTS[HolderKind.PUPIL]
ALL_YEARS = 0


def shown(on: date) -> Q:
    """Published, on one of its days, and its decision is in force still."""
    stands = Q(decision__isnull=True) | Q(decision__state=DecisionState.IN_FORCE)
    return stands & Q(state=PublicationState.PUBLISHED, shown_from__lte=on, shown_until__gte=on)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User, on: date) -> Self:
        """For those who publish; what is public everybody reads on the public page."""
        if not scopes(user, "publication.manage", on) & WHOLE_SCHOOL:
            return self.none()
        return self.filter(school=user.school_id)

    def shown(self, on: date) -> Self:
        return self.filter(shown(on))

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Publication(models.Model):
    """Công bố kết quả khen thưởng: a decision in force, or the hall of honor; where, from when until when, which columns.

    It holds no name: who is shown is asked of the decision, the ledger and the consents whenever somebody looks, so that
    what is taken back vanishes at once. `year`, of a roll: the first calendar year of its school year, or ALL_YEARS.
    `state`: by `workflow.perform` alone.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="publications", verbose_name="trường")
    subject = models.CharField("nội dung công bố", max_length=10, choices=Subject)
    decision = models.ForeignKey(
        AwardDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="publications",
        verbose_name="quyết định khen thưởng",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField("năm học của bảng vàng", null=True, blank=True)
    title = models.CharField("tiêu đề", max_length=300)
    state = models.CharField("trạng thái", max_length=10, choices=PublicationState, default=PublicationState.DRAFT)
    on_page = models.BooleanField("công bố ở trang công khai của trường", default=True)
    places = models.CharField("nơi công bố khác", max_length=300, blank=True)
    shown_from = models.DateField("công bố từ ngày")
    shown_until = models.DateField("đến hết ngày")
    tells_unit = models.BooleanField("nêu chức vụ, đơn vị", default=True)
    tells_citation = models.BooleanField("nêu thành tích", default=False)
    unnamed = models.CharField("học sinh chưa đủ đồng ý", max_length=10, choices=Unnamed, default=Unnamed.BY_CLASS)
    paper = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="thông báo"
    )
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người công bố"
    )
    published_at = models.DateTimeField("công bố lúc", null=True, editable=False)
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, editable=False)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    search_key = models.CharField("khóa tìm kiếm", max_length=700, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "công bố khen thưởng"
        ordering = ["-shown_from", "-pk"]
        indexes = [
            models.Index(fields=["school", "-shown_from", "-id"], name="publication_by_day"),
            models.Index(fields=["school", "state"], name="publication_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="publication_subject_is_known"),
            models.CheckConstraint(condition=Q(state__in=PublicationState.values), name="publication_state_is_known"),
            models.CheckConstraint(condition=Q(unnamed__in=Unnamed.values), name="publication_unnamed_is_known"),
            models.CheckConstraint(
                condition=Q(subject=Subject.DECISION, decision__isnull=False, year__isnull=True)
                | Q(subject=Subject.ROLL, decision__isnull=True, year__isnull=False),
                name="publication_is_of_a_decision_or_a_roll",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__gte=F("shown_from")),
                name="publication_is_shown_for_some_days",
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=Q(on_page=True) | ~Q(places=""),
                name="publication_is_somewhere",
                violation_error_message="Thầy/cô chọn trang công khai, hoặc ghi nơi công bố khác.",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.PUBLISHED) | Q(published_by__isnull=False, published_at__isnull=False),
                name="publication_was_published_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                name="publication_of_a_decision_once",
                violation_error_message="Quyết định này đã có bản công bố. Thầy/cô mở bản ấy để sửa, công bố lại.",
            ),
            models.UniqueConstraint(
                fields=["school", "year"],
                name="publication_of_a_roll_once",
                violation_error_message="Bảng vàng này đã có bản công bố. Thầy/cô mở bản ấy để sửa, công bố lại.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.places = one_line(self.title), one_line(self.places)
        self.search_key = fold(f"{self.title} {self.decision or ''} {self.places}")[:700]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("publications:publication", self.pk)

    @property
    def is_roll(self) -> bool:
        return self.subject == Subject.ROLL

    @property
    def told_of(self) -> str:
        """What is published, in words."""
        if not self.is_roll:
            return str(self.decision)
        return f"Bảng vàng năm học {year_name(self.year)}" if self.year else "Bảng vàng các năm học"

    def is_shown(self, on: date) -> bool:
        stands = self.decision is None or self.decision.is_in_force
        return stands and self.state == PublicationState.PUBLISHED and self.shown_from <= on <= self.shown_until


class ConsentSheet(models.Model):
    """Phiếu đồng ý đã ký: the scans that were handed in with some consents, of one child or of a whole class."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="consent_sheets", verbose_name="trường")

    objects = models.Manager()

    class Meta:
        verbose_name = "phiếu đồng ý nêu tên"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Phiếu đồng ý số {self.pk}"


class ConsentFileQuerySet(models.QuerySet["ConsentFile"]):
    def visible_to(self, user: User, on: date) -> Self:
        """For those who publish, and nobody else: a child's name, the parents' hand."""
        if not scopes(user, "publication.manage", on) & WHOLE_SCHOOL:
            return self.none()
        return self.filter(sheet__school=user.school_id)


class ConsentFile(KeptFile):
    """Bản chụp phiếu đồng ý."""

    FOLDER = "namings"

    sheet = models.ForeignKey(ConsentSheet, on_delete=models.CASCADE, related_name="files", verbose_name="phiếu đồng ý")

    objects = ConsentFileQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        verbose_name = "bản chụp phiếu đồng ý"
        constraints = [models.UniqueConstraint(fields=["sheet", "sha256"], name="naming_file_once")]

    @property
    def owner(self) -> ConsentSheet:
        return self.sheet


class PupilConsentQuerySet(models.QuerySet["PupilConsent"]):
    def visible_to(self, user: User, on: date) -> Self:
        if not scopes(user, "publication.manage", on) & WHOLE_SCHOOL:
            return self.none()
        return self.filter(pupil__school=user.school_id)

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words, "pupil__search_key"))


class PupilConsent(models.Model):
    """Đồng ý nêu tên học sinh khi công bố khen thưởng: the child's and the guardian's; both are asked.

    It stands for every publication until it is withdrawn, and then stays as a row: that it stood once is part of what
    happened.
    """

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="naming_consents", verbose_name="học sinh")
    whose = models.CharField("của ai", max_length=10, choices=[(one.value, one.label) for one in OF_A_PUPIL])
    given_on = models.DateField("đồng ý ngày")
    how = models.CharField("đồng ý bằng, lưu ở", max_length=300)
    sheet = models.ForeignKey(
        ConsentSheet, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="consents",
        verbose_name="phiếu đồng ý",
    )  # fmt: skip
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    recorded_at = models.DateTimeField("ghi lúc")
    withdrawn_at = models.DateTimeField("rút lại lúc", null=True, editable=False)

    objects = PupilConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "đồng ý nêu tên học sinh"
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="pupil_consent_by_moment")]
        constraints = [
            models.CheckConstraint(condition=Q(whose__in=[*OF_A_PUPIL]), name="pupil_consent_is_somebodys"),
            models.UniqueConstraint(
                fields=["pupil", "whose"],
                condition=Q(withdrawn_at__isnull=True),
                name="pupil_consent_stands_once",
                violation_error_message="Đã có đồng ý này rồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đồng ý của {Whose(self.whose).label}: {self.pupil}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.how = one_line(self.how)
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.pupil.school_id

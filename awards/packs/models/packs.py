from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from awards.decisions.models import AwardDecision
from awards.packs.enums import AnswerKind, PackState, Part
from nominations.dossiers.models import Dossier, Review
from thiduakt.documents.models import Document
from thiduakt.files.models import KeptFile
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.routes import row_address
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold, found_by, nfc, one_line


def usual_order() -> list[str]:
    return list(Part.values)


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, user: User, on: date) -> Self:
        """Whoever keeps or reads them in the school; the superior, what was sent to it and is not being written anew."""
        granted = scopes(user, "pack.view", on)
        seen = Q(school=user.school_id) if granted & WHOLE_SCHOOL else Q(pk__in=[])
        if Scope.SUPERIOR in granted:
            seen |= Q(superior=user.school_id, sent_on__lte=on) & ~Q(state__in=PackState.AT_HOME)
        return self.filter(seen)

    def matching(self, words: str) -> Self:
        return self.filter(found_by(words))


class Pack(models.Model):
    """Bộ hồ sơ trình: what goes up to one deciding authority after the council. `state`: by `workflow.perform` alone.

    `authority` is that of the catalogue, `addressee` as it is written to. `document` is its tờ trình. `order`: the parts
    that are asked for; the next pack for this authority begins with the same. `superior` reads it on the site, once it is
    sent. `sent_build` is what was sent, whatever is built afterwards. `decision`: what came back.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", verbose_name="trường")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="packs", verbose_name="đợt xét")
    authority = models.CharField("thẩm quyền quyết định", max_length=300)
    addressee = models.CharField("kính gửi", max_length=300)
    document = models.OneToOneField(
        Document, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="tờ trình"
    )  # a draft that is thrown away leaves room for another
    order: "models.JSONField[list[str], list[str]]" = models.JSONField("thứ tự các phần", default=usual_order)
    superior = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="cấp trên xem trên hệ thống",
    )  # fmt: skip
    state = models.CharField("trạng thái", max_length=10, choices=PackState, default=PackState.DRAFT)
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    sent_on = models.DateField("ngày nộp", null=True, editable=False)
    sent_build = models.ForeignKey(
        "packs.Build", on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="bộ tệp đã nộp"
    )
    decision = models.ForeignKey(
        AwardDecision, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="packs",
        verbose_name="quyết định của cấp trên",
    )  # fmt: skip
    search_key = models.CharField("khóa tìm kiếm", max_length=1000, editable=False)

    objects = PackQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ hồ sơ trình"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["school", "-id"], name="pack_of_school"),
            models.Index(fields=["school", "state"], name="pack_by_state"),
            models.Index(fields=["superior", "-id"], name="pack_of_superior"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PackState.values), name="pack_state_is_known"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_build__isnull=True, superior__isnull=True)
                | Q(sent_on__isnull=False, sent_build__isnull=False),
                name="pack_is_sent_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(PackState.DRAFT, PackState.APPROVED)) | Q(sent_on__isnull=False),
                name="pack_before_the_superior_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(state=PackState.DECIDED, decision__isnull=False)
                | Q(decision__isnull=True) & ~Q(state=PackState.DECIDED),
                name="pack_decided_has_its_decision",
            ),
            models.UniqueConstraint(
                fields=["review", "authority"],
                condition=Q(state=PackState.DRAFT),
                name="pack_one_draft_per_authority",
                violation_error_message="Đã có bộ hồ sơ gửi cơ quan này đang soạn. Thầy/cô soạn tiếp bộ ấy.",
            ),
        ]

    def __str__(self) -> str:
        return f"Bộ hồ sơ trình {self.addressee}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.authority, self.addressee = one_line(self.authority), one_line(self.addressee)
        self.search_key = fold(f"{self.addressee} {self.authority} {self.review.with_year} {self.school}")[:1000]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return row_address("packs:pack", self.pk)

    @property
    def is_draft(self) -> bool:
        return self.state == PackState.DRAFT

    @property
    def parts(self) -> list[Part]:
        return [Part(key) for key in self.order if key in Part.values]


class PackDossier(models.Model):
    """Hồ sơ trong bộ: each goes up in one pack alone."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="lines", verbose_name="bộ hồ sơ")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="pack_line", verbose_name="hồ sơ")
    position = models.PositiveIntegerField("thứ tự")

    objects = models.Manager()

    class Meta:
        verbose_name = "hồ sơ trong bộ trình"
        ordering = ["pack", "position", "pk"]

    def __str__(self) -> str:
        return str(self.dossier)

    @property
    def school_id(self) -> int:
        return self.pack.school_id


class PackFile(KeptFile):
    """Giấy tờ khác của bộ hồ sơ: what the superior asks for besides, as it came."""

    FOLDER = "packs"

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="files", verbose_name="bộ hồ sơ")

    objects = models.Manager()

    class Meta(KeptFile.Meta):
        verbose_name = "giấy tờ khác của bộ hồ sơ"
        constraints = [models.UniqueConstraint(fields=["pack", "sha256"], name="pack_file_once")]

    @property
    def owner(self) -> Pack:
        return self.pack


class Answer(models.Model):
    """Cấp trên trả lời: a receipt, something to be added until a day, or the whole pack given back."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="answers", verbose_name="bộ hồ sơ")
    kind = models.CharField("nội dung", max_length=10, choices=AnswerKind)
    told_on = models.DateField("ngày")
    number = models.CharField("số biên nhận, số văn bản", max_length=60, blank=True)
    who = models.CharField("người nhận, người yêu cầu", max_length=200, blank=True)
    note = models.TextField("nội dung, lý do", max_length=2000, blank=True)
    due_on = models.DateField("hạn bổ sung, hết ngày", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    recorded_at = models.DateTimeField("ghi lúc")

    objects = models.Manager()

    class Meta:
        verbose_name = "trả lời của cấp trên"
        ordering = ["pack", "told_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AnswerKind.values), name="pack_answer_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.SUPPLEMENT, due_on__isnull=False)
                | Q(due_on__isnull=True) & ~Q(kind=AnswerKind.SUPPLEMENT),
                name="pack_answer_supplement_has_its_day",
                violation_error_message="Thầy/cô ghi hạn bổ sung.",
            ),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.RECEIPT) | ~Q(note=""),
                name="pack_answer_says_what_is_asked",
                violation_error_message="Thầy/cô ghi cấp trên yêu cầu gì, vì sao.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.told_on:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.number, self.who, self.note = one_line(self.number), one_line(self.who), nfc(self.note).strip()
        super().save(*args, **kwargs)

    @property
    def school_id(self) -> int:
        return self.pack.school_id


class AnswerFile(KeptFile):
    """Bản chụp biên nhận, văn bản trả lời của cấp trên."""

    FOLDER = "answers"

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files", verbose_name="trả lời")

    objects = models.Manager()

    class Meta(KeptFile.Meta):
        verbose_name = "bản chụp trả lời của cấp trên"
        constraints = [models.UniqueConstraint(fields=["answer", "sha256"], name="pack_answer_file_once")]

    @property
    def owner(self) -> Pack:
        return self.answer.pack

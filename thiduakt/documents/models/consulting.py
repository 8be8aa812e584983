from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thiduakt.documents.enums import CommentState
from thiduakt.documents.rules import COMMENT_RULES, VIEW_RULES
from thiduakt.permissions import Scope, scopes
from thiduakt.school.models import Person, User

from .document import Document


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """To those who may read the draft at any time, and to those who were asked, even when it has ended."""
        seen = Q(pk__in=[])
        for kind, rule in COMMENT_RULES.items():
            if scopes(user, VIEW_RULES[kind][1], on) - {Scope.CONSULTED}:
                seen |= Q(document__kind=kind)
            elif scopes(user, rule, on):
                asked = ConsultedReader.objects.filter(person=user.person_id)
                seen |= Q(document__kind=kind, pk__in=asked.values("consultation"))
        return self.filter(seen, document__school=user.school_id)

    def open_to_reader(self, user: User, on: date) -> Self:
        """Those that ask this person now."""
        return self.visible_to(user, on).filter(ended_at__isnull=True, readers__person=user.person_id)


class Consultation(models.Model):
    """Đợt lấy ý kiến về một dự thảo: who is asked, about what, until when. A draft has at most one that is open."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="consultations", verbose_name="văn bản")
    question = models.TextField("nội dung xin ý kiến", max_length=1000, blank=True)
    opened_on = models.DateField("ngày gửi")
    closes_on = models.DateField("hạn góp ý")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi")
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt lấy ý kiến"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(ended_at__isnull=True), name="consultation_one_open_per_document"
            ),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opened_on")), name="consultation_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"Lấy ý kiến đến {self.closes_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("documents:consultation", args=[self.pk])

    @property
    def school_id(self) -> int:
        return self.document.school_id

    def takes_comments(self, day: date) -> bool:
        """Until the end of the last day; who was asked may read on until it is ended."""
        return self.ended_at is None and day <= self.closes_on


class ConsultedReader(models.Model):
    """Người được lấy ý kiến, đã đọc hay chưa."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="readers", verbose_name="đợt lấy ý kiến"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người được hỏi")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField("nhắc lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "người được lấy ý kiến"
        constraints = [models.UniqueConstraint(fields=["consultation", "person"], name="consulted_reader_once")]

    def __str__(self) -> str:
        return str(self.person)


class Comment(models.Model):
    """Ý kiến góp ý về một đoạn hay cả dự thảo; each is answered taken or not taken, with a reason."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="comments", verbose_name="đợt lấy ý kiến"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="người góp ý")
    field = models.CharField("ô", max_length=20, blank=True)  # a field of the draft; empty: the paper as a whole
    passage = models.TextField("đoạn", max_length=2000, blank=True)  # the words it is about, as they stood then
    text = models.TextField("ý kiến", max_length=2000)
    written_at = models.DateTimeField("góp ý lúc")
    state = models.CharField("trạng thái", max_length=20, choices=CommentState, default=CommentState.WAITING)
    answer = models.TextField("trả lời", max_length=1000, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="người trả lời"
    )
    seen_at = models.DateTimeField("người góp ý xem trả lời lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "ý kiến góp ý"
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CommentState.values), name="comment_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=CommentState.WAITING, answer="", answered_by__isnull=True)
                | ~Q(state=CommentState.WAITING) & ~Q(answer="") & Q(answered_by__isnull=False),
                name="comment_is_answered_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Ý kiến của {self.author}"

    @property
    def school_id(self) -> int:
        return self.consultation.school_id

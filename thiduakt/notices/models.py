from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from thiduakt.permissions import may
from thiduakt.routes import row_address
from thiduakt.school.models import Group, Person, School, User
from thiduakt.school.querysets import OfSchoolQuerySet

from .enums import MailingState, NoticeKind


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: User, on: date) -> Self:
        """One's own, and nobody else's."""
        return self.filter(person=user.person_id) if may(user, "notice.own", on=on) else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class MailingQuerySet(OfSchoolQuerySet["Mailing"]):
    view_rule = "notice.send"


class Mailing(models.Model):
    """Thông báo chung: lies in the outbox until its writer has seen who will get it; then sent once or thrown away."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="mailings", verbose_name="trường")
    state = models.CharField("trạng thái", max_length=10, choices=MailingState, default=MailingState.DRAFT)
    subject = models.CharField("tiêu đề", max_length=200)
    text = models.TextField("nội dung", max_length=5000)
    groups = models.ManyToManyField(
        Group, blank=True, related_name="+", verbose_name="gửi các tổ", help_text="Không chọn tổ nào là gửi toàn trường."
    )
    version = models.PositiveIntegerField("lần lưu", default=1, editable=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    written_at = models.DateTimeField("soạn lúc")
    sent_at = models.DateTimeField("gửi lúc", null=True, editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo chung"
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["school", "-written_at", "-id"], name="mailing_by_time"),
            models.Index(fields=["school", "state"], name="mailing_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailingState.values), name="mailing_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=MailingState.SENT, sent_at__isnull=False)
                | (~Q(state=MailingState.SENT) & Q(sent_at__isnull=True)),
                name="mailing_is_sent_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return row_address("notices:mailing", self.pk)


class Notice(models.Model):
    """Thông báo cho một người: told in the app at once, by e-mail at once or in the digest of the day."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="notices", verbose_name="trường")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices", verbose_name="người nhận")
    kind = models.CharField("việc", max_length=30, choices=NoticeKind)
    subject = models.CharField("tiêu đề", max_length=300)
    text = models.TextField("nội dung", max_length=5000, blank=True)
    url = models.CharField("địa chỉ", max_length=300, blank=True)
    mailing = models.ForeignKey(
        Mailing, on_delete=models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="thông báo chung"
    )
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người báo")
    told_at = models.DateTimeField("báo lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, editable=False)
    taken_at = models.DateTimeField("bắt đầu gửi thư lúc", null=True, editable=False)
    mailed_at = models.DateTimeField("gửi thư lúc", null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        ordering = ["-told_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-told_at", "-id"], name="notice_by_time"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["school", "told_at"], condition=Q(mailed_at__isnull=True), name="notice_not_mailed"),
        ]
        constraints = [models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_is_known")]

    def __str__(self) -> str:
        return self.subject

    @property
    def open_url(self) -> str:
        return row_address("notices:open", self.pk)


class Preference(models.Model):
    """Cách nhận thông báo: where a person's mail goes, and of which kinds the digest keeps silent."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, related_name="notice_preference", verbose_name="người nhận"
    )
    email = models.EmailField("địa chỉ thư điện tử", blank=True)
    wants_digest = models.BooleanField("nhận thư tổng hợp hằng ngày", default=True)
    muted = models.JSONField("không nhận thư về", default=list, blank=True)
    digest_on = models.DateField("thư tổng hợp gần nhất", null=True, editable=False)
    calendar_hash = models.CharField("mã băm địa chỉ lịch", max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = "cách nhận thông báo"
        ordering = ["person_id"]

    def __str__(self) -> str:
        return f"{self.person}"

    @property
    def school_id(self) -> int:
        return self.person.school_id

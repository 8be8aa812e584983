"""The log refers to nobody by foreign key: it outlives the rows it speaks of, and every room above may write to it."""

from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(RuntimeError):
    """An audit row was to be changed or deleted."""


class AuditEventQuerySet(models.QuerySet):
    def about(self, obj: models.Model) -> "AuditEventQuerySet":
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError


class AuditEvent(models.Model):
    """Nhật ký: one business act, chained to the one before it by hash.

    Written by `audit.services.record` alone. Triggers refuse UPDATE, DELETE and TRUNCATE to whoever comes past Python.
    """

    school_id = models.BigIntegerField("trường")
    seq = models.BigIntegerField("số thứ tự")
    at = models.DateTimeField("thời điểm")
    actor_id = models.BigIntegerField("mã người thực hiện", null=True)  # null: the system itself, from the command line
    actor_name = models.CharField("người thực hiện", max_length=150)
    verb = models.CharField("việc", max_length=60)
    object_type = models.CharField("loại đối tượng", max_length=60)
    object_id = models.BigIntegerField("mã đối tượng")
    object_label = models.CharField("đối tượng", max_length=300)
    changes = models.JSONField("thay đổi", default=dict)
    reason = models.TextField("lý do", blank=True)
    prev = models.CharField("mã băm trước", max_length=64)
    hash = models.CharField("mã băm", max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện nhật ký"
        ordering = ["school_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["school_id", "seq"], name="audit_event_seq_once_per_school"),
        ]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_event_by_object")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError


class AuditHead(models.Model):
    """Đầu chuỗi nhật ký của một trường: the row that is locked, last of all, to append an event."""

    school_id = models.BigIntegerField("trường", unique=True)
    seq = models.BigIntegerField("số thứ tự", default=0)
    hash = models.CharField("mã băm", max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"

    def __str__(self) -> str:
        return f"{self.seq} · {self.hash[:16]}"

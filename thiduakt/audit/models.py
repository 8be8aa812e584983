"""The log refers to nobody by foreign key: it outlives the rows it speaks of, and every room above may write to it."""

from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(RuntimeError):
    """A row was to be changed or deleted that may only be added."""


class AppendOnlyRows:
    """Of a QuerySet whose rows are only ever added. Triggers say the same to whoever comes past Python."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError


class AuditEventQuerySet(AppendOnlyRows, models.QuerySet):
    def about(self, obj: models.Model) -> "AuditEventQuerySet":
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)


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


class SecurityKind(models.TextChoices):
    """What the doors and the watch tell of."""

    SIGN_IN = "sign_in", "đăng nhập"
    SIGN_IN_REFUSED = "sign_in_refused", "đăng nhập sai"
    SIGN_IN_LOCKED = "sign_in_locked", "tạm khóa đăng nhập"
    SIGN_IN_UNLOCKED = "sign_in_unlocked", "mở khóa đăng nhập"
    CODE_REFUSED = "code_refused", "mã xác thực sai"
    SIGN_OUT = "sign_out", "đăng xuất"
    SESSION_ENDED = "session_ended", "kết thúc phiên đăng nhập"
    CONFIRMED = "confirmed", "nhập lại mật khẩu"
    CONFIRM_REFUSED = "confirm_refused", "nhập lại mật khẩu sai"
    PASSWORD_CHANGED = "password_changed", "đổi mật khẩu"
    PASSWORD_RESET = "password_reset", "được đặt lại mật khẩu"
    SECOND_FACTOR_ON = "second_factor_on", "bật xác thực hai bước"
    SECOND_FACTOR_OFF = "second_factor_off", "tắt xác thực hai bước"
    SECOND_FACTOR_RESET = "second_factor_reset", "được bỏ xác thực hai bước"
    RECOVERY_CODES_NEW = "recovery_codes_new", "tạo mã dự phòng"
    RECOVERY_CODE_USED = "recovery_code_used", "dùng mã dự phòng"
    DENIED = "denied", "bị từ chối quyền"
    EXPORTED = "exported", "tải danh sách về máy"


class SecurityEvent(models.Model):
    """Sự kiện an ninh: who came in, who was refused, what left the house. Kept for twelve months, then deleted."""

    school_id = models.BigIntegerField("trường", null=True)  # null: the name that was typed is nobody's
    at = models.DateTimeField("thời điểm", db_index=True)
    kind = models.CharField("việc", max_length=30, choices=SecurityKind)
    user_id = models.BigIntegerField("mã tài khoản", null=True)
    user_name = models.CharField("tài khoản của", max_length=150, blank=True)
    address = models.CharField("địa chỉ máy", max_length=45, blank=True)
    request_id = models.CharField("mã yêu cầu", max_length=64, blank=True)
    detail = models.CharField("chi tiết", max_length=200, blank=True)

    class Meta:
        verbose_name = "sự kiện an ninh"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=SecurityKind.values), name="security_event_kind_is_known"),
        ]
        indexes = [
            models.Index(fields=["school_id", "-at"], name="security_event_by_school"),
            models.Index(fields=["user_id", "-at"], name="security_event_by_user"),
            models.Index(fields=["school_id", "kind"], name="security_event_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user_name}"


class Chore(models.TextChoices):
    BACKUP = "BACKUP", "sao lưu"
    AUDIT_VERIFY = "AUDIT_VERIFY", "kiểm tra chuỗi nhật ký"
    KEY = "KEY", "khóa bí mật"


class Upkeep(models.Model):
    """Việc bảo trì: when this server last did a chore, and did it well. The health page asks."""

    chore = models.CharField("việc", max_length=20, choices=Chore, unique=True)
    done_at = models.DateTimeField("làm lúc")
    detail = models.CharField("chi tiết", max_length=200, blank=True)

    class Meta:
        verbose_name = "việc bảo trì"
        constraints = [
            models.CheckConstraint(condition=models.Q(chore__in=Chore.values), name="upkeep_chore_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_chore_display()} lúc {self.done_at}"

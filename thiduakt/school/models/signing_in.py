"""Đăng nhập: what is kept of how people come in. Written by the services of this room alone."""

from django.db import models

from .organisation import User


class SecondFactor(models.Model):
    """Xác thực hai bước: the secret an authenticator app shares with us (RFC 6238), and codes for a lost phone."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor", verbose_name="tài khoản")
    secret = models.TextField("khóa chung, đã mã hóa")  # thiduakt.sealing: a stolen database gives no codes
    last_step = models.BigIntegerField("bước thời gian đã dùng", default=0)  # no code of this step or before passes again
    recovery_hashes = models.JSONField("mã dự phòng còn lại, đã băm", default=list)
    set_up_at = models.DateTimeField("cài đặt lúc")

    class Meta:
        verbose_name = "xác thực hai bước"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Xác thực hai bước của {self.user}"

    @property
    def codes_left(self) -> int:
        return len(self.recovery_hashes)


class SignIn(models.Model):
    """Phiên đăng nhập: one browser in which somebody is signed in. Without its row the session is nobody's."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins", verbose_name="tài khoản")
    began_at = models.DateTimeField("đăng nhập lúc")
    seen_at = models.DateTimeField("hoạt động gần nhất")  # written at most once a minute
    address = models.CharField("địa chỉ mạng", max_length=45)
    device = models.CharField("thiết bị", max_length=100)

    class Meta:
        verbose_name = "phiên đăng nhập"
        ordering = ["-seen_at", "pk"]

    def __str__(self) -> str:
        return f"{self.device}, {self.address}"


class Attempts(models.Model):
    """Lượt thử: when something was tried under one key, so that it is tried only so often. See services/throttling.py."""

    key = models.CharField("khóa", max_length=200, unique=True)
    times = models.JSONField("thời điểm", default=list)  # seconds since 1970, oldest first
    expires_at = models.DateTimeField("hết hạn", db_index=True)

    class Meta:
        verbose_name = "lượt thử"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key

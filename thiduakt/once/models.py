from django.db import models


class Submission(models.Model):
    """Lần gửi: a form that was pressed, known by the key its page carried. Kept for a day, then of no use.

    Like the audit log it refers to nobody by foreign key, for it stands below school.
    """

    user_id = models.BigIntegerField("mã người gửi")
    key = models.CharField("khóa dùng một lần", max_length=64)
    route = models.CharField("địa chỉ gửi đến", max_length=100)  # the name of the route
    content = models.CharField("mã băm nội dung gửi", max_length=64)
    led_to = models.TextField("trang kết quả", blank=True)  # empty: it is still being received
    at = models.DateTimeField("lúc gửi")

    class Meta:
        verbose_name = "lần gửi"
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key", "route"], name="submission_once_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.route} · {self.at:%H:%M %d/%m/%Y}"

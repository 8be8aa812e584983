from django.db import models


class ReportKind(models.TextChoices):
    MIDTERM = "MIDTERM", "sơ kết"
    FINAL = "FINAL", "tổng kết"

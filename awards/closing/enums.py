from django.db import models


class ClosingState(models.TextChoices):
    OPEN = "OPEN", "đang mở"
    CLOSED = "CLOSED", "đã khép"

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from thiduakt.audit.models import SecurityEvent

KEPT = timedelta(days=366)


class Command(BaseCommand):
    help = "Xóa các dòng của nhật ký an ninh đã quá mười hai tháng."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, _ = SecurityEvent.objects.filter(at__lt=timezone.now() - KEPT).delete()
        self.stdout.write(f"Đã xóa {deleted} dòng.")

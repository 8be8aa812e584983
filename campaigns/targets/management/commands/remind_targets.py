from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns.targets.services.reminding import remind_owners


class Command(BaseCommand):
    help = "Báo cho người, tổ thực hiện các chỉ tiêu sắp đến hạn hoặc bắt đầu chậm; chạy mỗi sáng một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        count = remind_owners(at=timezone.now())
        self.stdout.write(f"Đã nhắc {count} chỉ tiêu.")

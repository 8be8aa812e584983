from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from awards.certificates.services.printing import clear_files


class Command(BaseCommand):
    help = "Dọn tệp giấy khen đã vẽ quá sáu mươi ngày. Lần in vẫn còn trong sổ; cần thì vẽ lại, hoặc lập lần in mới."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã dọn {clear_files(at=timezone.now())} tệp.")

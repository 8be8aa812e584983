from typing import Any

from django.core.management.base import BaseCommand

from thiduakt.audit.chain import anchors


class Command(BaseCommand):
    help = "In neo của chuỗi nhật ký mỗi trường, để lưu ở nơi khác và đối chiếu bằng audit_verify --anchor."

    def handle(self, *args: Any, **options: Any) -> None:
        for anchor in anchors():
            self.stdout.write(str(anchor))

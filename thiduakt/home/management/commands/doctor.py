from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thiduakt.audit.chain import breaks
from thiduakt.documents.invariants import problems
from thiduakt.school.models import School


class Command(BaseCommand):
    help = "Kiểm tra số văn bản, bản chốt, sổ và chuỗi nhật ký; in từng chỗ sai."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [*problems(School.objects.all()), *(str(place) for place in breaks())]
        for sentence in found:
            self.stdout.write(f"✘ {sentence}")
        if found:
            raise CommandError(f"Có {len(found)} chỗ sai.")
        self.stdout.write("✔ Số văn bản, bản chốt, sổ và nhật ký đều đúng.")

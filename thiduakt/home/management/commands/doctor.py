from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thiduakt.audit.chain import breaks
from thiduakt.documents.invariants import file_problems, problems
from thiduakt.school.models import School


class Command(BaseCommand):
    help = "Kiểm tra số văn bản, bản chốt, tệp đã in, bản ký, sổ và chuỗi nhật ký; in từng chỗ sai."

    def handle(self, *args: Any, **options: Any) -> None:
        schools = School.objects.all()
        found = [*problems(schools), *file_problems(schools), *(str(place) for place in breaks())]
        for sentence in found:
            self.stdout.write(f"✘ {sentence}")
        if found:
            raise CommandError(f"Có {len(found)} chỗ sai.")
        self.stdout.write("✔ Số văn bản, bản chốt, tệp, sổ và nhật ký đều đúng.")

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from thiduakt.audit.chain import breaks
from thiduakt.documents.invariants import file_problems, problems
from thiduakt.home.upkeep.readiness import checks
from thiduakt.school.models import School


class Command(BaseCommand):
    help = "Kiểm tra số văn bản, bản chốt, tệp đã in, bản ký, sổ, chuỗi nhật ký và tình trạng máy chủ; in từng chỗ sai."

    def handle(self, *args: Any, **options: Any) -> None:
        schools = School.objects.all()
        found = [*problems(schools), *file_problems(schools), *(str(place) for place in breaks())]
        state = checks(timezone.now())
        for sentence in found:
            self.stdout.write(f"✘ {sentence}")
        if not found:
            self.stdout.write("✔ Số văn bản, bản chốt, tệp, sổ và nhật ký đều đúng.")
        for check in state:
            self.stdout.write(str(check))
        if wrong := len(found) + sum(not check.is_well for check in state):
            raise CommandError(f"Có {wrong} chỗ chưa đạt.")

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from thiduakt.audit.chain import breaks
from thiduakt.documents.invariants import file_problems, problems
from thiduakt.home.upkeep.files import lost_files
from thiduakt.home.upkeep.readiness import checks
from thiduakt.intake.invariants import file_problems as sheet_problems
from thiduakt.school.models import School


class Command(BaseCommand):
    help = "Kiểm tra số văn bản, bản chốt, tệp được giữ, sổ, chuỗi nhật ký và tình trạng máy chủ; in từng chỗ sai."

    def handle(self, *args: Any, **options: Any) -> None:
        schools = School.objects.all()
        of_files = [*file_problems(schools), *sheet_problems(schools), *lost_files()]
        found = [*problems(schools), *of_files, *(str(place) for place in breaks())]
        state = checks(timezone.now())
        for sentence in found:
            self.stdout.write(f"✘ {sentence}")
        if not found:
            self.stdout.write("✔ Số văn bản, bản chốt, tệp, sổ và nhật ký đều đúng.")
        for check in state:
            self.stdout.write(str(check))
        if wrong := len(found) + sum(not check.is_well for check in state):
            raise CommandError(f"Có {wrong} chỗ chưa đạt.")

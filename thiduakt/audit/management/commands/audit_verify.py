from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thiduakt.audit.chain import Anchor, breaks
from thiduakt.audit.models import Chore
from thiduakt.audit.upkeep import done


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký; với --anchor, so cả với các neo đã lưu bên ngoài cơ sở dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", type=Path, help="tệp do lệnh audit_anchor in ra, mỗi dòng một neo")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(breaks(_read(options["anchor"]) if options["anchor"] else []))
        for place in found:
            self.stdout.write(str(place))
        if found:
            raise CommandError(f"Chuỗi nhật ký có {len(found)} chỗ không khớp.")
        done(Chore.AUDIT_VERIFY, at=timezone.now())
        self.stdout.write("Chuỗi nhật ký nguyên vẹn.")


def _read(path: Path) -> list[Anchor]:
    try:
        return [Anchor.parse(line) for line in path.read_text().splitlines() if line.strip()]
    except OSError as error:
        raise CommandError(f"Không đọc được tệp neo {path}.") from error
    except ValueError as error:
        raise CommandError(f"Dòng “{error}” trong {path} không phải là neo: cần mã trường, số thứ tự và mã băm.") from error

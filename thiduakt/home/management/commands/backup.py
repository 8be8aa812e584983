from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thiduakt.home.upkeep.backup import Manifest, clear_old, make_backup, names
from thiduakt.home.upkeep.databases import CopyError
from thiduakt.home.upkeep.sealed import SealError


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và mọi tệp vào BACKUP_ROOT, mã hóa bằng mật khẩu sao lưu, rồi kiểm tra ngay bản vừa sao."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="chỉ liệt kê các bản sao lưu đang có")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["list"]:
                for name in names():
                    self.stdout.write(self._line(Manifest.read(name)))
                return
            manifest, gone = make_backup(timezone.now()), clear_old()
        except (SealError, CopyError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self._line(manifest))
        if gone:
            self.stdout.write(f"Đã xóa {len(gone)} bản sao lưu cũ: {', '.join(gone)}.")
        if manifest.faults:
            raise CommandError(f"Bản sao lưu đã ghi, nhưng dữ liệu có {len(manifest.faults)} chỗ sai. Hãy chạy doctor.")

    def _line(self, manifest: Manifest) -> str:
        state = "✘" if manifest.faults else "✔"
        return (
            f"{state} {manifest.name} · {manifest.engine} · {len(manifest.files)} tệp · {len(manifest.heads)} chuỗi nhật ký"
        )

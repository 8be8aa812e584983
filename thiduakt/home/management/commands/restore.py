from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thiduakt.home.upkeep.backup import names
from thiduakt.home.upkeep.databases import CopyError
from thiduakt.home.upkeep.restore import restore
from thiduakt.home.upkeep.sealed import SealError

SURE = "KHÔI PHỤC"


class Command(BaseCommand):
    help = "Thay dữ liệu hiện tại bằng một bản sao lưu. Hỏi hai lần; dữ liệu hiện tại được giữ lại bên cạnh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="tên bản sao lưu, như lệnh backup --list in ra")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if name not in names():
            raise CommandError(f"Không có bản sao lưu {name}. Xem tên bằng lệnh backup --list.")
        self.stdout.write("Mọi việc làm sau bản sao lưu này sẽ không còn trong hệ thống; mọi người phải đăng nhập lại.")
        self._ask("Gõ lại tên bản sao lưu: ", name)
        self._ask(f"Chắc chắn thì gõ {SURE}: ", SURE)
        try:
            restore(name, at=timezone.now())
        except (SealError, CopyError) as error:
            raise CommandError(f"{error} Dữ liệu hiện tại còn nguyên như trước.") from error
        self.stdout.write("Đã khôi phục. Khởi động lại dịch vụ, rồi chạy doctor và backup.")

    def _ask(self, question: str, expected: str) -> None:
        if input(question).strip() != expected:
            raise CommandError("Chưa khôi phục gì: câu trả lời không khớp.")

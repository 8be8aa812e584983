from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thiduakt.home import demo, demo_history, demo_year
from thiduakt.home.demo_year import ballots


class Command(BaseCommand):
    help = "Nạp trường dùng thử (Trường Mầm non Giang Biên) và in các tài khoản để đăng nhập."

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--if-empty", action="store_true", help="giữ dữ liệu đang có")
        choice.add_argument("--reset", action="store_true", help="xóa dữ liệu dùng thử đang có rồi nạp lại")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Không nạp dữ liệu dùng thử khi THIDUAKT_MODE=production.")
        if demo.holds_a_real_school():
            raise CommandError("Cơ sở dữ liệu này có tài khoản thật; dữ liệu dùng thử không được nạp đè lên.")
        if options["reset"]:
            demo.clear()
        elif not demo.is_empty() and not options["if_empty"]:
            raise CommandError("Đã có dữ liệu. Thêm --reset để nạp lại từ đầu, --if-empty để giữ nguyên.")
        if demo.is_empty():
            now = timezone.now()
            demo.load(now)
            demo.load_consultation(now)
            demo_history.load(now)
            demo_year.load(now)
            ballots.load(now)  # a transaction for each ballot
        self._print_accounts()

    def _print_accounts(self) -> None:
        rows = demo.accounts()
        self.stdout.write(f"Tài khoản dùng thử, mật khẩu chung: {demo.PASSWORD}")
        for username, name, roles in rows:
            self.stdout.write(f"  {username:<15}{name:<24}{roles}")

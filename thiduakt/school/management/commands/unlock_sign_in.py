from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thiduakt.school.models import User
from thiduakt.school.services.signing_in import unlock_sign_in


class Command(BaseCommand):
    help = (
        "Mở khóa đăng nhập cho một tài khoản bị nhập sai quá nhiều lần, khi không ai vào được trang web để mở. Mật khẩu và "
        "xác thực hai bước giữ nguyên. Việc này được ghi vào nhật ký."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", required=True, help="mã trường: mngb")
        parser.add_argument("--user", required=True, help="tên đăng nhập")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"], person__school__code=options["school"]).first()
        if user is None:
            raise CommandError(f"Trường “{options['school']}” không có tài khoản “{options['user']}”.")
        unlock_sign_in(user, actor=None, at=timezone.now())
        self.stdout.write(f"Đã mở khóa đăng nhập cho {user}.")

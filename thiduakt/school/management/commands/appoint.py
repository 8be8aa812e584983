from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thiduakt.permissions import Role
from thiduakt.school.models import User
from thiduakt.school.queries import INDISPENSABLE
from thiduakt.school.services.founding import appoint


class Command(BaseCommand):
    help = (
        "Giao vai trò hiệu trưởng hoặc quản trị kỹ thuật cho một người đã có tài khoản và mở lại tài khoản đó: chỉ dùng khi "
        "trường không còn ai đề xuất hoặc duyệt được vai trò. Việc này được ghi vào nhật ký."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", required=True, help="mã trường: mngb")
        parser.add_argument("--role", required=True, choices=sorted(role.value for role in INDISPENSABLE))
        parser.add_argument("--user", required=True, help="tên đăng nhập")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"], person__school__code=options["school"]).first()
        if user is None:
            raise CommandError(f"Trường “{options['school']}” không có tài khoản “{options['user']}”.")
        try:
            given = appoint(user, Role(options["role"]), at=timezone.now())
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        self.stdout.write(f"Đã giao vai trò. {given}.")

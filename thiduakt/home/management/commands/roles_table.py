from typing import Any

from django.core.management.base import BaseCommand

from thiduakt.home.roles_table import markdown


class Command(BaseCommand):
    help = "In bảng vai trò và quyền, như trong docs/roles.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(markdown(), ending="")

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from nominations.ballots.models import Poll
from nominations.ballots.services.conducting import shred_due


class Command(BaseCommand):
    help = "Hủy phiếu kín đã hết ngày giữ, và xóa hẳn dấu vết phiếu đã hủy trong tệp của cơ sở dữ liệu."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã hủy phiếu của {shred_due(at=timezone.now())} cuộc bỏ phiếu.")
        if connection.vendor == "postgresql":  # SQLite overwrites what is deleted (`secure_delete`)
            with connection.cursor() as cursor:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(Poll._meta.db_table)}")

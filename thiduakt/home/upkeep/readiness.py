"""What must hold before this server should take requests, each with a word on what was found."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from nominations.ballots.models import Poll
from nominations.ballots.sealing import has_key, key_mark
from thiduakt.audit.models import Chore, Upkeep
from thiduakt.audit.upkeep import fingerprint
from thiduakt.school.models import School

FRESH = timedelta(hours=26)  # a nightly chore, and two hours for a slow night
LEAST_FREE = 0.1  # of the disk


class Check(NamedTuple):
    name: str
    is_well: bool
    detail: str

    def __str__(self) -> str:
        return f"{'✔' if self.is_well else '✘'} {self.name}: {self.detail}"


def checks(at: datetime) -> list[Check]:
    """All of them; where the database does not answer, that one and what needs no database."""
    try:
        return [*_of_the_database(at), _disk()]
    except DatabaseError as error:
        return [Check("Cơ sở dữ liệu", is_well=False, detail=f"không trả lời ({type(error).__name__})."), _disk()]


def _of_the_database(at: datetime) -> Iterator[Check]:
    schools = School.objects.count()
    yield Check("Cơ sở dữ liệu", is_well=True, detail=f"{schools} trường, cơ quan.")
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Check("Cấu trúc dữ liệu", not left, f"còn {len(left)} bước chưa chạy (migrate)." if left else "đã cập nhật.")
    chores = {row.chore: row for row in Upkeep.objects.all()}
    yield _key(chores.get(Chore.KEY))
    yield _ballot_key()
    yield _chore("Sao lưu", chores.get(Chore.BACKUP), at)
    yield _chore("Kiểm tra chuỗi nhật ký", chores.get(Chore.AUDIT_VERIFY), at)


def _key(known: Upkeep | None) -> Check:
    keys = {fingerprint(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}
    if known is None or known.detail in keys:
        return Check("Khóa bí mật", is_well=True, detail="đúng khóa của dữ liệu này.")
    told = "không phải khóa đã dùng với dữ liệu này: mã xác thực hai bước sẽ không đọc được."
    return Check("Khóa bí mật", is_well=False, detail=told)


def _ballot_key() -> Check:
    """Without the key that a box was opened with, its ballots can be counted by nobody."""
    sealed = set(Poll.objects.filter(sk_wrapped__isnull=False).values_list("key_mark", flat=True))
    if not sealed:
        told = (
            "chưa có hòm phiếu nào đang giữ phiếu." if has_key() else "chưa cài đặt, chưa bỏ phiếu kín trên hệ thống được."
        )
        return Check("Khóa hòm phiếu", is_well=True, detail=told)
    if has_key() and sealed == {key_mark()}:
        return Check("Khóa hòm phiếu", is_well=True, detail="đúng khóa của các hòm phiếu đang giữ.")
    told = "không phải khóa của hòm phiếu đang giữ: không kiểm phiếu được."
    return Check("Khóa hòm phiếu", is_well=False, detail=told)


def _chore(name: str, last: Upkeep | None, at: datetime) -> Check:
    if last is None:
        return Check(name, is_well=False, detail="chưa làm lần nào.")
    when = f"lần cuối lúc {timezone.localtime(last.done_at):%H:%M ngày %d/%m/%Y}."
    return Check(name, at - last.done_at < FRESH, when)


def _disk() -> Check:
    place = Path(settings.MEDIA_ROOT)
    while not place.is_dir():
        place = place.parent
    usage = shutil.disk_usage(place)
    free = usage.free / usage.total
    return Check("Ổ đĩa", free >= LEAST_FREE, f"còn trống {free:.0%}.")

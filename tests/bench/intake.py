"""A history of 10,000 lines comes from Excel: read, written, brought a second time; beside openpyxl's own reading.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.bench.intake [--small]
Prints one JSON object.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from openpyxl import load_workbook  # noqa: E402

from tests.factories.intake import HONOR_HEADS, xlsx  # noqa: E402
from tests.factories.school import PersonFactory, SchoolFactory, UserFactory  # noqa: E402
from thiduakt.intake.enums import IntakeKind  # noqa: E402
from thiduakt.intake.models import Batch  # noqa: E402
from thiduakt.intake.services.batches import upload  # noqa: E402
from thiduakt.intake.services.checking import check  # noqa: E402
from thiduakt.intake.services.writing import counts_of, step  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import User  # noqa: E402

LINES, FEW = 10_000, 300
TITLES = ("LĐTT", "Chiến sĩ thi đua cơ sở", "Giấy khen của Chủ tịch UBND quận")
HEADS = (*HONOR_HEADS, "Loại hình", "Mã viên chức", "Tổ", "Thành tích")
ROUNDS = 5


def main() -> None:
    call_command("migrate", verbosity=0)
    count = FEW if "--small" in sys.argv else LINES
    with tempfile.TemporaryDirectory() as media:
        settings.MEDIA_ROOT = media
        json.dump({"history": figures(count)}, sys.stdout)


def figures(count: int) -> dict[str, float]:
    own, reading, writing, again = [], [], [], []
    for _ in range(ROUNDS):  # each in a school of its own, in turns; what else the machine does only adds to a time
        secretary = a_secretary()
        content = xlsx(HEADS, *history(count, secretary))
        own.append(spent(lambda content=content: openpyxl_alone(content)))
        reading.append(spent(lambda content=content, who=secretary: read(content, who)))
        batch = Batch.objects.latest("pk")
        assert counts_of(batch)["VALID"] == count
        writing.append(spent(lambda batch=batch, who=secretary: write(batch, who)))
        again.append(spent(lambda content=content, who=secretary: read(content, who)))
        assert counts_of(Batch.objects.latest("pk"))["KNOWN"] == count
    alone = min(own)
    return {
        "lines": count,
        "openpyxl s": round(alone, 2),
        "reading / openpyxl": round(min(reading) / alone, 2),
        "writing / openpyxl": round(min(writing) / alone, 2),
        "second run / openpyxl": round(min(again) / alone, 2),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def spent(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def a_secretary() -> User:
    school = SchoolFactory()
    for place in range(60):
        PersonFactory(school=school, full_name=f"Nguyễn Thị {chr(65 + place // 26)}{chr(97 + place % 26)}nh")
    return UserFactory(school=school, full_name="Trần Thị Ngọc Bích", roles=[Role.SECRETARY])


def history(count: int, secretary: User) -> list[tuple[str, ...]]:
    names = list(secretary.school.people.exclude(pk=secretary.person_id).values_list("full_name", flat=True))
    return [
        (
            names[place % len(names)], TITLES[place % 3], f"{year}-{year + 1}", f"{place}/QĐ-UBND", f"05/06/{year + 1}",
            "UBND quận Long Biên", "Công trạng", "", "", f"Thành tích thứ {place}",
        )
        for place in range(count)
        for year in [2013 + place % 10]
    ]  # fmt: skip


def openpyxl_alone(content: bytes) -> None:
    for _ in load_workbook(BytesIO(content), read_only=True, data_only=True).active.iter_rows(values_only=True):
        pass


def read(content: bytes, secretary: User) -> None:
    now = timezone.now()
    check(upload(IntakeKind.HONORS, "so-cu.xlsx", content, actor=secretary, at=now), at=now)


def write(batch: Batch, secretary: User) -> None:
    step(batch, "write", version=batch.version, actor=secretary, at=timezone.now())


if __name__ == "__main__":
    main()

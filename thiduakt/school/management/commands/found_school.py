from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thiduakt.school.enums import Gender, Level
from thiduakt.school.models import Letterhead
from thiduakt.school.services.founding import Founder, found_school

GENDERS = {"nữ": Gender.FEMALE, "nam": Gender.MALE}


class Command(BaseCommand):
    help = "Lập một trường: thể thức văn bản, hiệu trưởng và người quản trị kỹ thuật; in mật khẩu tạm của hai người."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", required=True, help="mã trường, không dấu: mngb")
        parser.add_argument("--name", required=True, help="Trường Mầm non Giang Biên")
        parser.add_argument("--level", required=True, choices=[level.value for level in Level])
        parser.add_argument("--parent", required=True, action="append", help="tên cơ quan chủ quản; lặp lại cho mỗi dòng in")
        parser.add_argument(
            "--issuer", required=True, action="append", help="tên trường, chữ in hoa; lặp lại cho mỗi dòng in"
        )
        parser.add_argument("--place", required=True, help="địa danh")
        parser.add_argument("--office-code", required=True, help="chữ viết tắt trong ký hiệu: MNGB")
        parser.add_argument(
            "--since", type=date.fromisoformat, default=date(2000, 1, 1), help="thể thức áp dụng từ, năm-tháng-ngày"
        )
        for who, label in (("principal", "hiệu trưởng"), ("technician", "người quản trị kỹ thuật")):
            parser.add_argument(
                f"--{who}",
                required=True,
                nargs=3,
                metavar=("HỌ_TÊN", "GIỚI_TÍNH", "TÊN_ĐĂNG_NHẬP"),
                help=f"{label}; giới tính: nữ, nam",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        letterhead = Letterhead(
            valid_from=options["since"],
            parent_lines="\n".join(options["parent"]),
            issuer_lines="\n".join(options["issuer"]),
            place=options["place"],
            office_code=options["office_code"],
        )
        try:
            school, passwords = found_school(
                code=options["code"],
                name=options["name"],
                level=Level(options["level"]),
                letterhead=letterhead,
                principal=_founder(options["principal"], "Hiệu trưởng"),
                technician=_founder(options["technician"], "Quản trị kỹ thuật"),
                at=timezone.now(),
            )
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        self.stdout.write(f"Đã lập {school}. Mật khẩu tạm, chỉ hiện lần này:")
        for username, password in passwords.items():
            self.stdout.write(f"  {username:<20}{password}")


def _founder(told: list[str], post: str) -> Founder:
    full_name, gender, username = told
    if gender not in GENDERS:
        raise CommandError(f"Giới tính phải là nữ hoặc nam, không phải “{gender}”.")
    return Founder(full_name, GENDERS[gender], post, username)

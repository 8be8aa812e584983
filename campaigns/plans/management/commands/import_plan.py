from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from campaigns.plans.services.importing import plan_from_reading
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.reading import open_source, read_paper
from thiduakt.school.models import School, User


class Command(BaseCommand):
    help = "Đọc một kế hoạch từ tệp Word (.docx) hay tệp chữ (.txt, UTF-8) thành bản nháp; in mã của văn bản ở dòng cuối."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--school", required=True, help="mã trường")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--user", help="tên đăng nhập của người soạn; không ghi: hiệu trưởng")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            source = open_source(options["file"].read_bytes())
            reading = read_paper(source)
            actor = _author(options["school"], options["user"])
            plan = plan_from_reading(reading, source_text=source.text, year=options["year"], actor=actor, at=at)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {options['file']}.") from error
        except PermissionDenied as error:
            raise CommandError("Người này không có quyền soạn kế hoạch.") from error
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        for mark in plan.document.review_marks.all():
            self.stdout.write(f"{mark.place}. {mark.reason} “{mark.passage[:80]}”")
        self.stdout.write(f"Đã đọc {plan}.")
        self.stdout.write(str(plan.pk))


def _author(school_code: str, username: str | None) -> User:
    school = School.objects.filter(code=school_code).first()
    if school is None:
        raise CommandError(f"Không có trường nào mang mã {school_code}.")
    if username:
        user = User.objects.filter(username=username, person__school=school).first()
    else:
        user = User.objects.filter(person=usual_signer(school.pk, timezone.localdate())).first()
    if user is None:
        raise CommandError("Không tìm thấy tài khoản người soạn trong trường này.")
    return user

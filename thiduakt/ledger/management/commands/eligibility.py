import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from thiduakt.ledger.exchange import answer

MOST_BYTES = 2_000_000  # a life of facts takes some ten thousand


class Command(BaseCommand):
    help = "Xét một người hoặc một tập thể theo dữ kiện trong tệp JSON; in kết quả từng điều kiện, cũng là JSON."
    requires_system_checks: list[str] = []  # the question is answered by the catalogue alone

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--facts", required=True, metavar="FILE.json", help="tệp dữ kiện")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = answer(read(Path(options["facts"])))
        except ValidationError as refusal:
            self._refuse(" ".join(refusal.messages))
        except DatabaseError:
            self._refuse("Cơ sở dữ liệu chưa sẵn sàng: hãy chạy manage.py migrate.")
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        raise SystemExit(1)


def read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ValidationError("Không mở được tệp dữ kiện: hãy xem lại đường dẫn và quyền đọc.") from error
    if len(content) > MOST_BYTES:
        raise ValidationError("Tệp dữ kiện lớn hơn 2 MB: hãy gửi dữ kiện của một người hoặc một tập thể.")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValidationError("Tệp dữ kiện không phải JSON mã UTF-8.") from error

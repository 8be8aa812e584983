from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from thiduakt.documents.models import Document
from thiduakt.documents.output import CONTENT_TYPES, paper_file


class Command(BaseCommand):
    help = "Xuất một văn bản ra tệp PDF hoặc DOCX; văn bản chưa ban hành mang dấu BẢN DỰ THẢO."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int)
        parser.add_argument("--format", choices=sorted(CONTENT_TYPES), default="pdf")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        document = Document.objects.select_related("school", "signer").filter(pk=options["id"]).first()
        if document is None:
            raise CommandError(f"Không có văn bản nào mang mã {options['id']}.")
        try:
            content = paper_file(document, options["format"])
            options["output"].write_bytes(content)
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {options['output']}.") from error
        self.stdout.write(f"Đã ghi {document} vào {options['output']}.")

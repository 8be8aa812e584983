import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.factories.documents import DocumentFactory
from thiduakt.documents.output import paper_file
from thiduakt.documents.services.issuing import issue_document


@pytest.fixture
def issued(principal, clerk, at, blank_pages):
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SIGNED")
    return issue_document(document, issued_on=date(2023, 10, 5), actor=clerk, at=at)


def doctor() -> str:
    out = io.StringIO()
    call_command("doctor", stdout=out)
    return out.getvalue()


def test_a_healthy_school_is_called_healthy(issued):
    paper_file(issued, "pdf")

    assert doctor() == "✔ Số văn bản, bản chốt, tệp, sổ và nhật ký đều đúng.\n"


def test_a_lost_file_ends_the_command_with_an_error(issued):
    paper_file(issued, "pdf")
    issued.drawn_files.get().file.unlink()

    with pytest.raises(CommandError, match="Có 1 chỗ sai"):
        doctor()

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.documents import DocumentFactory
from tests.kept_files import lose
from thiduakt.audit.models import Chore
from thiduakt.audit.upkeep import done
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

    for chore in (Chore.BACKUP, Chore.AUDIT_VERIFY):
        done(chore, at=timezone.now())

    lines = doctor().splitlines()

    assert lines[0] == "✔ Số văn bản, bản chốt, tệp, sổ và nhật ký đều đúng."
    assert all(line.startswith("✔") for line in lines)


def test_a_server_that_is_not_kept_well_is_told(issued):
    paper_file(issued, "pdf")

    with pytest.raises(CommandError, match="Có 2 chỗ chưa đạt"):
        doctor()


def test_a_lost_file_ends_the_command_with_an_error(issued):
    paper_file(issued, "pdf")
    lose(issued.drawn_files.get())

    with pytest.raises(CommandError, match="Có 3 chỗ chưa đạt"):
        doctor()

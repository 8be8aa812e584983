import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from campaigns.targets.services.reporting import report_progress
from tests.factories.documents import DocumentFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.intake import DAO_2021, HONOR_HEADS, make_batch
from tests.factories.targets import TargetFactory, upload
from tests.kept_files import lose
from thiduakt.audit.models import Chore
from thiduakt.audit.upkeep import done
from thiduakt.documents.output import paper_file
from thiduakt.documents.services.issuing import issue_document
from thiduakt.files import storage
from thiduakt.home.upkeep.files import lost_files, named_files
from thiduakt.intake.invariants import file_problems
from thiduakt.intake.models import FOLDER
from thiduakt.intake.services.batches import discard
from thiduakt.school.models import School


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


def test_a_lost_sheet_is_told_and_one_thrown_away_is_not_missed(secretary, at):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=at)
    storage.discard(FOLDER, batch.sha256)

    assert [f"lượt nhập {batch.pk} " in sentence for sentence in file_problems(School.objects.all())] == [True]
    discard(batch, version=batch.version, actor=secretary, at=at)
    assert [*file_problems(School.objects.all())] == []


def test_lost_evidence_is_told(school, group_head, at):
    target = TargetFactory(school=school, group=group_head.person.group)
    told = {"as_of": date(2023, 10, 1), "value": 12, "files": [upload("lop-a1.jpg")]}
    kept = report_progress(target, **told, actor=group_head, at=at).progress.evidence.get()
    assert not list(lost_files())

    lose(kept)

    assert list(lost_files()) == [f"{target} (minh chứng “lop-a1.jpg”): đã mất hoặc không còn nguyên vẹn."]
    assert named_files() == {("evidence", kept.sha256)}


def test_the_files_of_a_dossier_are_asked_for(teacher, at):
    dossier = DossierFactory(person=teacher.person, written_by=teacher)
    told = {"content_type": "image/jpeg", "size": 4, "uploaded_by": teacher, "uploaded_at": at}
    dossier.files.create(original_name="anh.jpg", sha256="0" * 64, **told)

    assert list(lost_files()) == [f"{dossier} (minh chứng của hồ sơ “anh.jpg”): đã mất hoặc không còn nguyên vẹn."]
    assert named_files() == {("dossiers", "0" * 64)}

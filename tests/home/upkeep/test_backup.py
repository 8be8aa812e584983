"""There and back again, on both databases: nothing is lost, no key goes along, and no half state is ever left."""

import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.factories.ballots import make_vote
from tests.factories.documents import DocumentFactory
from tests.kept_files import lose
from thiduakt.audit.chain import breaks
from thiduakt.audit.models import AuditEvent, Chore, Upkeep
from thiduakt.audit.services import record
from thiduakt.documents.invariants import file_problems
from thiduakt.documents.models import Document
from thiduakt.documents.output import paper_file
from thiduakt.documents.services.issuing import issue_document
from thiduakt.documents.services.signed_copies import add_signed_copy
from thiduakt.files.storage import stored
from thiduakt.home.upkeep import backup
from thiduakt.home.upkeep.backup import clear_old, make_backup, names
from thiduakt.home.upkeep.databases import CopyError, database
from thiduakt.home.upkeep.restore import restore
from thiduakt.home.upkeep.sealed import SealError, unseal
from thiduakt.school.models import Person, School, SignIn

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "mat-khau-sao-luu-cua-truong"


@pytest.fixture(autouse=True)
def place(settings, tmp_path) -> Path:
    settings.BACKUP_ROOT = tmp_path / "backup"
    settings.BACKUP_PASSWORD_FILE = str(tmp_path / "password")
    Path(settings.BACKUP_PASSWORD_FILE).write_text(SECRET)
    return settings.BACKUP_ROOT


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def issued(principal, clerk, at, blank_pages) -> Document:
    """A paper with a drawn file and a signed copy, and somebody signed in."""
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SIGNED")
    issue_document(document, issued_on=date(2023, 10, 5), actor=clerk, at=at)
    document = Document.objects.get(pk=document.pk)
    paper_file(document, "pdf")
    add_signed_copy(document, name="ban-ky.pdf", content=blank_pages + b"%ky", actor=clerk, at=at)
    return document


def all_bytes(folder):
    """All that the backups hold, unsealed."""
    sealed = [path for path in folder.rglob("*") if path.is_file() and path.name != "salt"]
    return b"".join(b"".join(unseal(path)) for path in sealed)


def test_a_backup_is_taken_and_is_remembered(issued, now):
    manifest = make_backup(now)

    assert manifest.faults == []
    assert sorted(folder for folder, _ in manifest.files) == ["issued", "signed"]
    assert len(manifest.heads) == 1
    assert names() == [manifest.name]
    assert Upkeep.objects.get(chore=Chore.BACKUP).detail == manifest.name


def test_no_key_goes_along_and_nothing_can_be_read_without_the_password(issued, now, place, settings):
    settings.SECRET_KEY = "khoa-bi-mat-cua-may-chu-" * 3
    make_backup(now)

    assert settings.SECRET_KEY.encode() not in all_bytes(place)
    lying = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    for word in (b"Giang Bi", b"SQLite format", b"PGDMP", b"%PDF", SECRET.encode(), settings.SECRET_KEY.encode()):
        assert word not in lying


def test_a_file_is_kept_once_for_all_backups(issued, now, place):
    make_backup(now)
    before = {path: path.stat().st_mtime_ns for path in (place / "files").rglob("*")}
    make_backup(now + timedelta(days=1))

    assert {path: path.stat().st_mtime_ns for path in (place / "files").rglob("*")} == before
    assert len(names()) == 2


def test_old_backups_go_and_their_files_with_them(issued, now, place, monkeypatch):
    for back in (40, 41):
        make_backup(now - timedelta(days=back))
    extra = place / "files" / "signed" / "ab" / ("ab" * 32)
    extra.parent.mkdir(parents=True, exist_ok=True)
    extra.write_bytes(b"")
    monkeypatch.setattr(backup, "kept", lambda moments: {max(moments)})

    assert len(clear_old()) == 1

    assert len(names()) == 1
    assert not extra.exists()
    assert sum(path.is_file() for path in (place / "files").rglob("*")) == 2


def test_after_a_restore_everything_is_as_it_was_then(issued, now, client, principal):
    client.force_login(principal)
    manifest = make_backup(now)
    Person.objects.filter(pk=principal.person_id).update(full_name="Người Khác")
    for row in (issued.drawn_files.get(), issued.signed_copies.get()):
        lose(row)

    restore(manifest.name, at=now)

    assert Person.objects.get(pk=principal.person_id).full_name == "Hoàng Thị Phương"
    assert list(breaks()) == []
    assert list(file_problems(School.objects.all())) == []
    assert len(list(stored())) == 2


def test_after_a_restore_everybody_signs_in_again(issued, now, client, principal):
    client.force_login(principal)
    restore(make_backup(now).name, at=now)

    assert not Session.objects.exists()
    assert not SignIn.objects.exists()
    assert client.get("/").status_code == 302


def test_after_a_restore_no_ballot_box_is_open(now, school):
    vote = make_vote(school)
    vote.open()
    manifest = make_backup(now)
    vote.cast(vote.electors[0])

    restore(manifest.name, at=now)

    assert (vote.reread().state, vote.poll.box, vote.poll.sk_wrapped) == ("VOID", None, None)
    assert "khôi phục từ bản sao lưu" in AuditEvent.objects.get(verb="poll.void").reason


def test_the_log_tells_of_the_restore_with_both_heads(issued, now, school, principal):
    manifest = make_backup(now)
    with transaction.atomic():
        record(actor=principal, verb="person.edit", target=principal.person, at=now)
    restore(manifest.name, at=now)

    event = AuditEvent.objects.filter(school_id=school.pk).last()
    assert event.verb == "system.restore"
    assert event.changes["backup"] == manifest.name
    assert event.changes["before"][0] == event.changes["restored"][0] + 1
    assert event.seq == event.changes["restored"][0] + 1
    assert list(breaks()) == []


def test_what_was_replaced_stays_beside(issued, now):
    restore(make_backup(now).name, at=now)

    present = database()
    if connection.vendor == "sqlite":
        assert len(list(present.path.parent.glob(f"{present.path.name}.before_*"))) >= 1
        assert not list(present.path.parent.glob("*.restoring*"))
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{present.name}\\_%"])
            beside = [name for (name,) in cursor.fetchall()]
        assert any("_before_" in name for name in beside)
        assert not [name for name in beside if name.endswith(("_restoring", "_checking"))]


def test_a_damaged_backup_is_refused_and_the_present_stays(issued, now, place, principal):
    manifest = make_backup(now)
    Person.objects.filter(pk=principal.person_id).update(full_name="Người Khác")
    sealed = place / manifest.name / "database"
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(content)

    with pytest.raises(SealError):
        restore(manifest.name, at=now)

    assert Person.objects.get(pk=principal.person_id).full_name == "Người Khác"


def test_a_backup_without_one_of_its_files_is_refused_and_the_present_stays(issued, now, principal):
    manifest = make_backup(now)
    lose(issued.signed_copies.get())
    for file in manifest.files:
        backup.sealed_file(file).unlink()

    with pytest.raises(SealError):
        restore(manifest.name, at=now)
    assert not AuditEvent.objects.filter(verb="system.restore").exists()


def test_a_block_that_was_left_out_is_noticed(issued, now, place):
    manifest = make_backup(now)
    sealed = place / manifest.name / "database"
    lines = sealed.read_bytes().splitlines(keepends=True)
    sealed.write_bytes(b"".join(lines[:-1]))

    with pytest.raises(CopyError, match="không còn nguyên"):
        restore(manifest.name, at=now)


def test_data_that_were_wrong_already_are_copied_and_told(issued, now):
    lose(issued.signed_copies.get())

    manifest = make_backup(now)

    assert [fault for fault in manifest.faults if "signed/" in fault] == manifest.faults != []
    assert not Upkeep.objects.filter(chore=Chore.BACKUP).exists()
    restore(manifest.name, at=now)


def test_another_password_in_the_same_place_is_refused(issued, now, settings):
    make_backup(now)
    Path(settings.BACKUP_PASSWORD_FILE).write_text("mot-mat-khau-khac-han")

    with pytest.raises(SealError, match="không phải mật khẩu đã dùng"):
        make_backup(now + timedelta(days=1))


def test_what_was_cut_off_leaves_no_backup(issued, now, place, monkeypatch):
    def cut_off(*arguments, **named):
        raise RuntimeError("cut off")

    monkeypatch.setattr(backup, "_keep_files", cut_off)
    with pytest.raises(RuntimeError):
        make_backup(now)

    assert names() == []
    assert sorted(path.name for path in place.iterdir()) == ["password-check", "salt"]


def test_what_a_crash_left_unsealed_goes_with_the_next_night(issued, now, place):
    """Killed in the middle, a backup cannot tidy up after itself; one that is being made at this moment is left alone."""
    for name, age in ((".crashed", timedelta(days=1)), (".running", timedelta(0))):
        (place / name).mkdir(parents=True)
        (place / name / "copy").write_bytes(b"not sealed")
        moment = (timezone.now() - age).timestamp()
        os.utime(place / name, (moment, moment))

    make_backup(now)
    clear_old()

    assert not (place / ".crashed").exists()
    assert (place / ".running").exists()


def answers(monkeypatch, *lines):
    given = iter(lines)
    monkeypatch.setattr("builtins.input", lambda question: next(given))


def run(command, *arguments):
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_the_commands_take_a_backup_list_it_and_restore_it(issued, monkeypatch):
    assert run("backup").startswith("✔ ")
    (name,) = names()
    assert name in run("backup", "--list")
    answers(monkeypatch, name, "KHÔI PHỤC")

    assert "Đã khôi phục." in run("restore", name)


@pytest.mark.parametrize("given", [("", "KHÔI PHỤC"), (None, "khôi phục"), (None, "")])
def test_who_does_not_answer_twice_restores_nothing(issued, now, monkeypatch, given):
    manifest = make_backup(now)
    answers(monkeypatch, *(manifest.name if answer is None else answer for answer in given))

    with pytest.raises(CommandError, match="Chưa khôi phục gì"):
        run("restore", manifest.name)
    assert not AuditEvent.objects.filter(verb="system.restore").exists()


def test_an_unknown_backup_is_told(place):
    with pytest.raises(CommandError, match="Không có bản sao lưu"):
        run("restore", "../../etc")


def test_a_command_without_a_password_says_what_is_missing(settings):
    settings.BACKUP_PASSWORD_FILE = ""

    with pytest.raises(CommandError, match="BACKUP_PASSWORD_FILE"):
        run("backup")

"""A school's own rows of the library."""

from datetime import date

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.catalog import LegalTextFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.catalog.enums import ChangeKind, TextKind
from thiduakt.catalog.files import stored_file
from thiduakt.catalog.models import LegalText
from thiduakt.catalog.services.texts import add_text, edit_text, restore_text, withdraw_text
from thiduakt.workflow import StaleError

pytestmark = pytest.mark.django_db
KEEPERS = ("principal", "deputy", "secretary", "clerk")
OTHERS = ("teacher", "group_head", "accountant", "inspector", "technician", "superior")


def new(**values):
    given = {
        "kind": TextKind.PLAN, "number": "05/KH-PGDĐT", "issuer": "Phòng GD&ĐT quận Long Biên",
        "name": "về công tác thi đua, khen thưởng năm 2023", "issued_on": date(2023, 2, 15),
    }  # fmt: skip
    return LegalText(**given | values)


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "x.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)
    return path.read_bytes()


def verbs():
    return list(AuditEvent.objects.filter(verb__startswith="legal.").order_by("seq").values_list("verb", flat=True))


@pytest.mark.parametrize("who", KEEPERS)
def test_those_who_keep_the_library_add_to_it(who, request, at):
    actor = request.getfixturevalue(who)

    text = add_text(new(number="05 / KH_PGDĐT "), actor=actor, at=at)

    assert (text.school, text.number, text.in_force_from) == (actor.school, "05/KH-PGDĐT", date(2023, 2, 15))
    assert verbs() == ["legal.add"]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_does(who, request, school, at):
    actor, text = request.getfixturevalue(who), LegalTextFactory(school=school)

    for act in (
        lambda: add_text(new(), actor=actor, at=at),
        lambda: edit_text(text, version=1, actor=actor, at=at),
        lambda: withdraw_text(text, actor=actor, at=at, reason="Nhầm."),
        lambda: restore_text(text, actor=actor, at=at),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert LegalText.objects.filter(school__isnull=False).count() == 1


def test_neither_a_text_of_the_state_nor_of_another_school_is_changed(principal, other_school, at):
    for text in (LegalText.objects.filter(school=None).first(), LegalTextFactory(school=other_school)):
        with pytest.raises(PermissionDenied):
            edit_text(text, version=1, actor=principal, at=at)
        with pytest.raises(PermissionDenied):
            withdraw_text(text, actor=principal, at=at, reason="Nhầm.")


def test_the_same_text_is_added_once(clerk, at):
    add_text(new(), actor=clerk, at=at)

    with pytest.raises(ValidationError, match="Thư viện đã có văn bản này"):
        add_text(new(number="5/KH_PGDDT"), actor=clerk, at=at)
    add_text(new(issued_on=date(2024, 2, 20)), actor=clerk, at=at)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"issued_on": None}, "ngày ban hành"),
        ({"in_force_to": date(2023, 2, 14)}, "không được trước ngày có hiệu lực"),
        ({"number": "", "name": ""}, "số, ký hiệu, hoặc trích yếu"),
        ({"number": " ", "name": "  "}, "số, ký hiệu, hoặc trích yếu"),
    ],
)
def test_a_text_that_cannot_be_is_refused(clerk, at, values, sentence):
    with pytest.raises(ValidationError, match=sentence):
        add_text(new(**values), actor=clerk, at=at)
    assert verbs() == []


def test_what_a_new_text_replaces_ends_the_day_before(clerk, at):
    older = add_text(new(), actor=clerk, at=at)

    newer = add_text(new(number="06/KH-PGDĐT", issued_on=date(2024, 2, 20)), older=older, actor=clerk, at=at)

    older.refresh_from_db()
    assert older.in_force_to == date(2024, 2, 19)
    (change,) = newer.older_changes.all()
    assert (change.older, change.kind, change.effective_on) == (older, ChangeKind.REPLACES, date(2024, 2, 20))


def test_the_log_tells_that_the_older_text_was_changed_with_it(clerk, at):
    older = add_text(new(), actor=clerk, at=at)

    add_text(new(number="06/KH-PGDĐT", issued_on=date(2024, 2, 20)), older=older, actor=clerk, at=at)

    ended = AuditEvent.objects.get(verb="legal.edit")
    assert (ended.object_id, ended.actor_id, ended.changes) == (older.pk, clerk.pk, {"fields": ["in_force_to"]})


def test_what_a_new_text_amends_stays_in_force(clerk, at):
    older = add_text(new(), actor=clerk, at=at)

    add_text(
        new(number="06/KH-PGDĐT", issued_on=date(2024, 2, 20)), older=older, change=ChangeKind.AMENDS, actor=clerk, at=at
    )

    older.refresh_from_db()
    assert older.in_force_to is None


def test_a_text_replaces_neither_itself_nor_a_later_one_nor_another_school_s(clerk, other_school, at):
    text = add_text(new(), actor=clerk, at=at)
    later = LegalTextFactory(school=clerk.school, issued_on=date(2024, 1, 1))

    for older in (text, later, LegalTextFactory(school=other_school), LegalText.objects.filter(school=None).first()):
        with pytest.raises(ValidationError):
            edit_text(text, version=1, older=older, actor=clerk, at=at)


def test_a_correction_is_told_and_counted(clerk, at):
    text = add_text(new(), actor=clerk, at=at)
    text.name = "về công tác thi đua, khen thưởng ngành Giáo dục năm 2023"

    edit_text(text, version=1, actor=clerk, at=at)

    text.refresh_from_db()
    assert text.version == 2
    assert AuditEvent.objects.get(verb="legal.edit").changes == {"fields": ["name"]}


def test_saving_what_was_not_changed_stores_nothing(clerk, at):
    text = add_text(new(), actor=clerk, at=at)

    edit_text(LegalText.objects.get(pk=text.pk), version=1, actor=clerk, at=at)

    assert verbs() == ["legal.add"]


def test_a_stale_correction_is_refused(clerk, deputy, at):
    text = add_text(new(), actor=clerk, at=at)
    mine, theirs = LegalText.objects.get(pk=text.pk), LegalText.objects.get(pk=text.pk)
    theirs.name = "lời của người kia"
    edit_text(theirs, version=1, actor=deputy, at=at)
    mine.name = "lời của tôi"

    with pytest.raises(StaleError) as refusal:
        edit_text(mine, version=1, actor=clerk, at=at)

    assert refusal.value.version == 2
    text.refresh_from_db()
    assert text.name == "lời của người kia"


def test_withdrawing_wants_a_reason_and_can_be_undone(clerk, at):
    text = add_text(new(), actor=clerk, at=at)
    with pytest.raises(ValidationError, match="lý do"):
        withdraw_text(text, actor=clerk, at=at, reason="  ")

    withdraw_text(text, actor=clerk, at=at, reason="Thêm nhầm.")
    text.refresh_from_db()
    assert text.withdrawn_at == at
    with pytest.raises(ValidationError, match="đã được rút"):
        withdraw_text(text, actor=clerk, at=at, reason="Thêm nhầm.")

    restore_text(text, actor=clerk, at=at)
    text.refresh_from_db()
    assert text.withdrawn_at is None
    with pytest.raises(ValidationError, match="đang ở trong thư viện"):
        restore_text(text, actor=clerk, at=at)
    assert verbs() == ["legal.add", "legal.withdraw", "legal.restore"]


def test_a_correction_does_not_bring_a_withdrawn_text_back(clerk, at):
    text = add_text(new(), actor=clerk, at=at)
    before = LegalText.objects.get(pk=text.pk)
    withdraw_text(text, actor=clerk, at=at, reason="Thêm nhầm.")
    before.note = "Ghi thêm."

    edit_text(before, version=1, actor=clerk, at=at)

    text.refresh_from_db()
    assert text.withdrawn_at == at


def test_the_file_is_kept_as_it_came(clerk, at, pdf):
    text = add_text(new(), upload=("..\\..\\Kế hoạch\u202e.pdf", pdf), actor=clerk, at=at)

    assert stored_file(text) == pdf
    assert (text.file_name, text.content_type, text.size) == ("Kế hoạch.pdf", "application/pdf", len(pdf))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("kh.pdf", b"", "rỗng"),
        ("kh.pdf", b"<html>", "không phải là PDF"),
        ("kh.docx", b"%PDF-1.7", "không phải là Word"),
        ("kh.doc", b"\xd0\xcf\x11\xe0", "Chỉ nhận tệp PDF hoặc Word"),
        ("kh.html", b"<script>", "Chỉ nhận tệp PDF hoặc Word"),
        ("kh", b"x", "Chỉ nhận tệp PDF hoặc Word"),
    ],
)
def test_a_file_that_is_not_what_it_says_stores_nothing(clerk, at, media_root, name, content, sentence):
    with pytest.raises(ValidationError, match=sentence) as refusal:
        add_text(new(), upload=(name, content), actor=clerk, at=at)

    assert "file" in refusal.value.message_dict
    assert not LegalText.objects.filter(school__isnull=False).exists()
    assert not media_root.exists() or not any(path.is_file() for path in media_root.rglob("*"))

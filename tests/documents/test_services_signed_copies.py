import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from tests.factories.documents import DocumentFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.models import SignedCopy
from thiduakt.documents.services.signed_copies import MAX_BYTES, add_signed_copy, check_weight
from thiduakt.files.storage import stored

pytestmark = pytest.mark.usefixtures("any_storage")
EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 200


def pdf(**root) -> bytes:
    """One blank page, and whatever else the root of the file is to name."""
    file = pikepdf.new()
    file.add_blank_page()
    for name, value in root.items():
        file.Root[f"/{name}"] = file.make_indirect(value)
    stream = io.BytesIO()
    file.save(stream, deterministic_id=True)  # of two made alike the bytes are alike
    return stream.getvalue()


def png(size=(20, 30)) -> bytes:
    stream = io.BytesIO()
    Image.new("1", size).save(stream, "PNG")
    return stream.getvalue()


def locked_pdf() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as file:
        file.save(stream, encryption=pikepdf.Encryption(user="mat-khau", owner="mat-khau"))
    return stream.getvalue()


def javascript() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


@pytest.fixture
def issued(school):
    return DocumentFactory(school=school, state="ISSUED")


@pytest.fixture
def add(issued, clerk, at):
    return lambda name, content, document=issued, actor=clerk: add_signed_copy(
        document, name=name, content=content, actor=actor, at=at
    )


@pytest.mark.parametrize(("name", "content"), [("ban-ky.pdf", pdf()), ("BẢN KÝ.PDF", pdf()), ("trang 1.png", png())])
def test_a_scan_is_kept_as_it_came(name, content, add):
    copy = add(name, content)

    assert copy.read() == content
    assert (copy.original_name, copy.size) == (name, len(content))
    assert AuditEvent.objects.get().verb == "document.add_copy"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "Tệp rỗng"),
        ("a.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024), "Tệp nặng 20,1 MB"),
        ("a.exe", EXECUTABLE, "Chỉ nhận tệp PDF"),
        ("a.svg", b"<svg/>", "Chỉ nhận tệp PDF"),
        ("a.html", b"<script>", "Chỉ nhận tệp PDF"),
        ("khong-duoi", pdf(), "Chỉ nhận tệp PDF"),
        ("a.pdf", EXECUTABLE, "không phải là PDF"),
        ("a.png", pdf(), "không phải là PNG"),
        ("a.jpg", png(), "không phải là JPG"),
        ("a.pdf", b"PK\x03\x04" + pdf(), "không phải là PDF"),
        ("a.pdf", b"%PDF-1.7 chi co dong dau", "bị hỏng"),
        ("a.png", png()[:40], "bị hỏng"),
        ("a.png", png((7000, 7000)), "quá lớn"),
        ("a.pdf", pdf(OpenAction=javascript()), "mã lệnh"),
        ("a.pdf", pdf(AA=pikepdf.Dictionary(WC=javascript())), "mã lệnh"),
        ("a.pdf", pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")), "mã lệnh"),
        ("a.pdf", pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())), "mã lệnh"),
        ("a.pdf", locked_pdf(), "có mật khẩu"),
    ],
)
def test_what_is_no_harmless_scan_is_refused_and_leaves_nothing(name, content, reason, add, media_root):
    with pytest.raises(ValidationError, match=reason):
        add(name, content)

    assert not SignedCopy.objects.exists()
    assert not list(media_root.rglob("*.*"))


def test_a_pdf_that_is_a_zip_as_well_is_refused(add):
    """A reader sees pages, an unpacker sees an archive; the browser gets it as an attachment only."""
    polyglot = pdf() + b"PK\x05\x06" + b"\x00" * 18

    with pytest.raises(ValidationError):
        add("a.pdf", polyglot)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "/etc/cron.d/x.pdf", "a\x00b.pdf", "\u202efdp.pdf"]
)
def test_the_name_of_the_file_names_no_place(name, add):
    copy = add(name, pdf())

    assert list(stored()) == [("signed", copy.sha256)]
    assert not {"/", "\\", "\x00", "\u202e"} & set(copy.original_name)


@pytest.mark.parametrize("who", ["principal", "deputy", "secretary", "teacher", "technician", "superior", "stranger"])
def test_only_the_clerk_adds_a_copy(who, add, request):
    with pytest.raises(PermissionDenied):
        add("a.pdf", pdf(), actor=request.getfixturevalue(who))


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "SIGNED"])
def test_a_paper_without_number_has_no_signed_copy(state, add, school):
    with pytest.raises(ValidationError, match="sau khi văn bản đã được cấp số"):
        add("a.pdf", pdf(), document=DocumentFactory(school=school, state=state))


def test_the_same_file_is_kept_once(add):
    add("a.pdf", pdf())

    with pytest.raises(ValidationError, match="đã có"):
        add("b.pdf", pdf())
    assert len(list(stored())) == 1


def test_the_limit_is_ten_megabytes():
    assert MAX_BYTES == 10 * 1024 * 1024


@pytest.mark.parametrize(
    ("size", "shown"), [(MAX_BYTES + 1, "10,1"), (MAX_BYTES + 1024 * 1024, "11,0"), (25_500_000, "24,4")]
)
def test_what_is_too_heavy_is_told_its_weight(size, shown):
    with pytest.raises(ValidationError, match=f"Tệp nặng {shown} MB, chỉ nhận tệp tới 10 MB"):
        check_weight(size)


def test_the_same_file_at_the_same_moment_is_refused_with_a_sentence(add, monkeypatch):
    """Both found no copy yet when they looked; the database lets one through."""
    add("a.pdf", pdf())
    monkeypatch.setattr(SignedCopy, "full_clean", lambda copy: None)

    with pytest.raises(ValidationError, match="Tệp này đã có trong văn bản"):
        add("a.pdf", pdf())
    assert len(list(stored())) == 1


def test_who_signed_the_paper_adds_no_copy_of_it(add, school, clerk):
    """A deputy who stands in for the clerk: two people stand behind every number."""
    document = DocumentFactory(school=school, state="ISSUED", signer=clerk.person)

    with pytest.raises(PermissionDenied):
        add("a.pdf", pdf(), document=document)

"""Bản ký số: what was signed is compared with what was issued, and each signature is told."""

import io
import random

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.documents.signing import Pen
from tests.documents.test_services_signed_copies import pdf
from tests.factories.documents import DocumentFactory
from thiduakt.documents import output
from thiduakt.documents.models import DrawnFile, SignedCopy
from thiduakt.documents.services.signed_copies import add_signed_copy
from thiduakt.documents.signatures import child
from thiduakt.documents.signatures.reading import read_signatures
from thiduakt.files.storage import store

DAO, SEAL = Pen("Đỗ Thị Đào"), Pen("Trường Mầm non Giang Biên")


@pytest.fixture
def printed():
    return pdf()


@pytest.fixture
def issued(school, principal, printed):
    document = DocumentFactory(school=school, signer=principal.person, state="ISSUED")
    DrawnFile.objects.create(
        document=document, format="pdf", engine=output.ENGINE, drawn_at=timezone.now(),
        sha256=store(printed, folder=DrawnFile.FOLDER),
    )  # fmt: skip
    return document


@pytest.fixture
def add(issued, clerk, at):
    return lambda content: add_signed_copy(issued, name="ban-ky.pdf", content=content, actor=clerk, at=at)


def rewritten(content: bytes, *, pages: int = 0) -> bytes:
    """As a program saves it that writes the whole file anew."""
    with pikepdf.open(io.BytesIO(content)) as file:
        for _ in range(pages):
            file.add_blank_page()
        made = io.BytesIO()
        file.save(made)
    return made.getvalue()


def with_text_over_it(content: bytes) -> bytes:
    """The first page given another text, behind the bytes that were issued."""
    from pyhanko.pdf_utils.generic import StreamObject, pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[pdf_name("/Contents")] = writer.add_object(StreamObject(stream_data=b"q Q"))
    writer.update_container(page)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_what_was_issued_and_signed_is_told_with_both_signatures(printed, add):
    content = SEAL.sign(DAO.sign(printed), "KySo2", (100, 100, 200, 180))

    copy = add(content)

    assert content.startswith(printed)
    assert (copy.origin, copy.is_doubtful) == ("SAME", False)
    first, second = copy.read_signatures
    assert (first.who, second.who) == ("Đỗ Thị Đào, Trường Mầm non Giang Biên", "Trường Mầm non Giang Biên")
    assert first.state == "còn nguyên vẹn, sau đó chỉ có thêm chữ ký khác"
    assert second.state == "còn nguyên vẹn, phủ toàn bộ tệp"
    assert second.trust == "chứng thư do Trường Mầm non Giang Biên cấp, không đối chiếu được với gốc tin cậy"
    assert first.is_sound
    assert first.when.endswith("theo máy người ký")


def test_a_file_signed_from_other_bytes_is_kept_and_told(add):
    copy = add(DAO.sign(pdf(Lang=pikepdf.Dictionary())))

    assert (copy.origin, copy.is_doubtful) == ("OTHER", True)
    assert copy.get_origin_display() == "tệp ký từ một bản khác, không phải tệp đã ban hành"


def test_a_file_that_was_saved_anew_before_it_was_signed_is_another(printed, add):
    assert add(DAO.sign(rewritten(printed, pages=1))).origin == "OTHER"


def test_a_page_changed_between_the_issue_and_the_signature_is_found(printed, add):
    content = DAO.sign(with_text_over_it(printed))

    copy = add(content)

    assert content.startswith(printed)
    assert (copy.origin, copy.is_doubtful) == ("ALTERED", True)


def test_a_page_changed_after_the_signature_is_found(printed, add):
    copy = add(with_text_over_it(DAO.sign(printed)))

    assert copy.origin == "ALTERED"
    (one,) = copy.read_signatures
    assert (one.is_sound, one.state) == (False, "phần được ký còn nguyên, nhưng tệp bị thêm hoặc sửa sau khi ký")


def test_one_byte_changed_under_the_signature_is_found(printed, add):
    content = bytearray(DAO.sign(printed))
    place = content.index(b"0 595") if b"0 595" in content else content.index(b"612")
    content[place + 2] = ord("7")

    (one,) = add(bytes(content)).read_signatures

    assert (one.is_intact, one.state) == (False, "nội dung đã bị thay đổi sau khi ký")


@pytest.mark.parametrize(("content", "origin"), [(None, "UNSIGNED"), (pdf(Lang=pikepdf.Dictionary()), "SCAN")])
def test_without_a_signature_there_is_a_scan_or_the_issued_file_itself(content, origin, printed, add):
    copy = add(content or printed)

    assert (copy.origin, copy.signatures) == (origin, [])


def test_a_certificate_that_the_server_trusts_is_told_so(printed, add, settings, tmp_path):
    (tmp_path / "goc.pem").write_bytes(DAO.pem)
    settings.SIGNATURE_ROOTS = str(tmp_path)

    (one,) = add(DAO.sign(printed)).read_signatures

    assert one.is_trusted
    assert one.trust.endswith("khớp gốc tin cậy của nhà trường")


@pytest.mark.parametrize("seed", range(6))
def test_a_broken_signed_file_is_refused_or_told_and_never_an_error(seed, printed, add):
    """Bytes are turned anywhere in the file; what opens as a PDF nevertheless is kept with what could be read."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    content = bytearray(DAO.sign(printed))
    for _ in range(40):
        content[chance.randrange(20, len(content))] = chance.randrange(256)
    refused = ""
    try:
        copy = add(bytes(content))
    except ValidationError as refusal:
        refused = str(refusal)

    assert "Thầy/cô" in refused or copy.origin != "SAME" or all(one.state for one in copy.read_signatures)


def test_a_signature_field_that_holds_rubbish_is_told_as_unreadable(printed, add):
    signed = DAO.sign(printed)
    place = signed.index(b"/Contents <") + 11

    copy = add(signed[:place] + b"0" * 200 + signed[place + 200 :])

    assert [one.state for one in copy.read_signatures] in ([], ["không đọc được chữ ký này"])


def test_a_reading_that_takes_too_long_is_given_up(printed, add, monkeypatch):
    """SIGALRM ends the child, wherever it is."""
    monkeypatch.setattr("thiduakt.documents.signatures.reading.sys.executable", "/bin/false")

    copy = add(DAO.sign(printed))

    assert (copy.origin, copy.signatures) == ("UNREAD", [])


def test_a_bomb_of_a_file_costs_one_child_and_no_more(printed):
    """64 MB of nothing, packed: the child reads what it needs, or is ended within its limits."""
    file = pikepdf.open(io.BytesIO(printed))
    file.Root.Bomb = file.make_indirect(pikepdf.Stream(file, bytes(64 * 1024 * 1024)))
    made = io.BytesIO()
    file.save(made, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    reading = read_signatures(DAO.sign(made.getvalue()))

    assert child.MEMORY == 512 * 1024 * 1024
    assert reading is None or len(reading.signatures) == 1


def test_the_page_tells_who_signed_and_what_is_wrong(add, issued, clerk, client):
    add(DAO.sign(pdf(Lang=pikepdf.Dictionary())))
    client.force_login(clerk)

    page = client.get(reverse("documents:document", args=[issued.pk]), follow=True).content.decode()

    assert "Đỗ Thị Đào, Trường Mầm non Giang Biên" in page
    assert "Tệp ký từ một bản khác, không phải tệp đã ban hành." in page


def test_the_database_knows_every_origin():
    assert set(SignedCopy._meta.get_field("origin").choices) == {
        ("SCAN", "bản quét, bản chụp, không có chữ ký số"),
        ("SAME", "ký số trên đúng tệp đã ban hành"),
        ("UNSIGNED", "đúng tệp đã ban hành, chưa có chữ ký số"),
        ("ALTERED", "tệp đã ban hành bị thêm hoặc sửa ngoài chữ ký"),
        ("OTHER", "tệp ký từ một bản khác, không phải tệp đã ban hành"),
        ("UNREAD", "có chữ ký số nhưng không đọc được"),
    }

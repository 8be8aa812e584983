"""Evidence of a dossier: looked into, kept, served to those who see the dossier alone; and the whole to take along."""

import hashlib
import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, DossierFile
from nominations.dossiers.services import evidence as keeping
from nominations.dossiers.services.evidence import add_files, remove_file
from nominations.dossiers.services.packing import bound, package_name, packed
from nominations.dossiers.services.writing import begin_report
from tests.factories.dossiers import DossierFactory
from tests.factories.targets import photo, upload
from tests.files.test_uploads import word_file
from thiduakt.files.storage import read
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


def url(route, *args):
    return reverse(f"dossiers:{route}", args=args)


def pdf_file(pages=1) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(stream)
    return stream.getvalue()


def png_file() -> bytes:
    stream = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 30, 30, 90)).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def writer(client, teacher):
    client.force_login(teacher)
    return client


def kept(dossier, actor, now, *sent) -> list[DossierFile]:
    assert add_files(dossier, sent or [upload("Giấy khen đẹp.jpg")], caption="Giấy khen", actor=actor, at=now) == []
    return list(dossier.files.all())


def test_files_are_sent_and_shown(writer, dossier):
    sent = [upload("Ảnh lớp học.jpg"), SimpleUploadedFile("biên bản.pdf", pdf_file())]

    answer = writer.post(url("evidence", dossier.pk), {"caption": "Hội thi đồ dùng", "files": sent}, follow=True)

    page = answer.content.decode()
    assert "Đã nhận 2 tệp." in page
    assert page.count("Hội thi đồ dùng") >= 2
    picture, paper = sorted(dossier.files.all(), key=lambda one: one.content_type, reverse=False)[::-1]
    assert {picture.content_type, paper.content_type} == {"image/jpeg", "application/pdf"}


def test_a_picture_is_shown_in_place_and_a_paper_is_saved_and_neither_can_act(writer, dossier, teacher, now):
    kept(dossier, teacher, now, upload("anh.jpg"), SimpleUploadedFile("a.pdf", pdf_file()))
    picture = dossier.files.get(content_type="image/jpeg")
    paper = dossier.files.get(content_type="application/pdf")

    shown, saved = (writer.get(url("evidence_file", one.pk)) for one in (picture, paper))

    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")
    for answer in (shown, saved):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox")


def test_a_file_that_is_not_what_it_says_is_refused_and_the_others_are_kept(writer, dossier):
    sent = [SimpleUploadedFile("anh.png", b"MZ khong phai anh"), upload("that.jpg")]

    page = writer.post(url("evidence", dossier.pk), {"files": sent}, follow=True).content.decode()

    assert "Đã nhận 1 tệp." in page
    assert "anh.png" in page
    assert [one.original_name for one in dossier.files.all()] == ["that.jpg"]


def test_where_no_file_was_kept_what_was_typed_stands_there_again(writer, dossier):
    sent = {"caption": "Giờ dạy tốt cấp trường", "files": SimpleUploadedFile("anh.png", b"MZ khong phai anh")}

    answer = writer.post(url("evidence", dossier.pk), sent)

    assert answer.status_code == 200
    assert "anh.png" in answer.content.decode()
    assert "Giờ dạy tốt cấp trường" in answer.content.decode()
    assert not dossier.files.exists()


def test_whoever_chose_no_file_is_told(writer, dossier):
    assert "chưa chọn tệp" in writer.post(url("evidence", dossier.pk), {"caption": "x"}).content.decode()


@pytest.mark.parametrize(
    ("limit", "most", "sentence"),
    [
        ("OF_A_DOSSIER", 100, "mỗi hồ sơ tới 30 tệp"),
        ("OF_A_PERSON", 100, "thầy/cô đã gửi đủ"),
        ("OF_A_SCHOOL", 100, "kho minh chứng của trường"),
        ("MOST_FILES", 0, "mỗi hồ sơ tới"),
    ],
)
def test_there_is_room_for_so_much_and_no_more(monkeypatch, dossier, teacher, now, limit, most, sentence):
    monkeypatch.setattr(keeping, limit, most)

    (refusal,) = add_files(dossier, [upload()], actor=teacher, at=now)

    assert sentence in refusal
    assert not dossier.files.exists()


def test_the_same_file_is_kept_once(dossier, teacher, now):
    content = photo()
    kept(dossier, teacher, now, upload("một.jpg", content), upload("hai.jpg", content))

    assert [one.original_name for one in dossier.files.all()] == ["một.jpg"]


def test_a_file_is_taken_away_and_its_content_only_when_nobody_else_names_it(
    dossier, review, teacher, group_head, now, django_capture_on_commit_callbacks
):
    content = photo()
    (mine,) = kept(dossier, teacher, now, upload("a.jpg", content))
    other = DossierFactory(review=review, person=group_head.person)
    (theirs,) = kept(other, group_head, now, upload("b.jpg", content))

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(mine, actor=teacher, at=now)
    assert read(DossierFile.FOLDER, theirs.sha256)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(theirs, actor=group_head, at=now)
    assert read(DossierFile.FOLDER, theirs.sha256) is None


def test_nobody_but_its_writers_sends_or_removes(client, dossier, teacher, now, stranger, accountant, inspector):
    (one,) = kept(dossier, teacher, now)
    for user, seen in ((stranger, 404), (accountant, 404), (inspector, 200)):
        client.force_login(user)
        assert client.get(url("evidence", dossier.pk)).status_code == seen
        assert client.get(url("evidence_file", one.pk)).status_code == seen
        assert client.post(url("evidence", dossier.pk), {"files": [upload("x.jpg")]}).status_code in {403, 404}
        assert client.post(url("evidence_remove", one.pk)).status_code in {403, 404}
    client.logout()
    assert client.get(url("evidence_file", one.pk)).status_code == 302
    assert dossier.files.count() == 1


def test_evidence_of_what_was_handed_in_stays(writer, dossier, teacher, now):
    (one,) = kept(dossier, teacher, now)
    Dossier.objects.filter(pk=dossier.pk).update(state=S.TO_GROUP)
    dossier.refresh_from_db()

    with pytest.raises(MoveRefusedError):
        remove_file(one, actor=teacher, at=now)
    page = writer.post(url("evidence_remove", one.pk), follow=True).content.decode()
    assert "không sửa được nữa" in page
    assert 'type="file"' not in page


def whole(dossier, teacher, now) -> Dossier:
    begin_report(dossier, actor=teacher, at=now)
    kept(
        dossier, teacher, now, upload("Giấy khen đẹp.jpg"), SimpleUploadedFile("mờ.png", png_file()),
        SimpleUploadedFile("biên bản.pdf", pdf_file(3)), SimpleUploadedFile("bảng.docx", word_file()),
    )  # fmt: skip
    return Dossier.objects.get(pk=dossier.pk)


def test_the_whole_dossier_is_one_pdf_with_an_index(dossier, teacher, now):
    content = bound(whole(dossier, teacher, now), reader=teacher, at=now)

    with pikepdf.open(io.BytesIO(content)) as made:
        with made.open_outline() as outline:
            titles = [item.title for item in outline.root]
        pages = len(made.pages)
    assert titles[:2] == ["Mục lục", "Báo cáo thành tích"]
    assert len(titles) == 5
    assert pages >= 1 + 1 + 1 + 1 + 3


def test_the_archive_holds_every_file_as_it_was_sent_under_a_plain_name(dossier, teacher, now):
    whole_one = whole(dossier, teacher, now)

    with zipfile.ZipFile(io.BytesIO(packed(whole_one, reader=teacher, at=now))) as archive:
        names = archive.namelist()
        sums = archive.read("SHA256SUMS.txt").decode()
        contents = {name: archive.read(name) for name in names}
    assert all(name.isascii() for name in names)
    assert "05-minh-chung-01-giay-khen-dep.jpg" in names
    assert {"00-muc-luc.pdf", "01-bao-cao-thanh-tich.pdf", "01-bao-cao-thanh-tich.docx"} <= set(names)
    for name, content in contents.items():
        if name != "SHA256SUMS.txt":
            assert f"{hashlib.sha256(content).hexdigest()}  {name}" in sums
    docx = next(one for one in whole_one.files.all() if one.original_name == "bảng.docx")
    assert docx.sha256 in sums


def test_a_lost_file_is_told_in_the_index_and_holds_nothing_up(dossier, teacher, now, monkeypatch):
    whole_one = whole(dossier, teacher, now)
    monkeypatch.setattr(DossierFile, "read", lambda self: None)

    with zipfile.ZipFile(io.BytesIO(packed(whole_one, reader=teacher, at=now))) as archive:
        assert archive.read("05-minh-chung-03-bien-ban.pdf") == b""


def test_the_name_of_a_package_is_plain(dossier):
    assert package_name(dossier, "zip") == f"ho-so-{dossier.pk}-do-thi-dao.zip"


def test_the_package_is_served_to_those_who_see_the_dossier(client, dossier, teacher, accountant):
    client.force_login(teacher)
    for form, start in (("pdf", b"%PDF"), ("zip", b"PK")):
        answer = client.get(url("package", dossier.pk, form))
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(url("package", dossier.pk, "exe")).status_code == 404
    client.force_login(accountant)
    assert client.get(url("package", dossier.pk, "pdf")).status_code == 404

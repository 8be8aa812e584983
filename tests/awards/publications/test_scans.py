"""Scans of the consents that were signed: kept with what they prove, and opened by nobody but those who publish."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from awards.publications.models import ConsentFile, PupilConsent
from awards.publications.services.consenting import record_consents, withdraw_consent
from tests.factories.school import UserFactory
from thiduakt.files import evidence
from thiduakt.files.uploads import DOCX_TYPE, MEGABYTE
from thiduakt.permissions import Role

from .test_services import AGREED

pytestmark = pytest.mark.django_db


def scan(name="phieu-dong-y.png"):
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    return SimpleUploadedFile(name, picture.getvalue())


@pytest.fixture
def scanned(draft, pupil, clerk, at):
    record_consents(draft, {pupil.pk: ["CHILD", "GUARDIAN"]}, **AGREED, files=[scan()], actor=clerk, at=at)
    return ConsentFile.objects.get()


def test_one_scan_is_kept_with_all_that_it_proves(scanned):
    assert {one.sheet for one in PupilConsent.objects.all()} == {scanned.sheet}
    assert scanned.read() is not None


def test_it_is_kept_as_long_as_something_of_it_stands(scanned, clerk, at, django_capture_on_commit_callbacks):
    child, guardian = PupilConsent.objects.order_by("whose")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(child, actor=clerk, at=at)
    assert scanned.read() is not None

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(guardian, actor=clerk, at=at)

    assert not ConsentFile.objects.exists()
    assert scanned.read() is None


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("phieu.pdf", b"%PDF-1.4" + b" " * 20 * MEGABYTE), "chỉ nhận tệp tới 10 MB"),
        (SimpleUploadedFile("phieu.exe", b"MZ"), "Chỉ nhận ảnh JPG, PNG và tệp PDF"),
        (SimpleUploadedFile("phieu.png", b"%PDF-1.4"), "ảnh bị hỏng"),
        (SimpleUploadedFile("phieu.pdf", b""), "Tệp rỗng"),
    ],
)
def test_what_is_no_scan_is_refused_and_nothing_recorded(draft, pupil, clerk, at, file, told):
    file.seek(0)

    with pytest.raises(ValidationError, match=told):
        record_consents(draft, {pupil.pk: ["CHILD"]}, **AGREED, files=[scan(), file], actor=clerk, at=at)

    assert not PupilConsent.objects.exists()
    assert not ConsentFile.objects.exists()


def test_a_word_file_is_no_scan(draft, pupil, clerk, at, monkeypatch):
    monkeypatch.setitem(evidence.PAPERS, "docx", (DOCX_TYPE, lambda content: None))

    file = SimpleUploadedFile("phieu.docx", b"PK")

    with pytest.raises(ValidationError, match="chỉ nhận ảnh chụp hoặc tệp PDF"):
        record_consents(draft, {pupil.pk: ["CHILD"]}, **AGREED, files=[file], actor=clerk, at=at)


def test_where_there_is_no_room_nothing_is_recorded(draft, pupil, clerk, at, monkeypatch):
    monkeypatch.setattr("awards.publications.services.consenting.OF_A_SCHOOL", 10)

    with pytest.raises(ValidationError, match="đã đầy"):
        record_consents(draft, {pupil.pk: ["CHILD"]}, **AGREED, files=[scan()], actor=clerk, at=at)

    assert not PupilConsent.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("principal", 200), ("deputy", 403), ("secretary", 403), ("teacher", 403), ("technician", 403)],
)
def test_it_is_opened_by_those_who_publish_alone(client, scanned, request, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("publications:consent_file", args=[scanned.pk])).status_code == status


def test_the_scan_of_another_school_is_not_there(client, scanned, other_school):
    client.force_login(UserFactory(school=other_school, roles=[Role.CLERK]))

    assert client.get(reverse("publications:consent_file", args=[scanned.pk])).status_code == 404


def test_it_is_sent_with_the_form_and_stands_in_the_list(client, clerk, draft, pupil):
    client.force_login(clerk)
    told = {"given_on": "01/10/2023", "how": "Phiếu", f"child_{pupil.pk}": "on"}

    refused = client.post(
        reverse("publications:consents_of", args=[draft.pk]), told | {"files": [SimpleUploadedFile("a.exe", b"MZ")]}
    )
    assert "Chỉ nhận ảnh JPG" in refused.content.decode()
    assert "checked" in refused.content.decode()
    client.post(reverse("publications:consents_of", args=[draft.pk]), told | {"files": [scan()]})

    assert "phieu-dong-y.png" in client.get(reverse("publications:consents")).content.decode()

import io
from urllib.parse import quote

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.documents.test_services_signed_copies import pdf
from tests.factories.documents import DocumentFactory, RegisterEntryFactory
from tests.kept_files import lose
from thiduakt.documents.models import SignedCopy
from thiduakt.documents.services.signed_copies import add_signed_copy

pytestmark = pytest.mark.usefixtures("blank_pages", "any_storage")


def file_url(document, form="pdf"):
    return reverse("documents:file", args=[document.pk, form])


@pytest.fixture
def draft(school, principal):
    return DocumentFactory(school=school, signer=principal.person)


@pytest.fixture
def issued(school, principal):
    return DocumentFactory(school=school, signer=principal.person, state="ISSUED")


@pytest.fixture
def copy(issued, clerk, at):
    return add_signed_copy(issued, name="Bản ký – kế hoạch.pdf", content=pdf(), actor=clerk, at=at)


def test_a_pdf_opens_in_the_browser(draft, principal, client):
    client.force_login(principal)

    response = client.get(file_url(draft))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="KH-du-thao-{draft.pk}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_word_file_is_saved(draft, principal, client):
    client.force_login(principal)

    response = client.get(file_url(draft, "docx"))

    assert response.content.startswith(b"PK")
    assert response["Content-Disposition"].startswith("attachment")


def test_another_format_is_a_404(draft, principal, client):
    client.force_login(principal)

    assert client.get(file_url(draft, "odt")).status_code == 404


@pytest.mark.parametrize("who", ["teacher", "secretary", "technician", "superior", "stranger"])
def test_a_draft_out_of_sight_is_a_404_in_every_form(who, draft, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(file_url(draft)).status_code == 404
    assert client.get(reverse("documents:page", args=[draft.pk, 1])).status_code == 404


@pytest.mark.parametrize(("state", "status"), [("DRAFT", 403), ("CONSULTING", 403), ("SUBMITTED", 200), ("SIGNED", 200)])
def test_the_print_for_signing_is_there_once_the_text_is_settled(state, status, school, principal, client):
    client.force_login(principal)
    document = DocumentFactory(school=school, signer=principal.person, state=state)

    assert client.get(f"{file_url(document)}?ban=de-ky").status_code == status


def test_a_school_without_letterhead_gets_a_sentence_instead_of_a_file(draft, school, principal, client):
    school.letterheads.all().delete()
    client.force_login(principal)

    response = client.get(file_url(draft))

    assert response.status_code == 302
    assert "Chưa có thể thức văn bản" in str(next(iter(get_messages(response.wsgi_request))))


def test_pages_are_pictures(draft, principal, client):
    client.force_login(principal)

    page = client.get(reverse("documents:page", args=[draft.pk, 1]))

    assert page["Content-Type"] == "image/png"
    assert page.content.startswith(b"\x89PNG")
    assert client.get(reverse("documents:page", args=[draft.pk, 2])).status_code == 404


def test_a_signed_copy_can_do_nothing_in_the_readers_browser(copy, teacher, client):
    client.force_login(teacher)

    response = client.get(reverse("documents:signed_copy", args=[copy.pk]))

    assert response.content == copy.read()
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Bản ký – kế hoạch.pdf')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("who", ["technician", "superior", "stranger"])
def test_a_signed_copy_of_a_paper_out_of_sight_is_a_404(who, copy, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("documents:signed_copy", args=[copy.pk])).status_code == 404


def test_the_superior_reads_what_was_sent_up(copy, issued, superior, client, at):
    RegisterEntryFactory(document=issued, sent_up_on=at.date())
    client.force_login(superior)

    assert client.get(reverse("documents:signed_copy", args=[copy.pk])).status_code == 200


def upload(client, document, name="ban-ky.pdf", content=None):
    file = SimpleUploadedFile(name, pdf() if content is None else content)
    response = client.post(reverse("documents:signed_copy_upload", args=[document.pk]), {"file": file})
    return response, [str(message) for message in get_messages(response.wsgi_request)]


def test_the_clerk_uploads_a_signed_copy(issued, clerk, client):
    client.force_login(clerk)

    response, said = upload(client, issued)

    assert response.status_code == 302
    assert said == ["Đã lưu bản ký “ban-ky.pdf”."]
    assert SignedCopy.objects.get().document == issued


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "Tệp rỗng"),
        ("a.pdf", io.BytesIO(b"0" * (20 * 1024 * 1024)).getvalue(), "Tệp nặng 20,0 MB"),
        ("a.pdf", b"MZ" + b"0" * 100, "không phải là PDF"),
        ("a" * 250 + ".pdf", b"%PDF-", "Tên tệp dài"),
    ],
)
def test_a_refused_upload_says_why(name, content, reason, issued, clerk, client):
    client.force_login(clerk)

    _, said = upload(client, issued, name, content)

    assert reason in said[0]
    assert not SignedCopy.objects.exists()


def test_nothing_chosen_is_said_too(issued, clerk, client):
    client.force_login(clerk)

    response = client.post(reverse("documents:signed_copy_upload", args=[issued.pk]))

    assert "chưa chọn tệp" in str(next(iter(get_messages(response.wsgi_request))))


@pytest.mark.parametrize("who", ["principal", "teacher", "technician", "superior"])
def test_others_upload_nothing(who, issued, request, client):
    client.force_login(request.getfixturevalue(who))

    response, _ = upload(client, issued)

    assert response.status_code == 403
    assert not SignedCopy.objects.exists()


def test_a_signed_copy_whose_file_is_gone_is_told_so(copy, issued, clerk, client):
    lose(copy)
    client.force_login(clerk)

    response = client.get(reverse("documents:signed_copy", args=[copy.pk]))

    assert response.status_code == 404
    assert "Tệp “Bản ký – kế hoạch.pdf” không còn trong kho" in response.content.decode()
    assert issued.get_absolute_url() in response.content.decode()


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 300])
def test_a_page_that_no_paper_has_is_a_404(number, draft, principal, client):
    client.force_login(principal)

    assert client.get(f"/van-ban/{draft.pk}/trang/{number}.png").status_code == 404


def test_who_lands_on_the_upload_after_signing_in_is_led_to_the_paper(issued, clerk, client):
    client.force_login(clerk)

    assert client.get(reverse("documents:signed_copy_upload", args=[issued.pk])).url == issued.get_absolute_url()

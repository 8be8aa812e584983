"""A result is reported, from a phone too: words, pictures, files."""

from datetime import date

import pytest

from campaigns.targets.models import Evidence, Progress, Target
from tests.campaigns.targets.pages import texts, url
from tests.factories.targets import photo, upload, work
from thiduakt.files.storage import store

pytestmark = pytest.mark.django_db


def test_the_owner_reports_with_pictures_of_the_camera_and_files(client, group_head, target):
    client.force_login(group_head)
    page = texts(client.get(url("report", target.pk)))
    assert 'capture="environment"' in page
    assert "multiple" in page

    sent = {"value": "12", "as_of": "05/10/2023", "note": "Xong", "version": "0", "photos": upload("a.jpg"), "files": [
        upload("b.jpg", photo(size=(30, 30))), upload("c.jpg", photo(size=(31, 31)))
    ]}  # fmt: skip
    response = client.post(url("report", target.pk), sent)

    assert response.url == url("target", target.pk)
    assert [one.original_name for one in Evidence.objects.all()] == ["a.jpg", "b.jpg", "c.jpg"]


def test_ten_pictures_come_in_one_post_and_the_eleventh_in_the_next(client, group_head, target):
    client.force_login(group_head)
    pictures = [upload(f"đào {place}.jpg", photo(size=(30 + place, 30))) for place in range(11)]
    sent = {"value": "12", "as_of": "05/10/2023", "version": "0", "photos": pictures[:6], "files": pictures[6:]}

    response = client.post(url("report", target.pk), sent, follow=True)

    assert Evidence.objects.count() == 10
    assert "đào 10.jpg: mỗi lần gửi tới 10 tệp. Thầy/cô gửi tệp này ở lần sau." in texts(response)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic", "Ảnh HEIC chưa đọc được."),
        ("nang.jpg", b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), "nang.jpg: Tệp nặng 20"),
    ],
    ids=["HEIC", "20 MB"],
)
def test_a_picture_that_is_not_taken_is_refused_with_a_sentence(client, group_head, target, name, content, sentence):
    client.force_login(group_head)
    sent = {"value": "12", "as_of": "05/10/2023", "note": "Đã treo", "version": "0"}

    response = client.post(url("report", target.pk), sent | {"photos": [upload(name, content), upload()]}, follow=True)

    assert sentence in texts(response)
    assert (Progress.objects.get().note, Evidence.objects.count()) == ("Đã treo", 1)


def test_what_was_typed_is_kept_when_a_file_is_refused(client, group_head, target):
    client.force_login(group_head)
    sent = {"value": "12", "as_of": "05/10/2023", "note": "Đã trang trí", "version": "0", "files": upload("a.exe", b"MZ")}
    response = client.post(url("report", target.pk), sent, follow=True)

    assert "a.exe: Chỉ nhận ảnh JPG, PNG và tệp PDF, Word (.docx), Excel (.xlsx)." in texts(response)
    assert "Đã trang trí" in texts(response)
    assert Progress.objects.get().note == "Đã trang trí"


def test_a_refused_result_keeps_its_words_and_asks_for_the_files_again(client, group_head, target):
    client.force_login(group_head)
    sent = {"value": "19", "as_of": "05/10/2023", "note": "Đã trang trí", "version": "0", "files": upload()}
    response = client.post(url("report", target.pk), sent)

    assert "nhiều hơn tổng số 18 lớp" in texts(response)
    assert "Đã trang trí" in texts(response)
    assert "chọn lại tệp" in texts(response)
    assert not Progress.objects.exists()


def test_a_thing_to_be_done_is_told_in_words(client, school, group, group_head):
    target = work(school=school, group=group)
    client.force_login(group_head)
    client.post(url("report", target.pk), {"value": "1", "as_of": "05/10/2023", "version": "0"})

    assert Progress.objects.get().value == 1
    assert "đã xong" in texts(client.get(url("target", target.pk)))


@pytest.mark.parametrize("who", ["teacher", "clerk", "member", "inspector"])
def test_a_colleague_does_not_report_for_another(client, who, target, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("report", target.pk)).status_code == 403
    assert client.post(url("report", target.pk), {"value": "1"}).status_code == 403


def test_a_concluded_target_leads_back_to_its_page(client, group_head, target):
    Target.objects.filter(pk=target.pk).update(state="ACHIEVED", settled_on=date(2023, 10, 1))
    client.force_login(group_head)

    assert client.get(url("report", target.pk)).url == url("target", target.pk)
    response = client.post(url("report", target.pk), {"value": "1", "as_of": "05/10/2023", "version": "0"})
    assert "không báo kết quả được nữa" in texts(response)


def test_a_picture_is_shown_in_place_and_what_came_from_outside_is_saved(client, teacher, progress, group_head, at):
    client.force_login(teacher)
    picture = progress.evidence.get()
    paper = progress.evidence.create(
        original_name="bien-ban.pdf", content_type="application/pdf", size=4, sha256=store(b"%PDF", folder="evidence"),
        uploaded_by=group_head, uploaded_at=at,
    )  # fmt: skip

    shown, saved = (client.get(url("evidence", one.pk)) for one in (picture, paper))

    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")
    for response in (shown, saved):
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"


def test_a_lost_file_is_a_404(client, teacher, progress, media_root):
    for file in media_root.rglob("*"):
        if file.is_file():
            file.unlink()
    client.force_login(teacher)

    assert client.get(url("evidence", progress.evidence.get().pk)).status_code == 404


def test_the_owner_takes_a_picture_away_and_a_colleague_does_not(client, progress, group_head, teacher):
    picture = progress.evidence.get()
    client.force_login(teacher)
    assert client.post(url("evidence_remove", picture.pk)).status_code == 403

    client.force_login(group_head)
    assert client.post(url("evidence_remove", picture.pk)).url == url("report", progress.target_id)
    assert not Evidence.objects.exists()

"""The pages of exemplars, and the one page that everybody in the world may read."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from campaigns.exemplars.enums import ExemplarState as S
from campaigns.exemplars.enums import Whose
from campaigns.exemplars.models import ConsentFile, Exemplar
from tests.factories.exemplars import ExemplarFactory, agreed, exemplar_of
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.targets import upload
from thiduakt.ledger.enums import HolderKind
from thiduakt.school.services.throttling import Limit

pytestmark = pytest.mark.django_db
TYPED = {"title": "Cô giáo trẻ", "kind": "PERSON", "found_on": "01/03/2023", "story": "Nhặt được của rơi.", "campaign": ""}


def url(name, *args):
    return reverse(f"exemplars:{name}", args=args)


def public(one):
    return reverse("public_exemplar", args=[one.school.code, one.pk])


def text_of(response):
    return response.content.decode()


def test_an_exemplar_is_told_of(client, teacher, deputy):
    client.force_login(teacher)

    response = client.post(url("propose"), TYPED | {"holder_kind": "PERSON", "person": deputy.person_id}, follow=True)

    assert "Đã giới thiệu điển hình." in text_of(response)
    assert Exemplar.objects.get().person == deputy.person


def test_a_pupil_is_found_by_full_name_and_namesakes_by_code(client, principal, school):
    PupilFactory(school=school, full_name="Đỗ Thị Đào", pupil_code="HS01")
    typed = TYPED | {"holder_kind": "PUPIL", "pupil": "do thi dao"}
    client.force_login(principal)
    twin = PupilFactory(school=school, full_name="Đỗ Thị Đào", pupil_code="HS02")

    page = text_of(client.post(url("propose"), typed))
    assert "Có 2 em cùng họ tên" in page
    assert "Nhặt được của rơi." in page

    client.post(url("propose"), typed | {"pupil": "hs02"})
    assert Exemplar.objects.get().pupil == twin


@pytest.mark.parametrize(
    "wrong",
    [{"person": "9" * 30}, {"person": ""}, {"holder_kind": "X"}, {"kind": ""}, {"found_on": "31/12/9999"}, {"title": ""}],
)
def test_nothing_that_is_posted_breaks_the_form(client, principal, deputy, wrong):
    client.force_login(principal)

    response = client.post(url("propose"), TYPED | {"holder_kind": "PERSON", "person": deputy.person_id} | wrong)

    assert response.status_code == 200
    assert not Exemplar.objects.exists()


def test_it_is_written_further_by_whoever_manages(client, secretary, school):
    one = ExemplarFactory(school=school)
    client.force_login(secretary)
    assert "Bài viết công bố" in text_of(client.get(url("edit", one.pk)))

    client.post(url("edit", one.pk), TYPED | {"article": "Bài mới.", "version": 1})
    stale = text_of(client.post(url("edit", one.pk), TYPED | {"article": "Bài cũ.", "version": 1}))

    one.refresh_from_db()
    assert one.article == "Bài mới."
    assert "Có người vừa lưu" in stale
    assert "Bài cũ." in stale


def test_the_person_agrees_and_withdraws_on_their_own_page(client, teacher, principal):
    one = exemplar_of(HolderKind.PERSON, teacher.person, state=S.RECOGNISED)
    client.force_login(teacher)
    assert "Tôi đồng ý công bố" in text_of(client.get(one.get_absolute_url()))

    client.post(url("consent", one.pk, "person"))
    client.force_login(principal)
    client.post(url("step", one.pk, "publish"))
    client.logout()
    assert client.get(public(one)).status_code == 200

    client.force_login(teacher)
    client.post(url("withdraw", one.consents.get().pk))
    client.logout()
    assert client.get(public(one)).status_code == 404


def test_a_pupil_is_not_public_before_both_have_agreed(client, principal, school):
    one = exemplar_of(HolderKind.PUPIL, PupilFactory(school=school), state=S.RECOGNISED)
    client.force_login(principal)
    client.post(url("consent", one.pk, "child"), {"given_on": "01/03/2023", "how": "em ký đơn"})

    page = text_of(client.post(url("step", one.pk, "publish"), follow=True))
    assert "Chưa có đồng ý của cha, mẹ hoặc người giám hộ." in page
    assert client.get(public(one)).status_code == 404

    client.post(url("consent", one.pk, "guardian"), {"given_on": "01/03/2023", "how": "mẹ ký đơn"})
    client.post(url("step", one.pk, "publish"))
    assert client.get(public(one)).status_code == 200


def test_a_consent_without_its_day_is_refused_in_words(client, principal, school):
    one = exemplar_of(HolderKind.PUPIL, PupilFactory(school=school), state=S.RECOGNISED)
    client.force_login(principal)

    page = text_of(client.post(url("consent", one.pk, "child"), {"given_on": "hôm qua", "how": "mẹ ký đơn"}))

    assert 'value="mẹ ký đơn"' in page
    assert "id_child_given_on" in page
    assert not one.consents.exists()
    assert client.post(url("consent", one.pk, "nobody")).status_code == 404


def test_a_note_that_is_refused_comes_back_as_it_was_typed(client, principal, school):
    one = ExemplarFactory(school=school, state=S.FOSTERING)
    client.force_login(principal)

    page = text_of(client.post(url("note", one.pk), {"day": "31/12/2099", "text": "Dự giờ ở lớp A1, trao đổi sau giờ."}))

    assert "Ngày không được sau hôm nay." in page
    assert "Dự giờ ở lớp A1, trao đổi sau giờ." in page
    assert not one.notes.exists()


def test_what_was_signed_is_kept_for_whoever_manages_and_drawn_anew(client, principal, secretary, teacher, stranger, school):
    one = exemplar_of(HolderKind.PUPIL, PupilFactory(school=school), state=S.RECOGNISED)
    client.force_login(principal)

    client.post(url("consent", one.pk, "child"), {"given_on": "01/03/2023", "how": "em ký đơn", "files": [upload()]})

    file = ConsentFile.objects.get()
    assert file.original_name in text_of(client.get(one.get_absolute_url()))
    for who, status in ((secretary, 200), (teacher, 403), (stranger, 404)):
        client.force_login(who)
        answer = client.get(url("consent_file", file.pk))
        assert answer.status_code == status
        if status == 200:
            assert not Image.open(BytesIO(answer.content)).getexif()
    client.logout()
    assert client.get(url("consent_file", file.pk)).status_code == 302


def test_a_clerk_who_publishes_does_not_read_what_was_signed(client, principal, clerk, school):
    one = exemplar_of(HolderKind.PUPIL, PupilFactory(school=school), state=S.RECOGNISED)
    client.force_login(principal)
    client.post(url("consent", one.pk, "child"), {"given_on": "01/03/2023", "how": "em ký đơn", "files": [upload()]})
    client.force_login(clerk)

    assert ConsentFile.objects.get().original_name not in text_of(client.get(one.get_absolute_url()))


@pytest.mark.parametrize(
    ("file", "told"),
    [(SimpleUploadedFile("don.pdf", b"khong phai PDF"), "Nội dung tệp không phải là PDF"),
     (SimpleUploadedFile("don.exe", b"MZ"), "Chỉ nhận ảnh")],
)  # fmt: skip
def test_a_file_that_is_not_kept_holds_back_the_consent(client, principal, school, file, told):
    one = exemplar_of(HolderKind.PUPIL, PupilFactory(school=school), state=S.RECOGNISED)
    client.force_login(principal)

    page = text_of(
        client.post(url("consent", one.pk, "child"), {"given_on": "01/03/2023", "how": "em ký đơn", "files": [file]})
    )

    assert told in page
    assert 'value="em ký đơn"' in page
    assert not one.consents.exists()


def test_one_address_reads_the_public_pages_so_often_and_no_more(client, school, settings, monkeypatch):
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setattr("thiduakt.school.views.throttled.Throttled.limit", Limit("reader", 3, timedelta(minutes=5)))
    address = reverse("public_exemplars", args=[school.code])

    def read(visitor):
        return client.get(address, headers={"x-forwarded-for": visitor})

    assert [read("203.0.113.5").status_code for _ in range(3)] == [200] * 3
    refused = read("203.0.113.5")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    assert "quá nhiều lần" in text_of(refused)
    assert read("203.0.113.6").status_code == 200
    assert [read(f"2001:db8::{host}").status_code for host in (1, 2, 3, 4)] == [200, 200, 200, 429]


@pytest.mark.parametrize("state", [S.FOUND, S.FOSTERING, S.RECOGNISED, S.ENDED])
def test_what_is_not_published_is_not_there(client, school, state):
    one = ExemplarFactory(school=school, state=state)

    assert client.get(public(one)).status_code == 404
    assert one.title not in text_of(client.get(reverse("public_exemplars", args=[school.code])))


def test_past_its_last_day_and_under_another_school_it_is_not_there(client, school, other_school):
    past = ExemplarFactory(school=school, state=S.PUBLISHED, published_until=date(2023, 3, 2))
    one = ExemplarFactory(school=school, state=S.PUBLISHED)

    assert client.get(public(past)).status_code == 404
    assert client.get(reverse("public_exemplar", args=[other_school.code, one.pk])).status_code == 404
    assert client.get("/cong-khai/khong-co/").status_code == 404


def test_the_public_page_tells_the_article_and_the_name_and_nothing_else(client, principal, school):
    pupil = PupilFactory(school=school, pupil_code="HS77", in_class=SchoolClassFactory(school=school, name="Lớp A1"))
    one = exemplar_of(HolderKind.PUPIL, pupil, state=S.PUBLISHED, article="<script>x</script>\n\nBài viết.")
    one.story = "Chuyện kín trong trường."
    one.save()
    agreed(one, Whose.CHILD, principal)

    page = text_of(client.get(public(one)))

    assert "Nguyễn Ngọc Bảo An" in page
    assert "&lt;script&gt;" in page
    assert "Bài viết." in page
    for hidden in ("HS77", "2018", "Chuyện kín", "đơn có chữ ký", one.found_by.full_name):
        assert hidden not in page
    assert one.title in text_of(client.get(reverse("public_exemplars", args=[school.code])))


def test_the_six_questions_of_each_button(client, school, principal, teacher, stranger):
    one = ExemplarFactory(school=school, state=S.RECOGNISED)
    presses = [url("step", one.pk, "publish"), url("note", one.pk), url("replicate", one.pk), url("edit", one.pk)]
    for who, wanted in ((stranger, {404}), (teacher, {404, 403})):
        client.force_login(who)
        assert {client.post(press).status_code for press in presses} <= wanted
    client.logout()
    assert {client.post(press).status_code for press in presses} == {302}
    client.force_login(principal)
    assert {client.get(press).status_code for press in presses[:3]} == {302}
    assert client.post(url("step", one.pk, "nothing")).status_code == 404
    assert "không làm được bước" in text_of(client.post(url("step", one.pk, "foster"), follow=True))
    one.refresh_from_db()
    assert one.state == S.RECOGNISED


def test_the_list_is_narrowed_searched_and_goes_out_as_shown(client, principal, school):
    ExemplarFactory(school=school, title="Đỗ Thị Đào đọc sách", kind="GOOD_DEED")
    ExemplarFactory(school=school, title="Vườn rau", state=S.PUBLISHED)
    client.force_login(principal)

    for asked, seen in (({"q": "do thi dao"}, "Đỗ Thị"), ({"trang-thai": "PUBLISHED"}, "Vườn"), ({"loai": "MODEL"}, "Vườn")):
        page = text_of(client.get(url("list"), asked))
        sheet = load_workbook(BytesIO(client.get(url("list_excel"), asked).content)).active
        assert seen in page
        assert ("Vườn rau" in page) != ("Đỗ Thị Đào" in page)
        assert len(list(sheet.iter_rows(min_row=5))) == 1


def test_the_list_asks_as_much_for_three_as_for_one(client, principal, school, teacher, group):
    client.force_login(principal)
    exemplar_of(HolderKind.PERSON, teacher.person)
    client.get(url("list"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("list"))
    exemplar_of(HolderKind.GROUP, group, fostered_by=teacher.person)
    exemplar_of(HolderKind.PUPIL, PupilFactory(school=school))
    with CaptureQueriesContext(connection) as three:
        client.get(url("list"))

    assert len(three) == len(one)

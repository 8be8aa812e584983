"""The screens of lấy ý kiến: opening it, reading and commenting, and that nothing typed is lost."""

from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse

from tests.documents.consulting import PASSAGE, consult, draft_of
from tests.documents.screens import day, said, url, words
from tests.factories.school import PersonFactory
from thiduakt.documents.models import Comment, Consultation, Document
from thiduakt.documents.services.consulting import end_consultation, write_comment
from thiduakt.documents.services.drafting import edit_draft

pytestmark = pytest.mark.usefixtures("blank_pages")


# Opening


def test_the_form_lists_groups_and_people_with_an_account_first(principal, teacher, group, client):
    PersonFactory(school=principal.school, full_name="Bùi Thị An")
    client.force_login(principal)

    form = client.get(url("consult", draft_of(principal))).context["form"]

    assert [label for _, label in form.fields["groups"].choices] == ["Tổ mẫu giáo lớn"]
    assert [str(label) for _, label in form.fields["people"].choices] == [
        "Đỗ Thị Đào (Tổ mẫu giáo lớn)",
        "Bùi Thị An, chưa có tài khoản: đưa bản in cho đọc",
    ]


def test_everybody_groups_and_people_are_one_list_without_twins(principal, teacher, group_head, clerk, group, client):
    client.force_login(principal)
    document = draft_of(principal)

    response = client.post(
        url("consult", document),
        {"groups": [group.pk], "people": [teacher.person_id, clerk.person_id], "closes_on": day(3), "question": "Chỉ tiêu?"},
    )

    consultation = Consultation.objects.get()
    assert response.url == url("consultation_summary", consultation)
    assert said(response) == [f"Đã gửi dự thảo xin ý kiến 3 người, hạn góp ý {day(3)}."]
    asked = {str(reader) for reader in consultation.readers.all()}
    assert asked == {"Đỗ Thị Đào", "Phạm Thị Hương", "Đặng Thị Thu Hằng"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"closes_on": day(3)}, "Thầy/cô chọn ít nhất một người để hỏi ý kiến."),
        ({"closes_on": day(-1), "everybody": "on"}, "Hạn góp ý không được trước hôm nay."),
        ({"closes_on": "31/02/2027", "everybody": "on"}, ""),
        ({"closes_on": day(3), "people": ["999999"]}, ""),
    ],
)
def test_a_refused_form_keeps_what_was_typed(values, sentence, principal, teacher, client):
    client.force_login(principal)
    document = draft_of(principal)

    response = client.post(url("consult", document), values | {"question": "Chỉ tiêu của từng tổ?"})

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "Chỉ tiêu của từng tổ?" in response.content.decode()
    assert Document.objects.get().state == "DRAFT"


def test_where_nobody_works_the_page_says_so(principal, client):
    client.force_login(principal)

    assert "Chưa có ai để hỏi" in words(client.get(url("consult", draft_of(principal))))


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 403), ("teacher", 404), ("technician", 404), ("stranger", 404), ("superior", 404)]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_those_who_draft_see_the_form(method, who, status, principal, request, client):
    client.force_login(request.getfixturevalue(who))
    document = draft_of(principal)

    assert getattr(client, method)(url("consult", document)).status_code == status


def test_the_form_of_a_draft_that_is_consulted_on_already_leads_to_its_page(consultation, principal, client):
    client.force_login(principal)
    address = url("consult", consultation.document)

    assert client.get(address).url == consultation.document.get_absolute_url()
    response = client.post(address, {"everybody": "on", "closes_on": day(3)})
    assert "Đang ở trạng thái “đang lấy ý kiến”" in words(response)
    assert Consultation.objects.count() == 1


# Reading and commenting


def test_opening_the_page_is_reading(consultation, teacher, client):
    client.force_login(teacher)

    page = words(client.get(url("consultation", consultation)))

    assert PASSAGE in page
    assert "Xin ý kiến về chỉ tiêu thi đua." in page
    assert consultation.readers.get().read_at is not None


def test_looking_as_somebody_who_drafts_reads_for_nobody(consultation, principal, client):
    client.force_login(principal)

    page = client.get(url("consultation", consultation))

    assert consultation.readers.get().read_at is None
    assert "Gửi ý kiến" not in page.content.decode()


@pytest.mark.parametrize("who", ["group_head", "accountant", "technician", "stranger", "superior"])
def test_a_colleague_who_was_not_asked_finds_nothing(who, consultation, comment, request, client):
    client.force_login(request.getfixturevalue(who))

    for route in ("consultation", "consultation_summary", "consultation_excel"):
        assert client.get(url(route, consultation)).status_code == 404
    for route in ("consultation", "consultation_remind", "consultation_prolong"):
        assert client.post(url(route, consultation)).status_code == 404
    for route in ("comment_answer", "comment_withdraw"):
        assert client.post(url(route, comment)).status_code == 404
    assert Comment.objects.get().state == "WAITING"


def place_of(page, passage=PASSAGE):
    return next(row["place"] for row in page.context["rows"] if row["passage"].text == passage)


def test_a_passage_is_commented_on_without_a_script(consultation, teacher, client):
    client.force_login(teacher)
    address = url("consultation", consultation)
    place = place_of(client.get(address))
    page = lxml.html.fromstring(client.get(f"{address}?doan={place}").content)
    (form,) = page.xpath(f'//*[@id="doan-{place}"]//form')
    posted = {field.name: field.value for field in form.inputs if field.name} | {"text": "Nên ghi rõ."}

    response = client.post(f"{address}?doan={place}", posted)

    assert response.url == f"{address}#doan-{place}"
    comment = Comment.objects.get()
    assert (comment.field, comment.passage, comment.text, comment.author) == ("body", PASSAGE, "Nên ghi rõ.", teacher.person)
    assert "Nên ghi rõ." in words(client.get(address))


def test_the_whole_draft_is_commented_on_at_its_foot(consultation, teacher, client):
    client.force_login(teacher)

    client.post(url("consultation", consultation), {"text": "Nhất trí."})

    assert Comment.objects.get().field == ""


def test_a_comment_on_a_passage_that_was_just_changed_is_not_lost(consultation, principal, teacher, now, client):
    client.force_login(teacher)
    edit_draft(consultation.document, changes={"body": "<p>Viết lại.</p>"}, version=1, actor=principal, at=now)
    typed = {"field": "body", "passage": PASSAGE, "text": "Nên ghi rõ."}

    response = client.post(f"{url('consultation', consultation)}?doan=3", typed)

    assert "Đoạn này vừa được sửa" in words(response)
    page = lxml.html.fromstring(response.content)
    (area,) = page.xpath('//*[@id="doan-ca-du-thao"]//textarea')
    assert area.value.strip() == "Nên ghi rõ."
    assert not page.xpath('//*[@id="doan-ca-du-thao"]//input[@name="passage"]')


@pytest.mark.parametrize("typed", [{}, {"text": ""}, {"text": "x" * 2001}, {"text": "x", "field": "y" * 30}])
def test_what_cannot_be_a_comment_is_shown_again(typed, consultation, teacher, client):
    client.force_login(teacher)

    assert client.post(url("consultation", consultation), typed).status_code == 200
    assert not Comment.objects.exists()


@pytest.mark.parametrize("place", ["0", "-1", "999", "x", "9" * 5000, "²"])
def test_a_place_that_is_none_opens_no_form_in_the_text(place, consultation, teacher, client):
    client.force_login(teacher)

    response = client.get(url("consultation", consultation), {"doan": place})

    assert response.context["chosen"] is None


def test_after_the_day_one_reads_on_but_says_nothing(principal, teacher, now, client):
    consultation = consult(principal, teacher, at=now - timedelta(days=8))
    client.force_login(teacher)

    page = client.get(url("consultation", consultation))
    refused = client.post(url("consultation", consultation), {"text": "Muộn rồi."})

    assert "Đã hết hạn góp ý; thầy/cô vẫn đọc được dự thảo" in words(page)
    assert "Góp ý đoạn này" not in words(page)
    assert "không góp ý thêm được" in words(refused)


def test_after_the_day_who_was_asked_and_drafts_too_is_told_why_nothing_can_be_said(principal, deputy, now, client):
    consultation = consult(principal, deputy, at=now - timedelta(days=8))
    client.force_login(deputy)

    page = words(client.get(url("consultation", consultation)))

    assert "Đã hết hạn góp ý" in page
    assert "góp ý dành cho những người có trong danh sách" not in page


def test_one_sees_one_s_own_comments_only_until_it_has_ended(principal, teacher, group_head, now, client):
    consultation = consult(principal, teacher, group_head, at=now)
    write_comment(consultation, text="Ý kiến của cô Hương.", actor=group_head, at=now)
    client.force_login(teacher)

    assert "Ý kiến của cô Hương." not in words(client.get(url("consultation", consultation)))
    assert client.get(url("consultation_summary", consultation)).status_code == 403
    end_consultation(consultation.document, actor=principal, at=now)
    assert client.get(url("consultation", consultation)).url == url("consultation_summary", consultation)
    assert "Ý kiến của cô Hương." in words(client.get(url("consultation_summary", consultation)))
    assert client.get(consultation.document.get_absolute_url()).status_code == 404


def test_a_comment_is_withdrawn_by_its_author(comment, consultation, teacher, client):
    client.force_login(teacher)

    response = client.post(url("comment_withdraw", comment))

    assert response.url == url("consultation", consultation)
    assert not Comment.objects.exists()


def test_a_colleague_who_was_asked_too_withdraws_nothing_of_others(principal, teacher, group_head, now, client):
    consultation = consult(principal, teacher, group_head, at=now)
    comment = write_comment(consultation, text="Nhất trí.", actor=teacher, at=now)
    client.force_login(group_head)

    assert client.post(url("comment_withdraw", comment)).status_code == 404
    client.force_login(principal)
    assert client.post(url("comment_withdraw", comment)).status_code == 403
    assert Comment.objects.exists()


ROUTES = {
    "consult": "document", "consultation": "consultation", "consultation_summary": "consultation",
    "consultation_excel": "consultation", "consultation_remind": "consultation", "consultation_prolong": "consultation",
    "comment_answer": "comment", "comment_withdraw": "comment",
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_every_page_asks_who_one_is_and_knows_its_method(route, comment, consultation, principal, client):
    row = {"document": consultation.document, "consultation": consultation, "comment": comment}[ROUTES[route]]

    assert client.get(url(route, row)).url.startswith("/dang-nhap/")
    client.force_login(principal)
    assert client.delete(url(route, row)).status_code == 405
    for pk in (0, 987_654):
        assert client.get(reverse(f"documents:{route}", args=[pk])).status_code == 404


@pytest.mark.parametrize("route", ["consultation_remind", "comment_withdraw"])
def test_who_lands_on_a_button_after_signing_in_is_led_to_its_page(route, comment, consultation, teacher, principal, client):
    client.force_login(principal)
    row = comment if route == "comment_withdraw" else consultation

    assert client.get(url(route, row)).status_code == 302
    assert Comment.objects.exists()

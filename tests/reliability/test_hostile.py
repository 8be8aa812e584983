"""Hostile input at a size for every day (all of it: tests/reliability/hostile.py): refused or harmless."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from weasyprint import HTML

from tests.documents.reading.test_word_hostile import REFUSED
from tests.reliability import hostile
from tests.reliability.payloads import TOO_DEEP, TOO_LONG, XSS
from tests.reliability.posts import POSTS, World, kept_models
from thiduakt.documents.rendering.engine import html_to_pdf

# A form of each room; the bench takes them all.
ROUTES = ["school:person_add", "documents:edit", "documents:comment_answer", "plans:import", "catalog:text_add"]


@pytest.fixture
def world(school, blank_pages):
    return World(school, timezone.now())


def test_there_are_two_hundred_different_payloads():
    assert len(set(XSS)) >= 200


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES)
def test_scripts_in_a_form_do_nothing_on_any_page(route, blank_pages):
    assert hostile.attack(route, XSS[::25]) == []


@pytest.mark.django_db
def test_a_page_that_did_not_escape_would_be_noticed(blank_pages, monkeypatch):
    monkeypatch.setattr("django.template.base.conditional_escape", str)

    assert hostile.attack("school:group_add", XSS[:1]) != []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "sentence"), [(TOO_DEEP, "lồng"), (TOO_LONG[:200_000], "60.000 ký tự")], ids=["80 levels", "200 KB"]
)
def test_a_monstrous_text_is_refused_with_a_sentence_and_kept_in_the_form(client, world, body, sentence):
    draft = world.draft()
    client.force_login(world.principal)
    address = reverse("documents:edit", args=[draft.pk])

    answer = client.post(address, {"version": draft.version, "subject": "Thi đua", "dated_on": world.day(), "body": body})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    draft.refresh_from_db()
    assert draft.body != body


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["documents:edit", "plans:import"])
def test_a_paste_of_five_megabytes_gets_a_page_that_says_so(client, world, route):
    post = POSTS[route](world)
    client.force_login(post.sender)

    answer = client.post(post.address, {"body": TOO_LONG, "text": TOO_LONG})

    assert answer.status_code == 400
    assert "Nội dung gửi lên quá lớn" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a bomb of zeros", "a bomb of blanks", "many parts", "entities", "a zip with a password"])
def test_a_bomb_in_a_word_file_is_refused_with_a_sentence_and_stores_nothing(client, world, name):
    make, sentence = REFUSED[name]
    client.force_login(world.principal)
    before = {model: model._base_manager.count() for model in kept_models()}

    answer = client.post(reverse("plans:import"), {"file": SimpleUploadedFile("ke-hoach.docx", make())})

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert {model: model._base_manager.count() for model in kept_models()} == before


def test_the_printer_reads_no_address():
    assert hostile.addresses(html_to_pdf)["leaks"] == 0


def test_the_printer_of_weasyprint_itself_would_have_read_most():
    names = ("picture", "picture from a file", "attachment", "style sheet", "import", "drawing used by a drawing")

    assert hostile.addresses(lambda html: HTML(string=html).write_pdf(), names)["leaks"] >= 5


def test_scripts_in_the_plain_lines_of_a_paper_are_printed_as_words():
    assert hostile.plain_lines(XSS[::25])["first fault"] == ""


def test_a_line_that_is_not_printed_as_it_is_would_be_noticed(monkeypatch):
    monkeypatch.setattr("django.template.base.conditional_escape", str)

    assert hostile.miswritten("<b>Đào</b>") != []


def test_a_long_name_a_long_post_and_a_long_word_are_printed_whole():
    name = "Công Tằng Tôn Nữ Hoàng Thị Quỳnh Hương Giang Thùy Dương Ngọc Ánh"

    assert hostile.miswritten(name) == []
    assert hostile.misprinted_body(f"<p>{'w' * 200}</p><ul><li><p>{'i' * 200}</p></li></ul>") == []


@pytest.mark.parametrize("seed", range(15))
def test_random_texts_are_printed_word_for_word(seed):
    assert hostile.misprinted(seed) == []


def test_a_file_that_acts_would_be_noticed():
    assert hostile.active_parts(HTML(string="<a href='https://example.com/'>a</a>").write_pdf()) == ["/URI"]

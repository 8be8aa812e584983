"""The pages of one text: added, corrected, withdrawn, its file, and the papers that cite it."""

import io
from datetime import date

import pytest

from tests.catalog.pages import page, typed, url
from tests.factories.catalog import LegalChangeFactory, LegalTextFactory
from tests.factories.documents import PlanFactory
from tests.files.test_uploads import word_file
from thiduakt.catalog.enums import ChangeKind, TextKind
from thiduakt.catalog.models import LegalText

pytestmark = pytest.mark.django_db


def test_adding_a_text(client, clerk, school):
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(), follow=True)

    text = LegalText.objects.get(school=school)
    assert "Đã thêm Kế hoạch số 06/KH-PGDĐT vào thư viện." in response.content.decode()
    assert (text.issued_on, text.in_force_from) == (date(2024, 2, 20), date(2024, 2, 20))


def test_a_refused_form_keeps_what_was_typed(client, clerk, school):
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(issued_on="31/02/2024", name="Lời đã gõ", note="Ghi chú đã gõ"))

    found = response.content.decode()
    assert response.status_code == 200
    for word in ("31/02/2024", "Lời đã gõ", "Ghi chú đã gõ", "Ngày chưa đúng", "06/KH-PGDĐT"):
        assert word in found
    assert not LegalText.objects.filter(school=school).exists()


@pytest.mark.parametrize(
    "values",
    [{}, {"kind": "X"}, {"older": "999999"}, {"older": "x"}, {"change": "Y"}, {"number": "9" * 500}],
)
def test_odd_posts_get_a_sentence(client, clerk, school, values):
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(**values) if values else {})

    assert response.status_code == 200
    assert not LegalText.objects.filter(school=school).exists()


def test_correcting_a_text_shows_first_where_it_is_cited(client, clerk, principal, text, school):
    plan = PlanFactory(
        school=school, document__created_by=principal.person,
        document__bases=["Căn cứ kế hoạch số 5/KH_PGDDT ngày 15/02/2023 của Phòng GD&ĐT;"],
    )  # fmt: skip
    client.force_login(clerk)

    for route in ("text_detail", "text_edit"):
        assert plan.document.get_absolute_url() in page(client, url(route, text.pk))
    response = client.post(url("text_edit", text.pk), typed(number="05/KH-PGDĐT", name="lời mới"))

    assert response.url == text.get_absolute_url()
    text.refresh_from_db()
    assert (text.name, text.version) == ("lời mới", 2)


def test_a_stale_correction_is_shown_again_with_its_text(client, clerk, text):
    LegalText.objects.filter(pk=text.pk).update(version=4)
    client.force_login(clerk)

    response = client.post(url("text_edit", text.pk), typed(name="Lời đã gõ"))

    found = response.content.decode()
    assert "Có người vừa sửa" in found
    assert "Lời đã gõ" in found
    assert 'name="version" value="4"' in found


@pytest.mark.parametrize(
    ("sentence", "is_cited"),
    [
        ("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;", True),
        ("Căn cứ Nghị định số 98 / 2023 / NĐ_CP của Chính phủ;", True),
        ("Căn cứ Nghị định số 198/2023/NĐ-CP;", False),
        ("Căn cứ Thông tư số 98/2023/TT-BGDĐT;", False),
    ],
)
@pytest.mark.parametrize("place", ["bases", "body"])
def test_a_text_says_which_papers_cite_it(client, principal, school, of_the_state, sentence, is_cited, place):
    values = {"bases": [sentence]} if place == "bases" else {"bases": [], "body": f"<p>{sentence}</p>"}
    plan = PlanFactory(
        school=school, document__created_by=principal.person, **{f"document__{name}": told for name, told in values.items()}
    )
    client.force_login(principal)

    assert (plan.document.get_absolute_url() in page(client, of_the_state.get_absolute_url())) is is_cited


def test_a_law_cited_by_its_name_is_found_too(client, principal, school):
    plan = PlanFactory(school=school, document__created_by=principal.person)
    client.force_login(principal)

    found = page(client, LegalText.objects.get(number="06/2022/QH15").get_absolute_url())

    assert plan.document.get_absolute_url() in found


def test_papers_that_one_may_not_see_are_not_told(client, teacher, principal, other_school, school, of_the_state):
    bases = ["Căn cứ Nghị định số 98/2023/NĐ-CP;"]
    draft = PlanFactory(school=school, document__bases=bases, document__created_by=principal.person)
    foreign = PlanFactory(school=other_school, document__bases=bases, state="ISSUED")
    client.force_login(teacher)

    found = page(client, of_the_state.get_absolute_url())

    assert draft.document.get_absolute_url() not in found
    assert foreign.document.get_absolute_url() not in found


def test_a_text_costs_the_same_for_one_citing_paper_and_for_three(
    client, principal, school, of_the_state, django_assert_max_num_queries
):
    client.force_login(principal)

    def queries():
        PlanFactory(
            school=school, document__created_by=principal.person, document__bases=["Căn cứ Nghị định số 98/2023/NĐ-CP;"]
        )
        with django_assert_max_num_queries(25) as captured:
            client.get(of_the_state.get_absolute_url())
        return len(captured)

    assert queries() == [queries(), queries()][-1]


def test_withdrawing_and_bringing_back(client, clerk, text):
    client.force_login(clerk)

    refused = client.post(url("text_withdraw", text.pk), {"reason": ""}, follow=True).content.decode()
    assert "Thầy/cô cần ghi rõ lý do." in refused
    gone = client.post(url("text_withdraw", text.pk), {"reason": "Thêm nhầm."}, follow=True).content.decode()
    assert "Đã rút khỏi thư viện" in gone
    twice = client.post(url("text_withdraw", text.pk), {"reason": "Thêm nhầm."}, follow=True).content.decode()
    assert "đã được rút khỏi thư viện" in twice
    back = client.post(url("text_restore", text.pk), follow=True).content.decode()
    assert "trở lại thư viện." in back


def test_a_file_goes_out_as_a_download(client, clerk, teacher, school):
    content = word_file()
    upload = io.BytesIO(content)
    upload.name = "Kế hoạch phường.docx"
    client.force_login(clerk)
    client.post(url("text_add"), typed(file=upload))
    text = LegalText.objects.get(school=school)
    client.force_login(teacher)

    response = client.get(url("text_file", text.pk))

    assert response.content == content
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_text_without_a_file_has_none_to_give(client, teacher, text):
    client.force_login(teacher)

    assert client.get(url("text_file", text.pk)).status_code == 404


def test_a_lost_file_is_told(client, teacher, text):
    LegalText.objects.filter(pk=text.pk).update(sha256="0" * 64, file_name="a.pdf", content_type="application/pdf")
    client.force_login(teacher)

    assert "không còn trong kho" in client.get(url("text_file", text.pk), follow=True).content.decode()


def test_a_file_that_is_not_what_it_says_is_refused_beside_its_field(client, clerk, school):
    upload = io.BytesIO(b"<script>alert(1)</script>")
    upload.name = "kh.pdf"
    client.force_login(clerk)

    response = client.post(url("text_add"), typed(name="Lời đã gõ", file=upload))

    assert "không phải là PDF" in response.content.decode()
    assert "Lời đã gõ" in response.content.decode()


def test_what_a_text_is_called_is_no_markup(client, clerk, school):
    LegalTextFactory(school=school, kind=TextKind.NOTICE, name="<script>alert(1)</script>", issuer="<b>x</b>")
    client.force_login(clerk)

    for found in (
        page(client, url("text_list"), tab="truong"),
        client.post(url("basis_panel"), {"dated_on": "06/05/2024"}).json()["offers"],
    ):
        assert "&lt;script&gt;" in found
        assert "<script>alert" not in found


def test_changes_stand_on_the_page_of_both_texts(client, teacher, school):
    older = LegalTextFactory(school=school, number="1/KH-A")
    newer = LegalTextFactory(school=school, number="2/KH-A")
    LegalChangeFactory(newer=newer, older=older, kind=ChangeKind.AMENDS, effective_on=date(2024, 1, 1))
    client.force_login(teacher)

    one, two = (" ".join(page(client, text.get_absolute_url()).split()) for text in (older, newer))

    assert f'Được sửa đổi, bổ sung bởi <a href="{newer.get_absolute_url()}">Kế hoạch số 2/KH-A</a> từ ngày 01/01/2024' in one
    assert f'Sửa đổi, bổ sung <a href="{older.get_absolute_url()}">Kế hoạch số 1/KH-A</a> từ ngày 01/01/2024' in two

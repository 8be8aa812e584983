"""The pages of those who publish: who opens them, what they preview, what they do not lose."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from awards.publications.models import Publication, PupilConsent
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.ledger import HonorEntryFactory
from tests.factories.publications import PublicationFactory, PupilConsentFactory, both_agreed
from tests.factories.pupils import PupilFactory
from thiduakt.documents.models import Document

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Khen thưởng đợt 1", "on_page": "on", "places": "Bảng tin", "shown_from": "05/10/2023",
    "shown_until": "05/01/2099", "tells_unit": "on", "unnamed": "BY_CLASS",
}  # fmt: skip


def url(name, *args):
    return reverse(f"publications:{name}", args=args)


def text_of(response):
    return response.content.decode()


def test_a_decision_is_drawn_up_previewed_and_published(client, clerk, decision, line, pupil_line):
    client.force_login(clerk)
    assert str(decision) in text_of(client.get(url("add")))

    page = client.post(url("add"), TYPED | {"what": f"qd-{decision.pk}", "title": ""}, follow=True)
    one = Publication.objects.get()
    assert one.title == decision.name
    assert "Xem trước" in text_of(page)
    assert "Một học sinh lớp 5A" in text_of(page)
    assert "Có 1 dòng của học sinh chưa đủ đồng ý" in text_of(page)

    page = client.post(url("publish", one.pk), follow=True)
    assert "Đã công bố." in text_of(page)
    assert reverse("public_publication", args=[one.school.code, one.pk]) in text_of(page)


def test_the_page_of_a_decision_leads_to_its_publication(client, clerk, decision):
    client.force_login(clerk)

    page = client.get(url("add"), {"quyet-dinh": decision.pk})

    assert page.context["form"]["what"].value() == f"qd-{decision.pk}"


def test_a_roll_is_drawn_up(client, clerk, deputy):
    HonorEntryFactory(person=deputy.person)
    client.force_login(clerk)

    client.post(url("add"), TYPED | {"what": "bv-2022", "title": ""})

    assert (Publication.objects.get().year, Publication.objects.get().title) == (2022, "Bảng vàng năm học 2022–2023")


@pytest.mark.parametrize(
    "wrong",
    [{"what": "qd-999999999999999999999"}, {"what": "bv-1800"}, {"what": ""}, {"what": "x"}, {"unnamed": "X"},
     {"shown_from": "31/12/9999"}, {"shown_until": "01/01/2020"}, {"places": "x" * 301}, {"on_page": "", "places": ""}],
)  # fmt: skip
def test_what_is_refused_stays_as_it_was_typed(client, clerk, decision, wrong):
    client.force_login(clerk)

    page = client.post(url("add"), TYPED | {"what": f"qd-{decision.pk}"} | wrong)

    assert page.status_code == 200
    assert 'value="Khen thưởng đợt 1"' in text_of(page)
    assert not Publication.objects.exists()


def test_the_decision_of_another_school_is_no_choice(client, clerk):
    other = AwardDecisionFactory(state="IN_FORCE")
    client.force_login(clerk)

    assert client.post(url("add"), TYPED | {"what": f"qd-{other.pk}"}).status_code == 200
    assert not Publication.objects.exists()


def test_it_is_changed_while_it_is_not_public(client, clerk, draft, again):
    client.force_login(clerk)

    client.post(url("edit", draft.pk), TYPED | {"version": 1})
    stale = text_of(client.post(url("edit", draft.pk), TYPED | {"version": 1, "title": "Tên khác"}))

    assert again(draft).title == "Khen thưởng đợt 1"
    assert "Có người vừa lưu" in stale
    assert "Tên khác" in stale


def test_what_is_public_is_not_opened_for_writing(client, clerk, publication):
    client.force_login(clerk)

    assert client.get(url("edit", publication.pk)).url == publication.get_absolute_url()
    refused = client.post(url("edit", publication.pk), TYPED | {"version": 1})
    assert "gỡ xuống trước khi sửa" in text_of(refused)


def test_it_is_taken_down_with_a_reason(client, clerk, publication, again):
    client.force_login(clerk)

    page = client.post(url("withdraw", publication.pk), {"reason": "Gia đình đề nghị."}, follow=True)

    assert "Từ lúc này người ngoài không xem được nữa." in text_of(page)
    assert again(publication).state == "WITHDRAWN"


def test_consents_are_ticked_and_withdrawn(client, clerk, draft, pupil):
    client.force_login(clerk)
    box = f"child_{pupil.pk}"
    page = text_of(client.get(url("consents_of", draft.pk)))
    assert f'name="{box}"' in page
    assert "checked" not in page

    refused = text_of(client.post(url("consents_of", draft.pk), {"given_on": "hôm qua", "how": "Phiếu", box: "on"}))
    assert "checked" in refused
    client.post(url("consents_of", draft.pk), {"given_on": "01/10/2023", "how": "Phiếu", box: "on"})

    consent = PupilConsent.objects.get()
    assert consent.whose == "CHILD"
    page = client.post(url("withdraw_consent", consent.pk), follow=True)
    assert "Đã rút đồng ý." in text_of(page)
    assert PupilConsent.objects.get().withdrawn_at


def test_a_notice_is_begun_and_the_sheet_printed(client, clerk, draft):
    client.force_login(clerk)

    answer = client.post(url("notice", draft.pk))

    paper = Document.objects.get(kind="TB")
    assert answer.url == reverse("documents:edit", args=[paper.pk])
    assert client.get(url("sheet", draft.pk)).content.startswith(b"%PDF-")


# The six questions of each page and button.
OF_ONE = ("publication", "edit", "discard", "publish", "withdraw", "notice", "sheet", "consents_of")
BUTTONS = ("discard", "publish", "withdraw", "notice")
ALL = ("list", "list_excel", "add", "consents", "consents_excel")


@pytest.mark.parametrize("who", ["teacher", "secretary", "deputy"])
def test_a_colleague_does_not_publish(client, request, draft, who):
    client.force_login(request.getfixturevalue(who))

    assert {client.get(url(name, draft.pk)).status_code for name in OF_ONE} == {403}
    assert {client.post(url(name, draft.pk)).status_code for name in BUTTONS} == {403}
    assert {client.get(url(name)).status_code for name in ALL} == {403}


def test_a_stranger_finds_none(client, stranger, draft, pupil):
    consent = PupilConsentFactory(pupil=pupil)
    client.force_login(stranger)

    assert {client.get(url(name, draft.pk)).status_code for name in OF_ONE} == {404}
    assert {client.post(url(name, draft.pk)).status_code for name in BUTTONS} == {404}
    assert client.post(url("withdraw_consent", consent.pk)).status_code == 404
    assert pupil.full_name not in text_of(client.get(url("consents")))


def test_a_button_that_is_opened_leads_back(client, clerk, draft, pupil):
    consent = PupilConsentFactory(pupil=pupil)
    client.force_login(clerk)

    assert {client.get(url(name, draft.pk)).url for name in BUTTONS} == {draft.get_absolute_url()}
    assert client.get(url("withdraw_consent", consent.pk)).url.startswith(url("consents"))
    assert client.post(url("sheet", draft.pk)).status_code == 405


def test_in_the_wrong_state_a_button_says_why(client, clerk, publication, again):
    client.force_login(clerk)

    assert "không làm được bước" in text_of(client.post(url("publish", publication.pk), follow=True))
    assert "gỡ xuống" in text_of(client.post(url("discard", publication.pk), follow=True))
    assert again(publication).state == "PUBLISHED"


def test_whoever_is_not_signed_in_is_asked_to(client, draft):
    for address in (*(url(name) for name in ALL), *(url(name, draft.pk) for name in OF_ONE)):
        assert client.get(address).url.startswith("/dang-nhap/")


def published(school, count):
    for number in range(count):
        decision = AwardDecisionFactory(school=school, state="IN_FORCE")
        AwardLineFactory(decision=decision)
        PublicationFactory(decision=decision, state="PUBLISHED", shown_from=date(2023, 1, number + 1))


@pytest.mark.parametrize("name", ["list", "list_excel"])
def test_the_list_asks_as_often_for_three_rows_as_for_one(client, school, clerk, name):
    client.force_login(clerk)
    counts = []
    for count in (1, 2):
        published(school, count)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_public_pages_and_the_preview_ask_as_often_for_three_rows_as_for_one(client, school, clerk, publication, pupil):
    client.force_login(clerk)
    pages = [
        publication.get_absolute_url(), reverse("public_front", args=[school.code]),
        reverse("public_publication", args=[school.code, publication.pk]), url("consents"),
        url("consents_of", publication.pk),
    ]  # fmt: skip
    counts = []
    both_agreed(pupil)
    client.get(pages[1])  # what is asked of a reader once
    for _ in range(2):
        asked = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
        counts.append(asked)
        published(school, 2)
        for _ in range(2):
            other = PupilFactory(school=school)
            told = {"holder_kind": "PUPIL", "person": None, "pupil": other, "holder_name": str(other), "code": "GK_HS_CN"}
            AwardLineFactory(decision=publication.decision, **told)
            both_agreed(other)
        AwardLineFactory(decision=publication.decision)

    assert counts[0] == counts[1]


def test_the_lists_are_searched_without_marks_and_go_out_as_shown(client, school, clerk):
    for name in ("Đỗ Thị Đào", "Vũ Thị Ẩn"):
        PupilConsentFactory(pupil=PupilFactory(school=school, full_name=name))
        PublicationFactory(school=school, year=0 if "Đào" in name else 2021, title=f"Bảng vàng {name}")
    client.force_login(clerk)

    for page, sheet in (("list", "list_excel"), ("consents", "consents_excel")):
        shown = text_of(client.get(url(page), {"q": "do thi dao"}))
        rows = list(load_workbook(BytesIO(client.get(url(sheet), {"q": "do thi dao"}).content)).active.iter_rows(min_row=5))
        assert "Đỗ Thị Đào" in shown
        assert "Vũ Thị Ẩn" not in shown
        assert len(rows) == 1


def test_bare_lists_say_what_to_do(client, clerk):
    client.force_login(clerk)

    assert "Soạn bản công bố" in text_of(client.get(url("list")))
    assert "Ghi đồng ý" in text_of(client.get(url("consents")))


def test_the_page_of_a_decision_tells_whoever_publishes_of_its_publication(
    client, clerk, teacher, publication, decision, school
):
    other = AwardDecisionFactory(school=school, state="IN_FORCE")
    found = {}
    for user in (clerk, teacher):
        client.force_login(user)
        one, begin = (text_of(client.get(each.get_absolute_url())) for each in (decision, other))
        found[user] = (publication.get_absolute_url() in one, f"{url('add')}?quyet-dinh={other.pk}" in begin)

    assert found == {clerk: (True, True), teacher: (False, False)}


def test_the_button_beside_a_consent_carries_its_token(clerk, pupil):
    consent = PupilConsentFactory(pupil=pupil)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(clerk)
    form = text_of(browser.get(url("consents"))).split(url("withdraw_consent", consent.pk))[1]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert browser.post(url("withdraw_consent", consent.pk), {"csrfmiddlewaretoken": token}).status_code == 302
    assert PupilConsent.objects.get().withdrawn_at

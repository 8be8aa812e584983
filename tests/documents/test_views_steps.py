"""The one endpoint of the road: what it lets through, and what it says where it does not."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories.documents import DocumentFactory, PlanFactory
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.models import Document, NumberSeries

pytestmark = pytest.mark.usefixtures("blank_pages")
SIMPLE = {"end_consultation": "CONSULTING", "submit": "DRAFT", "withdraw": "SUBMITTED"}


@pytest.fixture
def plan(principal):
    def make(state, **values):
        today = timezone.localdate()
        given = {"dated_on": today, "signer": principal.person} | values
        given |= {"signed_on": today - timedelta(days=1)} if state == "SIGNED" and "signed_on" not in values else {}
        return PlanFactory(
            school=principal.school, state=state, **{f"document__{name}": value for name, value in given.items()}
        )

    return make


def step(client, plan, action, **data):
    return client.post(reverse("documents:step", args=[plan.pk, action]), data)


def box(client, plan, action):
    """What the page of the plan shows of one step."""
    response = client.get(reverse("plans:detail", args=[plan.pk]))
    return next(box for box in response.context["steps"] if box.move.name == action)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def state_of(plan):
    return Document.objects.get(pk=plan.pk).state


@pytest.mark.parametrize(("action", "state"), SIMPLE.items())
def test_a_simple_step_is_one_click(action, state, plan, principal, client):
    client.force_login(principal)
    made = plan(state)

    response = step(client, made, action)

    assert response.url == reverse("plans:detail", args=[made.pk])
    assert state_of(made) != state
    assert len(said(response)) == 1


def test_signing_stores_the_day(plan, principal, client):
    client.force_login(principal)
    made, today = plan("SUBMITTED"), timezone.localdate()

    step(client, made, "sign", signed_on=f"{today:%d/%m/%Y}")

    stored = Document.objects.get(pk=made.pk)
    assert (stored.state, stored.signed_on) == ("SIGNED", today)


@pytest.mark.parametrize(("meant_in", "offered_in"), [(-7, -7), (0, 0), (7, 0)])
def test_the_day_of_signing_begins_as_the_day_the_paper_is_meant_for(meant_in, offered_in, plan, principal, client):
    """The clerk cannot issue before it; who signs late, or ahead of the day, is not to fill in a wrong one unawares."""
    client.force_login(principal)
    today = timezone.localdate()

    form = box(client, plan("SUBMITTED", dated_on=today + timedelta(days=meant_in)), "sign").form

    assert form.initial["signed_on"] == today + timedelta(days=offered_in)
    assert "không được ban hành trước ngày này" in form.fields["signed_on"].help_text


@pytest.mark.parametrize(
    ("meant_in", "signed_in", "offered_in"), [(-7, -7, -7), (-7, -3, -3), (-3, -7, -3), (7, -3, 0), (-7, 0, 0)]
)
def test_the_day_of_issue_begins_as_the_day_meant_but_not_before_it_was_signed(
    meant_in, signed_in, offered_in, plan, clerk, client
):
    client.force_login(clerk)
    today = timezone.localdate()
    made = plan("SIGNED", dated_on=today + timedelta(days=meant_in), signed_on=today + timedelta(days=signed_in))

    assert box(client, made, "issue").form.initial["issued_on"] == today + timedelta(days=offered_in)


def test_the_reason_is_asked_for_in_the_words_of_the_rule(plan, clerk, client):
    client.force_login(clerk)

    help_text = box(client, plan("SIGNED"), "issue").form.fields["reason"].help_text

    assert "sau ngày làm việc tiếp theo của ngày ban hành" in help_text


def test_the_number_to_come_is_that_of_the_year_in_the_form(plan, clerk, client):
    client.force_login(clerk)
    NumberSeries.objects.create(school=clerk.school, year=timezone.localdate().year, series="KH", last=6)
    NumberSeries.objects.create(school=clerk.school, year=2022, series="KH", last=3)
    made = plan("SIGNED", dated_on=date(2023, 2, 15), signed_on=date(2022, 12, 30))

    page = client.get(reverse("plans:detail", args=[made.pk])).content.decode()
    assert "Số tiếp theo của năm 2023: <strong>01/KH-MNGB</strong>" in page

    again = step(client, made, "issue", issued_on="30/12/2022").content.decode()
    assert "Số tiếp theo của năm 2022: <strong>04/KH-MNGB</strong>" in again
    lost = step(client, made, "issue", issued_on="31/02/2022").content.decode()
    assert "Số tiếp theo của năm 2023: <strong>01/KH-MNGB</strong>" in lost


def test_a_wrong_day_is_shown_again_with_the_sentence(plan, principal, client):
    client.force_login(principal)
    made, tomorrow = plan("SUBMITTED"), timezone.localdate() + timedelta(days=1)

    response = step(client, made, "sign", signed_on=f"{tomorrow:%d/%m/%Y}")

    assert response.status_code == 200
    assert "Ngày ký không được sau hôm nay." in response.content.decode()
    assert f"{tomorrow:%d/%m/%Y}" in response.content.decode()
    assert state_of(made) == "SUBMITTED"


def test_issuing_says_the_number(plan, clerk, client):
    client.force_login(clerk)
    made = plan("SIGNED")

    response = step(client, made, "issue", issued_on=f"{timezone.localdate():%d/%m/%Y}")

    assert said(response) == ["Đã ban hành Kế hoạch số 01/KH-MNGB."]
    assert sorted(Document.objects.get(pk=made.pk).drawn_files.values_list("format", flat=True)) == ["docx", "pdf"]


def test_issuing_twice_gives_one_number(plan, clerk, client):
    client.force_login(clerk)
    made = plan("SIGNED")

    for _ in range(2):
        step(client, made, "issue", issued_on=f"{timezone.localdate():%d/%m/%Y}")

    assert NumberSeries.objects.get().last == 1


def test_a_past_day_keeps_what_was_typed_and_asks_for_the_reason(plan, clerk, client):
    client.force_login(clerk)
    past = timezone.localdate() - timedelta(days=5)
    made = plan("SIGNED", signed_on=past)

    response = step(client, made, "issue", issued_on=f"{past:%d/%m/%Y}")

    page = response.content.decode()
    assert "ghi rõ lý do" in page
    assert f'value="{past:%d/%m/%Y}"' in page
    assert state_of(made) == "SIGNED"


def test_an_external_series_asks_for_its_number(plan, clerk, client):
    client.force_login(clerk)
    made, today = plan("SIGNED"), timezone.localdate()
    NumberSeries.objects.create(school=clerk.school, year=today.year, series="KH", mode=SeriesMode.EXTERNAL)

    response = step(client, made, "issue", issued_on=f"{today:%d/%m/%Y}")
    assert "nhập số đã được cấp" in response.content.decode()

    step(client, made, "issue", issued_on=f"{today:%d/%m/%Y}", number="17")
    assert Document.objects.get(pk=made.pk).notation == "17/KH-MNGB"


def test_a_blocked_step_says_everything_that_is_missing(plan, principal, client):
    client.force_login(principal)
    made = plan("DRAFT", bases=[], recipients=[])

    response = step(client, made, "submit")

    assert said(response) == ["Chưa có căn cứ nào.", "Chưa có nơi nhận."]
    assert state_of(made) == "DRAFT"


def test_giving_back_without_a_reason_is_refused(plan, principal, client):
    client.force_login(principal)
    made = plan("SUBMITTED")

    assert said(step(client, made, "return", reason=" ")) == ["Thầy/cô cần ghi rõ lý do."]
    assert state_of(made) == "SUBMITTED"


def test_a_step_of_somebody_else_is_forbidden(plan, deputy, client):
    client.force_login(deputy)
    made = plan("SUBMITTED")

    assert step(client, made, "sign", signed_on=f"{timezone.localdate():%d/%m/%Y}").status_code == 403
    assert state_of(made) == "SUBMITTED"


@pytest.mark.parametrize("who", ["teacher", "technician", "stranger", "superior"])
def test_a_paper_out_of_sight_is_a_404(who, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    assert step(client, plan("SUBMITTED"), "withdraw").status_code == 404


@pytest.mark.parametrize("action", ["consult", "replace", "revoke", "delete"])
def test_a_step_that_is_nobodys_click_is_a_404(action, plan, clerk, client):
    client.force_login(clerk)

    assert step(client, plan("ISSUED"), action).status_code == 404


def test_a_step_is_never_taken_by_following_a_link(plan, principal, client):
    """Who signs in again is sent on to the address of the button that was pressed before."""
    client.force_login(principal)
    made = plan("DRAFT")
    address = reverse("documents:step", args=[made.pk, "submit"])

    assert client.get(address).url == reverse("plans:detail", args=[made.pk])
    assert state_of(made) == "DRAFT"
    assert client.delete(address).status_code == 405


def test_the_address_of_a_step_tells_nobody_of_a_paper_out_of_sight(plan, teacher, client):
    client.force_login(teacher)

    assert client.get(reverse("documents:step", args=[plan("DRAFT").pk, "submit"])).status_code == 404


def test_a_reason_that_is_too_long_is_shown_again_in_one_form(plan, principal, client):
    client.force_login(principal)

    page = step(client, plan("SUBMITTED"), "return", reason="Thiếu chỉ tiêu. " * 70).content.decode()

    assert "tối đa 1000 ký tự" in page
    assert "Thiếu chỉ tiêu. Thiếu" in page
    assert page.count('action="/van-ban/') == page.count("buoc/return/") == 1
    inner = page.partition('<form class="move-body"')[2].partition("</form>")[0]
    assert "<form" not in inner


def test_a_paper_of_last_year_asks_for_the_number_that_came_from_elsewhere(plan, clerk, client):
    """Signed on 31/12, issued in January: this year the system numbers, last year another did."""
    client.force_login(clerk)
    today = timezone.localdate()
    last_day = today.replace(year=today.year - 1, month=12, day=31)
    NumberSeries.objects.create(school=clerk.school, year=last_day.year, series="KH", mode=SeriesMode.EXTERNAL)
    made = plan("SIGNED", dated_on=last_day, signed_on=last_day)
    page = client.get(reverse("plans:detail", args=[made.pk])).content.decode()
    assert 'name="number"' in page
    assert f"năm {last_day.year} lấy số từ hệ thống văn bản khác" in page

    refused = step(client, made, "issue", issued_on=f"{last_day:%d/%m/%Y}", reason="Số cấp muộn.")
    assert "nhập số đã được cấp" in refused.content.decode()
    step(client, made, "issue", issued_on=f"{last_day:%d/%m/%Y}", reason="Số cấp muộn.", number="88")

    assert Document.objects.get(pk=made.pk).notation == "88/KH-MNGB"


@pytest.mark.parametrize("number", ["0", "-3", "100000", "9" * 400])
def test_a_number_that_no_school_reaches_is_refused(number, plan, clerk, client):
    client.force_login(clerk)
    made, today = plan("SIGNED"), timezone.localdate()
    NumberSeries.objects.create(school=clerk.school, year=today.year, series="KH", mode=SeriesMode.EXTERNAL)

    response = step(client, made, "issue", issued_on=f"{today:%d/%m/%Y}", number=number)

    assert response.status_code == 200
    assert [*response.context["step"].form.errors] == ["number"]
    assert state_of(made) == "SIGNED"


def test_the_address_of_a_paper_leads_to_its_room(principal, client):
    client.force_login(principal)
    document = DocumentFactory(school=principal.school)

    response = client.get(reverse("documents:document", args=[document.pk]))

    assert response.url == reverse("plans:detail", args=[document.pk])

from datetime import date, timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.plans.models import Plan
from tests.factories.documents import PlanFactory, RegisterEntryFactory
from thiduakt.audit.services import record
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.models import NumberSeries, SignedCopy
from thiduakt.documents.services.consulting import open_consultation
from thiduakt.documents.services.issuing import send_back, sign_document
from thiduakt.workflow import perform

pytestmark = pytest.mark.usefixtures("blank_pages")


@pytest.fixture
def plan(school, principal):
    def make(state="DRAFT", **values):
        today = timezone.localdate()
        dates = {"dated_on": today} | ({"signed_on": today - timedelta(days=1)} if state == "SIGNED" else {})
        given = {"signer": principal.person} | dates | values
        return PlanFactory(school=school, state=state, **{f"document__{name}": value for name, value in given.items()})

    return make


# session, user, roles, the paper, its plan, school year, copies, consultations and history, by what it is replaced or
# revoked (and twice more for the two steps that hang on that), the line of the register, the campaign that it launches, the
# present school year
QUERIES_OF_AN_ISSUED_PLAN = 16


def show(client, plan):
    return client.get(reverse("plans:detail", args=[plan.pk]))


def steps(response):
    return {box.move.name: [str(missing) for missing in box.blockers] for box in response.context["steps"]}


# (state, who) -> the steps that are offered
OFFERED = {
    ("DRAFT", "principal"): {"consult", "submit"},
    ("DRAFT", "clerk"): set(),
    ("CONSULTING", "deputy"): {"end_consultation", "submit"},
    ("SUBMITTED", "principal"): {"withdraw", "return", "sign"},
    ("SUBMITTED", "deputy"): {"withdraw"},
    ("SIGNED", "clerk"): {"send_back", "issue"},
    ("SIGNED", "deputy"): set(),
    ("ISSUED", "clerk"): set(),
    ("ISSUED", "teacher"): set(),
}


@pytest.mark.parametrize(("state", "who"), OFFERED)
def test_the_page_offers_the_steps_of_the_road(state, who, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    assert set(steps(show(client, plan(state)))) == OFFERED[state, who]


@pytest.mark.parametrize("who", ["teacher", "secretary", "technician", "superior", "stranger"])
def test_a_draft_out_of_sight_is_a_404(who, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    assert show(client, plan()).status_code in ({403} if who == "technician" else {404})


def test_what_is_missing_leads_to_its_field(plan, principal, client):
    client.force_login(principal)
    made = plan(bases=[])

    response = show(client, made)

    assert steps(response)["submit"] == ["Chưa có căn cứ nào."]
    assert f'href="{reverse("documents:edit", args=[made.pk])}#id_bases"' in response.content.decode()


def test_the_clerk_is_told_the_number_to_come(plan, clerk, client):
    client.force_login(clerk)
    NumberSeries.objects.create(school=clerk.school, year=timezone.localdate().year, series="KH", last=6)

    page = show(client, plan("SIGNED")).content.decode()

    assert "07/KH-MNGB" in page
    assert "Số đã cấp không lấy lại được." in page
    assert 'name="number"' not in page


def test_the_clerk_of_an_external_series_is_asked_for_the_number(plan, clerk, client):
    client.force_login(clerk)
    NumberSeries.objects.create(school=clerk.school, year=timezone.localdate().year, series="KH", mode=SeriesMode.EXTERNAL)

    page = show(client, plan("SIGNED")).content.decode()

    assert 'name="number"' in page
    assert "Số tiếp theo" not in page


def test_the_history_is_told_in_words_to_those_who_see_drafts(plan, principal, deputy, clerk, client, at):
    made = plan()
    perform(DOCUMENT_FLOW, made.document, "submit", actor=deputy, at=at)
    perform(DOCUMENT_FLOW, made.document, "return", actor=principal, at=at, reason="Thiếu chỉ tiêu của tổ văn phòng.")
    client.force_login(clerk)

    page = show(client, made).content.decode()

    assert [act.what for act in show(client, made).context["history"]] == ["Trả lại để sửa", "Trình ký"]
    assert "Thiếu chỉ tiêu của tổ văn phòng." in page


def give_back(plan, action, *, deputy, principal, at):
    perform(DOCUMENT_FLOW, plan.document, "submit", actor=deputy, at=at)
    given = {"actor": principal, "at": at, "reason": "Thiếu chỉ tiêu của tổ văn phòng."}
    if action == "send_back":
        sign_document(plan.document, signed_on=at.date(), actor=principal, at=at)
        send_back(plan.document, **given)
    else:
        perform(DOCUMENT_FLOW, plan.document, action, **given)


@pytest.mark.parametrize("action", ["return", "send_back"])
@pytest.mark.parametrize("route", ["plans:detail", "documents:edit"])
def test_a_plan_given_back_says_by_whom_when_and_why(action, route, plan, principal, deputy, client, at):
    made = plan(dated_on=at.date())
    give_back(made, action, deputy=deputy, principal=principal, at=at)
    client.force_login(deputy)

    notice = given_back(client.get(reverse(route, args=[made.pk])))

    assert "Hoàng Thị Phương đã trả lại lúc 08:30 ngày 05/10/2023" in notice
    assert "Thiếu chỉ tiêu của tổ văn phòng." in notice


@pytest.mark.parametrize("since", [["submit"], ["submit", "withdraw"]])
def test_a_plan_submitted_again_is_no_longer_one_given_back(since, plan, principal, deputy, client, at):
    made = plan(dated_on=at.date())
    give_back(made, "return", deputy=deputy, principal=principal, at=at)
    for action in since:
        perform(DOCUMENT_FLOW, made.document, action, actor=deputy, at=at)
    client.force_login(deputy)

    assert given_back(show(client, made)) == ""


def test_who_is_asked_for_an_opinion_is_not_told_why_it_was_given_back(plan, principal, deputy, teacher, client, at):
    made = plan(dated_on=at.date())
    give_back(made, "return", deputy=deputy, principal=principal, at=at)
    open_consultation(made.document, people=[teacher.person], closes_on=timezone.localdate(), actor=deputy, at=at)
    client.force_login(teacher)

    notice = given_back(show(client, made))

    assert "Thầy/cô được hỏi ý kiến về dự thảo này." in notice
    assert "trả lại" not in notice


def given_back(response):
    """The words of the notice; empty where there is none."""
    notices = lxml.html.fromstring(response.content).xpath("//main/*[contains(@class, 'notice')]")
    return " ".join(" ".join(notice.text_content().split()) for notice in notices)


def road(response):
    return [(step["label"], step["detail"]) for step in response.context["road"]]


@pytest.mark.parametrize(
    ("state", "link", "label"), [("REPLACED", "replaces", "Đã thay thế"), ("REVOKED", "revokes", "Đã thu hồi")]
)
def test_the_road_of_an_ended_plan_keeps_its_own_day_of_issue(state, link, label, plan, teacher, client):
    older = plan(state)
    plan("ISSUED", **{link: older.document, "issued_on": date(2023, 11, 22)})
    client.force_login(teacher)

    assert road(show(client, older))[-2:] == [("Đã ban hành", "04/10/2023"), (label, "22/11/2023")]


def test_the_road_names_the_states_as_states_and_not_as_buttons(plan, principal, client):
    client.force_login(principal)

    labels = [label for label, _ in road(show(client, plan("CONSULTING")))]

    assert labels == ["Nháp", "Đang lấy ý kiến", "Đã trình ký", "Đã ký", "Đã ban hành"]


def test_a_plan_of_the_same_number_is_told_apart_by_its_day(plan, teacher, client):
    older = plan("REPLACED", place=1)
    newer = plan("ISSUED", place=1, replaces=older.document, issued_on=date(2024, 1, 22), year=2024)
    client.force_login(teacher)

    facts = {fact["label"]: str(fact["value"]) for made in (older, newer) for fact in show(client, made).context["facts"]}

    assert facts["Được thay thế bởi"] == "Kế hoạch số 01/KH-MNGB ngày 22/01/2024"
    assert facts["Thay thế"] == "Kế hoạch số 01/KH-MNGB ngày 04/10/2023"


def test_the_history_is_not_for_those_who_see_the_issued_plan_only(plan, teacher, client):
    client.force_login(teacher)
    made = plan("ISSUED")
    record(actor=teacher, verb="document.draft", target=made.document, at=timezone.now())

    response = show(client, made)

    assert response.context["history"] == []
    assert "ban=de-ky" not in response.content.decode()


@pytest.mark.parametrize(
    ("state", "is_offered"), [("DRAFT", False), ("SUBMITTED", True), ("SIGNED", True), ("ISSUED", False)]
)
def test_the_print_for_signing_is_offered_in_its_time(state, is_offered, plan, principal, client):
    client.force_login(principal)

    assert ("ban=de-ky" in show(client, plan(state)).content.decode()) is is_offered


@pytest.mark.parametrize(("who", "is_offered"), [("clerk", True), ("principal", False), ("teacher", False)])
def test_the_signed_copy_is_the_clerks(who, is_offered, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    page = show(client, plan("ISSUED")).content.decode()

    assert ("Tải bản ký lên" in page) is is_offered


def test_a_school_without_letterhead_is_told_so_on_the_page(plan, principal, school, client):
    school.letterheads.all().delete()
    client.force_login(principal)

    response = show(client, plan())

    assert response.status_code == 200
    assert "Chưa có thể thức văn bản" in response.content.decode()


def test_an_issued_plan_can_be_replaced_by_a_new_draft(plan, principal, client):
    client.force_login(principal)
    older = plan("ISSUED")
    assert "Soạn kế hoạch thay thế" in show(client, older).content.decode()

    response = client.post(reverse("plans:replace", args=[older.pk]))

    newer = Plan.objects.get(document__replaces=older.document)
    assert response.url == reverse("documents:edit", args=[newer.pk])
    page = show(client, older).content.decode()
    assert "Soạn kế hoạch thay thế" not in page
    assert reverse("plans:detail", args=[newer.pk]) in page


def test_readers_do_not_learn_of_the_draft_that_will_replace(plan, principal, teacher, client):
    older = plan("ISSUED")
    newer = plan(replaces=older.document)
    client.force_login(teacher)

    assert reverse("plans:detail", args=[newer.pk]) not in show(client, older).content.decode()


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("teacher", 403), ("stranger", 404)])
def test_others_replace_nothing(who, status, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("plans:replace", args=[plan("ISSUED").pk])).status_code == status
    assert Plan.objects.count() == 1


def test_the_superior_reads_a_plan_that_was_sent_up(plan, superior, client):
    made = plan("ISSUED")
    RegisterEntryFactory(document=made.document, sent_up_on=timezone.localdate())
    client.force_login(superior)

    response = show(client, made)

    assert response.status_code == 200
    assert set(steps(response)) == set()


def test_the_page_costs_a_fixed_number_of_queries(plan, principal, client, django_assert_max_num_queries):
    client.force_login(principal)
    made = plan()

    with django_assert_max_num_queries(28):
        show(client, made)


def test_a_draft_is_discarded_only_after_reading_what_is_lost(
    plan, principal, client, settings, django_capture_on_commit_callbacks
):
    client.force_login(principal)
    made = plan(subject="Công tác năm 2024")
    page = show(client, made).content.decode()
    assert "Bản nháp “Công tác năm 2024” mất hẳn" in page
    assert [*settings.PICTURES_ROOT.rglob("*.png")]

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("plans:discard", args=[made.pk]))

    assert not [*settings.PICTURES_ROOT.rglob("*.png")]

    assert response.url == reverse("plans:list")
    assert "Đã bỏ bản nháp." in client.get(response.url).content.decode()
    assert show(client, made).status_code == 404


@pytest.mark.parametrize("state", ["CONSULTING", "SUBMITTED", "SIGNED", "ISSUED"])
def test_nothing_but_a_draft_offers_to_be_discarded(state, plan, principal, client):
    client.force_login(principal)
    made = plan(state)
    assert "mất hẳn" not in show(client, made).content.decode()

    response = client.post(reverse("plans:discard", args=[made.pk]), follow=True)

    assert "chỉ bỏ được bản nháp" in response.content.decode()
    assert Plan.objects.get() == made


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("teacher", 403), ("stranger", 404)])
def test_others_discard_nothing(who, status, plan, request, client):
    client.force_login(request.getfixturevalue(who))
    made = plan()

    assert client.post(reverse("plans:discard", args=[made.pk])).status_code == status
    assert Plan.objects.get() == made


@pytest.mark.parametrize("route", ["replace", "discard"])
def test_who_lands_on_a_button_after_signing_in_is_led_to_the_plan(route, plan, principal, client):
    client.force_login(principal)
    made = plan("ISSUED")

    assert client.get(reverse(f"plans:{route}", args=[made.pk])).url == made.get_absolute_url()
    assert Plan.objects.get() == made


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 19, "9" * 40, "9" * 5000])
@pytest.mark.parametrize(
    "address", ["/ke-hoach/{}/", "/van-ban/{}/sua/", "/van-ban/{}/", "/van-ban/ban-ky/{}/", "/van-ban/so-di/{}/sua/"]
)
def test_a_key_that_never_was_is_a_404(address, pk, principal, clerk, client):
    client.force_login(clerk if "so-di" in address else principal)

    assert client.get(address.format(pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_signed_copy_and_for_three(count, plan, clerk, client, django_assert_num_queries):
    made = plan("ISSUED")
    for place in range(count):
        SignedCopy.objects.create(
            document=made.document, original_name="Bản ký.pdf", content_type="application/pdf", size=9,
            sha256=f"{place:064}", uploaded_by=clerk, uploaded_at=timezone.now(),
        )  # fmt: skip
    client.force_login(clerk)
    show(client, made)  # the pages are drawn

    with django_assert_num_queries(QUERIES_OF_AN_ISSUED_PLAN):
        page = show(client, made).content.decode()

    assert page.count("Bản ký: Bản ký.pdf") == count

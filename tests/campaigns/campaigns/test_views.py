import io

import openpyxl
import pytest
from django.urls import reverse

from campaigns.campaigns.models import Campaign
from tests.factories.campaigns import ActivityFactory, CampaignFactory, CriterionFactory, ready_campaign
from tests.factories.school import PersonFactory
from tests.factories.scoring import SheetFactory
from thiduakt.documents.models import Document

pytestmark = pytest.mark.django_db


def posted(**changes):
    """What the form of a new campaign posts, with three blank rows in each part."""
    sets = {f"{name}-{key}": value for name in ("criteria", "activities", "rewards") for key, value in (
        ("TOTAL_FORMS", "3"), ("INITIAL_FORMS", "0"),
    )}  # fmt: skip
    told = {
        "name": "Đón Xuân", "launcher": "SCHOOL", "form": "PERIOD", "reach": "UNIT", "participants": "EVERYBODY",
        "launches_on": "03/01/2023", "sums_up_on": "03/02/2023",
    }  # fmt: skip
    return told | sets | changes


@pytest.fixture
def show(client, principal):
    client.force_login(principal)
    return lambda route="campaigns:list", *args, **query: client.get(reverse(route, args=args), query)


def names(response):
    return {one.name for one in response.context["campaign_list"]}


@pytest.mark.parametrize("route", ["campaigns:list", "campaigns:list_excel", "campaigns:statistics", "campaigns:clone"])
def test_the_technician_has_no_campaigns(client, technician, route):
    client.force_login(technician)

    assert client.get(reverse(route)).status_code == 403


def test_an_empty_list_tells_what_to_do(show, client, teacher):
    assert "Soạn phong trào" in show().content.decode()
    client.force_login(teacher)
    page = client.get(reverse("campaigns:list")).content.decode()
    assert "Chưa có phong trào nào" in page
    assert reverse("campaigns:add") not in page


def test_tabs_count_the_states_and_a_reader_sees_no_draft(school, show, client, teacher):
    CampaignFactory(school=school, name="Nháp")
    CampaignFactory(school=school, name="Chạy", state="RUNNING")

    assert [tab["count"] for tab in show().context["tabs"]] == [2, 1, 0, 1, 0, 0]
    assert names(show(**{"trang-thai": "RUNNING"})) == {"Chạy"}
    client.force_login(teacher)
    assert names(client.get(reverse("campaigns:list"))) == {"Chạy"}


def test_a_list_is_narrowed_by_year_launcher_form_and_words(school, show):
    CampaignFactory(school=school, name="Đổi mới sáng tạo", launcher="SECTOR", launcher_name="Phòng GD", form="THEME")
    CampaignFactory(school=school, name="Ngày lễ", launches_on="2023-09-01", sums_up_on="2023-12-31")

    assert names(show(nam="2022")) == {"Đổi mới sáng tạo"}
    assert names(show(nam="2023")) == {"Đổi mới sáng tạo", "Ngày lễ"}
    assert names(show(cap="SECTOR")) == names(show(hinh_thuc="THEME")) == names(show(q="DOI moi")) == {"Đổi mới sáng tạo"}
    assert names(show(nam="x", cap="x", hinh_thuc="\x00", **{"trang-thai": "x"})) == {"Đổi mới sáng tạo", "Ngày lễ"}


def test_three_rows_cost_as_many_queries_as_one(school, show, django_assert_num_queries, django_assert_max_num_queries):
    ActivityFactory(campaign__school=school)
    show()
    with django_assert_max_num_queries(30) as counted:
        show()
    ActivityFactory.create_batch(2, campaign__school=school)
    with django_assert_num_queries(len(counted)):
        show()


def test_the_sheet_holds_what_is_shown_with_its_classes(school, show):
    CampaignFactory(school=school, name="=1+1", launches_on="2022-07-06", sums_up_on="2025-12-31")
    CampaignFactory(school=school, name="Khác", form="THEME")

    sheet = openpyxl.load_workbook(io.BytesIO(show("campaigns:list_excel", q="1+1").content)).active

    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(rows) == 1
    assert rows[0][1] == "=1+1"
    assert rows[0][-4:] == (
        "Cơ quan, đơn vị, địa phương", "cơ quan, đơn vị", "Từ 3 năm, dưới 5 năm", "Thường xuyên hằng năm",
    )  # fmt: skip


def test_the_statistics_count_what_was_launched_in_the_period(school, show):
    CampaignFactory(school=school, state="RUNNING")
    CampaignFactory(school=school, state="CLOSED", launcher="NATION", launcher_name="Thủ tướng", reach="NATION")
    CampaignFactory(school=school)  # a draft
    CampaignFactory(school=school, state="RUNNING", launches_on="2022-12-01")

    response = show("campaigns:statistics", nam="2022")
    lines = {(line.group, line.name): line[2:] for part in response.context["sections"] for line in part["lines"]}

    assert response.context["total"][2:] == (2, 1, 1)
    assert lines["Cấp phát động", "Trung ương"] == (1, 0, 1)
    assert lines["Phạm vi", "Toàn quốc"] == (1, 0, 1)
    assert lines["Thời hạn", "Dưới 1 năm"] == (2, 1, 1)
    assert lines["Phương thức tổ chức", "Theo chuyên đề"] == (0, 0, 0)
    assert "Hạn báo cáo: 15/12/2022" in response.content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(show("campaigns:statistics_excel", nam="2022").content)).active
    assert [cell.value for cell in sheet[5]][1:] == ["Tổng số", 2, 1, 1]


def test_a_campaign_is_written_in_one_form(school, show, client):
    typed = posted(**{
        "criteria-0-text": "Hai", "criteria-0-ORDER": "2", "criteria-1-text": "Một", "criteria-1-ORDER": "1",
        "criteria-1-points": "2,5", "rewards-0-what": "Giấy khen", "rewards-0-count": "3", "rewards-0-amount": "1.200.000",
    })  # fmt: skip

    response = client.post(reverse("campaigns:add"), typed) if show() else None

    campaign = Campaign.objects.get()
    assert response.url == campaign.get_absolute_url()
    assert [one.text for one in campaign.criteria.all()] == ["Một", "Hai"]
    assert str(campaign.criteria.first().points) == "2.5"
    assert campaign.rewards.get().amount == 1_200_000


def test_a_row_is_added_without_javascript(show, client):
    show()
    response = client.post(reverse("campaigns:add"), posted(**{"criteria-0-text": "Một", "them-dong": "1"}), follow=True)

    assert response.request["PATH_INFO"].endswith("/sua/")
    assert len(response.context["form"].parts["criteria"].forms) == 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sums_up_on": "01/01/2023"}, "Ngày tổng kết phải từ ngày phát động trở đi."),
        ({"reviews_on": "01/01/2024"}, "Ngày sơ kết phải nằm giữa"),
        ({"launcher": "COMMUNE"}, "Thầy/cô ghi cơ quan cấp trên"),
        ({"participants": "GROUPS"}, "Thầy/cô chọn các tổ tham gia."),
        ({"criteria-0-points": "3"}, "Tiêu chí: Có dòng chưa đúng"),
        ({"criteria-0-text": "x", "criteria-0-points": "0"}, "Điểm tối đa phải lớn hơn 0."),
        ({"criteria-TOTAL_FORMS": "x"}, "Trang gửi lên thiếu một phần."),
        ({"criteria-TOTAL_FORMS": "999999"}, "Tối đa 60 dòng."),
    ],
)
def test_a_refused_form_keeps_what_was_typed(show, client, changes, sentence):
    show()
    response = client.post(reverse("campaigns:add"), posted(**{"aims": "Mục đích rất dài", **changes}))

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "Mục đích rất dài" in page
    assert not Campaign.objects.exists()


def test_a_colleagues_save_is_told_and_saving_again_is_possible(school, show, client):
    campaign = CampaignFactory(school=school)
    address = reverse("campaigns:edit", args=[campaign.pk])
    show()
    client.post(address, posted(name="Một", version="1"))

    refused = client.post(address, posted(name="Hai", version="1"))

    assert "Có người vừa lưu" in refused.content.decode()
    client.post(address, posted(name="Hai", version=str(refused.context["form"]["version"].value())))
    assert Campaign.objects.get().name == "Hai"


def test_the_page_leads_from_what_is_missing_to_its_field(school, show):
    campaign = CampaignFactory(school=school)

    page = show("campaigns:detail", campaign.pk).content.decode()

    assert f"{reverse('campaigns:edit', args=[campaign.pk])}#id_criteria-0-text" in page


def test_what_is_overdue_is_said_in_words(school, show):
    activity = ActivityFactory(campaign__school=school, campaign__state="RUNNING")

    assert "quá hạn" in show("campaigns:detail", activity.campaign_id).content.decode()


def test_a_stranger_finds_no_campaign(client, stranger, school):
    campaign = CampaignFactory(school=school, state="RUNNING")
    activity = ActivityFactory(campaign=campaign)
    client.force_login(stranger)

    for route in ("detail", "edit", "discard", "summary", "paper"):
        assert client.post(reverse(f"campaigns:{route}", args=[campaign.pk])).status_code in {404, 405}
    assert client.post(reverse("campaigns:step", args=[campaign.pk, "begin"])).status_code == 404
    assert client.get(reverse("campaigns:activity", args=[activity.pk])).status_code == 404


def test_a_teacher_reads_and_changes_nothing(client, teacher, school):
    campaign = CampaignFactory(school=school, state="RUNNING")
    client.force_login(teacher)

    assert client.get(reverse("campaigns:detail", args=[campaign.pk])).status_code == 200
    for route in ("edit", "discard", "summary", "paper"):
        assert client.post(reverse(f"campaigns:{route}", args=[campaign.pk])).status_code == 403
    assert client.post(reverse("campaigns:step", args=[campaign.pk, "sum_up"])).status_code == 403


def test_an_unknown_step_is_not_found(school, show, client):
    campaign = CampaignFactory(school=school)
    show()

    assert client.post(reverse("campaigns:step", args=[campaign.pk, "burn"])).status_code == 404


def test_a_step_is_taken_and_a_refused_one_says_why(school, show, client):
    campaign = ready_campaign(school=school)
    show()
    launch = reverse("campaigns:step", args=[campaign.pk, "launch"])

    assert "Đã phát động phong trào." in client.post(launch, follow=True).content.decode()
    assert "không làm được bước" in client.post(launch, follow=True).content.decode()


def test_the_launching_paper_opens_in_the_editor_and_has_a_page(school, show, client):
    campaign = ready_campaign(school=school)
    show()

    response = client.post(reverse("campaigns:paper", args=[campaign.pk]))

    paper = Document.objects.get()
    assert response.url == reverse("documents:edit", args=[paper.pk])
    page = client.get(paper.get_absolute_url())
    assert page.status_code == 200
    assert paper.subject in page.content.decode()
    assert f'href="{campaign.get_absolute_url()}"' in page.content.decode()
    client.post(reverse("plans:discard", args=[paper.pk]))
    assert not Document.objects.exists()
    campaign.refresh_from_db()
    assert campaign.paper is None


def test_its_owner_reports_on_a_phone_and_others_may_not(client, school, teacher, group_head):
    activity = ActivityFactory(campaign__school=school, campaign__state="RUNNING", person=teacher.person)
    address = reverse("campaigns:activity", args=[activity.pk])
    client.force_login(teacher)
    client.post(address, {"done_on": "18/11/2022", "result": "24 giờ dạy.", "version": "1"})

    activity.refresh_from_db()
    assert activity.result == "24 giờ dạy."
    client.force_login(group_head)
    assert client.get(address).status_code == 403


def test_next_years_days_are_shown_and_several_are_copied(school, show, client):
    one, two = CampaignFactory(school=school), CampaignFactory(school=school, name="Hai")
    CriterionFactory(campaign=one)

    assert "05/09/2024" in show("campaigns:clone", nam="2022", them="2").content.decode()
    client.post(reverse("campaigns:clone"), {"campaigns": [one.pk, two.pk], "years": "2", "parts": ["criteria"]})

    assert Campaign.objects.filter(cloned_from__isnull=False, launches_on="2024-09-05").count() == 2


def test_nothing_chosen_is_said(school, show, client):
    CampaignFactory(school=school)
    show()

    page = client.post(f"{reverse('campaigns:clone')}?nam=2022", {"years": "1"}).content.decode()

    assert "Chưa chọn phong trào nào." in page


def test_an_address_of_far_years_is_read_as_one_year(show):
    assert show("campaigns:clone", them="0019999").context["years"] == 1


def test_a_draft_that_something_hangs_on_is_kept_and_says_why(school, show, client):
    campaign = CampaignFactory(school=school)
    SheetFactory(school=school, campaign=campaign)
    show()

    page = client.post(reverse("campaigns:discard", args=[campaign.pk]), follow=True).content.decode()

    assert "Phong trào đã có bảng chấm điểm hoặc hội thi." in page
    assert Campaign.objects.filter(pk=campaign.pk).exists()


def test_who_has_left_stays_chosen_in_the_form(school, show):
    gone = PersonFactory(school=school, left_on="2020-06-30", full_name="Đỗ Thị Đã Nghỉ")
    activity = ActivityFactory(campaign__school=school, person=gone)

    assert "Đỗ Thị Đã Nghỉ" in show("campaigns:edit", activity.campaign_id).content.decode()


@pytest.mark.parametrize(
    ("period", "days", "count"),
    [
        ("", "từ 01/12/2021 đến 30/11/2022", 1),
        ("duong-lich", "từ 01/01/2022 đến 31/12/2022", 2),
        ("nam-hoc", "từ 01/09/2022 đến 31/08/2023", 3),
        ("<b>", "từ 01/12/2021 đến 30/11/2022", 1),
    ],
)
def test_the_reader_chooses_the_period_of_the_statistics(school, show, period, days, count):
    for day in ("2022-09-05", "2022-12-01", "2023-01-01"):
        CampaignFactory(school=school, state="RUNNING", launches_on=day)

    response = show("campaigns:statistics", nam="2022", ky=period)

    assert days in response.content.decode()
    assert response.context["total"].total == count
    assert ("Hạn báo cáo" in response.content.decode()) is (period not in {"duong-lich", "nam-hoc"})


def test_the_years_offered_are_those_of_the_period(school, show):
    CampaignFactory(school=school, state="RUNNING", launches_on="2022-12-01")

    assert "Kỳ báo cáo năm 2023" in show("campaigns:statistics").content.decode()
    assert "Năm học 2022–2023" in show("campaigns:statistics", ky="nam-hoc").content.decode()

"""The pages of reports: who sees which, what they hold, what they refuse."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.reporting.models import Report
from tests.factories.documents import DocumentFactory
from tests.factories.plans import make_plan
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"reporting:{name}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def typed(plan):
    return {
        "plan": plan.pk, "kind": "MIDTERM", "starts_on": "01/01/2023", "ends_on": "31/05/2023", "year": "2022",
        "dated_on": "05/06/2023",
    }  # fmt: skip


def test_a_report_is_started_and_opened_in_the_editor(client, principal, typed):
    client.force_login(principal)
    assert "Kế hoạch" in text_of(client.get(url("start")))

    response = client.post(url("start"), typed)

    report = Report.objects.get()
    assert response.url == reverse("documents:edit", args=[report.pk])
    assert (report.kind, report.document.subject) == ("MIDTERM", "Sơ kết công tác thi đua, khen thưởng năm 2023")


def test_from_the_page_of_a_plan_the_report_on_it_is_begun(client, principal, teacher, plan, at):
    make_plan(principal=principal, at=at, day=at.date().replace(year=2024), subject="Thi đua năm 2024")
    start = f"{url('start')}?ke_hoach={plan.pk}"
    client.force_login(principal)
    assert start in text_of(client.get(plan.get_absolute_url()))

    page = text_of(client.get(start))
    assert f'<option value="{plan.pk}" selected>' in page
    assert "01/01/2023" in page
    for odd in ("x", "9" * 30, "٣"):
        assert "01/01/2024" in text_of(client.get(url("start"), {"ke_hoach": odd}))
    client.force_login(teacher)
    assert start not in text_of(client.get(plan.get_absolute_url()))


def test_a_refused_form_keeps_what_was_typed(client, principal, typed):
    client.force_login(principal)

    page = text_of(client.post(url("start"), typed | {"ends_on": "31/12/2022"}))

    assert "Ngày cuối kỳ báo cáo không được trước ngày đầu kỳ." in page
    assert "31/12/2022" in page
    assert not Report.objects.exists()


@pytest.mark.parametrize("wrong", [{"plan": "x"}, {"plan": "9" * 30}, {"kind": "X"}, {"year": "99999999999"}, {"year": ""}])
def test_nothing_that_is_posted_breaks_the_form(client, principal, typed, wrong):
    client.force_login(principal)

    assert client.post(url("start"), typed | wrong).status_code == 200
    assert not Report.objects.exists()


def test_while_there_is_no_plan_the_page_leads_to_the_plans(client, principal):
    client.force_login(principal)

    assert "Chưa có kế hoạch nào" in text_of(client.get(url("start")))


def test_the_page_of_a_report_tells_its_period_and_leads_to_its_figures(client, secretary, report):
    client.force_login(secretary)

    page = text_of(client.get(url("detail", report.pk)))

    assert "01/01/2023 – 31/05/2023" in page
    assert url("figures", report.pk) in page


def test_the_figures_stand_with_those_before_once_they_were_taken_anew(client, secretary, report):
    client.force_login(secretary)
    assert "Không thấy con số nào" in text_of(client.get(url("figures", report.pk)))

    response = client.post(url("retake", report.pk), follow=True)

    assert "Thay đổi" in text_of(response)
    assert "Đã lấy lại số liệu." in text_of(response)


def test_a_number_that_differs_is_told_on_the_page_and_beside_the_editor(client, secretary, report):
    document = report.document
    Document.objects.filter(pk=report.pk).update(body=document.body.replace("Đạt 01/04", "Đạt 09/04"))
    client.force_login(secretary)

    assert "<mark>Đạt 09/04 chỉ tiêu</mark>" in text_of(client.get(url("figures", report.pk)))
    assert "Con số khác số liệu" in text_of(client.get(reverse("documents:proofreading", args=[report.pk]))) or (
        "Số liệu của hệ thống: đạt 01/04 chỉ tiêu." in text_of(client.get(reverse("documents:edit", args=[report.pk])))
    )


def test_a_draft_is_not_for_teachers_and_not_for_strangers(client, teacher, stranger, report):
    for who, wanted in ((teacher, 403), (stranger, 404)):
        client.force_login(who)
        assert client.get(url("detail", report.pk)).status_code == 404
        assert client.get(url("figures", report.pk)).status_code == wanted
        for name in ("retake", "discard"):
            assert client.post(url(name, report.pk)).status_code == wanted
    client.logout()
    assert client.get(url("figures", report.pk)).status_code == 302


def test_a_report_is_discarded_with_its_figures(client, principal, report):
    client.force_login(principal)

    assert client.post(url("discard", report.pk)).url == url("list")
    assert not Report.objects.exists()


def test_a_report_of_another_room_has_its_page_and_is_discarded_too(client, principal, school):
    paper = DocumentFactory(school=school, kind=Kind.REPORT, subject="Kết quả đăng ký thi đua")
    client.force_login(principal)

    assert "Kết quả đăng ký" in text_of(client.get(url("detail", paper.pk)))
    assert client.get(url("figures", paper.pk)).status_code == 404
    assert client.post(url("discard", paper.pk)).url == url("list")
    assert not Document.objects.filter(pk=paper.pk).exists()


def test_the_list_is_searched_without_marks_and_goes_out_as_shown(client, principal, report, school):
    DocumentFactory(school=school, kind=Kind.REPORT, subject="Kết quả đăng ký thi đua")
    client.force_login(principal)

    found, all_of_them = (text_of(client.get(url("list"), asked)) for asked in ({"q": "so ket"}, {}))
    sheet = load_workbook(BytesIO(client.get(url("list_excel"), {"q": "so ket"}).content)).active

    assert "Sơ kết công tác" in found
    assert "Kết quả đăng ký" not in found
    assert "Kết quả đăng ký" in all_of_them
    assert [row[1].value for row in sheet.iter_rows(min_row=5)] == ["Sơ kết công tác thi đua, khen thưởng năm 2023"]


def test_the_list_asks_as_much_for_three_as_for_one(client, principal, report, plan, at):
    client.force_login(principal)
    client.get(url("list"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url("list"))
    for _ in range(2):
        client.post(url("start"), {
            "plan": plan.pk, "kind": "FINAL", "starts_on": "01/01/2023", "ends_on": "31/12/2023", "year": "2022",
            "dated_on": "05/06/2023",
        })  # fmt: skip
    with CaptureQueriesContext(connection) as three:
        client.get(url("list"))

    assert Report.objects.count() == 3
    assert len(three) == len(one)


def test_of_the_list_a_teacher_sees_what_is_issued(client, teacher, report):
    client.force_login(teacher)

    assert "Chưa có báo cáo nào" in text_of(client.get(url("list")))

"""The list of targets, that of a tổ, and the year in months."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from campaigns.targets.models import Target
from tests.campaigns.targets.pages import texts, url
from tests.factories.school import GroupFactory
from tests.factories.targets import ProgressFactory, TargetFactory, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(school, group, group_head, at):
    """One target for each standing, told by its name."""
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(days=100), "school": school, "group": group}
    late = TargetFactory(name="Muộn", due_on=today - timedelta(days=1), **days)
    TargetFactory(name="Nguy cơ", due_on=today + timedelta(days=7), **days)
    TargetFactory(name="Còn xa", due_on=today + timedelta(days=90), **days)
    TargetFactory(name="Xong", due_on=today, state="ACHIEVED", settled_on=today, **days)
    TargetFactory(name="Trượt", due_on=today, state="MISSED", settled_on=today, cause="Thiếu.", **days)
    work(name="Thôi", due_on=today, state="DROPPED", settled_on=today, cause="Hoãn.", **days)
    ProgressFactory(target=late, reported_by=group_head, reported_at=at)
    return today


TABS = {
    "": {"Muộn", "Nguy cơ", "Còn xa", "Xong", "Trượt", "Thôi"},
    "dang": {"Muộn", "Nguy cơ", "Còn xa"}, "cho": {"Muộn"}, "qua-han": {"Muộn"}, "nguy-co": {"Nguy cơ"}, "dat": {"Xong"},
    "khong-dat": {"Trượt"}, "thoi": {"Thôi"},
}  # fmt: skip


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_holds_and_counts_its_targets(client, teacher, standing, tab):
    client.force_login(teacher)
    page = client.get(url("list"), {"tab": tab})

    assert {row["target"].name for row in page.context["rows"]} == TABS[tab]
    assert next(one["count"] for one in page.context["tabs"] if one["is_current"]) == len(TABS[tab])


def test_late_and_at_risk_are_told_in_words(client, teacher, standing):
    client.force_login(teacher)
    page = texts(client.get(url("list")))

    assert "Quá hạn 1 ngày" in page
    assert "Có nguy cơ chậm, còn 7 ngày" in page


def test_search_needs_no_marks_and_filters_narrow(client, teacher, school, group, standing):
    other = TargetFactory(school=school, name="Đại hội Công đoàn", year=2022)
    client.force_login(teacher)

    def found(**asked):
        return {row["target"].name for row in client.get(url("list"), asked).context["rows"]}

    assert found(q="dai hoi cong doan") == {"Đại hội Công đoàn"}
    assert found(nam="2022") == {other.name}
    assert found(to=other.group_id) == {other.name}
    assert found(to=group.pk, tab="qua-han") == {"Muộn"}
    assert found(q="khong co") == set()
    assert len(found(nam="abc", to="x", ke_hoach="-1")) == 7


def test_the_sheet_holds_what_is_shown(client, teacher, standing):
    client.force_login(teacher)
    response = client.get(url("list_excel"), {"tab": "khong-dat"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))

    assert rows[0][:3] == ("STT", "Chỉ tiêu", "Câu trong kế hoạch")
    assert [(row[0], row[1], row[9]) for row in rows[1:]] == [(1, "Trượt", "Thiếu.")]
    assert "Không đạt" in sheet["A2"].value


@pytest.mark.parametrize("page", ["list", "group", "year", "in_plan", "assignment"])
def test_more_rows_ask_no_more_queries(client, principal, school, group, plan, page, django_assert_num_queries):
    client.force_login(principal)
    args = {"group": [group.pk], "in_plan": [plan.pk], "assignment": [plan.pk]}.get(page, [])
    year = timezone.localdate().year

    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(page, *args)).status_code == 200
        return len(captured)

    TargetFactory(school=school, group=group, plan=plan, year=year)
    asked()
    one = asked()
    TargetFactory.create_batch(2, school=school, group=group, plan=plan, year=year)
    assert asked() == one


def test_the_chart_and_its_table_say_the_same(client, teacher, standing):
    client.force_login(teacher)
    Target.objects.update(year=standing.year)
    page = client.get(url("year"), {"nam": standing.year})

    assert page.context["whole"].count == sum(bar["count"] for bar in page.context["bars"]) == 6
    assert [row[-1] for row in page.context["months"]][-1] == 6
    assert 'role="img"' in texts(page)
    assert client.get(url("year"), {"nam": "xxxx"}).status_code == 200


def test_a_group_page_counts_its_year(client, teacher, school, group):
    TargetFactory(school=school, group=group, year=timezone.localdate().year)
    TargetFactory(school=school, group=None, person=teacher.person, year=timezone.localdate().year)
    TargetFactory(school=school, group=GroupFactory(school=school))
    client.force_login(teacher)
    page = client.get(url("group", group.pk))

    assert (page.context["whole"].count, len(page.context["rows"])) == (2, 2)

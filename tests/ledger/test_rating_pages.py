from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories.ledger import GroupEntryFactory, HonorEntryFactory, YearRatingFactory
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import CollectiveYear, YearRating

pytestmark = pytest.mark.django_db
WHOLE = {"principal", "deputy", "secretary", "clerk", "inspector"}
READERS = WHOLE | {"group_head", "teacher"}
GRIDS = ["rating_grid", "collective_grid", "rating_excel", "collective_excel"]


def url(name, row=None, **query):
    return reverse(f"ledger:{name}", args=[row.pk] if row else [], query=query or None)


@pytest.fixture
def dao(teacher):
    return teacher.person


@pytest.fixture
def rating(dao):
    return YearRatingFactory(person=dao, year=2022, rating="HTT")


def shown(page):
    return {str(row["line"].holder): row["line"].rating for section in page.context["sections"] for row in section["rows"]}


def excel(client, name, **query):
    content = client.get(url(name, **query)).content
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]


# Who comes in


@pytest.mark.parametrize("who", sorted(READERS | {"technician", "accountant"}))
def test_each_page_opens_for_whom_the_table_names(client, request, rating, group, who):
    client.force_login(request.getfixturevalue(who))

    for name in GRIDS:
        assert client.get(url(name)).status_code == (200 if who in READERS else 403), name
    status = client.get(url("rating_edit", rating)).status_code
    assert status == (200 if who in {"principal", "secretary"} else 403)
    for address in (url("group_numbers", group, nam=2022), url("school_numbers", nam=2022)):
        assert client.get(address).status_code == (200 if who in {"principal", "secretary", "clerk"} else 403)


def test_nothing_is_found_by_a_stranger(client, stranger, rating, group):
    client.force_login(stranger)

    assert client.get(url("rating_edit", rating)).status_code == 404
    assert client.post(url("rating_remove", rating), {"reason": "x"}).status_code == 404
    assert client.get(url("group_numbers", group, nam=2022)).status_code == 404
    assert "Đỗ Thị Đào" not in client.get(url("rating_grid", nam=2022)).text
    client.post(url("rating_grid", nam=2022), {f"p{rating.person_id}-rating": "HTXS"})
    assert YearRating.objects.get().rating == "HTT"


def test_nobody_signed_out_comes_in(client, rating, group):
    addresses = [url(name) for name in GRIDS] + [url("rating_edit", rating), url("school_numbers", nam=2022)]
    for address in [*addresses, url("group_numbers", group, nam=2022)]:
        assert client.get(address).url.startswith(reverse("login"))
    assert client.post(url("rating_remove", rating)).url.startswith(reverse("login"))


def test_what_changes_something_is_posted(client, secretary, rating):
    client.force_login(secretary)

    client.get(url("rating_remove", rating))
    assert client.put(url("rating_remove", rating)).status_code == 405
    assert YearRating.objects.count() == 1


def test_a_teacher_sees_the_own_line_and_a_head_those_of_the_group(client, school, group, teacher, group_head, rating):
    PersonFactory(school=school, full_name="Nguyễn Thị Ánh")
    YearRating.objects.create(school=school, group=group, holder_kind=HolderKind.GROUP, year=2022, rating="HTXS")

    client.force_login(teacher)
    assert shown(client.get(url("rating_grid"))) == {"Đỗ Thị Đào": rating}
    assert "Xếp loại tổ và trường" not in client.get(url("rating_grid")).text
    assert shown(client.get(url("collective_grid"))) == {}
    client.force_login(group_head)
    assert set(shown(client.get(url("rating_grid")))) == {"Đỗ Thị Đào", "Phạm Thị Hương"}
    seen = shown(client.get(url("collective_grid")))
    assert (list(seen), seen["Tổ mẫu giáo lớn"].rating) == (["Tổ mẫu giáo lớn"], "HTXS")
    assert "Ánh" not in str(excel(client, "rating_excel"))


@pytest.mark.parametrize("who", ["teacher", "group_head", "deputy", "inspector"])
def test_who_may_only_look_has_no_fields_and_posts_in_vain(client, request, dao, who):
    client.force_login(request.getfixturevalue(who))

    assert "<select" not in client.get(url("rating_grid", nam=2022)).text.split("</form>")[-1]
    assert client.post(url("rating_grid", nam=2022), {f"p{dao.pk}-rating": "HTXS"}).status_code == 403
    assert not YearRating.objects.exists()


# The grid


def test_the_newest_rated_year_comes_first_and_others_are_a_choice_away(client, secretary, rating):
    client.force_login(secretary)

    assert "Xếp loại năm học 2022–2023" in client.get(url("rating_grid")).text
    assert "Xếp loại năm học 2021–2022" in client.get(url("rating_grid", nam=2021)).text
    assert "Xếp loại năm học 2022–2023" in client.get(url("rating_grid", nam="x", to="y", loai="z")).text


def test_the_head_of_the_page_keeps_its_own_year(client, secretary, rating):
    client.force_login(secretary)

    for address in (url("rating_grid", nam=2022), url("collective_grid", nam=2022), reverse("school:class_list")):
        assert client.get(address).context["year"] == timezone.localdate().year


def test_who_worked_that_year_stands_in_the_grid(client, school, secretary):
    PersonFactory(school=school, full_name="Về Sau", joined_on=date(2023, 9, 1))
    PersonFactory(school=school, full_name="Đi Trước", left_on=date(2022, 8, 31))
    PersonFactory(school=school, full_name="Đi Giữa Năm", left_on=date(2022, 9, 1))
    gone = PersonFactory(school=school, full_name="Đi Mà Có Xếp Loại", left_on=date(2020, 8, 31))
    YearRatingFactory(person=gone)
    client.force_login(secretary)

    assert set(shown(client.get(url("rating_grid", nam=2022)))) == {"Đi Giữa Năm", "Đi Mà Có Xếp Loại", "Trần Thị Ngọc Bích"}


def test_the_whole_grid_is_entered_in_one_form(client, school, secretary, clerk, dao, group):
    client.force_login(clerk)
    typed = {
        "basis": "Thông báo số 12/TB-MNGB",
        f"p{dao.pk}-rating": "HTXS",
        f"p{dao.pk}-registered": "1",
        f"p{secretary.person_id}-rating": "HTT",
        f"p{secretary.person_id}-registered": "0",
    }

    response = client.post(url("rating_grid", nam=2022), typed)

    assert response.url == url("rating_grid", nam=2022)
    told = {str(one.person): (one.rating, one.registered, one.basis) for one in YearRating.objects.all()}
    assert told == {
        "Đỗ Thị Đào": ("HTXS", True, "Thông báo số 12/TB-MNGB"),
        "Trần Thị Ngọc Bích": ("HTT", False, "Thông báo số 12/TB-MNGB"),
    }
    assert "Đã ghi xếp loại cho 2 dòng." in client.get(response.url).text


def test_tabs_count_and_narrow(client, school, secretary, rating):
    client.force_login(secretary)

    page = client.get(url("rating_grid", nam=2022))
    assert [(tab["label"], tab["count"]) for tab in page.context["tabs"]][:3] == [
        ("Tất cả", 2), ("Chưa xếp loại", 1), ("Hoàn thành xuất sắc nhiệm vụ", 0),
    ]  # fmt: skip
    assert list(shown(client.get(url("rating_grid", nam=2022, loai="chua")))) == ["Trần Thị Ngọc Bích"]
    assert list(shown(client.get(url("rating_grid", nam=2022, loai="HTT")))) == ["Đỗ Thị Đào"]
    assert "Không có ai ở mục này" in client.get(url("rating_grid", nam=2022, loai="KHT")).text


def test_a_group_narrows_the_grid(client, school, secretary, rating, group):
    client.force_login(secretary)

    assert list(shown(client.get(url("rating_grid", nam=2022, to=group.pk)))) == ["Đỗ Thị Đào"]
    other = GroupFactory(school=school)
    assert shown(client.get(url("rating_grid", nam=2022, to=other.pk))) == {}


def test_a_stale_grid_keeps_all_that_was_chosen_and_saves_at_the_second_press(client, secretary, dao):
    client.force_login(secretary)
    typed = {f"p{dao.pk}-rating": "HTXS", f"p{secretary.person_id}-rating": "HTT", "basis": "TB 12"}
    YearRatingFactory(person=dao, rating="HTT")

    page = client.post(url("rating_grid", nam=2022), typed)

    assert page.status_code == 200
    assert "Đỗ Thị Đào: vừa có người ghi “hoàn thành tốt nhiệm vụ”, thầy/cô chọn “hoàn thành xuất sắc nhiệm vụ”" in page.text
    assert shown(page)["Đỗ Thị Đào"].rating == "HTT"
    assert 'value="TB 12"' in page.text
    assert page.context["form"][f"p{secretary.person_id}-rating"].value() == "HTT"
    assert YearRating.objects.count() == 1

    del typed[f"p{dao.pk}-rating"]  # the line has no field any more
    assert client.post(url("rating_grid", nam=2022), typed).status_code == 302
    assert YearRating.objects.count() == 2


def test_registered_without_a_rating_is_asked_about(client, secretary, dao):
    client.force_login(secretary)

    page = client.post(url("rating_grid", nam=2022), {f"p{dao.pk}-registered": "1"})

    assert "Thầy/cô chọn xếp loại cùng với việc đăng ký thi đua." in page.text
    assert not YearRating.objects.exists()


@pytest.mark.parametrize("wrong", [{"rating": "XS"}, {"registered": "2", "rating": "HTT"}, {"rating": "\x00"}])
def test_what_is_no_choice_is_refused(client, secretary, dao, wrong):
    client.force_login(secretary)

    page = client.post(url("rating_grid", nam=2022), {f"p{dao.pk}-{name}": value for name, value in wrong.items()})

    assert page.status_code == 200
    assert not YearRating.objects.exists()


def test_the_school_and_its_groups_are_rated_alike(client, school, group, secretary):
    client.force_login(secretary)

    client.post(url("collective_grid", nam=2022), {"s-rating": "HTXS", f"g{group.pk}-rating": "HTT"})

    told = {(one.holder_kind, str(one.group), one.rating) for one in YearRating.objects.all()}
    assert told == {("SCHOOL", "None", "HTXS"), ("GROUP", "Tổ mẫu giáo lớn", "HTT")}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("rating_grid", 14), ("collective_grid", 14)])
def test_a_grid_costs_the_same_for_one_and_for_three(
    client, school, secretary, page, queries, count, django_assert_max_num_queries
):
    for place in range(count):
        person = PersonFactory(school=school, group=GroupFactory(school=school), full_name=f"Người {place}")
        YearRatingFactory(person=person)
    client.force_login(secretary)

    with django_assert_max_num_queries(queries):
        assert len(shown(client.get(url(page, nam=2022)))) == count + 1


# Excel


def test_the_file_holds_what_the_grid_shows(client, secretary, rating):
    client.force_login(secretary)

    rows = excel(client, "rating_excel", nam=2022, loai="HTT")

    assert rows[1][0].startswith("Trường Mầm non Giang Biên; năm học 2022–2023; Hoàn thành tốt nhiệm vụ; ngày ")
    assert rows[4:] == [[1, "Đỗ Thị Đào", "Giáo viên", "Tổ mẫu giáo lớn", "hoàn thành tốt nhiệm vụ", "chưa rõ", None, None]]


def test_numbers_of_collectives_are_numbers(client, school, group, secretary):
    CollectiveYear.objects.create(school=school, group=group, year=2022, size=12)
    client.force_login(secretary)

    rows = excel(client, "collective_excel", nam=2022)

    assert [row[1:6] for row in rows[4:]] == [
        ["Trường Mầm non Giang Biên", "chưa xếp loại", None, None, None],
        ["Tổ mẫu giáo lớn", "chưa xếp loại", None, 12, None],
    ]


# One rating


def corrected(**other):
    return {"rating": "HTXS", "registered": "true", "basis": "", "note": "", "reason": "Ghi nhầm.", "version": 1} | other


def test_a_rating_is_corrected_with_a_reason(client, secretary, rating):
    client.force_login(secretary)

    response = client.post(url("rating_edit", rating), corrected())

    assert response.url == url("rating_grid", nam=2022)
    rating.refresh_from_db()
    assert (rating.rating, rating.registered, rating.version) == ("HTXS", True, 2)


def test_what_leans_on_it_is_shown_first(client, group, dao, secretary, rating):
    HonorEntryFactory(person=dao, year=2022)
    HonorEntryFactory(person=dao, year=2021, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    HonorEntryFactory(person=dao, year=2022, honor_name="Lao động tiên tiến chuyên đề", merit="chuyen_de")
    GroupEntryFactory(group=group, year=2022, code="TTLDXS", honor_name="Tập thể lao động xuất sắc")
    GroupEntryFactory(group=group, year=2021, code="TTLDXS", honor_name="Tập thể lao động xuất sắc")
    client.force_login(secretary)

    uses = [use.sentence for use in client.get(url("rating_edit", rating)).context["uses"]]

    assert uses == [
        "Lao động tiên tiến năm học 2022–2023 của Đỗ Thị Đào.",
        "Tập thể lao động xuất sắc năm học 2022–2023 của Tổ mẫu giáo lớn.",
    ]


def test_of_two_corrections_the_second_keeps_what_was_typed(client, secretary, rating):
    YearRating.objects.filter(pk=rating.pk).update(version=2, rating="HT")
    client.force_login(secretary)

    page = client.post(url("rating_edit", rating), corrected(note="theo biên bản mới"))

    assert "Có người vừa sửa dòng này" in page.text
    assert 'value="theo biên bản mới"' in page.text
    assert "Đang ghi: hoàn thành nhiệm vụ" in page.text
    assert client.post(url("rating_edit", rating), corrected(version=2)).status_code == 302


@pytest.mark.parametrize("wrong", [{"rating": "?"}, {"reason": ""}, {"basis": "Đ" * 201}, {"note": "Đ" * 301}])
def test_a_wrong_correction_is_shown_again(client, secretary, rating, wrong):
    client.force_login(secretary)

    page = client.post(url("rating_edit", rating), corrected(**wrong))

    assert list(page.context["form"].errors) == list(wrong)
    assert YearRating.objects.get().version == 1


def test_a_rating_typed_into_the_wrong_line_is_taken_away(client, secretary, rating):
    client.force_login(secretary)

    assert "cần ghi lý do" in client.post(url("rating_remove", rating), follow=True).text
    assert "Đã xóa xếp loại của Đỗ Thị Đào." in client.post(url("rating_remove", rating), {"reason": "x"}, follow=True).text
    assert client.post(url("rating_remove", rating), {"reason": "x"}).status_code == 404

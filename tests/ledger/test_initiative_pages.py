from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.ledger import AuthorFactory, HonorEntryFactory, UseFactory, ending
from tests.factories.school import PersonFactory
from thiduakt.ledger.models import Initiative, InitiativeAuthor, InitiativeUse

pytestmark = pytest.mark.django_db
NAME = "Một số biện pháp giúp trẻ 5–6 tuổi làm quen chữ cái"
READERS = {"principal", "deputy", "secretary", "clerk", "inspector", "group_head", "teacher"}
PAGES = ["initiative_list", "initiative_excel", "initiative_add"]


def url(name, row=None, **query):
    return reverse(f"ledger:{name}", args=[row.pk] if row else [], query=query or None)


@pytest.fixture
def dao(teacher):
    return teacher.person


@pytest.fixture
def author(dao):
    return AuthorFactory(person=dao)


@pytest.fixture
def anh(school):
    return PersonFactory(school=school, full_name="Nguyễn Thị Ánh")


def typed(**other):
    return {
        "kind": "INITIATIVE", "name": "Trò chơi dân gian", "year": "2022", "level": "co_so", "decision_number": "77/QĐ-UBND",
        "decided_on": "20/05/2023", "issuer": "UBND quận Long Biên",
    } | other  # fmt: skip


def shown(client, **query):
    return [str(one) for one in client.get(url("initiative_list", **query)).context["page_obj"]]


def excel(client, **query):
    content = client.get(url("initiative_excel", **query)).content
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]


# Who comes in


@pytest.mark.parametrize("who", sorted(READERS | {"technician", "accountant"}))
def test_each_page_opens_for_whom_the_table_names(client, request, author, who):
    client.force_login(request.getfixturevalue(who))

    for name in PAGES:
        wanted = {"principal", "secretary", "clerk"} if name == "initiative_add" else READERS
        assert client.get(url(name)).status_code == (200 if who in wanted else 403), name
    assert client.get(url("initiative", author.initiative)).status_code == (200 if who in READERS else 403)
    status = client.get(url("initiative_edit", author.initiative)).status_code
    assert status == (200 if who in {"principal", "secretary"} else 403)
    status = client.get(url("initiative_use", author)).status_code
    assert status == (200 if who in {"principal", "secretary", "clerk"} else 403)


def test_nothing_is_found_by_a_stranger(client, stranger, dao):
    use = UseFactory(author__person=dao)
    initiative = use.author.initiative
    client.force_login(stranger)

    for name, row in (("initiative", initiative), ("initiative_edit", initiative), ("initiative_use", use.author)):
        assert client.get(url(name, row)).status_code == 404
    for name, row in (("initiative_remove", initiative), ("initiative_take_back", use), ("initiative_use", use.author)):
        assert client.post(url(name, row), {"reason": "x"}).status_code == 404
    assert shown(client) == []


def test_a_teacher_does_not_find_the_initiative_of_others(client, teacher, anh):
    other = AuthorFactory(person=anh).initiative
    client.force_login(teacher)

    assert client.get(url("initiative", other)).status_code == 404
    assert shown(client) == []


def test_nobody_signed_out_comes_in(client, dao):
    use = UseFactory(author__person=dao)
    rows = [
        ("initiative", use.author.initiative),
        ("initiative_edit", use.author.initiative),
        ("initiative_use", use.author),
    ]
    for address in [url(name) for name in PAGES] + [url(*row) for row in rows]:
        assert client.get(address).url.startswith(reverse("login"))
    for name, row in (("initiative_remove", use.author.initiative), ("initiative_take_back", use)):
        assert client.post(url(name, row)).url.startswith(reverse("login"))


def test_what_changes_something_is_posted(client, secretary, dao):
    use = UseFactory(author__person=dao)
    client.force_login(secretary)

    for name, row in (("initiative_remove", use.author.initiative), ("initiative_take_back", use)):
        client.get(url(name, row))
        assert client.put(url(name, row)).status_code == 405
    assert InitiativeUse.objects.count() == Initiative.objects.count() == 1


# The list


def test_filters_search_and_tabs(client, secretary, dao, anh):
    UseFactory(author__person=dao, author__initiative__name="Đã dùng", author__initiative__level="tinh")
    AuthorFactory(person=dao, initiative__name="Còn nguyên", initiative__year=2021)
    half = UseFactory(author__person=dao, author__share=50, author__initiative__name="Dùng một nửa").author
    InitiativeAuthor.objects.create(initiative=half.initiative, person=anh, share=50)
    client.force_login(secretary)

    assert shown(client) == ["Đã dùng", "Dùng một nửa", "Còn nguyên"]
    assert shown(client, tab="con") == ["Dùng một nửa", "Còn nguyên"]
    assert shown(client, tab="het") == ["Đã dùng"]
    assert shown(client, nam=2021) == ["Còn nguyên"]
    assert shown(client, cap="tinh") == ["Đã dùng"]
    assert shown(client, q="mot nua") == ["Dùng một nửa"]
    assert shown(client, nam="x", cap="y", tab="z") == shown(client)
    counted = client.get(url("initiative_list", nam=2022)).context["tabs"]
    assert [(tab["label"], tab["count"]) for tab in counted] == [("Tất cả", 2), ("Còn dùng được", 1), ("Đã dùng", 1)]
    assert "Không có sáng kiến nào như vậy" in client.get(url("initiative_list", q="xyz")).text


def test_an_empty_list_says_what_to_do(client, secretary):
    client.force_login(secretary)

    assert "Chưa có sáng kiến nào" in client.get(url("initiative_list")).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, school, secretary, count, django_assert_max_num_queries):
    for place in range(count):
        UseFactory(author__person=PersonFactory(school=school), author__initiative__name=f"Sáng kiến {place}")
    client.force_login(secretary)

    with django_assert_max_num_queries(9):
        assert len(shown(client)) == count


def test_the_file_holds_what_the_page_shows_and_text_stays_text(client, secretary, dao, anh):
    use = UseFactory(author__person=dao, author__share=60, author__initiative__name="=1+1")
    InitiativeAuthor.objects.create(initiative=use.author.initiative, person=anh, share=40)
    AuthorFactory(person=dao, initiative__year=2021)
    client.force_login(secretary)

    rows = excel(client, nam=2022, tab="con")

    assert rows[1][0].startswith("Trường Mầm non Giang Biên; Còn dùng được; năm học 2022–2023; ngày ")
    ((number, name, authors, year, level, code, day, issuer, used),) = rows[4:]
    assert (number, name, authors, year) == (
        1,
        "=1+1",
        "Đỗ Thị Đào (Tổ mẫu giáo lớn, 60%); Nguyễn Thị Ánh (Giáo viên, 40%)",
        "2022–2023",
    )
    assert (level, code, day.date()) == ("cấp cơ sở (quận, phường, Sở)", "77/QĐ-UBND", date(2023, 5, 20))
    assert (issuer, used) == ("Chủ tịch UBND quận Long Biên", "Lao động tiên tiến, 2022–2023 (Đỗ Thị Đào)")


def test_the_honor_of_a_co_author_is_not_told_to_a_colleague(client, teacher, dao, anh):
    own = AuthorFactory(person=dao, share=50)
    other = InitiativeAuthor.objects.create(initiative=own.initiative, person=anh, share=50)
    entry = HonorEntryFactory(person=anh, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    InitiativeUse.objects.create(author=other, entry=entry)
    client.force_login(teacher)

    for page in (client.get(url("initiative_list")).text, client.get(url("initiative", own.initiative)).text):
        assert "Nguyễn Thị Ánh" in page
        assert "đã dùng" in page
        assert "Chiến sĩ" not in page
    assert "Chiến sĩ" not in str(excel(client))


# Writing and changing


def test_a_sole_author_needs_no_share(client, secretary, dao):
    client.force_login(secretary)

    response = client.post(url("initiative_add"), typed(author0=dao.pk))

    initiative = Initiative.objects.get()
    assert response.url == url("initiative", initiative)
    assert (initiative.year, initiative.decided_on, initiative.level) == (2022, date(2023, 5, 20), "co_so")
    assert [(one.person, one.share) for one in initiative.authors.all()] == [(dao, 100)]


def test_co_authors_share_it(client, secretary, dao, anh):
    client.force_login(secretary)

    client.post(url("initiative_add"), typed(author0=dao.pk, share0="70", author3=anh.pk, share3="30"))

    assert [(str(one.person), one.share) for one in InitiativeAuthor.objects.all()] == [
        ("Đỗ Thị Đào", 70), ("Nguyễn Thị Ánh", 30),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({}, "__all__", "cần ít nhất một tác giả"),
        ({"author0": "dao", "share0": "60", "author1": "anh", "share1": "30"}, "__all__", "hiện cộng lại là 90"),
        ({"author0": "dao", "share0": "50", "author1": "dao", "share1": "50"}, "__all__", "chỉ ghi một lần"),
        ({"author0": "dao", "author1": "anh", "share1": "50"}, "share0", "từng đồng tác giả"),
        ({"author0": "dao", "share1": "50"}, "author1", "chọn tác giả"),
        ({"author0": "dao", "share0": "101"}, "share0", "100"),
        ({"author0": "dao", "share0": "x"}, "share0", ""),
        ({"author0": "9" * 30}, "author0", ""),
        ({"author0": "dao", "year": "1900"}, "year", ""),
        ({"author0": "dao", "name": " "}, "name", ""),
        ({"author0": "dao", "level": "?"}, "level", ""),
        ({"author0": "dao", "decided_on": "31/02/2023"}, "decided_on", ""),
        ({"author0": "dao", "decided_on": "01/01/2099"}, "decided_on", "không được sau hôm nay"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, request, secretary, wrong, field, sentence):
    client.force_login(secretary)
    told = {name: request.getfixturevalue(value).pk if value in {"dao", "anh"} else value for name, value in wrong.items()}

    page = client.post(url("initiative_add"), typed(**told))

    assert list(page.context["form"].errors) == [field]
    assert sentence in str(page.context["form"].errors[field])
    assert "77/QĐ-UBND" in page.text
    assert not Initiative.objects.exists()


def test_it_is_changed_with_a_reason(client, secretary, author, anh, dao):
    client.force_login(secretary)
    address = url("initiative_edit", author.initiative)
    told = typed(author0=dao.pk, share0="50", author1=anh.pk, share1="50", version=1)

    assert "Thầy/cô cần ghi lý do" in client.post(address, told).text
    assert client.post(address, told | {"reason": "Thiếu đồng tác giả."}).url == url("initiative", author.initiative)

    assert Initiative.objects.get().name == "Trò chơi dân gian"
    assert InitiativeAuthor.objects.count() == 2


def test_of_two_who_change_it_the_second_keeps_what_was_typed(client, secretary, author, dao):
    Initiative.objects.update(version=2)
    client.force_login(secretary)
    told = typed(author0=dao.pk, version=1, reason="Nhầm.")

    page = client.post(url("initiative_edit", author.initiative), told)

    assert "Có người vừa sửa sáng kiến này" in page.text
    assert "Trò chơi dân gian" in page.text
    assert client.post(url("initiative_edit", author.initiative), told | {"version": 2}).status_code == 302


def test_changing_shows_what_used_it(client, secretary, dao):
    use = UseFactory(author__person=dao)
    client.force_login(secretary)

    page = client.get(url("initiative_edit", use.author.initiative)).text

    assert "Đã dùng để xét" in page
    assert "Lao động tiên tiến, Đỗ Thị Đào, 2022–2023" in page


def test_what_nobody_used_is_removed_with_a_reason(client, secretary, author):
    client.force_login(secretary)
    address = url("initiative_remove", author.initiative)

    assert "cần ghi lý do" in client.post(address, follow=True).text
    assert client.post(address, {"reason": "Ghi hai lần."}).url == url("initiative_list")
    assert client.post(address, {"reason": "x"}).status_code == 404


def test_what_was_used_stays(client, secretary, dao):
    use = UseFactory(author__person=dao)
    client.force_login(secretary)

    page = client.post(url("initiative_remove", use.author.initiative), {"reason": "x"}, follow=True)

    assert "nên không xóa được" in page.text
    assert Initiative.objects.count() == 1


# Uses


def test_a_use_is_recorded_with_an_honor_of_the_author(client, clerk, author, dao, anh):
    entry = HonorEntryFactory(person=dao, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    HonorEntryFactory(person=dao)  # Lao động tiên tiến asks for no initiative
    HonorEntryFactory(person=dao, code="CSTDCS", year=2021)
    HonorEntryFactory(person=anh, code="CSTDCS")
    ending(HonorEntryFactory(person=dao, code="CSTDCS", decision_number="9"))
    client.force_login(clerk)
    address = url("initiative_use", author)

    offered = client.get(address).context["form"].fields["entry"].queryset
    assert list(offered) == [entry]
    assert client.post(address, {"entry": entry.pk}).url == url("initiative", author.initiative)
    assert "Chiến sĩ thi đua cơ sở, 2022–2023" in client.get(url("initiative", author.initiative)).text


def test_with_no_honor_to_offer_the_page_leads_to_where_one_is_entered(client, clerk, author, dao):
    HonorEntryFactory(person=dao)
    client.force_login(clerk)

    page = client.get(url("initiative_use", author)).text

    assert "<select" not in page
    assert f'href="{url("enter_person", dao)}"' in page
    assert "Ghi khen thưởng" in page


def test_a_second_use_is_refused_with_the_sentence_of_the_law(client, clerk, dao):
    use = UseFactory(author__person=dao)
    other = HonorEntryFactory(person=dao, code="BK_TP_CN", honor_name="Bằng khen")
    client.force_login(clerk)

    page = client.post(url("initiative_use", use.author), {"entry": other.pk})

    assert "Mỗi sáng kiến chỉ dùng một lần" in page.text
    assert "Công văn số 5007/BNV-TĐKT ngày 05/9/2023" in page.text
    assert InitiativeUse.objects.get().entry == use.entry


def test_a_use_is_taken_back_with_a_reason(client, secretary, dao):
    use = UseFactory(author__person=dao)
    client.force_login(secretary)
    address = url("initiative_take_back", use)

    assert "cần ghi lý do" in client.post(address, follow=True).text
    assert "Đã bỏ lần dùng sáng kiến." in client.post(address, {"reason": "Nhầm."}, follow=True).text
    assert client.post(address, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("entry", ["", "x", "9" * 30])
def test_no_honor_is_no_use(client, clerk, author, entry):
    HonorEntryFactory(person=author.person, code="CSTDCS")
    client.force_login(clerk)

    assert client.post(url("initiative_use", author), {"entry": entry}).context["form"].errors


def test_a_long_name_is_kept_whole(client, secretary, dao):
    name = "Nghiên cứu " * 45
    client.force_login(secretary)

    client.post(url("initiative_add"), typed(author0=dao.pk, name=name))

    assert Initiative.objects.get().name == name.strip()


def test_namesakes_are_told_apart_where_an_author_is_picked_and_in_the_list(client, secretary, dao):
    """By work and tổ, and where these are the same by the staff code; never by the day of birth."""
    for code, born_on in (("MN-01", date(1980, 2, 3)), ("MN-02", date(1985, 6, 7))):
        AuthorFactory(
            person=PersonFactory(
                school=dao.school,
                group=dao.group,
                full_name="Lê Thị Hoa",
                post="Giáo viên",
                staff_code=code,
                born_on=born_on,
            )
        )
    client.force_login(secretary)

    form = client.get(url("initiative_add")).text
    for code in ("MN-01", "MN-02"):
        assert f"Lê Thị Hoa – Giáo viên, Tổ mẫu giáo lớn ({code})</option>" in form
    assert "1980" not in form
    assert "---" not in form
    assert client.get(url("initiative_list")).text.count("Lê Thị Hoa (Tổ mẫu giáo lớn)") == 2

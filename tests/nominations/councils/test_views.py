"""The pages of councils: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nominations.councils.enums import CouncilKind, CouncilState, SeatFunction
from nominations.councils.models import Council, Renewal
from nominations.councils.queries import proposed_seats
from tests.factories.councils import NAMED, CouncilFactory, RenewalFactory, SeatFactory, nine, seat
from tests.factories.school import PersonFactory, SchoolFactory
from thiduakt.documents.models import Document
from thiduakt.school.models import School

from .conftest import named

pytestmark = pytest.mark.django_db
LIST = "/hoi-dong/"
OF_COUNCIL = ("edit", "discard", "decision", "record", "end", "renew")
OF_RENEWAL = ("renewal_edit", "renewal_discard", "renewal_decision", "renewal_record")
LONG = "Tôn Nữ Nguyễn Thị Hoàng Phương Ánh Tuyết"


def address(name: str, pk: int) -> str:
    return reverse(f"councils:{name}", args=[pk])


@pytest.fixture
def preparing(client, school, principal, deputy, secretary) -> Council:
    """Begun on the page by the secretary: principal, deputy, secretary."""
    client.force_login(secretary)
    client.post(reverse("councils:add"), {"kind": "AWARDS", "year": timezone.localdate().year, "name": ""})
    return Council.objects.get()


@pytest.fixture
def renewal(client, standing, secretary) -> Renewal:
    client.force_login(secretary)
    client.post(address("renew", standing.pk), {"reason": "Bà Chu Thị Sen chuyển công tác"})
    return Renewal.objects.get()


def typed(seats, *more: dict[str, object], version: int = 1, **facts: object) -> dict[str, object]:
    """What the page of a list sends."""
    rows = [
        {"person": one.person_id or "", "function": one.function, "stands_for": one.stands_for, "duties": one.duties}
        for one in seats
    ]
    rows += more
    told = {f"members-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    order = {f"members-{place}-ORDER": place + 1 for place in range(len(rows))}
    head = {"members-TOTAL_FORMS": len(rows), "members-INITIAL_FORMS": len(list(seats)), "version": version}
    return {**told, **order, **head, **facts}


FACTS = {"name": "Hội đồng Thi đua - Khen thưởng", "quorum": "2/3", "regulations": "Khách mời không biểu quyết."}


def test_a_council_is_made_on_the_pages(client, preparing, teacher) -> None:
    seats = proposed_seats(preparing)
    asked = client.get(address("edit", preparing.pk)).content.decode()
    assert "Hoàng Thị Phương" in asked
    assert "Chưa thấy ai đại diện Công đoàn" in asked
    assert "Chưa có ai của Tổ mẫu giáo lớn." in asked
    blank = {"person": "", "function": "MEMBER", "stands_for": "", "duties": ""}
    more = {"person": teacher.person_id, "function": "MEMBER", "stands_for": "Chủ tịch Công đoàn", "duties": "Theo dõi tổ"}
    sent = typed(seats, more, blank, **FACTS) | {"members-4-ORDER": ""}
    answer = client.post(address("edit", preparing.pk), sent, follow=True)
    told = answer.content.decode()
    assert "Đã lưu hội đồng." in told
    assert "Hội đồng có 4 thành viên: số thành viên phải là số lẻ (TT 52/2020/TT-BGDĐT, Điều 11.1)." in told
    assert "Theo dõi tổ" in told
    assert "Chưa thấy ai đại diện Công đoàn" not in told
    assert "Soạn quyết định" not in told


def test_a_decision_is_begun_on_the_page_and_shown_there(client, preparing) -> None:
    answer = client.post(address("decision", preparing.pk), follow=True)
    assert "Đã soạn quyết định thành lập." in answer.content.decode()
    paper = Document.objects.get()
    told = client.get(preparing.get_absolute_url()).content.decode()
    assert f'href="{paper.get_absolute_url()}"' in told
    assert "Soạn quyết định thành lập" not in told


def test_a_refused_list_keeps_everything_typed(client, preparing, teacher) -> None:
    second = {"person": teacher.person_id, "function": "CHAIR", "stands_for": "Đại diện tổ Nhà trẻ", "duties": "Đọc hồ sơ"}
    told = client.post(address("edit", preparing.pk), typed(proposed_seats(preparing), second, **FACTS)).content.decode()
    assert "Hội đồng chỉ có một Chủ tịch." in told
    assert "Đại diện tổ Nhà trẻ" in told
    assert "Đọc hồ sơ" in told
    assert "Khách mời không biểu quyết." in told
    assert len(proposed_seats(preparing)) == 3


def test_what_another_saved_is_not_written_over(client, preparing) -> None:
    sent = typed(proposed_seats(preparing), **FACTS)
    client.post(address("edit", preparing.pk), sent)
    told = client.post(address("edit", preparing.pk), sent | {"name": "Hội đồng khác"}).content.decode()
    assert "Có người vừa lưu" in told
    assert "Hội đồng khác" in told


def test_rows_are_taken_out_and_moved(client, preparing) -> None:
    sent = typed(proposed_seats(preparing), **FACTS) | {"members-1-DELETE": "on", "members-2-ORDER": 0}
    client.post(address("edit", preparing.pk), sent)
    assert [name for name, _ in named(proposed_seats(preparing))] == ["Trần Thị Ngọc Bích", "Hoàng Thị Phương"]


def test_a_row_without_a_person_is_refused_in_words(client, preparing) -> None:
    lonely = {"person": "", "function": "MEMBER", "stands_for": "Đại diện tổ Nhà trẻ", "duties": ""}
    told = client.post(address("edit", preparing.pk), typed(proposed_seats(preparing), lonely, **FACTS)).content.decode()
    assert "thầy/cô chọn viên chức" in told


def test_a_guest_sits_in_a_council_of_a_contest(client, school, secretary) -> None:
    client.force_login(secretary)
    council = CouncilFactory(school=school, kind=CouncilKind.CONTEST, state=CouncilState.DRAFT)
    guest = {"person": "", "outside_name": LONG, "outside_post": "Chuyên viên", "function": "MEMBER"}
    client.post(address("edit", council.pk), typed([], guest, **FACTS))
    assert LONG in client.get(council.get_absolute_url()).content.decode()


def test_a_decision_issued_elsewhere_is_recorded_on_its_page(client, preparing) -> None:
    sent = {"named": NAMED, "begins_on": f"{timezone.localdate():%d/%m/%Y}"}
    told = client.post(address("record", preparing.pk), sent, follow=True).content.decode()
    assert "Quyết định đã ghi nhận, thành viên nhận được thông báo." in told
    assert NAMED in told
    assert client.get(address("edit", preparing.pk)).url == preparing.get_absolute_url()


@pytest.mark.parametrize("sent", [{"named": "", "begins_on": "01/01/2024"}, {"named": NAMED, "begins_on": "32/13/2024"}])
def test_a_decision_without_name_or_day_is_asked_for_again(client, preparing, sent) -> None:
    assert client.post(address("record", preparing.pk), sent).status_code == 200
    preparing.refresh_from_db()
    assert preparing.is_draft


def test_a_list_is_renewed_on_the_pages(client, renewal, standing, teacher) -> None:
    seats = proposed_seats(renewal)
    page = client.get(standing.get_absolute_url()).content.decode()
    assert "Kiện toàn đang lập" in page
    new = {"person": teacher.person_id, "function": "MEMBER", "stands_for": "", "duties": ""}
    sent = typed(seats[:-1], new, reason="Bà Chu Thị Sen chuyển công tác")
    assert "Đã lưu danh sách." in client.post(address("renewal_edit", renewal.pk), sent, follow=True).content.decode()
    sent = {"named": "Quyết định số 12/QĐ-MNGB", "begins_on": f"{timezone.localdate():%d/%m/%Y}"}
    told = client.post(address("renewal_record", renewal.pk), sent, follow=True).content.decode()
    assert "Các lần thay đổi" in told
    assert "Chu Thị Sen, Ủy viên" in told
    assert client.get(address("renewal_edit", renewal.pk)).url == standing.get_absolute_url()


def test_a_term_ends_on_the_page(client, standing, secretary) -> None:
    client.force_login(secretary)
    told = client.post(address("end", standing.pk), {"reason": "Hết năm học"}, follow=True).content.decode()
    assert "Hội đồng đã hết nhiệm kỳ." in told
    assert "Kiện toàn hội đồng" not in told
    assert "Nguyễn Thị Ánh Tuyết" in told


def test_drafts_are_thrown_away(client, preparing, school) -> None:
    assert client.post(address("discard", preparing.pk)).url == LIST
    assert not Council.objects.exists()


@pytest.mark.parametrize("name", OF_COUNCIL)
@pytest.mark.parametrize("who", ["teacher", "clerk", "inspector", "group_head", "accountant"])
def test_a_colleague_reads_a_council_and_writes_none(client, standing, request, name, who) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(standing.get_absolute_url()).status_code == 200
    assert client.post(address(name, standing.pk)).status_code == 403


@pytest.mark.parametrize("name", OF_RENEWAL)
def test_a_colleague_writes_no_new_list(client, renewal, teacher, name) -> None:
    client.force_login(teacher)
    assert client.post(address(name, renewal.pk)).status_code == 403


def test_what_is_prepared_is_shown_to_those_who_prepare_it(client, preparing, renewal, teacher, deputy) -> None:
    for user, status in ((teacher, 404), (deputy, 200)):
        client.force_login(user)
        assert client.get(preparing.get_absolute_url()).status_code == status
        assert client.get(address("members_excel", preparing.pk)).status_code == status
    client.force_login(teacher)
    assert preparing.name not in client.get(LIST).content.decode()
    assert "Kiện toàn đang lập" not in client.get(renewal.council.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", OF_COUNCIL)
def test_a_stranger_finds_no_council_of_ours(client, standing, stranger, name) -> None:
    client.force_login(stranger)
    assert client.get(standing.get_absolute_url()).status_code == 404
    assert client.get(address("members_excel", standing.pk)).status_code == 404
    assert client.post(address(name, standing.pk), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("name", OF_RENEWAL)
def test_a_stranger_finds_no_new_list_of_ours(client, renewal, stranger, name) -> None:
    client.force_login(stranger)
    assert client.post(address(name, renewal.pk)).status_code == 404


def test_the_technician_and_the_superior_find_no_councils(client, standing, technician, superior) -> None:
    for user in (technician, superior):
        client.force_login(user)
        assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("name", ["council", *OF_COUNCIL])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, standing, name) -> None:
    assert client.get(address(name, standing.pk)).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["council", "members_excel"])
def test_what_is_read_is_not_posted(client, standing, secretary, name) -> None:
    client.force_login(secretary)
    assert client.post(address(name, standing.pk)).status_code == 405


@pytest.mark.parametrize("name", ["edit", "discard", "decision", "record"])
def test_what_stands_is_not_prepared_again(client, standing, secretary, name) -> None:
    client.force_login(secretary)
    client.post(address(name, standing.pk), {"named": NAMED, "begins_on": "01/09/2024"})
    assert Council.objects.get().state == CouncilState.STANDING
    assert Council.objects.get().seats.sitting().count() == 9
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["end", "renew"])
def test_what_is_prepared_neither_ends_nor_is_renewed(client, preparing, name) -> None:
    client.post(address(name, preparing.pk), {"reason": "Hết năm học"})
    preparing.refresh_from_db()
    assert preparing.is_draft
    assert not Renewal.objects.exists()


def rows(school: School, count: int) -> None:
    for place in range(count):
        council = CouncilFactory(school=school, kind=CouncilKind.CONTEST, name=f"Hội đồng chấm thi đợt {place} của {count}")
        seat(council, PersonFactory(school=school), SeatFunction.CHAIR)
        seat(council, PersonFactory(school=school))


def test_the_list_asks_no_more_for_three_than_for_one(client, school, principal) -> None:
    client.force_login(principal)
    asked = []
    for more in (1, 2):
        rows(school, more)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_page_asks_no_more_for_ten_members_than_for_one(client, school, secretary) -> None:
    client.force_login(secretary)
    council, asked = CouncilFactory(school=school), []
    for more in (1, 9):
        for _ in range(more):
            SeatFactory(council=council)
        client.get(council.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(council.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_list_is_searched_without_marks_and_leaves_as_a_sheet(client, school, principal) -> None:
    rows(school, 2)
    client.force_login(principal)
    assert "đợt 1 của 2" not in client.get(LIST, {"q": "cham thi dot 0"}).content.decode()
    sheet = client.get(reverse("councils:list_excel"), {"q": "cham thi dot 0"})
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    assert [[cell.value for cell in row][1:4] for row in book.active.iter_rows(min_row=5)] == [
        ["2023–2024", "Hội đồng chấm thi đợt 0 của 2", "Quyết định số 45/QĐ-MNGB ngày 06/9/2023"]
    ]


def test_the_tabs_part_councils_by_their_state(client, school, principal) -> None:
    told = {"school": school, "kind": CouncilKind.CONTEST}
    CouncilFactory(**told, name="Hội đồng cũ", state=CouncilState.ENDED, ends_on=date(2024, 5, 31))
    CouncilFactory(**told, name="Hội đồng mới")
    client.force_login(principal)
    page = client.get(LIST, {"trang-thai": "ENDED"}).content.decode()
    assert "Hội đồng cũ" in page
    assert "Hội đồng mới" not in page


def test_the_members_leave_as_a_sheet(client, standing, teacher) -> None:
    client.force_login(teacher)
    book = openpyxl.load_workbook(io.BytesIO(client.get(address("members_excel", standing.pk)).content))
    found = [[cell.value for cell in row][1:4] for row in book.active.iter_rows(min_row=5)]
    assert len(found) == 9
    assert found[0] == ["Hoàng Thị Phương", standing.seats.first().person.post, "Chủ tịch"]


def test_a_school_without_a_council_is_told_how_to_begin(client, secretary, teacher) -> None:
    for user, sentence in ((secretary, "phân công từng thành viên"), (teacher, "thầy/cô xem thành viên ở đây")):
        client.force_login(user)
        assert sentence in client.get(LIST).content.decode()


def test_a_new_list_of_another_school_is_not_renewed_by_its_key(client, secretary) -> None:
    other = RenewalFactory(council=CouncilFactory(school=SchoolFactory()))
    client.force_login(secretary)
    assert client.get(address("renewal_edit", other.pk)).status_code == 404


def test_members_are_named_in_the_order_of_the_decision(client, school, principal, secretary) -> None:
    council = nine(school, chair=principal, secretary=secretary)
    client.force_login(principal)
    page = client.get(council.get_absolute_url()).content.decode()
    places = [page.index(f"{name}\n") for name in ("Hoàng Thị Phương", "Trần Thị Ngọc Bích", "Chu Thị Sen")]
    assert places == sorted(places)

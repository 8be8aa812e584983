"""The pages of sessions: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import timedelta

import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nominations.councils.enums import CouncilKind
from nominations.sessions.models import Conflict, CouncilSession
from nominations.sessions.services.conflicts import declare_conflict
from nominations.sessions.services.drafting import begin_session
from nominations.sessions.services.voting import conclude, enter_counts
from tests.factories.councils import nine
from tests.factories.school import PersonFactory
from tests.factories.sessions import (
    Table,
    called,
    closed_review,
    council_with_accounts,
    counted,
    drafted,
    opened,
    ready_dossier,
    values,
)

pytestmark = pytest.mark.django_db
LIST = "/phien-hop/"
NOTE = "Là chị em họ của người được xét."
WHY = "Thành tích chưa nổi trội so với đồng nghiệp."


def address(name: str, pk: int) -> str:
    return reverse(f"sessions:{name}", args=[pk])


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def light(school):
    today = timezone.localdate()
    review = closed_review(school, opens_on=today - timedelta(days=30), closes_on=today, decides_on=today)
    return ready_dossier(review, PersonFactory(school=school, full_name="Lò Thị Ỏn"), code="LDTT")


@pytest.fixture
def live(school, light, principal, secretary, now, today) -> Table:
    return opened(school, light.review, chair=principal, secretary=secretary, at=now, held_on=today)


@pytest.fixture
def invited(school, light, principal, secretary, now, today) -> Table:
    return called(school, light.review, chair=principal, secretary=secretary, at=now, held_on=today)


@pytest.fixture
def draft(school, light, principal, secretary, now, today) -> Table:
    return drafted(school, light.review, chair=principal, secretary=secretary, at=now, held_on=today)


def hands(agreed: int, against: int = 0) -> dict[str, str]:
    return {"manner": "HANDS", "agreed": str(agreed), "against": str(against), "blank": "0"}


def test_a_session_is_drawn_up_called_opened_and_voted_on_the_pages(
    client, school, light, principal, secretary, today
) -> None:
    nine(school, chair=principal, secretary=secretary)
    client.force_login(secretary)
    typed = {
        "review": light.review_id, "kind": "END", "title": "Xét thi đua cuối năm học", "held_on": f"{today:%d/%m/%Y}",
        "starts_at": "8h00", "place": "Phòng hội đồng",
    }  # fmt: skip
    answer = client.post(reverse("sessions:add"), typed, follow=True)
    session = CouncilSession.objects.get()
    assert "Lao động tiên tiến: Lò Thị Ỏn" in answer.content.decode()
    client.post(address("call", session.pk), {"action": "call"})
    marks = {f"presence-{one.seat_id}": "PRESENT" for one in session.attendances.all()}
    client.post(address("attendance", session.pk), marks)
    client.force_login(principal)
    client.post(address("open", session.pk), {"action": "open"})
    client.force_login(secretary)
    item = session.items.get()
    told = client.get(address("console", session.pk), follow=True).content.decode()
    assert "Có mặt 9/9" in told
    assert "Cần quá nửa tổng số thành viên hội đồng đồng ý" in told
    told = client.post(address("count", item.pk), hands(6, 3), follow=True).content.decode()
    assert "Cần 5/9 phiếu, đạt 6/9: THÔNG QUA" in told
    client.post(address("conclude", item.pk), {"action": "conclude"})
    client.force_login(principal)
    told = client.post(address("end", session.pk), {"ends_at": "23h59"}, follow=True).content.decode()
    assert "Đã kết thúc phiên họp." in told
    light.refresh_from_db()
    assert light.state == "AWARDED"


def test_a_refused_form_keeps_everything_typed(client, draft) -> None:
    client.force_login(draft.secretary)
    typed = {
        "kind": "MID", "title": "Sơ kết học kỳ I", "held_on": "01/01/2020", "starts_at": "8h00", "place": "Phòng khác",
        "guests": "Bà Nguyễn Thị Ẩn, Chủ tịch Công đoàn", "version": draft.session.version,
    }  # fmt: skip
    told = client.post(address("edit", draft.session.pk), typed).content.decode()
    assert "Ngày họp không được ở trong quá khứ." in told
    for kept in ("Sơ kết học kỳ I", "Phòng khác", "Bà Nguyễn Thị Ẩn, Chủ tịch Công đoàn"):
        assert kept in told


def test_numbers_that_cannot_be_are_shown_again(client, live, light) -> None:
    client.force_login(live.secretary)
    told = client.post(address("count", live.item(light).pk), hands(8, 3)).content.decode()
    assert "8 đồng ý + 3 không đồng ý + 0 không có ý kiến = 11, nhưng có 9 người biểu quyết." in told
    assert 'value="8"' in told


def test_who_was_not_passed_is_told_why(client, live, light) -> None:
    client.force_login(live.secretary)
    item = live.item(light)
    client.post(address("count", item.pk), hands(4, 5))
    client.post(address("conclude", item.pk), {"action": "conclude", "reason": ""})
    assert light.__class__.objects.get(pk=light.pk).state == "TO_COUNCIL"
    told = client.post(address("conclude", item.pk), {"reason": WHY}, follow=True).content.decode()
    assert "Cần 5/9 phiếu, đạt 4/9: KHÔNG THÔNG QUA (thiếu 1)" in told


KEPT = ["edit", "discard", "fill", "matter", "call", "attendance", "poll", "console", "projector"]
OF_ITEM = ["console_item", "slips", "remove", "discuss", "opinions", "count", "recount", "conclude", "drop_poll"]
READ_ONLY = {"console", "projector", "console_item", "slips"}


@pytest.mark.parametrize("name", KEPT)
def test_a_member_who_only_votes_prepares_nothing(client, live, name) -> None:
    client.force_login(live.members[0])
    ask = client.get if name in READ_ONLY else client.post
    assert ask(address(name, live.session.pk)).status_code == 403


@pytest.mark.parametrize("name", OF_ITEM)
def test_a_member_who_only_votes_counts_nothing(client, live, light, name) -> None:
    client.force_login(live.members[0])
    ask = client.get if name in READ_ONLY else client.post
    assert ask(address(name, live.item(light).pk), hands(9)).status_code == 403


@pytest.mark.parametrize("name", ["session", "open", "end", *KEPT])
def test_a_stranger_finds_no_session_of_ours(client, live, stranger, name) -> None:
    client.force_login(stranger)
    ask = client.get if name in READ_ONLY | {"session"} else client.post
    assert ask(address(name, live.session.pk)).status_code == 404


@pytest.mark.parametrize("name", ["declare", *OF_ITEM])
def test_a_stranger_finds_no_item_of_ours(client, live, light, stranger, name) -> None:
    client.force_login(stranger)
    ask = client.get if name in READ_ONLY else client.post
    assert ask(address(name, live.item(light).pk)).status_code == 404


def test_who_has_no_seat_finds_no_session(client, live, light, teacher) -> None:
    client.force_login(teacher)
    assert client.get(address("session", live.session.pk)).status_code == 404
    assert client.post(address("declare", live.item(light).pk), {"note": NOTE}).status_code == 404
    assert "Xét thi đua" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("name", ["session", "edit", "console", "projector", "attendance"])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, live, name) -> None:
    assert client.get(address(name, live.session.pk)).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["session", "console", "projector"])
def test_what_is_read_is_not_posted(client, live, name) -> None:
    client.force_login(live.secretary)
    assert client.post(address(name, live.session.pk)).status_code == 405


def test_what_is_open_is_read_and_not_prepared(client, live) -> None:
    client.force_login(live.secretary)
    assert client.get(address("edit", live.session.pk)).url == live.session.get_absolute_url()
    told = client.post(address("fill", live.session.pk), follow=True).content.decode()
    assert "Phiên họp đã khai mạc nên chương trình không đổi được nữa." in told


def test_a_draft_is_not_shown_to_the_members(client, draft) -> None:
    for user, status in ((draft.members[0], 404), (draft.secretary, 200)):
        client.force_login(user)
        assert client.get(draft.session.get_absolute_url()).status_code == status


def test_only_who_presides_opens_and_ends(client, invited) -> None:
    client.force_login(invited.secretary)
    assert client.post(address("open", invited.session.pk), {"action": "open"}).status_code == 403


def test_a_declared_conflict_vanishes_from_every_page_and_list_and_sheet(client, live, light, now) -> None:
    """Also for the secretary, who keeps the session."""
    second = ready_dossier(light.review, PersonFactory(school=light.school, full_name="Kha Thị Én"), code="LDTT")
    again = begin_session(
        live.session.council, light.review, values=values(held_on=timezone.localdate(now)), actor=live.secretary, at=now
    )
    assert [item.dossier for item in again.items.all()] == [second]
    item = live.item(light)
    enter = hands(9)
    client.force_login(live.secretary)
    told = client.post(address("declare", item.pk), {"note": NOTE}, follow=True).content.decode()
    assert "Lò Thị Ỏn" not in told
    for name in ("console_item", "discuss", "count", "opinions"):
        assert client.get(address(name, item.pk)).status_code == 404
    for name in ("count", "conclude", "remove", "declare", "recount"):
        assert client.post(address(name, item.pk), enter).status_code == 404
    client.force_login(live.chair)
    client.post(address("count", item.pk), {**enter, "agreed": "8"})
    client.post(address("conclude", item.pk))
    assert light.__class__.objects.get(pk=light.pk).state == "AWARDED"
    client.force_login(live.secretary)
    for page in (live.session.get_absolute_url(), address("projector", live.session.pk), LIST):
        told = client.get(page).content.decode()
        assert "Lò Thị Ỏn" not in told
        assert "1 đề nghị khen" not in told
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("sessions:list_excel")).content)).active
    line = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Phiên thứ 1")
    assert line[5:8] == (0, 0, 0)
    client.force_login(live.members[0])
    assert "1 hồ sơ: 1 đề nghị khen" in client.get(LIST).content.decode()


def test_the_chair_rules_of_a_conflict_on_the_page(client, live, light, now) -> None:
    member = live.members[0]
    declare_conflict(live.item(light), NOTE, actor=member, at=now)
    conflict = Conflict.objects.get()
    client.force_login(live.chair)
    told = client.get(live.session.get_absolute_url()).content.decode()
    assert NOTE in told
    client.post(address("rule", conflict.pk), {"stand": "STAYS"})
    client.force_login(member)
    assert "Lò Thị Ỏn" in client.get(live.session.get_absolute_url()).content.decode()


def test_nobody_else_reads_or_rules_a_conflict(client, live, light, now, stranger, teacher) -> None:
    declare_conflict(live.item(light), NOTE, actor=live.members[0], at=now)
    conflict = Conflict.objects.get()
    for user, status in ((live.deputy, 403), (live.members[0], 404), (stranger, 404), (teacher, 404)):
        client.force_login(user)
        assert client.post(address("rule", conflict.pk), {"stand": "STAYS"}).status_code == status
        assert NOTE not in client.get(LIST).content.decode()


def test_the_wall_shows_neither_numbers_before_the_end_nor_reasons_of_absence(
    client, school, light, principal, secretary, now, today
) -> None:
    table = opened(school, light.review, chair=principal, secretary=secretary, away=1, at=now, held_on=today)
    client.force_login(secretary)
    item = table.item(light)
    before = client.get(address("projector", table.session.pk)).content.decode()
    enter_counts(item, "HANDS", counted(7, 1), actor=secretary, at=now)
    assert client.get(address("projector", table.session.pk)).content.decode().count("7/9") == 0
    assert "Nghỉ ốm" not in before
    conclude(item, actor=secretary, at=now)
    assert "Cần 5/9 phiếu, đạt 7/9: THÔNG QUA" in client.get(address("projector", table.session.pk)).content.decode()


def test_an_acting_chair_stands_out(client, school, light, principal, secretary, now, today) -> None:
    own = ready_dossier(light.review, principal.person, code="LDTT")
    table = opened(school, light.review, chair=principal, secretary=secretary, at=now, held_on=today)
    client.force_login(secretary)
    told = client.get(address("console_item", table.item(own).pk)).content.decode()
    assert "Phó Chủ tịch Nguyễn Thị Ánh Tuyết điều hành thay Chủ tịch." in told
    assert "điều hành thay Chủ tịch" not in client.get(address("console_item", table.item(light).pk)).content.decode()
    client.force_login(principal)
    assert "Đây là hồ sơ của chính thầy/cô" in client.get(table.session.get_absolute_url()).content.decode()
    assert client.get(address("console_item", table.item(own).pk)).status_code == 403


def test_the_list_asks_as_often_for_three_as_for_one(client, school, light, principal, secretary, now, today) -> None:
    council, _ = council_with_accounts(school, chair=principal, secretary=secretary)
    begin_session(council, light.review, values=values(held_on=today), actor=secretary, at=now)
    client.force_login(secretary)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _ in range(2):
        begin_session(council, None, values=values(held_on=today), actor=secretary, at=now)
    with CaptureQueriesContext(connection) as three:
        assert client.get(LIST).content.decode().count("Xét thi đua, khen thưởng cuối năm học") == 3
    assert len(three) == len(one)


def test_a_session_and_its_console_ask_as_often_for_three_items_as_for_one(
    client, school, light, principal, secretary, now, today
) -> None:
    for place in range(3):
        ready_dossier(light.review, PersonFactory(school=school, full_name=f"Vừ Thị {place}"), code="LDTT")
    table = opened(school, light.review, chair=principal, secretary=secretary, at=now, held_on=today)
    client.force_login(secretary)
    pages = (table.session.get_absolute_url(), address("console_item", table.item(light).pk))
    asked = []
    for _ in range(2):
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
        table.session.items.exclude(dossier=light).delete()
    assert asked[:2] == asked[2:]


def test_a_search_needs_no_marks(client, live) -> None:
    client.force_login(live.secretary)
    assert "Xét thi đua" in client.get(LIST, {"q": "xet thi dua"}).content.decode()
    assert "Xét thi đua" not in client.get(LIST, {"q": "so ket"}).content.decode()


def test_slips_are_printed_for_each_who_votes_and_nobody_else(client, live, light, now) -> None:
    declare_conflict(live.item(light), NOTE, actor=live.members[0], at=now)
    client.force_login(live.secretary)
    answer = client.get(address("slips", live.item(light).pk))
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        told = "".join(page.get_textpage().get_text_range() for page in document)
    assert told.count("PHIẾU BẦU") == 8
    assert told.count("Lò Thị Ỏn") == 8


def test_papers_are_begun_by_who_takes_part_in_everything(client, live, light, now) -> None:
    client.force_login(live.secretary)
    for name in ("invitation", "minutes"):
        told = client.post(address(name, live.session.pk), follow=True).content.decode()
        assert "Phiên họp" in told
    declare_conflict(live.item(light), NOTE, actor=live.secretary, at=now)
    assert client.post(address("minutes", live.session.pk)).status_code == 403
    client.force_login(live.members[0])
    assert client.post(address("minutes", live.session.pk)).status_code == 403
    assert client.get(reverse("sessions:count_file", args=[live.session.pk, "pdf"])).status_code == 403


def test_of_two_councils_one_is_chosen(client, school, principal, secretary, now) -> None:
    nine(school, chair=principal, secretary=secretary)
    other = nine(school, chair=principal, secretary=secretary, kind=CouncilKind.INITIATIVES)
    client.force_login(secretary)
    told = {"kind": "ADHOC", "title": "Xét sáng kiến", "held_on": f"{timezone.localdate(now):%d/%m/%Y}", "starts_at": "8h00"}
    assert "Hội đồng Sáng kiến" in client.get(reverse("sessions:add")).content.decode()
    client.post(reverse("sessions:add"), {**told, "place": "Phòng họp", "council": other.pk})
    assert CouncilSession.objects.get().council == other

"""The pages of a ceremony: who opens them, what they say, that nothing typed is lost."""

import re
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.services.arranging import shift
from tests.factories.ceremonies import CeremonyFactory, GuestFactory, RecipientFactory, TurnFactory
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from thiduakt.documents.models import Document

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Lễ trao thưởng đợt 1", "held_on": "05/10/2023", "starts_at": "7h30", "place": "Hội trường", "seats_per_row": 8,
    "seating": "BY_GROUP",
}  # fmt: skip
SHEETS = ("chuong-trinh", "danh-sach-trao", "cho-ngoi", "khach-moi")


def url(name, *args):
    return reverse(f"ceremonies:{name}", args=args)


def text_of(response):
    return response.content.decode()


def rows_of(*rows, initial=0):
    told = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": initial}
    for place, row in enumerate(rows):
        told |= {f"rows-{place}-{name}": value for name, value in row.items()} | {f"rows-{place}-ORDER": place + 1}
    return told


def words_of(pdf):
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())


def test_a_ceremony_is_planned(client, secretary, decision):
    client.force_login(secretary)
    assert str(decision) in text_of(client.get(url("add")))

    page = client.post(url("add"), TYPED | {"decisions": [decision.pk]}, follow=True)

    one = Ceremony.objects.get()
    assert f"{one.starts_at:%H:%M}" == "07:30"
    assert "Đã lập lễ trao thưởng." in text_of(page)
    for told in ("07:30 – 07:45", "Đỗ Thị Đào", "Người trao: Hiệu trưởng.", "Trao: giấy khen, tiền thưởng."):
        assert told in " ".join(text_of(page).split())
    assert "720.000" not in text_of(page)


def test_the_page_of_a_decision_leads_to_its_ceremony(client, secretary, decision):
    client.force_login(secretary)

    assert client.get(url("add"), {"quyet-dinh": decision.pk}).context["form"]["decisions"].value() == [decision.pk]


@pytest.mark.parametrize(
    "wrong",
    [{"held_on": "31/12/9999"}, {"held_on": "5/13/2023"}, {"starts_at": "25h"}, {"starts_at": "h"},
     {"decisions": ["9" * 30]}, {"decisions": []}, {"seats_per_row": "0"}, {"seats_per_row": "99999999999"},
     {"seating": "X"}, {"place": ""}],
)  # fmt: skip
def test_what_is_refused_stays_as_it_was_typed(client, secretary, decision, wrong):
    client.force_login(secretary)

    page = client.post(url("add"), TYPED | {"decisions": [decision.pk]} | wrong)

    assert page.status_code == 200
    assert 'value="Lễ trao thưởng đợt 1"' in text_of(page)
    assert not Ceremony.objects.exists()


def test_it_is_changed_and_a_stale_form_keeps_what_was_typed(client, secretary, ceremony, decision, again):
    client.force_login(secretary)
    typed = TYPED | {"decisions": [decision.pk], "version": 1}

    client.post(url("edit", ceremony.pk), typed)
    stale = text_of(client.post(url("edit", ceremony.pk), typed | {"name": "Tên khác"}))

    assert again(ceremony).name == "Lễ trao thưởng đợt 1"
    assert "Có người vừa lưu" in stale
    assert "Tên khác" in stale


def test_the_programme_the_guests_and_the_turns_are_written_row_by_row(client, secretary, ceremony, turns):
    client.force_login(secretary)
    item = {"title": "Đón tiếp", "who": "Ban tổ chức", "minutes": 15}

    client.post(url("program", ceremony.pk), {"version": 1} | rows_of(item))
    client.post(url("guests", ceremony.pk), {"version": 2} | rows_of({"name": "Ngô Quang Ẩn", "post": "Trưởng phòng"}))
    first = {"id": turns[0].pk, "name": "Giấy khen, lượt đầu", "handed_by": "Bà Hoàng Thị Phương", "with_flowers": "on"}
    client.post(url("turns", ceremony.pk), {"version": 3} | rows_of(first))

    page = " ".join(text_of(client.get(ceremony.get_absolute_url())).split())
    for told in ("08:00 – 08:15", "Ngô Quang Ẩn, Trưởng phòng", "Giấy khen, lượt đầu", "Trao: hoa.", "Chưa xếp lượt"):
        assert told in page


def test_rows_that_are_refused_stay(client, secretary, ceremony):
    client.force_login(secretary)

    page = text_of(
        client.post(url("program", ceremony.pk), {"version": 1} | rows_of({"title": "Đón khách", "minutes": "0"}))
    )

    assert 'value="Đón khách"' in page
    assert "có dòng chưa đúng" in page.lower()
    assert client.post(url("program", ceremony.pk), {"version": 1}).status_code == 200


def test_people_are_put_into_turns(client, secretary, ceremony, turns, people):
    client.force_login(secretary)
    told = {f"turn_{one.pk}": one.turn_id for one in ceremony.recipients.all()}

    client.post(url("place", ceremony.pk), told | {"version": 1, f"turn_{people[0].pk}": turns[1].pk})
    refused = client.post(url("place", ceremony.pk), told | {"version": 2, f"turn_{people[0].pk}": "9" * 30})

    assert Recipient.objects.get(pk=people[0].pk).turn == turns[1]
    assert refused.status_code == 200


def test_turns_are_made_anew_and_rows_moved(client, secretary, ceremony):
    client.force_login(secretary)

    assert "Đã xếp lại" in text_of(client.post(url("arrange", ceremony.pk), {"most": 2}, follow=True))
    refused = text_of(client.post(url("arrange", ceremony.pk), {"most": "nhiều"}, follow=True))
    assert "từ 1 đến 100" in refused
    second = ceremony.turns.order_by("position")[1]
    answer = client.post(url("shift_turn", second.pk, "len"))
    assert answer.url == f"{ceremony.get_absolute_url()}#luot-trao-{second.pk}"
    assert ceremony.turns.order_by("position").first() == second
    assert client.post(url("shift_turn", second.pk, "ngang")).status_code == 404


def test_a_turn_is_marked_on_the_day(client, secretary, ceremony, turns, people):
    Ceremony.objects.update(held_on=timezone.localdate())
    client.force_login(secretary)
    page = text_of(client.get(url("hand", turns[0].pk)))
    assert "Người trao: Hiệu trưởng." in page
    told = {f"handing_{one.pk}": "HANDED" for one in people} | {f"handing_{people[1].pk}": "BY_PROXY"}

    refused = text_of(client.post(url("hand", turns[0].pk), told))
    assert "Thầy/cô ghi ai nhận thay." in refused
    client.post(url("hand", turns[0].pk), told | {f"received_by_{people[1].pk}": "Đỗ Văn Em"})
    page = client.post(url("hand_all", turns[1].pk), follow=True)

    assert "Đã ghi trao cho 1 người, tập thể." in text_of(page)
    assert "Đỗ Văn Em" in text_of(page)
    page = client.post(url("hold", ceremony.pk), follow=True)
    assert "Đã ghi buổi lễ đã tổ chức." in text_of(page)


def test_who_is_in_no_turn_is_marked_too(client, secretary, ceremony, people):
    Recipient.objects.filter(pk=people[0].pk).update(turn=None)
    client.force_login(secretary)

    assert "Đỗ Thị Đào" in text_of(client.get(url("hand_unplaced", ceremony.pk)))
    client.post(url("hand_unplaced", ceremony.pk), {f"handing_{people[0].pk}": "LATER"})

    assert Recipient.objects.get(pk=people[0].pk).handing == "LATER"
    assert "Trao sau cho người vắng" in text_of(client.get(ceremony.get_absolute_url()))


def test_the_official_programme_is_begun(client, secretary, ceremony):
    client.force_login(secretary)

    answer = client.post(url("paper", ceremony.pk))

    paper = Document.objects.get(kind="CTr")
    assert answer.url == reverse("documents:edit", args=[paper.pk])
    assert client.get(answer.url).status_code == 200
    assert "Soạn văn bản chương trình" not in text_of(client.get(ceremony.get_absolute_url()))


def test_every_list_is_printed_and_goes_out_as_a_sheet(client, teacher, ceremony):
    GuestFactory(ceremony=ceremony)
    client.force_login(teacher)
    told = {}
    for sheet in SHEETS:
        pdf = words_of(client.get(url("sheet_pdf", ceremony.pk, sheet)).content)
        cells = load_workbook(BytesIO(client.get(url("sheet_excel", ceremony.pk, sheet)).content)).active
        told[sheet] = (pdf, [[cell.value for cell in row] for row in cells.iter_rows(min_row=5)])
        assert "720.000" not in pdf

    pdf, rows = told["danh-sach-trao"]
    assert "Đỗ Thị Đào" in pdf
    assert rows[0][:3] == ["1", "Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – cá nhân", "Đỗ Thị Đào"]
    assert rows[0][6:8] == ["Hiệu trưởng", "giấy khen, tiền thưởng"]
    assert [row[1:4] for row in told["cho-ngoi"][1]][:2] == [["A", "1", "Ngô Quang Ẩn"], ["B", "1", "Đỗ Thị Đào"]]
    assert "Trao thưởng" in told["chuong-trinh"][0]
    assert "Đại diện Tổ mẫu giáo lớn" in words_of(client.get(url("cards", ceremony.pk)).content)
    assert client.get(url("sheet_pdf", ceremony.pk, "tien")).status_code == 404


def test_without_anybody_the_lists_are_printed_all_the_same(client, teacher, school):
    bare = CeremonyFactory(school=school)
    client.force_login(teacher)

    assert {client.get(url("sheet_pdf", bare.pk, sheet)).status_code for sheet in SHEETS} == {200}
    assert client.get(url("cards", bare.pk)).content.startswith(b"%PDF-")


# The six questions of each page and button.
MANAGED = ("edit", "discard", "hold", "program", "guests", "turns", "place", "arrange", "hand_unplaced", "paper")
BUTTONS = ("discard", "hold", "arrange", "paper")
READ = ("ceremony", "cards")


def test_everybody_of_the_school_reads_it_and_only_some_change_it(client, teacher, accountant, ceremony, turns):
    for user in (teacher, accountant):
        client.force_login(user)
        page = text_of(client.get(ceremony.get_absolute_url()))
        assert "Đỗ Thị Đào" in page
        assert "<form" not in page.split("<main")[1]
        assert {client.get(url(name, ceremony.pk)).status_code for name in MANAGED} == {403}
        assert {client.post(url(name, ceremony.pk)).status_code for name in BUTTONS} == {403}
        assert client.get(url("add")).status_code == 403
        assert {client.post(url(name, turns[0].pk)).status_code for name in ("hand", "hand_all")} == {403}
        assert client.post(url("shift_turn", turns[0].pk, "len")).status_code == 403


def test_a_stranger_finds_none(client, stranger, ceremony, turns):
    client.force_login(stranger)

    assert {client.get(url(name, ceremony.pk)).status_code for name in (*MANAGED, *READ)} == {404}
    assert {client.post(url(name, ceremony.pk)).status_code for name in BUTTONS} == {404}
    assert {client.post(url(name, turns[0].pk)).status_code for name in ("hand", "hand_all")} == {404}
    assert client.post(url("shift_turn", turns[0].pk, "len")).status_code == 404
    assert client.get(url("sheet_pdf", ceremony.pk, "cho-ngoi")).status_code == 404


def test_a_button_that_is_opened_leads_back(client, secretary, ceremony, turns):
    client.force_login(secretary)

    assert {client.get(url(name, ceremony.pk)).url for name in BUTTONS} == {ceremony.get_absolute_url()}
    assert client.get(url("hand_all", turns[0].pk)).url == ceremony.get_absolute_url()
    assert client.post(url("cards", ceremony.pk)).status_code == 405


def test_what_was_held_is_not_opened_for_writing(client, secretary, ceremony):
    Ceremony.objects.update(state="DONE")
    client.force_login(secretary)

    for name in ("edit", "program", "guests", "turns", "place"):
        assert client.get(url(name, ceremony.pk)).url == ceremony.get_absolute_url()
    for name in BUTTONS:
        page = text_of(client.post(url(name, ceremony.pk), {"most": 5}, follow=True))
        assert "đã tổ chức" in page
    assert Ceremony.objects.count() == 1


def test_whoever_is_not_signed_in_is_asked_to(client, ceremony, turns):
    addresses = [url(name) for name in ("list", "list_excel", "add")]
    addresses += [url(name, ceremony.pk) for name in (*MANAGED, *READ)]
    addresses += [url(name, turns[0].pk) for name in ("hand", "hand_all")]
    for address in addresses:
        assert client.get(address).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["list", "list_excel"])
def test_the_list_asks_as_often_for_three_rows_as_for_one(client, school, teacher, name):
    client.force_login(teacher)
    counts = []
    for count in (1, 2):
        for _ in range(count):
            RecipientFactory(ceremony__school=school)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_page_asks_as_often_for_many_people_as_for_few(client, secretary, school):
    one = CeremonyFactory(school=school)
    decision = AwardDecisionFactory(school=school, state="IN_FORCE")
    one.decisions.add(decision)
    client.force_login(secretary)
    pages = [one.get_absolute_url(), url("place", one.pk), url("sheet_excel", one.pk, "danh-sach-trao")]
    pages.append(url("sheet_excel", one.pk, "cho-ngoi"))
    counts = []
    for _ in range(2):
        for _ in range(2):
            turn = TurnFactory(ceremony=one)
            RecipientFactory(ceremony=one, line=AwardLineFactory(decision=decision), turn=turn)
        RecipientFactory(ceremony=one, line=AwardLineFactory(decision=decision))
        asked = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
        counts.append(asked)

    assert counts[0] == counts[1]


def test_the_list_is_searched_without_marks_and_goes_out_as_shown(client, school, teacher):
    for name in ("Lễ khai giảng", "Lễ tổng kết"):
        CeremonyFactory(school=school, name=name)
    client.force_login(teacher)

    page = text_of(client.get(url("list"), {"q": "le tong ket"}))
    rows = list(
        load_workbook(BytesIO(client.get(url("list_excel"), {"q": "le tong ket"}).content)).active.iter_rows(min_row=5)
    )

    assert "Lễ tổng kết" in page
    assert "Lễ khai giảng" not in page
    assert [row[1].value for row in rows] == ["Lễ tổng kết"]


def test_a_bare_list_says_what_to_do(client, secretary, teacher):
    told = {}
    for user in (secretary, teacher):
        client.force_login(user)
        told[user] = text_of(client.get(url("list")))

    assert "Lập lễ trao thưởng" in told[secretary]
    assert "thầy/cô xem chương trình và lượt trao ở đây" in told[teacher]


def test_the_certificates_are_printed_in_the_order_of_the_call(client, secretary, ceremony, people, monkeypatch):
    shift(people[0], "xuong", actor=secretary, at=timezone.now())
    asked = {}

    def print_certificates(lines, **told):
        asked["names"] = [line.holder_name for line in lines]
        return ceremony

    monkeypatch.setattr("awards.ceremonies.views.page.print_certificates", print_certificates)
    client.force_login(secretary)

    answer = client.post(url("certificates", ceremony.pk))

    assert answer.url == ceremony.get_absolute_url()
    assert asked["names"] == ["Nguyễn Thị Ánh", "Đỗ Thị Đào", "Vũ Thị Ẩn", "Tổ mẫu giáo lớn"]


def test_without_certificates_the_button_says_why(client, secretary, ceremony):
    client.force_login(secretary)

    page = text_of(client.post(url("certificates", ceremony.pk), follow=True))

    assert "Chưa chọn giấy khen nào còn hiệu lực để in." in page


def test_the_page_of_a_decision_tells_of_its_ceremony(client, teacher, secretary, ceremony, decision, school):
    other = AwardDecisionFactory(school=school, state="IN_FORCE")
    for user, leads_to in ((teacher, False), (secretary, True)):
        client.force_login(user)
        assert ceremony.get_absolute_url() in text_of(client.get(decision.get_absolute_url()))
        begins = f"{url('add')}?quyet-dinh={other.pk}" in text_of(client.get(other.get_absolute_url()))
        assert begins is leads_to


def test_what_another_phone_has_marked_meanwhile_is_not_set_back(client, secretary, turns, people):
    client.force_login(secretary)
    page = client.get(url("hand", turns[0].pk))
    typed = dict(re.findall(r'name="((?:initial-)?(?:handing|received_by|handed_on)_\d+)" value="([^"]*)"', text_of(page)))
    typed |= {f"{name}handing_{one.pk}": "WAITING" for one in people for name in ("", "initial-")}
    Recipient.objects.filter(pk=people[1].pk).update(handing="LATER")

    client.post(url("hand", turns[0].pk), typed | {f"handing_{people[0].pk}": "HANDED"})

    assert [one.handing for one in turns[0].recipients.order_by("position")] == ["HANDED", "LATER", "WAITING"]


def test_who_is_called_up_is_told_from_the_page(client, secretary, ceremony):
    client.force_login(secretary)
    Ceremony.objects.update(held_on=timezone.localdate())
    assert "Báo thời gian, địa điểm" in text_of(client.get(ceremony.get_absolute_url()))

    page = text_of(client.post(url("announce", ceremony.pk), follow=True))

    assert "Đã báo thời gian, địa điểm cho 4 người, tập thể." in page
    assert "chưa được báo thời gian" not in page

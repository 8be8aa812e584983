"""The pages of certificates: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from awards.certificates.enums import RunState
from awards.certificates.models import Blank, Design, Printer, PrintRun
from awards.certificates.services.printing import How, clear_files, confirm_run, draw_run, start_run
from tests.awards.certificates.looking import codes_of, pages_of
from tests.factories.certificates import (
    AT,
    blank,
    decision_with_lines,
    lines_of,
    printer,
    usual_places,
    with_certificates,
)
from tests.factories.decisions import AwardLineFactory
from tests.factories.ledger import HonorEntryFactory

pytestmark = pytest.mark.django_db
LIST = "/giay-khen/"
DESIGN = "/giay-khen/mau/"


def address(name: str, *keys: int) -> str:
    return reverse(f"certificates:{name}", args=keys)


def text_of(answer) -> str:
    return answer.content.decode()


def printing(**told) -> dict:
    return {"purpose": "FIRST", "note": "", "blank": "", "printer": "", **told}


def typed_places(**changed) -> dict[str, str]:
    """As a browser posts the table of a blank."""
    told = {}
    for name, values in usual_places().items():
        for key, value in values.items():
            told[f"{name}-{key}"] = "on" if value is True else str(value).replace(".", ",")
    return told | changed


@pytest.fixture
def waiting(decision, certificates, principal) -> PrintRun:
    """Asked for, and not drawn yet: the worker is busy."""
    return start_run(lines_of(decision), name="Giấy khen", how=How(), actor=principal, at=AT)


@pytest.fixture
def ready(waiting) -> PrintRun:
    draw_run(waiting, at=AT)
    waiting.refresh_from_db()
    return waiting


def test_a_clerk_prints_a_decision_and_tells_that_it_is_done(client, clerk, decision, certificates):
    client.force_login(clerk)
    page = address("decision", decision.pk)
    assert "Đỗ Thị Đào" in text_of(client.get(page))

    answer = client.post(page, printing(), follow=True)

    run = PrintRun.objects.get()
    assert answer.redirect_chain == [(run.get_absolute_url(), 302)]
    assert run.total == 3
    pdf = client.get(address("run_file", run.pk))
    assert (pdf["Content-Type"], len(pages_of(pdf.content))) == ("application/pdf", 3)

    client.post(run.get_absolute_url(), {})
    run.refresh_from_db()
    assert run.state == RunState.PRINTED
    assert "1 lần" in text_of(client.get(page))
    assert "3 giấy khen, đã in 3" in text_of(client.get(LIST))


def test_only_the_chosen_lines_are_printed_again(client, clerk, decision, certificates):
    client.force_login(clerk)
    second = lines_of(decision)[1]
    client.post(address("decision", decision.pk), printing(purpose="REPRINT", line=[second.pk]))
    assert [one.certificate.line for one in PrintRun.objects.get().sheets.all()] == [second]


def test_what_was_chosen_and_typed_stays_where_the_form_is_refused(client, clerk, decision, certificates):
    client.force_login(clerk)
    second = lines_of(decision)[1]
    page = text_of(client.post(address("decision", decision.pk), printing(purpose="REISSUE", line=[second.pk])))
    assert "Cấp lại thì ghi lý do" in page
    assert page.count("checked") == 1
    assert not PrintRun.objects.exists()


@pytest.mark.parametrize("line", ["x", "9" * 30, "-1", "²"])
def test_a_line_that_is_none_prints_nothing(client, clerk, decision, certificates, line):
    client.force_login(clerk)
    answer = client.post(address("decision", decision.pk), printing(line=[line]))
    assert "Chưa chọn giấy khen nào" in text_of(answer)
    assert not PrintRun.objects.exists()


def test_blanks_are_counted_with_those_that_were_spoiled(client, clerk, decision, certificates):
    client.force_login(clerk)
    one = blank(clerk)
    client.post(address("decision", decision.pk), printing(blank=one.pk, printer=printer(clerk).pk))
    run = PrintRun.objects.get()

    refused = client.post(run.get_absolute_url(), {"spoiled": "2", "spoiled_reason": ""})
    assert "Có phôi hỏng thì ghi lý do" in text_of(refused)
    client.post(run.get_absolute_url(), {"spoiled": "2", "spoiled_reason": "Kẹt giấy."})

    assert "5, trong đó hỏng 2" in text_of(client.get(run.get_absolute_url()))
    row = text_of(client.get(DESIGN)).partition("Phôi viền vàng 2023</a>")[2]
    assert row.index(">5<") < row.index(">2<")


def test_a_page_that_waits_looks_again_by_itself(client, clerk, waiting):
    client.force_login(clerk)
    answer = client.get(waiting.get_absolute_url())
    assert answer["Refresh"] == "2"
    assert "0 trong 3 tờ" in text_of(answer)
    assert client.get(address("run_file", waiting.pk)).status_code == 404


def test_a_file_that_takes_too_long_is_drawn_again(client, clerk, waiting):
    client.force_login(clerk)
    assert client.post(address("retry", waiting.pk)).status_code == 302


def test_what_is_printed_is_not_drawn_again(client, clerk, ready):
    confirm_run(ready, spoiled=0, reason="", actor=clerk, at=timezone.now())
    client.force_login(clerk)
    page = text_of(client.post(address("retry", ready.pk), follow=True))
    assert "không làm được bước" in page


def test_a_file_that_was_cleared_is_drawn_anew(client, clerk, ready):
    clear_files(at=ready.requested_at + timedelta(days=61))
    client.force_login(clerk)
    assert client.get(address("run_file", ready.pk)).status_code == 404
    assert "Tệp giấy khen đã được dọn." in text_of(client.get(ready.get_absolute_url()))

    client.post(address("retry", ready.pk))

    assert client.get(address("run_file", ready.pk)).status_code == 200


def test_more_certificates_than_one_file_holds_are_a_sentence(client, clerk, decision, certificates, monkeypatch):
    monkeypatch.setattr("awards.certificates.services.printing.MOST", 2)
    client.force_login(clerk)
    page = text_of(client.post(address("decision", decision.pk), {"purpose": "FIRST"}))
    assert "Mỗi lần in tới 2 tờ. Thầy/cô chia thành nhiều lần." in page


def test_thousands_of_ticks_are_read(client, clerk, decision, certificates):
    client.force_login(clerk)
    ticks = [line.pk for line in lines_of(decision)] + list(range(10**6, 10**6 + 3_000))
    assert client.post(address("decision", decision.pk), {"purpose": "FIRST", "line": ticks}).status_code == 302
    assert PrintRun.objects.get().total == 3


def test_what_is_not_drawn_is_not_printed(client, clerk, waiting):
    client.force_login(clerk)
    assert "không làm được bước" in text_of(client.post(waiting.get_absolute_url(), {}))


RUN_ROUTES = [("run", "get"), ("run", "post"), ("run_file", "get"), ("retry", "post")]


@pytest.mark.parametrize(("name", "method"), RUN_ROUTES)
def test_a_run_is_the_business_of_those_who_print(client, teacher, stranger, ready, name, method):
    where = address(name, ready.pk)
    assert getattr(client, method)(where).status_code == 302  # to the login page
    client.force_login(teacher)
    assert getattr(client, method)(where).status_code == 403
    client.force_login(stranger)
    assert getattr(client, method)(where).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_decision_is_printed_by_those_who_print(client, teacher, stranger, decision, certificates, method):
    where = address("decision", decision.pk)
    assert getattr(client, method)(where).status_code == 302
    client.force_login(teacher)
    assert getattr(client, method)(where).status_code == 403
    client.force_login(stranger)
    assert getattr(client, method)(where).status_code == 404
    assert not PrintRun.objects.exists()


def test_a_draft_decision_has_no_page_here(client, clerk, school):
    client.force_login(clerk)
    draft = decision_with_lines(school, "Đỗ Thị Đào", state="DRAFT")
    assert client.get(address("decision", draft.pk)).status_code == 404


@pytest.mark.parametrize("name", ["design", "emblem", "blank_add", "printer_add"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_how_they_look_is_the_business_of_those_who_design(client, deputy, name, method):
    assert getattr(client, method)(address(name)).status_code == 302
    client.force_login(deputy)  # prints, and does not design
    assert getattr(client, method)(address(name)).status_code == 403


@pytest.mark.parametrize("name", ["design_picture", "emblem_file", "blank_picture"])
def test_pictures_too(client, deputy, name):
    assert client.get(address(name)).status_code == 302
    client.force_login(deputy)
    assert client.get(address(name)).status_code == 403


@pytest.mark.parametrize("name", ["blank", "blank_trial", "drop_blank", "printer", "drop_printer"])
def test_blanks_and_printers_of_another_school_are_not_there(client, principal, stranger, deputy, name):
    one = blank(principal) if "blank" in name else printer(principal)
    method = "post" if name.startswith("drop") else "get"
    client.force_login(stranger)
    assert getattr(client, method)(address(name, one.pk)).status_code == 404
    client.force_login(deputy)
    assert getattr(client, method)(address(name, one.pk)).status_code == 403
    one.refresh_from_db()
    assert one.is_kept


@pytest.mark.parametrize("name", ["retry", "drop_emblem"])
def test_a_button_is_pressed_and_not_followed(client, principal, ready, name):
    client.force_login(principal)
    where = address(name, ready.pk) if name == "retry" else address(name)
    before = PrintRun.objects.values().get()
    assert client.get(where).status_code == 302
    assert PrintRun.objects.values().get() == before


def test_the_words_of_the_school_are_kept(client, principal, school, decision, certificates):
    client.force_login(principal)
    told = {"awarding_title": "Hiệu trưởng", "version": "1", "verb-GK_HT_CN": "TẶNG", "title-GK_HT_CN": "THƯ KHEN"}
    client.post(DESIGN, told)
    page = text_of(client.get(DESIGN))
    assert 'value="THƯ KHEN"' in page
    assert Design.objects.get(school=school).awarding_title == "Hiệu trưởng"


def test_half_a_wording_stays_to_be_mended(client, principal, decision, certificates):
    client.force_login(principal)
    page = text_of(
        client.post(DESIGN, {"awarding_title": "", "version": "1", "verb-GK_HT_CN": "TẶNG", "title-GK_HT_CN": ""})
    )
    assert "ghi cả hai dòng" in page
    assert 'value="TẶNG"' in page


def test_the_sample_shows_the_emblem_of_the_school(client, principal):
    client.force_login(principal)
    before = client.get(address("design_picture"))
    assert before["Content-Type"] == "image/png"
    stream = io.BytesIO()
    Image.new("RGB", (80, 80), "red").save(stream, "PNG")
    file = SimpleUploadedFile("quoc-huy.png", stream.getvalue(), content_type="image/png")
    client.post(address("emblem"), {"file": file})
    assert client.get(address("emblem_file")).status_code == 200
    assert client.get(address("design_picture")).content != before.content

    client.post(address("drop_emblem"))
    assert client.get(address("emblem_file")).status_code == 404


def test_a_blank_is_measured_tried_and_taken_out_of_use(client, principal):
    client.force_login(principal)
    told = typed_places(name="Phôi 2023", version="1", **{"recipient-x": "40,5"})
    client.post(address("blank_add"), told)
    one = Blank.objects.get()
    assert str(one.places.get(field="recipient").x) == "40.5"
    assert 'value="40,5"' in text_of(client.get(one.get_absolute_url()))
    assert len(pages_of(client.get(address("blank_trial", one.pk)).content)) == 1

    client.post(address("drop_blank", one.pk))
    assert client.get(one.get_absolute_url()).status_code == 404


def test_looking_first_stores_nothing_and_keeps_what_is_typed(client, principal):
    client.force_login(principal)
    told = typed_places(name="Phôi 2023", version="1", **{"recipient-x": "41", "xem-thu": "1"})
    page = text_of(client.post(address("blank_add"), told))
    assert 'value="41"' in page
    assert "recipient-x=41" in page
    assert not Blank.objects.exists()


def test_a_field_beside_the_sheet_is_said_at_its_place(client, principal):
    client.force_login(principal)
    told = typed_places(name="Phôi 2023", version="1", **{"signer-x": "290"})
    page = text_of(client.post(address("blank_add"), told))
    assert "vượt ra ngoài tờ giấy rộng 297 mm" in page
    assert 'value="290"' in page
    assert not Blank.objects.exists()


def test_the_picture_of_a_blank_follows_what_is_typed(client, principal):
    client.force_login(principal)
    usual = client.get(address("blank_picture"), typed_places())
    moved = client.get(address("blank_picture"), typed_places(**{"recipient-y": "60"}))
    assert usual["Content-Type"] == "image/png"
    assert usual.content != moved.content
    assert client.get(address("blank_picture"), {"recipient-x": "x" * 500}).status_code == 200


def test_a_printer_is_set_right(client, principal):
    client.force_login(principal)
    told = {"name": "Máy in văn phòng", "shift_x": "1,5", "shift_y": "-0,5", "version": "1"}
    client.post(address("printer_add"), told)
    one = Printer.objects.get()
    assert one.shift == (1.5, -0.5)

    client.post(address("printer", one.pk), told | {"shift_x": "2"})
    one.refresh_from_db()
    assert one.shift == (2, -0.5)
    client.post(address("drop_printer", one.pk))
    assert client.get(address("printer", one.pk)).status_code == 404


def test_the_list_is_searched_without_marks_and_taken_along_as_a_sheet(client, clerk, school, decision, certificates):
    other = decision_with_lines(school, "Lò Thị Ỏn", name="Khen thưởng hội thi giáo viên dạy giỏi")
    with_certificates(other, clerk)
    client.force_login(clerk)
    assert "hội thi" in text_of(client.get(LIST, {"q": "hoi thi"}))
    assert decision.name not in text_of(client.get(LIST, {"q": "hoi thi"}))

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}danh-sach.xlsx", {"q": "hoi thi"}).content)).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == 1]
    assert [(row[3], row[5], row[6]) for row in rows] == [(other.name, 1, 0)]


def test_a_list_without_anything_says_what_will_stand_there(client, clerk):
    client.force_login(clerk)
    assert "Chưa có giấy khen nào" in text_of(client.get(LIST))


@pytest.mark.parametrize("where", [LIST, f"{LIST}danh-sach.xlsx"])
def test_the_list_asks_as_often_for_three_as_for_one(client, clerk, school, where):
    client.force_login(clerk)

    def asked() -> int:
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        return len(queries)

    with_certificates(decision_with_lines(school, "Đỗ Thị Đào"), clerk)
    one = asked()
    for _ in range(2):
        with_certificates(decision_with_lines(school, "Đỗ Thị Đào"), clerk)
    assert asked() == one


def test_the_codes_of_the_file_lead_to_the_pages_of_its_certificates(client, clerk, ready, certificates, settings):
    client.force_login(clerk)
    pdf = client.get(address("run_file", ready.pk)).content
    client.logout()
    for code, one in zip(codes_of(pdf), certificates, strict=True):
        path = code.removeprefix(settings.SITE_URL)
        page = text_of(client.get(path))
        assert one.line.honor_name.partition(" của")[0] in page
        assert f"<dd>\n            {one.line.position}\n" in page


def test_a_decision_without_certificates_says_so(client, clerk, school):
    client.force_login(clerk)
    bare = decision_with_lines(school, "Đỗ Thị Đào")
    assert "không có giấy khen" in text_of(client.get(address("decision", bare.pk)))
    AwardLineFactory(decision=bare)


def test_a_decision_asks_as_often_for_three_lines_as_for_one(client, school, principal):
    client.force_login(principal)

    def asked(*names: str) -> int:
        decision = decision_with_lines(school, *names)
        for line in lines_of(decision):
            line.entry = HonorEntryFactory(person=line.person)  # which of them has ended is asked of all at once
            line.save(update_fields=["entry"])
        with_certificates(decision, principal)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("decision", decision.pk)).status_code == 200
        return len(queries)

    asked("Lò Văn Ỏn")
    assert asked("Đỗ Thị Đào", "Lê Thị Ổi", "Vũ Thị Êm") == asked("Ngô Thị Oanh")

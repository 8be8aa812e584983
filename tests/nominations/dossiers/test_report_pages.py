"""The pages where a report is written: nothing that was typed is lost, and nobody writes what is not theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier
from nominations.dossiers.services.writing import begin_report
from nominations.writings.models import TypedCopy, Writing
from nominations.writings.services.writing import save_writing
from tests.factories.dossiers import DossierFactory

pytestmark = pytest.mark.django_db


def url(route, *args):
    return reverse(f"dossiers:{route}", args=args)


@pytest.fixture
def report(dossier, teacher, now) -> Writing:
    report = begin_report(dossier, actor=teacher, at=now)
    dossier.refresh_from_db()
    return report


@pytest.fixture
def writer(client, teacher):
    client.force_login(teacher)
    return client


def sent(report, **typed):
    """What the page sends: every section as it stands, but for those typed anew."""
    told = {f"muc-{key}": text for key, text in report.sections.items()}
    return told | {"version": report.version, "kept": ""} | {f"muc-{key}": text for key, text in typed.items()}


def test_the_report_is_begun_by_a_press(writer, dossier):
    page = writer.get(url("report", dossier.pk), follow=True)
    assert page.redirect_chain == [(url("report_begin", dossier.pk), 302)]
    assert "Báo cáo thành tích cá nhân" in page.content.decode()
    assert Writing.objects.count() == 0

    answer = writer.post(url("report_begin", dossier.pk), follow=True)

    assert answer.redirect_chain[-1] == (url("report", dossier.pk), 302)
    assert "Họ và tên: Đỗ Thị Đào" in answer.content.decode()
    assert Dossier.objects.get().report is not None


def test_a_report_is_saved_section_by_section(writer, dossier, report):
    answer = writer.post(url("report", dossier.pk), sent(report, ket_qua="Lớp 35 trẻ."), follow=True)

    report.refresh_from_db()
    assert report.sections["ket_qua"] == "<p>Lớp 35 trẻ.</p>"
    assert report.version == 2
    assert "Đã lưu lúc" in answer.content.decode()


def test_a_refused_report_comes_back_with_everything_in_it(writer, dossier, report):
    answer = writer.post(url("report", dossier.pk), sent(report, ket_qua="<p>" + "a" * 70_000, nhiem_vu="<p>Còn đây.</p>"))

    page = answer.content.decode()
    assert "quá giới hạn" in page
    assert "Còn đây." in page
    assert "a" * 70_000 in page
    report.refresh_from_db()
    assert report.version == 1


def test_what_is_typed_is_kept_and_stands_there_again_after_signing_in_anew(client, writer, teacher, dossier, report):
    answer = writer.post(url("report_keep", dossier.pk), sent(report, ket_qua="<p>Đang gõ dở.</p>")).json()
    assert answer["sentence"].startswith("Đã tự lưu lúc ")

    client.logout()
    client.force_login(teacher)
    page = client.get(url("report", dossier.pk)).content.decode()

    assert "Đang gõ dở." in page
    assert "chưa lưu" in page
    assert report.sections["ket_qua"] != "<p>Đang gõ dở.</p>"


def test_a_saved_text_leaves_no_copy_and_a_dropped_one_neither(writer, dossier, report):
    kept = writer.post(url("report_keep", dossier.pk), sent(report, ket_qua="<p>Một.</p>")).json()["kept"]
    writer.post(url("report", dossier.pk), sent(report, ket_qua="<p>Một.</p>") | {"kept": kept})
    assert not TypedCopy.objects.exists()

    report.refresh_from_db()
    kept = writer.post(url("report_keep", dossier.pk), sent(report, ket_qua="<p>Hai.</p>")).json()["kept"]
    writer.post(url("report_drop", dossier.pk), {"kept": kept})
    assert not TypedCopy.objects.exists()


def test_without_javascript_a_draft_is_kept_by_a_button(writer, dossier, report):
    writer.post(url("report", dossier.pk), sent(report, ket_qua="Dòng một\nDòng hai") | {"keep": "1"})

    assert TypedCopy.objects.get().sections["ket_qua"] == "<p>Dòng một</p><p>Dòng hai</p>"
    report.refresh_from_db()
    assert report.version == 1


def test_two_people_in_two_sections_do_not_meet(writer, dossier, report, group_head, now):
    save_writing(report, {"nhiem_vu": "<p>Tổ trưởng sửa.</p>"}, base_version=1, actor=group_head, at=now)

    answer = writer.post(url("report", dossier.pk), sent(report, ket_qua="<p>Của tôi.</p>"), follow=True)

    report.refresh_from_db()
    assert (report.sections["nhiem_vu"], report.sections["ket_qua"]) == ("<p>Tổ trưởng sửa.</p>", "<p>Của tôi.</p>")
    assert "Đã gộp với phần cô Hương vừa sửa" in answer.content.decode()


def test_two_people_in_one_section_choose_with_both_texts_before_them(writer, dossier, report, group_head, now):
    save_writing(report, {"ket_qua": "<p>Của tổ trưởng.</p>"}, base_version=1, actor=group_head, at=now)
    typed = sent(report, ket_qua="<p>Của cô giáo.</p>", nhiem_vu="<p>Cũng gõ.</p>")

    page = writer.post(url("report", dossier.pk), typed)

    content = page.content.decode()
    assert "Bản của thầy/cô" in content
    assert "Bản của cô Hương" in content
    conflict = page.context["conflicts"][0]
    answer = dict(page.context["sent"]) | {conflict["field"]: "both"}
    writer.post(url("report", dossier.pk), answer)
    report.refresh_from_db()
    assert report.sections["ket_qua"] == "<p>Của cô giáo.</p><p>Của tổ trưởng.</p>"
    assert report.sections["nhiem_vu"] == "<p>Cũng gõ.</p>"


def test_savings_are_listed_compared_and_brought_back(writer, dossier, report):
    writer.post(url("report", dossier.pk), sent(report, ket_qua="<p>Lớp có 35 trẻ ngoan.</p>"))
    report.refresh_from_db()
    writer.post(url("report", dossier.pk), sent(report, ket_qua="<p>Lớp có 36 trẻ ngoan.</p>"))

    listed = writer.get(url("report_revisions", dossier.pk)).content.decode()
    assert listed.count('<th scope="row">Lần lưu') == 3
    compared = writer.get(url("report_compare", dossier.pk) + "?truoc=2&sau=3").content.decode()
    assert "<del>" in compared.replace('<del><span class="visually-hidden">[bỏ: </span>35', "<del>35")
    assert "Thành tích đạt được của cá nhân" in compared
    assert writer.get(url("report_compare", dossier.pk) + "?truoc=2&sau=9").status_code == 404
    assert writer.get(url("report_compare", dossier.pk)).status_code == 404

    writer.post(url("report_restore", dossier.pk, 2), {"version": 3})
    report.refresh_from_db()
    assert (report.version, report.sections["ket_qua"]) == (4, "<p>Lớp có 35 trẻ ngoan.</p>")


def test_a_section_is_taken_anew_by_a_button(writer, dossier, report):
    writer.post(url("report", dossier.pk), sent(report, danh_hieu="<p>Gõ tay.</p>"))

    writer.post(url("report_fill", dossier.pk), {"key": "danh_hieu"})
    report.refresh_from_db()
    assert report.sections["danh_hieu"] == "<p>Không.</p>"

    answer = writer.post(url("report_fill", dossier.pk), {"key": "khong_co"}, follow=True)
    assert "không lấy được từ sổ" in answer.content.decode()


def test_the_report_is_read_with_what_is_missing_in_it(writer, dossier, report):
    page = writer.get(url("report_text", dossier.pk)).content.decode()

    assert "SƠ LƯỢC LÝ LỊCH" in page
    assert "cần ít nhất 80 chữ" in page
    assert f"{url('report', dossier.pk)}#muc-ket_qua" in page


def test_the_lines_that_no_book_could_fill_are_told_with_a_link_to_them(writer, dossier, report):
    page = writer.get(dossier.get_absolute_url()).content.decode()

    assert "còn để trống: " in page
    assert "Quê quán; Nơi thường trú; " in page
    assert f"{url('report', dossier.pk)}#muc-ly_lich" in page


def test_a_dossier_without_a_report_says_so(writer, dossier):
    assert "Chưa viết báo cáo thành tích" in writer.get(url("report_text", dossier.pk)).content.decode()
    assert writer.get(url("report_file", dossier.pk, "pdf")).status_code == 404
    assert writer.get(url("report_revisions", dossier.pk)).status_code == 404
    assert writer.post(url("report_keep", dossier.pk), {}).status_code == 404


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_report_is_printed(writer, dossier, report, form, start):
    answer = writer.get(url("report_file", dossier.pk, form))

    assert answer.content.startswith(start)
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_other_form_of_the_report_exists(writer, dossier, report):
    assert writer.get(url("report_file", dossier.pk, "exe")).status_code == 404


PAGES = ("report", "report_begin", "report_revisions", "report_text", "evidence")
BUTTONS = ("report", "report_begin", "report_keep", "report_drop", "report_fill")


def test_strangers_and_colleagues_find_no_dossier(client, dossier, report, stranger, accountant):
    for user in (stranger, accountant):
        client.force_login(user)
        for route in PAGES:
            assert client.get(url(route, dossier.pk)).status_code == 404, route
        for route in BUTTONS:
            assert client.post(url(route, dossier.pk), sent(report, ket_qua="<p>X</p>")).status_code in {403, 404}, route
        assert client.post(url("report_restore", dossier.pk, 1), {"version": 1}).status_code in {403, 404}
    report.refresh_from_db()
    assert report.version == 1


def test_whoever_reads_only_reads(client, dossier, report, inspector):
    client.force_login(inspector)

    assert client.get(url("report_text", dossier.pk)).status_code == 200
    assert client.get(url("report_revisions", dossier.pk)).status_code == 200
    assert client.get(url("report", dossier.pk), follow=True).redirect_chain[-1][0] == url("report_text", dossier.pk)
    assert client.post(url("report", dossier.pk), sent(report, ket_qua="<p>X</p>")).status_code == 403
    report.refresh_from_db()
    assert report.version == 1


def test_a_report_handed_in_is_not_written_and_nothing_typed_is_lost(writer, dossier, report, now):
    Dossier.objects.filter(pk=dossier.pk).update(state=S.TO_GROUP)

    assert writer.get(url("report", dossier.pk), follow=True).redirect_chain[-1][0] == url("report_text", dossier.pk)
    page = writer.post(url("report", dossier.pk), sent(report, ket_qua="<p>Gõ muộn.</p>")).content.decode()

    assert "không sửa được nữa" in page
    assert "Gõ muộn." in page
    report.refresh_from_db()
    assert report.version == 1


def test_nobody_signed_in_is_led_to_the_door(client, dossier, report):
    for route in PAGES:
        assert client.get(url(route, dossier.pk)).status_code == 302


def test_buttons_answer_to_a_press_alone(writer, dossier, report):
    assert writer.get(url("report_keep", dossier.pk)).status_code == 405
    assert writer.delete(url("report_begin", dossier.pk)).status_code == 405


def test_whatever_is_posted_is_answered(writer, dossier, report):
    for typed in ({}, {"version": "x"}, {"version": "9" * 40, "kept": "hôm qua"}, {"muc-ket_qua": "<p>" * 500}):
        assert writer.post(url("report", dossier.pk), typed).status_code in {200, 302}
        assert writer.post(url("report_keep", dossier.pk), typed).status_code == 200


def test_the_list_of_savings_asks_the_database_no_more_for_three_than_for_one(
    writer, dossier, report, django_assert_num_queries
):

    with CaptureQueriesContext(connection) as one:
        writer.get(url("report_revisions", dossier.pk))
    for text in ("Một.", "Hai."):
        report.refresh_from_db()
        writer.post(url("report", dossier.pk), sent(report, ket_qua=text))
    with CaptureQueriesContext(connection) as three:
        writer.get(url("report_revisions", dossier.pk))
    assert len(three) == len(one)


def test_another_persons_report_of_the_same_round_is_another_report(writer, dossier, report, review, group_head, now):
    other = DossierFactory(review=review, person=group_head.person)
    begin_report(other, actor=group_head, at=now)

    assert writer.get(url("report", other.pk)).status_code == 404

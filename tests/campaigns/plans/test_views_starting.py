"""Ways to a draft: the empty frame, and a text or file that was typed elsewhere; then the year of a draft."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from campaigns.plans.models import Plan
from tests.documents.reading.test_word_hostile import mutants
from tests.documents.reading.word_files import of_xml, paragraph, with_lists
from tests.factories.documents import PlanFactory
from thiduakt.documents.models import Document, ReviewMark

START, IMPORT = "plans:start", "plans:import"
PLAN_2023 = (Path(settings.BASE_DIR) / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt").read_text()
WORD_2023 = with_lists(PLAN_2023)


@pytest.fixture
def drafter(client, principal):
    client.force_login(principal)
    return client


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "group_head", "technician", "superior"])
@pytest.mark.parametrize("route", [START, IMPORT])
def test_only_drafters_begin(who, route, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(route)).status_code == 403
    assert client.post(reverse(route), {"text": PLAN_2023, "year": "2023", "create": "1"}).status_code == 403
    assert not Plan.objects.exists()


def test_an_empty_plan_opens_in_the_editor(drafter):
    response = drafter.post(reverse(START), {"year": "2026", "subject": "Công tác năm 2026", "dated_on": "05/01/2026"})

    assert response.url == reverse("documents:edit", args=[Plan.objects.get().pk])


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"year": "1999"}, "Năm của kế hoạch phải từ 2000 đến 2100."),
        ({"year": ""}, "Năm của kế hoạch"),
        ({"subject": ""}, "Trích yếu"),
        ({"dated_on": "31/02/2026"}, "Ngày dự kiến ban hành"),
    ],
)
def test_a_wrong_start_keeps_what_was_typed(fault, sentence, drafter):
    typed = {"year": "2026", "subject": "Công tác đang gõ", "dated_on": "05/01/2026"} | fault

    page = drafter.post(reverse(START), typed).content.decode()

    assert sentence in page
    assert "subject" in fault or "Công tác đang gõ" in page
    assert not Plan.objects.exists()


def read(client, **data):
    return client.post(reverse(IMPORT), data)


def test_reading_shows_every_part_and_stores_nothing(drafter):
    response = read(drafter, text=PLAN_2023)

    page = response.content.decode()
    for text in ("KH-MNGB", "I. MỤC ĐÍCH, YÊU CẦU", "Hoàng Thị Phương", "Hội đồng TDKT trường MNGB", "Căn cứ (2)"):
        assert text in page
    assert any(line["doubts"] for line in response.context["lines"])
    assert not Plan.objects.exists()


def test_a_file_is_read_like_a_pasted_text(drafter):
    file = SimpleUploadedFile("ke-hoach.txt", PLAN_2023.encode())

    response = read(drafter, file=file)

    assert "I. MỤC ĐÍCH, YÊU CẦU" in response.content.decode()
    assert response.context["form"]["text"].value().startswith(PLAN_2023[:40])


def test_the_draft_is_made_from_what_was_read(drafter):
    response = read(drafter, text=PLAN_2023, create="1")

    plan = Plan.objects.get()
    assert response.url == reverse("documents:edit", args=[plan.pk])
    assert plan.document.subject == "Công tác thi đua, khen thưởng năm 2023"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("lon.txt", b"a " * (10 * 1024 * 1024), "lớn hơn 1 MB"),
        ("ke-hoach.docx", b"PK\x03\x04" + b"\x00" * 100, "Tệp Word bị hỏng"),
        ("ke-hoach.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "Word cũ (.doc)"),
        ("ke-hoach.docx", b"PK\x03\x04" + bytes(11 * 1024 * 1024), "lớn hơn 10 MB"),
        ("ke-hoach.pdf", b"%PDF-1.7" + b"\x00" * 100, "không phải tệp .docx hoặc .txt"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "UTF-8"),
        ("trong.txt", b"", "Chưa có nội dung"),
    ],
)
def test_an_unreadable_file_is_explained(name, content, sentence, drafter):
    page = read(drafter, file=SimpleUploadedFile(name, content)).content.decode()

    assert sentence in page


def test_a_refused_text_is_still_in_its_field(drafter):
    page = read(drafter, text="Quá ngắn", year="2023").content.decode()

    assert "Văn bản quá ngắn" in page
    assert ">Quá ngắn</textarea>" in page


def test_a_paper_of_another_kind_is_refused_with_the_text_kept(drafter):
    text = PLAN_2023.replace("KẾ HOẠCH\n", "BÁO CÁO\n").replace("/KH-", "/BC-")

    page = read(drafter, text=text, create="1").content.decode()

    assert "không phải kế hoạch" in page
    assert "Phát huy kết quả đã đạt được" in page
    assert not Plan.objects.exists()


def test_that_a_paper_is_no_plan_is_said_before_anything_is_offered(drafter):
    text = PLAN_2023.replace("KẾ HOẠCH\n", "QUYẾT ĐỊNH\n").replace("/KH-", "/QĐ-")

    page = read(drafter, text=text).content.decode()

    assert "Văn bản này là quyết định, không phải kế hoạch." in page
    assert 'name="create"' not in page
    assert 'name="create"' in read(drafter, text=PLAN_2023).content.decode()


def test_the_year_that_was_read_is_offered_and_can_be_changed(drafter):
    assert "year" not in drafter.get(reverse(IMPORT)).content.decode().split('id="van-ban-goc"')[1]
    assert read(drafter, text=PLAN_2023).context["form"]["year"].value() == 2023

    again = read(drafter, text=PLAN_2023, year="2030")
    assert again.context["form"]["year"].value() == 2030
    assert "Năm 2030 không có trong trích yếu" in again.content.decode()

    read(drafter, text=PLAN_2023, year="2024", create="1")
    assert Plan.objects.get().year == 2024


def test_a_wrong_year_stands_in_its_field_with_the_sentence(drafter):
    page = read(drafter, text=PLAN_2023, year="1999", create="1").content.decode()

    assert "Năm của kế hoạch phải từ 2000 đến 2100." in page
    assert 'value="1999"' in page
    assert not Plan.objects.exists()


def test_without_any_year_in_the_text_the_present_one_is_offered(drafter):
    text = "KẾ HOẠCH\nThi đua\n\nDạy tốt, học tốt, làm tốt mọi việc của nhà trường./."

    assert read(drafter, text=text).context["form"]["year"].value() == timezone.localdate().year


def test_the_year_that_is_offered_is_the_present_one(drafter):
    assert drafter.get(reverse(START)).context["form"]["year"].value() == timezone.localdate().year


def test_a_plan_that_begins_far_from_its_year_is_warned_of_too(drafter):
    given = {"year": "2026", "subject": "Công tác năm 2026", "dated_on": "05/01/2030"}

    assert "cách xa năm của kế hoạch (2026)" in drafter.post(reverse(START), given, follow=True).content.decode()


# A Word file


def word(content=WORD_2023, name="ke-hoach.docx"):
    return SimpleUploadedFile(name, content)


def test_a_word_file_is_shown_first_and_becomes_the_draft_of_its_text(drafter):
    shown = read(drafter, file=word())

    assert "I. MỤC ĐÍCH, YÊU CẦU" in shown.content.decode()
    assert not Plan.objects.exists()

    form = shown.context["form"]
    response = read(drafter, html=form["html"].value(), notes=form["notes"].value(), year="2023", create="1")

    plan = Plan.objects.get()
    assert response.url == reverse("documents:edit", args=[plan.pk])
    assert plan.document.bases[0].startswith("Căn cứ Kế hoạch số 02/KH-HĐTĐKT")
    assert plan.source_text == shown.context["source_text"]


def test_what_stays_behind_of_a_word_file_is_said_before_and_after(drafter):
    file = of_xml(
        paragraph("KẾ HOẠCH"), paragraph("Công tác thi đua năm 2023"),
        "<w:p><w:ins><w:r><w:t>Nhà trường phát động thi đua dạy tốt, học tốt./.</w:t></w:r></w:ins></w:p>",
    )  # fmt: skip
    shown = read(drafter, file=word(file))
    assert "Có 1 chỗ thêm" not in shown.content.decode()
    assert "1 chỗ thêm và 0 chỗ xóa" in shown.content.decode()

    form = shown.context["form"]
    read(drafter, html=form["html"].value(), notes=form["notes"].value(), year="2023", create="1")

    assert ReviewMark.objects.filter(reason__contains="1 chỗ thêm và 0 chỗ xóa").exists()


def test_what_a_browser_sends_back_as_a_word_file_is_cleaned(drafter):
    html = (
        "<p>KẾ HOẠCH</p><p>Thi đua năm 2023</p><p>Nhà trường <b onclick=x()>thi đua</b><script>alert(1)</script> dạy./.</p>"
    )

    read(drafter, html=html, notes=["<script>alert(2)</script>"], year="2023", create="1")

    assert Document.objects.get().body == "<p>Nhà trường thi đua dạy./.</p>"
    page = drafter.get(reverse("documents:edit", args=[Plan.objects.get().pk])).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("html", ["<p>" * 40_000, "a" * 60_001, "<ul><li>" * 30 + "x", "   "])
def test_a_changed_word_text_that_cannot_be_kept_is_refused(html, drafter):
    response = read(drafter, html=html, year="2023", create="1")

    assert response.status_code == 200
    assert not Plan.objects.exists()


def test_no_damaged_word_file_breaks_the_page(drafter):
    for place, file in enumerate(mutants(seed=7)):
        if place % 10 == 0:
            assert read(drafter, file=word(file)).status_code == 200
    assert not Plan.objects.exists()


# The year of a draft


def change_year(client, plan, year="2024"):
    return client.post(reverse("plans:year", args=[plan.pk]), {"year": year})


@pytest.fixture
def plan(school, principal):
    return PlanFactory(school=school, document__signer=principal.person)


def test_the_year_is_changed_and_its_page_says_so(plan, drafter):
    response = change_year(drafter, plan)

    assert response.url == plan.get_absolute_url()
    assert Plan.objects.get().year == 2024


def test_a_wrong_year_stands_in_its_field_again(plan, drafter):
    page = change_year(drafter, plan, "1999").content.decode()

    assert "từ 2000 đến 2100" in page
    assert 'value="1999"' in page
    assert Plan.objects.get().year == 2023


def test_a_year_far_from_the_day_is_stored_with_a_warning(plan, drafter):
    page = drafter.get(change_year(drafter, plan, "2030").url).content.decode()

    assert "Ngày dự kiến ban hành 04/10/2023 cách xa năm của kế hoạch (2030)" in page


def test_the_year_of_an_issued_plan_is_refused_with_a_sentence(school, principal, drafter):
    issued = PlanFactory(school=school, state="ISSUED", document__signer=principal.person)

    assert "không đổi năm được nữa" in change_year(drafter, issued).content.decode()
    assert Plan.objects.get().year == 2023


@pytest.mark.parametrize(("who", "status"), [("deputy", 302), ("clerk", 403), ("teacher", 403), ("stranger", 404)])
def test_who_may_change_the_year(who, status, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    assert change_year(client, plan).status_code == status
    assert Plan.objects.get().year == (2024 if status == 302 else 2023)


def test_the_year_is_changed_by_nobody_who_is_not_signed_in(plan, client):
    assert change_year(client, plan).url.startswith(reverse("login"))


@pytest.mark.parametrize(
    ("day", "is_far"), [(date(2024, 1, 8), False), (date(2022, 12, 31), False), (date(2025, 1, 8), True)]
)
def test_the_page_of_a_draft_says_that_its_day_is_far_from_its_year(day, is_far, plan, drafter):
    Document.objects.filter(pk=plan.pk).update(dated_on=day)

    page = drafter.get(plan.get_absolute_url()).content.decode()

    assert (f"{day:%d/%m/%Y} cách xa năm của kế hoạch (2023)" in page) == is_far
    assert reverse("plans:year", args=[plan.pk]) in page


def test_what_is_odd_about_a_new_plan_is_said_and_stored_all_the_same(drafter, school):
    older = PlanFactory(school=school, year=2026)

    assert "Năm 2027 đã có kế hoạch" not in drafter.get(reverse(START)).content.decode()
    typed = {"year": "2026", "subject": "KẾ HOẠCH thi đua năm 2025", "dated_on": "05/01/2026"}
    page = drafter.post(reverse(START), typed, follow=True).content.decode()

    assert Plan.objects.exclude(pk=older.pk).get().document.subject == "Thi đua năm 2025"
    assert "Trích yếu đã bỏ chữ “Kế hoạch” ở đầu" in page
    assert "Trích yếu ghi năm 2025, kế hoạch là của năm 2026" in page
    assert "Năm 2026 đã có kế hoạch: <a href" in page


def test_an_ended_plan_of_the_year_is_no_reason_to_warn(drafter, school):
    PlanFactory(school=school, state="REVOKED", year=timezone.localdate().year)

    assert drafter.get(reverse(START)).context["others"] == ""


def test_a_plan_of_this_year_is_told_before_another_is_begun(drafter, school):
    PlanFactory(school=school, document__subject="<b>Đủ</b>", year=timezone.localdate().year)

    assert "&lt;b&gt;Đủ&lt;/b&gt;</a> (nháp)." in drafter.get(reverse(START)).content.decode()


def test_a_pasted_text_and_a_file_together_are_refused(drafter):
    file = SimpleUploadedFile("ke-hoach.txt", PLAN_2023.encode())

    page = read(drafter, text="Đang gõ dở", file=file).content.decode()

    assert "vừa dán văn bản vừa chọn tệp" in page
    assert "Đang gõ dở" in page


def test_every_doubt_stands_above_the_lines(drafter):
    response = read(drafter, text=PLAN_2023)

    told = response.context["every_doubt"]
    for number in response.context["doubtful_lines"]:
        assert any(doubt.startswith(f"Dòng {number}: ") for doubt in told)

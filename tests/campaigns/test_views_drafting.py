"""Three ways to a draft, and the editor."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Plan
from tests.factories.documents import PlanFactory, RegisterEntryFactory
from tests.factories.school import PersonFactory, UserFactory
from thiduakt.documents.models import Document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.permissions import Role

START, IMPORT = "campaigns:plan_start", "campaigns:plan_import"
PLAN_2023 = (Path(settings.BASE_DIR) / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt").read_text()


@pytest.fixture
def drafter(client, principal):
    client.force_login(principal)
    return client


@pytest.fixture
def plan(school, principal):
    return PlanFactory(school=school, document__signer=principal.person)


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "group_head", "technician", "superior"])
@pytest.mark.parametrize("route", [START, IMPORT])
def test_only_drafters_begin(who, route, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(route)).status_code == 403
    assert client.post(reverse(route), {"text": PLAN_2023, "year": "2023", "create": "1"}).status_code == 403
    assert not Plan.objects.exists()


def test_an_empty_plan_opens_in_the_editor(drafter):
    response = drafter.post(reverse(START), {"year": "2026", "subject": "Công tác năm 2026", "dated_on": "05/01/2026"})

    assert response.url == reverse("campaigns:plan_edit", args=[Plan.objects.get().pk])


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
    assert response.url == reverse("campaigns:plan_edit", args=[plan.pk])
    assert plan.document.subject == "Công tác thi đua, khen thưởng năm 2023"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("lon.txt", b"a " * (10 * 1024 * 1024), "lớn hơn 1 MB"),
        ("ke-hoach.docx", b"PK\x03\x04" + b"\x00" * 100, "không phải tệp .txt"),
        ("ke-hoach.pdf", b"%PDF-1.7" + b"\x00" * 100, "không phải tệp .txt"),
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


def typed(plan, **changes):
    document = plan.document
    return {
        "version": document.version,
        "subject": document.subject,
        "year": plan.year,
        "dated_on": f"{document.dated_on:%d/%m/%Y}",
        "signer": document.signer_id or "",
        "bases": document.bases,
        "body": document.body,
        "recipients": document.recipients,
    } | changes


def edit(client, plan, **changes):
    return client.post(reverse("campaigns:plan_edit", args=[plan.pk]), typed(plan, **changes))


def test_saving_stores_every_field(plan, drafter, deputy):
    edit(
        drafter, plan, subject="Công tác năm 2024", year="2024", dated_on="08/01/2024", signer=deputy.person_id,
        bases=["Căn cứ hai;", "", "Căn cứ một;"], body="<p>Mới <b>đậm</b></p>", recipients=["Tổ văn phòng", "Lưu: VT"],
    )  # fmt: skip

    stored = Plan.objects.get()
    document = stored.document
    assert (stored.year, document.subject, document.signer) == (2024, "Công tác năm 2024", deputy.person)
    assert (document.bases, document.recipients) == (["Căn cứ hai;", "Căn cứ một;"], ["Tổ văn phòng", "Lưu: VT"])
    assert document.body == "<p>Mới đậm</p>"


@pytest.mark.parametrize(("button", "route"), [({}, "campaigns:plan_edit"), ({"show": "1"}, "campaigns:plan_detail")])
def test_after_saving_one_is_where_one_wanted_to_be(button, route, plan, drafter):
    assert edit(drafter, plan, **button).url == reverse(route, args=[plan.pk])


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"subject": "x" * 501}, "500"),
        ({"year": "1999"}, "từ 2000 đến 2100"),
        ({"dated_on": "mai"}, "ngày"),
        ({"body": "<p>" + "a" * 60_001 + "</p>"}, "quá giới hạn 60.000 ký tự"),
        ({"body": "<ul><li>" * 30 + "x" + "</li></ul>" * 30}, "lồng nhau quá 20 lớp"),
        ({"subject": ""}, "Trích yếu"),
        ({"recipients": ["Tổ văn phòng"] * 61}, "Có 61 dòng, nhiều nhất là 60."),
        ({"recipients": ["Lưu: VT", "x" * 1001]}, "Dòng 2 dài 1001 ký tự, nhiều nhất là 1000."),
    ],
)
def test_a_refused_save_loses_nothing(fault, sentence, plan, drafter):
    page = edit(drafter, plan, **{"bases": ["Căn cứ đang gõ dở;"]} | fault).content.decode()

    assert sentence in page
    assert "Căn cứ đang gõ dở;" in page
    assert Document.objects.get().bases == plan.document.bases


def test_a_signer_who_may_not_sign_is_not_offered(plan, school, drafter):
    stranger = PersonFactory(school=school, full_name="Đỗ Thị Đào")

    page = edit(drafter, plan, signer=stranger.pk).content.decode()

    assert "Đỗ Thị Đào" not in page
    assert Document.objects.get().signer == plan.document.signer


def test_two_editors_lose_nothing_and_the_second_may_save_after_looking(plan, deputy, drafter, at):
    edit_draft(plan.document, changes={"subject": "Của phó hiệu trưởng"}, version=1, actor=deputy, at=at)

    response = edit(drafter, plan, subject="Của hiệu trưởng")

    page = response.content.decode()
    assert "Có người vừa lưu bản khác" in page
    assert "Của hiệu trưởng" in page
    assert reverse("campaigns:plan_detail", args=[plan.pk]) in page
    assert Document.objects.get().subject == "Của phó hiệu trưởng"

    shown_version = response.context["form"]["version"].value()
    edit(drafter, plan, subject="Của hiệu trưởng", version=shown_version)
    assert Document.objects.get().subject == "Của hiệu trưởng"


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("teacher", 403), ("technician", 403), ("stranger", 404)])
def test_others_do_not_edit(who, status, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("campaigns:plan_edit", args=[plan.pk])).status_code == status
    assert edit(client, plan, subject="Khác").status_code == status


def test_whoever_drafts_at_the_superior_edits_no_plan_of_a_school_below(plan, superior_body, client):
    above = UserFactory(school=superior_body, roles=[Role.SUPERIOR, Role.PRINCIPAL])
    sent_up = PlanFactory(school=plan.school, state="ISSUED")
    RegisterEntryFactory(document=sent_up.document, sent_up_on=timezone.localdate())
    client.force_login(above)

    assert client.get(reverse("campaigns:plan_edit", args=[sent_up.pk])).status_code == 403


@pytest.mark.parametrize("state", ["SUBMITTED", "SIGNED", "ISSUED"])
def test_what_is_before_the_signer_opens_no_editor(state, school, principal, drafter):
    plan = PlanFactory(school=school, state=state, document__signer=principal.person)

    assert drafter.get(reverse("campaigns:plan_edit", args=[plan.pk])).url == reverse(
        "campaigns:plan_detail", args=[plan.pk]
    )
    assert "không sửa được nữa" in edit(drafter, plan, subject="Khác").content.decode()


def test_hostile_text_comes_back_harmless(plan, drafter):
    hostile = "</textarea><script>alert(1)</script><p onclick='x()'>Chữ</p><img src=x onerror=alert(1)>"
    edit(drafter, plan, body=hostile, subject='"><script>alert(2)</script>', bases=["</textarea><script>alert(3)</script>"])

    page = drafter.get(reverse("campaigns:plan_edit", args=[plan.pk])).content.decode()

    assert "<script>alert" not in page
    assert Document.objects.get().body == "<p>Chữ</p>"


def preview(client, plan, **changes):
    return client.post(reverse("campaigns:plan_preview", args=[plan.pk]), typed(plan, **changes))


def test_the_preview_draws_what_is_typed_and_stores_nothing(plan, drafter):
    page = preview(drafter, plan, body="<p>Chưa lưu.</p>" * 120).content.decode()

    assert page.count("data:image/png;base64,") > 1
    assert Document.objects.get().body == plan.document.body


def test_the_preview_says_what_is_wrong(plan, drafter):
    assert "quá giới hạn" in preview(drafter, plan, body="a" * 60_001).content.decode()
    assert "Chưa có thể thức văn bản" in preview(drafter, plan, dated_on="01/01/2001").content.decode()


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("teacher", 403), ("stranger", 404)])
def test_others_get_no_preview(who, status, plan, request, client):
    client.force_login(request.getfixturevalue(who))

    assert preview(client, plan).status_code == status


def test_the_year_that_is_offered_is_the_present_one(drafter):
    assert drafter.get(reverse(START)).context["form"]["year"].value() == timezone.localdate().year


def test_characters_that_cannot_be_seen_are_not_kept(plan, drafter):
    edit(
        drafter,
        plan,
        subject="Công\x00 tác\x08 năm\x0b2024\ufffe",
        bases=["Căn\x00 cứ\x1fmột;\x85"],
        recipients=["Lưu:\tVT\x07"],
    )

    document = Document.objects.get()
    assert document.subject.split() == ["Công", "tác", "năm", "2024"]
    assert (document.bases, document.recipients) == (["Căn cứ một;"], ["Lưu: VT"])


def test_lines_that_are_far_too_many_are_not_drawn(plan, drafter):
    page = preview(drafter, plan, bases=["Căn cứ Luật Thi đua, khen thưởng; " * 20] * 61).content.decode()

    assert "Có 61 dòng" in page
    assert "data:image" not in page


@pytest.mark.parametrize("version", ["", "abc", "9" * 5000])
def test_a_lost_version_counts_as_an_old_one(version, plan, drafter):
    page = edit(drafter, plan, subject="Của hiệu trưởng", version=version).content.decode()

    assert "Có người vừa lưu bản khác" in page
    assert "Version" not in page
    assert Document.objects.get().version == 1


@pytest.mark.parametrize(("dated_on", "is_far"), [("08/01/2024", False), ("31/12/2022", False), ("08/01/2025", True)])
def test_a_day_far_from_the_year_is_saved_with_a_warning(dated_on, is_far, plan, drafter):
    page = drafter.get(edit(drafter, plan, dated_on=dated_on).url).content.decode()

    assert (f"Ngày dự kiến ban hành {dated_on} cách xa năm của kế hoạch (2023); thầy/cô xem lại." in page) == is_far
    assert f"{Document.objects.get().dated_on:%d/%m/%Y}" == dated_on


def test_a_plan_that_begins_far_from_its_year_is_warned_of_too(drafter):
    given = {"year": "2026", "subject": "Công tác năm 2026", "dated_on": "05/01/2030"}

    assert "cách xa năm của kế hoạch (2026)" in drafter.post(reverse(START), given, follow=True).content.decode()


def test_the_way_back_from_the_editor_stands_in_the_breadcrumbs(plan, drafter):
    response = drafter.get(reverse("campaigns:plan_edit", args=[plan.pk]))

    assert [step["url"] for step in response.context["trail"]] == [reverse("campaigns:plan_list"), plan.get_absolute_url()]
    assert "Về trang kế hoạch" not in response.content.decode()

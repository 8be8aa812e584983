"""The pages of packs: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
import re
from html import unescape

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.decisions.models import AwardDecision
from awards.packs.models import Answer, BuiltFile, Pack, PackFile, SuperiorForm
from awards.packs.services.drafting import add_files
from awards.packs.services.sending import answer_pack
from nominations.dossiers.models import Review
from tests.documents.test_services_signed_copies import pdf
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.packs import CITY, PackFactory, built, empty_form, passed_up
from tests.factories.school import PersonFactory
from tests.kept_files import damage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(review, dossier, other):
    return PackFactory(review=review, dossiers=[dossier, other])


@pytest.fixture
def sent(review, dossier, superior):
    return PackFactory(review=review, dossiers=[dossier], state="SENT", superior=superior.school)


def url(name, *args):
    return reverse(f"packs:{name}", args=args)


def said(response):
    return [str(one) for one in get_messages(response.wsgi_request)]


def test_a_pack_is_begun_where_the_council_left_off(review, dossier, other, secretary, client):
    client.force_login(secretary)
    page = client.get(url("start")).content.decode()
    assert f"<strong>{CITY}</strong>: 2 hồ sơ." in page

    answered = client.post(url("begin", review.pk), {"authority": CITY})

    pack = Pack.objects.get()
    assert answered.url == pack.get_absolute_url()
    assert "Lò Văn Ỏn" in client.get(answered.url).content.decode()
    assert "Không có hồ sơ nào" in said(client.post(url("begin", review.pk), {"authority": CITY}))[-1]
    assert "Chưa có hồ sơ nào phải trình" in client.get(url("start")).content.decode()


def test_the_order_is_chosen_in_the_form_and_what_was_typed_stays(pack, secretary, client):
    client.force_login(secretary)
    typed = {"version": 1, "addressee": "UBND xã Giang Biên", "to-trinh": "2", "ho-so": "1"}

    again = client.post(url("edit", pack.pk), {**typed, "bien-ban-hop": "1"})
    assert "Hai phần đang cùng một thứ tự" in again.content.decode()
    assert "UBND xã Giang Biên" in again.content.decode()
    assert client.post(url("edit", pack.pk), typed).url == pack.get_absolute_url()

    pack.refresh_from_db()
    assert (pack.order, pack.addressee) == (["ho-so", "to-trinh"], "UBND xã Giang Biên")
    assert "Có người vừa lưu" in client.post(url("edit", pack.pk), typed).content.decode()


def test_the_to_trinh_opens_as_a_paper(pack, secretary, client):
    client.force_login(secretary)

    answered = client.post(url("submittal", pack.pk))

    pack.refresh_from_db()
    assert answered.url == pack.document.get_absolute_url()
    assert pack.document.get_absolute_url() in client.get(pack.get_absolute_url()).content.decode()


def test_the_files_are_built_and_taken_away(pack, secretary, client, blank_pages):
    client.force_login(secretary)

    assert said(client.post(url("build", pack.pk))) == ["Đã nhận yêu cầu lập bộ tệp."]

    page = client.get(pack.get_absolute_url()).content.decode()
    assert "Lập lúc" in page
    for file in BuiltFile.objects.all():
        answered = client.get(url("built", file.pk))
        assert answered.getvalue() == file.read()
        assert answered["Content-Disposition"].startswith("attachment")


def test_the_page_looks_again_while_files_are_built(pack, secretary, client):
    now = timezone.now()
    pack.builds.create(made_of=1, state="RUNNING", done=1, total=4, requested_by=secretary, requested_at=now, touched_at=now)
    client.force_login(secretary)

    answered = client.get(pack.get_absolute_url())

    assert answered["Refresh"] == "2"
    assert 'max="4" value="1"' in answered.content.decode()


def test_a_built_file_that_is_lost_is_not_sent_in_half(sent, clerk, client):
    file = sent.sent_build.files.first()
    damage(file)
    client.force_login(clerk)

    assert client.get(url("built", file.pk)).status_code == 404


def test_further_papers_come_and_go(pack, secretary, client, media_root):
    client.force_login(secretary)
    file = SimpleUploadedFile("Xác nhận.pdf", pdf())
    assert "Đã nhận 1 tệp." in said(client.post(url("files", pack.pk), {"files": [file]}))
    kept = PackFile.objects.get()

    assert client.get(url("file", kept.pk)).content == pdf()
    assert said(client.post(url("files", pack.pk)))[-1] == "Thầy/cô chưa chọn tệp."
    client.post(url("drop_file", kept.pk))

    assert not PackFile.objects.exists()


def test_the_form_of_the_superior_is_uploaded_mapped_seen_and_filled(pack, secretary, client, media_root):
    client.force_login(secretary)
    file = SimpleUploadedFile("Mẫu.xlsx", empty_form())
    assert client.post(url("form", pack.pk), {"file": file}).url == url("map_form", pack.pk)
    page = client.get(url("map_form", pack.pk)).content.decode()
    assert "Họ và tên" in page
    typed = {"version": 2, "sheet": "Danh sách", "first_row": "5", "col-C": "name", "address-1": "b1", "cell-1": "school"}

    assert "Hai cột" in client.post(url("map_form", pack.pk), {**typed, "col-D": "name"}).content.decode()
    assert client.post(url("map_form", pack.pk), typed).url == url("preview_form", pack.pk)

    assert "Lò Văn Ỏn" in client.get(url("preview_form", pack.pk)).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("filled_form", pack.pk)).content))
    assert (book.active["C5"].value, book.active["B1"].value) == ("Đỗ Thị Đào", str(pack.school))


@pytest.mark.parametrize("content", [b"x", b"PK\x03\x04 hong", empty_form(XFD9="x")])
def test_a_form_that_cannot_be_taken_is_told_beside_the_field(content, pack, secretary, client):
    client.force_login(secretary)

    answered = client.post(url("form", pack.pk), {"file": SimpleUploadedFile("a.xlsx", content)})

    assert answered.status_code == 200
    assert "Thầy/cô" in answered.content.decode()
    assert not SuperiorForm.objects.exists()


@pytest.mark.parametrize("name", ["map_form", "preview_form", "filled_form"])
def test_without_a_form_there_is_nothing_to_map(name, pack, secretary, client):
    client.force_login(secretary)

    assert client.get(url(name, pack.pk)).status_code == 404


def test_the_road_to_the_superior_and_back_by_pages(review, dossier, school, principal, clerk, client):
    pack = PackFactory(review=review, dossiers=[dossier], state="APPROVED")
    client.force_login(clerk)
    day = timezone.localdate()
    assert "Ghi đã nộp" in client.get(pack.get_absolute_url()).content.decode()
    client.post(url("send", pack.pk), {"sent_on": f"{day:%d/%m/%Y}", "shows": "on"})
    pack.refresh_from_db()
    assert pack.state == "SENT"

    client.post(url("answer", pack.pk), {"kind": "RECEIPT", "told_on": f"{day:%d/%m/%Y}", "number": "12/BN"})
    assert "số 12/BN" in client.get(pack.get_absolute_url()).content.decode()
    wrong = client.post(url("answer", pack.pk), {"kind": "SUPPLEMENT", "told_on": f"{day:%d/%m/%Y}", "note": "Thiếu"})
    assert "Thầy/cô ghi hạn bổ sung." in wrong.content.decode()
    assert "Thiếu" in wrong.content.decode()

    onward = unescape(re.search(r'href="([^"]*ho-so=[^"]*)"', client.get(pack.get_absolute_url()).content.decode())[1])
    form = client.get(onward).context["form"]
    assert (form["awarded"].value(), form["issuer"].value(), form["year"].value()) == ([dossier.pk], CITY, review.year)
    told = {name: form[name].value() for name in ("issuer", "year", "merit")}
    told |= {"name": "Tặng Bằng khen", "number": "99/QĐ-UBND", "decided_on": f"{day:%d/%m/%Y}", "awarded": [dossier.pk]}
    assert client.post(onward, told).url == url("decide", pack.pk)

    decision = AwardDecision.objects.get()
    assert client.get(url("decide", pack.pk)).context["form"]["decision"].value() == decision.pk
    client.post(url("decide", pack.pk), {"decision": decision.pk})
    pack.refresh_from_db()
    assert (pack.state, pack.decision) == ("DECIDED", decision)
    assert "được khen, 99/QĐ-UBND" in client.get(pack.get_absolute_url()).content.decode()


def test_while_some_have_no_answer_the_clerk_is_told_of_them(review, dossier, other, school, clerk, client):
    pack = PackFactory(review=review, dossiers=[dossier, other], state="SENT")
    decision = AwardDecisionFactory(school=school, origin="SUPERIOR", state="IN_FORCE")
    AwardLineFactory(decision=decision, dossier=dossier, person=dossier.person)
    client.force_login(clerk)

    assert "Quyết định 1 hồ sơ còn lại." in client.get(pack.get_absolute_url()).content.decode()
    asked = client.get(url("decide", pack.pk)).content.decode()
    assert "Còn 1 hồ sơ: Lò Văn Ỏn." in asked
    assert f"ho-so={other.pk}&amp;" in asked


def test_the_secretary_enters_the_decision_and_comes_back_to_the_pack(review, dossier, secretary, client):
    pack = PackFactory(review=review, dossiers=[dossier], state="SENT")
    client.force_login(secretary)

    page = client.get(pack.get_absolute_url()).content.decode()

    assert f"next={pack.get_absolute_url()}" in page
    assert "Ghi đã có quyết định" not in page


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_a_page_that_is_not_ours_is_not_led_to(onward, clerk, client):
    client.force_login(clerk)

    page = client.get(reverse("decisions:superior"), {"next": onward}).content.decode()

    assert onward not in page


def test_what_is_only_of_use_before_sending_is_not_shown_after_it(sent, clerk, client):
    type(sent.sent_build).objects.filter(pk=sent.sent_build_id).update(notes=["2 hồ sơ không có báo cáo."])
    client.force_login(clerk)

    assert "xem trước khi nộp" not in client.get(sent.get_absolute_url()).content.decode()


def test_the_superior_reads_takes_away_and_answers(sent, superior, client):
    client.force_login(superior)

    page = client.get(sent.get_absolute_url()).content.decode()

    assert str(sent.school) in page
    assert "Tiếp nhận, trả lời" in page
    assert "Giấy tờ khác" not in page
    assert "/ho-so/" not in page
    assert client.get(url("built", sent.sent_build.files.first().pk)).status_code == 200
    day = f"{timezone.localdate():%d/%m/%Y}"
    client.post(url("answer", sent.pk), {"kind": "RETURN", "told_on": day, "note": "Sai thẩm quyền"})
    sent.refresh_from_db()
    assert sent.state == "RETURNED"


def test_what_was_built_later_is_not_the_superiors(sent, superior, client):
    Pack.objects.filter(pk=sent.pk).update(state="DRAFT")
    later = built(sent)
    client.force_login(superior)

    assert client.get(url("built", later.files.first().pk)).status_code == 404


def test_the_schools_own_papers_are_not_the_superiors(sent, secretary, superior, client, at):
    Pack.objects.filter(pk=sent.pk).update(state="DRAFT")
    add_files(sent, [SimpleUploadedFile("noi-bo.pdf", pdf())], actor=secretary, at=at)
    client.force_login(superior)

    assert client.get(url("file", PackFile.objects.get().pk)).status_code == 404
    assert client.get(url("list")).status_code == 200


def test_a_scan_of_an_answer_is_read_by_both(sent, clerk, superior, stranger, client, at, media_root):
    told = {"kind": "RECEIPT", "told_on": at.date(), "number": "", "who": "", "note": "", "due_on": None}
    answer_pack(sent, told, [SimpleUploadedFile("bn.pdf", pdf())], actor=clerk, at=at)
    file = Answer.objects.get().files.get()
    for user, status in ((clerk, 200), (superior, 200), (stranger, 404)):
        client.force_login(user)
        assert client.get(url("answer_file", file.pk)).status_code == status


POSTS = ("fill", "submittal", "build", "approve", "rework", "discard")


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize(("who", "status"), [("teacher", 403), ("accountant", 403), ("superior", 404)])
def test_a_colleague_and_a_superior_press_nothing(name, who, status, pack, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.post(url(name, pack.pk)).status_code in {status, 403}
    pack.refresh_from_db()
    assert (pack.state, pack.document) == ("DRAFT", None)


@pytest.mark.parametrize("name", [*POSTS, "pack", "edit", "send", "answer", "decide", "form"])
def test_a_stranger_finds_no_pack(name, pack, stranger, client):
    client.force_login(stranger)
    answered = client.post(url(name, pack.pk)) if name in POSTS else client.get(url(name, pack.pk))

    assert answered.status_code in {403, 404}


@pytest.mark.parametrize("name", POSTS)
def test_nobody_is_led_to_sign_in_and_a_button_is_no_link(name, pack, secretary, principal, client):
    assert client.post(url(name, pack.pk)).url.startswith("/dang-nhap/")
    client.force_login(principal)
    assert client.get(url(name, pack.pk)).url == pack.get_absolute_url()


@pytest.mark.parametrize("name", ["fill", "submittal", "build", "approve", "discard"])
def test_a_pack_that_is_away_is_not_changed(name, sent, principal, client):
    client.force_login(principal)

    assert said(client.post(url(name, sent.pk)))
    sent.refresh_from_db()
    assert sent.state == "SENT"


def test_one_dossier_is_left_out_by_its_button(pack, dossier, secretary, client):
    client.force_login(secretary)

    client.post(url("leave_out", pack.lines.get(dossier=dossier).pk))

    assert [str(line.dossier.holder) for line in pack.lines.all()] == ["Lò Văn Ỏn"]


def test_a_draft_is_thrown_away_and_its_dossiers_wait_again(pack, secretary, client):
    client.force_login(secretary)

    assert client.post(url("discard", pack.pk)).url == url("list")

    assert not Pack.objects.exists()
    assert "2 hồ sơ." in client.get(url("start")).content.decode()


@pytest.mark.parametrize("who", ["teacher", "accountant", "technician"])
def test_who_has_no_part_in_it_sees_no_list(who, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("list")).status_code == 403


def test_the_list_is_found_without_marks_and_written_as_shown(pack, review, secretary, client):
    client.force_login(secretary)
    other = PackFactory(review=review, authority="Ủy ban nhân dân xã Đỗ Động", addressee="Ủy ban nhân dân xã Đỗ Động")

    page = client.get(url("list"), {"q": "do dong"}).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("list_excel"), {"q": "do dong"}).content))

    assert "Đỗ Động" in page
    assert CITY not in page
    assert [row[2].value for row in book.active.iter_rows(min_row=5)] == [other.addressee]


def test_a_list_and_a_page_cost_the_same_for_one_and_for_three(review, school, secretary, client):
    client.force_login(secretary)
    costs = {}
    for count in (1, 3):
        dossiers = [passed_up(review, person=PersonFactory(school=school)) for _ in range(count)]
        pack = PackFactory(review=Review.objects.get(pk=review.pk), dossiers=dossiers, authority=f"Cơ quan {count}")
        for address in (url("list"), pack.get_absolute_url()):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            costs.setdefault("list" if address == url("list") else "page", []).append(len(asked))
    assert costs["list"][0] == costs["list"][1]
    assert costs["page"][0] == costs["page"][1]


@pytest.mark.parametrize("number", ["9" * 18, "0"])
def test_a_pack_that_is_none_is_a_404(number, secretary, client):
    client.force_login(secretary)

    assert client.get(f"/trinh-cap-tren/{number}/").status_code == 404

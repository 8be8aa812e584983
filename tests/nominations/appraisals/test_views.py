"""The pages of appraisal: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nominations.appraisals.models import Checklist, Waiver
from nominations.appraisals.printing import merits_of
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, Review
from tests.factories.appraisals import WaiverFactory, all_found, answer, before_the_school
from tests.factories.ledger import HonorEntryFactory
from tests.factories.meetings import GroupMeetingFactory, VoteFactory
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.home.deadlines import deadlines_of
from thiduakt.home.tasks import tasks_of
from thiduakt.ledger.models import HonorEntry

pytestmark = pytest.mark.django_db
QUEUE = "/tham-dinh/"
REASON = "Về trường do điều động giữa năm học, hoàn thành tốt nhiệm vụ."


def address(name: str, pk: int, *args: str) -> str:
    return reverse(f"appraisals:{name}", args=[pk, *args])


def at_council(review: Review, count: int, **told: object) -> list[Dossier]:
    people = [PersonFactory(school=review.school, group=GroupFactory(school=review.school)) for _ in range(count)]
    return [before_the_school(review, person, state=S.TO_COUNCIL, **told) for person in people]


def test_a_dossier_is_appraised_on_the_page_and_the_next_one_opens(client, review, dossier, secretary, school) -> None:
    following = before_the_school(review, PersonFactory(school=school))
    client.force_login(secretary)
    page = address("dossier", dossier.pk)
    assert "Biên bản họp tổ bình xét: chưa thẩm định." in client.get(page).content.decode()
    client.post(page, {"mark-minutes": "YES", "note-minutes": "Đã xem", "version": "0"})
    answer = client.post(address("finish", dossier.pk), {"version": "1"}, follow=True)
    assert answer.redirect_chain[0][0] == address("dossier", following.pk)
    dossier.refresh_from_db()
    assert dossier.state == S.APPRAISED


def test_a_stale_form_keeps_what_was_typed(client, dossier, secretary) -> None:
    all_found(dossier)
    client.force_login(secretary)
    told = client.post(address("dossier", dossier.pk), {"note-minutes": "Ghi chú của tôi", "version": "0"}).content.decode()
    assert "Có người vừa lưu" in told
    assert "Ghi chú của tôi" in told


def test_what_was_marked_as_missing_begins_the_letter_back(client, dossier, secretary) -> None:
    client.force_login(secretary)
    client.post(address("dossier", dossier.pk), {"mark-report": "NO", "note-report": "thiếu số liệu", "version": "0"})
    told = client.get(address("give_back", dossier.pk)).content.decode()
    assert "- Báo cáo thành tích: thiếu số liệu." in told
    assert told.count(" checked") == 1
    until = f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}"
    dossier.refresh_from_db()
    typed = {
        "flagged": ["report"],
        "reason": "Báo cáo thiếu số liệu của học kỳ hai",
        "until": until,
        "version": dossier.version,
    }
    assert client.post(address("give_back", dossier.pk), typed).url == QUEUE
    dossier.refresh_from_db()
    assert (dossier.state, dossier.returned_fields) == (S.RETURNED, ["report"])


@pytest.mark.parametrize("name", ["dossier", "open", "finish"])
def test_a_teacher_appraises_nothing(client, dossier, teacher, name) -> None:
    client.force_login(teacher)
    assert client.post(address(name, dossier.pk)).status_code == 403


@pytest.mark.parametrize("name", ["dossier", "open", "finish", "give_back"])
def test_a_stranger_finds_no_dossier_of_ours(client, dossier, stranger, name) -> None:
    client.force_login(stranger)
    assert client.post(address(name, dossier.pk)).status_code == 404


@pytest.mark.parametrize("name", ["agenda", "list_excel", "merits_excel"])
def test_a_stranger_finds_no_agenda_of_ours(client, review, stranger, name) -> None:
    client.force_login(stranger)
    assert client.get(address(name, review.pk)).status_code == 404


@pytest.mark.parametrize("name", ["dossier", "give_back"])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, dossier, name) -> None:
    assert client.get(address(name, dossier.pk)).url.startswith("/dang-nhap/")


def test_what_is_read_is_not_posted(client, review, secretary) -> None:
    client.force_login(secretary)
    for route in (address("agenda", review.pk), address("list", review.pk, "pdf"), QUEUE):
        assert client.post(route).status_code == 405


def test_the_own_dossier_is_read_and_says_why(client, review, secretary) -> None:
    own = before_the_school(review, secretary.person)
    client.force_login(secretary)
    told = client.get(address("dossier", own.pk)).content.decode()
    assert "Đây là hồ sơ của chính thầy/cô" in told
    assert "Lưu thẩm định" not in told
    assert client.post(address("dossier", own.pk), {"mark-minutes": "YES"}).status_code == 403


def test_what_is_appraised_is_not_marked_again(client, review, teacher, secretary) -> None:
    one = before_the_school(review, teacher.person, state=S.APPRAISED)
    client.force_login(secretary)
    told = client.post(address("dossier", one.pk), {"mark-minutes": "YES", "version": "0"}).content.decode()
    assert "không ghi thẩm định được" in told


def test_a_deputy_is_told_nothing_of_private_matters(client, review, teacher, deputy, secretary) -> None:
    one = before_the_school(
        review, teacher.person, answer("discipline", met=False, test="no_discipline", asked="Không bị kỷ luật.")
    )
    for user, told in ((deputy, False), (secretary, True)):
        client.force_login(user)
        assert ("Không bị kỷ luật." in client.get(address("dossier", one.pk)).content.decode()) is told


def test_a_deputys_saving_keeps_what_others_found_of_private_matters(client, review, teacher, deputy, secretary) -> None:
    one = before_the_school(review, teacher.person, answer("discipline", met=None, test="no_discipline"))
    client.force_login(secretary)
    client.post(address("dossier", one.pk), {"mark-looked-discipline": "YES", "version": "0"})
    client.force_login(deputy)
    client.post(address("dossier", one.pk), {"mark-minutes": "YES", "version": "1"})
    one.refresh_from_db()
    assert one.appraisal.marks["looked-discipline"]["mark"] == "YES"


def test_a_condition_is_let_pass_on_the_pages(client, review, teacher, secretary, principal) -> None:
    one = before_the_school(review, teacher.person, answer("service", met=False, test="service_months"))
    client.force_login(secretary)
    page = client.get(address("dossier", one.pk)).content.decode()
    assert address("propose", one.pk, "service") in page
    told = client.post(address("propose", one.pk, "service"), {"reason": "Vì tốt"}).content.decode()
    assert "ít nhất 20 ký tự" in told
    assert "Vì tốt" in told
    client.post(address("propose", one.pk, "service"), {"reason": REASON})
    waiver = Waiver.objects.get()
    assert [task.label for task in tasks_of(principal, timezone.now())].count("Duyệt bỏ qua một điều kiện") == 1
    assert client.post(address("waiver_step", waiver.pk, "approve")).status_code == 403
    client.force_login(principal)
    answered = client.post(address("waiver_step", waiver.pk, "approve"), follow=True).content.decode()
    assert "Đã duyệt bỏ qua điều kiện." in answered
    assert REASON in answered


@pytest.mark.parametrize("role", ["deputy", "teacher"])
def test_others_let_nothing_pass(client, review, teacher, role, request) -> None:
    one = before_the_school(review, teacher.person, answer("service", met=False))
    client.force_login(request.getfixturevalue(role))
    assert client.post(address("propose", one.pk, "service"), {"reason": REASON}).status_code == 403


def test_an_unknown_condition_is_a_404(client, dossier, secretary) -> None:
    client.force_login(secretary)
    assert client.get(address("propose", dossier.pk, "chua-tung-co")).status_code == 404


def test_all_that_is_ready_is_sent_with_one_press(client, review, school, secretary, teacher) -> None:
    before_the_school(review, teacher.person)
    for _ in range(2):
        before_the_school(review, PersonFactory(school=school), state=S.APPRAISED)
    client.force_login(secretary)
    assert "1 hồ sơ ở lại" in client.get(address("agenda", review.pk)).content.decode()
    told = client.post(address("to_council", review.pk), follow=True).content.decode()
    assert "Đã trình hội đồng 2 hồ sơ." in told
    assert "Chưa thẩm định xong." in told
    told = client.post(address("to_council", review.pk), follow=True).content.decode()
    assert "Chưa có hồ sơ nào đã thẩm định xong" in told


def test_a_dossier_is_taken_back_with_a_reason(client, review, secretary) -> None:
    (one,) = at_council(review, 1)
    client.force_login(secretary)
    step = reverse("appraisals:step", args=[one.pk, "from_council"])
    assert "Thầy/cô cần ghi rõ lý do." in client.post(step, follow=True).content.decode()
    client.post(step, {"reason": "Bổ sung minh chứng"})
    one.refresh_from_db()
    assert one.state == S.APPRAISED
    assert client.post(reverse("appraisals:step", args=[one.pk, "award"])).status_code == 404


def test_the_lists_leave_as_pdf_word_and_sheets(client, review, secretary, school) -> None:
    client.force_login(secretary)
    assert client.get(address("list", review.pk, "pdf")).url == address("agenda", review.pk)
    one, other = at_council(review, 2)
    meeting = GroupMeetingFactory(review=review, school=school, group=GroupFactory(school=school))
    VoteFactory(meeting=meeting, dossier=one, voters=8, agreed=6, against=2, blank=0, needed=5, counted_of=8, is_passed=True)
    for name, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(address("list", review.pk, name)).content.startswith(start)
        assert client.get(address("merits", review.pk, name)).content.startswith(start)
    assert client.get(address("list", review.pk, "exe")).status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(client.get(address("list_excel", review.pk)).content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=5)]
    assert [row[1:3] for row in rows] == [
        ["cá nhân", str(each.holder)] for each in sorted((one, other), key=lambda each: each.sort_key)
    ]
    assert "Tổ: 6/8" in [row[6] for row in rows]
    assert client.get(address("merits_excel", review.pk)).status_code == 200


def test_the_queue_puts_whoever_waits_longest_first_and_counts_the_days(client, review, school, secretary) -> None:
    now = timezone.now()
    for name, days in (("Lê Thị Mới", 2), ("Đỗ Thị Lâu", 9)):
        one = before_the_school(review, PersonFactory(school=school, full_name=name))
        Dossier.objects.filter(pk=one.pk).update(handed_in_at=now - timedelta(days=days))
    client.force_login(secretary)
    told = client.get(QUEUE).content.decode()
    assert told.index("Đỗ Thị Lâu") < told.index("Lê Thị Mới")
    assert "9 ngày" in told


def test_the_queue_is_searched_narrowed_and_leaves_as_a_sheet(client, review, school, secretary) -> None:
    for name in ("Đỗ Thị Đào", "Lê Thị Mận"):
        before_the_school(review, PersonFactory(school=school, full_name=name))
    client.force_login(secretary)
    told = client.get(QUEUE, {"q": "do thi dao", "dot": review.pk}).content.decode()
    assert "Lê Thị Mận" not in told
    sheet = client.get(reverse("appraisals:queue_excel"), {"q": "do thi dao"})
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    assert [row[1].value for row in book.active.iter_rows(min_row=5)] == ["Đỗ Thị Đào"]


def counted(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


@pytest.mark.parametrize("route", ["queue", "queue_excel"])
def test_the_queue_asks_no_more_for_three_than_for_one(client, review, school, secretary, route) -> None:
    client.force_login(secretary)
    asked = []
    for more in (1, 2):
        for _ in range(more):
            one = before_the_school(review, PersonFactory(school=school))
            all_found(one)
        asked.append(counted(client, reverse(f"appraisals:{route}")))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("route", ["agenda", "list_excel", "merits_excel"])
def test_the_agenda_asks_no_more_for_three_than_for_one(client, review, school, secretary, route) -> None:
    client.force_login(secretary)
    asked = []
    for more in (1, 2):
        for one in at_council(review, more):
            WaiverFactory(dossier=one)
        asked.append(counted(client, address(route, review.pk)))
    assert asked[0] == asked[1]


def test_the_school_writes_its_own_list_and_takes_the_default_back(client, secretary, teacher) -> None:
    url = reverse("appraisals:checklist", args=["LDTT"]) + "?thoi-ky=B1_2022_ND98"
    client.force_login(secretary)
    assert "Báo cáo thành tích" in client.get(url).content.decode()
    typed = {
        "version": "0", "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0", "items-0-text": "Bản tự nhận xét",
        "items-0-is_required": "on",
    }  # fmt: skip
    assert client.post(url, typed).url.startswith("/tham-dinh/thanh-phan/")
    row = Checklist.objects.get()
    assert row.regime == "B1_2022_ND98"
    assert [(one.text, one.is_required) for one in row.parts] == [("Bản tự nhận xét", True)]
    told = client.post(url, typed).content.decode()
    assert "Có người vừa lưu" in told
    client.force_login(teacher)
    drop = reverse("appraisals:checklist_drop", args=[row.pk])
    assert client.post(drop).status_code == 403
    client.force_login(secretary)
    client.post(drop)
    assert not Checklist.objects.exists()


def test_the_lists_of_every_regime_are_shown(client, secretary) -> None:
    client.force_login(secretary)
    for regime in ("A_2003", "B2_2022_ND152"):
        assert client.get(reverse("appraisals:checklists"), {"thoi-ky": regime}).status_code == 200
    assert client.get(reverse("appraisals:checklist", args=["XXX"])).status_code == 404


def test_whoever_appraises_is_told_what_waits(review, dossier, secretary, school) -> None:
    before_the_school(review, PersonFactory(school=school), state=S.APPRAISED)
    told = [task.label for task in tasks_of(secretary, timezone.now())]
    assert told.count("Thẩm định hồ sơ") == 1
    assert told.count("Trình hội đồng hồ sơ đã thẩm định") == 1


def test_the_day_of_the_decision_is_a_deadline_while_something_waits(review, dossier, secretary) -> None:
    keys = [one.key for one in deadlines_of(secretary, review.decides_on - timedelta(days=1))]
    assert f"appraisal-{review.pk}" in keys


def test_the_summary_of_merits_tells_five_years(review, school, teacher) -> None:
    one = before_the_school(review, teacher.person, state=S.TO_COUNCIL)
    HonorEntryFactory(school=school, person=teacher.person, year=2021, code="LDTT", honor_name="Lao động tiên tiến")
    assert HonorEntry.objects.count() == 1
    assert merits_of(review, [one])[0][7] == "Lao động tiên tiến (2021–2022)"

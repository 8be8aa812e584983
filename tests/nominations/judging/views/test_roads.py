"""What is done on the pages of judging, from the first set of criteria to what superiors answered."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import Duty, RoundState, Verdict
from nominations.judging.models import Appeal, CriteriaSet, Entry, Round, Sheet, Submission
from tests.factories.judging import (
    SolutionFactory,
    recognised,
    walked,
)
from tests.nominations.judging.conftest import WHY
from thiduakt.documents.models import Document
from thiduakt.school.models import School, User

from .conftest import address

pytestmark = pytest.mark.django_db


def test_a_set_is_written_on_the_page_and_told_what_does_not_fit(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    typed = {
        "name": "Hướng dẫn chấm của quận", "confidence": "VERIFIED", "aggregation": "TRIMMED", "pass_mark": "60",
        "criteria-TOTAL_FORMS": "2", "criteria-INITIAL_FORMS": "0", "criteria-0-text": "Tính mới",
        "criteria-0-max_points": "40", "criteria-0-min_points": "20,5",
    }  # fmt: skip
    told = client.post(address("criteria_add"), typed, follow=True).content.decode()
    assert "Tổng điểm tối đa là 40, không phải 100." in told
    assert "dưới 20,5" in told
    assert CriteriaSet.objects.get().criteria.get().text == "Tính mới"


def test_a_refused_set_keeps_everything_typed(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    typed = {
        "name": "Hướng dẫn chấm", "confidence": "VERIFIED", "aggregation": "MEAN", "a_from": "70", "b_from": "80",
        "criteria-TOTAL_FORMS": "1", "criteria-INITIAL_FORMS": "0", "criteria-0-text": "Tính mới",
        "criteria-0-max_points": "40",
    }  # fmt: skip
    told = client.post(address("criteria_add"), typed).content.decode()
    assert "Điểm của loại A phải cao hơn loại B" in told
    assert "Tính mới" in told


def test_a_used_set_is_copied_on_its_page(client: Client, judged: Round, secretary: User) -> None:
    client.force_login(secretary)
    rules = judged.criteria_set
    assert "giữ nguyên" in client.get(rules.get_absolute_url()).content.decode()
    answer = client.post(address("criteria_copy", rules.pk))
    assert answer.url == CriteriaSet.objects.get(name__contains="bản sao").get_absolute_url()
    client.post(address("criteria_discard", rules.pk))
    assert CriteriaSet.objects.filter(pk=rules.pk).exists()


def test_the_example_is_taken_with_its_mark(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    told = client.post(address("criteria_sample"), follow=True).content.decode()
    assert "chưa đối chiếu" in told


def test_a_round_is_set_up_invited_to_opened_and_counted_on_its_pages(
    client: Client, school: School, secretary: User, teacher: User, rules: CriteriaSet
) -> None:
    client.force_login(secretary)
    today = timezone.localdate()
    typed = {
        "year": today.year, "name": "Chấm sáng kiến", "criteria_set": rules.pk, "opens_on": f"{today:%d/%m/%Y}",
        "closes_on": f"{today + timedelta(days=9):%d/%m/%Y}", "agreement": "TWO_THIRDS", "appeal_days": "5",
    }  # fmt: skip
    client.post(address("add"), typed)
    turn = Round.objects.get()
    SolutionFactory(school=school, year=turn.year)
    told = client.get(turn.get_absolute_url()).content.decode()
    assert "Chưa có người chấm nào." in told
    client.post(address("invite", turn.pk), {"person": teacher.person_id, "duty": Duty.CHAIR})
    client.post(address("step", turn.pk, "open"))
    turn.refresh_from_db()
    assert turn.state == RoundState.OPEN
    client.force_login(teacher)
    own = Sheet.objects.get()
    told = client.get(address("sheet", own.pk)).content.decode()
    assert "Cô cùng trẻ nhặt lá" in told
    criterion = rules.criteria.get()
    client.post(address("sheet", own.pk), {f"points-{criterion.pk}": "8,5", "agrees": "True", "version": 1})
    answer = client.post(
        address("sheet", own.pk), {f"points-{criterion.pk}": "8,5", "agrees": "True", "version": 2, "gui": "1"}, follow=True
    )
    assert "Đã gửi phiếu chấm, tổng 8,5 điểm." in answer.content.decode()
    client.force_login(secretary)
    client.post(address("step", turn.pk, "count"))
    turn.refresh_from_db()
    assert turn.state == RoundState.COUNTED
    assert "8,5" in client.get(address("results", turn.pk)).content.decode()


def test_points_out_of_range_are_refused_and_shown_again(client: Client, judged: Round, teacher: User) -> None:
    client.force_login(teacher)
    own, criterion = Sheet.objects.get(judge__person=teacher.person), judged.criteria_set.criteria.get()
    typed = {f"points-{criterion.pk}": "11", "note": "Rất hay", "version": 1, "gui": "1"}
    told = client.post(address("sheet", own.pk), typed).content.decode()
    assert "Rất hay" in told
    assert 'value="11"' in told


def test_the_council_concludes_and_a_short_reason_is_shown_again(client: Client, counted: Round, principal: User) -> None:
    client.force_login(principal)
    entry = counted.entries.get()
    typed = {f"verdict-{entry.pk}": "REFUSED", f"reason-{entry.pk}": "Chưa tốt", "version": counted.version}
    told = client.post(address("results", counted.pk), typed).content.decode()
    assert "ít nhất 20 ký tự; tác giả đọc được" in told
    assert "Chưa tốt" in told
    client.post(address("results", counted.pk), typed | {f"reason-{entry.pk}": WHY})
    client.post(address("step", counted.pk, "conclude"))
    counted.refresh_from_db()
    assert counted.state == RoundState.CONCLUDED


def test_who_may_not_conclude_is_shown_no_form_and_refused(client: Client, counted: Round, secretary: User) -> None:
    client.force_login(secretary)
    assert "Lưu kết luận" not in client.get(address("results", counted.pk)).content.decode()
    assert client.post(address("results", counted.pk), {"version": 1}).status_code == 403
    assert client.post(address("step", counted.pk, "conclude")).status_code == 403


def test_papers_are_drafted_and_their_issue_keeps_and_certifies(
    client: Client, concluded: Round, secretary: User, author: User, principal: User, clerk: User
) -> None:
    Entry.objects.update(verdict=Verdict.RECOGNISED)
    Solution.objects.update(state=SolutionState.IN_JUDGING)
    client.force_login(secretary)
    assert "/van-ban/" in client.post(address("minutes", concluded.pk)).url
    assert "/van-ban/" in client.post(address("decision", concluded.pk)).url
    decision = Document.objects.get(kind="QĐ")
    walked(decision, principal, clerk, timezone.now())
    told = client.get(address("results", concluded.pk)).content.decode()
    assert "in tất cả giấy chứng nhận" in told
    assert "Giấy chứng nhận" in told
    entry = concluded.entries.get()
    assert entry.solution.state == SolutionState.RECOGNISED
    client.force_login(author)
    assert "giay-chung-nhan" in client.get(concluded.get_absolute_url()).content.decode()


def test_an_author_appeals_and_reads_the_answer(
    client: Client, concluded: Round, author: User, principal: User, accountant: User
) -> None:
    entry = concluded.entries.get()
    client.force_login(author)
    told = client.get(concluded.get_absolute_url()).content.decode()
    assert WHY in told
    assert "Vườn cổ tích" in told
    assert "Chưa" in client.post(address("appeal_add", entry.pk), {"reason": "Chưa đúng"}).content.decode()
    answer = client.post(address("appeal_add", entry.pk), {"reason": WHY})
    appeal = Appeal.objects.get()
    assert answer.url == appeal.get_absolute_url()
    client.force_login(principal)
    client.post(address("rejudge", appeal.pk), {"people": [accountant.person_id]})
    told = client.get(appeal.get_absolute_url()).content.decode()
    assert "Còn 1 người chấm lại chưa gửi phiếu." in told
    client.force_login(accountant)
    own, criterion = Sheet.objects.get(judge__appeal=appeal), concluded.criteria_set.criteria.get()
    assert "Chấm lại" in client.get(concluded.get_absolute_url()).content.decode()
    client.post(address("sheet", own.pk), {f"points-{criterion.pk}": "9", "agrees": "True", "version": 1, "gui": "1"})
    client.force_login(principal)
    client.post(appeal.get_absolute_url(), {"verdict": "RECOGNISED", "answer": WHY})
    client.force_login(author)
    assert "Công nhận" in client.get(concluded.get_absolute_url()).content.decode()


def test_what_was_sent_up_is_entered_answered_and_exported(client: Client, school: School, secretary: User) -> None:
    solution = recognised(SolutionFactory(school=school, name="Góc đọc sách Đỗ Thị Đào"))
    client.force_login(secretary)
    typed = {"solutions": [solution.pk], "level": "co_so", "sent_on": "20/05/2024", "paper": "Tờ trình số 12/TTr-MNGB"}
    client.post(address("send_up"), typed)
    row = Submission.objects.get()
    told = client.get(f"{address('above')}?q=goc doc dao&ket-qua=cho").content.decode()
    assert "Góc đọc sách" in told
    answered = {
        "verdict": "RECOGNISED", "decision_number": "812/QĐ-UBND", "decided_on": "20/06/2024", "issuer": "UBND quận",
        "version": 1,
    }  # fmt: skip
    client.post(address("answer", row.pk), answered)
    solution.ledger_initiative.refresh_from_db()
    assert solution.ledger_initiative.level == "co_so"
    file = client.get(address("above_excel"))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(file.content)).active.values for cell in row]
    assert "812/QĐ-UBND" in cells
    assert "Bỏ dòng này" not in client.get(address("answer", row.pk)).content.decode()

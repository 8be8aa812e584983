"""The road of a decision: from what the council passed to lines in the ledger, in the transaction of its number."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from awards.decisions.enums import DecisionState, FundKind
from awards.decisions.models import AwardDecision, AwardLine
from awards.decisions.queries import candidates
from awards.decisions.services.drafting import NewLine, add_lines, draft_decision, remove_line, save_decision, save_line
from awards.decisions.services.papers import begin_paper
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier
from tests.factories.decisions import NAME, AwardLineFactory, drafted, in_force, passed, walked
from tests.factories.honors import salary, stored
from tests.factories.school import PersonFactory
from thiduakt.documents.models import Document
from thiduakt.documents.services.issuing import issue_document
from thiduakt.ledger.models import HonorEntry, Verification
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db


def values(decision: AwardDecision, **told) -> dict[str, str]:
    return {"name": decision.name, "fund": decision.fund, "no_council_reason": decision.no_council_reason, **told}


def test_the_lines_of_a_draft_are_the_dossiers_with_what_each_is_paid(draft) -> None:
    told = [(line.position, line.holder_name, line.unit, line.amount, line.amount_reason) for line in draft.lines.all()]
    assert told == [
        (1, "Đỗ Thị Đào", "Giáo viên", 540_000, "Hệ số 0,3 × lương cơ sở 1.800.000 đồng."),
        (2, "Lò Văn Ỏn", "Nhân viên", 540_000, "Hệ số 0,3 × lương cơ sở 1.800.000 đồng."),
    ]


def test_the_issue_writes_a_line_for_each_into_the_ledger(decided) -> None:
    assert (decided.state, decided.notation, decided.day) == (DecisionState.IN_FORCE, "01/QĐ-MNGB", date(2023, 10, 5))
    entries = [line.entry for line in decided.lines.select_related("entry")]
    assert [(one.holder_name, one.code, one.year, one.source) for one in entries] == [
        ("Đỗ Thị Đào", "GK_HT_CN", 2023, "ISSUED_HERE"),
        ("Lò Văn Ỏn", "GK_HT_CN", 2023, "ISSUED_HERE"),
    ]
    first = entries[0]
    told = (first.decision_number, first.decided_on, first.issuer)
    assert told == ("01/QĐ-MNGB", date(2023, 10, 5), "Hiệu trưởng Trường Mầm non Giang Biên")
    assert AwardLine.objects.standing().count() == 2


def test_before_the_issue_nothing_stands_in_the_ledger(draft, secretary, at) -> None:
    begin_paper(draft, actor=secretary, at=at)
    assert not HonorEntry.objects.exists()
    assert not AwardLine.objects.standing().exists()


def test_who_is_honored_is_told(decided, dossier) -> None:
    told = Notice.objects.get(person=dossier.person, kind="AWARD")
    assert told.subject.startswith("Thầy/cô được khen: Giấy khen của Hiệu trưởng")
    assert told.text == "Theo Quyết định số 01/QĐ-MNGB của Hiệu trưởng Trường Mầm non Giang Biên."


def test_issuing_again_writes_nothing_more(decided, clerk, at) -> None:
    issue_document(Document.objects.get(pk=decided.document_id), issued_on=at.date(), actor=clerk, at=at)
    assert HonorEntry.objects.count() == 2


def test_it_is_found_by_its_number(decided) -> None:
    assert AwardDecision.objects.matching("01/QĐ").get() == decided


def test_what_the_council_did_not_pass_comes_into_no_decision(review, dossier, secretary, at) -> None:
    refused = passed(review, state=DossierState.NOT_AWARDED)
    free, out = candidates(review, at.date())
    assert free == [dossier]
    assert [(one.dossier, one.why) for one in out] == [(refused, "Hồ sơ hội đồng không đề nghị.")]
    with pytest.raises(MoveRefusedError, match="không đưa vào quyết định được nữa"):
        drafted(review, [dossier, refused], actor=secretary, at=at)
    assert not AwardDecision.objects.exists()


def test_what_a_superior_decides_on_is_left_out_with_its_authority(review, school, at) -> None:
    passed(review, code="LDTT", honor_name="Lao động tiên tiến")
    _, out = candidates(review, at.date())
    assert out[0].why.startswith("Thẩm quyền quyết định: Chủ tịch UBND quận")


def test_the_principal_does_not_decide_on_the_own_award(review, principal, at) -> None:
    passed(review, person=principal.person)
    _, out = candidates(review, at.date())
    assert out[0].why == "Hiệu trưởng không tự khen mình: khen Hiệu trưởng thuộc thẩm quyền cấp trên."


def test_who_is_under_verification_waits_and_nobody_is_told_why(review, dossier, at) -> None:
    Verification.objects.create(school=review.school, person=dossier.person, opened_on=date(2023, 10, 1), note="Đơn thư")
    _, out = candidates(review, at.date())
    assert "đang chờ một việc khác kết thúc" in out[0].why
    assert "Đơn thư" not in out[0].why


def test_a_case_that_opened_since_keeps_the_decision_from_its_number(draft, dossier, principal, clerk, at) -> None:
    paper = begin_paper(draft, actor=principal, at=at)
    Verification.objects.create(school=draft.school, person=dossier.person, opened_on=date(2023, 10, 1), note="Đơn thư")
    with pytest.raises(MoveRefusedError, match=r"Chưa ban hành được\. Đỗ Thị Đào: Hồ sơ đang chờ"):
        walked(paper, principal, clerk, at)
    assert not HonorEntry.objects.exists()
    draft.refresh_from_db()
    assert draft.state == DecisionState.DRAFT


def test_a_dossier_that_the_council_took_back_keeps_the_decision_from_its_number(
    draft, dossier, principal, clerk, at
) -> None:
    paper = begin_paper(draft, actor=principal, at=at)
    Dossier.objects.filter(pk=dossier.pk).update(state=DossierState.NOT_AWARDED)
    with pytest.raises(MoveRefusedError, match="Đỗ Thị Đào: hồ sơ hội đồng không đề nghị"):
        walked(paper, principal, clerk, at)


def test_a_dossier_stands_in_one_decision_alone(draft, dossier, review, secretary, at) -> None:
    _, out = candidates(review, at.date())
    assert out[0].why == f"Đã nằm trong: {draft}."
    with pytest.raises(MoveRefusedError):
        drafted(review, [dossier], actor=secretary, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardLineFactory(decision__school=review.school, dossier=dossier, person=dossier.person)


def test_what_is_taken_out_of_a_draft_is_free_again(draft, dossier, review, secretary, at) -> None:
    line = draft.lines.get(dossier=dossier)
    remove_line(line, version=draft.version, actor=secretary, at=at)
    assert [(one.position, one.holder_name) for one in draft.lines.all()] == [(1, "Lò Văn Ỏn")]
    assert candidates(review, at.date())[0] == [dossier]


def test_more_dossiers_come_into_a_draft(draft, review, school, secretary, at) -> None:
    third = passed(review, person=PersonFactory(school=school, full_name="Vũ Thị Ước"))
    save_decision(draft, values(draft), more=[third], version=draft.version, actor=secretary, at=at)
    assert [one.holder_name for one in draft.lines.all()] == ["Đỗ Thị Đào", "Lò Văn Ỏn", "Vũ Thị Ước"]


def test_a_line_is_written_as_it_is_to_be_printed_and_moved(draft, secretary, at) -> None:
    told = {"holder_name": "Lò Văn Ỏn (Ỏn lớn)", "unit": "Bảo vệ", "citation": "Dập tắt đám cháy", "position": 1}
    save_line(draft.lines.last(), told, version=draft.version, actor=secretary, at=at)
    assert [(one.position, one.holder_name, one.unit) for one in draft.lines.all()] == [
        (1, "Lò Văn Ỏn (Ỏn lớn)", "Bảo vệ"),
        (2, "Đỗ Thị Đào", "Giáo viên"),
    ]


def test_what_another_saved_is_not_written_over(draft, secretary, at) -> None:
    save_decision(draft, values(draft), version=draft.version, actor=secretary, at=at)
    with pytest.raises(StaleError):
        save_decision(draft, values(draft, name="Khác"), version=draft.version, actor=secretary, at=at)


def test_without_money_nothing_is_paid_and_it_says_so(draft, secretary, at) -> None:
    save_decision(draft, values(draft, fund=FundKind.NONE), version=draft.version, actor=secretary, at=at)
    assert {(one.amount, one.amount_reason) for one in draft.lines.all()} == {(0, "Quyết định không kèm tiền thưởng.")}


def test_the_lists_in_the_paper_follow_the_lines_until_it_is_submitted(draft, principal, clerk, at) -> None:
    paper = begin_paper(draft, actor=principal, at=at)
    draft.refresh_from_db()
    told = {"holder_name": "Đỗ Thị Đào", "unit": "", "citation": "Có 3 giờ dạy tốt", "position": 2}
    save_line(draft.lines.first(), told, version=draft.version, actor=principal, at=at)
    paper.refresh_from_db()
    assert [row[1] for row in paper.appendices[0]["table"]["rows"]] == ["Ông Lò Văn Ỏn", "Bà Đỗ Thị Đào"]
    Document.objects.filter(pk=paper.pk).update(state="SUBMITTED")
    draft.refresh_from_db()
    with pytest.raises(MoveRefusedError, match="rút lại văn bản"):
        remove_line(draft.lines.first(), version=draft.version, actor=principal, at=at)


def test_sums_of_another_base_salary_keep_the_decision_from_its_number(draft, principal, secretary, clerk, at) -> None:
    paper = begin_paper(draft, actor=principal, at=at)
    stored(salary(date(2023, 10, 1), 2_000_000), proposer=secretary, approver=principal, at=at)
    with pytest.raises(MoveRefusedError, match=r"khác bản đã ký ở 2 dòng \(dòng 1, Đỗ Thị Đào: 600\.000 đồng\)"):
        walked(paper, principal, clerk, at)


def test_a_decision_in_force_is_not_written_on(decided, secretary, at) -> None:
    with pytest.raises(MoveRefusedError, match="đã ban hành không sửa được"):
        save_decision(decided, values(decided), version=decided.version, actor=secretary, at=at)


@pytest.mark.parametrize("who", ["teacher", "accountant", "stranger", "technician", "superior"])
def test_nobody_else_draws_up_a_decision(who, request, review, dossier, at) -> None:
    with pytest.raises(PermissionDenied):
        draft_decision(review, [dossier], name=NAME, actor=request.getfixturevalue(who), at=at)


def test_a_decision_without_a_name_is_refused(review, dossier, secretary, at) -> None:
    with pytest.raises(ValidationError, match="nội dung khen thưởng"):
        drafted(review, [dossier], name=" ", actor=secretary, at=at)


def test_a_title_of_the_year_that_the_ledger_has_is_not_written_again(
    decided, review, dossier, principal, clerk, secretary, at
) -> None:
    decided.lines.update(is_live=False)
    again = drafted(review, [dossier], actor=secretary, at=at)
    assert in_force(again, principal=principal, clerk=clerk, at=at).state == DecisionState.IN_FORCE
    assert HonorEntry.objects.of(dossier.person).count() == 2


def test_into_a_decision_of_a_round_nobody_comes_past_the_council(draft, school, secretary, at) -> None:
    told = values(draft) | {"no_council_reason": "Khen kịp thời."}
    stored = save_decision(draft, told, version=draft.version, actor=secretary, at=at)
    assert stored.no_council_reason == ""
    with pytest.raises(MoveRefusedError, match="chỉ thêm hồ sơ hội đồng"):
        add_lines(stored, [NewLine(PersonFactory(school=school), "GK_HT_CN", "Tốt")], actor=secretary, at=at)


def test_sums_of_one_fund_are_not_carried_into_the_other(draft, secretary, at) -> None:
    save_decision(draft, values(draft, fund=FundKind.BONUS), version=draft.version, actor=secretary, at=at)
    draft.refresh_from_db()
    assert {line.amount for line in draft.lines.all()} == {0}
    with pytest.raises(MoveRefusedError, match="chưa ghi tiền thưởng theo quy chế"):
        begin_paper(draft, actor=secretary, at=at)

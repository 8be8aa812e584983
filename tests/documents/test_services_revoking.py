"""Thu hồi: an issued plan ends only by a decision that is drafted, signed and issued as every paper is."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.plans.services.plans import start_replacement
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.documents import DocumentFactory, PlanFactory, RegisterEntryFactory
from tests.factories.school import DelegationFactory
from thiduakt.documents.enums import DocumentState as S
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import Document
from thiduakt.documents.output import paper_file
from thiduakt.documents.paper import Paper
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import discard_draft, edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.documents.services.revoking import start_revocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def older(principal):
    return PlanFactory(
        school=principal.school, state=S.ISSUED, document__signer=principal.person, document__place=1,
        document__subject="Công tác thi đua, khen thưởng <năm 2023> & khác",
    ).document  # fmt: skip


@pytest.fixture
def decision(older, principal, at):
    return start_revocation(older, actor=principal, at=at)


def give_reason(decision, actor, at):
    body = decision.body.replace("[CẦN BỔ SUNG: lý do thu hồi]", "chỉ tiêu không còn phù hợp")
    return edit_draft(decision, changes={"body": body}, version=1, actor=actor, at=at)


def issue(decision, *, principal, clerk, at):
    give_reason(decision, principal, at)
    submit_document(decision, actor=principal, at=at)
    sign_document(decision, signed_on=at.date(), actor=principal, at=at)
    return issue_document(decision, issued_on=at.date(), actor=clerk, at=at)


def test_the_decision_names_the_plan_and_those_who_got_it(decision, older):
    assert decision.subject == "Về việc thu hồi Kế hoạch số 01/KH-MNGB ngày 04 tháng 10 năm 2023"
    assert decision.recipients == ["Như Điều 3", "Các tổ chuyên môn (để t/h)", "Lưu: VT"]
    assert "của Trường Mầm non Giang Biên (Công tác thi đua, khen thưởng &lt;năm 2023&gt; &amp; khác)" in decision.body
    assert (decision.kind, decision.state, decision.revokes) == ("QĐ", "DRAFT", older)


def test_it_is_not_submitted_without_a_reason(decision):
    assert missing_parts(decision) == ["Còn chỗ ghi [CẦN BỔ SUNG], cần điền hoặc xóa đi."]


def test_issuing_it_ends_the_plan(decision, older, principal, clerk, at):
    issued = issue(decision, principal=principal, clerk=clerk, at=at)

    older.refresh_from_db()
    assert (issued.notation, older.state) == ("01/QĐ-MNGB", "REVOKED")


def test_what_is_printed_is_a_decision_by_the_decree(decision, principal, clerk, at):
    issued = issue(decision, principal=principal, clerk=clerk, at=at)

    paper = Paper.from_dict(issued.snapshot["paper"])
    assert check_pdf(paper_file(issued, "pdf"), expects=expectation(paper)) == []
    assert check_docx(paper_file(issued, "docx"), paper) == []


@pytest.mark.parametrize("start", [start_revocation, lambda older, **given: start_replacement(older_plan(older), **given)])
@pytest.mark.parametrize("who", ["deputy", "clerk", "secretary", "teacher", "stranger"])
def test_ending_a_plan_is_for_the_principal(start, who, older, request, at):
    with pytest.raises(PermissionDenied):
        start(older, actor=request.getfixturevalue(who), at=at)

    assert Document.objects.count() == 1


def older_plan(document):
    from campaigns.plans.models import Plan

    return Plan.objects.get(document=document)


def test_a_deputy_with_a_delegation_begins_either(older, deputy, at):
    DelegationFactory(person=deputy.person, action="plan.end")

    decision = start_revocation(older, actor=deputy, at=at)
    discard_draft(decision, actor=deputy, at=at)

    assert start_replacement(older_plan(older), actor=deputy, at=at).document.replaces == older


@pytest.mark.parametrize("state", [S.DRAFT, S.SIGNED, S.REPLACED, S.REVOKED])
def test_only_what_is_in_force_is_revoked(state, principal, at):
    older = PlanFactory(school=principal.school, state=state, document__signer=principal.person).document

    with pytest.raises(ValidationError, match="đang có hiệu lực"):
        start_revocation(older, actor=principal, at=at)


def test_one_paper_ends_a_plan_at_a_time(decision, older, principal, at):
    with pytest.raises(ValidationError, match="đang soạn"):
        start_revocation(older, actor=principal, at=at)
    with pytest.raises(ValidationError, match="đang soạn"):
        start_replacement(older_plan(older), actor=principal, at=at)


def test_a_decision_is_revoked_by_another_and_that_one_by_none(principal, clerk, at):
    older = DocumentFactory(school=principal.school, kind="QĐ", state=S.ISSUED, signer=principal.person, place=7)

    decision = issue(start_revocation(older, actor=principal, at=at), principal=principal, clerk=clerk, at=at)

    older.refresh_from_db()
    assert (decision.revokes, older.state) == (older, "REVOKED")
    with pytest.raises(ValidationError, match="không thu hồi được nữa"):
        start_revocation(decision, actor=principal, at=at)


@pytest.mark.parametrize("who", ["deputy", "clerk", "secretary", "teacher", "stranger"])
def test_ending_a_decision_is_for_the_principal(who, request, principal, at):
    older = DocumentFactory(school=principal.school, kind="QĐ", state=S.ISSUED, signer=principal.person)

    with pytest.raises(PermissionDenied):
        start_revocation(older, actor=request.getfixturevalue(who), at=at)


def test_a_notice_is_not_revoked_here(principal, at):
    notice = DocumentFactory(school=principal.school, kind="TB", state=S.ISSUED, signer=principal.person)

    with pytest.raises(PermissionDenied):
        start_revocation(notice, actor=principal, at=at)


# who -> (sees the draft of a decision, sees an issued one)
SEES = {
    "principal": (True, True),
    "deputy": (True, True),
    "secretary": (True, True),
    "clerk": (True, True),
    "teacher": (False, True),
    "accountant": (False, True),
    "inspector": (False, True),
    "technician": (False, False),
    "superior": (False, False),
    "stranger": (False, False),
}


@pytest.mark.parametrize("who", SEES)
def test_who_reads_decisions(who, principal, request, at):
    made = [DocumentFactory(school=principal.school, kind="QĐ", state=state) for state in (S.DRAFT, S.ISSUED)]
    visible = Document.objects.visible_to(request.getfixturevalue(who), at.date())

    assert tuple(visible.filter(pk=document.pk).exists() for document in made) == SEES[who]


def test_the_superior_reads_a_decision_that_was_sent_up(principal, superior, at):
    entry = RegisterEntryFactory(document__school=principal.school, document__kind="QĐ", sent_up_on=date(2023, 10, 5))

    assert Document.objects.visible_to(superior, at.date()).get() == entry.document

"""Ghi sổ: what the issue of a decision of recognition writes, and what goes when the decision is revoked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Author, Solution
from nominations.judging.enums import RoundState, Verdict
from nominations.judging.models import Entry, Round
from nominations.judging.services.concluding import refuse_revoked
from nominations.judging.services.papers import draft_decision
from tests.factories.judging import SolutionFactory, SubmissionFactory, recognised, walked
from tests.factories.ledger import HonorEntryFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.documents.services.issuing import issue_document
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.ledger.models import Initiative, InitiativeUse
from thiduakt.notices.models import Notice
from thiduakt.permissions import RULES
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
NAME = "Vườn cổ tích của bé"


@pytest.fixture
def concluded(turn: Round, entry: Entry, when) -> Round:
    entry.sheets.filter(sent_at__isnull=True).delete()
    Entry.objects.update(verdict=Verdict.RECOGNISED)
    Round.objects.update(state=RoundState.CONCLUDED, concluded_on=when.date(), council="Quyết định số 45/QĐ-MNGB")
    return Round.objects.get(pk=turn.pk)


@pytest.fixture
def walk(principal: User, clerk: User, when):
    return lambda paper: walked(paper, principal, clerk, when)


@pytest.fixture
def decided(concluded: Round, walk, secretary: User, when) -> Document:
    return walk(draft_decision(concluded, actor=secretary, at=when))


def solution() -> Solution:
    return Solution.objects.get(name=NAME)


def test_the_issue_writes_the_line_with_number_and_day(decided: Document) -> None:
    kept = Initiative.objects.get()
    assert (kept.name, kept.year, kept.level) == (NAME, 2023, "truong")
    assert (kept.decision_number, kept.decided_on) == ("01/QĐ-MNGB", date(2024, 4, 20))
    assert kept.issuer == "Trường Mầm non Giang Biên"
    assert (solution().state, solution().ledger_initiative) == (SolutionState.RECOGNISED, kept)


def test_nothing_is_written_before_the_issue(concluded: Round, secretary: User, when) -> None:
    draft_decision(concluded, actor=secretary, at=when)
    assert not Initiative.objects.exists()
    assert solution().state == SolutionState.IN_JUDGING


def test_the_decision_cites_the_statute_with_its_day(concluded: Round, secretary: User, when) -> None:
    paper = draft_decision(concluded, actor=secretary, at=when)
    assert paper.bases[0] == (
        "Căn cứ Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ ban hành Điều lệ Sáng kiến;"
    )


def test_the_authors_are_told(decided: Document, author: User) -> None:
    told = Notice.objects.filter(person=author.person).values_list("subject", flat=True)
    assert f"Công nhận sáng kiến theo Quyết định số 01/QĐ-MNGB: {NAME}" in told


def test_issuing_again_writes_nothing_more(decided: Document, clerk: User, when) -> None:
    issue_document(decided, issued_on=when.date(), actor=clerk, at=when)
    assert Initiative.objects.count() == 1


def test_whoever_may_issue_may_write_the_ledger() -> None:
    assert set(RULES["document.issue"].grants) <= set(RULES["ledger.enter"].grants)


def test_what_an_author_of_another_school_has_of_it_stays_theirs(concluded: Round, secretary: User, walk, when) -> None:
    solution().authors.update(share=70)
    Author.objects.create(solution=solution(), outside_name="Lê Thị Mơ", outside_unit="Trường Ánh Dương", share=30)
    walk(draft_decision(concluded, actor=secretary, at=when))
    assert [author.share for author in Initiative.objects.get().authors.all()] == [70]


def test_a_name_that_the_ledger_has_is_refused_when_the_decision_is_drafted(concluded: Round, secretary: User, when) -> None:
    recognised(SolutionFactory(school=concluded.school, person=solution().person, name=NAME))
    with pytest.raises(ValidationError, match="Sổ sáng kiến đã có “Vườn cổ tích của bé”"):
        draft_decision(concluded, actor=secretary, at=when)


def test_a_name_that_came_into_the_ledger_since_keeps_the_decision_from_its_number(
    concluded: Round, secretary: User, walk, when
) -> None:
    paper = draft_decision(concluded, actor=secretary, at=when)
    mine = solution()
    recognised(SolutionFactory(school=concluded.school, person=mine.person, name=NAME))
    with pytest.raises(MoveRefusedError, match=r"Chưa ban hành được\. Sổ sáng kiến đã có"):
        walk(paper)
    assert Document.objects.get(pk=paper.pk).state == DocumentState.SIGNED
    assert Initiative.objects.count() == 1
    mine.refresh_from_db()
    assert mine.state == SolutionState.IN_JUDGING


# Thu hồi


@pytest.fixture
def revoke(decided: Document, principal: User, walk, when):
    return lambda: walk(start_revocation(decided, actor=principal, at=when))


def test_the_line_goes_with_the_revoked_decision_and_another_may_be_drafted(
    concluded: Round, revoke, secretary: User, author: User, when
) -> None:
    revoke()
    assert not Initiative.objects.exists()
    assert solution().state == SolutionState.IN_JUDGING
    entry = Entry.objects.get()
    assert (entry.verdict, entry.decision, entry.roll) == (Verdict.RECOGNISED, None, None)
    removed = AuditEvent.objects.get(verb="initiative.remove_all")
    assert removed.reason == "Quyết định số 02/QĐ-MNGB ngày 20 tháng 4 năm 2024."
    assert Notice.objects.filter(person=author.person, subject__contains="không còn hiệu lực").exists()
    assert draft_decision(concluded, actor=secretary, at=when).state == DocumentState.DRAFT


def test_a_line_that_an_honor_stands_on_keeps_the_decision_in_force(decided: Document, revoke, author: User) -> None:
    line = Initiative.objects.get().authors.get()
    InitiativeUse.objects.create(author=line, entry=HonorEntryFactory(school=decided.school, person=author.person))
    with pytest.raises(MoveRefusedError, match="đã dùng cho một danh hiệu"):
        revoke()
    decided.refresh_from_db()
    assert decided.state == DocumentState.ISSUED
    assert Initiative.objects.count() == 1
    assert solution().state == SolutionState.RECOGNISED


def test_what_was_sent_up_keeps_the_decision_in_force(decided: Document, revoke) -> None:
    SubmissionFactory(solution=solution())
    with pytest.raises(MoveRefusedError, match="Đã trình lên cấp trên: “Vườn cổ tích của bé”"):
        revoke()
    assert solution().state == SolutionState.RECOGNISED


def test_a_revocation_is_not_revoked(revoke, principal: User, when) -> None:
    with pytest.raises(ValidationError, match="không thu hồi được nữa"):
        start_revocation(revoke(), actor=principal, at=when + timedelta(days=1))


# Chuyển thành không công nhận

GROUND = "Thanh tra kết luận bản mô tả chép của người khác."


def test_what_was_revoked_may_be_refused_after_all_with_its_ground_and_paper(
    concluded: Round, revoke, principal: User, secretary: User, author: User, when
) -> None:
    revoke()
    refuse_revoked(Entry.objects.get(), reason=GROUND, actor=principal, at=when)
    entry = Entry.objects.get()
    assert (entry.verdict, solution().state) == (Verdict.REFUSED, SolutionState.REFUSED)
    assert entry.reason == f"{GROUND} (Quyết định số 02/QĐ-MNGB ngày 20 tháng 4 năm 2024)"
    assert AuditEvent.objects.get(verb="solution.refuse").reason == entry.reason
    assert Notice.objects.filter(person=author.person, subject__contains="Không công nhận sáng kiến").exists()
    with pytest.raises(ValidationError, match="Không có sáng kiến nào"):
        draft_decision(concluded, actor=secretary, at=when)


def test_what_is_still_recognised_is_not_refused(decided: Document, principal: User, when) -> None:
    with pytest.raises(MoveRefusedError, match="khi quyết định công nhận đã bị thu hồi"):
        refuse_revoked(Entry.objects.get(), reason=GROUND, actor=principal, at=when)
    assert solution().state == SolutionState.RECOGNISED


def test_a_ground_is_told_and_by_whoever_concludes_alone(revoke, principal: User, secretary: User, author, when) -> None:
    revoke()
    with pytest.raises(MoveRefusedError, match="ít nhất 20 ký tự"):
        refuse_revoked(Entry.objects.get(), reason="Chép.", actor=principal, at=when)
    Author.objects.create(solution=solution(), person=principal.person, share=10)
    for actor in (secretary, author, principal):
        with pytest.raises(PermissionDenied):
            refuse_revoked(Entry.objects.get(), reason=GROUND, actor=actor, at=when)


def test_once_the_honor_is_cancelled_the_recognition_may_go(
    decided: Document, revoke, author: User, principal, when
) -> None:
    line = Initiative.objects.get().authors.get()
    use = InitiativeUse.objects.create(author=line, entry=HonorEntryFactory(school=decided.school, person=author.person))
    use.delete()  # as the cancellation of the honor does
    revoke()
    assert refuse_revoked(Entry.objects.get(), reason=GROUND, actor=principal, at=when).verdict == Verdict.REFUSED


def test_the_page_of_the_result_offers_it_to_whoever_concludes(client, revoke, principal: User, secretary, stranger) -> None:
    revoke()
    entry = Entry.objects.get()
    results = reverse("judging:results", args=[entry.round_id])
    url = reverse("judging:refuse_revoked", args=[entry.pk])
    found = {}
    for user in (secretary, stranger):
        client.force_login(user)
        found[user] = (url in client.get(results).content.decode(), client.post(url, {"reason": GROUND}).status_code)
    assert found == {secretary: (False, 403), stranger: (False, 404)}
    client.force_login(principal)
    assert url in client.get(results).content.decode()
    assert client.get(url).url == results
    kept = client.post(url, {"action": "refuse", "reason": "Chép."}, follow=True).content.decode()
    assert ("ít nhất 20 ký tự" in kept, "Chép." in kept) == (True, True)
    assert "Đã chuyển thành không công nhận." in client.post(url, {"reason": GROUND}, follow=True).content.decode()
    assert "khi quyết định công nhận đã bị thu hồi" in client.post(url, {"reason": GROUND}, follow=True).content.decode()
    client.logout()
    assert client.post(url).url.startswith("/dang-nhap/")

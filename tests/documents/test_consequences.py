"""What hangs on a paper is written in the transaction of its number, or neither is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.documents.test_consulting_races import at_once
from tests.factories.documents import DocumentFactory
from tests.factories.school import GroupFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents import consequences
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, NumberSeries, RegisterEntry
from thiduakt.documents.services.issuing import issue_document
from thiduakt.school.models import Group
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 5)


@pytest.fixture
def signed(principal):
    def make(**values):
        given = {"school": principal.school, "signer": principal.person, "state": "SIGNED", "kind": Kind.DECISION}
        return DocumentFactory(**given | values)

    return make


@pytest.fixture
def issue(clerk, at):
    return lambda paper: issue_document(paper, issued_on=DAY, actor=clerk, at=at, reason="Ghi sổ muộn.")


@pytest.fixture
def follow(monkeypatch):
    """Leave one function for decisions, beside none of the rooms; what it was told is in the list."""

    def leave(act=lambda paper: None, *, ended=False):
        told = []

        def follow_issue(paper, actor, at):
            told.append((paper.notation, paper.issued_on, str(actor)))
            act(paper)

        def follow_end(older, by, actor, at):
            told.append((older.notation, by.notation, str(actor)))
            act(older)

        monkeypatch.setattr(consequences, "_on_issue", {} if ended else {Kind.DECISION: [follow_issue]})
        monkeypatch.setattr(consequences, "_on_end", {Kind.PLAN: [follow_end]} if ended else {})
        return told

    return leave


def refuse(paper):
    GroupFactory(school=paper.school)
    raise ValidationError({"name": "Sổ đã ghi sáng kiến này."})


def test_it_is_told_the_number_and_the_day_of_the_paper(signed, issue, follow, clerk):
    told = follow()

    issue(signed())

    assert told == [("01/QĐ-MNGB", DAY, str(clerk))]


def test_a_paper_of_another_kind_is_none_of_its_business(signed, issue, follow):
    told = follow()

    issue(signed(kind=Kind.NOTICE))

    assert told == []


def test_what_it_writes_stands_with_the_number(signed, issue, follow):
    follow(lambda paper: GroupFactory(school=paper.school, name="Tổ Lá"))

    issue(signed())

    assert Group.objects.filter(name="Tổ Lá").count() == 1


def test_issuing_again_does_it_once(signed, issue, follow):
    told, paper = follow(), signed()

    assert issue(paper).number == issue(paper).number == 1
    assert len(told) == 1


@pytest.mark.parametrize(("act", "error"), [(refuse, MoveRefusedError), (lambda paper: 1 // 0, ZeroDivisionError)])
def test_where_it_fails_nothing_is_issued_and_nothing_written(signed, issue, follow, act, error):
    follow(act)
    paper, groups, events = signed(), Group.objects.count(), AuditEvent.objects.count()

    with pytest.raises(error):
        issue(paper)

    paper.refresh_from_db()
    assert (paper.state, paper.number) == ("SIGNED", None)
    assert not NumberSeries.objects.exists()
    assert not RegisterEntry.objects.exists()
    assert (Group.objects.count(), AuditEvent.objects.count()) == (groups, events)


def test_why_it_refuses_is_told_in_a_sentence(signed, issue, follow):
    follow(refuse)

    with pytest.raises(MoveRefusedError) as refusal:
        issue(signed())

    assert refusal.value.messages == ["Chưa ban hành được. Sổ đã ghi sáng kiến này."]


def test_the_clerk_reads_the_sentence_on_the_page_of_the_paper(signed, follow, client, clerk):
    follow(refuse)
    paper = signed()
    client.force_login(clerk)
    typed = {"issued_on": "05/10/2023", "reason": "Ghi sổ muộn."}

    page = client.post(f"/van-ban/{paper.pk}/buoc/issue/", typed, follow=True)

    assert "Chưa ban hành được. Sổ đã ghi sáng kiến này." in page.content.decode()
    assert Document.objects.get(pk=paper.pk).state == "SIGNED"


def test_what_hangs_on_a_revoked_paper_is_told_of_its_end(signed, issue, follow, principal, clerk):
    told = follow(ended=True)
    older = DocumentFactory(school=principal.school, signer=principal.person, state="ISSUED", place=7)

    issue(signed(revokes=older))

    assert told == [("07/KH-MNGB", "01/QĐ-MNGB", str(clerk))]


def test_a_paper_that_may_not_end_keeps_the_newer_one_back(signed, issue, follow, principal):
    follow(refuse, ended=True)
    older = DocumentFactory(school=principal.school, signer=principal.person, state="ISSUED")
    newer = signed(revokes=older)

    with pytest.raises(MoveRefusedError, match="Chưa ban hành được"):
        issue(newer)

    assert set(Document.objects.values_list("pk", "state")) == {(older.pk, "ISSUED"), (newer.pk, "SIGNED")}


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_bring_it_about_once(signed, clerk, at, monkeypatch):
    monkeypatch.setattr(
        consequences, "_on_issue", {Kind.DECISION: [lambda paper, *_: GroupFactory(school=paper.school, name="Tổ Lá")]}
    )
    paper = signed()

    at_once(*[lambda: issue_document(paper, issued_on=DAY, actor=clerk, at=at, reason="Ghi sổ muộn.")] * 2)

    assert Group.objects.filter(name="Tổ Lá").count() == 1

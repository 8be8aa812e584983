"""The record of a session: confirmed by those who presided, wrote and counted, and what its issue and its end bring."""

from dataclasses import dataclass
from datetime import datetime, time

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from nominations.sessions.models import Confirmation, CouncilSession
from nominations.sessions.queries import confirmations_told, confirmers_of
from nominations.sessions.services.conflicts import declare_conflict
from nominations.sessions.services.keeping import confirm_record
from nominations.sessions.services.papers import begin_record
from nominations.sessions.services.running import end_session
from nominations.sessions.services.voting import write_discussion
from tests.factories.sessions import Table, closed_review, opened, ready_dossier
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import create_draft, edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError, StaleError, perform

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    table: Table
    at: datetime

    @property
    def session(self) -> CouncilSession:
        return CouncilSession.objects.select_related("minutes").get(pk=self.table.session.pk)

    @property
    def paper(self) -> Document:
        return self.session.minutes

    @property
    def asked(self) -> list:
        return [self.table.chair, self.table.secretary, *self.table.tellers]

    def confirm(self, *users) -> None:
        for user in users:
            confirm_record(self.session, self.paper, version=self.paper.version, actor=user, at=self.at)

    def sign(self) -> Document:
        return sign_document(self.paper, signed_on=timezone.localdate(self.at), actor=self.table.chair, at=self.at)

    def issue(self, clerk) -> Document:
        return issue_document(self.paper, issued_on=timezone.localdate(self.at), actor=clerk, at=self.at)


@pytest.fixture
def drawn(school, principal, secretary) -> Held:
    """Over, with its record drawn up."""
    at = timezone.now()
    today = timezone.localdate(at)
    dossier = ready_dossier(closed_review(school, closes_on=today, decides_on=today), code="LDTT")
    table = opened(school, dossier.review, chair=principal, secretary=secretary, at=at, held_on=today)
    declare_conflict(table.item(dossier), "Là chị em họ của người được xét.", actor=table.members[0], at=at)
    write_discussion(table.item(dossier), "Để lại phiên sau: chờ minh chứng.", actor=secretary, at=at)
    end_session(table.session, time(23, 59), actor=principal, at=at)
    begin_record(table.session, actor=secretary, at=at)
    return Held(table=table, at=at)


@pytest.fixture
def sent(drawn) -> Held:
    """In front of its signer."""
    submit_document(drawn.paper, actor=drawn.table.secretary, at=drawn.at)
    return drawn


def test_the_record_is_issued_once_all_have_confirmed_it_and_closes_the_session(sent, clerk) -> None:
    sent.confirm(*sent.asked[:3])
    sent.sign()
    with pytest.raises(MoveRefusedError) as refusal:
        sent.issue(clerk)
    assert str(sent.asked[3].person) in refusal.value.messages[0]
    assert str(sent.asked[2].person) not in refusal.value.messages[0]
    assert (sent.session.state, sent.paper.state) == ("ENDED", "SIGNED")
    sent.confirm(sent.asked[3])
    sent.issue(clerk)
    assert (sent.session.state, sent.paper.notation) == ("CLOSED", "01/BB-HĐTĐKT")


def test_a_record_that_is_ended_opens_its_session_for_another(sent, principal, clerk) -> None:
    sent.confirm(*sent.asked)
    sent.sign()
    paper = sent.issue(clerk)
    revocation = start_revocation(paper, actor=principal, at=sent.at)
    body = "<p>Thu hồi biên bản.</p>"
    told = {"body": body, "signer": principal.person, "bases": ["Căn cứ Điều lệ Trường mầm non;"]}
    edit_draft(revocation, changes=told, version=revocation.version, actor=principal, at=sent.at)
    submit_document(revocation, actor=principal, at=sent.at)
    sign_document(revocation, signed_on=timezone.localdate(sent.at), actor=principal, at=sent.at)
    revocation.refresh_from_db()
    issue_document(revocation, issued_on=timezone.localdate(sent.at), actor=clerk, at=sent.at)
    assert (sent.session.state, sent.session.minutes) == ("ENDED", None)
    assert begin_record(sent.session, actor=sent.table.secretary, at=sent.at) != paper


def test_a_record_that_takes_the_place_of_another_is_confirmed_and_stands_with_its_session(sent, principal, clerk) -> None:
    sent.confirm(*sent.asked)
    sent.sign()
    older = sent.issue(clerk)
    told = {name: getattr(older, name) for name in ("subject", "dated_on", "body", "recipients", "signer", "secretary")}
    told |= {"issuing_body": older.issuing_body, "replaces": older}
    newer = create_draft(older.kind, **told, actor=principal, at=sent.at)
    submit_document(newer, actor=principal, at=sent.at)
    today = timezone.localdate(sent.at)
    newer = sign_document(newer, signed_on=today, actor=principal, at=sent.at)
    with pytest.raises(MoveRefusedError, match="Chưa xác nhận biên bản"):
        issue_document(newer, issued_on=today, actor=clerk, at=sent.at)
    assert (sent.session.state, sent.paper) == ("CLOSED", older)
    for user in sent.asked:
        confirm_record(sent.session, newer, version=newer.version, actor=user, at=sent.at)
    issue_document(newer, issued_on=today, actor=clerk, at=sent.at)
    assert (sent.session.state, sent.paper) == ("CLOSED", newer)


def test_who_is_to_confirm_a_record_is_told_each_time_it_is_sent(sent) -> None:
    told = Notice.objects.filter(kind=NoticeKind.RECORD_TO_CONFIRM)
    asked = {user.person_id for user in sent.asked} - {sent.table.secretary.person_id}
    assert set(told.values_list("person", flat=True)) == asked
    perform(DOCUMENT_FLOW, sent.paper, "return", reason="Ghi thêm ý kiến.", actor=sent.table.chair, at=sent.at)
    submit_document(sent.paper, actor=sent.table.secretary, at=sent.at)
    assert told.count() == 2 * len(asked)


def test_a_draft_is_not_confirmed_for_it_may_still_change(drawn) -> None:
    with pytest.raises(MoveRefusedError, match="không chờ xác nhận"):
        drawn.confirm(drawn.table.chair)


def test_a_record_that_was_changed_is_confirmed_anew(sent) -> None:
    sent.confirm(*sent.asked)
    read = sent.paper.version
    perform(DOCUMENT_FLOW, sent.paper, "return", reason="Ghi thêm ý kiến.", actor=sent.table.chair, at=sent.at)
    body = sent.paper.body + "<p>Ghi thêm.</p>"
    edit_draft(sent.paper, changes={"body": body}, version=read, actor=sent.table.secretary, at=sent.at)
    submit_document(sent.paper, actor=sent.table.secretary, at=sent.at)
    assert {done for _, done in confirmations_told(sent.session, sent.paper)} == {False}
    with pytest.raises(StaleError):
        confirm_record(sent.session, sent.paper, version=read, actor=sent.table.chair, at=sent.at)
    sent.confirm(sent.table.chair)
    assert [done for _, done in confirmations_told(sent.session, sent.paper)].count(True) == 1


def test_whoever_neither_presided_nor_wrote_nor_counted_confirms_nothing(sent, teacher, stranger) -> None:
    for actor in (sent.table.members[1], sent.table.deputy, teacher, stranger):
        with pytest.raises(PermissionDenied):
            sent.confirm(actor)


def test_a_teller_who_takes_no_part_in_an_item_or_has_no_account_is_not_asked(sent) -> None:
    session = sent.session
    assert {seat.person_id for seat in confirmers_of(session, sent.paper)} == {user.person_id for user in sent.asked}
    session.tellers.add(sent.table.seat(sent.table.members[0]))
    sent.table.tellers[0].is_active = False
    sent.table.tellers[0].save()
    left = [sent.table.chair, sent.table.secretary, sent.table.tellers[1]]
    assert {seat.person_id for seat in confirmers_of(session, sent.paper)} == {user.person_id for user in left}


def test_who_is_asked_reads_the_record_and_confirms_it_on_the_page(client, sent) -> None:
    page, url = sent.session.get_absolute_url(), reverse("sessions:confirm", args=[sent.session.pk, sent.paper.pk])
    pdf = reverse("sessions:record_file", args=[sent.session.pk, sent.paper.pk])
    teller = sent.table.tellers[0]
    client.force_login(teller)
    assert f"{teller.person}: chưa xác nhận" in client.get(page).content.decode()
    assert client.get(pdf).content.startswith(b"%PDF")
    told = client.post(url, {"version": sent.paper.version}, follow=True).content.decode()
    assert f"{teller.person}: đã xác nhận" in told
    assert url not in told
    assert "Có người vừa lưu" in client.post(url, {"version": 1_000}, follow=True).content.decode()


def test_who_is_not_asked_sees_who_has_confirmed_and_neither_reads_nor_confirms(client, sent, stranger) -> None:
    page, url = sent.session.get_absolute_url(), reverse("sessions:confirm", args=[sent.session.pk, sent.paper.pk])
    pdf, member = reverse("sessions:record_file", args=[sent.session.pk, sent.paper.pk]), sent.table.members[1]
    client.force_login(member)
    told = client.get(page).content.decode()
    assert "chưa xác nhận" in told
    assert url not in told
    assert client.get(pdf).status_code == 404
    assert client.post(url, {"version": sent.paper.version}).status_code == 404
    client.force_login(stranger)
    assert [client.get(pdf).status_code, client.post(url, {"version": 1}).status_code] == [404, 404]
    client.logout()
    assert client.post(url, {"version": 1}).status_code == 302
    assert not Confirmation.objects.exists()

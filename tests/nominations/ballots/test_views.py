"""The pages: who reaches them, what they show before and after, and that a vote leaves no trace but the ballot."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nominations.ballots.enums import Choice, PollState
from nominations.ballots.models import Poll
from tests.factories.ballots import REASON, Vote, make_vote
from tests.factories.school import PASSWORD
from thiduakt.audit.models import AuditEvent, SecurityEvent
from thiduakt.once.models import Submission
from thiduakt.school.models import Attempts, SignIn, User

pytestmark = pytest.mark.django_db

SAID = {"line-0": Choice.AGREE, "line-1": Choice.AGAINST}


def url(name: str, vote: Vote) -> str:
    return reverse(f"ballots:{name}", args=[vote.poll.pk])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def proof_in(page: str) -> str:
    """Of the password that was given on the card; empty where the page asks for it."""
    found = re.search(r'name="proof"\s+value="([^"]+)"', page)
    return found[1] if found else ""


def reviews(vote: Vote, client: Client, **told) -> str:
    return client.post(url("card", vote), {**SAID, "password": PASSWORD, **told}).text


def sends(vote: Vote, user: User, **told):
    return signed_in(user).post(url("cast", vote), {**SAID, "password": PASSWORD, **told})


def presses(vote: Vote, user: User, action: str, **told):
    return signed_in(user).post(url("step", vote), {"action": action, "password": PASSWORD, "version": 1, **told})


def test_an_elector_chooses_looks_again_and_sends(opened: Vote) -> None:
    client = signed_in(opened.electors[3])
    card = client.get(url("card", opened)).text
    assert ("Đỗ Thị Đào" in card, card.count('type="radio"')) == (True, 6)

    review = reviews(opened, client)
    assert ("Thầy/cô đã chọn" in review, "Không đồng ý" in review, 'type="password"' in review) == (True, True, False)
    changed = client.post(url("card", opened), {**SAID, "back": "1", "proof": proof_in(review)}).text
    assert (changed.count("checked"), proof_in(changed)) == (2, proof_in(review))
    sent = client.post(url("cast", opened), {**SAID, "proof": proof_in(review)})

    assert (sent.status_code, "Phiếu đã vào hòm." in sent.text) == (200, True)
    assert opened.close().receipts[0] in sent.text
    assert opened.reread().box_count == 1


def test_a_second_ballot_is_a_conflict_and_shows_no_receipt(opened: Vote) -> None:
    receipt = opened.cast(opened.electors[3])
    again = sends(opened, opened.electors[3])
    assert (again.status_code, "Thầy/cô đã bỏ phiếu" in again.text, receipt in again.text) == (409, True, False)
    assert signed_in(opened.electors[3]).get(url("card", opened)).status_code == 200
    assert opened.reread().box_count == 1


def test_a_ballot_after_the_closing_is_gone(opened: Vote) -> None:
    opened.close()
    late = sends(opened, opened.electors[3])
    assert (late.status_code, "không được tính" in late.text) == (410, True)


def test_without_the_right_password_nothing_is_cast_and_what_was_chosen_stands(opened: Vote) -> None:
    refused = sends(opened, opened.electors[3], password="doan-mo")
    assert "Phiếu chưa vào hòm" in refused.text
    assert 'name="line-0" value="1"' in refused.text
    assert opened.reread().box_count == 0


def test_a_wrong_password_on_the_card_goes_no_further_and_what_was_chosen_stands(opened: Vote) -> None:
    refused = reviews(opened, signed_in(opened.electors[3]), password="doan-mo")
    assert ("Mật khẩu hiện tại chưa đúng" in refused, refused.count("checked"), proof_in(refused)) == (True, 2, "")


def test_what_proves_the_password_serves_nobody_else_no_other_vote_and_no_other_browser(opened: Vote, school) -> None:
    elector, other = opened.electors[3], make_vote(school, title="Bỏ phiếu khác")
    proof = proof_in(reviews(opened, signed_in(elector)))
    other.poll.electors.add(elector.person)
    assert "Phiếu chưa vào hòm" in signed_in(opened.electors[4]).post(url("cast", opened), {**SAID, "proof": proof}).text
    assert "Phiếu chưa vào hòm" in signed_in(elector).post(url("cast", opened), {**SAID, "proof": proof}).text
    other.open()
    own = signed_in(other.electors[3])
    assert proof_in(reviews(other, own, password="doan-mo", proof=proof)) == ""
    assert opened.reread().box_count == other.reread().box_count == 0


def test_after_ten_minutes_the_password_is_asked_again_where_the_choices_stand(opened: Vote, monkeypatch) -> None:
    client, now = signed_in(opened.electors[3]), time.time()
    proof = proof_in(reviews(opened, client))
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 11 * 60)
    late = client.post(url("cast", opened), {**SAID, "proof": proof}).text
    assert ("Đã quá mười phút" in late, 'type="password"' in late, 'name="line-1" value="0"' in late) == (True, True, True)
    assert opened.reread().box_count == 0
    assert "Phiếu đã vào hòm." in client.post(url("cast", opened), {**SAID, "password": PASSWORD}).text


def test_a_line_without_an_opinion_is_asked_again_and_the_other_stays(opened: Vote) -> None:
    for name in ("card", "cast"):
        page = signed_in(opened.electors[3]).post(url(name, opened), {"line-0": "1", "line-1": "7", "password": PASSWORD})
        assert "chọn một trong ba ý kiến" in page.text
        assert page.text.count("checked") == 1
    assert opened.reread().box_count == 0


def test_who_is_no_elector_has_no_card(opened: Vote, principal, stranger) -> None:
    assert signed_in(opened.teller).get(url("card", opened)).status_code == 302
    assert sends(opened, opened.teller).status_code == 302
    for user in (principal, stranger):
        assert signed_in(user).get(url("card", opened)).status_code == 404
        assert sends(opened, user).status_code == 404
    assert Client().post(url("cast", opened), SAID).status_code == 302
    assert opened.reread().box_count == 0


def test_a_get_casts_nothing(opened: Vote) -> None:
    answer = signed_in(opened.electors[3]).get(url("cast", opened))
    assert (answer.status_code, answer.url) == (302, url("card", opened))


def test_a_recused_elector_sees_nothing_of_that_line(school) -> None:
    vote = make_vote(school, recusals={3: ["dao"]})
    vote.open()
    assert "Chiến sĩ thi đua" not in signed_in(vote.electors[3]).get(url("card", vote)).text
    for elector in vote.electors:
        vote.cast(elector)
    vote.close()
    vote.count()
    own, other = (signed_in(vote.electors[place]).get(url("poll", vote)).text for place in (3, 4))
    assert ("Chiến sĩ thi đua" in own, "Chiến sĩ thi đua" in other) == (False, True)


def test_a_council_member_owes_a_second_factor_to_vote(opened: Vote, settings) -> None:
    from tests.factories.school import RoleAssignmentFactory
    from thiduakt.permissions import Role

    settings.SECOND_FACTOR_ENFORCED = True
    RoleAssignmentFactory(person=opened.electors[3].person, role=Role.COUNCIL_MEMBER)
    answer = sends(opened, opened.electors[3])
    assert (answer.status_code, answer.url) == (302, reverse("school:second_factor"))
    assert opened.reread().box_count == 0


def test_a_vote_leaves_no_trace_of_who_was_there_when(opened: Vote, caplog) -> None:
    elector = opened.electors[3]
    client = signed_in(elector)
    long_ago = timezone.now() - timedelta(minutes=5)
    sign_in = SignIn.objects.create(user=elector, began_at=long_ago, seen_at=long_ago, address="10.0.0.7", device="Android")
    session = client.session
    session["sign_in"] = sign_in.pk
    session.save()
    before = _state_of(session)
    events, told = AuditEvent.objects.count(), SecurityEvent.objects.count()

    with caplog.at_level("INFO"):
        client.get(url("card", opened))
        key = "k" * 20
        proof = proof_in(reviews(opened, client, once=key))
        sent = client.post(url("cast", opened), {**SAID, "once": key, "proof": proof})

    assert opened.reread().box_count == 1
    assert (AuditEvent.objects.count(), SecurityEvent.objects.count()) == (events, told)
    assert Submission.objects.count() == Attempts.objects.count() == 0
    assert SignIn.objects.get(pk=sign_in.pk).seen_at == long_ago
    assert _state_of(session) == before
    assert [one for one in caplog.records if one.name.startswith("thiduakt")] == []
    assert "no-store" in sent["Cache-Control"]
    assert sent.cookies.keys() <= {"csrftoken"}


def _state_of(session) -> tuple[str, object]:
    from django.contrib.sessions.models import Session

    row = Session.objects.get(pk=session.session_key)
    return row.session_data, row.expire_date


def test_two_opposite_votes_show_the_same_pages_until_the_count(school) -> None:
    """No page holds a digit that hangs on what was cast."""
    pages = []
    for choice in (Choice.AGREE, Choice.AGAINST):
        vote = make_vote(school)
        vote.open()
        for elector in vote.electors[:4]:
            vote.cast(elector, dao=choice, anh=choice)
        seen = [signed_in(user).get(url("poll", vote)).text for user in (vote.chair, vote.electors[5])]
        pages.append([_without_keys(text, vote) for text in seen])
    assert pages[0] == pages[1]


def _without_keys(text: str, vote: Vote) -> str:
    """The page without its address, one-time keys, the hash of its manifest and what names the session."""
    text = re.sub(r'name="(once|csrfmiddlewaretoken)" value="[^"]*"', "", text)
    text = re.sub(r"/bo-phieu/\d+/", "/bo-phieu/", text).replace(vote.poll.manifest_hash[:16], "")
    return re.sub(r"\w*nguoidung\d+\w*|/(nguoi|tai-khoan)/\d+/", "", text)


def test_two_officials_open_by_the_page(vote: Vote) -> None:
    first = presses(vote, vote.chair, "open")
    assert first.url == url("poll", vote)
    assert "chờ thêm một người" in signed_in(vote.secretary).get(url("poll", vote)).text
    presses(vote, vote.secretary, "open")
    assert vote.reread().state == PollState.OPEN


def test_no_step_is_taken_without_the_password(vote: Vote) -> None:
    presses(vote, vote.chair, "open", password="")
    assert vote.reread().opening_by is None


def test_a_poll_that_was_changed_meanwhile_is_not_opened(vote: Vote) -> None:
    Poll.objects.filter(pk=vote.poll.pk).update(version=4)
    presses(vote, vote.chair, "open")
    assert vote.reread().opening_by is None


def test_the_whole_road_by_the_page(opened: Vote) -> None:
    for elector in opened.electors:
        sends(opened, elector)
    page = signed_in(opened.teller).get(url("poll", opened)).text
    assert ("7/7" in page, "Kiểm phiếu" in page) == (True, True)
    presses(opened, opened.teller, "count")
    presses(opened, opened.secretary, "count")
    for official in (opened.chair, opened.secretary, opened.teller):
        presses(opened, official, "confirm")
    assert opened.reread().state == PollState.SHREDDED
    assert "Thu về 7 trên 7 phiếu" in signed_in(opened.electors[4]).get(url("poll", opened)).text


def test_a_void_poll_says_why(opened: Vote) -> None:
    chair = signed_in(opened.chair)
    chair.post(url("step", opened), {"action": "void", "password": PASSWORD, "reason": "ngắn"})
    assert ">ngắn</textarea>" in chair.get(url("poll", opened)).text
    presses(opened, opened.chair, "void", reason=REASON)
    presses(opened, opened.teller, "void")
    assert REASON in signed_in(opened.electors[4]).get(url("poll", opened)).text


def test_an_elector_conducts_nothing_and_a_stranger_finds_nothing(opened: Vote, stranger, technician) -> None:
    assert presses(opened, opened.electors[4], "close").status_code == 403
    assert presses(opened, stranger, "close").status_code == 404
    assert presses(opened, technician, "close").status_code == 403
    assert Client().post(url("step", opened)).status_code == 302
    presses(opened, opened.chair, "no-such-step")
    assert opened.reread().state == PollState.OPEN


def test_only_officials_see_who_has_voted(opened: Vote) -> None:
    opened.cast(opened.electors[4])
    assert "chưa bỏ phiếu" in signed_in(opened.teller).get(url("poll", opened)).text
    assert "chưa bỏ phiếu" not in signed_in(opened.electors[5]).get(url("poll", opened)).text


def test_the_list_shows_the_own_polls_and_finds_them_without_marks(opened: Vote, school) -> None:
    other = make_vote(school, title="Bỏ phiếu khác")
    other.open()
    client = signed_in(opened.electors[4])
    assert "Xét danh hiệu" in client.get(reverse("ballots:list"), {"q": "xet danh hieu"}).text
    listed = client.get(reverse("ballots:list")).text
    assert ("Bỏ phiếu khác" in listed, "0/7" in listed) == (False, True)
    assert client.get(reverse("ballots:list_excel")).status_code == 200


def test_the_list_asks_as_often_for_three_as_for_one(opened: Vote, school, django_assert_max_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = signed_in(opened.chair), []
    client.get(reverse("ballots:list"))
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("ballots:list"))
        counts.append(len(asked))
        for _ in range(2):
            vote = make_vote(school)
            vote.poll.chair = opened.chair.person
            vote.poll.save()
    assert counts[0] == counts[1]

"""What stops a dossier: a hand, a complaint, a case open against the person; and what lets it go on."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from nominations.dossiers.models import Dossier
from nominations.dossiers.pausing import HAS_TO_WAIT, UNDER_VERIFICATION, pauses_told
from nominations.dossiers.services import road
from nominations.dossiers.services.pausing import dispute, pause, resume, settle
from nominations.dossiers.services.reviews import close_review, finish_review, hold_review
from tests.factories.dossiers import DossierFactory
from tests.factories.ledger import VerificationFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
KEYS = re.compile(r'(?:value|nonce|content)="[^"]{16,}"')  # of one answer alone
REASON = "Chờ phường xác nhận thành tích của năm học."


@pytest.fixture
def dossier(review):
    return DossierFactory(review=review, state="SUBMITTED")


@pytest.fixture
def case(dossier):
    """Open against the person it is about."""
    return VerificationFactory(person=dossier.person, closed_on=None)


def page(client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def post(client, user, dossier, **told):
    client.force_login(user)
    return client.post(reverse("dossiers:pause", args=[dossier.pk]), told, follow=True)


def test_what_is_paused_by_hand_goes_nowhere_but_back(dossier, secretary, principal, now):
    paused = pause(dossier, reason=REASON, actor=secretary, at=now)

    with pytest.raises(MoveRefusedError, match="đang tạm dừng xét: Chờ phường xác nhận"):
        road.appraise(paused, actor=secretary, at=now)
    resumed = resume(paused, actor=principal, at=now)
    assert road.appraise(resumed, actor=secretary, at=now).state == "APPRAISED"


def test_who_wrote_it_is_told_why_and_when_it_goes_on(review, teacher, secretary, now):
    dossier = DossierFactory(review=review, state="SUBMITTED", person=teacher.person)
    resume(pause(dossier, reason=REASON, actor=secretary, at=now), actor=secretary, at=now)

    told = Notice.objects.filter(person=teacher.person, kind="DOSSIER_PAUSED").order_by("pk")
    assert [one.subject.split(" hồ sơ")[0] for one in told] == ["Tạm dừng xét", "Tiếp tục xét"]
    assert AuditEvent.objects.about(dossier).filter(verb="dossier.pause", reason=REASON).exists()


@pytest.mark.parametrize("reason", ["", "Ngắn quá.", " " * 30, "x" * 501])
def test_nobody_pauses_without_a_reason_that_can_be_read(dossier, secretary, now, reason):
    with pytest.raises(ValidationError):
        pause(dossier, reason=reason, actor=secretary, at=now)
    dossier.refresh_from_db()
    assert not dossier.is_paused


@pytest.mark.parametrize("state", ["DRAFT", "WITHDRAWN", "AWARDED"])
def test_what_nobody_acts_on_is_not_paused(review, secretary, now, state):
    dossier = DossierFactory(review=review, state=state)
    with pytest.raises(MoveRefusedError, match="không có gì để tạm dừng"):
        pause(dossier, reason=REASON, actor=secretary, at=now)


def test_it_is_paused_and_let_go_on_once(dossier, secretary, now):
    with pytest.raises(MoveRefusedError, match="không tạm dừng"):
        resume(dossier, actor=secretary, at=now)
    paused = pause(dossier, reason=REASON, actor=secretary, at=now)
    with pytest.raises(MoveRefusedError, match="đã tạm dừng"):
        pause(paused, reason=REASON, actor=secretary, at=now)


def test_only_who_may_pauses_and_nobody_the_own(review, secretary, deputy, group_head, stranger, now):
    dossier, own = DossierFactory(review=review, state="SUBMITTED"), secretary.person
    mine = DossierFactory(review=review, state="SUBMITTED", person=own)
    for user, which in ((deputy, dossier), (group_head, dossier), (stranger, dossier), (secretary, mine)):
        for step, told in ((pause, {"reason": REASON}), (resume, {})):
            with pytest.raises(PermissionDenied):
                step(which, **told, actor=user, at=now)


def test_it_goes_on_once_both_causes_have_ended(dossier, secretary, now):
    paused = dispute(pause(dossier, reason=REASON, actor=secretary, at=now), at=now)
    assert len(paused.pauses) == 2

    by_hand = resume(paused, actor=secretary, at=now)
    assert by_hand.is_paused
    with pytest.raises(MoveRefusedError, match="khiếu nại"):
        road.appraise(by_hand, actor=secretary, at=now)
    settled = settle(by_hand, actor=secretary, at=now)
    assert not settled.is_paused
    assert road.appraise(settled, actor=secretary, at=now).state == "APPRAISED"


def test_the_end_of_a_complaint_leaves_what_was_stopped_by_hand(dossier, secretary, now):
    paused = dispute(pause(dossier, reason=REASON, actor=secretary, at=now), at=now)

    assert settle(paused, actor=secretary, at=now).pauses == [REASON]


@pytest.mark.parametrize(
    ("state", "step"), [("SUBMITTED", road.appraise), ("APPRAISED", road.to_council), ("TO_COUNCIL", road.award)]
)
def test_an_open_case_stops_it_until_it_is_closed_and_the_refusal_tells_nobody_why(review, secretary, now, state, step):
    review.state = "HELD" if step is road.award else "OPEN"
    review.save()
    dossier = DossierFactory(review=review, state=state)
    case = VerificationFactory(person=dossier.person, closed_on=None)

    with pytest.raises(MoveRefusedError) as refused:
        step(dossier, actor=secretary, at=now)
    assert refused.value.messages == [HAS_TO_WAIT]

    case.closed_on = now.date()
    case.save()
    assert step(dossier, actor=secretary, at=now).state != state


def test_a_case_stops_nothing_that_would_tell_the_to(review, teacher, group_head, now):
    dossier = DossierFactory(review=review, state="TO_GROUP", person=teacher.person, handed_in_at=now)
    VerificationFactory(person=teacher.person, closed_on=None)

    assert road.group_pass(dossier, actor=group_head, at=now).state == "SUBMITTED"


def test_only_those_who_may_know_read_of_the_case(review, teacher, secretary, principal, deputy, group_head, now):
    dossier = DossierFactory(review=review, state="SUBMITTED", person=teacher.person)
    VerificationFactory(person=teacher.person, closed_on=None)

    today = now.date()
    for user in (secretary, principal, teacher):
        assert pauses_told([dossier], user, today) == {dossier.pk: [UNDER_VERIFICATION]}
    for user in (deputy, group_head):
        assert pauses_told([dossier], user, today) == {}


def test_the_pages_of_who_may_not_know_are_the_same_with_a_case_and_without(client, review, deputy, teacher):
    dossier = DossierFactory(review=review, state="SUBMITTED", person=teacher.person)
    addresses = [dossier.get_absolute_url(), reverse("dossiers:list"), reverse("appraisals:queue")]
    before = [page(client, deputy, one) for one in addresses]
    VerificationFactory(person=teacher.person, closed_on=None)

    for address, then in zip(addresses, before, strict=True):
        now = page(client, deputy, address)
        assert (KEYS.sub("", now), HAS_TO_WAIT in now) == (KEYS.sub("", then), False)


def test_the_pages_of_who_may_know_say_why(client, dossier, case, secretary):
    for address in (
        dossier.get_absolute_url(), reverse("appraisals:dossier", args=[dossier.pk]), reverse("appraisals:queue"),
        reverse("appraisals:agenda", args=[dossier.review_id]),
    ):  # fmt: skip
        assert UNDER_VERIFICATION in page(client, secretary, address), address
    assert "tạm dừng xét" in page(client, secretary, reverse("dossiers:list"))


def test_one_open_case_holds_up_neither_the_list_nor_the_round(review, dossier, case, secretary, principal, now):
    other = DossierFactory(review=review, state="TO_COUNCIL")
    Dossier.objects.filter(pk=dossier.pk).update(state="TO_COUNCIL")
    closed = close_review(review, actor=principal, at=now)
    held = hold_review(closed, actor=principal, at=now)
    road.award(other, actor=secretary, at=now)

    assert finish_review(held, actor=principal, at=now).state == "DONE"


def test_it_is_paused_and_let_go_on_from_its_page(client, dossier, secretary):
    assert "Tạm dừng xét…" in page(client, secretary, dossier.get_absolute_url())
    paused = post(client, secretary, dossier, action="pause", reason=REASON).content.decode()
    assert REASON in paused
    assert "Xét tiếp" in paused

    resumed = post(client, secretary, dossier, action="resume").content.decode()
    dossier.refresh_from_db()
    assert not dossier.is_paused
    assert "Tạm dừng xét…" in resumed


def test_a_reason_too_short_is_refused_and_kept(client, dossier, secretary):
    shown = post(client, secretary, dossier, action="pause", reason="Chờ.").content.decode()

    assert "ít nhất 20 ký tự" in shown
    assert "Chờ.</textarea>" in shown


def test_the_button_is_answered_to_nobody_else(client, dossier, secretary, deputy, teacher, stranger, group_head):
    address = reverse("dossiers:pause", args=[dossier.pk])
    for user, code in ((deputy, 403), (group_head, 403), (teacher, 403), (stranger, 404)):
        assert post(client, user, dossier, action="pause", reason=REASON).status_code == code
    client.force_login(secretary)
    assert client.get(address).status_code == 302
    assert client.post(address, {"action": "burn"}).status_code == 404
    client.logout()
    assert client.post(address, {"action": "pause"}).status_code == 302
    dossier.refresh_from_db()
    assert not dossier.is_paused
    assert "Tạm dừng xét…" not in page(client, deputy, dossier.get_absolute_url())

"""What somebody with the whole database learns of a ballot: nothing. What the server learns of a forged one: that it is."""

import random
from datetime import timedelta

import pytest
from django.db import models

from nominations.ballots import boxes, sealing
from nominations.ballots.enums import Choice, PollState
from nominations.ballots.manifest import hash_of
from nominations.ballots.models import Poll
from nominations.ballots.queries import faults_of, opened_ballots, tally_of
from nominations.ballots.sealing import TamperedError, new_pair, seal
from nominations.ballots.services.conducting import confirm_poll, count_poll, shred_due
from nominations.ballots.services.voting import cast
from tests.factories.ballots import AT, Vote, make_vote
from thiduakt.audit.models import AuditEvent
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


def test_no_table_has_a_row_for_a_ballot() -> None:
    """Every relation of a poll is to people, and what joins the two holds nothing else."""
    relations = [field for field in Poll._meta.get_fields() if field.is_relation and field.related_model is not None]
    own = [field for field in relations if not field.auto_created]
    assert {field.related_model._meta.label for field in own} == {"school.Person", "school.School"}
    for field in Poll._meta.many_to_many:
        assert [one.name for one in field.remote_field.through._meta.fields] == ["id", "poll", "person"]


def test_a_poll_holds_no_moment() -> None:
    assert [field.name for field in Poll._meta.fields if isinstance(field, models.DateTimeField | models.TimeField)] == []


def test_the_cells_are_functions_of_the_set() -> None:
    chance = random.Random(7)  # noqa: S311
    ballots = [bytes([place]) * 124 for place in range(15)]
    expected_box, expected_seats = b"".join(ballots), b"".join(place.to_bytes(2) for place in range(15))
    for _ in range(50):
        order = list(range(15))
        chance.shuffle(order)
        box, voted = b"", b""
        for place in order:
            box, voted = boxes.with_ballot(box, ballots[place]), boxes.with_seat(voted, place)
        assert (box, voted) == (expected_box, expected_seats)


def test_every_ballot_of_a_poll_has_one_length(opened: Vote) -> None:
    opened.cast(opened.electors[0], dao=Choice.AGREE, anh=Choice.AGREE)
    opened.cast(opened.electors[1], dao=Choice.AGAINST, anh=Choice.BLANK)
    assert len(bytes(opened.reread().box)) == 2 * sealing.sealed_size(2) == 2 * 124


def test_a_receipt_tells_nothing_of_the_choice() -> None:
    """Two ballots that say the same have two receipts: nobody can try out what a receipt stands for."""
    _, public = sealing.new_pair()
    sealed = {sealing.receipt_of(sealing.seal(bytes([1, 0]), public, b"bound")) for _ in range(100)}
    assert len(sealed) == 100


def test_casting_leaves_no_event_and_touches_no_other_table(opened: Vote, django_assert_num_queries) -> None:
    before = AuditEvent.objects.count()
    with django_assert_num_queries(4) as told:
        cast(opened.poll, {"dao": Choice.AGREE, "anh": Choice.AGREE}, actor=opened.electors[0], at=AT)
    writes = [query["sql"] for query in told if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert len(writes) == 1
    assert 'UPDATE "ballots_poll"' in writes[0]
    assert AuditEvent.objects.count() == before


def test_the_log_holds_neither_key_nor_box_nor_result(opened: Vote) -> None:
    for elector in opened.electors:
        opened.cast(elector)
    sealed = bytes(opened.reread().sk_wrapped).hex(), opened.poll.mac
    opened.count()
    opened.confirm()
    for event in AuditEvent.objects.filter(object_type="ballots.poll"):
        assert not {"sk_wrapped", "box", "voted", "tally", "receipts", "manifest", "mac"} & event.changes.keys()
        assert not any(word in str(event.changes) for word in sealed)


@pytest.mark.parametrize("place", range(0, 124, 9))
def test_a_changed_byte_of_the_box_stops_the_count(opened: Vote, place: int) -> None:
    opened.cast(opened.electors[0])
    closed = opened.close()
    box = bytearray(closed.box)
    box[place] ^= 1
    Poll.objects.filter(pk=closed.pk).update(box=bytes(box))
    refuse_count(opened)


def refuse_count(vote: Vote) -> None:
    with pytest.raises(MoveRefusedError, match="không còn nguyên"):
        count_poll(vote.poll, actor=vote.teller, at=AT)
    assert vote.reread().state == PollState.CLOSED
    assert AuditEvent.objects.filter(verb="poll.tampered").count() == 1
    assert faults_of(vote.poll)


def test_a_ballot_more_or_less_stops_the_count(opened: Vote) -> None:
    for elector in opened.electors[:3]:
        opened.cast(elector)
    closed = opened.close()
    Poll.objects.filter(pk=closed.pk).update(box=bytes(closed.box)[124:], box_count=2, voted_count=2)
    refuse_count(opened)


def test_the_box_of_another_poll_is_no_box_of_this_one(opened: Vote, school) -> None:
    other = make_vote(school)
    other.open()
    for vote in (opened, other):
        vote.cast(vote.electors[0])
        vote.close()
    Poll.objects.filter(pk=opened.poll.pk).update(
        box=other.poll.box, sk_wrapped=other.poll.sk_wrapped, public_key=other.poll.public_key, mac=other.poll.mac
    )
    refuse_count(opened)


def test_a_ballot_does_not_open_under_another_manifest(opened: Vote, monkeypatch) -> None:
    """Even for somebody who could forge the mark of the server."""
    opened.cast(opened.electors[0])
    poll = opened.close()
    poll.manifest["rule"] = "Quá nửa"
    poll.manifest_hash = hash_of(poll.manifest)
    poll.mac = poll.whole_mac
    with pytest.raises(TamperedError):
        opened_ballots(poll)


def changed(vote: Vote, **values: object) -> None:
    """By somebody who writes the database, and knows how hashes are made."""
    Poll.objects.filter(pk=vote.poll.pk).update(**values)


def refuse_ballot(vote: Vote) -> None:
    with pytest.raises(MoveRefusedError, match="không còn nguyên"):
        vote.cast(vote.electors[1])
    assert vote.reread().box_count == 1


def test_nobody_votes_under_a_key_that_somebody_put_there(opened: Vote) -> None:
    """Whoever held the private half would read every ballot from then on."""
    opened.cast(opened.electors[0])
    changed(opened, public_key=new_pair()[1])
    refuse_ballot(opened)


@pytest.mark.parametrize("part", ["candidates", "electors"])
def test_nobody_votes_on_what_was_turned_round_nor_is_it_counted(opened: Vote, part: str) -> None:
    opened.cast(opened.electors[0])
    told = dict(opened.reread().manifest)
    told[part] = told[part][::-1]
    changed(opened, manifest=told)
    refuse_ballot(opened)
    with pytest.raises(MoveRefusedError, match="không còn nguyên"):
        opened.close()
    assert opened.reread().state == PollState.OPEN


def test_ballots_turned_round_do_not_open_for_somebody_who_could_forge_the_mark(opened: Vote) -> None:
    opened.cast(opened.electors[0])
    poll = opened.close()
    poll.manifest["candidates"].reverse()
    poll.mac = poll.whole_mac
    with pytest.raises(TamperedError):
        opened_ballots(poll)


def test_a_box_filled_by_somebody_else_is_not_closed(opened: Vote) -> None:
    """Whoever knows the public key can seal ballots; the mark of the server they cannot make."""
    opened.cast(opened.electors[0])
    poll = opened.reread()
    forged = seal(bytes([Choice.AGAINST, Choice.AGAINST]), bytes(poll.public_key), poll.bound)
    changed(opened, box=forged)
    with pytest.raises(MoveRefusedError, match="không còn nguyên"):
        opened.close()
    assert opened.reread().receipts is None


def test_a_box_that_was_closed_is_not_opened_again_by_a_word_in_its_state(opened: Vote) -> None:
    opened.cast(opened.electors[0])
    opened.close()
    changed(opened, state=PollState.OPEN)
    refuse_ballot(opened)


def test_a_result_that_was_changed_is_neither_told_nor_confirmed(opened: Vote) -> None:
    opened.cast_by_all()
    opened.close()
    counted = opened.count()
    forged = {"dao": [0, 7, 0, 0], "anh": [7, 0, 0, 0]}
    changed(opened, tally=forged, tally_hash=hash_of(forged))
    with pytest.raises(MoveRefusedError, match="không còn nguyên"):
        tally_of(opened.reread())
    with pytest.raises(MoveRefusedError, match="không còn nguyên"):
        confirm_poll(counted, actor=opened.chair, at=AT)
    assert not counted.confirmed_by.exists()


def test_what_was_changed_after_it_was_confirmed_is_destroyed_unsigned(opened: Vote, settings) -> None:
    opened.cast_by_all()
    opened.close()
    opened.count()
    Poll.objects.filter(pk=opened.poll.pk).update(keep_days=1)
    opened.confirm()
    changed(opened, tally={"dao": [0, 7, 0, 0], "anh": [7, 0, 0, 0]})
    assert shred_due(at=AT + timedelta(days=3)) == 1
    poll = opened.reread()
    assert (poll.state, poll.box, poll.is_whole) == (PollState.SHREDDED, None, False)


def test_nobody_votes_in_a_box_that_was_tampered_with(opened: Vote) -> None:
    Poll.objects.filter(pk=opened.poll.pk).update(voted=b"", version=9)
    with pytest.raises(MoveRefusedError, match="không còn nguyên"):
        opened.cast(opened.electors[0])


def test_with_another_key_of_the_server_nothing_opens(opened: Vote, settings) -> None:
    opened.cast(opened.electors[0])
    opened.close()
    settings.BALLOT_KEY = "another-key-of-another-server-that-knows-nothing-of-this"
    refuse_count(opened)


def test_a_forged_result_is_found_by_the_verifier(opened: Vote) -> None:
    opened.cast_by_all()
    opened.close()
    poll = opened.count()
    poll.tally["dao"] = [0, 7, 0, 0]
    poll.tally_hash = hash_of(poll.tally)
    assert faults_of(poll) == [
        "Hòm phiếu không khớp mã xác thực của máy chủ.", "Không mở được phiếu trong hòm để kiểm lại."
    ]  # fmt: skip


def test_two_ways_of_counting_that_differ_stop_the_count(opened: Vote, monkeypatch) -> None:
    from nominations.ballots import counting

    opened.cast_by_all()
    opened.close()
    monkeypatch.setattr(counting, "by_candidate", lambda ballots, size: [counting.Counter() for _ in range(size)])
    count_poll(opened.poll, actor=opened.chair, at=AT)
    with pytest.raises(MoveRefusedError):
        count_poll(opened.poll, actor=opened.teller, at=AT)


def test_the_receipt_of_every_ballot_is_published_at_the_closing(opened: Vote) -> None:
    given = sorted(opened.cast(elector) for elector in opened.electors[:4])
    assert opened.close().receipts == given

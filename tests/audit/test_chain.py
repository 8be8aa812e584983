"""Attacks on the log by somebody who has switched its triggers off."""

import json
import random
import unicodedata
from datetime import timedelta

import pytest
from django.db import transaction

from tests.audit.tampering import sql, tamper, without_triggers
from thiduakt.audit.chain import GENESIS, Anchor, anchors, breaks, event_hash
from thiduakt.audit.models import AuditEvent, AuditHead
from thiduakt.audit.services import record, record_each


def found():
    return [(place.seq, place.reason) for place in breaks()]


def recompute(school_id, since):
    """What a clever hand does: every hash from `since` on anew, and the head with it."""
    with without_triggers():
        seq, prev = since - 1, AuditEvent.objects.get(school_id=school_id, seq=since - 1).hash
        for event in AuditEvent.objects.filter(school_id=school_id, seq__gte=since).order_by("seq"):
            event.prev = prev
            event.hash = prev = event_hash(event)
            seq = event.seq
            sql("UPDATE audit_auditevent SET prev = %s, hash = %s WHERE id = %s", [event.prev, event.hash, event.pk])
        sql("UPDATE audit_audithead SET seq = %s, hash = %s WHERE school_id = %s", [seq, prev, school_id])


def test_an_untouched_chain_holds(chain):
    assert found() == []
    assert [event.seq for event in chain] == list(range(1, 9))
    assert chain[0].prev == GENESIS
    assert [event.prev for event in chain[1:]] == [event.hash for event in chain[:-1]]


def test_an_empty_log_holds(db):
    assert found() == []


def test_a_hash_is_the_same_before_and_after_the_database(chain):
    """Moments, JSON and Vietnamese letters come back as they were written, on both databases."""
    assert [event_hash(event) for event in AuditEvent.objects.order_by("seq")] == [event.hash for event in chain]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_id", 987_654),
        ("actor_id", None),
        ("actor_name", "Nguyễn Thị Ánh"),
        ("verb", "person.add"),
        ("object_type", "school.user"),
        ("object_id", 987_654),
        ("object_label", "Đỗ Thị Đao"),
        ("changes", json.dumps({})),
        ("reason", ""),
    ],
)
def test_a_changed_column_is_found_at_its_row(chain, column, value):
    tamper(f"UPDATE audit_auditevent SET {column} = %s WHERE seq = 4", value)  # noqa: S608

    assert found() == [(4, "nội dung đã bị sửa.")]


def test_a_moved_moment_is_found(chain):
    tamper("UPDATE audit_auditevent SET at = %s WHERE seq = 4", chain[3].at - timedelta(microseconds=1))

    assert found() == [(4, "nội dung đã bị sửa.")]


def test_a_changed_row_with_its_own_hash_mended_is_found_at_the_next(chain):
    event = AuditEvent.objects.get(seq=4)
    event.reason = "Không có gì."
    tamper("UPDATE audit_auditevent SET reason = %s, hash = %s WHERE seq = 4", event.reason, event_hash(event))

    assert found() == [(5, "không nối với sự kiện trước.")]


def test_a_deleted_row_is_found(chain):
    tamper("DELETE FROM audit_auditevent WHERE seq = 4")

    assert found() == [(4, "thiếu sự kiện."), (5, "không nối với sự kiện trước.")]


def test_two_swapped_rows_are_found(chain):
    with without_triggers():
        for old, new in ((4, 99), (5, 4), (99, 5)):
            sql("UPDATE audit_auditevent SET seq = %s WHERE seq = %s", [new, old])

    assert {seq for seq, _ in found()} >= {4, 5}


def test_a_row_slipped_in_is_found(chain):
    school_id, prev = chain[0].school_id, chain[-1].hash
    AuditEvent(school_id=school_id, seq=9, at=chain[0].at, object_id=1, prev=prev, hash="0" * 64).save()

    assert found() == [(9, "nội dung đã bị sửa."), (9, "đầu chuỗi không khớp với sự kiện cuối.")]


def test_a_row_moved_to_another_school_is_found(chain, other_school):
    tamper("UPDATE audit_auditevent SET school_id = %s WHERE seq = 8", other_school.pk)

    assert [(place.school_id, place.seq) for place in breaks()] == [
        (chain[0].school_id, 7),  # its head tells of an eighth
        (other_school.pk, 1),
        (other_school.pk, 8),
        (other_school.pk, 8),
        (other_school.pk, 8),
    ]


def test_a_cut_tail_with_the_old_head_is_found(chain):
    tamper("DELETE FROM audit_auditevent WHERE seq > 5")

    assert found() == [(5, "đầu chuỗi không khớp với sự kiện cuối.")]


def test_a_head_that_is_gone_is_found(chain):
    sql("DELETE FROM audit_audithead")

    assert found() == [(8, "đầu chuỗi không khớp với sự kiện cuối.")]


def test_a_cut_tail_with_a_mended_head_deceives_the_chain_but_not_the_anchor(chain):
    kept = anchors()
    tamper("DELETE FROM audit_auditevent WHERE seq > 5")
    sql("UPDATE audit_audithead SET seq = 5, hash = %s", [chain[4].hash])

    assert found() == []
    assert [(place.seq, place.reason) for place in breaks(kept)] == [
        (8, "neo đã lưu bên ngoài nói tới một sự kiện không còn nữa.")
    ]


def test_a_chain_computed_anew_deceives_the_chain_but_not_the_anchor(chain):
    kept = anchors()
    tamper("UPDATE audit_auditevent SET reason = '' WHERE seq = 4")
    recompute(chain[0].school_id, since=4)

    assert found() == []
    assert [(place.seq, place.reason) for place in breaks(kept)] == [(8, "khác với neo đã lưu bên ngoài.")]


def test_an_emptied_log_deceives_the_chain_but_not_the_anchor(chain):
    kept = anchors()
    tamper("DELETE FROM audit_auditevent")
    sql("DELETE FROM audit_audithead")

    assert found() == []
    assert [(place.seq, place.reason) for place in breaks(kept)] == [
        (0, "đầu chuỗi không khớp với sự kiện cuối."),
        (8, "neo đã lưu bên ngoài nói tới một sự kiện không còn nữa."),
    ]


def test_an_anchor_goes_on_holding_while_the_log_grows(chain, principal, at):
    kept = anchors()
    record(actor=principal, verb="person.edit", target=principal.person, at=at)

    assert list(breaks(kept)) == []


def test_chains_of_two_schools_are_apart(chain, stranger, at):
    first = record(actor=stranger, verb="person.edit", target=stranger.person, at=at)

    assert (first.seq, first.prev) == (1, GENESIS)
    tamper("UPDATE audit_auditevent SET reason = 'x' WHERE school_id = %s", stranger.school_id)
    assert [place.school_id for place in breaks()] == [stranger.school_id]


def test_an_anchor_reads_back_as_it_was_written(chain):
    (anchor,) = anchors()

    assert (anchor.school_id, anchor.seq, anchor.hash) == (chain[0].school_id, 8, chain[-1].hash)
    assert Anchor.parse(str(anchor)) == anchor


@pytest.mark.parametrize("line", ["", "1 2", "một hai ba", "1 2 abc", "1 2 " + "0" * 63, "1 2 3 " + "0" * 64])
def test_a_line_that_is_no_anchor_is_refused(line):
    with pytest.raises(ValueError):  # noqa: PT011  (which words is for whoever reads the file to say)
        Anchor.parse(line)


# The verifier itself: small changes of every kind, at random places, and not one may pass.

TEXTS = ("actor_name", "verb", "object_type", "object_label", "reason", "prev", "hash")
NUMBERS = ("actor_id", "object_id", "seq")


def _other_letter(text, chance):
    place = chance.randrange(len(text))
    letter = chance.choice([new for new in "0aA ế.\u200b" if new != text[place]])
    return text[:place] + letter + text[place + 1 :]


def _other_json(changes, chance):
    return chance.choice(
        [
            {**changes, "count": changes["count"] + 1},
            {**changes, "rate": 1.0},
            {**changes, "rate": True},
            {**changes, "rate": "1"},
            {**changes, "is_new": None},
            {**changes, "fields": changes["fields"][::-1]},
            {**changes, "fields": "post"},
            {**changes, "thêm": ""},
            {name: value for name, value in changes.items() if name != "rate"},
        ]
    )


def _mutation(event, chance):
    """One column and its new value."""
    kind = chance.choice(["text", "form", "number", "moment", "json"])
    if kind == "text":
        column = chance.choice(TEXTS)
        return column, _other_letter(getattr(event, column), chance)
    if kind == "form":
        return "reason", unicodedata.normalize("NFD", event.reason)
    if kind == "number":
        column = chance.choice(NUMBERS)
        return column, (getattr(event, column) or 0) + chance.choice([100, 1000])
    if kind == "moment":
        return "at", event.at + chance.choice([timedelta(microseconds=1), timedelta(hours=7), timedelta(days=-365)])
    return "changes", json.dumps(_other_json(event.changes, chance))


def test_no_small_change_passes_the_verifier(chain):
    chance = random.Random(20231005)  # noqa: S311  (the same places every time)
    for number in range(250):
        event = chance.choice(chain)
        column, value = _mutation(event, chance)
        with transaction.atomic():
            tamper(f"UPDATE audit_auditevent SET {column} = %s WHERE id = %s", value, event.pk)  # noqa: S608
            assert found(), (number, event.seq, column, value)
            transaction.set_rollback(True)

    assert found() == []


@pytest.mark.parametrize(
    "drop", ["school", "seq", "at", "actor", "actor_name", "verb", "object", "changes", "reason", "prev"]
)
def test_every_part_of_an_event_is_hashed(chain, drop, monkeypatch):
    """A verifier that forgets one part would call a changed event whole: so it must call an unchanged one broken."""
    honest = json.dumps

    def forgetful(values, **kwargs):
        return honest({name: value for name, value in values.items() if name != drop}, **kwargs)

    monkeypatch.setattr("thiduakt.audit.chain.json.dumps", forgetful)

    assert {seq for seq, reason in found() if reason == "nội dung đã bị sửa."} == set(range(1, 9))


def test_the_head_follows_the_last_event(chain):
    head = AuditHead.objects.get()

    assert (head.seq, head.hash) == (8, chain[-1].hash)


def test_an_act_that_reaches_many_rows_leaves_an_event_for_each(school, principal, teacher, at, django_assert_num_queries):
    people = [principal.person, teacher.person]
    with transaction.atomic():
        record(actor=principal, verb="person.edit", target=school, at=at)
        with django_assert_num_queries(4):  # the head found and held, all events, the head moved
            record_each([(one, {"số": place}) for place, one in enumerate(people)], actor=principal, verb="x.y", at=at)

    events = AuditEvent.objects.order_by("seq")
    assert [(event.seq, event.object_id, event.changes) for event in events] == [
        (1, school.pk, {}), (2, people[0].pk, {"số": 0}), (3, people[1].pk, {"số": 1}),
    ]  # fmt: skip
    assert found() == []


def test_an_act_that_reaches_nothing_leaves_nothing(school, principal, at):
    with transaction.atomic():
        assert record_each([], actor=principal, verb="x.y", at=at) == []
    assert not AuditEvent.objects.exists()

"""Who may register when, what is given back, what is locked, and what the council confirms."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from campaigns.registrations.models import GroupList, Registration
from campaigns.registrations.services.consolidating import explain_gap, give_back, lock_list, reopen_list
from campaigns.registrations.services.reminding import remind
from campaigns.registrations.services.rounds import close_round, confirm_round, extend, open_round, save_round
from campaigns.registrations.services.writing import Content, bring_paper, enter_for, take, write
from tests.factories.registrations import SOME, make_registration, make_round
from tests.factories.school import GroupFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.catalog.rulebook import regime_on
from thiduakt.ledger.assessing import assess_people
from thiduakt.ledger.models import YearRegistration
from thiduakt.ledger.services.ratings import NewRating, record_ratings
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
WHY = "Thầy/cô ghi rõ tên sáng kiến định làm."


@pytest.fixture
def turn(principal, group_head, teacher, at):
    return make_round(principal=principal, at=at)


def the_list(turn, group):
    return GroupList.objects.select_related("round").get(round=turn, group=group)


def sent(teacher, turn, at):
    return make_registration(turn, teacher, at)


def returned(registration, head, at, *, fields=("initiative",), days=3):
    return give_back(
        registration, fields=fields, reason=WHY, until=at.date() + timedelta(days=days), version=registration.version,
        actor=head, at=at,
    )  # fmt: skip


def confirmed(turn, principal, group_head, at):
    row = the_list(turn, group_head.person.group)
    lock_list(row, version=row.version, actor=group_head, at=at)
    close_round(turn, actor=principal, at=at)
    return confirm_round(turn, version=Registration.objects.listed().count(), actor=principal, at=at)


def photograph():
    drawn = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(drawn, "JPEG")
    return drawn.getvalue()


# The door


def test_an_opened_round_keeps_the_law_of_the_end_of_its_year_and_tells_everybody(turn, teacher, principal, at):
    assert regime_on(date(2024, 8, 31)).code == turn.regime != regime_on(at.date()).code
    assert Notice.objects.filter(person=teacher.person).exists()
    assert not Notice.objects.filter(person=principal.person).exists()


def test_who_only_drafts_does_not_open(principal, secretary, at):
    turn = make_round(principal=principal, at=at, state="DRAFT")

    with pytest.raises(PermissionDenied):
        open_round(turn, actor=secretary, at=at)


def test_a_round_whose_deadline_is_past_is_not_opened(principal, at):
    turn = make_round(principal=principal, at=at, state="DRAFT")

    with pytest.raises(MoveRefusedError, match="Hạn chót đã qua"):
        open_round(turn, actor=principal, at=at + timedelta(days=11))


def test_an_opened_round_is_not_edited(turn, principal, at):
    turn.closes_on += timedelta(days=30)

    with pytest.raises(MoveRefusedError):
        save_round(turn, version=turn.version, actor=principal, at=at)


@pytest.mark.parametrize(("hour", "minute", "passes"), [(23, 59, True), (0, 0, False)])
def test_the_deadline_is_the_end_of_its_day_in_vietnam(turn, teacher, hour, minute, passes):
    day = turn.closes_on if passes else turn.closes_on + timedelta(days=1)
    late = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

    if passes:
        assert make_registration(turn, teacher, late).state == "SENT"
    else:
        with pytest.raises(MoveRefusedError, match="hết hạn"):
            make_registration(turn, teacher, late)


def test_once_closed_nobody_sends_even_before_the_deadline(turn, principal, teacher, at):
    kept = make_registration(turn, teacher, at, send=False)
    close_round(turn, actor=principal, at=at)

    with pytest.raises(MoveRefusedError, match="đã khóa"):
        take(kept, "send", version=kept.version, actor=teacher, at=at)
    with pytest.raises(MoveRefusedError):
        write(turn, teacher.person, SOME, version=kept.version, send=False, actor=teacher, at=at)
    kept.refresh_from_db()
    assert kept.state == "DRAFT"


def test_whom_an_extension_names_still_sends_after_the_close_and_is_marked_late(turn, principal, teacher, group_head, at):
    close_round(turn, actor=principal, at=at)
    extend(turn, person=teacher.person, until=turn.closes_on + timedelta(days=5), reason="Nằm viện", actor=principal, at=at)
    later = at + timedelta(days=13)

    registration = make_registration(turn, teacher, later)

    assert (registration.state, registration.is_late) == ("SENT", True)
    with pytest.raises(MoveRefusedError):
        make_registration(turn, group_head, later)
    with pytest.raises(MoveRefusedError):
        take(registration, "withdraw", version=registration.version, actor=teacher, at=at + timedelta(days=30))


def test_an_extension_of_a_group_reaches_its_people_and_no_other(turn, principal, teacher, group, deputy, at):
    extend(turn, group=group, until=turn.closes_on + timedelta(days=5), reason="Tập huấn", actor=principal, at=at)

    assert make_registration(turn, teacher, at + timedelta(days=12)).is_late
    with pytest.raises(MoveRefusedError):
        make_registration(turn, deputy, at + timedelta(days=12))


def test_a_deputy_extends_only_when_delegated(turn, deputy, teacher, at):
    with pytest.raises(PermissionDenied):
        extend(turn, person=teacher.person, until=turn.closes_on + timedelta(days=5), reason="Ốm", actor=deputy, at=at)


def test_an_extension_names_a_later_day(turn, principal, teacher, at):
    with pytest.raises(ValidationError, match="sau hạn chót"):
        extend(turn, person=teacher.person, until=turn.closes_on, reason="Ốm", actor=principal, at=at)


# The own word


def test_nothing_is_sent_without_an_honor(turn, teacher, at):
    with pytest.raises(MoveRefusedError, match="ít nhất một danh hiệu"):
        make_registration(turn, teacher, at, content=Content(commitments="Cố gắng"))
    assert not Registration.objects.exists()


def test_an_honor_of_a_collective_is_not_a_persons(turn, teacher, at):
    with pytest.raises(ValidationError):
        make_registration(turn, teacher, at, content=Content(titles=("TTLDTT",)))


def test_nobody_writes_for_somebody_else_as_if_it_were_their_word(turn, teacher, group_head, at):
    with pytest.raises(PermissionDenied):
        write(turn, teacher.person, SOME, version=0, send=True, actor=group_head, at=at)


def test_one_registration_stands_at_a_time_and_a_stale_page_is_told(turn, teacher, at):
    first = make_registration(turn, teacher, at, send=False)

    with pytest.raises(StaleError):
        write(turn, teacher.person, replace(SOME, initiative="Khác"), version=0, send=False, actor=teacher, at=at)
    first.refresh_from_db()
    assert first.initiative == SOME.initiative


def test_what_was_withdrawn_makes_room_for_another(turn, teacher, at):
    first = sent(teacher, turn, at)
    take(first, "withdraw", version=first.version, actor=teacher, at=at)

    assert make_registration(turn, teacher, at).pk != first.pk


def test_what_somebody_else_entered_counts_only_once_the_person_says_so(turn, teacher, group_head, at):
    registration = enter_for(turn, teacher.person, SOME, version=0, actor=group_head, at=at)

    assert (registration.state, registration.person_confirmed_at) == ("ASKED", None)
    assert Notice.objects.filter(person=teacher.person, kind="REGISTRATION_TO_CONFIRM").exists()
    with pytest.raises(PermissionDenied):
        take(registration, "accept", version=registration.version, actor=group_head, at=at)
    accepted = take(registration, "accept", version=registration.version, actor=teacher, at=at)
    assert (accepted.state, accepted.person_confirmed_at) == ("SENT", at)


def test_a_head_enters_for_the_own_group_only(turn, school, group_head, at):
    other = UserFactory(school=school, group=GroupFactory(school=school), roles=[Role.TEACHER])

    with pytest.raises(PermissionDenied):
        enter_for(turn, other.person, SOME, version=0, actor=group_head, at=at)


def test_what_was_entered_anew_is_not_accepted_unread(turn, teacher, group_head, at):
    read = enter_for(turn, teacher.person, SOME, version=0, actor=group_head, at=at)
    enter_for(turn, teacher.person, replace(SOME, initiative="Khác"), version=read.version, actor=group_head, at=at)

    with pytest.raises(StaleError):
        take(read, "accept", version=read.version, actor=teacher, at=at)


def test_who_does_not_want_it_says_no_with_a_reason(turn, teacher, group_head, at):
    registration = enter_for(turn, teacher.person, SOME, version=0, actor=group_head, at=at)

    with pytest.raises(MoveRefusedError):
        take(registration, "decline", version=registration.version, actor=teacher, at=at)
    declined = take(registration, "decline", version=registration.version, reason="Tôi tự làm", actor=teacher, at=at)
    assert declined.state == "WITHDRAWN"


def test_the_signed_form_stands_for_the_word_and_is_kept(turn, teacher, clerk, group_head, at):
    registration = enter_for(turn, teacher.person, SOME, version=0, actor=clerk, at=at)

    with pytest.raises(PermissionDenied):
        bring_paper(registration, name="a.jpg", content=photograph(), actor=group_head, at=at)
    form = bring_paper(registration, name="phiếu.jpg", content=photograph(), actor=clerk, at=at)

    registration.refresh_from_db()
    assert (registration.state, registration.person_confirmed_at) == ("SENT", at)
    assert form.read().startswith(b"\xff\xd8\xff")


# The tổ


def test_only_the_flagged_parts_open_again(turn, teacher, group_head, at):
    back = returned(sent(teacher, turn, at), group_head, at)

    assert (back.state, back.returned_fields) == ("RETURNED", ["initiative"])
    with pytest.raises(ValidationError, match="Chỉ tiêu cam kết"):
        write(turn, teacher.person, replace(SOME, commitments="Khác"), version=back.version, send=True, actor=teacher, at=at)
    mended = write(
        turn, teacher.person, replace(SOME, initiative="Tên mới"), version=back.version, send=True, actor=teacher, at=at
    )
    assert (mended.state, mended.initiative, mended.returned_fields) == ("SENT", "Tên mới", [])


def test_who_has_to_mend_has_the_days_that_were_given(turn, teacher, group_head, at):
    back = returned(sent(teacher, turn, at), group_head, at, days=15)

    later = take(back, "send", version=back.version, actor=teacher, at=at + timedelta(days=14))

    assert (later.state, later.is_late) == ("SENT", False)


@pytest.mark.parametrize("reason", ["Sửa lại.", " " * 30, "x" * 19])
def test_a_return_says_what_is_to_be_mended(turn, teacher, group_head, at, reason):
    registration = sent(teacher, turn, at)

    with pytest.raises(ValidationError, match="20 ký tự"):
        give_back(
            registration, fields=["titles"], reason=reason, until=at.date(), version=registration.version,
            actor=group_head, at=at,
        )  # fmt: skip


def test_a_colleague_gives_nothing_back_and_nobody_to_themselves(turn, teacher, group_head, at):
    with pytest.raises(PermissionDenied):
        returned(sent(teacher, turn, at), teacher, at)
    with pytest.raises(PermissionDenied):
        returned(make_registration(turn, group_head, at), group_head, at)


def test_a_list_is_locked_as_it_was_seen_or_not_at_all(turn, teacher, group_head, group, at):
    sent(teacher, turn, at)
    seen = the_list(turn, group)
    make_registration(turn, group_head, at)

    with pytest.raises(StaleError):
        lock_list(seen, version=seen.version, actor=group_head, at=at)
    assert set(Registration.objects.values_list("state", flat=True)) == {"SENT"}
    now = the_list(turn, group)
    lock_list(now, version=now.version, actor=group_head, at=at)
    assert set(Registration.objects.values_list("state", flat=True)) == {"AGREED"}


def test_what_is_locked_is_neither_changed_nor_withdrawn(turn, teacher, group_head, group, at):
    registration = sent(teacher, turn, at)
    lock_list(the_list(turn, group), version=the_list(turn, group).version, actor=group_head, at=at)
    registration.refresh_from_db()

    with pytest.raises(MoveRefusedError):
        take(registration, "withdraw", version=registration.version, actor=teacher, at=at)
    reopen_list(the_list(turn, group), reason="Còn người gửi thêm", actor=group_head, at=at)
    registration.refresh_from_db()
    assert registration.state == "SENT"


# The council, and the year


def test_the_council_waits_for_every_group(turn, teacher, principal, at):
    sent(teacher, turn, at)
    close_round(turn, actor=principal, at=at)

    with pytest.raises(MoveRefusedError, match="Tổ mẫu giáo lớn"):
        confirm_round(turn, version=1, actor=principal, at=at)


def test_the_council_confirms_the_whole_and_the_ledger_keeps_who_registered(turn, teacher, group_head, principal, at):
    registration = sent(teacher, turn, at)
    deputy_like = make_registration(turn, principal, at)  # stands in no tổ

    assert confirmed(turn, principal, group_head, at).state == "CONFIRMED"

    kept = dict(YearRegistration.objects.filter(person__isnull=False).values_list("person", "is_registered"))
    assert kept == {teacher.person_id: True, principal.person_id: True, group_head.person_id: False}
    states = Registration.objects.filter(pk__in=[registration.pk, deputy_like.pk]).values_list("state", flat=True)
    assert set(states) == {"CONFIRMED"}


def test_a_list_that_changed_is_not_confirmed_unseen(turn, teacher, group_head, principal, at):
    sent(teacher, turn, at)
    row = the_list(turn, group_head.person.group)
    lock_list(row, version=row.version, actor=group_head, at=at)
    close_round(turn, actor=principal, at=at)

    with pytest.raises(StaleError):
        confirm_round(turn, version=7, actor=principal, at=at)


def test_eligibility_knows_who_registered_once_the_council_has_said_so(turn, teacher, group_head, principal, school, at):
    sent(teacher, turn, at)
    told = {"period": 2023, "on": date(2024, 5, 31), "people": [teacher.person, group_head.person]}
    before = [row.facts.registered for row in assess_people(school.pk, **told)]

    confirmed(turn, principal, group_head, at)

    assert before == [None, None]
    assert [row.facts.registered for row in assess_people(school.pk, **told)] == [True, False]


def test_nothing_moves_after_the_council(turn, teacher, group_head, group, principal, at):
    registration = sent(teacher, turn, at)
    confirmed(turn, principal, group_head, at)

    with pytest.raises(MoveRefusedError):
        reopen_list(the_list(turn, group), reason="Thêm người", actor=group_head, at=at)
    with pytest.raises(MoveRefusedError):
        extend(turn, person=teacher.person, until=date(2024, 1, 1), reason="Ốm", actor=principal, at=at)
    registration.refresh_from_db()
    with pytest.raises(MoveRefusedError):
        take(registration, "withdraw", version=registration.version, actor=teacher, at=at)


def test_why_a_promise_was_missed_is_written_by_the_head_not_by_a_colleague(turn, teacher, group_head, principal, at):
    registration = sent(teacher, turn, at)
    confirmed(turn, principal, group_head, at)
    registration.refresh_from_db()

    with pytest.raises(PermissionDenied):
        explain_gap(registration, reason="Ốm", version=registration.version, actor=teacher, at=at)
    told = explain_gap(registration, reason="Nghỉ ốm hai tháng", version=registration.version, actor=group_head, at=at)
    assert told.gap_reason == "Nghỉ ốm hai tháng"


def test_only_who_is_missing_is_reminded(turn, teacher, group_head, secretary, at):
    sent(teacher, turn, at)
    Notice.objects.all().delete()

    remind(turn, actor=secretary, at=at)

    told = set(Notice.objects.values_list("person", flat=True))
    assert group_head.person_id in told
    assert teacher.person_id not in told
    with pytest.raises(PermissionDenied):
        remind(turn, actor=teacher, at=at)


def test_the_log_tells_what_was_registered_before_and_after(turn, teacher, at):
    first = make_registration(turn, teacher, at, send=False)
    write(turn, teacher.person, replace(SOME, titles=("LDTT", "CSTDCS")), version=1, send=False, actor=teacher, at=at)

    event = AuditEvent.objects.about(first).order_by("-seq").first()
    assert event.changes == {"Danh hiệu thi đua": [["LDTT"], ["LDTT", "CSTDCS"]]}


def test_a_rating_that_is_entered_later_knows_who_registered(turn, teacher, group_head, principal, at):
    sent(teacher, turn, at)
    confirmed(turn, principal, group_head, at)
    people = (teacher.person, group_head.person)

    rows = record_ratings([NewRating(holder=one, year=2023, rating="HTT") for one in people], actor=principal, at=at)

    assert [row.registered for row in rows] == [True, False]

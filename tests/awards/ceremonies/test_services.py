"""A ceremony is planned from decisions, put in order, held; what is handed over is marked, at it and afterwards."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.queries import called, seats_of, timed, to_hand_over
from awards.ceremonies.services.announcing import announce
from awards.ceremonies.services.arranging import arrange, place, save_guests, save_program, save_turns, shift
from awards.ceremonies.services.handing import hand_all, mark
from awards.ceremonies.services.papers import begin_program
from awards.ceremonies.services.planning import discard_ceremony, mark_held, plan_ceremony, save_ceremony
from awards.decisions.models import AwardLine
from nominations.dossiers.enums import NomineeKind
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.ceremonies import GuestFactory, TurnFactory
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory, CancellationFactory
from tests.factories.pupils import PupilFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.models import Document
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf
from thiduakt.workflow import MoveRefusedError, StaleError

from .conftest import NAMES, VALUES

pytestmark = pytest.mark.django_db
ITEM = {"title": "Trao thưởng", "who": "Hiệu trưởng", "minutes": 30}
TURN = {
    "id": None, "name": "Lượt 1", "handed_by": "Hiệu trưởng", "with_certificate": True, "with_money": False,
    "with_flowers": True,
}  # fmt: skip


def told(handing, received_by="", handed_on=None):
    return {"handing": handing, "received_by": received_by, "handed_on": handed_on}


def names(one):
    return [[recipient.line.holder_name for recipient in each.recipients] for each in called(one)]


def test_a_ceremony_begins_with_the_usual_programme_and_turns_by_honor(ceremony):
    assert names(ceremony) == [list(NAMES), ["Tổ mẫu giáo lớn"]]
    first, second = called(ceremony)
    assert (first.first, second.first) == (1, 4)
    assert (first.turn.handed_by, first.turn.gifts) == ("Hiệu trưởng", "giấy khen, tiền thưởng")
    assert second.turn.gifts == "giấy khen"
    assert ceremony.program.count() == 9


def test_a_superiors_decision_is_handed_over_too(school, secretary, at):
    theirs = AwardDecisionFactory(school=school, state="IN_FORCE", origin="SUPERIOR")
    AwardLineFactory(decision=theirs)

    one = plan_ceremony(VALUES, [theirs], actor=secretary, at=at)

    assert one.turns.get().handed_by == "Đại biểu cấp trên"


def test_the_hours_follow_one_another(ceremony, secretary, at):
    rows = [ITEM | {"title": "Đón tiếp", "minutes": 15}, ITEM]

    save_program(ceremony, rows, version=1, actor=secretary, at=at)

    assert [(each.hours, each.item.title) for each in timed(ceremony)] == [
        ("08:00 – 08:15", "Đón tiếp"), ("08:15 – 08:45", "Trao thưởng"),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["DRAFT", "REPLACED", "CANCELLED"])
def test_only_what_is_in_force_is_handed_over(school, secretary, at, state):
    with pytest.raises(ValidationError, match="đang có hiệu lực"):
        plan_ceremony(VALUES, [AwardDecisionFactory(school=school, state=state)], actor=secretary, at=at)


def test_a_ceremony_hands_over_something(school, secretary, at):
    with pytest.raises(ValidationError, match="ít nhất một quyết định"):
        plan_ceremony(VALUES, [], actor=secretary, at=at)


def test_the_decision_of_another_school_is_not_handed_over_here(secretary, at):
    with pytest.raises(PermissionDenied):
        plan_ceremony(VALUES, [AwardDecisionFactory(state="IN_FORCE")], actor=secretary, at=at)


def test_nobody_is_called_up_at_two_ceremonies(ceremony, decision, secretary, at, school):
    other = AwardDecisionFactory(school=school, state="IN_FORCE")
    AwardLineFactory(decision=other)

    second = plan_ceremony(VALUES, [decision, other], actor=secretary, at=at)

    assert second.recipients.count() == 1
    assert to_hand_over(school.pk, date(2023, 10, 5)) == []


def test_a_decision_that_comes_later_brings_its_people_and_one_that_goes_takes_them(
    ceremony, decision, school, secretary, at
):
    other = AwardDecisionFactory(school=school, state="IN_FORCE")
    AwardLineFactory(decision=other, holder_name="Bùi Thị Ước")

    save_ceremony(ceremony, VALUES, [decision, other], version=1, actor=secretary, at=at)
    assert names(ceremony)[-1] == ["Bùi Thị Ước"]
    assert called(ceremony)[-1].turn is None

    save_ceremony(ceremony, VALUES, [other], version=2, actor=secretary, at=at)
    assert Recipient.objects.get().line.holder_name == "Bùi Thị Ước"


def test_whose_award_was_marked_does_not_leave_with_the_decision(ceremony, turns, secretary, at, school):
    hand_all(turns[0], actor=secretary, at=at)
    other = AwardDecisionFactory(school=school, state="IN_FORCE")

    with pytest.raises(ValidationError, match="đã được ghi kết quả trao"):
        save_ceremony(ceremony, VALUES, [other], version=1, actor=secretary, at=at)


def test_a_cancelled_line_is_not_called_up_any_more(ceremony, decision):
    cancellation = CancellationFactory(decision=decision, state="IN_FORCE", document=decision.document)
    AwardLine.objects.filter(holder_name="Đỗ Thị Đào").update(cancellation=cancellation)

    assert names(ceremony) == [["Nguyễn Thị Ánh", "Vũ Thị Ẩn"], ["Tổ mẫu giáo lớn"]]
    assert "Đỗ Thị Đào" not in {seat.name for seat in seats_of(ceremony)}


def test_turns_are_made_anew_of_at_most_so_many(ceremony, secretary, at):
    arrange(ceremony, most=2, actor=secretary, at=at)

    assert [len(each.recipients) for each in called(ceremony)] == [2, 1, 1]
    assert called(ceremony)[1].name.endswith(", lượt 2")


@pytest.mark.parametrize("most", [0, 101, -1])
def test_a_turn_has_a_size_that_a_stage_holds(ceremony, secretary, at, most):
    with pytest.raises(ValidationError, match="từ 1 đến 100"):
        arrange(ceremony, most=most, actor=secretary, at=at)


def test_turns_are_renamed_kept_and_dropped(ceremony, turns, secretary, at):
    rows = [TURN, TURN | {"id": turns[0].pk, "name": "Giấy khen"}]

    save_turns(ceremony, rows, version=1, actor=secretary, at=at)

    assert [each.name for each in called(ceremony)] == ["Lượt 1", "Giấy khen", "Chưa xếp lượt"]
    assert names(ceremony) == [[], list(NAMES), ["Tổ mẫu giáo lớn"]]


def test_a_turn_of_another_ceremony_is_not_taken_over(ceremony, secretary, at):
    theirs = TurnFactory(name="Lượt của trường khác")

    save_turns(ceremony, [TURN | {"id": theirs.pk}], version=1, actor=secretary, at=at)

    theirs.refresh_from_db()
    assert theirs.name == "Lượt của trường khác"
    assert ceremony.turns.get().pk != theirs.pk


def test_people_are_put_into_turns_and_come_last_there(ceremony, turns, people, secretary, at):
    place(ceremony, {people[0].pk: turns[1].pk, people[1].pk: None}, version=1, actor=secretary, at=at)

    assert names(ceremony) == [["Vũ Thị Ẩn"], ["Tổ mẫu giáo lớn", "Đỗ Thị Đào"], ["Nguyễn Thị Ánh"]]


def test_a_turn_that_is_gone_takes_nobody(ceremony, people, secretary, at):
    with pytest.raises(ValidationError, match="vừa bị bỏ"):
        place(ceremony, {people[0].pk: 10**9}, version=1, actor=secretary, at=at)


def test_rows_move_up_and_down_and_stay_at_the_ends(ceremony, turns, people, secretary, at):
    shift(people[0], "xuong", actor=secretary, at=at)
    shift(people[2], "xuong", actor=secretary, at=at)
    shift(turns[1], "len", actor=secretary, at=at)

    assert names(ceremony) == [["Tổ mẫu giáo lớn"], ["Nguyễn Thị Ánh", "Đỗ Thị Đào", "Vũ Thị Ẩn"]]
    item = ceremony.program.order_by("position").last()
    shift(item, "len", actor=secretary, at=at)
    assert ceremony.program.order_by("position")[7] == item


def test_seats_are_given_in_the_order_of_the_call_or_by_unit(ceremony, secretary, at, again):
    GuestFactory(ceremony=ceremony)
    assert [(seat.label, seat.name) for seat in seats_of(ceremony)] == [
        ("A1", "Ngô Quang Ẩn"), ("B1", "Đỗ Thị Đào"), ("B2", "Nguyễn Thị Ánh"), ("C1", "Vũ Thị Ẩn"),
        ("C2", "Đại diện Tổ mẫu giáo lớn"),
    ]  # fmt: skip

    save_ceremony(ceremony, VALUES | {"seating": "BY_GROUP"}, ceremony.decisions.all(), version=1, actor=secretary, at=at)

    assert [seat.name for seat in seats_of(again(ceremony))][1] == "Đại diện Tổ mẫu giáo lớn"


def test_everybody_of_a_turn_is_marked_at_once_but_who_is_marked_already(ceremony, turns, people, secretary, at):
    mark(ceremony, {people[1].pk: told("LATER")}, actor=secretary, at=at)

    assert hand_all(turns[0], actor=secretary, at=at) == 2

    assert [one.handing for one in turns[0].recipients.order_by("position")] == ["HANDED", "LATER", "HANDED"]
    assert turns[0].recipients.first().handed_on == date(2023, 10, 5)


def test_before_its_day_nothing_is_handed_over(ceremony, turns, secretary, at):
    with pytest.raises(MoveRefusedError, match="đến ngày đó"):
        hand_all(turns[0], actor=secretary, at=at - timedelta(days=1))
    with pytest.raises(MoveRefusedError, match="đến ngày đó"):
        mark_held(ceremony, actor=secretary, at=at - timedelta(days=1))


def test_who_receives_for_somebody_is_named(ceremony, people, secretary, at):
    with pytest.raises(ValidationError, match="ai nhận thay"):
        mark(ceremony, {people[0].pk: told("BY_PROXY")}, actor=secretary, at=at)

    mark(ceremony, {people[0].pk: told("BY_PROXY", "Đỗ Văn Em")}, actor=secretary, at=at)

    assert seats_of(ceremony)[0].name == "Đỗ Văn Em (nhận thay Đỗ Thị Đào)"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(None, "ghi ngày trao sau lễ"), (date(2023, 10, 4), "từ ngày tổ chức đến hôm nay"),
     (date(2099, 1, 1), "từ ngày tổ chức đến hôm nay")],
)  # fmt: skip
def test_afterwards_is_a_day_between_the_ceremony_and_today(ceremony, people, secretary, at, day, sentence):
    with pytest.raises(ValidationError, match=sentence):
        mark(ceremony, {people[0].pk: told("AFTERWARDS", "", day)}, actor=secretary, at=at)


def test_it_was_held_once_of_everybody_something_is_known_and_the_absent_receive_it_later(
    ceremony, turns, people, secretary, at, again
):
    hand_all(turns[0], actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="Còn 1 người, tập thể chưa ghi"):
        mark_held(ceremony, actor=secretary, at=at)
    late = turns[1].recipients.get()
    mark(ceremony, {late.pk: told("LATER")}, actor=secretary, at=at)
    mark_held(ceremony, actor=secretary, at=at)

    with pytest.raises(MoveRefusedError, match="đã tổ chức"):
        mark(ceremony, {late.pk: told("WAITING")}, actor=secretary, at=at)
    mark(ceremony, {late.pk: told("AFTERWARDS", "Phạm Thị Hương", date(2023, 10, 9))}, actor=secretary, at=at + timedelta(5))

    late.refresh_from_db()
    assert (late.handing, late.handed_on, again(ceremony).state) == ("AFTERWARDS", date(2023, 10, 9), "DONE")


def test_what_was_held_is_not_planned_again(ceremony, turns, people, secretary, at):
    for turn in turns:
        hand_all(turn, actor=secretary, at=at)
    mark_held(ceremony, actor=secretary, at=at)

    for step in (
        lambda: save_program(ceremony, [ITEM], version=1, actor=secretary, at=at),
        lambda: save_turns(ceremony, [TURN], version=1, actor=secretary, at=at),
        lambda: shift(people[0], "len", actor=secretary, at=at),
        lambda: discard_ceremony(ceremony, actor=secretary, at=at),
        lambda: arrange(ceremony, most=5, actor=secretary, at=at),
    ):
        with pytest.raises(MoveRefusedError, match="đã tổ chức"):
            step()


def test_turns_are_not_made_anew_once_something_was_marked(ceremony, turns, secretary, at):
    hand_all(turns[0], actor=secretary, at=at)

    with pytest.raises(MoveRefusedError, match="không xếp lại"):
        arrange(ceremony, most=2, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="không bỏ buổi lễ"):
        discard_ceremony(ceremony, actor=secretary, at=at)


def test_it_is_thrown_away_with_the_draft_of_its_programme(ceremony, decision, secretary, at):
    paper = begin_program(ceremony, actor=secretary, at=at)
    assert "08:00 – 08:15" in paper.body
    with pytest.raises(MoveRefusedError, match="đã có bản chương trình"):
        begin_program(ceremony, actor=secretary, at=at)

    discard_ceremony(ceremony, actor=secretary, at=at)

    assert not Ceremony.objects.exists()
    assert not Document.objects.filter(pk=paper.pk).exists()
    assert decision.lines.count() == 4


@pytest.mark.parametrize("step", [save_program, save_guests, save_turns])
def test_a_stale_save_is_refused(ceremony, secretary, deputy, at, step):
    step(ceremony, [], version=1, actor=secretary, at=at)

    with pytest.raises(StaleError):
        step(ceremony, [], version=1, actor=deputy, at=at)


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_point_of_the_programme_takes_some_time(ceremony, secretary, at, minutes):
    with pytest.raises(ValidationError):
        save_program(ceremony, [ITEM | {"minutes": minutes}], version=1, actor=secretary, at=at)


def test_there_are_not_endless_rows(ceremony, secretary, at):
    with pytest.raises(ValidationError, match="Tối đa 60 dòng"):
        save_program(ceremony, [ITEM] * 61, version=1, actor=secretary, at=at)


STEPS = {
    "plan": lambda one, actor, at: plan_ceremony(VALUES, one.decisions.all(), actor=actor, at=at),
    "save": lambda one, actor, at: save_ceremony(one, VALUES, [], version=1, actor=actor, at=at),
    "program": lambda one, actor, at: save_program(one, [ITEM], version=1, actor=actor, at=at),
    "turns": lambda one, actor, at: save_turns(one, [TURN], version=1, actor=actor, at=at),
    "guests": lambda one, actor, at: save_guests(one, [], version=1, actor=actor, at=at),
    "arrange": lambda one, actor, at: arrange(one, most=5, actor=actor, at=at),
    "place": lambda one, actor, at: place(one, {}, version=1, actor=actor, at=at),
    "shift": lambda one, actor, at: shift(one.program.first(), "len", actor=actor, at=at),
    "mark": lambda one, actor, at: mark(one, {}, actor=actor, at=at),
    "hold": lambda one, actor, at: mark_held(one, actor=actor, at=at),
    "announce": lambda one, actor, at: announce(one, actor=actor, at=at),
    "discard": lambda one, actor, at: discard_ceremony(one, actor=actor, at=at),
    "paper": lambda one, actor, at: begin_program(one, actor=actor, at=at),
}


@pytest.mark.parametrize("who", ["teacher", "accountant", "inspector", "stranger", "technician"])
@pytest.mark.parametrize("step", STEPS)
def test_nobody_else_prepares_it(ceremony, request, at, step, who):
    with pytest.raises(PermissionDenied):
        STEPS[step](ceremony, request.getfixturevalue(who), at)


def test_hours_pass_midnight(ceremony):
    ceremony.starts_at = time(23, 50)

    assert timed(ceremony)[1].hours == "00:05 – 00:15"


def test_those_of_one_honor_are_called_up_together_wherever_they_stand_in_the_decision(ceremony, decision, secretary, at):
    """Also once their places have been changed."""
    AwardLineFactory(decision=decision, holder_name="Bùi Thị Ước")
    save_ceremony(ceremony, VALUES, [decision], version=1, actor=secretary, at=at)
    shift(ceremony.turns.first().recipients.first(), "xuong", actor=secretary, at=at)

    arrange(ceremony, most=10, actor=secretary, at=at)

    assert names(ceremony) == [[*NAMES, "Bùi Thị Ước"], ["Tổ mẫu giáo lớn"]]


def test_the_programme_is_laid_out_as_the_decree_asks(ceremony, principal, secretary, at):
    paper = compose(begin_program(ceremony, actor=secretary, at=at))

    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


def test_the_class_of_a_pupil_is_not_taken_for_a_seat(ceremony, decision, school, secretary, at):
    told = {"holder_kind": NomineeKind.PUPIL, "person": None, "code": "GK_HS_CN", "holder_name": "Bảo An"}
    for pupil, unit in ((PupilFactory(school=school), "A1"), (PupilFactory(school=school), "Lớp 5A")):
        AwardLineFactory(decision=decision, pupil=pupil, unit=unit, **told)

    save_ceremony(ceremony, VALUES, [decision], version=1, actor=secretary, at=at)

    assert [seat.told for seat in seats_of(ceremony)][-2:] == ["Lớp A1", "Lớp 5A"]

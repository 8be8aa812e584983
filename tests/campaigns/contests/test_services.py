"""The road of a contest: drawn up, entered until the last minute, judged, counted to the last fraction."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns.contests.enums import ContestKind, ContestState
from campaigns.contests.models import Contest, Entry, JudgeSheet
from campaigns.contests.queries import result
from campaigns.contests.services.contests import (
    Award,
    Told,
    add_contest,
    award,
    discard_contest,
    invite_judge,
    release_judge,
    save_contest,
    take_step,
)
from campaigns.contests.services.entries import change_entry, enter, remove_file, withdraw_entry
from campaigns.contests.services.judging import mark
from tests.factories.campaigns import CampaignFactory
from tests.factories.contests import (
    ContestFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    judged_contest,
    kin,
    sheet,
)
from tests.factories.school import UserFactory
from tests.factories.targets import upload
from thiduakt.audit.models import AuditEvent
from thiduakt.marks import Aggregation
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
AT = datetime(2023, 9, 10, 2, tzinfo=UTC)
LAST_MINUTE = datetime(2023, 9, 30, 16, 59, tzinfo=UTC)  # 23:59 in Hà Nội
MIDNIGHT = datetime(2023, 9, 30, 17, 0, tzinfo=UTC)


def told(**changes: object) -> Told:
    values = {
        "name": "Cuộc thi viết về gương người tốt, việc tốt", "kind": ContestKind.WRITING, "rules": "Không quá hai trang.",
        "opens_on": date(2023, 9, 1), "closes_on": date(2023, 9, 30), "campaign": None, "send_up": 1, "pass_mark": None,
        "aggregation": Aggregation.MEAN,
    }  # fmt: skip
    criteria = [{"text": "Nội dung", "max_points": Decimal(7)}, {"text": "Trình bày", "max_points": Decimal(3)}]
    return Told(values={**values, **changes}, criteria=criteria)


@pytest.fixture
def open_contest(school: School) -> Contest:
    contest = ContestFactory(school=school, state=ContestState.OPEN)
    CriterionFactory(contest=contest)
    return contest


@pytest.fixture
def judges(school: School) -> list[User]:
    return [
        UserFactory(school=school, full_name=f"Giám khảo {name}", roles=[Role.TEACHER]) for name in ("Ân", "Bình", "Ước")
    ]


@pytest.fixture
def counted(school: School, judges: list[User]) -> Contest:
    """Three judges; three entries of 9, 8 and 8 points."""
    contest = judged_contest(school, *(one.person for one in judges), state=ContestState.RESULT, send_up=1)
    for number, points in ((201, 8), (202, 9), (203, 8)):
        entry = EntryFactory(contest=contest, number=number)
        for judge in contest.judges.all():
            sheet(judge, entry, points)
    return contest


def test_a_draft_is_stored_with_its_criteria_and_can_be_changed_and_thrown_away(secretary: User) -> None:
    contest = add_contest(told(), actor=secretary, at=AT)
    assert [one.text for one in contest.criteria.all()] == ["Nội dung", "Trình bày"]
    changed = save_contest(contest, told(name="Cuộc thi viết"), version=1, actor=secretary, at=AT)
    assert changed.name == "Cuộc thi viết"
    with pytest.raises(StaleError):
        save_contest(contest, told(), version=1, actor=secretary, at=AT)
    discard_contest(contest, actor=secretary, at=AT)
    assert not Contest.objects.exists()
    assert AuditEvent.objects.filter(verb="contest.discard").exists()


def test_a_teacher_draws_up_no_contest(teacher: User) -> None:
    with pytest.raises(PermissionDenied):
        add_contest(told(), actor=teacher, at=AT)


def test_the_campaign_of_another_school_is_no_campaign_of_ours(secretary: User, other_school: School) -> None:
    with pytest.raises(PermissionDenied):
        add_contest(told(campaign=CampaignFactory(school=other_school)), actor=secretary, at=AT)


def test_a_contest_without_criteria_is_not_opened(school: School, secretary: User) -> None:
    with pytest.raises(MoveRefusedError, match="Chưa có tiêu chí"):
        take_step(ContestFactory(school=school), "open", actor=secretary, at=AT)


def test_opening_tells_the_staff_and_locks_the_rules(secretary: User, teacher: User) -> None:
    contest = take_step(add_contest(told(), actor=secretary, at=AT), "open", actor=secretary, at=AT)
    assert Notice.objects.get(person=teacher.person).kind == NoticeKind.CONTEST_OPENED
    with pytest.raises(MoveRefusedError, match="giữ nguyên"):
        save_contest(contest, told(name="Khác"), version=2, actor=secretary, at=AT)


def test_entries_are_taken_until_the_last_minute_of_the_last_day_in_hanoi(open_contest: Contest, teacher: User) -> None:
    enter(open_contest, {"title": "Giờ học toán"}, actor=teacher, at=LAST_MINUTE)
    with pytest.raises(MoveRefusedError, match="Đã hết hạn nhận bài"):
        enter(open_contest, {"title": "Muộn một phút"}, actor=teacher, at=MIDNIGHT)


def test_after_the_last_day_nothing_is_changed_nor_withdrawn(open_contest: Contest, teacher: User) -> None:
    entry = enter(open_contest, {"title": "Giờ học toán"}, files=[upload()], actor=teacher, at=AT).entry
    for act in (
        lambda: change_entry(entry, {"title": "Khác"}, version=1, actor=teacher, at=MIDNIGHT),
        lambda: withdraw_entry(entry, actor=teacher, at=MIDNIGHT),
        lambda: remove_file(entry.files.get(), actor=teacher, at=MIDNIGHT),
    ):
        with pytest.raises(MoveRefusedError):
            act()
    assert Entry.objects.get().title == "Giờ học toán"


def test_a_draft_takes_no_entry(school: School, teacher: User) -> None:
    with pytest.raises(MoveRefusedError, match="đang soạn"):
        enter(ContestFactory(school=school), {"title": "Sớm"}, actor=teacher, at=AT)


def test_nobody_changes_the_entry_of_another_not_even_the_organiser(
    open_contest: Contest, teacher: User, secretary: User
) -> None:
    entry = enter(open_contest, {"title": "Giờ học toán"}, actor=teacher, at=AT).entry
    with pytest.raises(PermissionDenied):
        change_entry(entry, {"title": "Khác"}, version=1, actor=secretary, at=AT)
    with pytest.raises(PermissionDenied):
        withdraw_entry(entry, actor=secretary, at=AT)


def test_an_entry_brings_files_and_says_which_were_refused(open_contest: Contest, teacher: User) -> None:
    entered = enter(
        open_contest, {"title": "Giờ học toán"}, files=[upload(), upload("bang.xlsx", b"PK")], actor=teacher, at=AT
    )
    assert [one.original_name for one in entered.entry.files.all()] == ["anh.jpg"]
    assert len(entered.refusals) == 1


def test_the_author_is_not_written_twice(open_contest: Contest, teacher: User, group_head: User) -> None:
    co_authors = [teacher.person, group_head.person]
    entry = enter(open_contest, {"title": "Giờ học toán"}, co_authors=co_authors, actor=teacher, at=AT).entry
    assert [str(person) for person in entry.authors] == ["Đỗ Thị Đào", "Phạm Thị Hương"]


def test_judging_begins_when_the_last_day_is_over(
    open_contest: Contest, secretary: User, teacher: User, judges: list[User]
) -> None:
    enter(open_contest, {"title": "Giờ học toán"}, actor=teacher, at=AT)
    invite_judge(open_contest, judges[0].person, actor=secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="Còn nhận bài đến hết ngày 30/09/2023"):
        take_step(open_contest, "judge", actor=secretary, at=LAST_MINUTE)
    take_step(open_contest, "judge", actor=secretary, at=MIDNIGHT)
    assert JudgeSheet.objects.get().judge.person == judges[0].person
    assert Notice.objects.get(person=judges[0].person).kind == NoticeKind.JUDGING_ASKED


def test_a_judge_gets_no_sheet_for_own_or_co_authored_entries_nor_those_of_kin(
    open_contest: Contest, secretary: User, teacher: User, judges: list[User]
) -> None:
    own, together, of_kin, free = judges[0], judges[1], judges[2], UserFactory(school=open_contest.school)
    kin(of_kin, own)
    for one in (own, together, of_kin, free):
        JudgeFactory(contest=open_contest, person=one.person)
    enter(open_contest, {"title": "Chung"}, co_authors=[together.person], actor=own, at=AT)
    take_step(open_contest, "judge", actor=secretary, at=MIDNIGHT)
    assert [one.judge.person for one in JudgeSheet.objects.all()] == [free.person]


def test_an_entry_that_no_judge_may_mark_stops_the_beginning(open_contest: Contest, secretary: User, teacher: User) -> None:
    JudgeFactory(contest=open_contest, person=teacher.person)
    enter(open_contest, {"title": "Giờ học toán"}, actor=teacher, at=AT)
    with pytest.raises(MoveRefusedError, match="Có 1 bài mà mọi giám khảo"):
        take_step(open_contest, "judge", actor=secretary, at=MIDNIGHT)


def test_a_judge_cannot_mark_an_entry_of_kin_even_with_a_sheet_in_hand(school: School, judges: list[User]) -> None:
    contest = judged_contest(school, judges[0].person)
    held = sheet(contest.judges.get(), EntryFactory(contest=contest, author=judges[1].person))
    kin(judges[1], judges[0])
    with pytest.raises(PermissionDenied):
        mark(held, {}, is_sent=False, version=1, actor=judges[0], at=AT)


def test_a_sheet_is_sent_once_and_whole_and_within_the_points(school: School, judges: list[User], secretary: User) -> None:
    contest = judged_contest(school, judges[0].person)
    held, criterion = sheet(contest.judges.get(), EntryFactory(contest=contest)), contest.criteria.get()
    with pytest.raises(PermissionDenied):
        mark(held, {criterion.pk: Decimal(5)}, is_sent=True, version=1, actor=secretary, at=AT)
    with pytest.raises(ValidationError, match="từ 0 đến 10"):
        mark(held, {criterion.pk: Decimal("10.1")}, is_sent=False, version=1, actor=judges[0], at=AT)
    with pytest.raises(ValidationError, match="Còn 1 tiêu chí"):
        mark(held, {}, is_sent=True, version=1, actor=judges[0], at=AT)
    mark(held, {criterion.pk: Decimal("9.5")}, is_sent=True, version=1, actor=judges[0], at=AT)
    with pytest.raises(MoveRefusedError, match="đã gửi"):
        mark(held, {criterion.pk: Decimal(2)}, is_sent=True, version=2, actor=judges[0], at=AT)
    assert held.marks.get().points == Decimal("9.5")


def test_a_sheet_saved_in_two_windows_is_not_written_over(school: School, judges: list[User]) -> None:
    contest = judged_contest(school, judges[0].person)
    held, criterion = sheet(contest.judges.get(), EntryFactory(contest=contest)), contest.criteria.get()
    mark(held, {criterion.pk: Decimal(6)}, is_sent=False, version=1, actor=judges[0], at=AT)
    with pytest.raises(StaleError):
        mark(held, {criterion.pk: Decimal(7)}, is_sent=False, version=1, actor=judges[0], at=AT)


def test_the_result_is_exact_and_ties_are_ties(counted: Contest) -> None:
    assert [(line.entry.number, line.score, line.place) for line in result(counted)] == [
        (202, Fraction(9), "1"),
        (201, Fraction(8), "đồng hạng 2"),
        (203, Fraction(8), "đồng hạng 2"),
    ]


@pytest.mark.parametrize(
    ("aggregation", "points", "score"),
    [
        (Aggregation.MEAN, (10, 9, 0), Fraction(19, 3)),
        (Aggregation.TRIMMED, (10, 9, 0), Fraction(9)),
        (Aggregation.TRIMMED, (10, 9), Fraction(19, 2)),
        (Aggregation.MEAN, ("0.1", "0.2"), Fraction(3, 20)),
    ],
)
def test_the_score_is_taken_over_the_judges_who_could_mark(
    school: School, judges: list[User], aggregation: str, points: tuple, score: Fraction
) -> None:
    contest = judged_contest(school, *(one.person for one in judges), state=ContestState.RESULT, aggregation=aggregation)
    entry = EntryFactory(contest=contest)
    for judge, given in zip(contest.judges.all(), points, strict=False):
        sheet(judge, entry, given)
    assert result(contest)[0].score == score


def test_an_excused_judge_no_longer_holds_up_the_result_nor_counts(
    school: School, judges: list[User], secretary: User
) -> None:
    contest = judged_contest(school, judges[0].person, judges[1].person)
    first, second = contest.judges.all()
    entries = [EntryFactory(contest=contest) for _ in range(2)]
    for entry in entries:
        sheet(first, entry, 6)
    sheet(second, entries[0], 10)
    sheet(second, entries[1])
    with pytest.raises(MoveRefusedError, match="lý do"):
        release_judge(second, actor=secretary, at=AT)
    release_judge(second, reason="Nghỉ ốm", actor=secretary, at=AT)
    counted = take_step(contest, "count", actor=secretary, at=AT)
    assert {line.score for line in result(counted)} == {Fraction(6)}


def test_kin_declared_after_the_result_changes_nothing_in_it(counted: Contest, judges: list[User]) -> None:
    author = UserFactory(school=counted.school, person=counted.entries.get(number=202).author)
    kin(author, judges[0])
    assert len(result(counted)[0].totals) == 3


def test_kin_declared_while_it_was_judged_is_left_out_for_good(school: School, judges: list[User], secretary: User) -> None:
    contest = judged_contest(school, judges[0].person, judges[1].person)
    entry = EntryFactory(contest=contest, author=judges[2].person)
    for judge, points in zip(contest.judges.all(), (10, 4), strict=True):
        sheet(judge, entry, points)
    said = kin(judges[2], judges[0])
    counted = take_step(contest, "count", actor=secretary, at=AT)
    said.delete()
    assert result(counted)[0].score == 4


def test_a_better_entry_is_passed_over_only_with_a_reason(counted: Contest, secretary: User) -> None:
    best, other = counted.entries.get(number=202), counted.entries.get(number=201)
    chosen = [Award(other.pk, "Giải Nhì", is_chosen=True), Award(best.pk, "Giải Nhất", is_chosen=False)]
    with pytest.raises(ValidationError, match="lý do"):
        award(counted, chosen, version=1, actor=secretary, at=AT)
    award(counted, chosen, reason="Tác giả bài nhất đã dự thi cấp quận.", version=1, actor=secretary, at=AT)
    counted.refresh_from_db()
    assert counted.choice_reason == "Tác giả bài nhất đã dự thi cấp quận."
    assert [entry.number for entry in counted.entries.filter(is_chosen=True)] == [201]


def test_no_more_are_sent_up_than_are_asked_for(counted: Contest, secretary: User) -> None:
    chosen = [Award(entry.pk, "", is_chosen=True) for entry in counted.entries.all()]
    with pytest.raises(ValidationError, match="Chỉ gửi 1 bài"):
        award(counted, chosen, version=1, actor=secretary, at=AT)


def test_the_result_is_told_to_the_staff_and_stands(counted: Contest, secretary: User, teacher: User) -> None:
    with pytest.raises(MoveRefusedError, match="Chưa chọn bài"):
        take_step(counted, "tell", actor=secretary, at=AT)
    best = counted.entries.get(number=202)
    award(counted, [Award(best.pk, "Giải Nhất", is_chosen=True)], version=1, actor=secretary, at=AT)
    take_step(counted, "tell", actor=secretary, at=AT)
    assert Notice.objects.get(person=teacher.person).kind == NoticeKind.CONTEST_RESULT
    with pytest.raises(MoveRefusedError):
        award(counted, [], version=3, actor=secretary, at=AT)


def test_a_new_judge_gets_the_sheets_of_a_contest_that_is_judged(
    school: School, judges: list[User], secretary: User
) -> None:
    contest = judged_contest(school, judges[0].person)
    EntryFactory(contest=contest)
    EntryFactory(contest=contest, author=judges[1].person)
    invite_judge(contest, judges[1].person, actor=secretary, at=AT)
    assert JudgeSheet.objects.filter(judge__person=judges[1].person).count() == 1

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Author, Solution, SolutionFile, Trial
from nominations.initiatives.queries import checklist, named_ideas
from nominations.initiatives.services.applying import (
    Figure,
    Tried,
    add_trial,
    confirm_trial,
    edit_trial,
    log_replication,
    remove_trial,
)
from nominations.initiatives.services.authors import Line, answer, set_authors
from nominations.initiatives.services.evidence import add_files, remove_file
from nominations.initiatives.services.holding import hold_part
from nominations.initiatives.services.likeness import compare
from nominations.initiatives.services.solutions import Facts, begin, edit_facts, extend, give_back, submit, withdraw
from tests.factories.initiatives import NAME, add_co_author, describe, make_kin, make_solution, make_trial, other_upload
from tests.factories.registrations import make_registration, make_round
from tests.factories.school import UserFactory
from tests.factories.targets import upload
from thiduakt.audit.models import AuditEvent
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db

REASON = "Bổ sung số liệu trước khi áp dụng của cả hai lớp."


def missing(solution) -> set[str]:
    return {check.part for check in checklist(Solution.objects.get(pk=solution.pk)) if not check.is_done}


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_an_idea_needs_a_name_and_a_year_alone(teacher, at):
    solution = begin(Facts(name="  Góc   thiên nhiên ", year=2023), actor=teacher, at=at)
    author = solution.authors.get()
    assert (solution.name, solution.state, author.person, author.share) == ("Góc thiên nhiên", S.IDEA, teacher.person, 100)
    assert solution.group == teacher.person.group
    assert author.has_confirmed


def test_an_idea_takes_its_name_from_the_registration_of_the_year(teacher, principal, at):
    turn = make_round(principal=principal, at=at)
    planned = make_registration(turn, teacher, at)
    assert list(named_ideas(teacher.person, at.date())) == [planned]
    solution = begin(Facts(name=planned.initiative, year=2023), registration=planned, actor=teacher, at=at)
    assert solution.from_registration == planned
    assert not named_ideas(teacher.person, at.date()).exists()


def test_nobody_begins_from_the_registration_of_another(teacher, colleague, principal, at):
    planned = make_registration(make_round(principal=principal, at=at), teacher, at)
    with pytest.raises(PermissionDenied):
        begin(Facts(name="Góc thiên nhiên", year=2023), registration=planned, actor=colleague, at=at)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"year": 2025}, "year"),
        ({"first_applied_on": date(2023, 12, 31)}, "first_applied_on"),
        ({"name": ""}, "name"),
        ({"level": "cap_nao_do"}, "level"),
    ],
)
def test_facts_that_cannot_be_are_refused(teacher, at, facts, field):
    with pytest.raises(ValidationError) as refusal:
        make_solution(teacher, at, **facts)
    assert field in refusal.value.message_dict


def test_facts_are_changed_by_who_has_read_them_as_they_are(solution, teacher, at):
    changed = edit_facts(solution, Facts(name=NAME, year=2023), version=solution.version, actor=teacher, at=at)
    assert changed.version == solution.version + 1
    with pytest.raises(StaleError):
        edit_facts(solution, Facts(name="Tên khác", year=2023), version=solution.version, actor=teacher, at=at)


def test_a_colleague_changes_nothing(solution, colleague, at):
    with pytest.raises(PermissionDenied):
        edit_facts(solution, Facts(name="Tên khác", year=2023), version=solution.version, actor=colleague, at=at)


def test_a_co_author_is_asked_and_counts_once_they_say_yes(solution, teacher, colleague, at):
    add_co_author(solution, teacher, colleague, at, yes=False)
    assert told(colleague.person) == ["SOLUTION_TO_CONFIRM"]
    assert Part.AUTHORS in missing(solution)
    author = solution.authors.get(person=colleague.person)
    answer(author, yes=True, share=50, actor=colleague, at=at)
    assert Part.AUTHORS not in missing(solution)


def test_a_co_author_says_no_and_why(solution, teacher, colleague, at):
    add_co_author(solution, teacher, colleague, at, yes=False)
    author = solution.authors.get(person=colleague.person)
    with pytest.raises(ValidationError):
        answer(author, yes=False, share=50, actor=colleague, at=at)
    answer(author, yes=False, share=50, reason="Tôi chỉ giúp chụp ảnh.", actor=colleague, at=at)
    assert told(teacher.person) == ["SOLUTION_DECLINED"]
    assert any("không nhận là tác giả" in one for check in checklist(solution) for one in check.missing)


def test_nobody_answers_for_another(solution, teacher, colleague, group_head, at):
    add_co_author(solution, teacher, colleague, at, yes=False)
    for other in (teacher, group_head):
        with pytest.raises(PermissionDenied):
            answer(solution.authors.get(person=colleague.person), yes=True, share=50, actor=other, at=at)


def test_a_share_that_changes_is_confirmed_anew(solution, teacher, colleague, at):
    add_co_author(solution, teacher, colleague, at)
    lines = [Line(share=70, person=teacher.person), Line(share=30, person=colleague.person)]
    set_authors(solution, lines, version=solution.version, actor=teacher, at=at)
    assert not solution.authors.get(person=colleague.person).has_confirmed
    assert solution.authors.get(person=teacher.person).has_confirmed


def test_a_share_is_confirmed_as_it_was_read(solution, teacher, colleague, at):
    add_co_author(solution, teacher, colleague, at, yes=False)
    author = solution.authors.get(person=colleague.person)
    Author.objects.filter(pk=author.pk).update(share=5)
    with pytest.raises(StaleError):
        answer(author, yes=True, share=50, actor=colleague, at=at)


def test_an_author_from_outside_has_a_name_and_a_unit(solution, teacher, at):
    lines = [Line(share=60, person=teacher.person), Line(share=40, name="Trần Văn Ổn")]
    with pytest.raises(ValidationError):
        set_authors(solution, lines, version=solution.version, actor=teacher, at=at)
    lines = [Line(share=60, person=teacher.person), Line(share=40, name="Trần Văn Ổn", unit="Trường Mầm non Gia Thụy")]
    set_authors(solution, lines, version=solution.version, actor=teacher, at=at)
    assert Part.AUTHORS not in missing(solution)


@pytest.mark.parametrize("shares", [(50, 49), (60, 50)])
def test_shares_that_make_no_hundred_are_kept_and_told_as_missing(solution, teacher, colleague, at, shares):
    lines = [Line(share=shares[0], person=teacher.person), Line(share=shares[1], person=colleague.person)]
    set_authors(solution, lines, version=solution.version, actor=teacher, at=at)
    assert any(f"{sum(shares)}%" in one for check in checklist(solution) for one in check.missing)


def test_the_lead_stays_among_the_authors_and_nobody_stands_twice(solution, teacher, colleague, at):
    for lines in (
        [Line(share=100, person=colleague.person)],
        [Line(share=50, person=teacher.person), Line(share=50, person=teacher.person)],
    ):
        with pytest.raises(ValidationError):
            set_authors(solution, lines, version=solution.version, actor=teacher, at=at)


def test_a_co_author_writes_but_does_not_name_authors_or_submit(ready, teacher, colleague, at):
    add_co_author(ready, teacher, colleague, at)
    make_trial(ready, colleague, at)
    with pytest.raises(PermissionDenied):
        set_authors(ready, [Line(100, teacher.person)], version=ready.version, actor=colleague, at=at)
    with pytest.raises(PermissionDenied):
        submit(ready, version=ready.version, actor=colleague, at=at)


def test_a_person_of_another_school_is_no_author(solution, teacher, stranger, at):
    lines = [Line(50, teacher.person), Line(50, stranger.person)]
    with pytest.raises(PermissionDenied):
        set_authors(solution, lines, version=solution.version, actor=teacher, at=at)


def test_the_first_trial_sets_the_solution_going_and_asks_the_head(solution, teacher, group_head, at):
    trial = make_trial(solution, teacher, at)
    assert solution.state == S.TRYING
    assert told(group_head.person) == ["SOLUTION_TRIAL"]
    assert Part.TRIALS in missing(solution)
    confirm_trial(trial, note="Đã dự giờ.", version=trial.version, actor=group_head, at=at)
    assert Part.TRIALS not in missing(solution)


def test_a_trial_that_was_confirmed_and_changed_is_confirmed_anew(solution, teacher, group_head, at):
    trial = make_trial(solution, teacher, at)
    confirmed = confirm_trial(trial, version=trial.version, actor=group_head, at=at)
    edit_trial(
        confirmed, Tried(starts_on=date(2023, 9, 11), place="Lớp A2"), version=confirmed.version, actor=teacher, at=at
    )
    assert Trial.objects.get(pk=trial.pk).confirmed_at is None


def test_nobody_confirms_the_own_trial_or_that_of_kin(solution, teacher, group_head, deputy, at):
    trial = make_trial(solution, teacher, at)
    with pytest.raises(PermissionDenied):
        confirm_trial(trial, version=trial.version, actor=teacher, at=at)
    make_kin(group_head, teacher, at)
    with pytest.raises(PermissionDenied):
        confirm_trial(trial, version=trial.version, actor=group_head, at=at)
    confirm_trial(trial, version=trial.version, actor=deputy, at=at)


def test_the_own_trial_of_the_head_waits_for_the_deputy_head(group_head, school, group, at):
    other = UserFactory(school=school, full_name="Bùi Thị Ước", group=group, roles=[Role.GROUP_HEAD])
    trial = make_trial(make_solution(group_head, at), group_head, at)
    assert told(other.person) == ["SOLUTION_TRIAL"]
    confirm_trial(trial, version=trial.version, actor=other, at=at)


def test_the_head_of_another_to_confirms_nothing(solution, teacher, school, outsider, at):
    other = UserFactory(school=school, full_name="Lê Thị Ân", group=outsider.person.group, roles=[Role.GROUP_HEAD])
    trial = make_trial(solution, teacher, at)
    with pytest.raises(PermissionDenied):
        confirm_trial(trial, version=trial.version, actor=other, at=at)


@pytest.mark.parametrize(
    "tried",
    [
        Tried(starts_on=date(2023, 9, 11)),
        Tried(starts_on=date(2024, 9, 11), place="Lớp A1"),
        Tried(starts_on=date(2023, 9, 11), ends_on=date(2023, 9, 1), place="Lớp A1"),
        Tried(starts_on=date(2023, 9, 11), place="Lớp A1", figures=[Figure("Trẻ khỏe", "%", "", "91")]),
        Tried(starts_on=date(2023, 9, 11), place="Lớp A1", figures=[Figure("x" * 101, "%", "1", "2")]),
        Tried(starts_on=date(2023, 9, 11), place="Lớp A1", figures=[Figure("Trẻ", "", "1", "2")] * 21),
    ],
)
def test_a_trial_that_tells_too_little_or_too_much_is_refused(solution, teacher, at, tried):
    with pytest.raises(ValidationError):
        add_trial(solution, tried, version=solution.version, actor=teacher, at=at)
    assert not Trial.objects.exists()


def test_a_trial_goes_with_its_files(solution, teacher, at):
    kept = add_trial(
        solution, Tried(starts_on=date(2023, 9, 11), place="Lớp A1"), files=[upload()], version=solution.version,
        actor=teacher, at=at,
    )  # fmt: skip
    assert kept.refusals == []
    remove_trial(kept.row, actor=teacher, at=at)
    assert not SolutionFile.objects.exists()


def test_a_file_that_is_none_of_the_kinds_is_refused_in_a_sentence(solution, teacher, at):
    refusals = add_files(solution, [upload(), upload("a.exe", b"MZ")], actor=teacher, at=at)
    assert len(refusals) == 1
    assert solution.files.count() == 1


def test_files_have_room_for_30_megabytes(solution, teacher, at):
    add_files(solution, [upload()], actor=teacher, at=at)
    SolutionFile.objects.update(size=30 * 1024 * 1024)
    refusals = add_files(solution, [other_upload()], actor=teacher, at=at)
    assert "30 MB" in refusals[0]


def test_a_file_is_removed_while_its_part_is_open(submitted, teacher, at):
    with pytest.raises(MoveRefusedError):
        remove_file(submitted.files.first(), actor=teacher, at=at)


def test_what_is_missing_blocks_submitting(solution, teacher, at):
    assert missing(solution) == {Part.DESCRIPTION, Part.TRIALS, Part.EVIDENCE, "likeness"}
    with pytest.raises(MoveRefusedError) as refusal:
        submit(solution, version=solution.version, actor=teacher, at=at)
    assert len(refusal.value.messages) >= 4


def test_what_is_whole_is_submitted_and_told_to_the_secretary(ready, teacher, secretary, at):
    submitted = submit(ready, version=ready.version, actor=teacher, at=at)
    assert (submitted.state, submitted.submitted_at) == (S.SUBMITTED, at)
    assert told(secretary.person) == ["SOLUTION_SUBMITTED"]


def test_nobody_submits_what_changed_since_they_read_it(ready, teacher, at):
    with pytest.raises(StaleError):
        submit(ready, version=ready.version - 1, actor=teacher, at=at)


def test_a_description_changed_after_the_comparison_is_compared_anew(ready, teacher, at):
    describe(ready, teacher, at, {"noi_dung": "<p>" + "Một cách làm khác hẳn với những chữ khác. " * 20 + "</p>"})
    assert missing(ready) == {"likeness"}
    compare(ready, actor=teacher, at=at)
    assert missing(ready) == set()


def test_what_is_submitted_stays_as_it_is(submitted, teacher, at):
    with pytest.raises(MoveRefusedError):
        hold_part(submitted, Part.DESCRIPTION, actor=teacher, at=at)


def test_given_back_only_the_flagged_parts_open_until_the_day(submitted, teacher, secretary, at):
    until = at.date() + timedelta(days=5)
    give_back(submitted, parts=[Part.TRIALS], reason=REASON, until=until, version=submitted.version, actor=secretary, at=at)
    assert told(teacher.person)[-1] == "SOLUTION_RETURNED"
    hold_part(submitted, Part.TRIALS, actor=teacher, at=at)
    with pytest.raises(MoveRefusedError):
        hold_part(submitted, Part.FACTS, actor=teacher, at=at)
    late = at + timedelta(days=6)
    with pytest.raises(MoveRefusedError):
        hold_part(submitted, Part.TRIALS, actor=teacher, at=late)
    returned = Solution.objects.get(pk=submitted.pk)
    with pytest.raises(MoveRefusedError):
        submit(returned, version=returned.version, actor=teacher, at=late)
    longer = extend(returned, until=until + timedelta(days=5), version=returned.version, actor=secretary, at=late)
    again = submit(longer, version=longer.version, actor=teacher, at=late)
    assert (again.state, again.submitted_at, again.returned_parts) == (S.SUBMITTED, at, [])


@pytest.mark.parametrize(
    "told",
    [
        {"parts": []},
        {"parts": ["likeness"]},
        {"reason": "Ngắn quá."},
        {"until": date(2023, 1, 1)},
    ],
)
def test_given_back_with_a_part_a_reason_and_a_day(submitted, secretary, at, told):
    whole = {"parts": [Part.TRIALS], "reason": REASON, "until": at.date() + timedelta(days=5)}
    with pytest.raises(ValidationError):
        give_back(submitted, **whole | told, version=submitted.version, actor=secretary, at=at)


def test_nobody_gives_back_the_own_one_or_that_of_kin(submitted, teacher, secretary, at):
    make_kin(secretary, teacher, at)
    with pytest.raises(PermissionDenied):
        give_back(
            submitted, parts=[Part.TRIALS], reason=REASON, until=at.date(), version=submitted.version, actor=secretary, at=at
        )


def test_withdrawn_before_it_is_judged_and_not_after(submitted, teacher, at):
    gone = withdraw(submitted, reason="Làm lại năm sau.", version=submitted.version, actor=teacher, at=at)
    assert gone.state == S.WITHDRAWN


def test_what_is_being_judged_is_not_withdrawn(submitted, teacher, at):
    Solution.objects.filter(pk=submitted.pk).update(state=S.IN_JUDGING)
    with pytest.raises(MoveRefusedError):
        withdraw(submitted, reason="Làm lại năm sau.", version=submitted.version, actor=teacher, at=at)


def test_only_a_recognised_one_is_replicated(submitted, group_head, teacher, outsider, at):
    said = {"who": "Cô Ngô Thị Oanh", "place": "Lớp B2", "since": date(2023, 9, 20), "result": "Trẻ thích."}
    with pytest.raises(MoveRefusedError):
        log_replication(submitted, **said, actor=group_head, at=at)
    Solution.objects.filter(pk=submitted.pk).update(state=S.RECOGNISED)
    log_replication(submitted, **said, files=[other_upload()], actor=group_head, at=at)
    log_replication(submitted, **said | {"place": "Lớp B3"}, actor=teacher, at=at)
    with pytest.raises(PermissionDenied):
        log_replication(submitted, **said, actor=outsider, at=at)
    assert submitted.replications.count() == 2


def test_every_act_stands_in_the_log(submitted):
    verbs = set(AuditEvent.objects.about(submitted).values_list("verb", flat=True))
    assert verbs >= {
        "solution.begin", "solution.add_trial", "solution.try", "solution.confirm_trial", "solution.add_evidence",
        "solution.compare", "solution.submit",
    }  # fmt: skip

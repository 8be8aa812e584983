"""The table of permissions against a copy written by hand from the matrix of roles."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from thiduakt.permissions import RULES, SECOND_FACTOR_ROLES, SEPARATED, Role, Scope, may, require, scopes

DAY = date(2023, 10, 5)

# ✔ whole school, O own, G own group, S schools below, D delegated, L while consulted, 2 needs a second person, · denied
MATRIX = """
                        QT  HT  PHT CT  TK  UV  BKP TTr GV  VT  KT  CTr KTr
account.view            ✔   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ✔
account.manage          ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
account.reset_password  ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
account.unlock_sign_in  ✔   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
role.view               ✔   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ✔
role.propose            2   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
role.approve            ·   2   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
delegation.grant        ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
staff.view              ·   ✔   ✔   ·   ·   ·   ·   ✔   ✔   ✔   ·   ·   ✔
staff.manage            ·   ✔   ✔   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
person.view             ·   ✔   ✔   ·   ·   ·   ·   G   O   ✔   ✔   ·   ·
birth.view              ·   ✔   ·   ·   ·   ·   ·   ·   O   ✔   ·   ·   ·
school.view             ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
school.manage           ·   ✔   ·   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
kin.own                 ·   O   O   O   O   O   O   O   O   O   O   ·   O
plan.view               ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   S   ✔
plan.view_draft         ·   ✔   ✔   ✔   D   L   ·   L   L   ✔   L   ·   L
plan.edit               ·   ✔   ✔   ✔   D   ·   ·   ·   ·   D   ·   ·   ·
plan.comment            ·   ✔   ✔   ✔   ✔   ✔   ·   ✔   ✔   ✔   ✔   ·   ✔
plan.end                ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
campaign.view           ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
campaign.manage         ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
campaign.launch         ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
target.view             ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
target.manage           ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
target.report           ·   ✔   ✔   ·   ✔   ·   ·   G   O   ·   ·   ·   ·
target.check            ·   ✔   ·   ✔   ✔   O   ·   ·   ·   ·   ·   ·   ·
registration.own        ·   O   O   O   O   O   O   O   O   O   O   ·   ·
registration.group      ·   ·   ·   ·   ·   ·   ·   G   ·   ·   ·   ·   ·
registration.school     ·   ✔   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
registration.enter_for  ·   ·   ·   ·   ·   ·   ·   G   ·   ✔   ·   ·   ·
registration.view       ·   ✔   ✔   ✔   ✔   ✔   ·   G   O   ✔   ·   ·   ✔
registration.consolidate ·   ·   ·   ·   ·   ·   ·   G   ·   ·   ·   ·   ·
registration.confirm    ·   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·
round.draft             ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
round.open              ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
score.view              ·   ✔   ✔   ✔   ✔   ✔   ·   G   O   ·   ·   ·   ✔
score.manage            ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
score.self              ·   ·   ·   ·   ·   ·   ·   G   O   ·   ·   ·   ·
score.council           ·   ✔   ✔   ✔   ✔   ✔   ·   ·   ·   ·   ·   ·   ·
contest.view            ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
contest.manage          ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
contest.enter           ·   O   O   O   O   O   O   O   O   O   O   ·   O
contest.judge           ·   O   O   O   O   O   O   O   O   O   O   ·   O
decision.view           ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   S   ✔
decision.draft          ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
decision.end            ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
minutes.view            ·   ✔   ✔   ✔   ✔   ✔   O   O   O   ✔   O   ·   ✔
minutes.draft           ·   ✔   ✔   O   ✔   O   O   O   O   ✔   O   ·   O
minutes.sign            ·   O   O   O   O   O   O   O   O   O   O   ·   O
minutes.end             ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
announcement.view       ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   S   ✔
announcement.draft      ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
submittal.view          ·   ✔   ✔   ✔   ✔   ✔   ·   ·   ·   ✔   ·   ·   ✔
submittal.draft         ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
submittal.end           ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
document.sign           ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
document.issue          ·   ·   ·   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
register.view           ·   ✔   ✔   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ✔
register.edit           ·   ·   ·   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
series.propose          ·   ·   ·   ·   ·   ·   ·   ·   ·   2   ·   ·   ·
series.approve          ·   2   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
legal.view              ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔
legal.manage            ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
rule.view               ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔
rule.propose            ·   ·   ·   ·   2   ·   ·   ·   ·   ·   ·   ·   ·
rule.approve            ·   2   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
ledger.view             ·   ✔   ✔   ✔   ✔   ·   ·   G   O   ✔   ·   ·   ✔
ledger.enter            ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
ledger.correct          ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
sensitive.view          ·   ✔   ·   ·   ✔   ·   ·   ·   O   ·   ·   ·   ·
sensitive.manage        ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
eligibility.view        ·   ✔   ✔   ✔   ✔   ·   ·   G   O   ·   ·   ·   ·
pupil.view              ·   ✔   ✔   ·   ✔   ·   ·   ·   O   ✔   ·   ·   ·
pupil.manage            ·   ✔   ✔   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
intake.people           ·   ·   ·   ·   2   ·   ·   ·   ·   2   ·   ·   ·
intake.approve          ·   2   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
intake.pupils           ·   ✔   ✔   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
intake.history          ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
exemplar.view           ·   ✔   ✔   ✔   ✔   ✔   O   G   O   ✔   O   ·   ✔
exemplar.propose        ·   ✔   ✔   ·   ✔   ·   ·   G   O   ·   ·   ·   ·
exemplar.manage         ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
exemplar.publish        ·   ✔   D   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
report.view             ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   S   ✔
report.draft            ·   ✔   ✔   ✔   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
outline.manage          ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
solution.view           ·   ✔   ✔   ✔   ✔   ✔   O   G   O   ✔   O   ·   ✔
solution.own            ·   O   O   O   O   O   O   O   O   O   O   ·   ·
solution.manage         ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
solution.replicate      ·   ✔   ✔   ·   ✔   ·   ·   G   O   ·   ·   ·   ·
judging.manage          ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
judging.judge           ·   O   O   O   O   O   O   O   O   O   O   ·   O
judging.recognise       ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
judging.appeal          ·   O   O   O   O   O   O   O   O   O   O   ·   O
review.manage           ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
review.open             ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
dossier.own             ·   O   O   O   O   O   O   O   O   O   O   ·   ·
dossier.propose         ·   ✔   ✔   ·   ·   ·   ·   G   ·   ·   ·   ·   ·
dossier.pupil           ·   ✔   ✔   ·   ·   ·   ·   G   O   ·   ·   ·   ·
dossier.view            ·   ✔   ✔   ✔   ✔   O   O   G   O   O   O   ·   ✔
dossier.return          ·   ✔   ✔   ·   ✔   ·   ·   G   ·   ·   ·   ·   ·
dossier.appraise        ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
dossier.waive           ·   2   ·   ·   2   ·   ·   ·   ·   ·   ·   ·   ·
dossier.submit_list     ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
dossier.pause           ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
dossier.record          ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
meeting.lead            ·   ·   ·   ·   ·   ·   ·   G   ·   ·   ·   ·   ·
meeting.view            ·   ✔   ✔   ✔   ✔   ·   ·   G   G   ·   ·   ·   ✔
council.view            ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
council.manage          ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
feedback.post           ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
feedback.send           ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
feedback.read           ·   ✔   D   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ✔
feedback.answer         ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
session.view            ·   ✔   C   C   ✔   C   C   C   C   C   C   ·   ✔
session.manage          ·   ✔   C   ✔   ✔   C   C   C   C   C   C   ·   C
session.conduct         ·   C   C   C   C   C   C   C   C   C   C   ·   C
conflict.declare        ·   C   C   C   C   C   C   C   C   C   C   ·   C
ballot.vote             ·   C   C   C   C   C   C   C   C   C   C   ·   C
ballot.conduct          ·   C   C   C   C   C   C   C   C   C   C   ·   C
ballot.view             ·   ✔   C   C   C   C   C   C   C   C   C   ·   ✔
award.view              ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
award.manage            ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
award.cancel            ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
award.record            ·   ·   ·   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
pack.view               ·   ✔   ✔   ✔   ✔   ·   ·   ·   ·   ✔   ·   S   ✔
pack.manage             ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
pack.approve            ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
pack.send               ·   ·   ·   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
pack.answer             ·   ·   ·   ·   ·   ·   ·   ·   ·   ✔   ·   S   ·
money.view              ·   ✔   O   O   O   O   O   O   O   O   ✔   ·   ✔
money.manage            ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ✔   ·   ·
money.approve           ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
money.confirm           ·   O   O   O   O   O   O   O   O   O   O   ·   O
certificate.print       ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
certificate.design      ·   ✔   ·   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
statistics.view         ·   ✔   ✔   ✔   ✔   ·   ·   ·   ·   ✔   ·   ·   ✔
year.view               ·   ✔   ✔   ✔   ✔   ·   ·   ·   ·   ✔   ·   ·   ✔
year.close              ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
year.begin              ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
publication.manage      ·   ✔   D   ·   ·   ·   ·   ·   ·   ✔   ·   ·   ·
ceremony.view           ·   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ✔   ·   ✔
ceremony.manage         ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ✔   ·   ·   ·
report.end              ·   ✔   D   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·
notice.own              O   O   O   O   O   O   O   O   O   O   O   O   O
notice.send             ·   ✔   ✔   ·   ✔   ·   ·   ·   ·   ·   ·   ·   ·
audit.view              ·   ✔   ·   ·   ·   ·   ·   ·   O   ·   ·   ·   ✔
security.view           ✔   ✔   ·   ·   ·   ·   ·   ·   O   ·   ·   ·   ✔
"""
MARKS = {
    "✔": {Scope.SCHOOL},
    "O": {Scope.OWN},
    "G": {Scope.GROUP},
    "S": {Scope.SUPERIOR},
    "D": {Scope.DELEGATED},
    "L": {Scope.CONSULTED},
    "C": {Scope.SEATED},
    "2": {Scope.PROPOSES, Scope.APPROVES},
}


def cells():
    head, *lines = MATRIX.strip().splitlines()
    for line in lines:
        action, *marks = line.split()
        for role, mark in zip(head.split(), marks, strict=True):
            yield action, Role(role), mark


@dataclass
class Somebody:
    roles: set[Role]
    school_id: int = 1
    group_id: int | None = 10
    person_id: int = 100
    delegated: set[str] = field(default_factory=set)
    until: date = date.max
    pk: int = 1000

    def roles_on(self, day):
        return frozenset(self.roles if day <= self.until else ())

    def delegated_on(self, day):
        return frozenset(self.delegated if day <= self.until else ())


@dataclass
class Row:
    school_id: int = 1
    group_id: int | None = 10
    person_id: int = 100


@pytest.mark.parametrize(("action", "role", "mark"), list(cells()))
def test_the_table_is_the_one_written_by_hand(action, role, mark):
    granted = {RULES[action].grants[role]} if role in RULES[action].grants else set()

    assert granted <= MARKS.get(mark, set())
    assert bool(granted) == (mark != "·")


def test_every_action_of_the_table_is_written_by_hand():
    assert {action for action, _, _ in cells()} == set(RULES)


@pytest.mark.parametrize("action", list(RULES))
def test_without_a_role_nothing_is_allowed(action):
    assert not may(Somebody(set()), action, on=DAY)
    assert not may(Somebody(set()), action, Row(), on=DAY)


def test_an_unwritten_action_is_a_mistake_and_not_a_refusal():
    with pytest.raises(KeyError):
        may(Somebody({Role.PRINCIPAL}), "plan.burn", on=DAY)


def test_a_grant_over_the_school_ends_at_its_border():
    principal = Somebody({Role.PRINCIPAL})

    assert may(principal, "person.view", Row(group_id=11, person_id=101), on=DAY)
    assert not may(principal, "person.view", Row(school_id=2), on=DAY)


def test_own_rows_only():
    teacher = Somebody({Role.TEACHER})

    assert may(teacher, "person.view", Row(), on=DAY)
    assert not may(teacher, "person.view", Row(person_id=101), on=DAY)
    assert not may(teacher, "person.view", Row(school_id=2), on=DAY)


def test_the_own_group_only():
    head = Somebody({Role.GROUP_HEAD})

    assert may(head, "person.view", Row(person_id=101), on=DAY)
    assert not may(head, "person.view", Row(person_id=101, group_id=11), on=DAY)
    assert not may(head, "person.view", Row(school_id=2, person_id=101), on=DAY)


def test_nobody_without_a_group_is_head_of_those_without_a_group():
    head = Somebody({Role.GROUP_HEAD}, group_id=None)

    assert not may(head, "person.view", Row(person_id=101, group_id=None), on=DAY)


def test_two_roles_reach_as_far_as_both():
    head = Somebody({Role.GROUP_HEAD, Role.TEACHER}, group_id=None)

    assert scopes(head, "person.view", DAY) == {Scope.GROUP, Scope.OWN}
    assert may(head, "person.view", Row(group_id=11), on=DAY)


def test_a_delegated_action_needs_the_delegation():
    deputy = Somebody({Role.DEPUTY})
    with_paper = Somebody({Role.DEPUTY}, delegated={"document.sign"})
    with_another = Somebody({Role.DEPUTY}, delegated={"plan.edit"})

    assert not may(deputy, "document.sign", Row(), on=DAY)
    assert not may(with_another, "document.sign", Row(), on=DAY)
    assert may(with_paper, "document.sign", Row(), on=DAY)


def test_a_delegation_alone_gives_nothing():
    teacher = Somebody({Role.TEACHER}, delegated={"document.sign"})

    assert not may(teacher, "document.sign", Row(), on=DAY)


@pytest.mark.parametrize(
    ("role", "action", "school_id"), [(Role.SUPERIOR, "plan.view", 9), (Role.TEACHER, "plan.view_draft", 1)]
)
def test_a_grant_that_hangs_on_where_the_row_stands_never_answers_for_a_row(role, action, school_id):
    """A paper that was not sent up, a draft on which nobody is consulted: only `visible_to` knows."""
    somebody = Somebody({role}, school_id=school_id)

    assert may(somebody, action, on=DAY)
    assert not may(somebody, action, Row(), on=DAY)


def test_a_principal_above_is_no_superior():
    """The role counts, not the place where somebody works."""
    assert not may(Somebody({Role.PRINCIPAL}, school_id=9), "plan.view", Row(), on=DAY)


def test_a_role_that_has_ended_gives_nothing():
    principal = Somebody({Role.PRINCIPAL}, until=date(2023, 8, 31))

    assert not may(principal, "document.sign", on=DAY)


def test_require_refuses_what_may_denies():
    require(Somebody({Role.CLERK}), "document.issue", Row(), on=DAY)

    with pytest.raises(PermissionDenied):
        require(Somebody({Role.PRINCIPAL}), "document.issue", Row(), on=DAY)


def test_roles_that_one_person_may_not_hold_together():
    pairs = {
        frozenset({"VT", "HT"}),
        frozenset({"VT", "PHT"}),
        frozenset({"TK", "KTr"}),
        *(frozenset({"QT", code}) for code in ("HT", "PHT", "CT", "TK", "UV", "BKP", "TTr", "VT", "KT", "CTr", "KTr")),
    }

    assert pairs == SEPARATED


def test_nobody_holds_both_halves_of_an_act_of_two():
    """Who proposes a role or a number cannot approve it, whatever roles they hold together."""
    for proposal, approval in (("role.propose", "role.approve"), ("series.propose", "series.approve")):
        for proposer in RULES[proposal].grants:
            for approver in RULES[approval].grants:
                assert frozenset({proposer, approver}) in SEPARATED


WEIGHTY = ("document.sign", "document.issue", "account.manage", "account.reset_password", "account.unlock_sign_in",
           "role.propose", "role.approve", "plan.end", "plan.edit", "decision.draft")  # fmt: skip


@pytest.mark.parametrize("action", WEIGHTY)
def test_whoever_signs_issues_or_manages_even_by_delegation_must_have_a_second_factor(action):
    assert set(RULES[action].grants) <= SECOND_FACTOR_ROLES

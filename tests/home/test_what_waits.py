"""Việc của tôi in the rooms of the year: whatever waits for somebody is shown to them, and to nobody who cannot do it.

Each state that waits is set up alone. WAITS says by hand whom it waits for; everybody else of the cast is asked nothing, and
the page that a task leads to offers the very step.
"""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from campaigns.contests.models import Contest, Judge
from campaigns.targets.models import Target
from nominations.councils.models import Seat
from nominations.sessions.services.conflicts import declare_conflict
from nominations.sessions.services.keeping import confirm_record
from nominations.sessions.services.papers import begin_record
from nominations.sessions.services.running import end_session
from nominations.sessions.services.voting import conclude, enter_counts
from tests.factories.campaigns import ActivityFactory, CampaignFactory, ready_campaign
from tests.factories.contests import ContestFactory, CriterionFactory, EntryFactory, JudgeFactory, judged_contest, sheet
from tests.factories.exemplars import ExemplarFactory, exemplar_of
from tests.factories.pupils import PupilFactory
from tests.factories.registrations import make_round
from tests.factories.school import UserFactory
from tests.factories.scoring import ItemFactory, MarkFactory, SheetFactory, SubjectFactory, ready_sheet
from tests.factories.sessions import called, closed_review, counted, drafted, opened, ready_dossier
from tests.factories.targets import ProgressFactory, TargetFactory
from thiduakt.documents.services.consulting import submit_document
from thiduakt.home.tasks import campaigns, contests, exemplars, registrations, scoring, sessions, targets, tasks_of
from thiduakt.ledger.enums import HolderKind
from thiduakt.permissions import Role
from thiduakt.school.models import School, User

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
PAST, COMING = TODAY - timedelta(days=40), TODAY + timedelta(days=40)
PEOPLE = (
    "principal", "deputy", "clerk", "secretary", "technician", "group_head", "teacher", "accountant", "inspector",
    "superior", "stranger", "member",
)  # fmt: skip
ROOMS = {
    "campaigns": campaigns.URGES, "scoring": scoring.URGES, "contests": contests.URGES, "targets": targets.TARGET_URGES,
    "registrations": registrations.URGES, "exemplars": exemplars.URGES, "sessions": sessions.URGES,
}  # fmt: skip
LEADERS = ("principal", "deputy", "secretary")
STAFF = ("principal", "deputy", "clerk", "secretary", "group_head", "teacher", "accountant")


class Cast:
    """The school with everybody in it."""

    def __init__(self, users: dict[str, User]):
        self.school: School = users["principal"].school
        self.group = users["teacher"].person.group
        self.users = users

    def __getattr__(self, who: str) -> User:
        return self.users[who]


@pytest.fixture
def cast(request, school) -> Cast:
    users = {who: request.getfixturevalue(who) for who in PEOPLE if who != "member"}
    return Cast(users | {"member": UserFactory(school=school, roles=[Role.COUNCIL_MEMBER])})


def campaign(**told):
    def given(cast):
        days = {"launches_on": PAST, "sums_up_on": TODAY}
        return CampaignFactory(school=cast.school, **days | {name: _of(cast, value) for name, value in told.items()})

    return given


def _of(cast, value):
    return value(cast) if callable(value) else value


def ready_draft(cast):
    return ready_campaign(school=cast.school)


def activity(**told):
    def given(cast):
        owner = {name: _of(cast, value) for name, value in told.items()}
        ActivityFactory(campaign__school=cast.school, campaign__state="RUNNING", campaign__sums_up_on=COMING, **owner)

    return given


def sheet_of_groups(state, *, sent=False, scored=False):
    def given(cast):
        made = ready_sheet(cast.group, state=state)
        made.subjects.update(sent_at=NOW if sent else None)
        if scored:
            for item in made.items.all():
                MarkFactory(subject=made.subjects.get(), item=item, council_points=1)

    return given


def sheet_of_people(cast):
    made = SheetFactory(school=cast.school, kind="PEOPLE", state="SELF")
    ItemFactory(sheet=made)
    SubjectFactory(sheet=made, person=cast.teacher.person)


def sheet_of_the_cluster(cast):
    made = SheetFactory(school=cast.school, kind="CLUSTER", cluster_name="Cụm 3", state="SELF")
    ItemFactory(sheet=made)
    SubjectFactory(sheet=made, name="Trường Mầm non Ánh Dương")


def contest(state, **told):
    return lambda cast: CriterionFactory(contest=ContestFactory(school=cast.school, state=state, **told))


def contest_past_its_day(cast):
    made = ContestFactory(school=cast.school, state="OPEN", opens_on=PAST, closes_on=PAST)
    EntryFactory(contest=made)
    JudgeFactory(contest=made)


def contest_being_judged(*, points):
    def given(cast):
        made: Contest = judged_contest(cast.school, cast.teacher.person)
        sheet(Judge.objects.get(contest=made), EntryFactory(contest=made), points)

    return given


def target(**told):
    def given(cast) -> Target:
        owner = {name: _of(cast, value) for name, value in told.items()}
        return TargetFactory(school=cast.school, **{"group": None, "starts_on": PAST - timedelta(days=1), **owner})

    return given


def result_to_check(cast):
    made = target(person=lambda cast: cast.teacher.person, due_on=COMING)(cast)
    ProgressFactory(target=made, reported_by=cast.teacher, reported_at=NOW)


def met_target(cast):
    made = target(person=lambda cast: cast.teacher.person, due_on=COMING)(cast)
    Target.objects.filter(pk=made.pk).update(reached=made.full)


def round_in(state, *, opened_before=0, days=10):
    def given(cast):
        at = NOW - timedelta(days=opened_before)
        make_round(principal=cast.principal, at=at, state=state, days=days)

    return given


def exemplar(state, **told):
    def given(cast):
        return ExemplarFactory(school=cast.school, state=state, **{name: _of(cast, value) for name, value in told.items()})

    return given


def exemplar_of_a_teacher(cast):
    exemplar_of(HolderKind.PERSON, cast.teacher.person, state="RECOGNISED")


def exemplar_of_a_pupil(cast):
    exemplar_of(HolderKind.PUPIL, PupilFactory(school=cast.school), state="RECOGNISED")


def session(brought, **told):
    """Of a council in which the principal presides, the secretary writes and the teacher has a seat."""

    def given(cast):
        dossier = ready_dossier(closed_review(cast.school, closes_on=TODAY, decides_on=TODAY), code="LDTT")
        days = {"at": NOW, "held_on": TODAY, **told}
        table = brought(cast.school, dossier.review, chair=cast.principal, secretary=cast.secretary, **days)
        Seat.objects.filter(person=table.members[0].person_id).update(person=cast.teacher.person)
        return table, dossier

    return given


def declared_conflict(cast):
    table, dossier = session(called, held_on=COMING)(cast)
    declare_conflict(table.item(dossier), "Là chị em họ của người được xét.", actor=cast.teacher, at=NOW)


def concluded_session(cast):
    table, dossier = session(opened)(cast)
    enter_counts(table.item(dossier), "HANDS", counted(9), actor=cast.secretary, at=NOW)
    conclude(table.item(dossier), actor=cast.secretary, at=NOW)
    return table


def ended_session(cast):
    table = concluded_session(cast)
    return end_session(table.session, time(23, 59), actor=cast.principal, at=NOW)


def record_to_confirm(cast):
    """Of which the secretary has confirmed her part."""
    session = ended_session(cast)
    item = session.items.get()
    type(item).objects.filter(pk=item.pk).update(discussion="Nhất trí.")
    paper = submit_document(begin_record(session, actor=cast.secretary, at=NOW), actor=cast.secretary, at=NOW)
    confirm_record(session, paper, version=paper.version, actor=cast.secretary, at=NOW)


def by(who):
    return lambda cast: cast.users[who].person


def of_all(people, urge):
    return {who: [urge] for who in people}


# What there is -> whom it waits for, and for what.
WAITS = {
    "a campaign begun": (campaign(created_by=by("secretary")), {"secretary": ["write"]}),
    "a campaign written": (ready_draft, {"principal": ["launch"]}),
    "a campaign launched": (campaign(state="LAUNCHED"), {"principal": ["begin"]}),
    "a campaign launched ahead": (campaign(state="LAUNCHED", launches_on=COMING, sums_up_on=COMING), {}),
    "a campaign at its end": (campaign(state="RUNNING"), of_all(LEADERS, "summary")),
    "a campaign with results": (campaign(state="RUNNING", summary="Đạt."), {"principal": ["sum_up"]}),
    "a campaign that runs": (campaign(state="RUNNING", sums_up_on=COMING), {}),
    "a campaign summed up": (campaign(state="SUMMED_UP"), {"principal": ["close"]}),
    "a campaign closed": (campaign(state="CLOSED"), {}),
    "an activity of a teacher": (activity(person=by("teacher")), {"teacher": ["activity"]}),
    "an activity of the clerk": (activity(person=by("clerk")), {"clerk": ["activity"]}),
    "an activity of a tổ": (activity(person=None, group=lambda cast: cast.group), {"group_head": ["activity"]}),
    "a sheet begun": (sheet_of_groups("DRAFT"), of_all(LEADERS, "open")),
    "a tổ to score itself": (sheet_of_groups("SELF"), {"group_head": ["self"]}),
    "a person to score herself": (sheet_of_people, {"teacher": ["self"]}),
    "a cluster to score itself": (sheet_of_the_cluster, of_all(LEADERS, "cluster")),
    "all have scored themselves": (sheet_of_groups("SELF", sent=True), of_all(LEADERS, "collect")),
    "the council to score": (sheet_of_groups("COUNCIL"), of_all((*LEADERS, "member"), "council")),
    "the council has scored": (sheet_of_groups("COUNCIL", scored=True), of_all(LEADERS, "rank")),
    "a sheet ranked": (sheet_of_groups("RANKED"), {}),
    "a contest begun": (contest("DRAFT"), of_all(LEADERS, "open")),
    "a contest that takes entries": (contest("OPEN", closes_on=COMING), {}),
    "a contest past its day": (contest_past_its_day, of_all(LEADERS, "begin")),
    "an entry to judge": (contest_being_judged(points=None), {"teacher": ["judge"]}),
    "all entries judged": (contest_being_judged(points=8), of_all(LEADERS, "count")),
    "a contest counted": (contest("RESULT"), of_all(LEADERS, "tell")),
    "a contest closed": (contest("CLOSED"), {}),
    "a target that is late": (target(person=by("teacher"), due_on=PAST), {"teacher": ["late"]}),
    "a tổ's target that is late": (target(group=lambda cast: cast.group, due_on=PAST), {"group_head": ["late"]}),
    "a target far from its day": (target(person=by("teacher"), due_on=COMING), {}),
    "a result to check": (result_to_check, of_all(("principal", "secretary"), "check")),
    "a target that is met": (met_target, of_all(("principal", "secretary"), "settle")),
    "a round drawn up": (round_in("DRAFT"), {"principal": ["open"]}),
    "a round that is open": (
        round_in("OPEN"),
        of_all((*STAFF, "inspector", "member"), "send")
        | {"group_head": ["send", "send_group"], "principal": ["send", "send_school"], "deputy": ["send", "send_school"]},
    ),
    "a round past its day": (round_in("OPEN", opened_before=5, days=1), {"principal": ["close"]}),
    "a round that is closed": (round_in("CLOSED"), {"principal": ["confirm"]}),
    "an exemplar found": (exemplar("FOUND"), of_all(LEADERS, "take_up")),
    "an exemplar to foster": (exemplar("FOSTERING", fostered_by=by("teacher")), {"teacher": ["foster"]}),
    "an exemplar that has grown": (
        exemplar("FOSTERING", fostered_by=by("teacher"), results="Tốt."),
        of_all(LEADERS, "recognise") | {"teacher": ["foster"]},
    ),
    "an exemplar without an article": (exemplar("RECOGNISED", article=""), of_all(LEADERS, "article")),
    "an exemplar to agree to": (exemplar_of_a_teacher, {"teacher": ["agree"]}),
    "an exemplar of a pupil": (exemplar_of_a_pupil, of_all(LEADERS, "consent")),
    "an exemplar to publish": (exemplar("RECOGNISED"), of_all(("principal", "clerk"), "publish")),
    "an exemplar published": (exemplar("PUBLISHED"), {}),
    "a session that is prepared": (session(drafted), {"secretary": ["prepare"]}),
    "a session to come": (session(called, held_on=COMING), of_all(("principal", "secretary", "teacher"), "attend")),
    "a session of today": (session(called), of_all(("principal", "secretary"), "open") | {"teacher": ["attend"]}),
    "a conflict declared": (
        declared_conflict, {"principal": ["attend", "rule"]} | of_all(("secretary", "teacher"), "attend"),
    ),
    "a session that is open": (session(opened), of_all(("principal", "secretary"), "run") | {"teacher": ["attend"]}),
    "a session that has concluded all": (
        concluded_session, {"principal": ["end"]} | of_all(("secretary", "teacher"), "attend"),
    ),
    "a session that is over": (ended_session, of_all(("principal", "secretary"), "minutes")),
    "a record to confirm": (record_to_confirm, {"principal": ["confirm"]}),
}  # fmt: skip
# What the page must hold that a task leads to: a part of the address of its step, or the name of what it posts.
OFFERS = {
    ("campaigns", "write"): "/sua/", ("campaigns", "launch"): "/buoc/launch/", ("campaigns", "begin"): "/buoc/begin/",
    ("campaigns", "summary"): "/tong-ket/", ("campaigns", "sum_up"): "/buoc/sum_up/", ("campaigns", "close"): "/buoc/close/",
    ("campaigns", "activity"): "/phong-trao/hoat-dong/",
    ("scoring", "open"): "/buoc/open/", ("scoring", "self"): "/tu-cham/", ("scoring", "cluster"): "/tu-cham/",
    ("scoring", "collect"): "/buoc/collect/", ("scoring", "council"): "/hoi-dong/", ("scoring", "rank"): "/buoc/rank/",
    ("contests", "open"): "/buoc/open/", ("contests", "begin"): "/buoc/judge/", ("contests", "judge"): "/phieu/",
    ("contests", "count"): "/buoc/count/", ("contests", "tell"): "/buoc/tell/",
    ("targets", "late"): 'name="as_of"', ("targets", "check"): "/accept/", ("targets", "settle"): "/buoc/achieve/",
    ("registrations", "open"): 'value="open"', ("registrations", "close"): 'value="close"',
    ("registrations", "confirm"): "Hội đồng xác nhận danh sách", ("registrations", "send"): 'value="gui"',
    ("registrations", "send_group"): 'value="gui"', ("registrations", "send_school"): 'value="gui"',
    ("exemplars", "take_up"): "/sua/", ("exemplars", "foster"): "/nhat-ky/",
    ("exemplars", "recognise"): "/buoc/recognise/", ("exemplars", "article"): "/sua/", ("exemplars", "agree"): "/dong-y/",
    ("exemplars", "consent"): "/dong-y/", ("exemplars", "publish"): "/buoc/publish/",
    ("sessions", "prepare"): "/moi-hop/", ("sessions", "attend"): "Chương trình", ("sessions", "open"): "/diem-danh/",
    ("sessions", "rule"): "/xung-dot/", ("sessions", "run"): "/dieu-hanh/", ("sessions", "end"): "/ket-thuc/",
    ("sessions", "minutes"): "/bien-ban/", ("sessions", "confirm"): "/xac-nhan/",
}  # fmt: skip
NAMES = {label: (room, name) for room, urges in ROOMS.items() for name, label in urges.items()}


@pytest.mark.parametrize("there_is", WAITS)
def test_what_waits_is_shown_to_whom_it_waits_for_and_leads_to_the_step(cast, client, there_is):
    given, expected = WAITS[there_is]
    given(cast)

    found = {who: [task for task in tasks_of(user, NOW) if task.label in NAMES] for who, user in cast.users.items()}

    assert {who: sorted(NAMES[task.label][1] for task in tasks) for who, tasks in found.items() if tasks} == expected
    for who, tasks in found.items():
        for task in tasks:
            client.force_login(cast.users[who])
            response = client.get(task.url)
            assert response.status_code == 200, (who, task)
            assert OFFERS[NAMES[task.label]] in response.content.decode(), (who, task)


def test_every_task_of_these_rooms_is_walked():
    walked = {(room, name) for room, name in NAMES.values()}

    assert walked - set(OFFERS) == {
        ("targets", "returned"), ("targets", "risk"), ("registrations", "accept"), ("registrations", "mend"),
        ("registrations", "lock"),
    }  # fmt: skip

"""One good post for every route of the meetings of tổ and of appraisal."""

from typing import Any

from django.urls import reverse

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, Review
from nominations.meetings.models import GroupMeeting
from nominations.meetings.services.meetings import begin_meeting, conclude, save_meeting
from tests.factories.appraisals import ChecklistFactory, WaiverFactory, all_found, answer, before_the_school
from tests.factories.dossiers import ReviewFactory
from tests.factories.meetings import Voting, counts, told, voting, waiting_dossier
from tests.factories.school import GroupFactory, PersonFactory, UserFactory
from tests.reliability.world import Post, World, by
from thiduakt.permissions import Role
from thiduakt.school.models import User

REASON = "Về trường do điều động giữa năm học, hoàn thành tốt nhiệm vụ."


def review(world: World) -> Review:
    days = dict.fromkeys(("opens_on", "closes_on", "decides_on"), world.today)
    return ReviewFactory(school=world.school, **days)


def head(world: World) -> User:
    """Of a tổ with somebody else in it, whose dossier waits."""
    group = GroupFactory(school=world.school)
    leader = UserFactory(school=world.school, group=group, roles=[Role.GROUP_HEAD])
    waiting_dossier(review(world), PersonFactory(school=world.school, group=group))
    return leader


def begun(world: World) -> tuple[User, GroupMeeting]:
    leader = head(world)
    turn = Dossier.objects.get(team=leader.group_id).review
    return leader, begin_meeting(turn, leader.person.group, held_on=world.today, actor=leader, at=world.at)


def counted(world: World) -> tuple[User, GroupMeeting]:
    leader, meeting = begun(world)
    vote = meeting.votes.get()
    other = vote.dossier.person
    written = told(meeting, {vote.dossier_id: counts(2)}, secretary=other)
    return leader, save_meeting(meeting, written, version=1, actor=leader, at=world.at)


def concluded(world: World) -> tuple[User, GroupMeeting]:
    leader, meeting = counted(world)
    return leader, conclude(meeting, version=meeting.version, actor=leader, at=world.at)


def sitting(world: World) -> Voting:
    """A tổ whose people are all there, each with an account."""
    group = GroupFactory(school=world.school)
    return voting(review(world), UserFactory(school=world.school, group=group, roles=[Role.GROUP_HEAD]), at=world.at)


def polled(world: World) -> Post:
    told = sitting(world)
    values = {"dossiers": [told.dossier.pk], "tellers": [told.teller.person_id]}
    return Post(told.head, reverse("meetings:poll", args=[told.meeting.pk]), values)


def poll_dropped(world: World) -> Post:
    told = sitting(world)
    return Post(told.head, reverse("meetings:drop_poll", args=[told.meeting.pk, told.begin().pk]))


def of_meeting(route: str, made: Any, **typed: Any) -> Any:
    def post(world: World) -> Post:
        leader, meeting = made(world)
        values = {name: value(meeting) if callable(value) else value for name, value in typed.items()}
        return Post(leader, reverse(f"meetings:{route}", args=[meeting.pk]), values)

    return post


def added(world: World) -> Post:
    leader = head(world)
    turn = Dossier.objects.get(team=leader.group_id).review
    return Post(leader, reverse("meetings:add"), {"review": turn.pk, "held_on": world.day()})


def submitted(world: World, *answers: Any, state: str = S.SUBMITTED) -> Dossier:
    return before_the_school(review(world), PersonFactory(school=world.school), *answers, state=state)


def found(world: World) -> Dossier:
    dossier = submitted(world)
    all_found(dossier)
    return dossier


def proposed(world: World) -> Post:
    dossier = submitted(world, answer("service", met=False, test="service_months"))
    return Post(world.secretary, reverse("appraisals:propose", args=[dossier.pk, "service"]), {"reason": REASON})


def approved(world: World) -> Post:
    dossier = submitted(world, answer("service", met=False, test="service_months"))
    waiver = WaiverFactory(dossier=dossier, proposed_by=world.secretary)
    return Post(world.principal, reverse("appraisals:waiver_step", args=[waiver.pk, "approve"]))


def taken_back(world: World) -> Post:
    dossier = submitted(world, state=S.APPRAISED)
    return Post(world.secretary, reverse("appraisals:step", args=[dossier.pk, "take_back"]), {"reason": "Xem lại báo cáo"})


def ready(world: World) -> Review:
    return submitted(world, state=S.APPRAISED).review


def listed(world: World) -> Post:
    typed = {
        "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0", "items-0-text": "Bản tự nhận xét", "items-0-is_required": "on",
    }  # fmt: skip
    return Post(world.secretary, reverse("appraisals:checklist", args=["LDTT"]), typed)


def own_list(world: World) -> Any:
    return ChecklistFactory(school=world.school)


APPRAISAL_POSTS = {
    "meetings:add": added,
    "meetings:edit": of_meeting("edit", begun, place="Phòng họp"),
    "meetings:discard": of_meeting("discard", begun),
    "meetings:conclude": of_meeting("conclude", counted, version=lambda meeting: meeting.version),
    "meetings:again": of_meeting(
        "again", concluded, reason="Ghi nhầm số phiếu của hồ sơ này",
        dossiers=lambda meeting: [vote.dossier_id for vote in meeting.votes.all()],
    ),
    "meetings:poll": polled,
    "meetings:drop_poll": poll_dropped,
    "meetings:minutes": of_meeting("minutes", concluded),
    "appraisals:dossier": by("secretary", "appraisals:dossier", submitted, **{"mark-minutes": "YES"}),
    "appraisals:open": by("secretary", "appraisals:open", submitted),
    "appraisals:finish": by("secretary", "appraisals:finish", found, version=1),
    "appraisals:give_back": by(
        "secretary", "appraisals:give_back", submitted, flagged="summary", reason="Tóm tắt chưa có số liệu của lớp",
        until=lambda world: world.day(3),
    ),
    "appraisals:step": taken_back,
    "appraisals:propose": proposed,
    "appraisals:waiver_step": approved,
    "appraisals:to_council": by("secretary", "appraisals:to_council", ready),
    "appraisals:checklist": listed,
    "appraisals:checklist_drop": by("secretary", "appraisals:checklist_drop", own_list),
}  # fmt: skip

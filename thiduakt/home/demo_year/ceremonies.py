"""Lễ trao thưởng của trường dùng thử: one that was held, with somebody who was absent, and one that is prepared."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from awards.ceremonies.enums import Handing, Seating
from awards.ceremonies.models import Ceremony
from awards.ceremonies.queries import called
from awards.ceremonies.services.arranging import save_guests
from awards.ceremonies.services.handing import hand_all, mark
from awards.ceremonies.services.planning import mark_held, plan_ceremony
from awards.decisions.models import AwardDecision
from thiduakt.school.models import User

GUESTS = (
    {"name": "Nguyễn Văn Thành", "post": "Phó Chủ tịch UBND phường Giang Biên"},
    {"name": "Lê Thị Hạnh", "post": "Trưởng ban đại diện cha mẹ học sinh"},
)
HELD_ON = date(2023, 9, 5)
USUAL = {"starts_at": time(8), "place": "Sân trường", "seats_per_row": 10, "seating": Seating.BY_TURN}


def load(at: datetime) -> None:
    """Onto the decisions of the school and of its superiors."""
    secretary = User.objects.get(username="thuky")
    in_force = AwardDecision.objects.in_force().filter(school=secretary.school_id).select_related("document")
    if above := list(in_force.filter(origin="SUPERIOR")):
        told = {"name": "Lễ khai giảng, trao thưởng năm học 2022–2023", "held_on": HELD_ON}
        _hold(plan_ceremony(USUAL | told, above, actor=secretary, at=at), secretary, at)
    if own := list(in_force.filter(origin="HERE")):
        told = {"name": "Lễ trao Giấy khen của Hiệu trưởng", "held_on": timezone.localdate(at) + timedelta(days=10)}
        plan_ceremony(USUAL | told, own, actor=secretary, at=at)


def _hold(ceremony: Ceremony, secretary: User, at: datetime) -> None:
    """The last one called up was away."""
    save_guests(ceremony, GUESTS, version=ceremony.version, actor=secretary, at=at)
    turns = called(ceremony)
    away = turns[-1].recipients[-1]
    absent = {"handing": Handing.LATER, "received_by": "", "handed_on": None}
    mark(ceremony, {away.pk: absent}, actor=secretary, at=at)
    for each in turns:
        if each.turn:
            hand_all(each.turn, actor=secretary, at=at)
    mark_held(ceremony, actor=secretary, at=at)

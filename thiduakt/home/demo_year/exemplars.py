"""Điển hình của trường dùng thử: one published, one that waits for her word, one just being fostered."""

from datetime import date, datetime

from django.utils import timezone

from campaigns.campaigns.models import Campaign
from campaigns.exemplars.enums import ExemplarKind
from campaigns.exemplars.models import Exemplar
from campaigns.exemplars.services.writing import edit, propose, take_step, write_note, write_replication
from thiduakt.ledger.models.holders import Holder
from thiduakt.school.models import Group, Person, User

FOUND = date(2023, 3, 10)


def load(at: datetime) -> None:
    """Onto the school of `demo.load`, by its own people."""
    principal, secretary = (User.objects.get(username=name) for name in ("hieutruong", "thuky"))
    at_work = Person.objects.filter(school=principal.school_id).at_work(timezone.localdate(at))
    teacher = at_work.exclude(pk__in=(principal.person_id, secretary.person_id)).order_by("sort_key", "pk").first()
    group = Group.objects.filter(school=principal.school_id).order_by("sort_key", "pk").first()
    if teacher is None or group is None:
        return
    garden = _told(group, "Vườn rau của bé", ExemplarKind.MODEL, secretary, at)
    garden = _fostered(garden, secretary, at)
    garden = _recognised(garden, "Cả tổ cùng trẻ trồng và chăm vườn rau quanh năm, trẻ biết tự thu hoạch.", principal, at)
    take_step(garden, "publish", actor=principal, at=at)
    spread = {"place": "Tất cả các lớp của trường", "by": "Các tổ chuyên môn", "note": ""}
    write_replication(garden, day=timezone.localdate(at), **spread, actor=secretary, at=at)
    _recognised(
        _fostered(_told(teacher, "Cô giáo với góc đọc sách của bé", ExemplarKind.PERSON, secretary, at), secretary, at),
        "Mỗi sáng cô cùng trẻ đọc một cuốn sách.", principal, at,
    )  # fmt: skip
    note = _fostered(_told(principal.school, "Trường học hạnh phúc", ExemplarKind.COLLECTIVE, secretary, at), secretary, at)
    write_note(note, day=timezone.localdate(at), text="Họp các tổ, thống nhất cách làm.", actor=secretary, at=at)


def _told(holder: Holder, title: str, kind: ExemplarKind, actor: User, at: datetime) -> Exemplar:
    campaign = Campaign.objects.filter(school=actor.school_id).exclude(state="DRAFT").order_by("launches_on", "pk").first()
    values = {
        "title": title,
        "kind": kind,
        "found_on": FOUND,
        "campaign": campaign,
        "story": f"{title}: được các tổ giới thiệu.",
    }
    return propose(holder, values, actor=actor, at=at)


def _fostered(one: Exemplar, actor: User, at: datetime) -> Exemplar:
    values = {
        "criteria": "Làm đều, trẻ hứng thú, lớp khác làm theo được.",
        "fostered_by": actor.person,
        "due_on": date(2023, 12, 31),
    }
    one = edit(one, values, version=one.version, actor=actor, at=at)
    return take_step(one, "foster", actor=actor, at=at)


def _recognised(one: Exemplar, article: str, actor: User, at: datetime) -> Exemplar:
    values = {"results": "Đạt các tiêu chí.", "article": article}
    one = edit(one, values, version=one.version, actor=actor, at=at)
    return take_step(one, "recognise", actor=actor, at=at)

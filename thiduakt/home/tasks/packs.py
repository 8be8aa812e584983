"""What packs ask of somebody: to begin, finish, approve, send and mend them; of the superior, to consider them."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from awards.packs.enums import PackState
from awards.packs.flows import what_is_missing
from awards.packs.models import Pack
from awards.packs.queries import decisions_on, reviews_to_send, sheaves_to_send, unanswered
from awards.packs.road import receipt_of
from thiduakt.permissions import may, scopes
from thiduakt.school.models import User

from .task import Task

URGES = {
    "supplement": "Bổ sung hồ sơ theo yêu cầu của cấp trên",
    "approve": "Duyệt bộ hồ sơ trình cấp trên",
    "send": "Nộp bộ hồ sơ, ghi ngày nộp",
    "begin": "Lập bộ hồ sơ trình cấp trên",
    "write": "Soạn tiếp bộ hồ sơ trình cấp trên",
    "tie": "Ghi bộ hồ sơ đã có quyết định",
    "receive": "Tiếp nhận bộ hồ sơ nhà trường gửi",
    "consider": "Xét bộ hồ sơ nhà trường đã nộp",
}
NEWEST = 10


def pack_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not scopes(user, "pack.view", today):
        return
    own = Pack.objects.filter(school=user.school_id).select_related("review", "document").order_by("-pk")
    if may(user, "pack.manage", on=today):
        yield from _to_write(user, own)
    if may(user, "pack.approve", on=today):
        waiting = own.filter(state=PackState.DRAFT, document__state="ISSUED")[:NEWEST]
        yield from (_task("approve", one, one.review.name) for one in waiting if not what_is_missing(one))
    if may(user, "pack.send", on=today):
        yield from (_task("send", one, one.review.name) for one in own.filter(state=PackState.APPROVED)[:NEWEST])
        yield from (_task("tie", one, one.review.name) for one in _decided(own))
    theirs = Pack.objects.visible_to(user, today).filter(superior=user.school_id, state=PackState.SENT)
    for one in theirs.select_related("school", "review").prefetch_related("answers").order_by("-pk")[:NEWEST]:
        urge = "consider" if receipt_of(one, list(one.answers.all())) else "receive"
        state = one.state, one.get_state_display()
        told = f"nộp ngày {one.sent_on:%d/%m/%Y}, {one.review.name}"
        yield Task(URGES[urge], f"Bộ hồ sơ của {one.school}", told, one.get_absolute_url(), *state)


def _decided(own: QuerySet[Pack]) -> list[Pack]:
    """All that went up has its answer in the book."""
    away = own.filter(state__in=PackState.WAITING)[:NEWEST]
    return [one for one in away if not unanswered(one) and decisions_on(one).exists()]


def _to_write(user: User, own: QuerySet[Pack]) -> Iterator[Task]:
    for one in own.filter(state__in=PackState.GIVEN_BACK)[:NEWEST]:
        last = one.answers.order_by("-told_on", "-pk").first()
        due = last.due_on if last else None
        yield _task("supplement", one, f"hạn hết ngày {due:%d/%m/%Y}" if due else one.review.name, due)
    for one in own.filter(state=PackState.DRAFT, created_by=user.person_id)[:NEWEST]:
        yield _task("write", one, one.review.name)
    for review in reviews_to_send(user.school_id).order_by("-year", "-pk")[:NEWEST]:
        if sheaves := sheaves_to_send(review):
            told = f"{len(sheaves)} cơ quan, {sum(len(one.dossiers) for one in sheaves)} hồ sơ"
            state = review.get_state_display()
            yield Task(URGES["begin"], review.name, told, reverse("packs:start"), review.state, state)


def _task(urge: str, pack: Pack, detail: str, due: date | None = None) -> Task:
    state = pack.state, pack.get_state_display()
    return Task(URGES[urge], str(pack), detail, pack.get_absolute_url(), *state, due=due)

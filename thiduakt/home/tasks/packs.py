"""What packs for the superior ask of somebody: to begin, to finish, to approve, to send, to add what is missing."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from awards.packs.enums import AnswerKind, PackState
from awards.packs.flows import what_is_missing
from awards.packs.models import Pack
from awards.packs.queries import reviews_to_send, sheaves_to_send
from thiduakt.permissions import may, scopes
from thiduakt.school.models import User

from .task import Task

URGES = {
    "supplement": "Bổ sung hồ sơ theo yêu cầu của cấp trên",
    "approve": "Duyệt bộ hồ sơ trình cấp trên",
    "send": "Nộp bộ hồ sơ, ghi ngày nộp",
    "begin": "Lập bộ hồ sơ trình cấp trên",
    "write": "Soạn tiếp bộ hồ sơ trình cấp trên",
    "receive": "Tiếp nhận bộ hồ sơ nhà trường gửi",
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
    theirs = Pack.objects.visible_to(user, today).filter(superior=user.school_id, state=PackState.SENT)
    for one in theirs.exclude(answers__kind=AnswerKind.RECEIPT).select_related("school").order_by("-pk")[:NEWEST]:
        yield _task("receive", one, str(one.school))


def _to_write(user: User, own: QuerySet[Pack]) -> Iterator[Task]:
    for one in own.filter(state__in=PackState.GIVEN_BACK)[:NEWEST]:
        last = one.answers.order_by("-told_on", "-pk").first()
        due = f"hạn hết ngày {last.due_on:%d/%m/%Y}" if last and last.due_on else one.review.name
        yield _task("supplement", one, due)
    for one in own.filter(state=PackState.DRAFT, created_by=user.person_id)[:NEWEST]:
        yield _task("write", one, one.review.name)
    for review in reviews_to_send(user.school_id).order_by("-year", "-pk")[:NEWEST]:
        if sheaves := sheaves_to_send(review):
            told = f"{len(sheaves)} cơ quan, {sum(len(one.dossiers) for one in sheaves)} hồ sơ"
            state = review.get_state_display()
            yield Task(URGES["begin"], review.name, told, reverse("packs:start"), review.state, state)


def _task(urge: str, pack: Pack, detail: str) -> Task:
    return Task(URGES[urge], str(pack), detail, pack.get_absolute_url(), pack.state, pack.get_state_display())

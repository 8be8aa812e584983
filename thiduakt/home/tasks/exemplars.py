"""What exemplars ask of somebody: to agree to be told of, to foster, to take one further, to publish."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from campaigns.exemplars.enums import ExemplarState as S
from campaigns.exemplars.enums import Whose
from campaigns.exemplars.flows import before_publishing, before_recognising
from campaigns.exemplars.models import Exemplar
from campaigns.exemplars.policies import is_holder
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "agree": "Đồng ý hay không việc công bố về mình",
    "publish": "Công bố điển hình đã đủ bài và đồng ý",
    "consent": "Ghi đồng ý của học sinh, cha mẹ trước khi công bố",
    "recognise": "Công nhận điển hình đã có kết quả",
    "take_up": "Xem điển hình mới giới thiệu, đưa vào bồi dưỡng",
    "foster": "Bồi dưỡng điển hình",
    "article": "Viết bài công bố điển hình",
}


def exemplar_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    publishes, manages = may(user, "exemplar.publish", on=today), may(user, "exemplar.manage", on=today)
    asked = Q(person=user.person_id, state=S.RECOGNISED) | Q(fostered_by=user.person_id, state=S.FOSTERING)
    if publishes or manages:
        asked |= Q(state__in=S.EDITABLE)
    for one in Exemplar.objects.filter(asked, school=user.school_id).prefetch_related("consents"):
        if urge := _own(one, user) or (_of_managing(one) if manages else "") or (_of_publishing(one) if publishes else ""):
            yield _task(urge, one, one.due_on if one.state == S.FOSTERING else None)


def _own(one: Exemplar, user: User) -> str:
    """What only this person says, or was given to do."""
    if one.state == S.RECOGNISED and is_holder(user, one) and Whose.PERSON in one.consents_missing():
        return "agree"
    return "foster" if one.state == S.FOSTERING and one.fostered_by_id == user.person_id else ""


def _of_managing(one: Exemplar) -> str:
    match one.state:
        case S.FOUND:
            return "take_up"
        case S.FOSTERING:
            return "" if before_recognising(one) else "recognise"
        case S.RECOGNISED if not one.article.strip():
            return "article"
        case S.RECOGNISED:
            return "consent" if set(one.consents_missing()) - {Whose.PERSON} else ""
    return ""


def _of_publishing(one: Exemplar) -> str:
    return "publish" if one.state == S.RECOGNISED and not before_publishing(one) else ""


def _task(urge: str, one: Exemplar, due: date | None) -> Task:
    detail, state = f"hạn {due:%d/%m/%Y}" if due else "", (one.state, one.get_state_display())
    return Task(URGES[urge], one.title, detail, one.get_absolute_url(), *state, due=due)

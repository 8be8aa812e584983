"""What exemplars ask of somebody: to agree to be told of, to foster, to publish."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from campaigns.exemplars.enums import ExemplarState as S
from campaigns.exemplars.enums import Whose
from campaigns.exemplars.flows import before_publishing
from campaigns.exemplars.models import Exemplar
from campaigns.exemplars.policies import is_holder
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "agree": "Đồng ý hay không việc công bố về mình",
    "publish": "Công bố điển hình đã đủ bài và đồng ý",
    "foster": "Bồi dưỡng điển hình",
}


def exemplar_tasks(user: User, at: datetime) -> Iterator[Task]:
    publishes = may(user, "exemplar.publish", on=timezone.localdate(at))
    asked = Q(person=user.person_id, state=S.RECOGNISED) | Q(fostered_by=user.person_id, state=S.FOSTERING)
    if publishes:
        asked |= Q(state=S.RECOGNISED) & ~Q(article="")
    for one in Exemplar.objects.filter(asked, school=user.school_id).prefetch_related("consents"):
        if one.state == S.FOSTERING:
            yield _task("foster", one, f"hạn {one.due_on:%d/%m/%Y}" if one.due_on else "")
        elif is_holder(user, one) and Whose.PERSON in one.consents_missing():
            yield _task("agree", one, "nhà trường muốn công bố trên trang công khai")
        elif publishes and not before_publishing(one):
            yield _task("publish", one, "")


def _task(urge: str, one: Exemplar, detail: str) -> Task:
    return Task(URGES[urge], one.title, detail, one.get_absolute_url(), one.state, one.get_state_display())

"""What posted lists ask of somebody: to answer opinions, to post what was drawn up, to end what is over."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from nominations.feedback.enums import OpinionKind
from nominations.feedback.enums import PostingState as S
from nominations.feedback.models import Opinion, Posting
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "answer": "Trả lời phản ánh",
    "close": "Kết thúc công khai",
    "post": "Công khai danh sách lấy ý kiến",
}


def feedback_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if may(user, "feedback.answer", on=today):
        waiting = Opinion.objects.visible_to(user, today).waiting().exclude(sent_by=user.pk)
        for one in waiting.select_related("posting__review", "line"):
            what = one.get_kind_display() if one.kind == OpinionKind.COMPLAINT else ""
            title = str(one.line or one.posting.review)
            yield Task(URGES["answer"], title, what, one.get_absolute_url(), one.state, one.get_state_display())
    if may(user, "feedback.post", on=today):
        shown = Q(state=S.DRAFT) | Q(state=S.POSTED, until__lt=today)
        for posting in Posting.objects.filter(shown, school=user.school_id).select_related("review"):
            urge = URGES["post" if posting.state == S.DRAFT else "close"]
            detail = f"đến hết ngày {posting.until:%d/%m/%Y}"
            state = posting.state, posting.get_state_display()
            yield Task(urge, str(posting.review), detail, posting.get_absolute_url(), *state, due=posting.until)

"""What publications ask of whoever publishes: to begin with a new decision, to publish what was drawn up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from awards.publications.enums import PublicationState as S
from awards.publications.flows import PUBLICATION_FLOW
from awards.publications.models import Publication
from awards.publications.queries import unpublished
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {"publish": "Công bố kết quả khen thưởng", "begin": "Soạn bản công bố quyết định khen thưởng"}
RECENT = timedelta(days=60)  # an older decision that nobody published was not meant to be


def publication_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "publication.manage", on=today):
        return
    publish = PUBLICATION_FLOW.moves["publish"]
    drawn_up = Publication.objects.visible_to(user, today).filter(state=S.DRAFT, shown_until__gte=today)
    for one in drawn_up.select_related("decision__document"):
        if not publish.blockers(one):
            detail = f"từ ngày {one.shown_from:%d/%m/%Y}"
            yield Task(URGES["publish"], str(one), detail, one.get_absolute_url(), one.state, one.get_state_display())
    for decision in unpublished(user.school_id, today - RECENT):
        url = f"{reverse('publications:add')}?quyet-dinh={decision.pk}"
        state = decision.state, decision.get_state_display()
        yield Task(URGES["begin"], str(decision), f"ngày {decision.day:%d/%m/%Y}", url, *state)

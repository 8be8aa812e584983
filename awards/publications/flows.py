"""The road of a publication."""

from thiduakt.workflow import Move, Workflow

from .enums import PublicationState as S
from .models import Publication
from .policies import can_publish
from .queries import tells_somebody


def _before_publishing(publication: Publication) -> list[str]:
    decision = publication.decision
    if decision and not decision.is_in_force:
        return [f"Quyết định {decision.get_state_display()}, không công bố được."]
    return [] if tells_somebody(publication) else ["Chưa có người, tập thể nào được khen để công bố."]


PUBLICATION_FLOW = Workflow(
    "publication",
    Move(
        "publish", "Công bố", (S.DRAFT, S.WITHDRAWN), S.PUBLISHED, can_publish, _before_publishing,
        warning="Ai cũng đọc được những gì ở phần xem trước, không cần đăng nhập.",
    ),
    Move("withdraw", "Gỡ bản công bố", (S.PUBLISHED,), S.WITHDRAWN, can_publish, needs_reason=True),
)  # fmt: skip

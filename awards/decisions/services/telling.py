"""Who learns what of an award: those who were given it, and those from whom it was taken."""

from collections.abc import Sequence
from datetime import datetime

from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User


def tell_awarded(decision: AwardDecision, lines: Sequence[AwardLine], *, actor: User, at: datetime) -> None:
    text = f"Theo Quyết định số {decision.notation} của {decision.issuer_told}."
    _tell(decision, lines, "Thầy/cô được khen", text, actor, at)


def tell_cancelled(row: Cancellation, lines: Sequence[AwardLine], *, actor: User, at: datetime) -> None:
    text = f"Lý do: {row.get_ground_display()}. Khen thưởng này theo Quyết định số {row.decision.notation}."
    _tell(row.decision, lines, "Khen thưởng bị hủy", text, actor, at)


def _tell(decision: AwardDecision, lines: Sequence[AwardLine], what: str, text: str, actor: User, at: datetime) -> None:
    """All who have one honor at once."""
    honored: dict[str, list[Person]] = {}
    for line in lines:
        if line.person:
            honored.setdefault(line.honor_name, []).append(line.person)
    for honor, people in honored.items():
        notify(
            people, kind=NoticeKind.AWARD, subject=f"{what}: {honor}", text=text, url=decision.get_absolute_url(),
            school_id=decision.school_id, actor=actor, at=at,
        )  # fmt: skip

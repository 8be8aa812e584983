"""What hangs on a paper: rows that the rooms above write or take back in the transaction that gives it its number.

Each room leaves its function here when the site starts, for the kind of paper that it draws up, and looks itself for what
hangs on this very one. The paper is what it acts by: who issues need hold no rule of that room. It locks all that it changes
before it writes its first audit event, so that the head of the log stays the last row to be locked.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError

from .kinds import Kind
from .models import Document

# (the paper with its number and day, which the row in the database does not have yet; actor, at)
OnIssue = Callable[[Document, User, datetime], None]
# (the paper that is replaced or revoked, the paper that ends it with its number and day; actor, at)
OnEnd = Callable[[Document, Document, User, datetime], None]
# (the paper that will be replaced or revoked)
Hold = Callable[[Document], object]
# (the paper in front of its signer; actor, at)
OnSubmit = Callable[[Document, User, datetime], None]
_on_submit: dict[Kind, list[OnSubmit]] = {}
_on_issue: dict[Kind, list[OnIssue]] = {}
_on_end: dict[Kind, list[OnEnd]] = {}
_before_end: dict[Kind, list[Hold]] = {}


def on_submit(kind: Kind, follow: OnSubmit) -> None:
    """`follow` is called each time that a paper of that kind is put in front of its signer."""
    _on_submit.setdefault(kind, []).append(follow)


def tell_submitted(paper: Document, *, actor: User, at: datetime) -> None:
    for follow in _on_submit.get(Kind(paper.kind), []):
        follow(paper, actor, at)


def on_issue(kind: Kind, follow: OnIssue) -> None:
    """`follow` is called once for each paper of that kind; a ValidationError of it is why the paper cannot be issued."""
    _on_issue.setdefault(kind, []).append(follow)


def on_end(kind: Kind, follow: OnEnd) -> None:
    """`follow` is called once for each paper of that kind that a newer one ends, and may stop the newer one likewise."""
    _on_end.setdefault(kind, []).append(follow)


def before_end(kind: Kind, hold: Hold) -> None:
    """`hold` locks what its room will change when such a paper ends, where a room below writes of it in the log first."""
    _before_end.setdefault(kind, []).append(hold)


def draw(paper: Document, ended: Iterable[Document], *, actor: User, at: datetime) -> None:
    """All of them, or MoveRefusedError with their sentences and nothing at all."""
    ended = list(ended)
    for older in ended:
        for hold in _before_end.get(Kind(older.kind), []):
            hold(older)
    try:
        for older in ended:
            for follow_end in _on_end.get(Kind(older.kind), []):
                follow_end(older, paper, actor, at)
        for follow in _on_issue.get(Kind(paper.kind), []):
            follow(paper, actor, at)
    except ValidationError as refusal:
        raise MoveRefusedError([f"Chưa ban hành được. {sentence}" for sentence in refusal.messages]) from refusal

"""What the screens of a consultation show: whom one can ask, who has read, what was said to which passage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from thiduakt.permissions import RULES
from thiduakt.school.models import Person, RoleAssignment

from .enums import CommentState
from .kinds import Kind
from .models import Comment, Consultation, ConsultedReader, Document
from .passages import Passage, passages
from .rules import COMMENT_RULES

WHOLE = "Cả dự thảo"
GONE = "Đoạn đã được sửa hoặc bỏ"


def candidates(document: Document, day: date) -> QuerySet[Person]:
    """Whom one can ask about this draft: those at work whose role may comment, and those at work without an account, to whom
    the school shows the paper. With an account first, then by name; each is told apart by `has_account`."""
    roles = RULES[COMMENT_RULES[Kind(document.kind)]].grants
    may_comment = RoleAssignment.objects.in_force(day).filter(person=OuterRef("pk"), role__in=roles)
    people = Person.objects.filter(school=document.school_id).at_work(day)
    found = people.annotate(has_account=Case(When(user__is_active=True, then=True), default=False))
    found = found.filter(Q(has_account=False) | Exists(may_comment))
    return found.select_related("group").order_by("-has_account", "sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Said:
    """One comment with its place in the text of today."""

    comment: Comment
    section: str
    has_changed: bool  # the passage no longer stands as it was commented on


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    comments: list[Said]


@dataclass(frozen=True, slots=True)
class Summary:
    read: list[ConsultedReader]
    unread: list[ConsultedReader]
    without_account: list[ConsultedReader]  # of those who have not read
    sections: list[Section]
    waiting: int
    taken: int
    not_taken: int

    @property
    def with_account(self) -> int:
        return len(self.read) + len(self.unread)

    @property
    def read_sentence(self) -> str:
        """Who has no account cannot be seen to read: they are not counted as if they had not."""
        on_paper = f", {len(self.without_account)} người đọc bản in" if self.without_account else ""
        return f"{len(self.read)}/{self.with_account} người có tài khoản đã đọc{on_paper}."

    @property
    def comments(self) -> int:
        return self.waiting + self.taken + self.not_taken


def summary(consultation: Consultation) -> Summary:
    readers = consultation.readers.select_related("person__group", "person__user").order_by("person__sort_key", "pk")
    read: list[ConsultedReader] = []
    unread: list[ConsultedReader] = []
    without_account: list[ConsultedReader] = []
    for reader in readers:
        user = getattr(reader.person, "user", None)
        if reader.read_at:
            read.append(reader)
        else:
            (unread if user and user.is_active else without_account).append(reader)
    comments = list(consultation.comments.select_related("author__group", "answered_by__person"))
    states = [comment.state for comment in comments]
    return Summary(
        read=read,
        unread=unread,
        without_account=without_account,
        sections=_sections(comments, passages(consultation.document)),
        waiting=states.count(CommentState.WAITING),
        taken=states.count(CommentState.TAKEN),
        not_taken=states.count(CommentState.NOT_TAKEN),
    )


def placed(comments: Iterable[Comment], standing: list[Passage]) -> list[Said]:
    """The comments, each with the section its passage stands in now."""
    sections: dict[tuple[str, str], str] = {}
    for passage in standing:
        sections.setdefault((passage.field, passage.quoted), passage.section)
    said = []
    for comment in comments:
        if comment.field:
            section = sections.get((comment.field, comment.passage))
            said.append(Said(comment, section or GONE, has_changed=section is None))
        else:
            said.append(Said(comment, WHOLE, has_changed=False))
    return said


def _sections(comments: list[Comment], standing: list[Passage]) -> list[Section]:
    """In the order of the text; the paper as a whole first, what no longer stands there last."""
    order = list(dict.fromkeys([WHOLE, *(passage.section for passage in standing), GONE]))
    said = placed(comments, standing)
    found = [Section(title, [one for one in said if one.section == title]) for title in order]
    return [section for section in found if section.comments]


def with_counts(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Each with `with_account`, `have_read`, `said` and `waiting`."""
    waiting = Q(comments__state=CommentState.WAITING)
    has_account = Q(readers__person__user__is_active=True) | Q(readers__read_at__isnull=False)
    return consultations.annotate(
        with_account=Count("readers", filter=has_account, distinct=True),
        have_read=Count("readers", filter=Q(readers__read_at__isnull=False), distinct=True),
        said=Count("comments", distinct=True),
        waiting=Count("comments", filter=waiting, distinct=True),
    )

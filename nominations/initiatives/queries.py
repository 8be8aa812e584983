"""What is still missing before a request can be submitted, what it reads like, and where it stands in the archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from campaigns.registrations.enums import RegistrationState
from campaigns.registrations.models import Registration
from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.likeness import TO_EXPLAIN
from nominations.initiatives.models import Author, Match, Solution
from nominations.writings.models import Writing
from nominations.writings.queries import missing_sections
from thiduakt.documents.richtext import plain_text
from thiduakt.ledger.models import InitiativeUse
from thiduakt.school.models import Person

USUAL_AUTHORS = 5  # no law sets a limit: more than these are only asked about
SHORTEST_SECTION = 30  # words
LIKENESS = "likeness"  # stands beside the parts of the request, and is never flagged for mending


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: of which part, what it asks, and the sentences on what is missing."""

    part: str
    title: str
    missing: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        return not self.missing


def full(solutions: QuerySet[Solution]) -> QuerySet[Solution]:
    """With what every page of a solution names."""
    authors = Author.objects.select_related("person")
    return solutions.select_related("person", "group").prefetch_related(Prefetch("authors", authors))


def checklist(solution: Solution) -> list[Check]:
    authors = list(solution.authors.select_related("person__user"))
    trials = list(solution.trials.all())
    description = tuple(one.why for one in missing_sections(solution.writing))
    return [
        Check(Part.FACTS, "Lĩnh vực, ngày áp dụng lần đầu", tuple(_of_facts(solution))),
        Check(Part.AUTHORS, "Tác giả đủ 100%, ai cũng xác nhận", tuple(_of_authors(authors))),
        Check(Part.DESCRIPTION, "Mô tả sáng kiến đủ các mục", description),
        Check(Part.TRIALS, "Có lần áp dụng thử được xác nhận", tuple(_of_trials([one.confirmed_at for one in trials]))),
        Check(Part.EVIDENCE, "Có minh chứng", () if solution.files.exists() else ("Chưa có tệp minh chứng nào.",)),
        Check(LIKENESS, "Đã so trùng với kho sáng kiến của trường", tuple(_of_likeness(solution))),
    ]


def _of_facts(solution: Solution) -> Iterator[str]:
    if not solution.field:
        yield "Chưa ghi lĩnh vực áp dụng."
    if solution.first_applied_on is None:
        yield "Chưa ghi ngày áp dụng lần đầu."


def _of_authors(authors: list[Author]) -> Iterator[str]:
    total = sum(author.share for author in authors)
    if total != 100:
        yield f"Tỷ lệ đóng góp của các tác giả cộng lại là {total}%, phải đủ 100%."
    for author in authors:
        if author.declined_at:
            yield f"{author.told} không nhận là tác giả. Thầy/cô bỏ tên hoặc sửa lại tỷ lệ."
        elif not author.has_confirmed and has_account(author):
            yield f"{author.told} chưa xác nhận {author.share}%."
        elif not author.has_confirmed:
            yield f"{author.told} không có tài khoản: thầy/cô đính kèm giấy đồng ý {author.share}%, có chữ ký."


def has_account(author: Author) -> bool:
    """Of an author who works here."""
    user = getattr(author.person, "user", None)
    return user is not None and user.is_active


def _of_trials(confirmed: list) -> Iterator[str]:
    if not confirmed:
        yield "Chưa ghi lần áp dụng thử nào."
    elif not any(confirmed):
        yield "Chưa lần áp dụng thử nào được tổ trưởng, tổ phó xác nhận."


def _of_likeness(solution: Solution) -> Iterator[str]:
    if not is_compared(solution):
        yield "Chưa so trùng bản mô tả, tên giải pháp đang có."
    else:
        unexplained = sum(needs_word(match) for match in solution.matches.all())
        if unexplained:
            yield f"Còn {unexplained} chỗ giống nhiều chưa có giải trình của tác giả."


def needs_word(match: Match) -> bool:
    """So much alike that the author has to say why, and has not."""
    return match.share >= TO_EXPLAIN and not match.author_note


def is_compared(solution: Solution) -> bool:
    """As it reads now."""
    made = getattr(solution, "comparison", None)
    return made is not None and made.version == solution.writing.version and made.name == solution.name


def text_of(writing: Writing) -> str:
    """What is compared of a description, in the order of its outline: not its headings, which are everybody's, and none of
    the sections that hold but a name, a day or a promise."""
    sections = (section for section in writing.outline.parts if not section.is_heading)
    texts = (plain_text(writing.sections.get(section.key, "")) for section in sections if writing.sections.get(section.key))
    return "\n".join(text for text in texts if len(text.split()) >= SHORTEST_SECTION)


def archive_of(solution: Solution) -> QuerySet[Solution]:
    """The other solutions of the school, of all years, that somebody has submitted: nobody's idea is read before that."""
    return Solution.objects.filter(school=solution.school_id, state__in=S.REACHED).exclude(pk=solution.pk)


def named_ideas(person: Person, on: date) -> QuerySet[Registration]:
    """Registrations of the person that name an initiative not begun here yet, the latest first."""
    standing = Registration.objects.of(person).filter(~Q(initiative=""), ~Q(state=RegistrationState.WITHDRAWN))
    return standing.filter(solutions__isnull=True, round__year__gte=on.year - 2).select_related("round").order_by("-pk")


def uses_of(solution: Solution) -> QuerySet[InitiativeUse]:
    """The honors that counted it, once it stands in the ledger."""
    used = InitiativeUse.objects.filter(author__initiative=solution.ledger_initiative_id)
    return used.select_related("author__person", "entry").order_by("pk")

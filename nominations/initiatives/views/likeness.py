"""So trùng: what reads alike, both texts side by side, what the author and the secretary say to it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.forms import NoteForm
from nominations.initiatives.likeness import TO_EXPLAIN, words_of
from nominations.initiatives.models import Match, Solution
from nominations.initiatives.policies import can_compare, can_manage, can_write
from nominations.initiatives.queries import is_compared, needs_word, text_of
from nominations.initiatives.services.likeness import SHORTEST_NOTE, compare, explain, review
from thiduakt.pages import Posted, titles

from .pages import OfSolution, Page, SolutionForm

FOLDED = 30  # written words at either end of what lies between two passages that are shown


class Likeness(OfSolution, TemplateView):
    template_name = "initiatives/likeness.html"
    title = "So trùng với kho sáng kiến"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, solution = self.request.user, self.solution
        compares = can_compare(user, solution, timezone.now())
        matches = list(solution.matches.select_related("other__person", "initiative", "reviewed_by__person"))
        return super().get_context_data(
            rows=[_row(match, self.shown(match)) for match in matches],
            columns=titles("Giống với", "Mô tả giống", "Tên giống", "Giải trình", "Đã xem xét"),
            comparison=getattr(solution, "comparison", None),
            is_fresh=is_compared(solution),
            compare_url=reverse("initiatives:compare", args=[solution.pk]) if compares else "",
            to_explain=TO_EXPLAIN,
            **kwargs,
        )

    @cached_property
    def readable(self) -> set[int]:
        """Of the others those that this person may read anyway."""
        others = self.solution.matches.filter(other__isnull=False).values("other")
        seen = Solution.objects.visible_to(self.request.user, self.today)
        return set(seen.filter(pk__in=others).values_list("pk", flat=True))

    def shown(self, match: Match) -> str:
        return told(match, is_readable=match.other_id in self.readable)


class CompareNow(OfSolution, Posted, View):
    """Not on every look at the page: when somebody asks."""

    def get_success_url(self) -> str:
        return reverse("initiatives:likeness", args=[self.solution.pk])

    def act(self) -> str:
        made = compare(self.solution, actor=self.request.user, at=timezone.now())
        return f"Đã so với {made.texts} bản mô tả và {made.names} tên sáng kiến trong sổ của trường."


class OfMatch(Page):
    """Of a solution that this person sees."""

    def matches(self) -> QuerySet[Match]:
        found = Match.objects.visible_to(self.request.user, self.today)
        return found.select_related(
            "solution__writing__outline", "other__writing__outline", "other__person", "initiative", "reviewed_by__person"
        )

    @cached_property
    def match(self) -> Match:
        return get_object_or_404(self.matches(), pk=self.kwargs["pk"])

    @cached_property
    def is_readable(self) -> bool:
        """Whether this person may read the other text, too."""
        seen = Solution.objects.visible_to(self.request.user, self.today)
        return self.match.other_id is not None and seen.filter(pk=self.match.other_id).exists()

    def trail(self) -> list[dict[str, str]]:
        solution = self.match.solution
        return [
            *super().trail(),
            {"label": "Trang giải pháp", "url": solution.get_absolute_url()},
            {"label": "So trùng", "url": reverse("initiatives:likeness", args=[solution.pk])},
        ]

    def get_success_url(self) -> str:
        return reverse("initiatives:match", args=[self.match.pk])


class MatchPage(OfMatch, TemplateView):
    template_name = "initiatives/match.html"
    title = "Chỗ giống"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        match, user, at = self.match, self.request.user, timezone.now()
        other = match.other
        here = words_of(text_of(match.solution.writing)).written
        there = words_of(text_of(other.writing)).written if other and self.is_readable else ()
        is_same = match.version == match.solution.writing.version
        is_same = is_same and (other is None or match.other_version == other.writing.version)
        shared = match.passages if is_same else []
        writes = match.solution.state in S.WRITTEN and can_write(user, match.solution, at)
        return super().get_context_data(
            match=match,
            told=told(match, is_readable=self.is_readable),
            here=list(pieces(here, [(first, count) for first, count, _, _ in shared])),
            there=list(pieces(there, sorted((first, count) for _, _, first, count in shared))),
            is_same=is_same,
            is_readable=self.is_readable,
            passages_count=len(shared),
            explain_url=reverse("initiatives:explain", args=[match.pk]) if writes else "",
            review_url=reverse("initiatives:review", args=[match.pk]) if can_manage(user, match.solution, at) else "",
            needs_word=needs_word(match),
            **kwargs,
        )


class Noting(OfMatch, SolutionForm, FormView):
    form_class = NoteForm
    lead = f"Ít nhất {SHORTEST_NOTE} ký tự."

    def allows(self, match: Match) -> bool:
        raise NotImplementedError

    @cached_property
    def match(self) -> Match:
        match = super().match
        if not self.allows(match):
            raise PermissionDenied
        return match

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)


class Explain(Noting):
    """By an author."""

    permission = "solution.own"
    title = "Giải trình chỗ giống"
    done = "Đã ghi giải trình."

    def allows(self, match: Match) -> bool:
        return can_write(self.request.user, match.solution, timezone.now())

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.match.author_note}

    def serve(self, form: NoteForm) -> None:
        explain(self.match, form.cleaned_data["note"], actor=self.request.user, at=timezone.now())


class Review(Noting):
    permission = "solution.manage"
    title = "Đã xem xét chỗ giống"
    done = "Đã ghi ý kiến xem xét."

    def allows(self, match: Match) -> bool:
        return can_manage(self.request.user, match.solution, timezone.now())

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.match.review_note}

    def serve(self, form: NoteForm) -> None:
        review(self.match, form.cleaned_data["note"], actor=self.request.user, at=timezone.now())


def told(match: Match, *, is_readable: bool) -> str:
    """What the other is called: of one that is not recognised, only to those who may read it."""
    if match.initiative:
        return f"{match.initiative.name} (năm học {match.initiative.year}–{match.initiative.year + 1})"
    other = match.other
    if other is None:
        return ""
    if is_readable:
        return f"{other.name} ({other.person}, năm học {other.year_name})"
    if other.state == S.RECOGNISED:
        return f"{other.name} (năm học {other.year_name})"
    return f"Một giải pháp khác của trường, năm học {other.year_name}"


def pieces(written: tuple[str, ...], shared: list[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    """The text cut where passages begin and end; long stretches between them are folded to their ends."""
    place = 0
    for first, count in shared:
        if first < place:  # told already: one sentence there, twice here
            continue
        yield from _plain(written[place:first])
        yield {"text": "".join(written[first : first + count]), "is_shared": True}
        place = first + count
    yield from _plain(written[place:])


def _plain(words: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if len(words) > 2 * FOLDED + 10:
        yield {"text": "".join(words[:FOLDED]), "is_shared": False}
        yield {"text": "", "left_out": len(words) - 2 * FOLDED}
        yield {"text": "".join(words[-FOLDED:]), "is_shared": False}
    elif words:
        yield {"text": "".join(words), "is_shared": False}


def _row(match: Match, name: str) -> dict[str, Any]:
    return {"match": match, "name": name, "needs_word": needs_word(match)}

"""What the pages of every room share: what an address asks for, tabs of a list, forms and buttons that one service takes."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from thiduakt.vietnamese import one_line
from thiduakt.workflow import StaleError

SEARCHED = 100  # characters: longer than any name or subject that somebody would type to find it


def asked_words(request: HttpRequest) -> str:
    """What a list is searched for: `?q=`."""
    return one_line(request.GET.get("q", ""))[:SEARCHED].strip()


def titles(*names: str) -> list[dict[str, str]]:
    """The columns of a table without numbers."""
    return [{"title": name} for name in names]


def tabs(
    labels: dict[str, str], counts: dict[str, int], current: str, query: QueryDict, *, name: str = "tab"
) -> Iterator[dict[str, Any]]:
    """Status tabs that keep what else was asked of the list (`query`), but not its page. The tab "" asks for nothing."""
    kept = query.copy()
    kept.pop("page", None)
    for key, label in labels.items():
        kept.pop(name, None)
        if key:
            kept[name] = key
        yield {"label": label, "count": counts.get(key, 0), "url": f"?{kept.urlencode()}", "is_current": key == current}


def add_refusal(form: Any, refusal: ValidationError) -> None:
    """Each sentence of a service beside its field, and above the form where the form has no such field.

    Where somebody else saved in the meantime, what was typed stays: having been told, the person may save over it.
    """
    if isinstance(refusal, StaleError):
        form.data = form.data.copy()
        form.data["version"] = refusal.version
    for name, errors in refusal.update_error_dict({}).items():
        form.add_error(name if name in form.fields else None, errors)


class ServedForm:
    """A form view whose input one service takes; what the service refuses is shown in the form."""

    request: HttpRequest
    done = ""  # the sentence shown afterwards
    success_url = ""

    def get_success_url(self) -> str:
        return str(self.success_url)

    def serve(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.serve(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.render_to_response(self.get_context_data(form=form, refusal=refusal))  # type: ignore[attr-defined]
        return self.answer()

    def answer(self) -> HttpResponse:
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())


class Posted:
    """A button: posts to one service, then goes back to the page it stood on, and says there what was refused.

    Who comes by GET has pressed it in a lost session and signed in again: the page it stood on is what they look for.
    """

    request: HttpRequest

    def get_success_url(self) -> str:
        raise NotImplementedError

    def act(self) -> str:
        """Call the service; returns the sentence to show."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.get_success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
        return redirect(self.get_success_url())

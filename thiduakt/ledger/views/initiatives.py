"""Sáng kiến: the list, one of them, and how each of its authors used it."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.views.generic import CreateView, DetailView, FormView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import BaseListView

from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.ledger.forms.initiatives import FIELDS, InitiativeFilterForm, InitiativeForm, UseForm
from thiduakt.ledger.models import HonorEntry, Initiative, InitiativeAuthor, InitiativeUse
from thiduakt.ledger.queries import newest_year
from thiduakt.ledger.services.initiatives import (
    NewInitiative,
    add_initiative,
    edit_initiative,
    record_use,
    remove_initiative,
    take_back_use,
)
from thiduakt.ledger.uses import codes_asking_initiative
from thiduakt.ledger.years import year_name, year_on
from thiduakt.pages import Posted, ServedForm, Tallied, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled, row_address
from thiduakt.school.models import Person, User

from .pages import NOT_KNOWN, Page

TABS = {"": "Tất cả", "con": "Còn dùng được", "het": "Đã dùng"}
OFFERED = 25  # school years back
COLUMNS = (
    Column("Tên sáng kiến, đề tài", 60), Column("Tác giả", 40), Column("Năm học", 12), Column("Cấp công nhận", 24),
    Column("Số quyết định", 18), Column("Ngày quyết định", 14), Column("Cơ quan công nhận", 30),
    Column("Đã dùng để xét", 40),
)  # fmt: skip
SHOWN = ("Tên sáng kiến, đề tài", "Tác giả", "Năm học", "Cấp công nhận", "Đã dùng để xét")
AUTHORS = Prefetch("authors", InitiativeAuthor.objects.select_related("person__group", "use__entry"))


class InitiativesShown(Ruled):
    """The initiatives that the address names: `tab` (used or not), `nam`, `cap`, `q`."""

    permission = "ledger.view"
    model = Initiative
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""
        self.words = asked_words(request)

    @cached_property
    def seen(self) -> QuerySet[Initiative]:
        return Initiative.objects.visible_to(self.request.user, self.today)

    @cached_property
    def filters(self) -> InitiativeFilterForm:
        years = self.seen.order_by("-year").values_list("year", flat=True).distinct()
        return InitiativeFilterForm(self.request.GET, years=list(years))

    @cached_property
    def found(self) -> QuerySet[Initiative]:
        """As asked, in every tab."""
        found = self.seen.matching(self.words)
        if year := self.filters.year:
            found = found.filter(year=year)
        return found.filter(level=self.filters.level) if self.filters.level else found

    def in_tabs(self) -> dict[str, Q]:
        """It can be used as long as one of its authors has not used it."""
        unused = Q(Exists(InitiativeAuthor.objects.filter(initiative=OuterRef("pk"), use__isnull=True)))
        return {"": Q(), "con": unused, "het": ~unused}

    def get_queryset(self) -> QuerySet[Initiative]:
        return self.found.filter(self.in_tabs()[self.tab]).order_by("-year", "pk").prefetch_related(AUTHORS)

    def asked(self) -> list[str]:
        """What the list is narrowed to, in words."""
        year, level = self.filters.year, self.filters.level
        return [
            TABS[self.tab] if self.tab else "",
            f"năm học {year_name(year)}" if year else "",
            dict(self.filters.fields["cap"].choices)[level] if level else "",
            searched(self.words),
        ]


def authors_told(initiative: Initiative) -> str:
    """Each with the tổ, or the work of who has none: of two of one name it tells which."""
    authors = list(initiative.authors.all())
    shares = {one: "" if len(authors) == 1 else f", {one.share}%" for one in authors}
    return "; ".join(f"{one.person} ({one.person.group or one.person.post}{shares[one]})" for one in authors)


def uses_told(initiative: Initiative, user: User) -> list[str]:
    """For each author who used it the honor, with its year; of several authors also whose."""
    authors = list(initiative.authors.all())
    whose = {one: f" ({one.person})" if len(authors) > 1 else "" for one in authors}
    return [f"{honor_told(one, user)}{whose[one]}" for one in authors if hasattr(one, "use")]


def honor_told(author: InitiativeAuthor, user: User) -> str:
    """The honor of a co-author is told to those who see that person's lines of the ledger."""
    if not may(user, "ledger.view", author.person, on=timezone.localdate()):
        return "đã dùng"
    return f"{author.use.entry.honor_name}, {author.use.entry.year_name}"


def initiative_row(initiative: Initiative, user: User) -> list[str]:
    name = format_html('<a href="{}">{}</a>', row_address("ledger:initiative", initiative.pk), initiative)
    year = format_html('<span class="text-nowrap">{}</span>', year_name(initiative.year))
    uses = format_html_join("", "<div>{}</div>", ((use,) for use in uses_told(initiative, user)))
    return [name, authors_told(initiative), year, initiative.get_level_display(), uses or "chưa dùng"]


class InitiativeList(InitiativesShown, Page, Tallied, ListView):
    template_name = "ledger/initiative_list.html"
    title = "Sáng kiến"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query, user = self.request.GET, self.request.user
        excel = f"{reverse('ledger:initiative_excel')}?{query.urlencode()}"
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        if may(user, "ledger.enter", on=self.today):
            actions.insert(0, {"label": "Ghi sáng kiến", "url": reverse("ledger:initiative_add"), "icon": "plus-lg"})
        return context | {
            "actions": actions,
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(*SHOWN),
            "rows": [initiative_row(one, user) for one in context["page_obj"].object_list],
            "filters": self.filters,
            "tab": self.tab,
            "words": self.words,
            "is_narrowed": any(self.asked()),
        }


class InitiativeExcel(InitiativesShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, *self.asked(), on=self.today)
        rows = ([number, *self.cells(one)] for number, one in enumerate(context["object_list"], start=1))
        content = workbook("SÁNG KIẾN ĐƯỢC CÔNG NHẬN", told, [Column("STT", 6), *COLUMNS], rows)
        return download(content, "sang-kien")

    def cells(self, one: Initiative) -> list[Any]:
        return [
            one.name, authors_told(one), year_name(one.year), one.get_level_display(), one.decision_number, one.decided_on,
            one.issuer, "; ".join(uses_told(one, self.request.user)),
        ]  # fmt: skip


class OneInitiative(Ruled):
    """Those on which this person may do what the page is for; all others are a 404."""

    permission = "ledger.view"
    model = Initiative

    def get_queryset(self) -> QuerySet[Initiative]:
        return Initiative.objects.open_to(self.request.user, self.permission, timezone.localdate())


class UnderInitiatives(Page):
    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Sáng kiến", "url": reverse("ledger:initiative_list")}]


class InitiativeDetail(OneInitiative, UnderInitiatives, DetailView):
    template_name = "ledger/initiative.html"
    context_object_name = "initiative"
    title = "Sáng kiến"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user, today = self.object, self.request.user, timezone.localdate()
        can_enter, can_correct = (may(user, rule, one, on=today) for rule in ("ledger.enter", "ledger.correct"))
        actions = [{"label": "Sửa", "url": reverse("ledger:initiative_edit", args=[one.pk]), "icon": "pencil"}]
        return super().get_context_data(
            facts=[{"label": label, "value": value} for label, value in _facts(one)],
            authors=[_author(author, user) for author in one.authors.select_related("person__group", "use__entry")],
            can_enter=can_enter,
            can_correct=can_correct,
            remove={"name": "remove", "label": "Xóa sáng kiến ghi nhầm", "needs_reason": True},
            actions=actions if can_correct else [],
            **kwargs,
        )


def _author(author: InitiativeAuthor, user: User) -> dict[str, Any]:
    use = getattr(author, "use", None)
    if use is None:
        return {"author": author}
    sees = may(user, "ledger.view", author.person, on=timezone.localdate())
    return {
        "author": author,
        "use": use,
        "told": honor_told(author, user),
        "url": use.entry.get_absolute_url() if sees else "",
        "take_back": {"name": f"take-back-{use.pk}", "label": "Bỏ lần dùng này", "needs_reason": True},
    }


def _facts(one: Initiative) -> list[tuple[str, Any]]:
    return [
        ("Loại", one.get_kind_display()),
        ("Năm học", year_name(one.year)),
        ("Cấp công nhận", one.get_level_display()),
        ("Số quyết định", one.decision_number or NOT_KNOWN),
        ("Ngày quyết định", f"{one.decided_on:%d/%m/%Y}" if one.decided_on else NOT_KNOWN),
        ("Cơ quan công nhận", one.issuer or NOT_KNOWN),
    ]


class InitiativeFormPage(ServedForm, UnderInitiatives):
    form_class = InitiativeForm
    template_name = "ledger/initiative_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        present = year_on(timezone.localdate())
        people = Person.objects.filter(school=self.request.user.school).select_related("group")
        return {
            **super().get_form_kwargs(),
            "people": list(people),
            "years": list(range(present, present - OFFERED, -1)),
            "authors": list(self.object.authors.all()) if self.object else [],
        }

    def get_success_url(self) -> str:
        return reverse("ledger:initiative", args=[self.object.pk])


class InitiativeAdd(InitiativeFormPage, CreateView):
    permission = "ledger.enter"
    model = Initiative
    title = "Ghi sáng kiến"

    def get_initial(self) -> dict[str, Any]:
        return {"year": newest_year(self.request.user.school_id, timezone.localdate())}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Initiative(school=self.request.user.school)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("ledger:initiative_list"), **kwargs)

    def serve(self, form: InitiativeForm) -> None:
        told = {name: form.cleaned_data[name] for name in FIELDS}
        row = NewInitiative(**told, authors=form.authors())
        self.object = add_initiative(row, actor=self.request.user, at=timezone.now())
        self.done = "Đã ghi sáng kiến."


class InitiativeEdit(OneInitiative, InitiativeFormPage, UpdateView):
    permission = "ledger.correct"
    title = "Sửa sáng kiến"
    done = "Đã lưu sáng kiến."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        authors = self.object.authors.select_related("person", "use__entry")
        used = [author.use for author in authors if hasattr(author, "use")]
        return super().get_context_data(uses=used, back_url=self.get_success_url(), **kwargs)

    def serve(self, form: InitiativeForm) -> None:
        told = form.cleaned_data
        edit_initiative(
            form.instance,
            authors=form.authors(),
            version=told["version"],
            reason=told["reason"],
            actor=self.request.user,
            at=timezone.now(),
        )


class InitiativeRemove(OneInitiative, SingleObjectMixin, Posted, View):
    permission = "ledger.correct"

    @cached_property
    def object(self) -> Initiative:
        return self.get_object()

    is_gone = False

    def get_success_url(self) -> str:
        return reverse("ledger:initiative_list") if self.is_gone else reverse("ledger:initiative", args=[self.object.pk])

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        remove_initiative(self.object, reason=reason, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã xóa sáng kiến."


class OfOneInitiative(Ruled):
    """Authors and uses of the initiatives on which this person may do what the page is for."""

    through = "initiative__in"

    def get_queryset(self) -> Any:
        reach = Initiative.objects.open_to(self.request.user, self.permission, timezone.localdate())
        return self.model.objects.filter(**{self.through: reach})


class UseAdd(OfOneInitiative, SingleObjectMixin, ServedForm, UnderInitiatives, FormView):
    """For one author: which honor counted the initiative."""

    permission = "ledger.enter"
    model = InitiativeAuthor
    form_class = UseForm
    template_name = "ledger/initiative_use.html"
    title = "Ghi lần dùng sáng kiến"
    done = "Đã ghi lần dùng sáng kiến."

    @cached_property
    def object(self) -> InitiativeAuthor:
        return self.get_object(self.get_queryset().select_related("initiative", "person"))

    @cached_property
    def entries(self) -> QuerySet[HonorEntry]:
        author = self.object
        entries = HonorEntry.objects.of(author.person).standing().filter(year__gte=author.initiative.year)
        codes = codes_asking_initiative(author.person.school_id, entries.order_by().values_list("code", flat=True))
        return entries.filter(code__in=codes)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "entries": self.entries}

    def get_success_url(self) -> str:
        return reverse("ledger:initiative", args=[self.object.initiative_id])

    def serve(self, form: UseForm) -> None:
        record_use(self.object, entry=form.cleaned_data["entry"], actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = f"{self.object.person}: “{self.object.initiative}”. Mỗi sáng kiến chỉ dùng một lần."
        return super().get_context_data(
            lead=lead,
            has_entries=self.entries.exists(),
            enter_url=reverse("ledger:enter_person", args=[self.object.person_id]),
            back_url=self.get_success_url(),
            **kwargs,
        )


class UseTakeBack(OfOneInitiative, SingleObjectMixin, Posted, View):
    permission = "ledger.correct"
    model = InitiativeUse
    through = "author__initiative__in"

    @cached_property
    def object(self) -> InitiativeUse:
        return self.get_object(self.get_queryset().select_related("author"))

    def get_success_url(self) -> str:
        return reverse("ledger:initiative", args=[self.object.author.initiative_id])

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        take_back_use(self.object, reason=reason, actor=self.request.user, at=timezone.now())
        return "Đã bỏ lần dùng sáng kiến. Sáng kiến có thể dùng để xét danh hiệu khác."

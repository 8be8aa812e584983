"""Writing a registration: the own one, that of the tổ, of the school, or for somebody else; and the page of one."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, ListView, TemplateView, View

from campaigns.registrations import chances
from campaigns.registrations.enums import HonorPart, Part, RoundState
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.flows import REGISTRATION_FLOW
from campaigns.registrations.forms import FIELDS, PaperForm, RegistrationForm
from campaigns.registrations.models import Registration, Round, SignedForm
from campaigns.registrations.policies import can_bring_paper, can_explain, can_write, team_of, why_shut, writes_for
from campaigns.registrations.queries import Holder, full, offered_to
from campaigns.registrations.services.writing import bring_paper, enter_for, take, write
from thiduakt.audit.models import AuditEvent
from thiduakt.files.downloads import sent_file
from thiduakt.ledger.enums import Rating
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.models.holders import kind_of
from thiduakt.ledger.years import year_name
from thiduakt.pages import Posted, ServedForm, asked_words, titles, version_of
from thiduakt.routes import SIGNED_IN, row_address
from thiduakt.school.models import Group, Person
from thiduakt.vietnamese import capitalized
from thiduakt.workflow import Move

from .pages import DONE, OfRegistration, OfRound, Page

OWN_STEPS = ("send", "accept", "decline", "withdraw")


class Mine(Page, TemplateView):
    """Each round with what became of the own registration; the one that waits for something first."""

    permission = "registration.own"
    template_name = "registrations/mine.html"
    title = "Đăng ký của tôi"

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, at = self.request.user.person, timezone.now()
        rounds = Round.objects.visible_to(self.request.user, self.today).exclude(state=RoundState.DRAFT)
        rounds = rounds.prefetch_related("extensions")[:20]
        known = {one.round_id: one for one in full(Registration.objects.of(person).standing())}
        told = []
        for turn in rounds:
            standing = known.get(turn.pk)
            shut = why_shut(turn, person, person.group_id, at, standing)
            writes = not shut and (standing is None or standing.state in {S.DRAFT, S.RETURNED})
            told.append({"turn": turn, "registration": standing, "shut": shut, "writes": writes})
        return super().get_context_data(rounds=told, **kwargs)


class Writing(OfRound, ServedForm, FormView):
    """One form; `lam=gui` sends it, anything else keeps it to be gone on with."""

    form_class = RegistrationForm
    template_name = "registrations/write.html"
    saves_apart = True

    @cached_property
    def holder(self) -> Holder:
        raise NotImplementedError

    @cached_property
    def standing(self) -> Registration | None:
        return full(Registration.objects.filter(round=self.turn).of(self.holder).standing()).first()

    @cached_property
    def offers(self) -> Any:
        return offered_to(self.turn, kind_of(self.holder))

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Đăng ký của {self.holder}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was sent already is read, not written."""
        if self.standing and self.standing.state not in S.WRITTEN:
            return redirect(self.standing)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        one = self.standing
        if one is None:
            return {"version": 0}
        honors = {"titles": [row.code for row in one.titles], "awards": [row.code for row in one.forms]}
        others = {FIELDS[part]: getattr(one, part.value) for part in (Part.AIMED_RATING, Part.INITIATIVE, Part.COMMITMENTS)}
        return {**honors, **others, "version": one.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offers": self.offers, "standing": self.standing}

    def serve(self, form: RegistrationForm) -> None:
        version, send = form.cleaned_data["version"], self.request.POST.get("lam") == "gui"
        registration = self.keep(form, version=version, send=send)
        self.success_url = registration.get_absolute_url()
        self.done = self.done_for(registration)

    def keep(self, form: RegistrationForm, *, version: int, send: bool) -> Registration:
        user = self.request.user
        return write(self.turn, self.holder, form.content, version=version, send=send, actor=user, at=timezone.now())

    def done_for(self, registration: Registration) -> str:
        return DONE["send"] if registration.state == S.SENT else "Đã lưu; bản đăng ký chưa gửi."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turn, holder, user = self.turn, self.holder, self.request.user
        context = super().get_context_data(**kwargs)
        found = chances.of_holder(turn, holder, user, self.today)
        level, law = chances.about_the_law(turn, self.today)
        form = context["form"]
        team = getattr(team_of(holder), "pk", None)
        suggestions = chances.suggested(found)
        return context | {
            "shut": why_shut(turn, holder, team, timezone.now(), self.standing),
            "law": law,
            "law_level": level,
            "honor_fields": [_honor_field(form, name, found) for name in ("titles", "awards")],
            "suggestions": [self.offers[code].name for code in suggestions if code in self.offers],
            "last_year": _last_year(turn, holder),
            "returned": self.standing if form.returned else None,
            "returned_names": [FIELDS[Part(name)] for name in form.returned],
            "saves_apart": self.saves_apart,
        }


class OwnWrite(Writing):
    permission = "registration.own"
    title = "Đăng ký của tôi"  # type: ignore[assignment]

    @cached_property
    def holder(self) -> Person:
        return self.request.user.person


class GroupWrite(Writing):
    permission = "registration.group"

    @cached_property
    def holder(self) -> Group:
        group = get_object_or_404(Group, school=self.turn.school, pk=self.kwargs["group"])
        if not writes_for(self.request.user, group, timezone.now()):
            raise Http404
        return group


class SchoolWrite(Writing):
    permission = "registration.school"

    @cached_property
    def holder(self) -> Any:
        return self.turn.school


class EnterPick(OfRound, ListView):
    """For whom: one press on the name leads to the form."""

    permission = "registration.enter_for"
    template_name = "registrations/pick.html"
    paginate_by = 50
    title = "Nhập thay"
    lead = "Người được nhập thay phải xác nhận, hoặc ký phiếu giấy, thì bản đăng ký mới có giá trị."

    def rounds(self) -> QuerySet[Round]:
        return super().rounds().prefetch_related(None)

    def get_queryset(self) -> Any:
        people = Person.objects.open_to(self.request.user, self.permission, self.today).at_work(self.today)
        known = Registration.objects.filter(round=self.turn, person__isnull=False).standing()
        others = known.exclude(state=S.ASKED, entered_by=self.request.user)
        found = people.exclude(pk__in=others.values("person")).exclude(pk=self.request.user.person_id)
        return found.matching(asked_words(self.request)).select_related("group")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [
            {"url": self._address(one), "name": str(one), "about": one.group or one.post} for one in context["object_list"]
        ]
        return context | {"rows": rows, "columns": titles("Họ và tên", "Tổ"), "words": asked_words(self.request)}

    def _address(self, person: Person) -> str:
        return row_address("registrations:enter_for", self.turn.pk, person.pk)


class EnterFor(Writing):
    permission = "registration.enter_for"
    saves_apart = False
    submit_label = "Ghi và nhờ đương sự xác nhận"

    @cached_property
    def holder(self) -> Person:
        people = Person.objects.open_to(self.request.user, self.permission, self.today).exclude(
            pk=self.request.user.person_id
        )
        return get_object_or_404(people.select_related("group"), pk=self.kwargs["person"])

    def keep(self, form: RegistrationForm, *, version: int, send: bool) -> Registration:
        user = self.request.user
        return enter_for(self.turn, self.holder, form.content, version=version, actor=user, at=timezone.now())

    def done_for(self, registration: Registration) -> str:
        return f"Đã ghi. {registration.person} được báo để xác nhận."


class RegistrationPage(OfRegistration, TemplateView):
    permission = SIGNED_IN
    template_name = "registrations/registration.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Đăng ký của {self.registration.holder}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user, at = self.registration, self.request.user, timezone.now()
        found = chances.of_holder(one.round, one.holder, user, self.today)
        moves = REGISTRATION_FLOW.open_to(user, one, at)
        names = {move.name for move in moves}
        writes = can_write(user, one, at) and one.state in {S.DRAFT, S.RETURNED}
        shut = why_shut(one.round, one.holder, one.team_id, at, one)
        return super().get_context_data(
            honors=[{"honor": row, "chance": found.get(row.code)} for row in one.honors.all()],
            facts=list(_facts(one)),
            steps=[(move, _tone(move)) for move in moves if move.name in OWN_STEPS],
            step_url=reverse("registrations:step", args=[one.pk]),
            return_url=reverse("registrations:give_back", args=[one.pk]) if "return" in names else "",
            paper_url=reverse("registrations:paper", args=[one.pk])
            if one.state == S.ASKED and can_bring_paper(user, one, at)
            else "",
            write_url=self._write_url() if writes and not shut else "",
            shut=shut if writes or one.state == S.ASKED else "",
            gap_url=reverse("registrations:gap", args=[one.pk])
            if one.state == S.CONFIRMED and can_explain(user, one, at)
            else "",
            form_url=reverse("registrations:form", args=[one.pk]) if one.person_id else "",
            events=list(_history(one)),
            **kwargs,
        )

    def _write_url(self) -> str:
        one = self.registration
        if one.person_id:
            return reverse("registrations:write_own", args=[one.round_id])
        if one.group_id:
            return reverse("registrations:write_group", args=[one.round_id, one.group_id])
        return reverse("registrations:write_school", args=[one.round_id])


def _tone(move: Move) -> str:
    return "quiet" if move.warning or move.needs_reason else "primary"


class TakeStep(OfRegistration, Posted, View):
    """What the person says to the own registration."""

    permission = "registration.own"

    def get_success_url(self) -> str:
        return self.registration.get_absolute_url()

    def act(self) -> str:
        action, reason = self.request.POST.get("action", ""), self.request.POST.get("reason", "")
        if action not in OWN_STEPS:
            raise Http404
        version = version_of(self.request)
        take(self.registration, action, version=version, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[action]


class PaperAdd(OfRegistration, ServedForm, FormView):
    """The form that the person signed, photographed."""

    permission = "registration.enter_for"
    form_class = PaperForm
    template_name = "registrations/form_page.html"
    title = "Nhận phiếu giấy đã ký"
    lead = "Ảnh phiếu có chữ ký của đương sự được giữ lại và thay cho lời xác nhận trên hệ thống."
    submit_label = "Nhận phiếu"
    done = "Đã nhận phiếu giấy; bản đăng ký đã gửi."

    def get_success_url(self) -> str:
        return self.registration.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_bring_paper(self.request.user, self.registration, timezone.now()):
            raise PermissionDenied
        return super().get_context_data(has_file=True, **kwargs)

    def serve(self, form: PaperForm) -> None:
        file = form.cleaned_data["file"]
        bring_paper(self.registration, name=file.name, content=file.read(), actor=self.request.user, at=timezone.now())


class PaperFile(Page, View):
    permission = SIGNED_IN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        seen = Registration.objects.visible_to(request.user, self.today)
        return sent_file(get_object_or_404(SignedForm, pk=pk, registration__in=seen))


def _honor_field(form: RegistrationForm, name: str, found: dict[str, chances.Chance]) -> dict[str, Any]:
    field = form[name]
    return {
        "field": field,
        "is_shut": form.fields[name].disabled,
        "options": [{"box": box, "chance": found.get(str(box.data["value"]))} for box in field],
        "part": HonorPart.TITLE if name == "titles" else HonorPart.FORM,
    }


def _last_year(turn: Round, holder: Holder) -> dict[str, Any]:
    """What the holder had the year before: registered, and received."""
    before = Registration.objects.filter(round__year=turn.year - 1, state=S.CONFIRMED).of(holder)
    registered = [one.honor_name for row in before.prefetch_related("honors") for one in row.honors.all()]
    received = HonorEntry.objects.of(holder).filter(year=turn.year - 1).standing()
    honors = list(received.values_list("honor_name", flat=True))
    return {"year": year_name(turn.year - 1), "registered": registered, "received": honors}


def _history(one: Registration) -> Iterator[dict[str, Any]]:
    """The newest first, each with what it changed: honors from what to what, words of one's own only that they changed."""
    names = {code: offer.name for code, offer in offered_to(one.round, one.holder_kind).items()}
    names |= {value: capitalized(str(label)) for value, label in Rating.choices}
    for event in AuditEvent.objects.about(one).order_by("-seq")[:100]:
        written = event.changes if event.verb == "registration.write" else {}
        yield {"event": event, "changes": [f"{part}: {_change(told, names)}" for part, told in written.items()]}


def _change(told: Any, names: dict[str, str]) -> str:
    if isinstance(told, str):
        return told
    before, after = (
        "; ".join(names.get(code, code) for code in ([side] if isinstance(side, str) else side)) or "không có"
        for side in told
    )
    return after if before == "không có" else f"{before} → {after}"


def _facts(one: Registration) -> Iterator[dict[str, Any]]:
    yield {"label": "Đợt đăng ký", "value": one.round.name}
    yield {"label": "Thuộc danh sách của", "value": one.team or "không thuộc tổ nào"}
    yield {"label": "Xếp loại phấn đấu", "value": capitalized(one.get_aimed_rating_display())}
    yield {"label": "Sáng kiến dự kiến", "value": one.initiative}
    if one.person_id and one.entered_by.person_id != one.person_id:
        yield {"label": "Người nhập thay", "value": one.entered_by}
    if one.sent_at:
        late = ", gửi sau hạn" if one.is_late else ""
        yield {"label": "Gửi lúc", "value": f"{timezone.localtime(one.sent_at):%H:%M %d/%m/%Y}{late}"}
    if one.gap_reason:
        yield {"label": "Lý do chưa đạt như đăng ký", "value": one.gap_reason}

"""The page of one exemplar: its road, the log of fostering, consents, where it was taken up; and the buttons there."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from campaigns.exemplars.enums import ExemplarState as S
from campaigns.exemplars.enums import Whose
from campaigns.exemplars.flows import EXEMPLAR_FLOW
from campaigns.exemplars.forms import ConsentForm, NoteForm, ReplicationForm
from campaigns.exemplars.models import Consent, Exemplar
from campaigns.exemplars.policies import can_foster, can_manage, can_write, is_holder
from campaigns.exemplars.services.consenting import OWN_WORD, give_consent, withdraw_consent
from campaigns.exemplars.services.writing import take_step, write_note, write_replication
from thiduakt.pages import Posted, titles
from thiduakt.routes import Ruled
from thiduakt.vietnamese import capitalized

TONES = {"take_down": "danger", "end": "secondary"}
DONE = {
    "foster": "Đã đưa vào bồi dưỡng.",
    "recognise": "Đã công nhận điển hình.",
    "publish": "Đã công bố trên trang công khai của trường.",
    "take_down": "Đã gỡ khỏi trang công khai.",
    "end": "Đã kết thúc theo dõi.",
}


def trail() -> list[dict[str, str]]:
    """Above every page of the room."""
    return [{"label": "Điển hình", "url": reverse("exemplars:list")}]


class OfExemplar(Ruled):
    """One that this person sees; all others are a 404."""

    permission = "exemplar.view"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def exemplar(self) -> Exemplar:
        seen = Exemplar.objects.visible_to(self.request.user, timezone.localdate())
        whole = seen.select_related(
            "person", "group", "pupil", "school_class", "school", "found_by", "fostered_by", "campaign"
        )
        return get_object_or_404(whole, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.exemplar.get_absolute_url()


class ExemplarDetail(OfExemplar, TemplateView):
    template_name = "exemplars/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user, at = self.exemplar, self.request.user, timezone.now()
        manages = can_manage(user, one, at)
        edit_url = reverse("exemplars:edit", args=[one.pk])
        writes = can_write(user, one, at) and one.state in S.EDITABLE
        return super().get_context_data(
            exemplar=one,
            trail=trail(),
            actions=[{"label": "Sửa", "url": edit_url, "icon": "pencil", "tone": "secondary"}] if writes else [],
            road=road(one),
            steps=[
                {
                    "move": move,
                    "url": reverse("exemplars:step", args=[one.pk, move.name]),
                    "blockers": move.blockers(one),
                    "tone": TONES.get(move.name, "primary"),
                }
                for move in EXEMPLAR_FLOW.open_to(user, one, at)
            ],
            edit_url=edit_url,
            facts=[fact for fact in self._facts() if fact["value"]],
            texts=[(label, text) for label, text in _texts(one) if text],
            consents=list(self._consents(manages=manages)),
            note_columns=titles("Ngày", "Việc đã làm", "Người ghi"),
            notes=[[f"{note.day:%d/%m/%Y}", note.text, note.written_by] for note in one.notes.select_related("written_by")],
            note_form=NoteForm() if one.state == S.FOSTERING and can_foster(user, one, at) else None,
            place_columns=titles("Nơi nhân rộng", "Ngày", "Người làm", "Ghi chú"),
            places=[[row.place, f"{row.day:%d/%m/%Y}", row.by, row.note] for row in one.replications.all()],
            place_form=ReplicationForm() if manages and one.state in {S.RECOGNISED, S.PUBLISHED} else None,
            **kwargs,
        )

    def _facts(self) -> Iterator[dict[str, Any]]:
        one = self.exemplar
        yield {"label": "Của ai", "value": one.holder}
        yield {"label": "Loại", "value": capitalized(one.get_kind_display())}
        yield {"label": "Phát hiện", "value": f"{one.found_by}, ngày {one.found_on:%d/%m/%Y}"}
        campaign = one.campaign
        yield {"label": "Phong trào", "value": campaign, "url": campaign.get_absolute_url() if campaign else ""}
        due = f", xong trước {one.due_on:%d/%m/%Y}" if one.due_on else ""
        yield {"label": "Người bồi dưỡng", "value": f"{one.fostered_by}{due}" if one.fostered_by else ""}
        until = f" đến {one.published_until:%d/%m/%Y}" if one.published_until else ""
        yield {"label": "Công bố", "value": f"từ {one.published_from:%d/%m/%Y}{until}" if one.published_from else ""}

    def _consents(self, *, manages: bool) -> Iterator[dict[str, Any]]:
        """Each that is needed: the one that stands, or how it is given."""
        one, user = self.exemplar, self.request.user
        standing = {consent.whose: consent for consent in one.consents.filter(withdrawn_at__isnull=True)}
        for whose in one.consents_needed:
            consent = standing.get(whose)
            is_own = whose == Whose.PERSON
            may_say = is_holder(user, one) if is_own else manages
            yield {
                "label": capitalized(str(whose.label)),
                "consent": consent,
                "is_own": is_own,
                "give_url": reverse("exemplars:consent", args=[one.pk, whose.lower()])
                if may_say and not consent and one.state != S.ENDED
                else "",
                "withdraw_url": reverse("exemplars:withdraw", args=[consent.pk]) if may_say and consent else "",
                "form": None if is_own else ConsentForm(auto_id=f"id_{whose.lower()}_%s"),
            }


def road(exemplar: Exemplar) -> list[dict[str, str]]:
    states = [S.FOUND, S.FOSTERING, S.RECOGNISED, S.PUBLISHED]
    if exemplar.state == S.ENDED:
        states.append(S.ENDED)
    here = states.index(S(exemplar.state))
    marks = {True: "done", False: "todo"}
    return [
        {"label": capitalized(str(state.label)), "state": "current" if place == here else marks[place < here], "detail": ""}
        for place, state in enumerate(states)
    ]


def _texts(one: Exemplar) -> Iterator[tuple[str, str]]:
    yield "Việc làm, thành tích", one.story
    yield "Tiêu chí cần đạt", one.criteria
    yield "Kết quả", one.results
    yield "Bài viết công bố", one.article


class Button(OfExemplar, Posted, View):
    """One on the page; a small form that is not whole is refused in words."""

    form_class: type[forms.Form] = forms.Form

    def told(self) -> dict[str, Any]:
        form = self.form_class(self.request.POST)
        if not form.is_valid():
            raise ValidationError(
                [f"{form.fields[name].label or name}: {' '.join(errors)}" for name, errors in form.errors.items()]
            )
        return form.cleaned_data


class Step(Button):
    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in EXEMPLAR_FLOW.moves:
            raise Http404
        reason = self.request.POST.get("reason", "")
        take_step(self.exemplar, action, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[action]


class Note(Button):
    form_class = NoteForm

    def act(self) -> str:
        write_note(self.exemplar, **self.told(), actor=self.request.user, at=timezone.now())
        return "Đã ghi nhật ký bồi dưỡng."


class Replicate(Button):
    permission = "exemplar.manage"
    form_class = ReplicationForm

    def act(self) -> str:
        write_replication(self.exemplar, **self.told(), actor=self.request.user, at=timezone.now())
        return "Đã ghi nơi nhân rộng."


class GiveConsent(Button):
    """One's own by the press alone; of a child or a guardian with the day and the paper."""

    form_class = ConsentForm

    def act(self) -> str:
        at = timezone.now()
        try:
            whose = Whose(self.kwargs["whose"].upper())
        except ValueError as unknown:
            raise Http404 from unknown
        own = {"given_on": timezone.localdate(at), "how": OWN_WORD}
        told = own if whose == Whose.PERSON else self.told()
        give_consent(self.exemplar, whose=whose, **told, actor=self.request.user, at=at)
        return "Đã ghi đồng ý công bố."


class Withdraw(Ruled, Posted, View):
    permission = "exemplar.view"

    @cached_property
    def consent(self) -> Consent:
        seen = Exemplar.objects.visible_to(self.request.user, timezone.localdate()).order_by().values("pk")
        return get_object_or_404(Consent.objects.select_related("exemplar"), pk=self.kwargs["pk"], exemplar__in=seen)

    def get_success_url(self) -> str:
        return self.consent.exemplar.get_absolute_url()

    def act(self) -> str:
        withdraw_consent(self.consent, actor=self.request.user, at=timezone.now())
        return "Đã rút đồng ý. Bài viết không còn trên trang công khai."

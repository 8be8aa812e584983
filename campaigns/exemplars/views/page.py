"""The page of one exemplar: its road, the log of fostering, consents, where it was taken up; and the buttons there."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from campaigns.campaigns.policies import can_see
from campaigns.exemplars.enums import ExemplarState as S
from campaigns.exemplars.enums import Whose
from campaigns.exemplars.flows import EXEMPLAR_FLOW
from campaigns.exemplars.forms import ConsentForm, NoteForm, ReplicationForm
from campaigns.exemplars.models import Exemplar
from campaigns.exemplars.policies import can_foster, can_manage, can_write, is_holder
from thiduakt.pages import titles
from thiduakt.routes import Ruled
from thiduakt.vietnamese import capitalized

TONES = {"take_down": "danger", "end": "secondary"}


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
    """`filled`: a form of the page that was refused, by its name, to be shown again as it was typed."""

    template_name = "exemplars/detail.html"
    filled: Mapping[str, forms.Form] = {}

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
            note_form=self._form("note", NoteForm, offered=one.state == S.FOSTERING and can_foster(user, one, at)),
            place_columns=titles("Nơi nhân rộng", "Ngày", "Người làm", "Ghi chú"),
            places=[[row.place, f"{row.day:%d/%m/%Y}", row.by, row.note] for row in one.replications.all()],
            place_form=self._form("place", ReplicationForm, offered=manages and one.state in {S.RECOGNISED, S.PUBLISHED}),
            **kwargs,
        )

    def _form(self, name: str, kind: type[forms.Form], *, offered: bool) -> forms.Form | None:
        return self.filled.get(name) or (kind() if offered else None)

    def _facts(self) -> Iterator[dict[str, Any]]:
        one = self.exemplar
        yield {"label": "Của ai", "value": one.holder}
        yield {"label": "Loại", "value": capitalized(one.get_kind_display())}
        yield {"label": "Phát hiện", "value": f"{one.found_by}, ngày {one.found_on:%d/%m/%Y}"}
        if one.campaign and can_see(self.request.user, one.campaign, timezone.now()):
            yield {"label": "Phong trào", "value": one.campaign, "url": one.campaign.get_absolute_url()}
        due = f", xong trước {one.due_on:%d/%m/%Y}" if one.due_on else ""
        yield {"label": "Người bồi dưỡng", "value": f"{one.fostered_by}{due}" if one.fostered_by else ""}
        until = f" đến {one.published_until:%d/%m/%Y}" if one.published_until else ""
        yield {"label": "Công bố", "value": f"từ {one.published_from:%d/%m/%Y}{until}" if one.published_from else ""}

    def _consents(self, *, manages: bool) -> Iterator[dict[str, Any]]:
        """Each that is needed: the one that stands, or how it is given."""
        one, user = self.exemplar, self.request.user
        given = one.consents.filter(withdrawn_at__isnull=True).prefetch_related("files")
        standing = {consent.whose: consent for consent in given}
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
                "form": None if is_own else self.filled.get(whose) or ConsentForm(auto_id=consent_ids(whose)),
                "files": list(consent.files.all()) if consent and manages else [],
            }


def consent_ids(whose: Whose) -> str:
    """Two such forms stand on one page."""
    return f"id_{whose.lower()}_%s"


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

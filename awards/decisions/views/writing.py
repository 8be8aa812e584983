"""A draft is written: what it says, whom it names, its paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from awards.decisions.forms import AddLineForm, DecisionForm, LineForm
from awards.decisions.holders import KINDS, KINDS_OF, found_holders, holder_named
from awards.decisions.models import AwardLine
from awards.decisions.queries import choosable, own_honors
from awards.decisions.services.drafting import (
    NewLine,
    add_lines,
    discard_decision,
    remove_line,
    save_decision,
    save_line,
)
from awards.decisions.services.papers import begin_paper, reread_articles
from nominations.dossiers.models import Dossier, Outsider
from nominations.dossiers.queries import fits
from thiduakt.pages import Posted, asked_words, version_of
from thiduakt.vietnamese import listed

from .pages import FormPage, ManagedDecision, OfLine


class DraftForm(FormPage):
    """What is decided is read, not written."""

    def get(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.decision.is_draft:
            return redirect(self.decision)
        return super().get(request, *args, **kwargs)


class DecisionEdit(ManagedDecision, DraftForm):
    form_class = DecisionForm
    title = "Sửa quyết định khen thưởng"
    done = "Đã lưu quyết định. Tiền thưởng được tính lại."

    @cached_property
    def dossiers(self) -> list[Dossier]:
        review = self.decision.review
        return choosable(review, self.today) if review and self.decision.is_draft else []

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "decision": self.decision, "dossiers": self.dossiers}

    def serve(self, form: DecisionForm) -> None:
        told = form.cleaned_data
        save_decision(
            self.decision, told, more=list(told.get("more", ())), version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip


class LineEdit(OfLine, DraftForm):
    form_class = LineForm
    title = "Sửa một dòng"
    lead = "Ghi như sẽ in trong danh sách kèm theo quyết định."
    done = "Đã lưu dòng này."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "line": self.line}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        remove = {
            "name": "remove",
            "label": "Bỏ dòng này",
            "warning": f"{self.line.holder_name} không còn trong quyết định.",
        }
        url = reverse("decisions:line_remove", args=[self.line.pk])
        return super().get_context_data(remove=remove, remove_url=url, version=self.decision.version, **kwargs)

    def serve(self, form: LineForm) -> None:
        told = form.cleaned_data
        save_line(self.line, told, version=told["version"], actor=self.request.user, at=timezone.now())


class LineRemove(OfLine, Posted, View):
    def act(self) -> str:
        line: AwardLine = self.line
        remove_line(line, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        return f"Đã bỏ {line.holder_name} khỏi quyết định."


class LineAdd(ManagedDecision, DraftForm):
    """Of a decision without a council: whom `loai` and `q` of the address find, or somebody from outside."""

    form_class = AddLineForm
    template_name = "decisions/add_line.html"
    title = "Thêm người, tập thể được khen"
    submit_label = "Thêm vào quyết định"

    @property
    def kind(self) -> str:
        asked = self.request.GET.get("loai", "")
        return asked if asked in KINDS else next(iter(KINDS))

    @cached_property
    def holders(self) -> dict[str, str]:
        return found_holders(self.kind, asked_words(self.request), self.decision, self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.decision.no_council_reason:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        known, kinds = own_honors(self.decision, self.today), KINDS_OF[self.kind]
        honors = {code: honor.name for code, honor in known.items() if any(fits(honor, kind) for kind in kinds)}
        return {**super().get_form_kwargs(), "holders": self.holders, "honors": honors}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [{"label": label, "url": f"?loai={key}", "is_current": key == self.kind} for key, label in KINDS.items()]
        return super().get_context_data(
            kinds=kinds, words=asked_words(self.request), kept=[("loai", self.kind)], found=len(self.holders), **kwargs
        )

    def serve(self, form: AddLineForm) -> None:
        told = form.cleaned_data
        outside = Outsider(school=self.decision.school, name=told["outside_name"], unit=told["outside_unit"])
        holders = [holder_named(key, self.decision.school) for key in told["holder"]] or [outside]
        lines = [NewLine(holder, told["code"], told["citation"]) for holder in holders]
        added = add_lines(self.decision, lines, actor=self.request.user, at=timezone.now())
        self.done = f"Đã thêm {listed([line.holder_name for line in added])}."


class DecisionDiscard(ManagedDecision, Posted, View):
    def act(self) -> str:
        discard_decision(self.decision, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("decisions:list")
        return "Đã bỏ quyết định đang soạn."


class PaperBegin(ManagedDecision, Posted, View):
    """From then on a paper like any other, with its own page."""

    def act(self) -> str:
        self.success_url = begin_paper(self.decision, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn văn bản. Khen thưởng có hiệu lực, vào sổ khen thưởng khi văn thư cấp số."


class ArticlesReread(ManagedDecision, Posted, View):
    def act(self) -> str:
        reread_articles(self.decision, actor=self.request.user, at=timezone.now())
        return "Đã soạn lại các Điều theo danh sách; nội dung trước đó còn ở các lần lưu của văn bản."

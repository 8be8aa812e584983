"""One text: its page, its file, and what those who keep the library do with it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import CreateView, DetailView, FormView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.catalog.basis import basis_lines, completions_of, lacks
from thiduakt.catalog.files import stored_file
from thiduakt.catalog.forms import CompletionForm, LegalTextForm
from thiduakt.catalog.models import LegalText, TextCompletion
from thiduakt.catalog.queries import replacements
from thiduakt.catalog.services.texts import add_text, complete_text, edit_text, restore_text, withdraw_text
from thiduakt.catalog.uses import where_used
from thiduakt.files.downloads import download
from thiduakt.forms import ReasonForm
from thiduakt.pages import Posted, ServedForm
from thiduakt.permissions import may
from thiduakt.routes import Ruled
from thiduakt.vietnamese import listed

from .lists import DAY_FORMAT, fact_days


class OneText(Ruled):
    """A text that this person may see, or with `legal.manage` one that they may change; all others are a 404."""

    model = LegalText

    def get_queryset(self) -> QuerySet[LegalText]:
        user, today = self.request.user, timezone.localdate()
        if self.permission == "legal.view":
            return LegalText.objects.visible_to(user, today)
        return LegalText.objects.open_to(user, self.permission, today)


def trail(*above: LegalText) -> list[dict[str, str]]:
    library = {"label": "Văn bản pháp lý", "url": reverse("catalog:text_list")}
    return [library, *({"label": str(text), "url": text.get_absolute_url()} for text in above)]


class TextDetail(OneText, DetailView):
    permission = "legal.view"
    template_name = "catalog/text_detail.html"
    context_object_name = "text"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text, user, today = self.object, self.request.user, timezone.localdate()
        state = text.state_on(today)
        known = LegalText.objects.visible_to(user, today)
        may_complete = text.school_id is None and bool(lacks(text)) and may(user, "legal.manage", on=today)
        return super().get_context_data(
            trail=trail(),
            facts=[{"label": label, "value": value} for label, value in self._facts()],
            state=state,
            successor=replacements([text], user.school_id, today).get(text.pk),
            newer=text.newer_changes.filter(newer__in=known).select_related("newer"),
            older=text.older_changes.filter(older__in=known).select_related("older"),
            uses=where_used(text, user, today),
            basis=basis_lines([text], user.school_id)[0],
            complete_url=reverse("catalog:text_complete", args=[text.pk]) if may_complete else "",
            can_manage=may(user, "legal.manage", text, on=today),
            reason_form=ReasonForm(),
            **kwargs,
        )

    def _facts(self) -> list[tuple[str, Any]]:
        text = self.object
        completion = completions_of([text], self.request.user.school_id).get(text.pk)
        facts = [
            ("Loại văn bản", text.get_kind_display()),
            ("Số, ký hiệu", text.number),
            ("Trích yếu", text.name),
            ("Cơ quan ban hành", text.issuer),
            ("Ngày ban hành", text.issued_on and f"{text.issued_on:{DAY_FORMAT}}"),
            ("Hiệu lực", fact_days(text)),
            ("Ghi chú", text.note),
        ]
        if completion:
            day = f"ngày {completion.issued_on:{DAY_FORMAT}}" if completion.issued_on else ""
            facts.append(("Trường bổ sung", ", ".join(filter(None, (completion.name, day)))))
        if text.school_id is None:
            facts += [("Mức đối chiếu", text.get_confidence_display()), ("Nguồn", text.source)]
        return facts


class TextFile(OneText, SingleObjectMixin, View):
    permission = "legal.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = self.get_object()
        if not text.sha256:
            raise Http404
        content = stored_file(text)
        if content is None:
            messages.error(request, "Tệp của văn bản này không còn trong kho. Thầy/cô báo người quản trị.")
            return redirect(text)
        return download(content, name=text.file_name, content_type=text.content_type)


class TextForm(ServedForm):
    """Adding and changing share one page."""

    model = LegalText
    form_class = LegalTextForm
    template_name = "catalog/text_form.html"

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class TextAdd(TextForm, Ruled, CreateView):
    permission = "legal.manage"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": LegalText(school=self.request.user.school)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("catalog:text_list")
        return super().get_context_data(title="Thêm văn bản", trail=trail(), back_url=back, **kwargs)

    def serve(self, form: LegalTextForm) -> None:
        self.object = add_text(form.instance, **form.told, actor=self.request.user, at=timezone.now())
        self.done = f"Đã thêm {self.object} vào thư viện."


class TextEdit(TextForm, OneText, UpdateView):
    permission = "legal.manage"
    done = "Đã lưu văn bản."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = self.get_queryset().get(pk=self.object.pk)
        return super().get_context_data(
            title=f"Sửa {stored}",
            trail=trail(stored),
            back_url=stored.get_absolute_url(),
            uses=where_used(stored, self.request.user, timezone.localdate()),
            **kwargs,
        )

    def serve(self, form: LegalTextForm) -> None:
        version = form.cleaned_data["version"]
        edit_text(form.instance, version=version, **form.told, actor=self.request.user, at=timezone.now())


class TextComplete(ServedForm, OneText, SingleObjectMixin, FormView):
    """Of a text of the state, for the papers of one's own school."""

    permission = "legal.manage"
    form_class = CompletionForm
    template_name = "catalog/text_complete.html"
    done = "Đã bổ sung. Căn cứ soạn từ nay đã có; văn bản đang soạn thì thầy/cô mở phần căn cứ, bấm Điền vào căn cứ."

    def get_queryset(self) -> QuerySet[LegalText]:
        return LegalText.objects.visible_to(self.request.user, timezone.localdate()).filter(school=None)

    @cached_property
    def object(self) -> LegalText:  # type: ignore[override]
        return self.get_object()

    @cached_property
    def completion(self) -> TextCompletion | None:
        return completions_of([self.object], self.request.user.school_id).get(self.object.pk)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if lacks(self.object) else redirect(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "text": self.object, "completion": self.completion}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.object
        return super().get_context_data(text=text, trail=trail(text), told=listed(lacks(text)), **kwargs)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def serve(self, form: CompletionForm) -> None:
        complete_text(self.object, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class TextWithdraw(OneText, SingleObjectMixin, Posted, View):
    permission = "legal.manage"

    @cached_property
    def text(self) -> LegalText:
        return self.get_object()

    def get_success_url(self) -> str:
        return self.text.get_absolute_url()

    def act(self) -> str:
        form = ReasonForm(self.request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        withdraw_text(self.text, actor=self.request.user, at=timezone.now(), reason=reason)
        return f"Đã rút {self.text} khỏi thư viện."


class TextRestore(TextWithdraw):
    def act(self) -> str:
        restore_text(self.text, actor=self.request.user, at=timezone.now())
        return f"Đã đưa {self.text} trở lại thư viện."

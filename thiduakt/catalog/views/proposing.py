"""A new row of the law is proposed: of an honor, an honor that is new, another rule, a choice, that a regime was read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from thiduakt.catalog.choices import CHOICES
from thiduakt.catalog.comparing import compared
from thiduakt.catalog.enums import RuleFamily, RuleState
from thiduakt.catalog.honors import honors_of
from thiduakt.catalog.models import Honor, Regime, Rule
from thiduakt.catalog.proposing.conditions import with_one_more
from thiduakt.catalog.proposing.fields import begins_on
from thiduakt.catalog.proposing.honors import HonorForm, NewHonorForm
from thiduakt.catalog.proposing.rules import ChoiceForm, ReadingForm, RuleForm
from thiduakt.catalog.services.rules import check_proposal, propose
from thiduakt.catalog.telling import rule_lines
from thiduakt.pages import ServedForm, add_refusal

from .law import LawPage, trail
from .rules import ChoiceDetail

PRESS = "press"  # the button that was pressed


class Proposing(ServedForm, LawPage, FormView):
    """A form from which one new row is made; the service stores it, and a second person decides."""

    permission = "rule.propose"
    template_name = "catalog/propose.html"
    done = "Đã gửi đề xuất. Quy định chỉ áp dụng khi hiệu trưởng duyệt."

    def serve(self, form: Any) -> None:
        self.row = propose(form.row(), actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()


class Standards(Proposing):
    """The form of an honor. Two presses send nothing on: one more condition, and the whole read once more in words."""

    template_name = "catalog/propose_honor.html"
    is_new = False

    @cached_property
    def named(self) -> Regime:
        """Into which regime: `?thoi-ky=`, that of today where none is named."""
        code = self.request.GET.get("thoi-ky", "")
        regime = Regime.objects.filter(code=code).first() if code else self.regime
        if regime is None:
            raise Http404
        return regime

    @cached_property
    def honors(self) -> dict[str, Honor]:
        """Those that count in it, and conditions may speak of."""
        return honors_of(self.named, self.school_id, max(self.named.starts_on, self.named.ends_on or self.today))

    def get_form_kwargs(self) -> dict[str, Any]:
        honors = {code: row.name for code, row in self.honors.items() if code != self.kwargs.get("code")}
        return {**super().get_form_kwargs(), "regime": self.named, "honors": honors}

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": begins_on(self.today, self.named)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match request.POST.get(PRESS):
            case "add":
                return self.show_one_more()
            case "look":
                return self.show_in_words()
        return super().post(request, *args, **kwargs)

    def show_one_more(self) -> HttpResponse:
        data, added = with_one_more(self.request.POST)
        form = self.form_class(**{**self.get_form_kwargs(), "data": data}, is_draft=True, added=added)
        return self.render_to_response(self.get_context_data(form=form, is_kind_missing=not added))

    def show_in_words(self) -> HttpResponse:
        form, told = self.get_form(), None
        if form.is_valid():
            try:
                row = form.row()
                check_proposal(row, actor=self.request.user, at=timezone.now(), is_new=self.is_new)
                told = compared(row)
            except ValidationError as refusal:
                add_refusal(form, refusal)
        return self.render_to_response(self.get_context_data(form=form, told=told))

    def serve(self, form: HonorForm) -> None:
        self.row = propose(form.row(), actor=self.request.user, at=timezone.now(), is_new=self.is_new)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(named=self.named, is_new=self.is_new, **kwargs)


class HonorPropose(Standards):
    form_class = HonorForm

    @cached_property
    def base(self) -> Honor:
        if self.kwargs["code"] not in self.honors:
            raise Http404
        return self.honors[self.kwargs["code"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        base = self.base
        return {**super().get_form_kwargs(), "base": base}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("catalog:honor", args=[self.base.code])
        return super().get_context_data(
            title=f"Đề xuất quy định mới: {self.base.name}", trail=trail((self.base.name, back)), back_url=back, **kwargs
        )


class HonorIntroduce(Standards):
    """An honor that the catalogue does not know."""

    form_class = NewHonorForm
    is_new = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("catalog:honors")
        return super().get_context_data(title="Đề xuất danh hiệu, hình thức mới", trail=trail(), back_url=back, **kwargs)


class RulePropose(Proposing):
    form_class = RuleForm

    @cached_property
    def base(self) -> Rule:
        rules = Rule.objects.visible_to(self.request.user, self.today).filter(pk=self.kwargs["pk"], state=RuleState.APPROVED)
        rule = rules.exclude(family__in=[RuleFamily.CHOICE, RuleFamily.REGIME]).select_related("regime").first()
        if rule is None:
            raise Http404
        return rule

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "base": self.base, "regime": self._regime()}

    def _regime(self) -> Regime | None:
        """A rule of the regime that an unread one runs on goes on in that one."""
        now, base = self.regime, self.base.regime
        return now if now and base and now.runs_on_id == base.pk else base

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": self.today}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=f"Đề xuất quy định mới: {self.base.name}",
            trail=trail(("Quy định khác", reverse("catalog:rules"))),
            now=rule_lines(self.base),
            back_url=reverse("catalog:rules"),
            **kwargs,
        )


class ReadingPropose(Proposing):
    """That the text of a regime which was not read is entered."""

    form_class = ReadingForm

    @cached_property
    def unread(self) -> Regime:
        regime = Regime.objects.filter(code=self.kwargs["code"], is_read=False).first()
        if regime is None:
            raise Http404
        return regime

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "regime": self.unread}

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": begins_on(self.today, self.unread)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Đề xuất: đã nhập nội dung quy định đang có hiệu lực",
            trail=trail(),
            now=[
                f"{self.unread.name}.",
                "Trước khi gửi, thầy/cô đề xuất quy định mới của từng danh hiệu, hình thức có thay đổi và chờ duyệt.",
                "Những gì không đề xuất mới thì giữ như quy định trước: hệ thống vẫn xét, và vẫn nhắc thầy/cô xem lại.",
            ],
            back_url=reverse("catalog:honors"),
            **kwargs,
        )


class ChoicePropose(ServedForm, ChoiceDetail, FormView):
    """Posted from the page of the choice; what is refused is shown there again."""

    permission = "rule.propose"
    form_class = ChoiceForm
    done = Proposing.done

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return ChoiceDetail.get(self, request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        if self.kwargs["key"] not in CHOICES:
            raise Http404
        return {**super().get_form_kwargs(), "key": self.kwargs["key"]}

    def serve(self, form: ChoiceForm) -> None:
        propose(form.row(), actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return reverse("catalog:choice", args=[self.kwargs["key"]])

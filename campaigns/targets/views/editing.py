"""A target is made from a sentence, or by hand; changed as long as nobody has concluded it."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import CreateView, UpdateView

from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from campaigns.targets.forms import TargetForm
from campaigns.targets.guessing import Guess, Sentence, guess, sentences
from campaigns.targets.models import Target
from campaigns.targets.services.targets import checkers, edit_target, make_target
from campaigns.targets.wording import number
from thiduakt.documents.passages import passages
from thiduakt.pages import ServedForm, asked_key
from thiduakt.school.models import Group, Person

from .pages import OfTarget, Page


class TargetFormPage(ServedForm, Page):
    permission = "target.manage"
    form_class = TargetForm
    template_name = "targets/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        school = self.request.user.school_id
        target = self.object
        gone = [target.person_id] if target else []
        people = Person.objects.at_work(self.today) | Person.objects.filter(pk__in=gone)
        return {
            **super().get_form_kwargs(),
            "groups": list(Group.objects.filter(school=school)),
            "people": list(people.filter(school=school)),
            "checkers": checkers(school, self.today),
        }


class TargetMake(TargetFormPage, CreateView):
    """`ke-hoach` and `cau`: the plan, and the number of the sentence that it comes from; `phong-trao`: a campaign."""

    title = "Lập chỉ tiêu"
    object = None

    @cached_property
    def plan(self) -> Plan | None:
        return self._named("ke-hoach", Plan.objects.visible_to(self.request.user, self.today).select_related("document"))

    @cached_property
    def campaign(self) -> Campaign | None:
        return self._named("phong-trao", Campaign.objects.visible_to(self.request.user, self.today))

    def _named(self, name: str, rows: QuerySet) -> Any:
        if not self.request.GET.get(name):
            return None
        return get_object_or_404(rows.filter(school=self.request.user.school_id), pk=asked_key(self.request, name))

    @cached_property
    def sentence(self) -> Sentence | None:
        asked = self.request.GET.get("cau", "")
        if not self.plan or not asked:
            return None
        said = {str(one.number): one for one in sentences(passages(self.plan.document))}
        return said.get(asked)

    @cached_property
    def guess(self) -> Guess | None:
        return guess(self.sentence.text, year=self.plan.year) if self.sentence and self.plan else None

    def get_initial(self) -> dict[str, Any]:
        day = self.plan.document.issued_on or self.plan.document.dated_on if self.plan else None
        day = self.campaign.launches_on if self.campaign else day
        initial: dict[str, Any] = {"starts_on": day or self.today, "campaign": self.campaign}
        if self.campaign:
            initial["due_on"] = self.campaign.sums_up_on
        if not self.guess or not self.sentence:
            return initial
        return initial | {
            "sentence": self.sentence.text[:2000],
            "section": self.sentence.section[:500],
            "name": self.guess.name,
            "measure": self.guess.measure,
            "value": number(self.guess.value),
            "unit": self.guess.unit,
            "known_set": self.guess.known_set or "",
            "due_on": max(self.guess.due_on, initial["starts_on"]),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        guesses = {}
        if self.guess:
            guesses = {"due_on": self.guess.due_reason, "measure": "chữ của câu"}
            guesses |= {"value": "con số trong câu"} if self.guess.value else {}
        instance = Target(school_id=self.request.user.school_id, plan=self.plan)
        return {**super().get_form_kwargs(), "instance": instance, "guesses": guesses}

    def serve(self, form: TargetForm) -> None:
        target = form.instance
        target.sentence, target.section = form.cleaned_data["sentence"], form.cleaned_data["section"]
        made = make_target(target, actor=self.request.user, at=timezone.now())
        self.done = f"Đã lập chỉ tiêu “{made.name[:80]}”."
        self.success_url = made.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("targets:in_plan", args=[self.plan.pk]) if self.plan else reverse("targets:list")
        quoted = kwargs["form"]["sentence"].value() if "form" in kwargs else self.sentence and self.sentence.text
        section = self.sentence.section if self.sentence else ""
        return super().get_context_data(quoted=quoted, section=section, plan=self.plan, back_url=back, **kwargs)


class TargetEdit(OfTarget, TargetFormPage, UpdateView):
    permission = "target.manage"
    title = "Sửa chỉ tiêu"
    done = "Đã lưu chỉ tiêu."

    def get_object(self, queryset: Any = None) -> Target:
        return self.target

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.get_success_url()
        return super().get_context_data(quoted=self.target.sentence, section=self.target.section, back_url=back, **kwargs)

    def serve(self, form: TargetForm) -> None:
        edit_target(form.instance, version=form.cleaned_data["version"], actor=self.request.user, at=timezone.now())

"""Áp dụng thử, minh chứng, nhân rộng."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.initiatives.enums import Part
from nominations.initiatives.forms import ConfirmForm, EvidenceForm, ReplicationForm, TrialForm
from nominations.initiatives.models import Replication, Solution, SolutionFile, Trial
from nominations.initiatives.policies import can_replicate
from nominations.initiatives.services.applying import (
    add_trial,
    confirm_trial,
    edit_trial,
    log_replication,
    remove_replication,
    remove_trial,
)
from nominations.initiatives.services.evidence import add_files, remove_file
from thiduakt.files.downloads import sent_file
from thiduakt.pages import MORE, Posted
from thiduakt.school.models import Group, SchoolClass

from .pages import OfSolution, Page, SolutionForm
from .writing import Written

FILES = "Ảnh JPG, PNG; tệp PDF, Word (.docx), Excel (.xlsx); mỗi tệp tới 10 MB, cả giải pháp tới 30 MB."


class WithFiles:
    """A form that files come with: what was not kept is told on the page that follows."""

    request: HttpRequest
    extra_context = {"has_file": True, "files_help": FILES}

    def tell(self, refusals: list[str]) -> None:
        for sentence in refusals:
            messages.error(self.request, sentence)


class TrialWriting(WithFiles, Written):
    part = Part.TRIALS
    form_class = TrialForm
    trial: Trial | None = None
    done = "Đã lưu lần áp dụng thử; tổ trưởng, tổ phó được mời xác nhận."

    def get_form_kwargs(self) -> dict[str, Any]:
        school = self.solution.school_id
        years = (self.solution.year - 1, self.solution.year)
        classes = SchoolClass.objects.filter(school=school, year__in=years)
        named = self.trial.school_class_id if self.trial else None
        classes |= SchoolClass.objects.filter(pk=named)
        groups = Group.objects.filter(school=school).order_by("sort_key", "pk")
        return {**super().get_form_kwargs(), "classes": list(classes), "groups": list(groups), "trial": self.trial}


class TrialAdd(TrialWriting):
    title = "Ghi lần áp dụng thử"

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.solution.version}

    def serve(self, form: TrialForm) -> None:
        told = form.cleaned_data
        kept = add_trial(
            self.solution, form.tried, files=told["files"], version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip
        self.tell(kept.refusals)
        self.stored = kept.row

    def get_success_url(self) -> str:
        if MORE in self.request.POST:
            return reverse("initiatives:trial_edit", args=[self.stored.pk])
        return f"{self.solution.get_absolute_url()}#ap-dung-{self.stored.pk}"


class SeenTrial(Page):
    """Of the solutions that this person sees."""

    @cached_property
    def trial(self) -> Trial:
        found = Trial.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(found.select_related("solution__person", "school_class", "group"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return f"{self.trial.solution.get_absolute_url()}#ap-dung-{self.trial.pk}"


class TrialEdit(SeenTrial, TrialWriting):
    permission = "solution.own"
    title = "Sửa lần áp dụng thử"

    @cached_property
    def solution(self) -> Solution:
        solution = get_object_or_404(self.solutions(), pk=self.trial.solution_id)
        if not self.writes(solution):
            raise PermissionDenied
        return solution

    def get_initial(self) -> dict[str, Any]:
        return TrialForm.told(self.trial)

    def get_success_url(self) -> str:
        return self.request.path if MORE in self.request.POST else SeenTrial.get_success_url(self)

    def serve(self, form: TrialForm) -> None:
        told = form.cleaned_data
        kept = edit_trial(
            self.trial, form.tried, files=told["files"], version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip
        self.tell(kept.refusals)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(files=list(self.trial.files.all()), **kwargs)


class TrialRemove(SeenTrial, Posted, View):
    permission = "solution.own"

    def get_success_url(self) -> str:
        return self.trial.solution.get_absolute_url()

    def act(self) -> str:
        remove_trial(self.trial, actor=self.request.user, at=timezone.now())
        return "Đã xóa lần áp dụng thử."


class TrialConfirm(SeenTrial, Posted, View):
    """By the head of the tổ, as it stood when the page was drawn."""

    def act(self) -> str:
        form = ConfirmForm(self.request.POST)
        form.is_valid()
        note = form.cleaned_data.get("note", self.request.POST.get("note", ""))
        version = form.cleaned_data.get("version", 0)
        confirm_trial(self.trial, note=note, version=version, actor=self.request.user, at=timezone.now())
        return "Đã xác nhận lần áp dụng thử."


class EvidenceAdd(WithFiles, Written):
    part = Part.EVIDENCE
    form_class = EvidenceForm
    title = "Nộp minh chứng"
    submit_label = "Tải lên"
    done = "Đã nhận tệp."

    def serve(self, form: EvidenceForm) -> None:
        chosen = form.cleaned_data["files"]
        refusals = add_files(self.solution, chosen, actor=self.request.user, at=timezone.now())
        self.tell(refusals)
        self.done = "Đã nhận tệp." if len(refusals) < len(chosen) else "Chưa nhận tệp nào."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = self.solution.files.filter(trial__isnull=True, replication__isnull=True)
        return super().get_context_data(files=list(files), **kwargs)


class SeenFile(Page):
    """Of the solutions that this person sees."""

    @cached_property
    def file(self) -> SolutionFile:
        found = SolutionFile.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(found.select_related("solution"), pk=self.kwargs["pk"])


class EvidenceFile(SeenFile, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return sent_file(self.file)


class EvidenceRemove(SeenFile, Posted, View):
    permission = "solution.own"

    def get_success_url(self) -> str:
        return self.file.solution.get_absolute_url()

    def act(self) -> str:
        name = self.file.original_name
        remove_file(self.file, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ {name}."


class ReplicationAdd(WithFiles, OfSolution, SolutionForm, FormView):
    permission = "solution.replicate"
    form_class = ReplicationForm
    title = "Ghi nhân rộng"
    done = "Đã ghi lần nhân rộng."

    @cached_property
    def solution(self) -> Solution:
        solution = super().solution
        if not can_replicate(self.request.user, solution, timezone.now()):
            raise PermissionDenied
        return solution

    def serve(self, form: ReplicationForm) -> None:
        told = form.cleaned_data
        kept = log_replication(
            self.solution, who=told["who"], place=told["place"], since=told["since"], result=told["result"],
            files=told["files"], actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.tell(kept.refusals)


class ReplicationRemove(Page, Posted, View):
    permission = "solution.replicate"

    @cached_property
    def replication(self) -> Replication:
        found = Replication.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(found.select_related("solution"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.replication.solution.get_absolute_url()

    def act(self) -> str:
        remove_replication(self.replication, actor=self.request.user, at=timezone.now())
        return "Đã xóa lần nhân rộng."

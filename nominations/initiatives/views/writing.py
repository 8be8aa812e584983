"""A solution is begun; its facts and its authors are written, and each co-author answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from campaigns.registrations.models import Registration
from nominations.initiatives.enums import Part
from nominations.initiatives.forms import AgreementForm, AnswerForm, AuthorsForm, FactsForm
from nominations.initiatives.models import Agreement, Author, Solution
from nominations.initiatives.policies import can_attest, can_lead, can_write
from nominations.initiatives.queries import named_ideas
from nominations.initiatives.services.agreements import attest
from nominations.initiatives.services.authors import answer, set_authors
from nominations.initiatives.services.holding import why_shut
from nominations.initiatives.services.solutions import begin, edit_facts
from thiduakt.files.downloads import sent_file
from thiduakt.ledger.years import year_on
from thiduakt.pages import MORE, Posted, asked_key
from thiduakt.school.models import Person

from .pages import OfSolution, Page, SolutionForm


class Begin(Page, SolutionForm, FormView):
    """`dang-ky`: the registration that planned it."""

    permission = "solution.own"
    form_class = FactsForm
    title = "Đăng ký ý tưởng sáng kiến"
    lead = "Ghi tên trước; mô tả, tác giả, kết quả áp dụng viết dần sau."
    submit_label = "Đăng ký ý tưởng"
    done = "Đã đăng ký ý tưởng. Thầy/cô viết tiếp từng phần ở đây."

    @cached_property
    def registration(self) -> Registration | None:
        key = asked_key(self.request, "dang-ky")
        return named_ideas(self.request.user.person, self.today).filter(pk=key).first() if key else None

    def get_initial(self) -> dict[str, Any]:
        planned = self.registration
        if planned is None:
            return {"year": year_on(self.today), "version": 0}
        return {"name": planned.initiative, "year": planned.round.year, "version": 0}

    def get_form_kwargs(self) -> dict[str, Any]:
        years = {year_on(self.today) + 1 - back for back in range(5)}
        years |= {self.registration.round.year} if self.registration else set()
        return {**super().get_form_kwargs(), "years": sorted(years, reverse=True)}

    def serve(self, form: FactsForm) -> None:
        stored = begin(form.facts, registration=self.registration, actor=self.request.user, at=timezone.now())
        self.success_url = stored.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("initiatives:mine"), **kwargs)


class Written(OfSolution, SolutionForm, FormView):
    """A part of the request, as long as it is open to this person."""

    permission = "solution.own"
    part: Part
    done = "Đã lưu."

    def writes(self, solution: Solution) -> bool:
        return can_write(self.request.user, solution, timezone.now())

    @cached_property
    def solution(self) -> Solution:
        solution = super().solution
        if not self.writes(solution):
            raise PermissionDenied
        return solution

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is shut is read, not written."""
        if shut := why_shut(self.solution, self.part, timezone.now()):
            messages.info(request, shut)
            return redirect(self.solution)
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return self.request.path if MORE in self.request.POST else self.solution.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            more=MORE, returned=self.solution if self.solution.returned_parts else None, **kwargs
        )


class EditFacts(Written):
    part = Part.FACTS
    form_class = FactsForm
    title = "Sửa thông tin giải pháp"

    def get_initial(self) -> dict[str, Any]:
        return FactsForm.told(self.solution)

    def get_form_kwargs(self) -> dict[str, Any]:
        years = {self.solution.year, *(year_on(self.today) + 1 - back for back in range(5))}
        return {**super().get_form_kwargs(), "years": sorted(years, reverse=True)}

    def serve(self, form: FactsForm) -> None:
        version = form.cleaned_data["version"]
        edit_facts(self.solution, form.facts, version=version, actor=self.request.user, at=timezone.now())


class EditAuthors(Written):
    part = Part.AUTHORS
    form_class = AuthorsForm
    title = "Tác giả, tỷ lệ đóng góp"
    done = "Đã lưu tác giả. Đồng tác giả mới nhận được lời mời xác nhận."

    def writes(self, solution: Solution) -> bool:
        return can_lead(self.request.user, solution, timezone.now())

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Person.objects.filter(school=self.solution.school_id)
        named = self.solution.authors.filter(person__isnull=False).values("person")
        offered = people.at_work(self.today) | people.filter(pk__in=named)
        kwargs = {**super().get_form_kwargs(), "solution": self.solution}
        return kwargs | {"people": list(offered.select_related("group").order_by("sort_key", "pk"))}

    def serve(self, form: AuthorsForm) -> None:
        version = form.cleaned_data["version"]
        set_authors(self.solution, form.lines, version=version, actor=self.request.user, at=timezone.now())


class Answer(Page, Posted, View):
    """What a co-author says: `dong-y` or `khong`."""

    permission = "solution.own"

    @cached_property
    def author(self) -> Author:
        own = Author.objects.filter(person=self.request.user.person_id, solution__school=self.request.user.school_id)
        return get_object_or_404(own.select_related("solution__person"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.author.solution.get_absolute_url()

    def act(self) -> str:
        form, yes = AnswerForm(self.request.POST), self.request.POST.get("tra-loi") == "dong-y"
        form.is_valid()
        share, reason = form.cleaned_data.get("share", 0), form.cleaned_data.get("reason", "")
        answer(self.author, yes=yes, share=share, reason=reason, actor=self.request.user, at=timezone.now())
        return "Đã xác nhận là đồng tác giả." if yes else "Đã trả lời không nhận; tác giả chủ trì được báo."


class Attest(Page, SolutionForm, FormView):
    """The signed paper of a co-author who has no account, sent by whoever leads the solution or its tổ, or manages."""

    form_class = AgreementForm
    title = "Giấy đồng ý của đồng tác giả"
    submit_label = "Đính kèm"
    done = "Đã đính kèm giấy đồng ý; đồng tác giả được tính là đã xác nhận."
    extra_context = {"has_file": True, "files_help": "Ảnh JPG, PNG hoặc tệp PDF, mỗi tệp tới 10 MB."}

    @cached_property
    def author(self) -> Author:
        seen = Solution.objects.visible_to(self.request.user, self.today).order_by().values("pk")
        found = Author.objects.filter(solution__in=seen, person__isnull=False).select_related("solution__person", "person")
        author = get_object_or_404(found, pk=self.kwargs["pk"])
        if not can_attest(self.request.user, author, timezone.now()):
            raise PermissionDenied
        return author

    @property
    def lead(self) -> str:
        author = self.author
        return (
            f"{author.told} đồng ý là đồng tác giả “{author.solution}” với {author.share}% đóng góp. "
            "Trên giấy cần tên giải pháp, tỷ lệ đóng góp, ngày và chữ ký."
        )

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Trang giải pháp", "url": self.author.solution.get_absolute_url()}]

    def get_initial(self) -> dict[str, Any]:
        return {"share": self.author.share}

    def get_success_url(self) -> str:
        return self.author.solution.get_absolute_url()

    def serve(self, form: AgreementForm) -> None:
        told = form.cleaned_data
        attest(self.author, told["files"], share=told["share"], actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)


class AgreementFile(Page, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return sent_file(get_object_or_404(Agreement.objects.visible_to(request.user, self.today), pk=pk))

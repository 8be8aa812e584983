"""Writing a meeting down, concluding it, meeting again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.meetings.forms import AgainForm, BeginForm, MeetingForm
from nominations.meetings.models import GroupMeeting
from nominations.meetings.policies import can_lead, leads
from nominations.meetings.queries import attendances_of, close_dossiers, retakable, reviews_waiting, votes_of
from nominations.meetings.services.meetings import begin_meeting, conclude, discard_meeting, meet_again, save_meeting
from nominations.meetings.services.papers import begin_paper
from thiduakt.pages import Posted, ServedForm, version_of
from thiduakt.school.models import Person

from .pages import LedMeeting, Page


class MeetingAdd(ServedForm, Page, FormView):
    """Of the own tổ; there has to be something that waits for it."""

    permission = "meeting.lead"
    form_class = BeginForm
    template_name = "meetings/begin.html"
    title = "Lập cuộc họp tổ"
    done = "Đã lập cuộc họp. Thầy/cô ghi người dự và kết quả biểu quyết."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.group = getattr(getattr(request.user, "person", None), "group", None)

    @cached_property
    def reviews(self) -> Any:
        if self.group is None or not leads(self.request.user, self.group, timezone.now()):
            raise PermissionDenied
        return reviews_waiting(self.group)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "reviews": self.reviews}

    def get_initial(self) -> dict[str, Any]:
        only = list(self.reviews[:2])
        return {"held_on": self.today} | ({"review": only[0]} if len(only) == 1 else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_reviews=self.reviews.exists(), back_url=reverse("meetings:list"), **kwargs)

    def serve(self, form: BeginForm) -> None:
        told = form.cleaned_data
        meeting = begin_meeting(
            told["review"], self.group, held_on=told["held_on"], actor=self.request.user, at=timezone.now()
        )
        self.success_url = reverse("meetings:edit", args=[meeting.pk])


class MeetingEdit(LedMeeting, ServedForm, FormView):
    form_class = MeetingForm
    template_name = "meetings/edit.html"
    title = "Ghi cuộc họp"
    done = "Đã lưu cuộc họp, chưa chốt kết quả."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is concluded is read, not written."""
        if not self.meeting.is_draft:
            return redirect(self.meeting)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        meeting: GroupMeeting = self.meeting
        if not can_lead(self.request.user, meeting, timezone.now()):
            raise PermissionDenied
        votes = votes_of(meeting)
        people = Person.objects.filter(school=meeting.school_id).at_work(meeting.held_on).select_related("group")
        return {
            **super().get_form_kwargs(),
            "meeting": meeting,
            "attendances": attendances_of(meeting),
            "votes": votes,
            "people": people,
            "close": close_dossiers(meeting, votes),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.meeting, back_url=self.meeting.get_absolute_url(), **kwargs)

    def serve(self, form: MeetingForm) -> None:
        version = form.cleaned_data["version"]
        save_meeting(self.meeting, form.told(), version=version, actor=self.request.user, at=timezone.now())


class MeetingDiscard(LedMeeting, Posted, View):
    is_gone = False

    def get_success_url(self) -> str:
        return reverse("meetings:list") if self.is_gone else super().get_success_url()

    def act(self) -> str:
        discard_meeting(self.meeting, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã bỏ cuộc họp đang ghi."


class MeetingConclude(LedMeeting, Posted, View):
    """`version` goes with the press: who concludes has seen the counts as they stand."""

    def act(self) -> str:
        conclude(self.meeting, version=version_of(self.request), actor=self.request.user, at=timezone.now())
        return "Đã chốt kết quả. Hồ sơ được tổ đề nghị đã chuyển lên trường."


class MeetingAgain(LedMeeting, ServedForm, FormView):
    form_class = AgainForm
    template_name = "meetings/again.html"
    title = "Họp lại"
    done = "Đã lập cuộc họp mới, hồ sơ được chọn trở lại chờ tổ bình xét."

    def get_form_kwargs(self) -> dict[str, Any]:
        if not can_lead(self.request.user, self.meeting, timezone.now()):
            raise PermissionDenied
        return {**super().get_form_kwargs(), "dossiers": retakable(self.meeting)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.meeting, back_url=self.meeting.get_absolute_url(), **kwargs)

    def serve(self, form: AgainForm) -> None:
        told = form.cleaned_data
        meeting = meet_again(
            self.meeting, list(told["dossiers"]), reason=told["reason"], actor=self.request.user, at=timezone.now()
        )
        self.success_url = reverse("meetings:edit", args=[meeting.pk])

    def get_success_url(self) -> str:
        return str(self.success_url)


class MinutesBegin(LedMeeting, Posted, View):
    """Soạn biên bản: from then on a paper like any other, with its own page."""

    begun = ""

    def get_success_url(self) -> str:
        return self.begun or super().get_success_url()

    def act(self) -> str:
        self.begun = begin_paper(self.meeting, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn biên bản từ cuộc họp. Thầy/cô đọc lại rồi trình chủ tọa ký."

"""Voting: the card, what was chosen once more, and the receipt. Nothing is kept between these pages, and nobody is told
that somebody was here: no line in the log, no time at the sign-in, no key of a form.

The own password is asked on the card, before anything is cast: checking it takes a processor longer than all the rest, and
a whole school that presses at once does not wait for it at the box.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from nominations.ballots.enums import PollState
from nominations.ballots.forms import BallotForm
from nominations.ballots.models import Poll
from nominations.ballots.policies import can_vote
from nominations.ballots.queries import has_voted, participation
from nominations.ballots.services.voting import AlreadyVotedError, BoxClosedError, cast
from thiduakt.permissions import SECOND_FACTOR_TO_VOTE
from thiduakt.school.services.accounts import check_own_password

from .pages import OfPoll
from .proving import is_proven, proof_for

GONE, CONFLICT = 410, 409
ASKED_AGAIN = "Đã quá mười phút từ lúc thầy/cô nhập mật khẩu. Thầy/cô nhập lại rồi gửi phiếu."


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Ballot(OfPoll, TemplateView):
    """What the pages of a ballot share."""

    once = leaves_trace = False
    template_name = "ballots/card.html"
    title = "Lá phiếu của thầy/cô"
    http_method_names = ["get", "post"]

    @cached_property
    def poll(self) -> Poll:
        """Bare: many ask for it at one instant."""
        return get_object_or_404(self.seen(), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and self._owes_second_factor():
            return redirect("school:second_factor")
        return super().dispatch(request, *args, **kwargs)

    def _owes_second_factor(self) -> bool:
        """A council member needs it to vote, and only then."""
        user: Any = self.request.user
        asked = user.roles_on(self.today) & SECOND_FACTOR_TO_VOTE
        return bool(asked) and settings.SECOND_FACTOR_ENFORCED and not user.has_second_factor

    def form(self, data: Any = None) -> BallotForm:
        return BallotForm(data, candidates=self.poll.content.open_to(self.request.user.person_id))

    def refused(self) -> HttpResponse | None:
        """The page for whoever cannot vote here, or no more."""
        poll, user = self.poll, self.request.user
        if not can_vote(user, poll, timezone.now()):
            return redirect(poll)
        if has_voted(poll, user.person_id):
            return self.answer("voted", status=CONFLICT)
        if poll.state != PollState.OPEN:
            return self.answer("closed", status=GONE)
        return None

    def proof(self, *, is_due: bool) -> str:
        """Of a password that is given now or was on the page before; ValidationError for a wrong one, or where it is due."""
        told, given = self.request.POST, self.request.POST.get("proof", "")
        if is_proven(self.request, self.poll, given):
            return given
        if "password" not in told:
            if is_due:
                raise ValidationError(ASKED_AGAIN)
            return ""
        check_own_password(self.request.user, told["password"], "password", timezone.now())
        return proof_for(self.request, self.poll)

    def answer(self, shows: str, *, status: int = 200, **told: Any) -> HttpResponse:
        context = self.get_context_data(shows=shows, poll=self.poll, participation=participation(self.poll), **told)
        context["urls"] = {name: reverse(f"ballots:{name}", args=[self.poll.pk]) for name in ("card", "cast")}
        return self.render_to_response(context, status=status)


class BallotCard(Ballot):
    """The choices; posted, they are shown once more. `back`: they are changed again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = self.refused() or self.answer("card", form=self.form())
        if response.status_code in {CONFLICT, GONE}:  # only asked, nothing refused
            response.status_code = 200
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refusal := self.refused():
            return refusal
        form = self.form(request.POST)
        try:
            proof = self.proof(is_due=False)
        except ValidationError as refusal:
            return self.answer("card", form=form, faults=refusal.messages)
        shows = "review" if form.is_valid() and "back" not in request.POST else "card"
        return self.answer(shows, form=form, proof=proof)


class BallotCast(Ballot):
    """Into the box. The receipt is shown on the answer itself, and nowhere again.

    Whoever looked too long at the choices gives the password here, where they still stand.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("ballots:card", pk=self.poll.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refusal := self.refused():
            return refusal
        form = self.form(request.POST)
        if not form.is_valid():
            return self.answer("card", form=form)
        try:
            self.proof(is_due=True)
            receipt = cast(self.poll, form.choices(), actor=request.user, at=timezone.now())
        except AlreadyVotedError:
            return self.answer("voted", status=CONFLICT)
        except BoxClosedError:
            return self.answer("closed", status=GONE)
        except ValidationError as refusal:
            return self.answer("review", form=form, faults=refusal.messages)
        self.poll.refresh_from_db()
        return self.answer("receipt", receipt=receipt)

"""Who has not done which step, one tổ after the other; and the word to those who are missing."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.forms import TeamForm
from campaigns.registrations.models import Registration
from campaigns.registrations.queries import people_led, people_missing
from campaigns.registrations.services.reminding import remind
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.ledger.forms.teams import first_of_many, key_of, leaf
from thiduakt.pages import Posted, titles
from thiduakt.school.models import Group, Person

from .pages import OfRound

STEPS = ("Đã mở", "Đã gửi", "Tổ đã chốt", "Hội đồng đã xác nhận")


class MatrixShown(OfRound):
    """People and steps, for whoever leads them: of the tổ `to`, or of all."""

    permission = "registration.view"

    @cached_property
    def people(self) -> list[Person]:
        led = people_led(self.turn, self.request.user, self.today)
        return list(led.order_by(F("group__sort_key").asc(nulls_first=True), "sort_key", "pk"))

    @cached_property
    def teams(self) -> list[str]:
        return [key_of(person.group) for person in self.people]

    @cached_property
    def filters(self) -> TeamForm:
        groups = Group.objects.filter(pk__in={person.group_id for person in self.people})
        return TeamForm(self.request.GET, groups=groups, with_none=None in {person.group_id for person in self.people})

    @property
    def lines(self) -> list[tuple[Person, Registration | None, list[bool]]]:
        team = self.filters.team
        shown = [person for person in self.people if not team or key_of(person.group) == team]
        found = Registration.objects.filter(round=self.turn, person__in=shown).standing()
        known = {one.person_id: one for one in found}
        return [(person, known.get(person.pk), _steps(known.get(person.pk))) for person in shown]


class Matrix(MatrixShown, TemplateView):
    template_name = "registrations/matrix.html"
    title = "Ai chưa làm bước nào"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if onward := first_of_many(self.filters.fields["to"], request.GET, self.teams):
            return redirect(request.path + onward)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = people_missing(self.turn, self.request.user, self.today).count()
        excel = f"{reverse('registrations:matrix_excel', args=[self.turn.pk])}?{self.request.GET.urlencode()}"
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        if missing and self.turn.is_lively:
            url = reverse("registrations:remind", args=[self.turn.pk])
            actions.insert(0, {"label": f"Nhắc {missing} người còn thiếu", "url": url, "icon": "bell", "tone": "primary"})
        return super().get_context_data(
            actions=actions,
            columns=titles("Họ và tên", "Tổ", *STEPS),
            rows=[(person, one, list(zip(STEPS, steps, strict=True))) for person, one, steps in self.lines],
            filters=self.filters if len(set(self.teams)) > 1 else None,
            leaf=leaf(self.filters.fields["to"], self.filters.team, self.teams),
            **kwargs,
        )


class MatrixExcel(MatrixShown, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        chosen = self.filters.fields["to"].name_of(self.filters.team)
        told = subtitle(request.user.school, self.turn.name, chosen, on=self.today)
        columns = (Column("STT", 6), Column("Họ và tên", 30), Column("Tổ", 26), *(Column(name, 20) for name in STEPS))
        rows = (
            [number, str(person), str(person.group or ""), *("x" if done else "" for done in steps)]
            for number, (person, _, steps) in enumerate(self.lines, start=1)
        )
        return download(workbook("TIẾN ĐỘ ĐĂNG KÝ THI ĐUA", told, columns, rows), "tien-do-dang-ky")


class Remind(OfRound, Posted, TemplateView):
    """By name, before anything goes out."""

    permission = "registration.view"
    template_name = "registrations/remind.html"
    title = "Nhắc người còn thiếu"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return TemplateView.get(self, request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("registrations:matrix", args=[self.turn.pk])

    def act(self) -> str:
        return f"Đã nhắc {remind(self.turn, actor=self.request.user, at=timezone.now())} người."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = people_missing(self.turn, self.request.user, self.today).exclude(pk=self.request.user.person_id)
        return super().get_context_data(people=missing, **kwargs | {"back_url": self.get_success_url()})


def _steps(one: Registration | None) -> list[bool]:
    if one is None:
        return [False] * len(STEPS)
    return [
        True,
        one.state in {S.SENT, S.AGREED, S.CONFIRMED},
        one.state in {S.AGREED, S.CONFIRMED},
        one.state == S.CONFIRMED,
    ]

"""The page of one ceremony: its programme, who is called up when, who sits where; and the buttons."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from awards.ceremonies.enums import Handing
from awards.ceremonies.flows import CEREMONY_FLOW
from awards.ceremonies.forms import ArrangeForm
from awards.ceremonies.models import Recipient
from awards.ceremonies.policies import can_manage
from awards.ceremonies.queries import Called, called, recipients_of, timed, to_tell
from awards.ceremonies.services.announcing import announce
from awards.ceremonies.services.papers import begin_program
from awards.ceremonies.services.planning import discard_ceremony, mark_held, too_early
from awards.certificates.tasks import print_certificates
from thiduakt.documents.models import Document
from thiduakt.pages import Posted, titles

from .pages import ManagedCeremony, OfCeremony

SHEETS = (
    ("Danh sách trao thưởng", "danh-sach-trao"),
    ("Chương trình", "chuong-trinh"),
    ("Sơ đồ chỗ ngồi", "cho-ngoi"),
    ("Khách mời", "khach-moi"),
)


class CeremonyPage(OfCeremony, TemplateView):
    template_name = "ceremonies/ceremony.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.ceremony)

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, at = self.ceremony, timezone.now()
        manages = can_manage(self.request.user, one, at)
        turns = called(one)
        return super().get_context_data(
            ceremony=one,
            manages=manages,
            arranges=manages and one.is_planned,
            actions=self._actions() if manages and one.is_planned else [],
            facts=list(self._facts(turns)),
            steps=self._steps() if manages else [],
            program=timed(one),
            turns=[self._turn(each, manages=manages) for each in turns],
            late=[one for each in turns for one in each.recipients if one.handing == Handing.LATER],
            guests=one.guests.order_by("position", "pk"),
            sheets=[self._sheet(label, sheet) for label, sheet in SHEETS],
            arrange_form=ArrangeForm(),
            paper=self._paper(),
            may_print=manages and any(each.recipients for each in turns),
            may_discard=manages and one.is_planned,
            untold=to_tell(one).count() if manages and one.is_planned and one.held_on >= self.today else 0,
            guest_columns=titles("Họ và tên", "Chức vụ, đơn vị"),
            **kwargs,
        )

    def _actions(self) -> list[dict[str, str]]:
        return [{"label": "Sửa buổi lễ", "url": reverse("ceremonies:edit", args=[self.ceremony.pk]), "icon": "pencil"}]

    def _facts(self, turns: list[Called]) -> Iterator[dict[str, Any]]:
        one = self.ceremony
        yield {"label": "Thời gian", "value": f"{one.starts_at:%H:%M} ngày {one.held_on:%d/%m/%Y}"}
        yield {"label": "Địa điểm", "value": one.place}
        for decision in one.decisions.select_related("document").order_by("pk"):
            yield {"label": "Trao theo", "value": decision, "url": decision.get_absolute_url()}
        people = [recipient for each in turns for recipient in each.recipients]
        handed = sum(recipient.handing in Handing.DONE for recipient in people)
        yield {"label": "Người, tập thể", "value": f"{len(people)}, đã trao {handed}"}

    def _steps(self) -> list[dict[str, Any]]:
        one, at = self.ceremony, timezone.now()
        return [
            {
                "move": move,
                "url": reverse("ceremonies:hold", args=[one.pk]),
                "blockers": [*too_early(one, at), *move.blockers(one)],
            }
            for move in CEREMONY_FLOW.open_to(self.request.user, one, at)
        ]

    def _turn(self, each: Called, *, manages: bool) -> dict[str, Any]:
        """With where its people are marked, for whoever may."""
        turn, url = each.turn, ""
        if manages:
            url = reverse("ceremonies:hand" if turn else "ceremonies:hand_unplaced", args=[(turn or self.ceremony).pk])
        is_waiting = turn and any(one.handing == Handing.WAITING for one in each.recipients)
        came = self.ceremony.held_on <= self.today
        return {
            "called": each,
            "hand_url": url,
            "all_url": reverse("ceremonies:hand_all", args=[turn.pk]) if turn and url and is_waiting and came else "",
            "rows": [_row(number, one) for number, one in enumerate(each.recipients, start=each.first)],
        }

    def _sheet(self, label: str, sheet: str) -> dict[str, str]:
        args = [self.ceremony.pk, sheet]
        pdf, excel = (reverse(f"ceremonies:sheet_{kind}", args=args) for kind in ("pdf", "excel"))
        return {"label": label, "pdf": pdf, "excel": excel}

    def _paper(self) -> Document | None:
        seen = Document.objects.visible_to(self.request.user, self.today)
        return seen.filter(pk=self.ceremony.paper_id).first() if self.ceremony.paper_id else None


class CeremonyHold(ManagedCeremony, Posted, View):
    def act(self) -> str:
        mark_held(self.ceremony, actor=self.request.user, at=timezone.now())
        return "Đã ghi buổi lễ đã tổ chức."


class CeremonyDiscard(ManagedCeremony, Posted, View):
    def act(self) -> str:
        discard_ceremony(self.ceremony, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("ceremonies:list")
        return "Đã bỏ buổi lễ."


class CertificatesPrint(ManagedCeremony, Posted, View):
    """All certificates in one file, in the order in which they are handed over."""

    def act(self) -> str:
        lines = [one.line for one in recipients_of(self.ceremony)]
        name = f"{self.ceremony}: theo thứ tự trao"[:200]
        run = print_certificates(lines, name=name, actor=self.request.user, at=timezone.now())
        self.success_url = run.get_absolute_url()
        return "Đã yêu cầu in giấy khen theo thứ tự trao."


class CeremonyAnnounce(ManagedCeremony, Posted, View):
    def act(self) -> str:
        count = announce(self.ceremony, actor=self.request.user, at=timezone.now())
        return f"Đã báo thời gian, địa điểm cho {count} người, tập thể."


class CeremonyPaper(ManagedCeremony, Posted, View):
    """Begin the official Chương trình, and go on writing it."""

    def act(self) -> str:
        paper = begin_program(self.ceremony, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[paper.pk])
        return "Đã tạo bản nháp chương trình."


def _row(number: int, one: Recipient) -> dict[str, Any]:
    return {"number": number, "recipient": one}

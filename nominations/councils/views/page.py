"""The page of one council: who is in it, by which decision, what the law asks of it, who was in it before."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from nominations.councils.composition import calls_for_renewal, changes_told, law_of, notes_on
from nominations.councils.flows import COUNCIL_FLOW, missing_of_council, missing_of_renewal
from nominations.councils.models import Council, Renewal, Seat
from nominations.councils.policies import can_manage
from nominations.councils.queries import past_seats, proposed_seats, standing_seats
from thiduakt.catalog.choices import THRESHOLDS, chosen
from thiduakt.documents.models import Document
from thiduakt.pages import titles

from .pages import OfCouncil

MEMBER_COLUMNS = ("Họ và tên", "Chức danh", "Đại diện cho", "Nhiệm vụ được phân công")


class CouncilPage(OfCouncil, TemplateView):
    template_name = "councils/council.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.council)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        council = self.council
        manages = can_manage(self.request.user, council, timezone.now())
        seats = standing_seats(council)
        renewals = list(council.renewals.select_related("decision"))
        draft = next((one for one in renewals if one.is_draft), None) if manages else None
        return super().get_context_data(
            council=council,
            facts=list(self._facts(len(seats))),
            law=law_of(council),
            columns=titles(*MEMBER_COLUMNS),
            seats=seats,
            excel_url=reverse("councils:members_excel", args=[council.pk]),
            past=[_past(seat) for seat in past_seats(council)],
            renewals=[self._renewal(one) for one in renewals if not one.is_draft],
            notes=self._notes(seats) if manages else [],
            manages=manages,
            founding=self._founding() if manages and council.is_draft else None,
            draft=self._draft(draft, seats) if draft else None,
            renew_url=reverse("councils:renew", args=[council.pk]) if self._renews(manages, draft) else "",
            end=COUNCIL_FLOW.moves["end"] if manages and council.is_standing else None,
            actions=self._actions() if manages and council.is_draft else [],
            discard={"name": "discard", "label": "Bỏ hội đồng này", "warning": "Danh sách đang lập bị xóa hẳn."}
            if manages and council.is_draft and council.decision is None
            else None,
            **kwargs,
        )

    def _notes(self, seats: list[Seat]) -> list[str]:
        if self.council.is_draft:
            return notes_on(self.council, seats, self.today)
        return list(calls_for_renewal(self.council, seats, self.today)) if self.council.is_standing else []

    def _renews(self, manages: bool, draft: Renewal | None) -> bool:  # noqa: FBT001
        return manages and self.council.is_standing and draft is None

    def _actions(self) -> list[dict[str, str]]:
        return [{"label": "Sửa hội đồng", "url": reverse("councils:edit", args=[self.council.pk]), "icon": "pencil"}]

    def _facts(self, count: int) -> Iterator[dict[str, Any]]:
        council = self.council
        yield {"label": "Năm học", "value": council.year_name}
        yield {"label": "Quyết định", **self._paper(council)}
        if council.begins_on:
            until = f" đến hết ngày {council.ends_on:%d/%m/%Y}" if council.ends_on else ""
            yield {"label": "Hoạt động", "value": f"từ ngày {council.begins_on:%d/%m/%Y}{until}"}
        yield {"label": "Số thành viên", "value": str(count)}
        yield {"label": "Phiên họp hợp lệ khi có mặt", "value": council.get_quorum_display()}
        told = chosen(council.school_id, council.begins_on or self.today)["majority"]
        yield {"label": "Tỷ lệ phiếu khi luật không định", "value": THRESHOLDS.get(told, told)}
        if council.replaces:
            yield {"label": "Thay", "value": council.replaces, "url": council.replaces.get_absolute_url()}

    def _paper(self, row: Council | Renewal) -> dict[str, Any]:
        """Its name for everybody, its page for whoever may read it."""
        decision = row.decision
        if decision is None:
            return {"value": row.decision_named or "chưa có"}
        seen = Document.objects.visible_to(self.request.user, self.today).filter(pk=decision.pk).exists()
        return {"value": decision, "url": decision.get_absolute_url()} if seen else {"value": decision}

    def _founding(self) -> dict[str, Any]:
        council = self.council
        return {
            "blockers": missing_of_council(council),
            "paper": self._paper(council) if council.decision else None,
            "draft_url": reverse("councils:decision", args=[council.pk]),
            "record_url": reverse("councils:record", args=[council.pk]),
            "edit_url": reverse("councils:edit", args=[council.pk]),
            "name": "thành lập",
        }

    def _draft(self, renewal: Renewal, standing: list[Seat]) -> dict[str, Any]:
        """The list as it is to be, with what stands in its way."""
        seats = proposed_seats(renewal)
        return {
            "renewal": renewal,
            "seats": seats,
            "changes": changes_told(standing, seats),
            "notes": notes_on(self.council, seats, self.today),
            "road": {
                "blockers": missing_of_renewal(renewal),
                "paper": self._paper(renewal) if renewal.decision else None,
                "draft_url": reverse("councils:renewal_decision", args=[renewal.pk]),
                "record_url": reverse("councils:renewal_record", args=[renewal.pk]),
                "edit_url": reverse("councils:renewal_edit", args=[renewal.pk]),
                "name": "kiện toàn",
            },
            "discard": {"name": "discard_renewal", "label": "Bỏ lần kiện toàn này", "warning": "Danh sách mới bị xóa hẳn."}
            if renewal.decision is None
            else None,
        }

    def _renewal(self, renewal: Renewal) -> dict[str, Any]:
        return {"renewal": renewal, "paper": self._paper(renewal)}


def _past(seat: Seat) -> dict[str, Any]:
    return {"seat": seat, "told": f"{seat.begins_on:%d/%m/%Y} – {seat.ends_on:%d/%m/%Y}"}

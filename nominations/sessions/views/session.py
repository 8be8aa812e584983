"""One session, as whoever sits in it reads it: on a phone, in the room and afterwards."""

from collections.abc import Iterator
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from nominations.sessions.enums import Manner, SessionState
from nominations.sessions.flows import SESSION_FLOW
from nominations.sessions.forms import DeclareForm, EndForm
from nominations.sessions.models import Attendance, Conflict, CouncilSession, Item, ItemVote
from nominations.sessions.policies import can_keep, can_preside, has_conflict
from nominations.sessions.queries import (
    attendances_of,
    balloted,
    confirmations_told,
    conflicts_ruled_by,
    is_unmarked,
    takes_part_in_all,
    to_confirm,
    turnout_of,
    vote_of,
)
from nominations.sessions.services.conflicts import declare_conflict, rule_conflict
from nominations.sessions.services.running import end_session, open_session
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.rules import EDIT_RULES
from thiduakt.pages import Posted, ServedForm, titles
from thiduakt.permissions import may

from .pages import OfItem, OfSession

INVITES = EDIT_RULES[Kind.INVITATION]


class SessionDetail(OfSession, TemplateView):
    template_name = "sessions/session.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.session.title

    @cached_property
    def attendances(self) -> list[Attendance]:
        return attendances_of(self.session)

    @cached_property
    def takes_part_in_all(self) -> bool:
        return takes_part_in_all(self.session, self.request.user)

    @cached_property
    def counts(self) -> bool:
        """Keeps the session, presides over it or is one of its tellers."""
        session, user, now = self.session, self.request.user, timezone.now()
        tells = session.tellers.filter(person=user.person_id).exists()
        return tells or can_keep(user, session, now) or can_preside(user, session, now)

    @property
    def seat_id(self) -> int | None:
        person = self.request.user.person_id
        return next((one.seat_id for one in self.attendances if one.seat.person_id == person), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, user, now = self.session, self.request.user, timezone.now()
        keeps = can_keep(user, session, now)
        rows = [self._row(item, keeps=keeps) for item in self.items]
        return super().get_context_data(
            session=session,
            facts=list(self._facts()),
            turnout=None if is_unmarked(self.attendances) else turnout_of(session, self.attendances),
            attendances=self.attendances,
            columns=titles("Nội dung", "Tỷ lệ phiếu cần", "Kết quả"),
            rows=rows,
            removable=[row for row in rows if row["remove_url"]],
            to_rule=list(self._to_rule()),
            actions=list(self._actions()) if keeps else [],
            papers=list(self._papers(keeps=keeps)),
            begins=list(self._begins()) if keeps and self.takes_part_in_all else [],
            moves=[self._step(move.name) for move in SESSION_FLOW.open_to(user, session, now)],
            confirming=list(self._confirming()),
            edit_url=reverse("sessions:edit", args=[session.pk]),
            fills=keeps and session.is_prepared and session.review is not None,
            discard={"name": "discard", "label": "Bỏ phiên họp này", "warning": "Chương trình đã lập bị xóa hẳn."}
            if keeps and session.state == SessionState.DRAFT
            else None,
            **kwargs,
        )

    def _facts(self) -> Iterator[dict[str, Any]]:
        session = self.session
        yield {"label": "Hội đồng", "value": session.council, "url": session.council.get_absolute_url()}
        yield {"label": "Phiên họp", "value": f"thứ {session.number}, {session.get_kind_display()}"}
        hours = f"{session.starts_at:%H giờ %M}" + (f" – {session.ends_at:%H giờ %M}" if session.ends_at else "")
        yield {"label": "Thời gian", "value": f"{hours} ngày {session.held_on:%d/%m/%Y}"}
        yield {"label": "Địa điểm", "value": session.place}
        if session.review:
            state = f", {session.review.get_state_display()}" if session.is_prepared else ""
            yield {"label": "Đợt xét", "value": f"{session.review}{state}", "url": session.review.get_absolute_url()}
        yield {"label": "Điều hành", "value": session.chair}
        yield {"label": "Thư ký", "value": session.secretary}
        yield {"label": "Ban kiểm phiếu", "value": ", ".join(map(str, session.tellers.select_related("person")))}
        yield {"label": "Khách mời", "value": "; ".join(map(str, session.guests.all()))}

    def _row(self, item: Item, *, keeps: bool) -> dict[str, Any]:
        vote, user = vote_of(item), self.request.user
        is_early = self.session.state in SessionState.LIVE and not (vote and vote.has_begun)
        declares = is_early and item.dossier is not None and self.seat_id and not has_conflict(user, item)
        return {
            "item": item,
            "outcome": vote.outcome if vote else None,
            "is_own": item.dossier is not None and item.dossier.person_id == user.person_id,
            "scans": list(vote.scans.all()) if vote and self.takes_part_in_all else [],
            "scan_url": reverse("sessions:scan", args=[item.pk]) if vote and self._may_scan(item, vote) else "",
            "declare_url": reverse("sessions:declare", args=[item.pk]) if declares else "",
            "remove_url": reverse("sessions:remove", args=[item.pk]) if keeps and self.session.is_prepared else "",
        }

    def _may_scan(self, item: Item, vote: ItemVote) -> bool:
        """The page itself asks the records besides."""
        by_paper = vote.manner == Manner.PAPER and vote.is_passed is not None
        lively = self.session.state in {SessionState.OPEN, SessionState.ENDED}
        return by_paper and lively and self.counts and not has_conflict(self.request.user, item)

    def _to_rule(self) -> Iterator[dict[str, Any]]:
        if self.session.state not in SessionState.LIVE:
            return
        for conflict in conflicts_ruled_by(self.request.user, self.items, self.attendances):
            yield {"item": conflict.item, "conflict": conflict, "url": reverse("sessions:rule", args=[conflict.pk])}

    def _actions(self) -> Iterator[dict[str, str]]:
        """What comes next stands out; once everybody is marked, that is opening it."""
        if self.session.state == SessionState.CALLED:
            tone = "primary" if is_unmarked(self.attendances) else "secondary"
            yield self._action("Điểm danh", "attendance", icon="people", tone=tone)
        if self.session.is_prepared:
            yield self._action("Sửa phiên họp", "edit", icon="pencil", tone="secondary")
            yield self._action("Thêm mục khác", "matter", icon="plus-lg", tone="secondary")
        if self.session.is_open:
            yield self._action("Bàn điều hành", "console", icon="clipboard-data", tone="primary")
            yield self._action("Trình chiếu", "projector", icon="eye", tone="secondary")

    def _action(self, label: str, name: str, *, icon: str, tone: str) -> dict[str, str]:
        url = reverse(f"sessions:{name}", args=[self.session.pk])
        return {"label": label, "url": url, "icon": icon, "tone": tone}

    def _papers(self, *, keeps: bool) -> Iterator[dict[str, str]]:
        """Those that this person may read."""
        session, user = self.session, self.request.user
        written = [one for one in (session.invitation, session.count_record, session.minutes) if one]
        seen = set(Document.objects.visible_to(user, self.today).filter(pk__in=[one.pk for one in written]))
        for paper in written:
            if paper in seen:
                label = "Biên bản kiểm phiếu" if paper == session.count_record else paper.get_kind_display()
                yield {"label": label, "url": paper.get_absolute_url(), "icon": "file-text"}
        if keeps and session.state in SessionState.OVER and self.takes_part_in_all and balloted(session):
            for form, label in (("pdf", "PDF"), ("docx", "Word")):
                url = reverse("sessions:count_file", args=[session.pk, form])
                yield {"label": f"Bản ký tay tại phòng họp ({label})", "url": url, "icon": "printer"}

    def _confirming(self) -> Iterator[dict[str, Any]]:
        """Of each record who has confirmed it and who has not; the button for whoever is asked and has read it."""
        for paper in to_confirm(self.session):
            told = confirmations_told(self.session, paper)
            own = next((done for seat, done in told if seat.person_id == self.request.user.person_id), None)
            read_url = reverse("sessions:record_file", args=[self.session.pk, paper.pk])
            yield {
                "paper": paper,
                "rows": told,
                "read_url": read_url if own is not None else "",
                "url": reverse("sessions:confirm", args=[self.session.pk, paper.pk]) if own is False else "",
            }

    def _begins(self) -> Iterator[dict[str, str]]:
        session = self.session
        if session.is_prepared and session.invitation is None and may(self.request.user, INVITES, on=self.today):
            url = reverse("sessions:invitation", args=[session.pk])
            yield {"label": "Soạn giấy mời", "url": url, "tone": "secondary"}
        if session.state == SessionState.ENDED and session.minutes is None:
            yield {"label": "Soạn biên bản", "url": reverse("sessions:minutes", args=[session.pk])}
        if session.state in SessionState.OVER and session.count_record is None and balloted(session):
            yield {"label": "Soạn biên bản kiểm phiếu", "url": reverse("sessions:count_record", args=[session.pk])}

    def _step(self, name: str) -> dict[str, Any]:
        """Ending asks for the hour, on a page of its own."""
        move = SESSION_FLOW.moves[name]
        url = reverse(f"sessions:{name}", args=[self.session.pk])
        return {"move": move, "url": url, "blockers": move.blockers(self.session), "is_page": name == "end"}


class SessionOpen(OfSession, Posted, View):
    permission = "session.conduct"

    def act(self) -> str:
        open_session(self.session, actor=self.request.user, at=timezone.now())
        return "Đã khai mạc phiên họp."


class SessionEnd(OfSession, ServedForm, FormView):
    permission = "session.conduct"
    form_class = EndForm
    template_name = "sessions/form.html"
    title = "Kết thúc phiên họp"
    done = "Đã kết thúc phiên họp."

    def get_initial(self) -> dict[str, Any]:
        return {"ends_at": timezone.localtime()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turnout, warning = turnout_of(self.session, attendances_of(self.session)), SESSION_FLOW.moves["end"].warning
        return super().get_context_data(
            lead=f"{turnout.line} {warning}", submit_label="Kết thúc phiên họp", back_url=self.get_success_url(), **kwargs
        )  # fmt: skip

    def serve(self, form: EndForm) -> None:
        end_session(self.session, form.cleaned_data["ends_at"], actor=self.request.user, at=timezone.now())


class ConflictDeclare(OfItem, ServedForm, FormView):
    """Afterwards the item is no more for this person: back to the session without it."""

    permission = "conflict.declare"
    form_class = DeclareForm
    template_name = "sessions/form.html"
    title = "Khai xung đột lợi ích"
    done = "Đã khai. Từ giờ thầy/cô không tham gia và không thấy mục này, trừ khi người điều hành quyết định khác."

    def get_success_url(self) -> str:
        return self.session.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.item, submit_label="Khai", back_url=self.session.get_absolute_url(), **kwargs
        )

    def serve(self, form: DeclareForm) -> None:
        declare_conflict(self.item, form.cleaned_data["note"], actor=self.request.user, at=timezone.now())


class ConflictRule(OfSession, Posted, View):
    permission = "session.conduct"

    @cached_property
    def conflict(self) -> Conflict:
        seen = Item.objects.open_to(self.request.user.person_id).filter(session__in=self.seen().order_by().values("pk"))
        found = Conflict.objects.filter(item__in=seen.order_by().values("pk")).select_related(
            "item__session", "seat__person"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def session(self) -> CouncilSession:
        return self.conflict.item.session

    def act(self) -> str:
        stand = self.request.POST.get("stand", "")
        ruled = rule_conflict(self.conflict, stand, actor=self.request.user, at=timezone.now())
        return f"Đã quyết định: {ruled.seat} {ruled.get_stand_display()}."

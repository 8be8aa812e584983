"""The page of one paper: as it is printed, where it stands on its road, what this person can do next. Rooms extend it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, View

from thiduakt.catalog.gaps import gaps_of
from thiduakt.documents import policies
from thiduakt.documents.consultations import with_counts
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.forms import SignedCopyForm
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Consultation, Document, RegisterEntry
from thiduakt.documents.output import page_folder
from thiduakt.documents.queries import ReviewMarks, given_back, history, review_marks
from thiduakt.documents.rules import FACTS, OWN_PAGE, PAGES, VIEW_RULES
from thiduakt.documents.services import working_copies
from thiduakt.documents.services.drafting import discard_draft
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.pages import Posted
from thiduakt.permissions import RULES, Role, may
from thiduakt.school.models import User
from thiduakt.school.wording import called
from thiduakt.vietnamese import capitalized, listed

from .proofreading import proofreading_summary
from .steps import VisibleDocuments, road, step_boxes, trail


class PaperPage(VisibleDocuments, DetailView):
    """A room says what it shows besides, how a paper of it is ended, and how a draft is thrown away."""

    template_name = "documents/screens/page.html"
    context_object_name = "document"
    discard_route = "documents:discard"

    def own_facts(self) -> list[dict[str, Any]]:
        return []

    def ending_acts(self) -> list[dict[str, str]]:
        """What begins the paper that ends this one: buttons that post."""
        url = reverse("documents:revoke", args=[self.object.pk])
        return [{"label": "Soạn quyết định thu hồi", "url": url, "icon": "slash-circle"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at, document = self.request.user, timezone.now(), self.object
        sees_drafts = policies.sees_drafts(user, document, at)
        can_edit = document.is_editable and policies.can_edit(user, document, at)
        return super().get_context_data(
            trail=trail(self.request, document)[:1],
            last=document.notation or "Chưa cấp số",
            road=road(document),
            facts=[*_facts(document), *self.own_facts(), *self._of_rooms(), *self._relatives()],
            steps=step_boxes(user, document, at),
            edit_url=reverse("documents:edit", args=[document.pk]) if can_edit else "",
            versions_url=reverse("documents:versions", args=[document.pk]) if sees_drafts else "",
            acts=self.ending_acts() if policies.can_end(user, document, at) and not policies.why_not_ended(document) else [],
            can_discard=policies.can_discard(user, document, at),
            discard_url=reverse(self.discard_route, args=[document.pk]),
            can_print_for_signing=policies.can_print_for_signing(user, document, at),
            copies=document.signed_copies.select_related("uploaded_by__person"),
            to_send_up=self._to_send_up(),
            copy_form=SignedCopyForm() if document.is_numbered and policies.can_issue(user, document, at) else None,
            unsaved=_unsaved(user, document) if sees_drafts else None,
            review_marks=_marks_to_tell(document, can_edit=can_edit) if sees_drafts else None,
            proofreading=proofreading_summary(document) if sees_drafts else None,
            library_gaps=gaps_of(document.bases, document.school_id, document.dated_on) if can_edit else [],
            completes_library=may(user, "legal.manage", on=timezone.localdate(at)),
            given_back=given_back([document]).get(document.pk) if sees_drafts else None,
            history=history(document) if sees_drafts else [],
            sees_drafts=sees_drafts,
            **self._consultations(sees_drafts=sees_drafts, can_edit=can_edit),
            **_pages(document),
            **kwargs,
        )

    def _consultations(self, *, sees_drafts: bool, can_edit: bool) -> dict[str, Any]:
        """All there were, for whoever sees drafts; `asking`: the one that waits for an opinion of this person."""
        user, today, document = self.request.user, timezone.localdate(), self.object
        found = list(with_counts(document.consultations.all())) if sees_drafts else []
        asked = None
        if document.state == DocumentState.CONSULTING:
            asked = Consultation.objects.open_to_reader(user, today).filter(document=document).first()
        return {
            "consultations": found,
            "asking": asked,
            "takes_comments": asked is not None and asked.takes_comments(today),
            "comments_waiting": sum(consultation.waiting for consultation in found) if can_edit else 0,
        }

    def _to_send_up(self) -> str:
        """Where the clerk writes the day a plan in force went up: until then the superior does not see it."""
        document = self.object
        is_for_superior = Role.SUPERIOR in RULES[VIEW_RULES[Kind(document.kind)][0]].grants
        may_write = may(self.request.user, "register.edit", document, on=timezone.localdate())
        if document.state != DocumentState.ISSUED or not is_for_superior or not may_write:
            return ""
        unsent = RegisterEntry.objects.filter(document=document, sent_up_on=None, document__school__superior__isnull=False)
        entry = unsent.values_list("pk", flat=True).first()
        return reverse("documents:register_edit", args=[entry]) if entry else ""

    def _of_rooms(self) -> Iterable[dict[str, Any]]:
        tell = FACTS.get(Kind(self.object.kind))
        return tell(self.request.user, self.object, timezone.now()) if tell else ()

    def _relatives(self) -> list[dict[str, Any]]:
        """The older and the newer papers that this person may see."""
        document = self.object
        named = {"Thay thế": document.replaces, "Thu hồi": document.revokes}
        if newer := document.replaced_by.first():
            named["Được thay thế bởi" if newer.is_numbered else "Đang soạn văn bản thay thế"] = newer
        if newer := document.revoked_by.first():
            named["Bị thu hồi bởi" if newer.is_numbered else "Đang soạn quyết định thu hồi"] = newer
        named = {label: other for label, other in named.items() if other}
        visible = Document.objects.visible_to(self.request.user, timezone.localdate())
        seen = (
            set(visible.filter(pk__in=[other.pk for other in named.values()]).values_list("pk", flat=True)) if named else ()
        )
        return [
            {"label": label, "value": _dated(other), "url": other.get_absolute_url()}
            for label, other in named.items()
            if other.pk in seen
        ]


def _unsaved(user: User, document: Document) -> dict[str, Any] | None:
    """What was typed and is not in the paper, as long as the paper can still be mended: one's own, and whose else."""
    if not document.is_editable and document.state != DocumentState.SUBMITTED:
        return None
    own, others = working_copies.unsaved(document, user), working_copies.unsaved_by_others(document, user)
    people = [
        f"{called(copy.user.person)} còn nội dung đang gõ chưa lưu ({timezone.localtime(copy.kept_at):%H:%M %d/%m/%Y})"
        for copy in others
    ]
    return {
        "own": working_copies.unsaved_sentence(own) if own else "",
        "others": capitalized(f"{listed(people)}.") if people else "",
    }


def _marks_to_tell(document: Document, *, can_edit: bool) -> ReviewMarks | None:
    """To whoever drafts, and to the signer before the signature."""
    return review_marks(document) if can_edit or document.state == DocumentState.SUBMITTED else None


def _dated(document: Document) -> str:
    """Two papers of one number are told apart by their days."""
    return f"{document} ngày {document.issued_on:%d/%m/%Y}" if document.issued_on else str(document)


def _facts(document: Document) -> list[dict[str, Any]]:
    issued = {"label": "Ngày ban hành", "value": document.issued_on and f"{document.issued_on:%d/%m/%Y}"}
    planned = {"label": "Dự kiến ban hành", "value": f"{document.dated_on:%d/%m/%Y}"}
    return [
        {"label": "Số, ký hiệu", "value": document.notation or "Chưa cấp số"},
        issued if document.is_numbered else planned,
        {"label": "Chủ tọa" if Kind(document.kind) is Kind.MINUTES else "Người ký", "value": document.signer},
        *([{"label": "Thư ký", "value": document.secretary}] if Kind(document.kind) is Kind.MINUTES else []),
        {"label": "Ngày ký", "value": document.signed_on and f"{document.signed_on:%d/%m/%Y}"},
        {"label": "Người soạn", "value": document.created_by},
    ]


def _pages(document: Document) -> dict[str, Any]:
    try:
        count = len(list(page_folder(document).iterdir()))
    except ValidationError as refusal:
        return {"page_refusals": refusal.messages}
    urls = [reverse("documents:page", args=[document.pk, number]) for number in range(1, count + 1)]
    return {"pages": [{"number": number, "url": url} for number, url in enumerate(urls, start=1)]}


class PaperDetail(PaperPage):
    """The page of a paper that has no room of its own; the others are led to their room."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document = self.get_object()
        if PAGES[Kind(document.kind)] != OWN_PAGE:
            return redirect(document)
        return super().get(request, *args, **kwargs)


class PaperAct(Posted, VisibleDocuments, View):
    """A button on the page of a paper."""

    def get_success_url(self) -> str:
        return self.get_object().get_absolute_url()


class Discard(PaperAct):
    """Throw a draft away. What a room has tied to its paper the room throws away itself."""

    def act(self) -> str:
        document = self.get_object()
        if PAGES[Kind(document.kind)] != OWN_PAGE:
            raise Http404
        discard_draft(document, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:papers")
        return "Đã bỏ bản nháp."


class Revoke(PaperAct):
    """Begin the decision that ends an issued paper."""

    def act(self) -> str:
        older = self.get_object()
        decision = start_revocation(older, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[decision.pk])
        return f"Đã tạo bản nháp quyết định thu hồi {older}. Thầy/cô ghi lý do vào chỗ [CẦN BỔ SUNG]."

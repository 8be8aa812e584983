"""Máy soát: the list of warnings about a draft, of what is stored and of what is just being typed."""

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from thiduakt.catalog.gaps import gaps_of
from thiduakt.documents import policies
from thiduakt.documents.forms import DraftForm
from thiduakt.documents.models import Document
from thiduakt.documents.proofreading import FAMILIES
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.services.proofreading import set_aside
from thiduakt.pages import Posted
from thiduakt.permissions import may
from thiduakt.routes import SIGNED_IN, Ruled

from .steps import VisibleDocuments, trail


def proofreading_summary(document: Document) -> dict[str, Any] | None:
    """For the page of a paper: how many places hold it back or are told, where; None where there is nothing to tell."""
    if document.is_signed:
        return None
    found = proofread(document)
    held = sum(one.holds_back for one in found)
    url = reverse("documents:proofreading", args=[document.pk])
    return {"held": held, "told": len(found) - held, "url": url} if found else None


class Proofreading(VisibleDocuments, View):
    """GET: the list as a page. POST: the list for the text in the editor, as a piece of HTML; nothing is stored."""

    once = False

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.get_object()
        if document.is_signed:
            return redirect(document)
        if not policies.sees_drafts(request.user, document, timezone.now()):
            raise PermissionDenied
        may_edit = document.is_editable and policies.can_edit(request.user, document, timezone.now())
        context = {
            "document": document,
            "findings": proofread(document),
            "gaps": gaps_of(document.bases, document.school_id, document.dated_on),
            "completes_library": may(request.user, "legal.manage", on=timezone.localdate()),
            "edit_url": reverse("documents:edit", args=[document.pk]) if may_edit else "",
            "may_edit": may_edit,
            "trail": trail(request, document),
        }
        return render(request, "documents/screens/proofreading_page.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.get_object()
        if not policies.can_edit(request.user, document, timezone.now()):
            raise PermissionDenied
        form = DraftForm(document, request.POST)
        if not form.is_valid():
            return HttpResponse(status=422)  # the editor says what is wrong when it saves, and keeps the list it has
        typed = copy(document)
        for name, value in form.changes.items():
            setattr(typed, name, value)
        context = {"document": document, "findings": proofread(typed), "editing": True}
        return render(request, "documents/screens/proofreading.html", context)


class ProofreadingSetAside(Posted, VisibleDocuments, View):
    def get_success_url(self) -> str:
        return reverse("documents:proofreading", args=[self.get_object().pk])

    def act(self) -> str:
        document, key = self.get_object(), self.request.POST.get("key", "")
        finding = next((finding for finding in proofread(document) if finding.key == key), None)
        if finding is None:
            raise ValidationError("Chỗ này không có trong bản đã lưu. Thầy/cô lưu bản đang gõ rồi bấm lại.")
        set_aside(document, finding, actor=self.request.user, at=timezone.now())
        return "Đã bỏ qua chỗ này. Thầy/cô mở lại được ở mục Chỗ cần xem lại."


class ProofreadingRules(Ruled, TemplateView):
    permission = SIGNED_IN
    template_name = "documents/screens/proofreading_rules.html"
    extra_context = {"families": FAMILIES}

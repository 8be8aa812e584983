"""The panel beside the căn cứ of a paper, for a page whose script asks anew while it is being written."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.generic import View

from thiduakt.catalog.picking import LINES, posted_panel, pressed
from thiduakt.routes import Ruled


class BasisPanel(Ruled, View):
    """What basis_picker.js puts in the page: the panel drawn anew and, after a press, the lines as they are then.

    Posted because the lines may be long; nothing is stored.
    """

    permission = "legal.view"
    once = False  # asked again and again from one page, and changes nothing

    def post(self, request: HttpRequest) -> HttpResponse:
        school_id, today = request.user.school_id, timezone.localdate()
        data = request.POST.copy()
        lines = pressed(data, school_id=school_id, fallback=today)
        if lines is not None:
            data.setlist(LINES, lines)
        shown: dict[str, Any] = {"panel": posted_panel(data, school_id=school_id, fallback=today)}
        parts = {name: render_to_string(f"catalog/basis_{name}.html", shown) for name in ("outdated", "offers")}
        return JsonResponse({"lines": lines, **parts})

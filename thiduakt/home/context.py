"""What every page of somebody signed in shows around its content."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from thiduakt.pages import place
from thiduakt.permissions import Scope, may, scopes
from thiduakt.routes import address
from thiduakt.school.models import User
from thiduakt.school.queries import school_year_on

# label, route, icon, permission; None: anybody signed in. Those of the year of emulation stand together, under its name.
YEAR = "Năm thi đua"
OF_THE_YEAR = {
    "campaigns:list": ("Phong trào", "flag", "campaign.view"),
    "targets:list": ("Chỉ tiêu", "bullseye", "target.view"),
    "registrations:rounds": ("Đăng ký thi đua", "card-checklist", "registration.view"),
    "scoring:list": ("Chấm điểm", "clipboard-data", "score.view"),
    "contests:list": ("Hội thi", "trophy", "contest.view"),
    "initiatives:list": ("Sáng kiến", "lightbulb", "solution.view"),
    "councils:list": ("Hội đồng", "people", "council.view"),
    "sessions:list": ("Phiên họp", "calendar-event", "session.view"),
    "ballots:list": ("Bỏ phiếu kín", "envelope-paper", "ballot.vote"),
    "dossiers:list": ("Hồ sơ khen thưởng", "folder2-open", "dossier.view"),
    "feedback:list": ("Công khai", "megaphone", "feedback.send"),
    "exemplars:list": ("Điển hình", "star", "exemplar.view"),
    "reporting:list": ("Báo cáo", "file-earmark-bar-graph", "report.view"),
}
ENTRIES = (
    ("Việc của tôi", "home", "check2-square", None),
    ("Kế hoạch", "plans:list", "journal-text", "plan.view"),
    *((label, route, icon, permission) for route, (label, icon, permission) in OF_THE_YEAR.items()),
    ("Văn bản", "documents:papers", "files", "decision.view"),
    ("Sổ văn bản đi", "documents:register", "journal-bookmark", "register.view"),
    ("Sổ khen thưởng", "ledger:entries", "award", "ledger.view"),
    ("Đủ điều kiện", "ledger:eligible", "patch-question", "eligibility.view"),
    ("Văn bản pháp lý", "catalog:text_list", "bookshelf", "legal.view"),
    ("Danh mục pháp lý", "catalog:honors", "bank", "rule.view"),
    ("Nhà trường", "school:overview", "building", "school.view"),
    ("Tài khoản", "school:account_list", "people", "account.view"),
    ("Nhật ký", "audit_log", "clock-history", "audit.view"),
    ("Nhật ký an ninh", "security_log", "shield-lock", "security.view"),
)
# What an entry is called for somebody to whom its rule opens nothing but the own rows.
OWN_LABELS = {"ledger:entries": "Khen thưởng của tôi", "ledger:eligible": "Giải thích cho tôi"}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Asked of the database only by a page that shows it: pages of errors, and of those not signed in, do not."""
    user: Any = getattr(request, "user", None)
    today = timezone.localdate()
    return {
        "is_demo": settings.MODE == "demo",
        "navigation": SimpleLazyObject(lambda: _drawn(_entries(user, place(request), today))),
        "school": SimpleLazyObject(lambda: user.school),
        "school_year": SimpleLazyObject(lambda: school_year_on(user.school, today)),
        "year": today.year,
        "role_names": SimpleLazyObject(lambda: [role.label for role in sorted(user.roles_on(today))]),
    }


class Entry(NamedTuple):
    label: str
    url: str
    icon: str
    group: str
    is_current: bool


@lru_cache(maxsize=500)  # as many as there are sets of roles and places to stand at
def _drawn(entries: tuple[Entry, ...]) -> SafeString:
    """Once for the two places where a page has it: beside its content, and behind a button where the screen is narrow."""
    return render_to_string("components/navigation.html", {"navigation": entries})


def _entries(user: User, path: str, today: date) -> tuple[Entry, ...]:
    entries = [
        Entry(
            label=_label(user, label, route, permission, today),
            url=address(route),
            icon=icon,
            group=YEAR if route in OF_THE_YEAR else "",
            is_current=False,
        )
        for label, route, icon, permission in ENTRIES
        if permission is None or may(user, permission, on=today)
    ]
    around = [entry.url for entry in entries if _is_around(entry.url, path)]
    nearest = max(around, key=len, default="")  # the accounts are a part of the school: the nearer of the two is current
    return tuple(entry._replace(is_current=entry.url == nearest) for entry in entries)


def _label(user: User, label: str, route: str, permission: str | None, today: date) -> str:
    if permission and route in OWN_LABELS and scopes(user, permission, today) == {Scope.OWN}:
        return OWN_LABELS[route]
    return label


def _is_around(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)

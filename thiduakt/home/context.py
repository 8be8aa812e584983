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

# Those of one name fold together; what every day begins with stands above them.
# label, route, icon, permission; None: anybody signed in
GROUPS: dict[str, tuple[tuple[str, str, str, str | None], ...]] = {
    "": (
        ("Việc của tôi", "home", "check2-square", None),
        ("Kế hoạch", "plans:list", "journal-text", "plan.view"),
    ),
    "Năm thi đua": (
        ("Phong trào", "campaigns:list", "flag", "campaign.view"),
        ("Chỉ tiêu", "targets:list", "bullseye", "target.view"),
        ("Đăng ký thi đua", "registrations:rounds", "card-checklist", "registration.view"),
        ("Chấm điểm", "scoring:list", "clipboard-data", "score.view"),
        ("Hội thi", "contests:list", "trophy", "contest.view"),
        ("Điển hình", "exemplars:list", "star", "exemplar.view"),
    ),
    "Xét khen thưởng": (
        ("Sáng kiến", "initiatives:list", "lightbulb", "solution.view"),
        ("Hồ sơ khen thưởng", "dossiers:list", "folder2-open", "dossier.view"),
        ("Công khai", "feedback:list", "megaphone", "feedback.send"),
        ("Hội đồng", "councils:list", "people", "council.view"),
        ("Phiên họp", "sessions:list", "calendar-event", "session.view"),
        ("Bỏ phiếu kín", "ballots:list", "envelope-paper", "ballot.vote"),
        ("Trình cấp trên", "packs:list", "box-seam", "pack.view"),
    ),
    "Trao thưởng": (
        ("Quyết định khen thưởng", "decisions:list", "file-earmark-check", "award.view"),
        ("Giấy khen", "certificates:list", "award", "certificate.print"),
        ("Tiền thưởng", "rewards:list", "cash-coin", "money.view"),
        ("Công bố", "publications:list", "broadcast", "publication.manage"),
        ("Lễ trao thưởng", "ceremonies:list", "gift", "ceremony.view"),
    ),
    "Tổng kết năm": (
        ("Báo cáo", "reporting:list", "file-earmark-bar-graph", "report.view"),
        ("Thống kê", "statistics:overview", "bar-chart", "statistics.view"),
        ("Khép năm", "closing:list", "archive", "year.view"),
    ),
    "Văn bản, sổ sách": (
        ("Văn bản", "documents:papers", "files", "decision.view"),
        ("Sổ văn bản đi", "documents:register", "journal-bookmark", "register.view"),
        ("Sổ khen thưởng", "ledger:entries", "award", "ledger.view"),
    ),
    "Luật, điều kiện": (
        ("Đủ điều kiện", "ledger:eligible", "patch-question", "eligibility.view"),
        ("Văn bản pháp lý", "catalog:text_list", "bookshelf", "legal.view"),
        ("Danh mục pháp lý", "catalog:honors", "bank", "rule.view"),
    ),
    "Nhà trường": (
        ("Thông tin nhà trường", "school:overview", "building", "school.view"),
        ("Tài khoản", "school:account_list", "people", "account.view"),
        ("Nhật ký", "audit_log", "clock-history", "audit.view"),
        ("Nhật ký an ninh", "security_log", "shield-lock", "security.view"),
    ),
}
# What an entry is called for somebody to whom its rule opens nothing but the own rows.
OWN_LABELS = {
    "ledger:entries": "Khen thưởng của tôi", "ledger:eligible": "Giải thích cho tôi",
    "rewards:list": "Tiền thưởng của tôi",
}  # fmt: skip


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Asked of the database only by a page that shows it: pages of errors, and of those not signed in, do not."""
    user: Any = getattr(request, "user", None)
    today = timezone.localdate()
    return {
        "is_demo": settings.MODE == "demo",
        "navigation": SimpleLazyObject(lambda: _drawn(_folds(user, place(request), today))),
        "school": SimpleLazyObject(lambda: user.school),
        "school_year": SimpleLazyObject(lambda: school_year_on(user.school, today)),
        "year": today.year,
        "role_names": SimpleLazyObject(lambda: [role.label for role in sorted(user.roles_on(today))]),
    }


class Entry(NamedTuple):
    label: str
    url: str
    icon: str
    is_current: bool


class Fold(NamedTuple):
    """Entries under one name; the fold of the page one stands on is open."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def is_open(self) -> bool:
        return any(entry.is_current for entry in self.entries)


@lru_cache(maxsize=500)  # as many as there are sets of roles and places to stand at
def _drawn(folds: tuple[Fold, ...]) -> SafeString:
    """Once for the two places where a page has it: beside its content, and behind a button where the screen is narrow."""
    return render_to_string("components/navigation.html", {"navigation": folds})


def _folds(user: User, path: str, today: date) -> tuple[Fold, ...]:
    open_to = {
        name: [entry for entry in entries if entry[3] is None or may(user, entry[3], on=today)]
        for name, entries in GROUPS.items()
    }
    around = [address(route) for entries in open_to.values() for _, route, *_ in entries if _is_around(address(route), path)]
    nearest = max(around, key=len, default="")  # the accounts are a part of the school: the nearer of the two is current
    return tuple(
        Fold(
            name,
            tuple(
                Entry(_label(user, label, route, permission, today), address(route), icon, address(route) == nearest)
                for label, route, icon, permission in entries
            ),
        )
        for name, entries in open_to.items()
        if entries
    )


def _label(user: User, label: str, route: str, permission: str | None, today: date) -> str:
    if permission and route in OWN_LABELS and scopes(user, permission, today) == {Scope.OWN}:
        return OWN_LABELS[route]
    return label


def _is_around(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)

"""Which rules of the permission table open which kind of paper. A kind that is not here nobody sees or drafts yet."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from .kinds import Kind

# The rule for a numbered paper, the rule for one that is still being written.
VIEW_RULES = {
    Kind.PLAN: ("plan.view", "plan.view_draft"),
    Kind.REPORT: ("report.view", "report.draft"),
    Kind.DECISION: ("decision.view", "decision.draft"),
    Kind.MINUTES: ("minutes.view", "minutes.draft"),
    Kind.SUBMITTAL: ("submittal.view", "submittal.draft"),
    Kind.NOTICE: ("announcement.view", "announcement.draft"),
    Kind.INVITATION: ("announcement.view", "announcement.draft"),
    Kind.PROGRAM: ("announcement.view", "announcement.draft"),
}
EDIT_RULES = {
    Kind.PLAN: "plan.edit",
    Kind.REPORT: "report.draft",
    Kind.DECISION: "decision.draft",
    Kind.MINUTES: "minutes.draft",
    Kind.SUBMITTAL: "submittal.draft",
    Kind.NOTICE: "announcement.draft",
    Kind.INVITATION: "announcement.draft",
    Kind.PROGRAM: "announcement.draft",
}
# Who may be asked for an opinion on a draft, and reads it as long as the asking lasts.
COMMENT_RULES = {Kind.PLAN: "plan.comment", Kind.REPORT: "plan.comment"}
# Who may begin the paper that replaces or revokes an issued one.
END_RULES = {
    Kind.PLAN: "plan.end",
    Kind.REPORT: "report.end",
    Kind.DECISION: "decision.end",
    Kind.MINUTES: "minutes.end",
    Kind.SUBMITTAL: "submittal.end",
}
# Who may sign, where that is not for who leads the school alone: the chair of a meeting.
SIGN_RULES = {Kind.MINUTES: "minutes.sign"}
# The page of a paper, by the name of its route: a room above shows it, and is not imported here.
OWN_PAGE = "documents:document"
PAGES = {
    Kind.PLAN: "plans:detail",
    Kind.REPORT: "reporting:detail",
    Kind.DECISION: OWN_PAGE,
    Kind.MINUTES: OWN_PAGE,
    Kind.SUBMITTAL: OWN_PAGE,
    Kind.NOTICE: OWN_PAGE,
    Kind.INVITATION: OWN_PAGE,
    Kind.PROGRAM: OWN_PAGE,
}
# The list that the page stands in: its name in the navigation, its route.
LISTS = {
    Kind.PLAN: ("Kế hoạch", "plans:list"),
    Kind.REPORT: ("Báo cáo", "reporting:list"),
    Kind.DECISION: ("Văn bản", "documents:papers"),
    Kind.MINUTES: ("Văn bản", "documents:papers"),
    Kind.SUBMITTAL: ("Văn bản", "documents:papers"),
    Kind.NOTICE: ("Văn bản", "documents:papers"),
    Kind.INVITATION: ("Văn bản", "documents:papers"),
    Kind.PROGRAM: ("Văn bản", "documents:papers"),
}
# Appendices that a room above makes from the school's own data: their title, and the route that takes them in anew.
APPENDIX_MAKERS = {
    Kind.PLAN: (("Phân công thực hiện", "targets:assignment_attach"),),
    Kind.REPORT: (
        ("Thống kê khen thưởng", "statistics:given_attach"),
        ("Đăng ký và kết quả thi đua", "statistics:registered_attach"),
    ),
}
# What a room above tells of a paper of its own on the page of that paper: asked with (reader, document, at), told as
# {label, value, url}. The room enters itself here when it is ready.
FACTS: dict[Kind, Callable[[Any, Any, datetime], Iterable[dict[str, Any]]]] = {}

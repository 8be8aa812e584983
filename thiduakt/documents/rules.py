"""Which rules of the permission table open which kind of paper. A kind that is not here nobody sees or drafts yet."""

from .kinds import Kind

# The rule for a numbered paper, the rule for one that is still being written.
VIEW_RULES = {Kind.PLAN: ("plan.view", "plan.view_draft")}
EDIT_RULES = {Kind.PLAN: "plan.edit"}
# The page of a paper, by the name of its route: a room above shows it, and is not imported here.
PAGES = {Kind.PLAN: "campaigns:plan_detail"}

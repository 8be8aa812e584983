import ast
from pathlib import Path

from django.conf import settings

from awards.ceremonies.flows import CEREMONY_FLOW
from awards.certificates.flows import RUN_FLOW
from awards.closing.flows import CLOSING_FLOW
from awards.decisions.flows import CANCELLATION_FLOW as AWARD_CANCELLATION_FLOW
from awards.decisions.flows import DECISION_FLOW
from awards.packs.flows import BUILD_FLOW, PACK_FLOW
from awards.publications.flows import PUBLICATION_FLOW
from awards.rewards.flows import ESTIMATE_FLOW
from campaigns.campaigns.flows import CAMPAIGN_FLOW
from campaigns.contests.flows import CONTEST_FLOW
from campaigns.exemplars.flows import EXEMPLAR_FLOW
from campaigns.registrations.flows import LIST_FLOW, REGISTRATION_FLOW, ROUND_FLOW
from campaigns.scoring.flows import SHEET_FLOW
from campaigns.targets.flows import PROGRESS_FLOW, TARGET_FLOW
from nominations.appraisals.flows import WAIVER_FLOW
from nominations.ballots.flows import POLL_FLOW
from nominations.councils.flows import COUNCIL_FLOW, RENEWAL_FLOW
from nominations.dossiers.flows import DOSSIER_FLOW, REVIEW_FLOW
from nominations.feedback.flows import OPINION_FLOW, POSTING_FLOW
from nominations.initiatives.flows import SOLUTION_FLOW
from nominations.judging.flows import APPEAL_FLOW as JUDGING_APPEAL_FLOW
from nominations.judging.flows import ROUND_FLOW as JUDGING_ROUND_FLOW
from nominations.judging.flows import SOLUTION_FLOW as JUDGED_FLOW
from nominations.meetings.flows import MEETING_FLOW
from nominations.sessions.flows import RECORD_FLOW, SESSION_FLOW
from thiduakt.catalog.flows import RULE_FLOW
from thiduakt.documents.flows import COMMENT_FLOW, DOCUMENT_FLOW, OPENING_FLOW
from thiduakt.home.wording import VERBS
from thiduakt.intake.flows import BATCH_FLOW
from thiduakt.notices.flows import MAILING_FLOW
from thiduakt.school.flows import ROLE_FLOW

ROOMS = ("thiduakt", "campaigns", "nominations", "awards")


def verbs_of(tree: ast.AST) -> set[str]:
    """Every text given as `verb=` to a call, both sides of a condition included."""
    given = [
        word.value for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords if word.arg == "verb"
    ]
    constants = [part for value in given for part in ast.walk(value) if isinstance(part, ast.Constant)]
    return {part.value for part in constants if isinstance(part.value, str) and "." in part.value}


def written_verbs() -> set[str]:
    files = [path for room in ROOMS for path in Path(settings.BASE_DIR, room).rglob("*.py")]
    flows = (
        COMMENT_FLOW, DOCUMENT_FLOW, OPENING_FLOW, ROLE_FLOW, RULE_FLOW, BATCH_FLOW,
        ROUND_FLOW, LIST_FLOW, REGISTRATION_FLOW, TARGET_FLOW, PROGRESS_FLOW, EXEMPLAR_FLOW,
        CONTEST_FLOW, CAMPAIGN_FLOW, SHEET_FLOW, MAILING_FLOW, REVIEW_FLOW, DOSSIER_FLOW, SOLUTION_FLOW,
        JUDGING_ROUND_FLOW, JUDGING_APPEAL_FLOW, JUDGED_FLOW, MEETING_FLOW, WAIVER_FLOW, POSTING_FLOW, OPINION_FLOW,
        POLL_FLOW, COUNCIL_FLOW, RENEWAL_FLOW, SESSION_FLOW, RECORD_FLOW,
        PUBLICATION_FLOW, CEREMONY_FLOW, DECISION_FLOW, AWARD_CANCELLATION_FLOW, ESTIMATE_FLOW, RUN_FLOW, CLOSING_FLOW,
        PACK_FLOW, BUILD_FLOW,
    )  # fmt: skip
    moved = {flow.verb(move) for flow in flows for move in flow.moves.values()}
    return moved.union(*(verbs_of(ast.parse(path.read_text())) for path in files))


def test_every_act_in_the_log_is_told_in_vietnamese():
    assert written_verbs() - {*VERBS} == set()


def test_no_words_are_kept_for_an_act_that_nobody_takes():
    assert {*VERBS} - written_verbs() == set()


def test_both_sides_of_a_condition_are_seen():
    assert verbs_of(ast.parse('record(verb="a.b" if new else "a.c", at=at)')) == {"a.b", "a.c"}

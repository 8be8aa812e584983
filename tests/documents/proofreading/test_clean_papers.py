"""Papers of this house that were written with care: next to nothing is said of them."""

import pytest

from tests.documents import samples
from thiduakt.documents.paper import Paper
from thiduakt.documents.proofreading import Surroundings, make_text, read_through
from thiduakt.documents.proofreading.people import colleague

PEOPLE = (*samples.STAFF, (samples.PRINCIPAL, "Hiệu trưởng", ""))
STAFF = tuple(colleague(name, post, (), leads_by_role=False) for name, post, _ in PEOPLE)
GROUPS = tuple({team for _, _, team in samples.STAFF if team.startswith("Tổ")})
SCHOOL = Surroundings(samples.SCHOOL, "MNGB", STAFF, GROUPS)


def warnings_of(paper: Paper) -> list[tuple[str, str]]:
    text = make_text(
        paper.kind,
        paper.dated,
        body=paper.body,
        subject=paper.subject.splitlines(),
        addressees=paper.addressees,
        bases=paper.bases,
        recipients=paper.recipients,
    )
    return [(warning.rule.code, warning.words) for warning in read_through(text, SCHOOL)]


@pytest.mark.parametrize(
    "make",
    [
        samples.council_decision,
        samples.award_decision,
        samples.meeting_minutes,
        samples.counting_minutes,
        samples.submittal,
        samples.achievement_report,
        samples.letter,
    ],
    ids=lambda make: make.__name__,
)
def test_a_clean_paper_of_any_kind_gets_no_warning(make):
    assert warnings_of(make()) == []

import pytest

from awards.certificates.models import Certificate
from awards.decisions.models import AwardDecision
from tests.factories.certificates import decision_with_lines, with_certificates
from thiduakt.school.models import School, User


@pytest.fixture
def decision(school: School) -> AwardDecision:
    """Three people, in force, of 04/10/2023."""
    return decision_with_lines(school)


@pytest.fixture
def certificates(decision: AwardDecision, principal: User) -> list[Certificate]:
    return with_certificates(decision, principal)

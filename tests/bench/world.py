"""A school with signed papers that wait for a number, made in bulk."""

from datetime import date

from tests.factories.school import SchoolFactory, UserFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.permissions import Role
from thiduakt.school.models import School, User

DAY = date(2023, 2, 15)
BATCH = 2000  # rows in one statement
REGISTERED = 3000  # as many in one round as the largest school has pupils: more than any round has


def people() -> tuple[User, User]:
    """(principal, clerk) of a new school."""
    school: School = SchoolFactory()
    return UserFactory(school=school, roles=[Role.PRINCIPAL]), UserFactory(school=school, roles=[Role.CLERK])


def signed_documents(count: int, principal: User) -> list[int]:
    """Ids of plans that were signed and have no number yet."""
    waiting = [
        Document(
            school=principal.school,
            kind=Kind.PLAN,
            state="SIGNED",
            subject=f"Công tác thi đua, khen thưởng đợt {place}",
            dated_on=DAY,
            signed_on=DAY,
            bases=["Căn cứ Luật Thi đua, khen thưởng;"],
            body="<p>Nhà trường triển khai thực hiện./.</p>",
            recipients=["Các tổ chuyên môn", "Lưu: VT"],
            signer=principal.person,
            created_by=principal.person,
        )
        for place in range(count)
    ]
    for document in waiting:
        document.signed_paper = compose(document).to_dict()
    return [document.pk for document in Document.objects.bulk_create(waiting)]

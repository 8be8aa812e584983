"""Plans in every state, brought there by the services themselves."""

from datetime import date, datetime

from campaigns.plans.models import Plan
from campaigns.plans.services.plans import start_plan
from thiduakt.documents.consultations import candidates
from thiduakt.documents.enums import DocumentState as S
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.services.consulting import open_consultation
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.school.models import User
from thiduakt.workflow import perform

# The steps that lead from a draft to a state.
ROADS = {
    S.DRAFT: (),
    S.CONSULTING: ("consult",),  # of everybody else there is
    S.SUBMITTED: ("submit",),
    S.SIGNED: ("submit", "sign"),
    S.ISSUED: ("submit", "sign", "issue"),
}


def make_plan(
    state: S = S.DRAFT,
    *,
    principal: User,
    clerk: User | None = None,
    at: datetime,
    day: date | None = None,
    subject: str = "Công tác thi đua, khen thưởng năm 2023",
) -> Plan:
    """A plan of the principal's school; `clerk` is needed to have it issued. `day` is drafted, signed and issued on."""
    day = day or at.date()
    plan = start_plan(
        year=day.year,
        subject=subject,
        dated_on=day,
        bases=["Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;"],
        body="<h2>MỤC ĐÍCH, YÊU CẦU</h2><p>Nhà trường triển khai các phong trào thi đua năm 2023./.</p>",
        recipients=["Các tổ chuyên môn", "Lưu: VT"],
        signer=principal.person,
        actor=principal,
        at=at,
    )
    for step in ROADS[state]:
        if step == "sign":
            sign_document(plan.document, signed_on=day, actor=principal, at=at)
        elif step == "issue":
            issue_document(plan.document, issued_on=day, actor=clerk, at=at)
        elif step == "consult":
            people = candidates(plan.document, day).exclude(pk=principal.person_id)
            open_consultation(plan.document, people=people, closes_on=at.date(), actor=principal, at=at)
        else:
            perform(DOCUMENT_FLOW, plan.document, step, actor=principal, at=at)
    plan.refresh_from_db()
    return plan

"""Appraisals, past the services: a dossier before the school with the assessment it was handed in with."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from nominations.appraisals.models import Appraisal, Checklist, Waiver
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Assessment, Dossier, Review
from tests.factories.dossiers import DossierFactory
from tests.factories.school import UserFactory

WHEN = datetime(2023, 10, 2, 8, tzinfo=UTC)
AT = datetime(2023, 10, 25, 9, tzinfo=UTC)


class ChecklistFactory(DjangoModelFactory):
    class Meta:
        model = Checklist

    code = "LDTT"
    regime = "B1_2022_ND98"
    items = [
        {"key": "own", "text": "Bản tự nhận xét", "source": "", "confidence": "UNVERIFIED", "is_required": True, "proof": ""}
    ]
    changed_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    changed_at = WHEN


class AppraisalFactory(DjangoModelFactory):
    class Meta:
        model = Appraisal

    changed_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..dossier.school"))
    changed_at = WHEN


class WaiverFactory(DjangoModelFactory):
    class Meta:
        model = Waiver

    key = "service"
    asked = "Công tác đủ 6 tháng."
    reason = "Về trường do điều động giữa năm học, hoàn thành tốt nhiệm vụ."
    proposed_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..dossier.school"))
    proposed_at = WHEN


def answer(key: str, *, met: bool | None = True, sure: bool = True, test: str = "rating", asked: str = "") -> dict[str, Any]:
    return {
        "key": key, "asked": asked or f"Điều kiện {key}.", "source": "Luật 06/2022/QH15, Điều 24", "met": met,
        "have": "Theo sổ của trường.", "missing": "" if met else "Còn thiếu.", "test": test, "sure": sure,
    }  # fmt: skip


def before_the_school(
    review: Review, person: Any, *answers: dict[str, Any], state: str = DossierState.SUBMITTED, **told: Any
) -> Dossier:
    """With these answers frozen; without any, all that was asked is met."""
    dossier = DossierFactory(review=review, person=person, state=state, handed_in_at=WHEN, **told)
    given = list(answers) or [answer("rating")]
    guarded = {"no_discipline", "discipline_over", "no_investigation", "no_member_disciplined"}
    Assessment.objects.create(
        dossier=dossier, made_at=WHEN, code=dossier.code, regime=review.regime, verdict="ELIGIBLE", answers=given,
        open_verdict="ELIGIBLE", open_answers=[one for one in given if one["test"] not in guarded], facts={},
    )  # fmt: skip
    return dossier


def all_found(dossier: Dossier, **told: Any) -> Appraisal:
    """Every item of the default lists is there."""
    marks = {key: {"mark": "YES", "note": ""} for key in ("report", "minutes", "initiative", "rating", "proof", "own")}
    return AppraisalFactory(dossier=dossier, marks=marks, **told)

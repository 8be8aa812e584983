"""A school with two tổ and what happened in its school year 2023–2024, counted by hand."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from awards.decisions.enums import DecisionState
from nominations.dossiers.enums import DossierState, ReviewState
from tests.factories.ceremonies import RecipientFactory
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.ledger import GroupEntryFactory, HonorEntryFactory, ending
from tests.factories.rewards import PaymentFactory
from tests.factories.school import GroupFactory, PersonFactory
from tests.factories.statistics import registered, round_of


@pytest.fixture
def year(school, group, principal, secretary):
    """Ten registrations of people and tổ; four honors on the ledger of the year, one of them cancelled.

    An reached both of hers, Bình the higher of the two, Đào was refused by the council, Ước waits for the tổ, Ẩn was never
    nominated, Yến's was cancelled. The tổ reached its title. Nobody registered for the honor of the manager.
    """
    nursery = GroupFactory(school=school, name="Tổ nhà trẻ")
    names = {"an": group, "binh": group, "dao": group, "uoc": nursery, "an_2": nursery, "yen": nursery}
    told = ("Lê Thị An", "Chu Văn Bình", "Đỗ Thị Đào", "Bùi Thị Ước", "Ngô Quang Ẩn", "Vũ Thị Yến")
    people = {
        key: PersonFactory(school=school, group=team, full_name=name)
        for (key, team), name in zip(names.items(), told, strict=True)
    }
    turn, by = round_of(school), secretary
    registered(turn, people["an"], "LDTT", "CSTDCS", by=by)
    registered(turn, people["binh"], "LDTT", by=by)
    registered(turn, people["dao"], "CSTDCS", by=by, gap_reason="Nghỉ ốm hai tháng.")
    for key in ("uoc", "an_2", "yen"):
        registered(turn, people[key], "LDTT", by=by)
    registered(turn, group, "TTLDTT", by=by)
    registered(turn, school, "CO_TP", by=by)
    registered(turn, PersonFactory(school=school, full_name="Rút Rồi"), by=by, state="WITHDRAWN")
    for key, code in (("an", "LDTT"), ("an", "CSTDCS"), ("binh", "CSTDCS")):
        HonorEntryFactory(person=people[key], code=code, honor_name=code, year=2023, decided_on=date(2024, 6, 20))
    GroupEntryFactory(group=group, year=2023, decided_on=date(2024, 12, 2))
    HonorEntryFactory(person=principal.person, year=2023, decided_on=None)
    HonorEntryFactory(person=people["an"], year=2022)
    ending(HonorEntryFactory(person=people["yen"], year=2023))
    review = ReviewFactory(school=school, state=ReviewState.CLOSED, honors=["LDTT", "CSTDCS", "TTLDTT"])
    DossierFactory(review=review, person=people["dao"], code="CSTDCS", state=DossierState.NOT_AWARDED)
    sent = datetime(2023, 10, 2, 8, tzinfo=UTC)
    waits = DossierFactory(review=review, person=people["uoc"], state=DossierState.TO_GROUP, handed_in_at=sent)
    return SimpleNamespace(people=people, nursery=nursery, turn=turn, review=review, waits=waits)


@pytest.fixture
def decided(year, school):
    """On 04/10. Of An: merit on 01/09, handed in on 11/09, handed over on 06/10, paid on 09/10; of Bình: in on 24/09."""
    decision = AwardDecisionFactory(school=school, state=DecisionState.IN_FORCE)
    ways = (("an", date(2023, 9, 1), 11), ("binh", None, 24))
    for key, merit_on, day in ways:
        told = {"merit_on": merit_on, "handed_in_at": datetime(2023, 9, day, 3, tzinfo=UTC), "code": "GK_HT_CN"}
        held = DossierFactory(review=year.review, person=year.people[key], state=DossierState.AWARDED, **told)
        line = AwardLineFactory(decision=decision, person=year.people[key], dossier=held)
        if key == "an":
            RecipientFactory(line=line, ceremony__school=school, handing="HANDED", handed_on=date(2023, 10, 6))
            PaymentFactory(line=line, amount=540_000, paid_on=date(2023, 10, 9), manner="CASH")
    return decision

"""The dossiers of the school to try: a year that was decided, and rounds that are open today."""

from collections import Counter

import pytest

from nominations.dossiers.models import Assessment, Dossier, Review
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import dossiers, registrations

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_dossiers_show_every_state_that_somebody_meets(at):
    demo.load(at)
    demo_history.load(at)
    registrations.load(at)

    dossiers.load(at)

    past = Review.objects.get(name="Xét thi đua cuối năm học 2022–2023")
    assert (past.state, past.regime) == ("DONE", "A_2003")
    told = Counter(Dossier.objects.filter(review__year=2022).values_list("state", flat=True))
    assert told.keys() == {"AWARDED", "NOT_AWARDED"}
    assert Assessment.objects.filter(dossier__review=past).count() == past.dossiers.count()
    present = Counter(Dossier.objects.filter(review__year=2023).values_list("state", flat=True))
    assert present == {"TO_GROUP": 2, "SUBMITTED": 3, "APPRAISED": 1, "RETURNED": 1, "DRAFT": 3}

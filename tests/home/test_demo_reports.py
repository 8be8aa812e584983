"""The reports of the school to try: of the titles that were decided, and of a teacher who is writing."""

import pytest

from nominations.dossiers.models import Dossier
from nominations.writings.queries import missing_sections
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import dossiers, registrations, reports

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_what_was_decided_has_its_report_and_one_is_being_written(at):
    demo.load(at)
    demo_history.load(at)
    registrations.load(at)
    dossiers.load(at)

    reports.load(at)

    decided = Dossier.objects.filter(review__year=2022, state="AWARDED", code__in=("CSTDCS", "TTLDTT"))
    assert decided.exists()
    assert not decided.filter(report=None).exists()
    assert [missing_sections(one.report) for one in decided if one.person_id] == [[]] * decided.exclude(person=None).count()
    mine = Dossier.objects.get(person__user__username="giaovien", code="LDTT", state="DRAFT")
    assert (mine.report.version, mine.files.count()) == (2, 1)
    assert "97,2%" in mine.report.sections["ket_qua"]

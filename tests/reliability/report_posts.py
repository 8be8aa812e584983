"""One good post for every route of the reports."""

from datetime import date
from typing import Any

from campaigns.reporting.enums import ReportKind
from campaigns.reporting.models import Report
from campaigns.reporting.services.reports import start_report
from tests.factories.documents import DocumentFactory
from tests.factories.ledger import HonorEntryFactory
from tests.factories.statistics import registered, round_of
from tests.reliability.world import World, by, today
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind


def report_drafted(world: World) -> Any:
    return start_report(
        world.plan(DocumentState.ISSUED), kind=ReportKind.MIDTERM, year=world.today.year,
        starts_on=date(world.today.year, 1, 1), ends_on=world.today, dated_on=world.today, actor=world.principal,
        at=world.at,
    )  # fmt: skip


def report_issued(world: World) -> Any:
    """Of the report itself only what the press asks of it: its paper has a number."""
    paper = DocumentFactory(
        school=world.school, kind=Kind.REPORT, state=DocumentState.ISSUED, created_by=world.principal.person
    )
    today = world.today
    return Report.objects.create(
        document=paper, school=world.school, kind=ReportKind.MIDTERM, year=today.year, starts_on=today, ends_on=today,
        taken_at=world.at,
    )  # fmt: skip


def report_with_figures(world: World) -> Any:
    """Of a year in which an honor was given, and one was registered for."""
    HonorEntryFactory(person=world.teacher.person, year=world.today.year)
    registered(round_of(world.school, world.today.year), world.teacher.person, by=world.principal)
    return report_drafted(world)


REPORT_POSTS = {
    "statistics:given_attach": by("principal", "statistics:given_attach", report_with_figures),
    "statistics:registered_attach": by("principal", "statistics:registered_attach", report_with_figures),
    "reporting:start": by(
        "principal", "reporting:start", plan=lambda world: world.plan(DocumentState.ISSUED).pk, kind="FINAL",
        starts_on="01/01/2023", ends_on=today, year="2022", dated_on=today,
    ),
    "reporting:retake": by("principal", "reporting:retake", report_drafted),
    "reporting:replace": by("principal", "reporting:replace", report_issued),
    "reporting:discard": by("principal", "reporting:discard", report_drafted),
}  # fmt: skip

"""Số liệu trong bài khác số liệu đã lấy: the warnings of this room in the panel that proof-reads a report."""

from collections.abc import Iterator

from thiduakt.documents.models import Document
from thiduakt.documents.proofreading import Finding, Rule, Surroundings, Text
from thiduakt.documents.proofreading.rule import Spot, finding

from .checking import mismatches
from .models import Report

FAMILY = "Số liệu của báo cáo"
SOURCE = "Số liệu hệ thống đã lấy cho báo cáo này."


def findings(document: Document, text: Text) -> Iterator[Finding]:
    """Of a report of this room; a report that another room drafts has no figures."""
    report = Report.objects.filter(document=document.pk).only("figures").first()
    if report is None:
        return
    body = "\n".join(line.text for line in text.body)
    for spot in _spots(report, text):
        yield finding(FAMILY, RULE, spot, body)


def _spots(report: Report, text: Text) -> Iterator[Spot]:
    figures = report.taken
    for line in text.body:
        for wrong in mismatches(figures, line.text):
            yield Spot(line, wrong.start, wrong.end, wrong.reason, wrong.proposal)


def _elsewhere(text: Text, around: Surroundings) -> Iterator[Spot]:
    """The rule itself needs the report beside the text."""
    return iter(())


RULE = Rule("figures", "Con số khác số liệu của hệ thống", SOURCE, _elsewhere)

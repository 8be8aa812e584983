"""C34: papers of one round that disagree are found out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.documents import samples
from tests.documents.checker import check_set
from thiduakt.documents.paper import Certificate, Paper
from thiduakt.documents.rendering import pdf

paper_pdf, certificate_pdf = cache(pdf.paper_pdf), cache(pdf.certificate_pdf)

PEOPLE = samples.people(3)
MEETING = "ngày 26 tháng 5 năm 2023"
Round = dict[str, Any]


def award_round() -> Round:
    """Three people: asked for, voted, decided, and certified."""
    submittal = samples.submittal((samples.nomination_list(len(PEOPLE)),))
    return {
        "submittal": replace(submittal, body=submittal.body.replace("40 cá nhân", "03 cá nhân")),
        "minutes": samples.meeting_minutes(),
        "decision": samples.award_decision(len(PEOPLE)),
        "certificates": [certificate(name, ordinal) for ordinal, (name, *_) in enumerate(PEOPLE, 1)],
    }


def certificate(name: str, ordinal: int) -> Certificate:
    return replace(samples.certificate(name), roll_number=ordinal)


def printed(papers: Round) -> dict[str, Any]:
    files: dict[str, Any] = {name: paper_pdf(paper) for name, paper in papers.items() if isinstance(paper, Paper)}
    return files | {"certificates": [certificate_pdf(certificate) for certificate in papers["certificates"]]}


def paper_changed(name: str, old: str, new: str) -> Callable[[Round], Round]:
    """The round with words of the body or the bases of one paper replaced."""

    def change(papers: Round) -> Round:
        paper = papers[name]
        bases = tuple(basis.replace(old, new) for basis in paper.bases)
        body = paper.body.replace(old, new)
        assert (bases, body) != (paper.bases, paper.body)
        return papers | {name: replace(paper, bases=bases, body=body)}

    return change


def values_changed(name: str, **values: Any) -> Callable[[Round], Round]:
    return lambda papers: papers | {name: replace(papers[name], **values)}


def certificates_changed(change: Callable[[Sequence[Certificate]], Sequence[Certificate]]) -> Callable[[Round], Round]:
    return lambda papers: papers | {"certificates": change(papers["certificates"])}


def another_person(papers: Round) -> Round:
    appendix = papers["decision"].appendices[0]
    rows = (("1", "Đỗ Thị Đào", *appendix.table.rows[0][2:]), *appendix.table.rows[1:])
    appendices = (replace(appendix, table=replace(appendix.table, rows=rows)),)
    return papers | {"decision": replace(papers["decision"], appendices=appendices)}


def wrong_closing(papers: Round) -> Round:
    appendix = replace(papers["decision"].appendices[0], closing="Danh sách này có 04 cá nhân./.")
    return papers | {"decision": replace(papers["decision"], appendices=(appendix,))}


CASES: dict[str, Callable[[Round], Round]] = {
    "the decision has another date than the certificates": values_changed("decision", dated=date(2023, 6, 6)),
    "the decision has another number than the certificates": values_changed("decision", number=48),
    "the minutes have another number's date": paper_changed("submittal", MEETING, "ngày 27 tháng 5 năm 2023"),
    "the decision cites another day's minutes": paper_changed("decision", MEETING, "ngày 25 tháng 5 năm 2023"),
    "the minutes end on another day": paper_changed("minutes", "16 giờ 30, ngày 26 tháng 5", "16 giờ 30, ngày 28 tháng 5"),
    "the decision lists another person": another_person,
    "the decision has no list": values_changed("decision", appendices=()),
    "the decision counts another number of people": paper_changed("decision", "03 cá nhân", "04 cá nhân"),
    "the list counts another number of people": wrong_closing,
    "the submittal counts another number of people": paper_changed("submittal", "03 cá nhân", "04 cá nhân"),
    "a certificate is missing": certificates_changed(lambda certificates: certificates[:-1]),
    "a certificate is made twice": certificates_changed(lambda certificates: [certificates[0], *certificates]),
    "two ordinals are exchanged": certificates_changed(
        lambda certificates: [certificate(PEOPLE[0][0], 2), certificate(PEOPLE[1][0], 1), certificates[2]]
    ),
    "a certificate cites another decision": certificates_changed(
        lambda certificates: [replace(certificates[0], decision="46/QĐ-MNGB"), *certificates[1:]]
    ),
}


def test_the_papers_of_one_round_agree() -> None:
    assert check_set(**printed(award_round())) == []


@pytest.mark.parametrize("change", CASES.values(), ids=CASES.keys())
def test_papers_that_disagree_are_found_out(change: Callable[[Round], Round]) -> None:
    assert {fault.point for fault in check_set(**printed(change(award_round())))} == {"C34"}

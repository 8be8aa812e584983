"""Every sample paper, as printed, stands up to every point of the acceptance list."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.documents import checker, samples
from tests.documents.checker import check_certificate, check_pdf, check_reproducible, expectation
from thiduakt.documents.paper import Appendix, Paper
from thiduakt.documents.rendering.pdf import certificate_pdf, paper_pdf


def submittal_with_lists() -> Paper:
    return samples.submittal((samples.nomination_list(45), samples.nomination_list(5, "CHIẾN SĨ THI ĐUA CƠ SỞ")))


def for_signing_on_paper() -> Paper:
    return replace(samples.council_decision(), number=None, dated=None, year=2022)


def draft() -> Paper:
    return replace(submittal_with_lists(), number=None, dated=None, year=2023, is_draft=True)


def of_a_school_with_a_long_name() -> Paper:
    issuer = ("TRƯỜNG PHỔ THÔNG DÂN TỘC BÁN TRÚ TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ LŨNG CÚ",)
    return replace(samples.letter(), issuer_lines=issuer, parent_lines=("ỦY BAN NHÂN DÂN XÃ LŨNG CÚ",))


def of_january() -> Paper:
    return replace(samples.letter(), dated=date(2024, 1, 9))


def with_an_appendix_of_text() -> Paper:
    work = "<h3>Tổ Văn phòng</h3><p>Chuẩn bị hồ sơ trình Hội đồng trước ngày 20 tháng 5 năm 2023.</p>"
    return replace(samples.council_decision(), appendices=(Appendix(title="Phân công nhiệm vụ", body=work),))


CLEAN = (
    with_an_appendix_of_text,
    samples.council_decision,
    samples.award_decision,
    samples.meeting_minutes,
    samples.counting_minutes,
    submittal_with_lists,
    samples.achievement_report,
    samples.letter,
    for_signing_on_paper,
    draft,
    of_a_school_with_a_long_name,
    of_january,
)


@pytest.mark.parametrize("sample", CLEAN)
def test_a_sample_has_no_fault(sample: Callable[[], Paper]) -> None:
    assert check_pdf(paper_pdf(sample()), expects=expectation(sample())) == []


def test_the_published_plan_has_only_the_slip_it_was_published_with() -> None:
    faults = check_pdf(paper_pdf(samples.plan()), expects=expectation(samples.plan()))

    assert [fault.point for fault in faults] == ["C25"]
    assert "05/KH_PGDDT" in faults[0].message


@pytest.mark.parametrize("recipient", ["Đỗ Thị Đào", "Công Tằng Tôn Nữ Thị Quỳnh Hương Giang"])
def test_a_certificate_has_no_fault(recipient: str) -> None:
    certificate = samples.certificate(recipient)

    assert check_certificate(certificate_pdf(certificate), certificate) == []


def test_the_checker_knows_nothing_of_the_engine() -> None:
    known = set()
    for file in Path(checker.__file__).parent.glob("*.py"):
        known |= set(re.findall(r"(?:from|import) (thiduakt[\w.]*)", file.read_text(encoding="utf-8")))

    assert known == {"thiduakt.documents.paper"}


def test_two_prints_of_one_paper_are_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1676419200")

    assert check_reproducible(lambda: paper_pdf(samples.letter())) == []


def test_a_file_that_bears_the_time_of_printing_is_found_out() -> None:
    prints = iter(range(2))

    faults = check_reproducible(lambda: paper_pdf(samples.letter()) + f"%{next(prints)}".encode())

    assert [fault.point for fault in faults] == ["A8"]

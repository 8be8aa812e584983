"""Word files: samples stand up to the points of F and, printed by LibreOffice, to those of the PDF; spoilt ones do not."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable

import pytest

from tests.documents import samples
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.documents.checker.docx import POINTS
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.docx import paper_docx

Edit = Callable[[str, str], str]


def submittal_with_lists() -> Paper:
    return samples.submittal((samples.nomination_list(45), samples.nomination_list(5, "CHIẾN SĨ THI ĐUA CƠ SỞ")))


SAMPLES: tuple[Callable[[], Paper], ...] = (
    samples.plan,
    samples.council_decision,
    samples.award_decision,
    samples.meeting_minutes,
    samples.counting_minutes,
    submittal_with_lists,
    samples.achievement_report,
    samples.letter,
)


@pytest.fixture(scope="session")
def printed_by_office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDF of every sample, from one run of LibreOffice."""
    if not shutil.which("soffice"):
        assert os.environ.get("CI") != "true", "LibreOffice is not installed: apt-get install libreoffice-writer-nogui"
        pytest.skip("LibreOffice is not installed: the Word files were NOT printed and measured.")
    folder = tmp_path_factory.mktemp("office")
    for sample in SAMPLES:
        (folder / f"{sample.__name__}.docx").write_bytes(paper_docx(sample()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, folder.glob("*.docx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {sample.__name__: (folder / f"{sample.__name__}.pdf").read_bytes() for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_has_no_fault(sample: Callable[[], Paper]) -> None:
    assert check_docx(paper_docx(sample()), sample()) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_office_program_prints_what_the_law_wants(
    sample: Callable[[], Paper], printed_by_office: dict[str, bytes]
) -> None:
    faults = check_pdf(printed_by_office[sample.__name__], expects=expectation(sample()))

    published_slips = [fault for fault in faults if fault.point == "C25" and "05/KH_PGDDT" in fault.message]
    assert faults == (published_slips if sample is samples.plan else [])


def edited(docx: bytes, edit: Edit) -> bytes:
    """The file with one of its XML parts changed."""
    result = io.BytesIO()
    changes = 0
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith((".xml", ".rels")):
                changed = edit(name, content.decode("utf-8"))
                changes += changed != content.decode("utf-8")
                content = changed.encode("utf-8")
            target.writestr(name, content)
    assert changes, "nothing was changed"
    return result.getvalue()


def every(pattern: str, new: str, *, count: int = 0, part: str = "word/document.xml") -> Edit:
    return lambda name, xml: re.sub(pattern, new, xml, count=count, flags=re.DOTALL) if re.fullmatch(part, name) else xml


STYLES = r"word/styles\.xml"
HEADERS = r"word/header\d+\.xml"

CASES: tuple[tuple[str, Edit], ...] = (
    ("F1", every(r'w:h="16838"', 'w:h="15840"')),
    ("F1", every(r' w:orient="landscape"', "")),
    ("F1", every(r"<w:pPr>(?=<w:spacing[^>]*/></w:pPr>)|<w:sectPr>.*?</w:sectPr>(?=</w:pPr>)", "", count=1)),
    ("F2", every(r'w:left="1701"', 'w:left="1440"')),
    ("F2", every(r'(<w:pgMar[^>]*w:right=)"851"', r'\1"1134"', count=1)),
    ("F3", every(r"<w:titlePg/>", "", count=1)),
    ("F3", every(r'w:instr="PAGE"', 'w:instr="NUMPAGES"', part=HEADERS)),
    ("F3", every(r'w:jc w:val="center"', 'w:jc w:val="right"', part=HEADERS)),
    ("F3", every(r"</w:p>", "<w:r><w:t>1</w:t></w:r></w:p>", part=HEADERS)),
    ("F3", every(r'<w:headerReference w:type="default"[^>]*/>', "")),
    ("F3", every(r"<w:type w:val", '<w:footerReference w:type="default"/><w:type w:val')),
    ("F4", every(r'<w:pgNumType w:start="1"/>', "")),
    ("F5", every(r'w:eastAsia="Times New Roman"', 'w:eastAsia="MS Mincho"', count=1)),
    ("F5", every(r"Times New Roman", "Calibri", part=STYLES)),
    ("F5", every(r"<w:rFonts[^>]*/>", "", count=5)),
    ("F5", every(r"<w:docDefaults>.*?</w:docDefaults>", "", part=STYLES)),
    ("F6", every(r'<w:sz w:val="22"/>', '<w:sz w:val="20"/>', count=1)),
    ("F6", every(r'<w:sz w:val="26"/>(?=((?!</w:r>).)*Số: )', '<w:sz w:val="28"/>')),
    ("F6", every(r'<w:sz w:val="24"/>(?=((?!</w:r>).)*Nơi nhận)', '<w:sz w:val="22"/>')),
    ("F7", every(r"<w:gridCol [^>]*/>", "", count=1)),
    ("F7", every(r'<w:tblBorders>.*?</w:tblBorders>', '<w:tblBorders><w:top w:val="single"/></w:tblBorders>', count=1)),
    ("F7", every("CỘNG HÒA", "CỘNG HOÀ")),
    ("F8", every(r"<w:pBdr>.*?</w:pBdr>", "", count=1)),
    ("F8", every(r"Trường Mầm non Giang Biên trình", "______ trình")),
    ("F9", every(r"<w:tblHeader/>", "", count=1)),
    ("F9", every(r"<w:cantSplit/>(?=((?!</w:tr>).)*Nguyễn Thị Ánh Nguyệt, )|<w:cantSplit/>(?=<w:tblHeader/>)", "")),
    ("F10", every(r"<w:keepNext/>", "")),
    ("F10", every(r"<w:cantSplit/>(?=((?!</w:tr>).)*KT\. HIỆU TRƯỞNG)", "")),
    ("F11", every(r"<w:pPr>", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>', count=1)),
    ("F12", every(r'<w:lang w:val="vi-VN"', '<w:lang w:val="en-US"', part=STYLES)),
    ("F12", every(r"<dc:title>[^<]*</dc:title>", "<dc:title>Word Document</dc:title>", part=r"docProps/core\.xml")),
    ("F13", every(r"Trường Mầm non", "Trươ\u0300ng Mầm non", count=1)),
    ("F13", every(r"Số: 07/TTr-MNGB", "Số: 08/TTr-MNGB")),
    ("F13", every(r"Nguyễn Thị Ánh Nguyệt(?!,)", "Nguyễn Thị Nguyệt")),
    ("F14", every(r"(<w:rPr><w:rFonts[^>]*/>)", r'\1<w:color w:val="FF0000"/>', count=1)),
    ("F14", every(r"(<w:tcPr><w:tcW[^>]*/>)", r'\1<w:shd w:val="clear" w:fill="D9D9D9"/>', count=1)),
)  # fmt: skip


@pytest.fixture(scope="module")
def word_file() -> bytes:
    return paper_docx(submittal_with_lists())


@pytest.mark.parametrize(("point", "edit"), CASES)
def test_a_spoilt_word_file_is_found_out(point: str, edit: Edit, word_file: bytes) -> None:
    faults = check_docx(edited(word_file, edit), submittal_with_lists())

    assert point in {fault.point for fault in faults}


def test_every_point_is_proven_to_fail() -> None:
    assert {point for point, _ in CASES} == {point for point, _ in POINTS}

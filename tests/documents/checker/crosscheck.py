"""C34. Number, date, names and counts agree among the papers of one round of awards."""

import re
from collections.abc import Iterator, Sequence

from .fault import Fault
from .pages import Document, Page, squeeze

DATE = r"ngày \d{1,2} tháng \d{1,2} năm \d{4}"


class _Read:
    """One paper of the set."""

    def __init__(self, name: str, pdf: bytes) -> None:
        self.name = name
        self.document = Document(pdf)
        self.text = squeeze(self.document.text)
        head = [line.text for line in self.document.pages[0].lines]
        self.number = next((line.removeprefix("Số: ") for line in head if line.startswith("Số: ")), "")
        dates = re.findall(DATE, self.text)
        own = next((match[0] for line in head[:8] if (match := re.search(rf"{DATE}$", line))), "")
        self.date = own or (dates[-1] if dates else "")  # minutes end with their date

    @property
    def people(self) -> list[tuple[str, str]]:
        """(STT, name) of every row of the tables with a column Họ và tên."""
        found = []
        for grid in (grid for page in self.document.pages for grid in page.grids):
            header = grid.rows[0]
            column = next((i for i, title in enumerate(header) if title.startswith("Họ và tên")), None)
            if column is not None:
                found += [(row[0], row[column]) for row in grid.rows if row[0].isdigit() and column < len(row)]
        return found


def check_set(*, submittal: bytes, minutes: bytes, decision: bytes, certificates: Sequence[bytes]) -> list[Fault]:
    """`certificates`: files of one or more pages, a page for each person of the decision's list."""
    papers = [_Read("tờ trình", submittal), _Read("biên bản", minutes), _Read("quyết định", decision)]
    pages = [_columns(page) for pdf in certificates for page in Document(pdf).pages]
    found = [*_citations(papers), *_minutes_date(papers), *_names(papers), *_counts(papers)]
    found += _certificates(papers[2], pages)
    return [Fault("C34", 0, message) for message in found]


def _columns(page: Page) -> str:
    """The words of a certificate: first what stands on its left, then the rest."""
    left = [line.text for line in page.lines if line.centre < page.width / 2 - 20]
    rest = [line.text for line in page.lines if line.centre >= page.width / 2 - 20]
    return squeeze(" ".join((*left, *rest)))


def _citations(papers: list[_Read]) -> Iterator[str]:
    """Where one paper cites another by its number, the date must be that paper's own."""
    dates = {paper.number: paper.date for paper in papers}
    for paper in papers:
        for number, day in re.findall(rf"số (\S+/\S+) ({DATE})", paper.text):
            if dates.get(number, day) != day:
                yield f"{paper.name} dẫn {number} {day}, văn bản ấy {dates[number]}"


def _minutes_date(papers: list[_Read]) -> Iterator[str]:
    minutes = papers[1]
    for paper in (papers[0], papers[2]):
        cited = re.search(rf"Căn cứ Biên bản[^;]*?({DATE})", paper.text)
        if cited and cited[1] != minutes.date:
            yield f"{paper.name} dẫn biên bản {cited[1]}, biên bản ghi {minutes.date}"


def _names(papers: list[_Read]) -> Iterator[str]:
    awarded = {name for _, name in papers[2].people}
    if not awarded:
        yield "quyết định không có danh sách"
    for paper in papers[:2]:
        listed = {name for _, name in paper.people}
        if listed and listed != awarded:
            yield f"{paper.name} và quyết định khác nhau về {sorted(listed ^ awarded)}"


def _counts(papers: list[_Read]) -> Iterator[str]:
    for paper in papers:
        people = len(paper.people)
        told = [int(count) for count in re.findall(r"(?<!Danh sách này có )\b(\d+) cá nhân", paper.text)]
        closing = re.search(r"Danh sách này có (\d+) ", paper.text)
        if people and told and people not in told:
            yield f"{paper.name} nêu {told} cá nhân, danh sách có {people}"
        if closing and int(closing[1]) != people:
            yield f"{paper.name} ghi danh sách có {closing[1]}, bảng có {people}"


def _certificates(decision: _Read, pages: list[str]) -> Iterator[str]:
    if len(pages) != len(decision.people):
        yield f"có {len(pages)} trang giấy khen cho {len(decision.people)} người"
    source = rf"Quyết định số {re.escape(decision.number)},? {decision.date}"
    for page in pages:
        if not re.search(source, page):
            yield f"giấy khen không dẫn Quyết định {decision.number} {decision.date}: {page[:200]!r}"
    for ordinal, name in decision.people:
        own = [page for page in pages if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", page)]
        if len(own) != 1:
            yield f"{name} có {len(own)} giấy khen"
        elif not re.search(rf"Số sổ vàng: 0*{ordinal}\b", own[0]):
            yield f"số sổ vàng của {name} không phải {ordinal}"

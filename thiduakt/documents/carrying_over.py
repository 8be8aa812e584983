"""What of an older paper does not hold a year later: years, anniversaries, days, superiors' papers, texts that have ended.

Pure. It proposes words and never puts them in; what it is not sure of it leaves alone: a history ("thành lập năm 2003"), a
period that still runs ("giai đoạn 2021 - 2026"), a law named by its year.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from thiduakt.catalog.basis import basis_line
from thiduakt.catalog.citing import Citation, citations
from thiduakt.catalog.queries import Standing
from thiduakt.vietnamese import official_date

CLAUSE_END = re.compile(r"(?<=[.;!?…])\s+")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
PAIR = re.compile(r"(?<![\d/])(20\d\d)(\s*[-–—]\s*)(20\d\d)(?![\d/])")
DAY = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*|\s+tháng\s+(\d{1,2})\s+năm\s+)((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
ANNIVERSARY = re.compile(
    r"(?<!\d)(\d{1,3}) năm (?=ngày\b|thành lập|giải phóng|truyền thống|chiến thắng|xây dựng và)"
    r"|(?<=kỷ niệm )(\d{1,3}) năm\b|(?<=lần thứ )(\d{1,3})(?= ngày)",
    re.IGNORECASE,
)
ROUND = 5  # years: anniversaries that are kept (NĐ 111/2018/NĐ-CP, Điều 3: năm tròn, năm lẻ 5)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

SUPERIORS = "“{cited}” là văn bản của năm cũ, phải thay bằng văn bản của năm {year}."
STILL_RUNS = "“{cited}” ban hành năm {issued}, thầy/cô xem văn bản này còn thực hiện trong năm {year} không."
ENDED = "{text} {sentence}."
PERIOD = "Giai đoạn {first} – {last} đã hết trước năm {year}, thầy/cô xem lại."
NOT_ROUND = "{count} năm không phải năm tròn hay năm lẻ 5, thầy/cô xem có còn kỷ niệm không"
FILL = "[CẦN BỔ SUNG: số, ngày văn bản năm {year}]"


@dataclass(frozen=True, slots=True)
class Carried:
    """A passage that does not hold as it stands."""

    field: str
    passage: str
    reason: str
    proposal: str  # the passage as it might be; empty where only a person can tell


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    words: str | None  # None: nothing is proposed
    reason: str


def clauses(field: str, text: str) -> list[str]:
    """The passages that are looked at one by one. A căn cứ is one, whatever stands in it."""
    return [text] if field == "bases" else [clause for clause in CLAUSE_END.split(text) if clause.strip()]


def cited(texts: Iterable[tuple[str, str]]) -> list[Citation]:
    """Every citation in these (field, text), for the library to say how they stand."""
    return [citation for field, text in texts for clause in clauses(field, text) for citation in citations(clause)]


def carried_over(
    texts: Iterable[tuple[str, str]], *, since: int, year: int, standings: Mapping[Citation, Standing]
) -> Iterator[Carried]:
    """`texts` are (field, paragraph) of a paper of the year `since`, now meant for `year`."""
    for field, text in texts:
        for clause in clauses(field, text):
            edits = sorted(_Clause(clause, since, year, standings).edits(), key=lambda edit: (edit.start, edit.end))
            if edits:
                reasons = list(dict.fromkeys(edit.reason for edit in edits))
                yield Carried(
                    field, clause, " ".join(reasons), _basis(field, clause, standings) or _rewritten(clause, edits)
                )


def _rewritten(clause: str, edits: list[_Edit]) -> str:
    """The clause with the edits in it; nothing where there is none to make."""
    words, at = "", 0
    for edit in edits:
        if edit.words is not None and edit.start >= at:
            words += clause[at : edit.start] + edit.words
            at = edit.end
    return words + clause[at:] if at else ""


def _basis(field: str, clause: str, standings: Mapping[Citation, Standing]) -> str:
    """A căn cứ that names only texts which one text in force has replaced becomes the căn cứ of that text."""
    found = [standings.get(citation) for citation in citations(clause)] if field == "bases" else []
    newer = {standing.successor for standing in found if standing and standing.is_superseded and standing.successor}
    all_ended = all(standing and standing.is_superseded for standing in found)
    return basis_line(newer.pop()) if len(newer) == 1 and all_ended else ""


class _Clause:
    """One clause; each finder leaves alone what an earlier one has taken."""

    def __init__(self, text: str, since: int, year: int, standings: Mapping[Citation, Standing]) -> None:
        self.text = text
        self.since = since
        self.year = year
        self.step = year - since
        self.standings = standings
        self.taken: list[tuple[int, int]] = []

    def edits(self) -> Iterator[_Edit]:
        yield from self._citations()
        yield from self._periods()
        yield from self._anniversaries()
        yield from self._days()
        yield from self._years()

    def _is_free(self, start: int, end: int) -> bool:
        """Takes the span where nothing has it yet."""
        is_free = all(end <= begun or start >= ended for begun, ended in self.taken)
        if is_free:
            self.taken.append((start, end))
        return is_free

    def _moves(self, year: int) -> bool:
        """A year of the paper itself: its own, the one before, the one after. Others are history or far ahead."""
        return abs(year - self.since) <= 1 and self.step != 0

    def _citations(self) -> Iterator[_Edit]:
        for citation in citations(self.text):
            self._is_free(citation.start, citation.end)
            standing = self.standings.get(citation)
            words = self.text[citation.start : citation.end]
            if standing is not None:
                if standing.is_superseded:
                    proposal = _cited_anew(citation, standing) if standing.successor else FILL.format(year=self.year)
                    yield self._edit(citation, proposal, ENDED.format(text=standing.text, sentence=standing.sentence))
            elif citation.dated and self._moves(citation.dated.year):
                if self._runs_on(citation):
                    reason = STILL_RUNS.format(cited=words, issued=citation.dated.year, year=self.year)
                    yield self._edit(citation, None, reason)
                else:
                    yield self._edit(citation, FILL.format(year=self.year), SUPERIORS.format(cited=words, year=self.year))

    def _edit(self, citation: Citation, words: str | None, reason: str) -> _Edit:
        return _Edit(citation.start, citation.end, words, reason)

    def _runs_on(self, citation: Citation) -> bool:
        """A paper for a period that has not ended, as the words around it say, is not one of every year."""
        around = self.text[self.text.rfind(";", 0, citation.start) + 1 :].partition(";")[0]
        return any(int(pair[3]) - int(pair[1]) > 1 and int(pair[3]) >= self.year for pair in PAIR.finditer(around))

    def _periods(self) -> Iterator[_Edit]:
        """“2022 - 2023” is a school year; what is longer is a period, which may have ended."""
        for pair in PAIR.finditer(self.text):
            first, last = int(pair[1]), int(pair[3])
            if not self._is_free(*pair.span()):
                continue
            if last - first == 1 and self._moves(first) and self._moves(last):
                words = f"{first + self.step}{pair[2]}{last + self.step}"
                yield _Edit(*pair.span(), words, f"“{pair[0]}” là năm học cũ: đề xuất “{words}”.")
            elif last - first > 1 and self.since <= last < self.year:
                yield _Edit(*pair.span(), None, PERIOD.format(first=first, last=last, year=self.year))

    def _anniversaries(self) -> Iterator[_Edit]:
        for match in ANNIVERSARY.finditer(self.text):
            group = next(number for number in (1, 2, 3) if match[number])
            count, (start, end) = int(match[group]), match.span(group)
            if not self.step or not self._is_free(start, end):
                continue
            base = self._base_year(count)
            new = self.year - base if base else count + self.step
            counted = f"tính từ năm {base}" if base else f"thêm {self.step} năm"
            odd = f"; {NOT_ROUND.format(count=new)}" if new % ROUND and not count % ROUND else ""
            yield _Edit(start, end, str(new), f"“{match[0].strip()}”: đến năm {self.year} là {new} năm ({counted}){odd}.")

    def _base_year(self, count: int) -> int | None:
        """The year in the clause from which the old count was right."""
        years = {int(match[4]) for match in DAY.finditer(self.text)}
        return next((year for year in sorted(years) if self.since - year == count), None)

    def _days(self) -> Iterator[_Edit]:
        for match in DAY.finditer(self.text):
            if self._moves(int(match[4])) and self._is_free(*match.span()):
                year = int(match[4]) + self.step
                moved, day = _same_day(int(match[1]), int(match[2] or match[3]), year)
                if day is None:
                    yield _Edit(*match.span(), None, f"“{match[0]}” không có trong lịch, thầy/cô xem lại.")
                    continue
                words = self.text[match.start() : match.start(4)] + str(year)
                words = words.replace(match[1], f"{day.day}", 1) if moved else words
                yield _Edit(*match.span(), words, f"“{match[0]}”: đề xuất “{words}”{_weekday(day)}.")

    def _years(self) -> Iterator[_Edit]:
        for match in YEAR.finditer(self.text):
            if self._moves(int(match[0])) and self._is_free(*match.span()):
                new = str(int(match[0]) + self.step)
                yield _Edit(*match.span(), new, f"“{match[0]}” là năm cũ: đề xuất “{new}”.")


def _same_day(day: int, month: int, year: int) -> tuple[bool, date | None]:
    """The same day of another year, and whether it had to be the day before: 29/02."""
    for moved, wanted in ((False, day), (True, day - 1)):
        try:
            return moved, date(year, month, wanted)
        except ValueError:
            if (day, month) != (29, 2):
                break
    return False, None


def _weekday(day: date) -> str:
    """Said only where nobody works that day."""
    return f", rơi vào {WEEKDAYS[day.weekday()]}, thầy/cô xem lại ngày" if day.weekday() >= 5 else ""


def _cited_anew(citation: Citation, standing: Standing) -> str | None:
    """The words of a citation for the text in force, where it is of the same kind and known well enough."""
    newer = standing.successor
    if newer is None or newer.issued_on is None or newer.kind != standing.text.kind:
        return None
    name = newer.name if citation.name else newer.number
    return f"{name} {official_date(newer.issued_on)}" if name else None

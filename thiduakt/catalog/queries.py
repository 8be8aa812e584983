"""What the library knows of the texts that a paper cites, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q

from thiduakt.vietnamese import fold

from .citing import Citation
from .enums import ChangeKind, TextKind, TextState
from .models import LegalChange, LegalText

MOST_CITED = 2000  # by one paper: what a question to the database can name, and far more than any paper has


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cited text stands on a day, and which text in force has taken its place."""

    text: LegalText
    state: TextState
    successor: LegalText | None = None

    @property
    def is_in_force(self) -> bool:
        return self.state == TextState.IN_FORCE

    @property
    def is_superseded(self) -> bool:
        return self.state == TextState.ENDED

    @property
    def sentence(self) -> str:
        """What is wrong with citing it on that day; empty where nothing is."""
        match self.state:
            case TextState.NOT_YET:
                return f"đến ngày {self.text.counted_from:%d/%m/%Y} mới có hiệu lực"
            case TextState.ENDED if self.successor:
                return f"đã được thay thế bởi {self.successor}{_since(self.successor)}"
            case TextState.ENDED:
                return f"đã hết hiệu lực từ sau ngày {self.text.in_force_to:%d/%m/%Y}"
            case _:
                return ""


def _since(text: LegalText) -> str:
    return f" từ ngày {text.in_force_from:%d/%m/%Y}" if text.in_force_from else ""


def legal_status(cited: Iterable[Citation], school_id: int, on: date) -> dict[Citation, Standing]:
    """What the library knows of each citation. One that it does not know, or that fits two texts, is not in the answer."""
    wanted = list(islice(cited, MOST_CITED))
    if not wanted:
        return {}
    texts = _texts(wanted, school_id)
    found = {citation: text for citation in wanted if (text := _meant(citation, texts))}
    successors = replacements(found.values(), school_id, on)
    return {citation: Standing(text, text.state_on(on), successors.get(text.pk)) for citation, text in found.items()}


def replacements(texts: Iterable[LegalText], school_id: int, on: date) -> dict[int, LegalText]:
    """For each text that is no longer in force (by its key), the one in force that has taken its place."""
    ended = {text.pk for text in texts if text.state_on(on) == TextState.ENDED}
    return {pk: text for pk, text in _successors(school_id, on).items() if pk in ended} if ended else {}


def _texts(wanted: list[Citation], school_id: int) -> list[LegalText]:
    """Those that the citations may mean, a school's own first."""
    reach = Q(key__in={citation.key for citation in wanted if citation.number})
    if any(citation.name for citation in wanted):
        reach |= Q(kind=TextKind.LAW)
    texts = LegalText.objects.known_to(school_id).kept().filter(reach).order_by("pk")
    return sorted(texts, key=lambda text: text.school_id is None)


def _meant(citation: Citation, texts: list[LegalText]) -> LegalText | None:
    if citation.name:
        fitting = [text for text in texts if _names(citation, text)]
    else:
        fitting = [text for text in texts if text.key == citation.key]
        same_day = [text for text in fitting if citation.dated and text.issued_on == citation.dated]
        # A number with its year is one text whatever day is typed; KH, QĐ of a unit begin anew every year.
        fitting = same_day or [text for text in fitting if citation.dated is None or _carries_year(text)]
    own = [text for text in fitting if text.school_id]
    fitting = own or fitting
    return fitting[0] if len(fitting) == 1 else None


def _names(citation: Citation, text: LegalText) -> bool:
    """“Luật Giáo dục và Luật Thi đua, khen thưởng ngày …”: the name stands at the end, before the day."""
    if text.kind != TextKind.LAW or not text.issued_on or not fold(citation.name).endswith(fold(text.name)):
        return False
    return text.issued_on == citation.dated or (citation.dated is None and text.issued_on.year == citation.year)


def _carries_year(text: LegalText) -> bool:
    return text.number.count("/") > 1


def _successors(school_id: int, on: date) -> dict[int, LegalText]:
    """The text in force at the end of each chain of replacements, by the key of every older text of the chain."""
    known = LegalText.objects.known_to(school_id).kept()
    changes = LegalChange.objects.filter(kind=ChangeKind.REPLACES, newer__in=known).select_related("newer")
    newer: dict[int, LegalText] = {}
    for change in changes.order_by("effective_on", "pk"):
        newer[change.older_id] = change.newer
    found = {}
    for pk, first in newer.items():
        passed, text = {pk}, first
        while text.state_on(on) == TextState.ENDED and text.pk in newer and text.pk not in passed:
            passed.add(text.pk)
            text = newer[text.pk]
        if text.state_on(on) == TextState.IN_FORCE:
            found[pk] = text
    return found

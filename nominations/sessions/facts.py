"""The record of a session says what was counted there: its words are free, the sentences and rows of numbers are not."""

from collections import Counter
from collections.abc import Iterator

from thiduakt.documents.models import Document
from thiduakt.documents.paper import Appendix
from thiduakt.documents.richtext import plain_text
from thiduakt.workflow import Missing

from .counted import count_facts, counted_list
from .models import CouncilSession
from .printing import IN_THE_TEXT, minutes_facts, results_list
from .queries import balloted, is_of_count, items_on_record

TO_FILL = "[CẦN BỔ SUNG"


def lists_of(session: CouncilSession, *, of_count: bool) -> list[Appendix]:
    """The appendices that stand beside its record, or beside that of the count."""
    voted, pairs = [item for item in items_on_record(session) if item.dossier], balloted(session)
    lists = [] if of_count or len(voted) <= IN_THE_TEXT else [results_list(voted)]
    return [*lists, counted_list(pairs)] if pairs else lists


def altered(document: Document) -> Iterator[Missing]:
    """What a record says otherwise than the rows it was drafted from."""
    session = CouncilSession.objects.of_paper(document).select_related("council").first() if document.pk else None
    if session is None:
        return
    of_count = is_of_count(session, document)
    told = count_facts(session) if of_count else minutes_facts(session)
    for line in _lines(told) - _lines(document.body):
        if TO_FILL not in line:
            yield Missing(f"Biên bản phải ghi đúng kết quả đã lưu của phiên họp: “{line}”", "body")
    held = [Appendix.from_dict(one) for one in document.appendices]
    for appendix in lists_of(session, of_count=of_count):
        if appendix not in held:
            yield Missing(f"Phụ lục “{appendix.title}” phải đúng kết quả đã lưu của phiên họp.")


def _lines(html: str) -> Counter[str]:
    return Counter(" ".join(line.split()) for line in plain_text(html).splitlines() if line.strip())

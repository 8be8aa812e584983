"""Where a legal text of the library is cited: told to `catalog`, which stands below and knows no papers."""

import re
from datetime import date

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from thiduakt.catalog.citing import citations
from thiduakt.catalog.enums import TextKind
from thiduakt.catalog.models import LegalText
from thiduakt.catalog.queries import legal_status
from thiduakt.catalog.uses import Use
from thiduakt.documents.models import Document
from thiduakt.documents.richtext import plain_text
from thiduakt.school.models import User

READ = 200  # papers, the newest first: what is read whole to find a citation


def papers_citing(text: LegalText, user: User, on: date) -> list[Use]:
    """Papers that this user may see and whose căn cứ or text cites `text`. The database finds those with its number."""
    wanted = _pattern(text)
    if not wanted:
        return []
    lines = Cast("bases", TextField())
    papers = Document.objects.visible_to(user, on).annotate(lines=lines)
    papers = papers.filter(Q(lines__regex=wanted) | Q(body__regex=wanted)).order_by("-dated_on", "-pk")[:READ]
    cited = {paper: citations(" \n".join([*paper.bases, plain_text(paper.body)])) for paper in papers}
    known = legal_status({citation for found in cited.values() for citation in found}, user.school_id, on)
    return [
        Use(str(paper), paper.get_absolute_url())
        for paper, found in cited.items()
        if any(citation in known and known[citation].text == text for citation in found)
    ]


def _pattern(text: LegalText) -> str:
    """What both databases find in any way of typing the number: `0*98\\s*/\\s*2023`, and of a law its year besides.

    Only marks of ASCII: one of the databases keeps the lines of căn cứ with all others escaped.
    """
    parts = re.match(r"0*(\d+)([/-])([A-Za-z0-9]*)", text.number)
    patterns = [rf"(^|[^0-9])0*{parts[1]}\s*{parts[2]}\s*{parts[3]}"] if parts else []
    if text.kind == TextKind.LAW and text.issued_on:
        patterns.append(str(text.issued_on.year))
    return "|".join(patterns)

"""Papers as DOCX, for offices that go on in Word: the parts, words and measures of the PDF, nothing automatic."""

from thiduakt.documents.paper import Paper
from thiduakt.documents.richtext import blocks

from .appendix import appendix
from .body import body
from .frame import header, opening
from .package import blank_document, saved
from .page import TEXT_WIDTH, Section, lay_out
from .signing import closing


def paper_docx(paper: Paper) -> bytes:
    """The same paper gives the same bytes. Rich text must have been cleaned."""
    document = blank_document(paper)
    is_closed = bool(paper.signatures or paper.recipients)
    # A page with nothing but signatures is refused by offices: two lines of the text go with them.
    main = [header(paper), *opening(paper), *body(blocks(paper.body), TEXT_WIDTH, kept_lines=2 if is_closed else 0)]
    if is_closed:
        main.append(closing(paper))
    sections = [Section(main), *(appendix(paper, position) for position in range(len(paper.appendices)))]
    lay_out(document, sections, is_draft=paper.is_draft)
    return saved(document)

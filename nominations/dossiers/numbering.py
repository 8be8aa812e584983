"""“Trang 3/17” in the corner of every page of a bound PDF, whatever its size and whichever way it is turned."""

import pikepdf

SIZE, WIDTH, HEIGHT, MARGIN = 9, 64, 14, 14  # points; the label stands on white, so that a scan does not swallow it
FONT = "/PageLabel"


def number_pages(pdf: pikepdf.Pdf) -> None:
    """The letters of the label are in every reader's own Times."""
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Times-Roman"))
    )
    for number, page in enumerate(pdf.pages, start=1):
        name = page.add_resource(font, pikepdf.Name.Font, pikepdf.Name(FONT))
        page.contents_add(b"q", prepend=True)  # what the page sets for itself is over before the label is drawn
        page.contents_add(_label(page, name, f"Trang {number}/{len(pdf.pages)}").encode())


def _label(page: pikepdf.Page, font: pikepdf.Name, text: str) -> str:
    matrix, width = _as_seen(page)
    left, bottom = width - WIDTH - MARGIN, MARGIN
    box = f"1 g {left:.2f} {bottom:.2f} {WIDTH} {HEIGHT} re f"
    letters = f"0 g BT {font} {SIZE} Tf {left + 6:.2f} {bottom + 4:.2f} Td ({text}) Tj ET"
    return f"\nQ q {matrix} cm {box} {letters} Q"


def _as_seen(page: pikepdf.Page) -> tuple[str, float]:
    """The matrix from the page as it is seen, with its lower left corner at nought, and its width as it is seen."""
    ends = [float(value) for value in page.cropbox]
    left, right, bottom, top = *sorted(ends[::2]), *sorted(ends[1::2])
    match page.rotation % 360:
        case 90:
            return f"0 1 -1 0 {right:.2f} {bottom:.2f}", top - bottom
        case 180:
            return f"-1 0 0 -1 {right:.2f} {top:.2f}", right - left
        case 270:
            return f"0 -1 1 0 {left:.2f} {top:.2f}", top - bottom
    return f"1 0 0 1 {left:.2f} {bottom:.2f}", right - left

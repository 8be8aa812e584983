"""Pages of a PDF as pictures, for previews."""

from io import BytesIO


def page_images(pdf: bytes, width: int = 900) -> list[bytes]:
    """A PNG of `width` pixels for each page, in greys where a page has no colour."""
    import pypdfium2

    images = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=width / page.get_width()).to_pil()
            stream = BytesIO()
            picture.save(stream, "PNG")
            images.append(stream.getvalue())
    return images

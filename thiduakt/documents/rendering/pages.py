"""Pages of a PDF as pictures, for previews."""

from io import BytesIO

from PIL.Image import Image

GREYS = 16  # as many as smooth letters need; a page of text is then a quarter as large


def page_images(pdf: bytes, width: int = 900) -> list[bytes]:
    """A PNG of `width` pixels for each page, in greys where a page has no colour."""
    import pypdfium2

    images = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=width / page.get_width()).to_pil()
            stream = BytesIO()
            _in_greys(picture).save(stream, "PNG")
            images.append(stream.getvalue())
    return images


def _in_greys(picture: Image) -> Image:
    """The picture itself where it has a colour."""
    grey = picture.convert("L")
    return grey.quantize(GREYS) if grey.convert(picture.mode).tobytes() == picture.tobytes() else picture

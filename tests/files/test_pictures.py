"""Pictures that arrive: drawn anew, upright, without the place and the phone; bombs and forgeries are refused."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.factories.targets import GPS, photo
from thiduakt.files.uploads import LONGEST_SIDE, check_image, reencoded


def opened(content):
    return Image.open(io.BytesIO(content))


def png(size=(40, 30), colour="#0e5a5e", mode="RGB"):
    drawn = io.BytesIO()
    Image.new(mode, size, colour).save(drawn, "PNG")
    return drawn.getvalue()


def test_the_place_and_the_phone_are_gone():
    sent = photo()
    assert opened(sent).getexif().get_ifd(GPS)
    assert b"DienThoaiCuaDao" in sent

    kept = reencoded(sent)

    assert not opened(kept).getexif()
    assert b"DienThoaiCuaDao" not in kept
    assert b"Exif" not in kept


def test_text_in_a_png_is_gone():
    from PIL.PngImagePlugin import PngInfo

    told, drawn = PngInfo(), io.BytesIO()
    told.add_text("Author", "Do Thi Dao")
    Image.new("RGB", (9, 9)).save(drawn, "PNG", pnginfo=told)

    assert b"Do Thi Dao" in drawn.getvalue()
    assert b"Do Thi Dao" not in reencoded(drawn.getvalue())


def test_a_picture_taken_sideways_is_turned_upright():
    assert opened(reencoded(photo(size=(120, 80), turned=True))).size == (80, 120)


def test_a_large_picture_is_made_no_larger_than_is_looked_at():
    assert opened(reencoded(photo(size=(4000, 3000)))).size == (LONGEST_SIDE, 1920)


@pytest.mark.parametrize(("content", "kind"), [(photo(), "image/jpeg"), (png(), "image/png")])
def test_the_kind_is_told_by_the_bytes(content, kind):
    assert check_image(content) == kind
    assert check_image(reencoded(content)) == kind


def test_what_shines_through_stays():
    assert opened(reencoded(png(colour=(1, 2, 3, 0), mode="RGBA"))).mode == "RGBA"


def test_words_behind_the_picture_are_not_kept():
    assert b"<script>" not in reencoded(photo() + b"<script>alert(1)</script>")


def archive():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (photo() + archive(), "vừa là văn bản vừa là tệp nén"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bị hỏng"),
        (b"GIF89a" + b"\0" * 40, "bị hỏng"),
        (b"%PDF-1.7", "bị hỏng"),
        (photo()[:200], "bị hỏng"),
        (b"", "bị hỏng"),
        (png((8000, 6000)), "trên 40 triệu điểm ảnh"),
        (png((20000, 10000), "black", "1"), "trên 40 triệu điểm ảnh"),
    ],
    ids=["jpg+zip", "svg", "gif", "pdf", "cut", "empty", "48 MP", "200 MP"],
)
def test_what_is_no_picture_of_bearable_size_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_image(content)

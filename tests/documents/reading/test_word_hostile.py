"""Files that are no Word files, or mean harm: a Vietnamese sentence, within two seconds of work and 200 MB each."""

import io
import random
import resource
import time
import zipfile
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError

from thiduakt.documents.reading import FILE_LIMIT, open_source, read_paper

from .test_real_plan import SOURCE
from .word_files import paragraph, with_columns, with_lists

PLAN = with_lists(SOURCE.read_text())
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SEED = 20261122
MUTANTS = 500


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (the same files every time)


def changed(name: str, content: bytes, file: bytes = PLAN) -> bytes:
    """The file with one part in place of its own, or more."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, content)
    return result.getvalue()


def body(xml: str) -> bytes:
    return changed("word/document.xml", f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode())


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(PLAN)) as file:
        return file.read(name)


def content_type(instead: str) -> bytes:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return changed("[Content_Types].xml", part("[Content_Types].xml").replace(word.encode(), instead.encode()))


def locked() -> bytes:
    """As a program without encryption sees a zip with a password: a flag in the headers."""
    file = bytearray(PLAN)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = file.find(signature)
        while at >= 0:
            file[at + flags] |= 1
            at = file.find(signature, at + 4)
    return bytes(file)


def zipped(parts: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return result.getvalue()


BILLION_LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
CANARY = (
    '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SPREAD = "hỏng hoặc thiếu"
REFUSED = {
    "an empty file": (lambda: b"", "Chưa có nội dung."),
    "Word 97": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "Word cũ (.doc)"),
    "encrypted by Word": (lambda: b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
    "a zip with a password": (locked, "có mật khẩu"),
    "macros": (lambda: content_type(MACRO_TYPE), "có macro (.docm)"),
    "macros under a plain name": (lambda: changed("word/vbaProject.bin", b"\x00"), "có macro (.docm)"),
    "Excel": (lambda: content_type(EXCEL_TYPE), "Đây là tệp Excel"),
    "any zip": (lambda: zipped({"a.txt": b"a"}), "Đây là tệp nén"),
    "cut in the middle": (lambda: PLAN[: len(PLAN) // 2], SPREAD),
    "only its first bytes": (lambda: b"PK\x03\x04", SPREAD),
    "too large": (lambda: PLAN + bytes(FILE_LIMIT), "lớn hơn 10 MB"),
    "a bomb of zeros": (lambda: changed("word/media/image1.bin", bytes(90 * 1024 * 1024)), "Tệp nén khác thường"),
    "a bomb of blanks": (lambda: body(" " * 50 * 1024 * 1024), "Tệp nén khác thường"),
    "a long text that is too much": (lambda: body(chance(1).randbytes(4_500_000).hex()), "Tệp nén khác thường"),
    "many parts": (lambda: zipped(dict.fromkeys(map(str, range(2_001)), b"")), "Tệp nén khác thường"),
    "many tags": (lambda: body("<w:p/>" * 400_000), "Tệp nén khác thường"),
    "entities": (lambda: changed("word/document.xml", BILLION_LAUGHS.encode()), SPREAD),
    "a file of the server": (lambda: changed("word/document.xml", CANARY.encode()), SPREAD),
    "deep": (lambda: body("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), SPREAD),
    "no XML": (lambda: changed("word/document.xml", b"\x00\x01"), SPREAD),
    "no words": (lambda: body("<w:p/>"), "Chưa có nội dung."),
    "too many words": (lambda: body(paragraph("thi đua " * 9_000)), "quá giới hạn 60.000 ký tự"),
    "a table in a table of a table": (
        lambda: body("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60),
        "Chưa có nội dung.",
    ),
}


@pytest.mark.parametrize(("make", "sentence"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_a_sentence_in_time(make, sentence):
    data = make()
    began = time.process_time()

    with pytest.raises(ValidationError) as refusal:
        open_source(data)

    assert sentence in refusal.value.messages[0]
    assert time.process_time() - began < 2


LARGE = {
    "letters of a run each": "<w:p>" + "".join(f'<w:r a="{at}"><w:t>a</w:t></w:r>' for at in range(36_000)) + "</w:p>",
    "many paragraphs": "".join(f"<w:p><w:r><w:t>Thi đua {at}</w:t></w:r></w:p>" for at in range(1_900)),
    "a wide table": "<w:tbl>" + ("<w:tr>" + f"<w:tc>{paragraph('a')}</w:tc>" * 6 + "</w:tr>") * 450 + "</w:tbl>",
    "empty items": "".join(f'<w:p a="{at}"/>' for at in range(50_000)) + paragraph("thi đua " * 20),
}


@pytest.mark.parametrize("xml", LARGE.values(), ids=LARGE)
def test_what_is_large_and_still_readable_is_read_in_time(xml):
    began = time.process_time()

    read_paper(body(xml))

    assert time.process_time() - began < 2


def test_the_sentences_do_not_say_what_a_file_of_the_server_holds():
    with pytest.raises(ValidationError) as refusal:
        open_source(changed("word/document.xml", CANARY.encode()))

    assert refusal.value.messages[0].startswith("Tệp Word bị hỏng")


def test_what_leads_out_of_the_file_is_not_followed():
    relations = part("word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="out" Type="http://x/footnotes" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
        b'<Relationship Id="up" Type="http://x/footnotes" Target="../../../../etc/hostname"/></Relationships>',
    )

    source = open_source(changed("word/_rels/document.xml.rels", relations))

    assert source.text == open_source(PLAN).text
    assert source.notes == ()


def mutants(seed: int) -> Iterator[bytes]:
    """Flipped bits, cut ends, swapped heads of the file; flipped bytes and swapped names inside its parts."""
    dice = chance(seed)
    originals = [PLAN, with_columns(SOURCE.read_text(), issuing=["A"], stating=["B"], signing=["HIỆU TRƯỞNG"])]
    names = (
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    )
    for _ in range(MUTANTS):
        data = bytearray(dice.choice(originals))
        way = dice.randrange(6)
        if way == 0:
            for _ in range(dice.randrange(1, 40)):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        elif way == 1:
            del data[dice.randrange(len(data)) :]
        elif way == 2:
            data[:4] = dice.choice([b"\xd0\xcf\x11\xe0", b"%PDF", b"PK\x05\x06", b"PK\x03\x04", bytes(4), b"<htm"])
        else:
            name = dice.choice(names)
            inner = bytearray(part(name))
            for _ in range(dice.randrange(1, 20)):
                at = dice.randrange(len(inner))
                if way == 3:
                    inner[at] = dice.randrange(256)
                elif way == 4:
                    inner[at : at + dice.randrange(80)] = b""
                else:
                    old, new = dice.choice([(b"w:p>", b"w:tbl>"), (b'w:val="1"', b'w:val="99999999"'), (b"w:r>", b"w:tc>")])
                    inner = bytearray(bytes(inner).replace(old, new, dice.randrange(1, 50)))
            data = bytearray(changed(name, bytes(inner), bytes(data)))
        yield bytes(data)


def test_five_hundred_damaged_files_are_read_or_refused_within_bounds(capsys):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = refused = slowest = 0.0

    for data in mutants(SEED):
        began = time.process_time()
        try:
            read_paper(data)
            read += 1
        except ValidationError:
            refused += 1
        slowest = max(slowest, time.process_time() - began)

    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    with capsys.disabled():
        print(f"\nseed {SEED}: {read:.0f} read, {refused:.0f} refused, slowest {slowest:.2f} s, {grown:.0f} MB more")
    assert read + refused == MUTANTS
    assert min(read, refused) > 50
    assert slowest < 2
    assert grown < 200

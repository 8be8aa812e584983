"""Chữ viết tắt."""

import re
from collections import Counter
from collections.abc import Iterator

from .rule import Spot, at, matches, rule
from .text import Surroundings, Text

# Đ is a letter of its own: its mark is part of the abbreviation.
WRONG = {
    "TDKT": "TĐKT", "HDTDKT": "HĐTĐKT", "HĐTDKT": "HĐTĐKT", "HDTĐKT": "HĐTĐKT", "HDTD": "HĐTĐ", "HĐTD": "HĐTĐ",
    "PGDDT": "PGDĐT", "PGĐĐT": "PGDĐT", "SGDDT": "SGDĐT", "SGĐĐT": "SGDĐT", "BGDDT": "BGDĐT", "BGĐĐT": "BGDĐT",
    "GDDT": "GDĐT", "GĐĐT": "GDĐT", "GD&DT": "GD&ĐT", "GĐ&ĐT": "GD&ĐT", "PGD&DT": "PGD&ĐT", "HDND": "HĐND",
    "UNBD": "UBND", "UBNĐ": "UBND", "CSTD": "CSTĐ", "CSTDCS": "CSTĐCS", "LDTT": "LĐTT", "TTLDTT": "TTLĐTT", "HDSP": "HĐSP",
}  # fmt: skip
TOKEN = re.compile(r"(?<![\w&])[A-ZĐ]+(?:&[A-ZĐ]+)?(?![\w&])|(?<=_)[A-ZĐ]{3,}")
ETH = re.compile(r"(?<!\w)\w*[Ðð]\w*")
SPELLED = re.compile(r"(?<![\w&/-])(?:GD&ĐT|GDĐT|GD-ĐT)(?![\w&])")


@rule("abbreviation", "Chữ viết tắt sai hoặc mất dấu Đ", "NĐ 30/2020/NĐ-CP, Phụ lục III.")
def wrong(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(TOKEN, text.lines):
        right = WRONG.get(match[0])
        if right and match[0] != around.office_code:
            also = f"; chỗ khác trong văn bản viết {right}" if right in text.plain else ""
            yield at(line, match, f"Viết tắt đúng là {right}{also}.", right)


@rule("eth", "Chữ Đ gõ bằng ký tự nước ngoài", "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục I.4: phông Unicode theo TCVN 6909:2001.")
def eth(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(ETH, text.lines):
        right = match[0].replace("Ð", "Đ").replace("ð", "đ")
        yield at(line, match, "Chữ Đ ở đây là một ký tự khác trông giống, tìm kiếm sẽ không thấy.", right)


@rule("abbreviation_forms", "Một cơ quan viết tắt hai kiểu")
def forms(text: Text, around: Surroundings) -> Iterator[Spot]:
    used = Counter(match[0] for _, match in matches(SPELLED, text.lines))
    if len(used) < 2:
        return
    usual = used.most_common(1)[0][0]
    for line, match in matches(SPELLED, text.lines):
        if match[0] != usual:
            yield at(line, match, f"Chỗ khác trong văn bản viết tắt là {usual}.", usual)


RULES = (wrong, eth, forms)

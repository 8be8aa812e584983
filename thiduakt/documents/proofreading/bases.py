"""Căn cứ ban hành."""

import re
from collections.abc import Iterator

from thiduakt.catalog.citing import citations

from .rule import Spot, at, matches, rule, whole
from .text import UPPER, Surroundings, Text

SOURCE = "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.6."
SHORT_DATE = re.compile(r"(?<![\d–-]\s)(?<![–-])ngày (\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.IGNORECASE)
WITHOUT_NUMBER = re.compile(
    r"(?:- )?(?:Xét|Theo (?:đề nghị|yêu cầu|sự)|Căn cứ (?:tình hình|điều kiện|kết quả|chức năng|nhu cầu))"
)
PAPER = re.compile(
    r"\b(Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Kế hoạch|Hướng dẫn|Công văn|Quy chế|Biên bản)\b",
    re.IGNORECASE,
)
HAS_DATE = re.compile(r"ngày \d{1,2}|năm (?:19|20)\d\d")
HAS_ISSUER = re.compile(r"\bcủa\b|\bliên (?:bộ|tịch)\b|\bUBND\b|\bnhà trường\b", re.IGNORECASE)
JOINED = re.compile(rf";\s+(?!Luật|Nghị|Thông tư|Quyết định|Pháp lệnh|Chỉ thị|Kế hoạch|Công văn)(?=[{UPPER}])")
RANKS = (("Hiến pháp",), ("Luật", "Bộ luật", "Pháp lệnh"), ("Nghị định",), ("Thông tư",))
RANKED = re.compile(r"(?:- )?Căn cứ (Hiến pháp|Luật|Bộ luật|Pháp lệnh|Nghị định|Thông tư)\b")


@rule("base_short_date", "Căn cứ ghi ngày viết tắt", SOURCE)
def short_date(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(SHORT_DATE, text.of("bases")):
        day, month, year = (int(part) for part in match.groups())
        right = f"{match[0][:5]}{day:02d} tháng {f'{month:02d}' if month <= 2 else month} năm {year}"
        yield at(
            line, match, "Trong căn cứ, ngày tháng năm của văn bản được ghi đầy đủ bằng chữ “ngày … tháng … năm …”.", right
        )


@rule("base_incomplete", "Căn cứ thiếu ngày hoặc cơ quan ban hành", SOURCE)
def incomplete(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in text.of("bases"):
        named = PAPER.search(line.text)
        if named is None or WITHOUT_NUMBER.match(line.text):
            continue
        lacking = [] if HAS_DATE.search(line.text) else ["ngày, tháng, năm"]
        is_named_alone = named[1].capitalize() in {"Luật", "Pháp lệnh", "Biên bản"}  # cited without issuer
        if not is_named_alone and not HAS_ISSUER.search(line.text):
            lacking.append("cơ quan ban hành")
        if lacking:
            yield whole(line, f"Căn cứ này chưa ghi {' và '.join(lacking)} của văn bản.")


@rule("base_end", "Dấu cuối dòng căn cứ", SOURCE)
def end(text: Text, around: Surroundings) -> Iterator[Spot]:
    lines = text.of("bases")
    for line in lines:
        right = "." if line is lines[-1] else ";"
        if line.text.endswith(right):
            continue
        words = line.text.rsplit(" ", 1)[-1]
        place = "Căn cứ cuối cùng kết thúc bằng dấu chấm." if right == "." else "Mỗi căn cứ kết thúc bằng dấu chấm phẩy."
        yield Spot(line, len(line.text) - len(words), len(line.text), place, f"{words.rstrip('.;,: ')}{right}")


@rule("base_joined", "Hai căn cứ trong một dòng", SOURCE)
def joined(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(JOINED, text.of("bases")):
        words = " ".join(line.text[match.end() :].split()[:3])
        reason = "Mỗi căn cứ là một dòng riêng; phần sau dấu chấm phẩy này nên tách ra."
        yield Spot(line, match.start(), match.end() + len(words), reason)


@rule("base_order", "Thứ tự căn cứ")
def order(text: Text, around: Surroundings) -> Iterator[Spot]:
    """Law before decree before circular; among the papers of superiors and the school custom differs."""
    lowest = 0
    for line in text.of("bases"):
        named = RANKED.match(line.text)
        if named is None:
            continue
        rank = next(place for place, names in enumerate(RANKS) if named[1] in names)
        if rank < lowest:
            yield at(line, named, "Văn bản có hiệu lực cao hơn xếp trước: luật, rồi nghị định, rồi thông tư.")
        lowest = max(lowest, rank)


@rule("base_law", "Căn cứ không còn hiệu lực vào ngày văn bản", "Thư viện văn bản của hệ thống.")
def law(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in text.of("bases"):
        for cited in citations(line.text):
            if reason := around.legal.get(line.text[cited.start : cited.end]):
                yield Spot(line, cited.start, cited.end, reason)


RULES = (short_date, incomplete, end, joined, order, law)

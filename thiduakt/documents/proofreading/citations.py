"""Văn bản được viện dẫn: số, ký hiệu, cơ quan ban hành."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from .rule import Spot, at, rule
from .text import Line, Surroundings, Text

SOURCE = "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.3."
CODES = {
    "Kế hoạch": "KH", "Quyết định": "QĐ", "Nghị định": "NĐ", "Thông tư": "TT", "Nghị quyết": "NQ", "Chỉ thị": "CT",
    "Tờ trình": "TTr", "Báo cáo": "BC", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr", "Biên bản": "BB",
    "Quy chế": "QC", "Phương án": "PA", "Giấy mời": "GM", "Công văn": "",
}  # fmt: skip
ISSUED_AS = set(CODES.values()) | {"TTLT", "QyĐ", "TC", "ĐA", "DA", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "PG", "PC", "PB"}
NAMES = "|".join(CODES)
CITED = re.compile(
    rf"(?:(?P<name>{NAMES})\s{{1,3}})?\bsố:?\s*(?P<notation>(?P<number>\d{{1,5}})\s*/(?:\s*(?P<year>\d{{4}})\s*/)?\s*"
    r"(?P<symbol>[A-ZĐÐ][\wÐ&]*(?:[-–/_][\w&]+|\s?[-–]\s?[A-ZĐ][A-ZĐ\d&]+(?!\w))*))",
    re.IGNORECASE,
)
DATED = r"ngày \d{1,2}(?:/\d{1,2}/\d{4}| tháng \d{1,2} năm \d{4})"
ISSUER = re.compile(rf"[^.;,]{{0,60}}?(?:{DATED})?,? của (?P<issuer>[^.;,]{{2,80}})", re.IGNORECASE)
DAY = re.compile(r"\s*(ngày (\d{1,2})(?:/(\d{1,2})/| tháng (\d{1,2}) năm )(\d{4}))")
# Who stands behind a group of letters in ký hiệu, and how the issuer then begins.
BODIES = (
    ("Phòng Giáo dục và Đào tạo", r"P?GD&?[ĐD]T|PGD", r"(?:trưởng )?phòng|pgd"),
    ("Sở Giáo dục và Đào tạo", r"SGD&?[ĐD]T|SGD", r"(?:giám đốc )?sở|sgd"),
    ("Bộ Giáo dục và Đào tạo", r"BGD&?[ĐD]T", r"(?:bộ trưởng )?bộ|bgd"),
    ("Bộ Nội vụ", r"BNV", r"(?:bộ trưởng )?bộ"),
    ("Ủy ban nhân dân", r"UBND", r"(?:chủ tịch )?(?:ubnd|[uủ][yỷ] ban nhân dân)"),
    ("Hội đồng", r"H[ĐD]T[ĐD]KT|H[ĐD]T[ĐD]|HĐND|HĐSK", r"(?:chủ tịch )?(?:hội đồng|hđ)"),
    ("Chính phủ", r"CP", r"chính phủ"),
    ("Thủ tướng Chính phủ", r"TTg", r"thủ tướng"),
    ("Quốc hội", r"QH\d{1,2}", r"quốc hội"),
)
ANY_BODY = re.compile("|".join(rf"(?:{begins})" for _, _, begins in BODIES) + r"|trường|hiệu trưởng|thành ủy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    line: Line
    match: Match[str]

    @property
    def groups(self) -> list[str]:
        """KH, PGDDT of “KH_PGDDT”."""
        return re.split(r"\s*[-–/_]\s*", self.match["symbol"])

    @property
    def after(self) -> str:
        return self.line.text[self.match.end() : self.match.end() + 160]


def citations(lines: tuple[Line, ...]) -> Iterator[Citation]:
    for line in (line for line in lines if "/" in line.text):
        for match in CITED.finditer(line.text):
            if match["symbol"][0].isupper():
                yield Citation(line, match)


def tidy(match: Match[str]) -> str:
    """The notation as the decree has it: no blanks, a slash after the number, hyphens between groups, 09 for 9."""
    notation = re.sub(r"\s*([-–/_])\s*", r"\1", match["notation"]).replace("_", "-").replace("–", "-")
    return f"0{notation}" if len(match["number"]) == 1 else notation


@rule("notation", "Số, ký hiệu viết sai cách", SOURCE)
def notation(text: Text, around: Surroundings) -> Iterator[Spot]:
    for cited in citations(text.lines):
        written, right = cited.match["notation"], tidy(cited.match)
        if written == right:
            continue
        if "_" in written:
            reason = "Giữa các nhóm chữ của ký hiệu là dấu gạch nối (-), không phải dấu gạch dưới (_)."
        elif " " in written:
            reason = "Trong số, ký hiệu không có dấu cách trước và sau dấu gạch chéo, gạch nối."
        elif len(cited.match["number"]) == 1 and written == right[1:]:
            reason = "Số nhỏ hơn 10 có số 0 phía trước."
        else:
            reason = "Giữa các nhóm chữ của ký hiệu là dấu gạch nối ngắn (-)."
        yield at(cited.line, cited.match, reason, right, "notation")


@rule("kind_code", "Ký hiệu không đúng với tên loại văn bản", "NĐ 30/2020/NĐ-CP, Phụ lục III, bảng chữ viết tắt tên loại.")
def kind_code(text: Text, around: Surroundings) -> Iterator[Spot]:
    for cited in citations(text.lines):
        first = cited.groups[0]
        name = (cited.match["name"] or "").capitalize()
        if name == "Công văn" and first == "CV":
            yield at(cited.line, cited.match, "Công văn không có chữ viết tắt tên loại trong ký hiệu.", "", "notation")
        elif name in CODES and CODES[name] and first != CODES[name] and not (name == "Thông tư" and first == "TTLT"):
            right = CODES[name]
            known = first in ISSUED_AS or first.casefold() == right.casefold() or _bare(first) == _bare(right)
            if known:
                yield at(
                    cited.line, cited.match, f"Ký hiệu của {name} bắt đầu bằng {right}, ở đây là {first}.", "", "notation"
                )


def _bare(code: str) -> str:
    return code.upper().replace("Đ", "D").replace("Ð", "D")


@rule("issuer_code", "Ký hiệu và cơ quan ban hành không khớp", SOURCE)
def issuer_code(text: Text, around: Surroundings) -> Iterator[Spot]:
    for cited in citations(text.lines):
        issuer = ISSUER.match(cited.after)
        if issuer is None or not ANY_BODY.match(issuer["issuer"]):
            continue
        for name, codes, begins in _bodies(around):
            if any(re.fullmatch(codes, group) for group in cited.groups):
                if not re.match(begins, issuer["issuer"], re.IGNORECASE):
                    named = " ".join(issuer["issuer"].split()[:6])
                    reason = f"Ký hiệu này là của {name}, nhưng câu lại ghi cơ quan ban hành là “{named}”."
                    yield at(cited.line, cited.match, reason, "", "notation")
                break


def _bodies(around: Surroundings) -> tuple[tuple[str, str, str], ...]:
    if not around.office_code:
        return BODIES
    begins = r"(?:(?:phó )?hiệu trưởng )?(?:nhà )?trường|(?:phó )?hiệu trưởng"
    return ((around.school_name or "nhà trường", re.escape(around.office_code), begins), *BODIES)


@rule("own_paper", "Ngày của văn bản trường khác với sổ đăng ký văn bản đi")
def own_paper(text: Text, around: Surroundings) -> Iterator[Spot]:
    for cited in citations(text.lines):
        day = DAY.match(cited.after)
        if day is None:
            continue
        issued = around.issued.get((f"{int(cited.match['number']):02d}/{cited.match['symbol']}", int(day[5])))
        if issued and (issued.day, issued.month) != (int(day[2]), int(day[3] or day[4])):
            reason = f"Trong sổ, văn bản này ban hành ngày {issued:%d/%m/%Y}."
            start = cited.match.end()
            yield Spot(cited.line, start + day.start(1), start + day.end(1), reason)


RULES = (notation, kind_code, issuer_code, own_paper)

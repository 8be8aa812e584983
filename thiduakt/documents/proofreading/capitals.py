"""Viết hoa theo Phụ lục II của NĐ 30/2020: only what the decree says outright."""

import re
from collections.abc import Iterator
from re import Pattern

from .rule import Spot, at, matches, rule
from .text import Surroundings, Text

DECREE = "NĐ 30/2020/NĐ-CP, Phụ lục II"
PAPERS = "kế hoạch|quyết định|nghị định|thông tư|nghị quyết|chỉ thị|tờ trình|báo cáo|thông báo|hướng dẫn|công văn|quy chế"
PEOPLE = re.compile(r"\bnhân dân\b")
# The names of bodies and titles in which it is a common part.
OF_A_NAME = tuple(
    f"{words} "
    for words in (
        "ủy ban", "uỷ ban", "hội đồng", "tòa án", "toà án", "kiểm sát", "thanh tra", "quân đội", "công an", "nhà giáo",
        "nghệ sĩ", "thầy thuốc", "vũ trang", "tín dụng", "toàn dân",
    )
)  # fmt: skip
NUMBERED_PAPER = re.compile(rf"\b({PAPERS})(?= số:? ?\d)")
LAW = re.compile(r"\b(?:luật|Luật) thi đua,? ?-? ?khen thưởng|\bluật Thi đua,? khen thưởng")
ARTICLE = re.compile(
    r"(?<=[\w,;] )(?:(?P<lower>điều|chương|mục|phần)(?= (?:\d{1,3}|[IVX]+)\b)"
    r"|(?P<upper>Điểm|Khoản)(?= (?:\d{1,3}|[a-zđ])\b))"
)
CITED_LAW = re.compile(r"\b(?:khoản|điểm|Điểm|Khoản|Luật|Nghị định|Thông tư|Quyết định|Quy chế|Điều lệ|này)\b")
COUNCIL = re.compile(r"\bhội đồng thi đua\s*[,–-]?\s*khen thưởng", re.IGNORECASE)
COUNCIL_NAME = "Hội đồng Thi đua - Khen thưởng"
STATE = re.compile(r"\bquản lý nhà nước\b")
BODY = re.compile(
    r"\b(?:(?:Sở|Phòng|Bộ|sở|phòng|bộ) (?:giáo dục|Giáo Dục|Giáo dục) (?:và|Và) (?:đào tạo|Đào Tạo|Đào tạo)"
    r"|(?:Ủy|ủy|Uỷ|uỷ) (?:ban|Ban) (?:nhân|Nhân) (?:dân|Dân)|(?:Trường|trường) Mầm Non)\b"
)
HOLIDAYS = (
    "Quốc khánh", "Giải phóng", "Nhà giáo Việt Nam", "Phụ nữ Việt Nam", "Thầy thuốc Việt Nam", "Gia đình Việt Nam",
    "Quốc tế Phụ nữ", "Quốc tế Lao động", "Quốc tế Thiếu nhi",
)  # fmt: skip
HOLIDAY = re.compile(rf"\bngày (?P<name>{'|'.join(HOLIDAYS)})\b", re.IGNORECASE)
WEEKDAY = re.compile(r"\bthứ (hai|ba|tư|năm|sáu|bảy)(?=,? ngày| \(\d|, \d)")
PROPER: tuple[tuple[Pattern[str], str, str], ...] = (
    (re.compile(r"\bthủ đô\b"), "Thủ đô", "“Thủ đô” chỉ Hà Nội viết hoa"),
    (re.compile(r"\btổ quốc\b"), "Tổ quốc", "“Tổ quốc” trong tên phong trào viết hoa"),
    (re.compile(r"\bđảng cộng sản\b|\bđảng Cộng sản\b"), "Đảng Cộng sản", "Tên Đảng Cộng sản Việt Nam viết hoa"),
    (re.compile(r"\btrung ương\b(?! (?:thần kinh))"), "Trung ương", "“Trung ương” chỉ cơ quan cấp trung ương viết hoa"),
)


@rule("proper_name", "Tên riêng không viết hoa", f"{DECREE}: tên riêng.")
def proper_name(text: Text, around: Surroundings) -> Iterator[Spot]:
    for pattern, right, reason in PROPER:
        for line, match in matches(pattern, text.prose):
            start = match.end() - len(right)
            also = f", như ở chỗ khác trong văn bản ({right})" if right in text.plain else ""
            yield Spot(line, start, match.end(), f"{reason}{also}.", right)


@rule("people", "“Nhân dân” không viết hoa", f"{DECREE}: danh từ thuộc trường hợp đặc biệt.")
def people(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(PEOPLE, text.prose):
        if not line.text[: match.start()].lower().endswith(OF_A_NAME):
            yield at(line, match, "“Nhân dân” là danh từ được viết hoa đặc biệt.", "Nhân dân")


@rule("paper_name", "Tên văn bản cụ thể không viết hoa", f"{DECREE}: tên các loại văn bản.")
def paper_name(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(NUMBERED_PAPER, text.lines):
        yield at(line, match, "Tên loại của một văn bản cụ thể viết hoa chữ đầu.", match[1].capitalize())
    for line, match in matches(LAW, text.prose):
        yield at(line, match, "Tên luật viết hoa chữ đầu của tên.", "Luật Thi đua, khen thưởng")


@rule("article", "Điểm, khoản, Điều viết hoa sai", f"{DECREE}: viện dẫn phần, chương, mục, điều, khoản, điểm.")
def article(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(ARTICLE, text.prose):
        if match["upper"]:
            yield at(line, match, "Khi viện dẫn, “điểm”, “khoản” viết thường.", match[0].lower())
        elif match[0] == "điều" or CITED_LAW.search(line.text[match.end() : match.end() + 40]):
            yield at(line, match, "Khi viện dẫn, “Điều”, “Mục”, “Chương”, “Phần” viết hoa.", match[0].capitalize())


@rule("council", "Tên Hội đồng Thi đua - Khen thưởng viết nhiều kiểu", f"{DECREE}: tên cơ quan, tổ chức.")
def council(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(COUNCIL, text.prose):
        if match[0].replace("–", "-") != COUNCIL_NAME and not match[0].isupper():
            yield at(line, match, f"Tên tổ chức viết là “{COUNCIL_NAME}”.", COUNCIL_NAME)


@rule("body_name", "Tên cơ quan viết hoa sai", f"{DECREE}: viết hoa chữ đầu của từ chỉ loại hình, chức năng.")
def body_name(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(BODY, text.prose):
        if match[0].lower().startswith(("ủy", "uỷ")):
            right = f"{match[0][:2].capitalize()} ban nhân dân"
        elif match[0].lower().startswith("trường"):
            right = f"{match[0].split()[0]} Mầm non"
        else:
            right = f"{match[0].split()[0].capitalize()} Giáo dục và Đào tạo"
        if match[0] != right:
            yield at(line, match, f"Tên cơ quan viết là “{right}”.", right)
    name = around.school_name
    if name[:1].isupper():
        for line, match in matches(re.compile(rf"\b{re.escape(name[0].lower() + name[1:])}\b"), text.prose):
            yield at(line, match, "Tên trường là tên riêng của cơ quan, viết hoa chữ đầu.", name)


@rule("state", "“Quản lý nhà nước” viết hai kiểu", f"{DECREE}: danh từ thuộc trường hợp đặc biệt.")
def state(text: Text, around: Surroundings) -> Iterator[Spot]:
    if "quản lý Nhà nước" in text.plain:
        for line, match in matches(STATE, text.prose):
            yield at(line, match, "Chỗ khác trong văn bản viết “quản lý Nhà nước”.", "quản lý Nhà nước")


@rule("holiday_name", "Tên ngày lễ, ngày thứ không viết hoa", f"{DECREE}: tên ngày lễ, ngày kỷ niệm, ngày trong tuần.")
def holiday_name(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(HOLIDAY, text.prose):
        right = next(name for name in HOLIDAYS if name.lower() == match["name"].lower())
        if match["name"][0].islower():
            yield at(line, match, f"Tên ngày lễ viết là “{right}”.", right, "name")
    for line, match in matches(WEEKDAY, text.prose):
        yield at(line, match, "Tên thứ trong tuần viết hoa: thứ Hai, thứ Tư.", match[1].capitalize(), 1)


RULES = (proper_name, people, paper_name, article, council, body_name, state, holiday_name)

"""Words that stand for one of a few: ratings, levels, kinds of merit. And the decision, often told in one cell."""

import re
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError

from thiduakt.ledger.enums import InitiativeLevel, Merit, Rating

from .cells import Cell, DoubtfulError, key, text
from .days import day

# One after the other: what is left is a handful of short words.
_RATING_WORDS = (
    (r"\b(xep loai|danh gia|chat luong|muc do|muc|loai|vien chuc|cong viec|cong tac|dat)\b", " "),
    (r"\bhoan thanh\b", "ht"),
    (r"\bxuat sac\b", "xs"),
    (r"\bnhiem vu\b", "nv"),
    (r"\btot\b", "t"),
    (r"\b(khong|chua|ko)\b", "k"),
    (r" ", ""),
)
_RATINGS = {
    Rating.EXCELLENT: {"htxsnv", "htxs", "xs", "xsnv"},
    Rating.GOOD: {"httnv", "htt", "t", "tnv", "httotnv", "httot"},
    Rating.DONE: {"htnv", "ht"},
    Rating.NOT_DONE: {"khtnv", "kht", "chtnv", "cht"},
}
_LEVELS = (
    (InitiativeLevel.NATION, r"\b(toan quoc|quoc gia|nha nuoc|trung uong|chinh phu|toan quoc)\b"),
    (InitiativeLevel.PROVINCE, r"\b(thanh pho|tp|tinh|bo|bo gd ?dt|bo giao duc)\b"),
    (InitiativeLevel.COMMUNE, r"\b(co so|quan|huyen|thi xa|phuong|xa|so|so gd ?dt|phong gd ?dt|phong giao duc)\b"),
    (InitiativeLevel.SCHOOL, r"\b(truong|nha truong|don vi|hieu truong)\b"),
)
_MERITS = {
    Merit.YEARLY: {
        "cong trang",
        "thuong xuyen",
        "cong trang va thanh tich",
        "theo cong trang",
        "tong ket nam hoc",
        "cuoi nam",
    },
    Merit.CAMPAIGN: {"chuyen de", "phong trao", "phong trao thi dua", "theo dot", "phong trao thi dua chuyen de", "hoi thi"},
    Merit.SUDDEN: {"dot xuat", "thanh tich dot xuat"},
    Merit.DEVOTION: {"cong hien", "qua trinh cong hien", "co qua trinh cong hien"},
    Merit.TENURE: {"nien han", "theo nien han"},
    Merit.FOREIGN: {"doi ngoai"},
}
_DECISION = re.compile(
    r"(?:(?:quyết định|qđ)\s*)?(?:số\s*)?[:.]?\s*"
    r"(?P<number>\d+[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?[^\W\d_][\w&.-]*|\d+)(?![\w&-])"
    r"(?:[\s,;(–-]*(?:ký\s)?(?:ngày\s|ng\.)?\s*"
    r"(?P<day>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{1,2} tháng \d{1,2} năm \d{4})\)?)?"
    r"(?:[\s,;–-]+(?P<issuer>[^\W\d_].*))?",
    re.IGNORECASE,
)


class Decision(NamedTuple):
    number: str = ""
    decided_on: date | None = None
    issuer: str = ""


def rating(cell: Cell) -> Rating | None:
    """HTXSNV, “Hoàn thành xuất sắc”, “Xuất sắc”… Ratings of another kind (Khá, Đạt, A) are refused, not guessed."""
    words = key(cell)
    if not words:
        return None
    bare = words
    for pattern, short in _RATING_WORDS:
        bare = re.sub(pattern, short, bare)
    for value, spellings in _RATINGS.items():
        if bare in spellings:
            return value
    if "han che" in words:
        raise DoubtfulError(Rating.DONE, f"“{text(cell)[:60]}” là cách xếp loại cũ: đọc là hoàn thành nhiệm vụ.")
    raise ValidationError(
        f"“{text(cell)[:40]}” không phải là xếp loại chất lượng viên chức. Thầy/cô ghi Hoàn thành xuất sắc, Hoàn thành tốt, "
        "Hoàn thành hoặc Không hoàn thành nhiệm vụ."
    )


def level(cell: Cell) -> InitiativeLevel | None:
    """Who recognised an initiative: “cấp quận”, “Phòng GD&ĐT”, “Thành phố”…"""
    words = key(cell)
    if not words:
        return None
    if words in {"nganh", "cap nganh"}:
        raise DoubtfulError(InitiativeLevel.COMMUNE, f"“{text(cell)}” đọc là cấp cơ sở (ngành giáo dục của quận, Sở).")
    bare = re.sub(r"\btp thuoc|thanh pho thuoc\b", "thi xa", words)
    for value, pattern in _LEVELS:
        if re.search(pattern, bare):
            return value
    raise ValidationError(
        f"“{text(cell)[:40]}” không rõ là cấp nào. Thầy/cô ghi cấp trường, cấp cơ sở, cấp Thành phố hoặc toàn quốc."
    )


def merit(cell: Cell) -> Merit | None:
    words = key(cell)
    if not words:
        return None
    for value, spellings in _MERITS.items():
        if words.removeprefix("khen thuong ").removeprefix("khen ") in spellings:
            return value
    raise ValidationError(
        f"“{text(cell)[:40]}” không phải là loại hình khen thưởng. Thầy/cô ghi Công trạng, Chuyên đề, Đột xuất…"
    )


def decision(cell: Cell) -> Decision:
    """“QĐ số 1234/QĐ-UBND ngày 20/7/2022 của UBND quận Long Biên” in its three parts; those not told are empty."""
    words = text(cell)
    if not words:
        return Decision()
    match = _DECISION.fullmatch(words)
    if not match or len(match["number"]) > 60:
        raise ValidationError(f"“{words[:60]}” không phải là số quyết định. Thầy/cô ghi như 123/QĐ-UBND.")
    number = re.sub(r"\s", "", match["number"])
    return Decision(number, day(match["day"]) if match["day"] else None, _without_of(match["issuer"] or ""))


def _without_of(issuer: str) -> str:
    return re.sub(r"^(của|do)\s+", "", issuer, flags=re.IGNORECASE).strip(" .,;")[:200]

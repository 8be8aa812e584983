"""Danh hiệu and hình thức in the words and abbreviations of schools: which code of the catalog they mean.

Titles have names of their own (fixtures/intake/honor_names.json). A giấy khen, bằng khen or cờ is known by who gave it, and
by whether one person or a collective received it.
"""

import json
import re
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError

from thiduakt.ledger.enums import HolderKind

from .cells import Cell, DoubtfulError, key, text

FILE = settings.BASE_DIR / "fixtures" / "intake" / "honor_names.json"
_COLLECTIVE = frozenset({HolderKind.GROUP, HolderKind.SCHOOL, HolderKind.CLASS})
_PUPILS = frozenset({HolderKind.PUPIL, HolderKind.CLASS})
_OF_COLLECTIVES = frozenset({"TTLDTT", "TTLDXS"})
_OF_BOTH = frozenset({"HCLD1", "HCLD2", "HCLD3"})
_ALSO_OF_PUPILS = frozenset({"NTVT", "SK_TD", "CDTDUT"})
_AS_COLLECTIVE = {"LDTT": "TTLDTT"}  # of a tổ or the school the lists write the short name as well
_NOISE = re.compile(
    r"\b(danh hieu|hinh thuc|dat|duoc|tang|nhan|cong nhan|thuong|don vi"
    r"|(nam hoc|nam|nh) \d{2,4}( \d{2,4})?|\d{2,4} \d{2,4})\b"
)
_NUMBER = re.compile(r"\b(số|qđ)\s*:?\s*\d.*", re.IGNORECASE)
_FORMS = {
    "GK": re.compile(r"giay khen\b|gk\b"),
    "BK": re.compile(r"bang khen\b|bk\b"),
    "CO": re.compile(r"co (thi dua|don vi|tdxs|td)\b"),
}
_ISSUER = re.compile(
    r"\b(?:(?P<TTG>thu tuong|ttg|ttcp|chinh phu)|(?P<BO>bo truong|bo)|(?P<SO>giam doc so|so)"
    r"|(?P<PHONG>truong phong|phong gd|phong giao duc|pgd)|(?P<QUAN>quan|huyen|thi xa|q)|(?P<PHUONG>phuong|xa|thi tran)"
    r"|(?P<TP>thanh pho|tp|tphn|tinh|ubnd ha noi)|(?P<HS>nguoi hoc|hoc sinh)|(?P<HT>hieu truong|truong|nha truong|ht))\b"
)
_GIVEN_BY = {"GK": {"QUAN", "PHUONG", "SO", "HT", "HS"}, "BK": {"TP", "BO", "TTG"}, "CO": {"TP", "BO", "TTG"}}
_OF_OTHERS = re.compile(
    r"\b(lien doan|ldld|cong doan|doan thanh nien|dtn|thanh doan|quan doan|huyen doan|trung uong doan|dang uy|dang bo"
    r"|quan uy|huyen uy|thanh uy|chu thap do|khuyen hoc|hoi phu nu|cuu chien binh|mttq|mat tran)\b"
)


def honor_code(cell: Cell, holder: HolderKind, issuer: str = "") -> str:
    """The code of the catalog; "" for an empty cell. `issuer`: who decided it, as told in another column."""
    words = _NOISE.sub(" ", key(_NUMBER.sub("", text(cell))).replace("chien sy", "chien si"))
    if not words.strip():
        return ""
    if _OF_OTHERS.search(f"{words} {key(issuer)}"):
        raise ValidationError(
            f"“{text(cell)[:60]}” là khen thưởng của tổ chức Đảng, đoàn thể, không ghi vào sổ này. Thầy/cô bỏ qua dòng."
        )
    for form, pattern in _FORMS.items():
        if match := pattern.match(words.strip()):
            return _form(form, words.strip()[match.end() :], key(issuer), holder, text(cell))
    return _title(_squeezed(words), holder, text(cell))


def _title(squeezed: str, holder: HolderKind, written: str) -> str:
    certain, doubtful = _names()
    code = certain.get(squeezed) or doubtful.get(squeezed)
    if code is None:
        raise ValidationError(
            f"“{written[:60]}” không có trong danh mục danh hiệu, hình thức khen thưởng. Thầy/cô ghi tên như trong danh mục."
        )
    if holder in _COLLECTIVE:
        code = _AS_COLLECTIVE.get(code, code)
    if holder in _PUPILS and code not in _ALSO_OF_PUPILS:
        raise ValidationError(f"“{written[:60]}” là danh hiệu của viên chức. Thầy/cô xem lại đối tượng của dòng này.")
    if code not in _OF_BOTH and (code in _OF_COLLECTIVES) != (holder in _COLLECTIVE):
        whose = "tập thể" if code in _OF_COLLECTIVES else "cá nhân"
        raise ValidationError(f"“{written[:60]}” là danh hiệu của {whose}. Thầy/cô xem lại đối tượng của dòng này.")
    if squeezed not in certain:
        raise DoubtfulError(code, f"“{written[:60]}” có thể là {_first_name(code)}: thầy/cô xem có đúng không.")
    return code


def _form(form: str, rest: str, issuer: str, holder: HolderKind, written: str) -> str:
    giver = _giver(rest) or _giver(issuer)
    if holder in _PUPILS and form == "GK" and giver in {"", "HT"}:
        giver = "HS"
    if not giver:
        raise ValidationError(
            f"“{written[:60]}” chưa rõ của ai. Thầy/cô ghi thêm người tặng, ví dụ Giấy khen của Chủ tịch UBND quận."
        )
    by_department = giver == "PHONG" and form == "GK"
    if by_department:
        giver = "QUAN"
    if giver not in _GIVEN_BY[form]:
        raise ValidationError(f"“{written[:60]}” không có trong danh mục: cấp này không tặng hình thức đó. Thầy/cô xem lại.")
    is_collective = holder in _COLLECTIVE
    if form == "CO":
        if not is_collective:
            raise ValidationError(f"“{written[:60]}” là danh hiệu của tập thể. Thầy/cô xem lại đối tượng của dòng này.")
        return f"CO_{giver.replace('TTG', 'CP')}"
    if re.search(r"\bca nhan\b" if is_collective else r"\btap the\b", rest):
        raise ValidationError(
            f"“{written[:60]}” không hợp với đối tượng của dòng này. Thầy/cô xem lại là cá nhân hay tập thể."
        )
    code = f"{form}_{giver}_{'TT' if is_collective else 'CN'}"
    if by_department:
        raise DoubtfulError(
            code, f"“{written[:60]}”: danh mục không có giấy khen của Phòng GD&ĐT, ghi là giấy khen của quận."
        )
    return code


def _giver(words: str) -> str:
    """Who stands first: of “UBND quận Long Biên, TP Hà Nội” the quận. Pupils told of turn the principal's into theirs."""
    found = _ISSUER.search(words)
    if not found:
        return ""
    giver = found.lastgroup or ""
    return "HS" if giver == "HT" and re.search(r"\b(nguoi hoc|hoc sinh)\b", words) else giver


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    """Code by squeezed name: the names that are certain, and those that somebody has to look at."""
    told = json.loads(FILE.read_text())
    certain, doubtful = (
        {_squeezed(_NOISE.sub(" ", key(name))): code for code, names in told[part].items() for name in names}
        for part in ("certain", "doubtful")
    )
    return certain, doubtful


@cache
def _first_name(code: str) -> str:
    told = json.loads(FILE.read_text())["certain"]
    return told[code][0]


def _squeezed(words: str) -> str:
    return words.replace(" ", "").replace("_", "")

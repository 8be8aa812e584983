"""Names of people: as lists write them, as the book keeps them, and as two of them are compared."""

import re
import unicodedata

from django.core.exceptions import ValidationError

from thiduakt.school.enums import Gender
from thiduakt.school.models.organisation import FULL_NAME
from thiduakt.vietnamese import fold, nfc

from .cells import Cell, DoubtfulError, key, limited, percent, text

LONGEST_NAME = 100
_NUMBERED = re.compile(r"^\d{1,3}\s*[.)/-]\s*")
_TITLES = re.compile(
    r"^(?:(?:đồng chí|đ/c|đ\.c\.?|ông|bà|thầy giáo|cô giáo|thầy|cô|em|cháu|ths\.?|thạc sĩ|ts\.)\s*[:.]?\s+)+", re.IGNORECASE
)
_NOTE = re.compile(r"\s*[(\[].*?[)\]]\s*|\s*\*+$|\s+-\s+(?:HT|PHT|TTCM|TPCM|GV|NV|TT|TP)$")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_FEMALE = frozenset({"nu", "female", "f", "gai", "x", "be gai", "chi", "ba", "co"})
_MALE = frozenset({"nam", "male", "m", "trai", "be trai", "anh", "ong", "thay"})
_BETWEEN = re.compile(r"\s*(?:[;\n\r+&]|,(?!\d)|\s(?:/|và|va)\s)\s*")
_SHARE = re.compile(r"^(?P<name>.*?)[\s:(\[–-]*(?P<share>\d{1,3}(?:[.,]\d+)?\s*%)[\s)\]]*$")


def person_name(cell: Cell) -> str:
    """“1. Đ/c NGUYỄN THỊ ĐÀO” is Nguyễn Thị Đào. `DoubtfulError` where something stands beside the name."""
    words = text(cell)
    if not words:
        return ""
    bare = _TITLES.sub("", _NUMBERED.sub("", words)).strip(" .,;:-")
    name = _NOTE.sub(" ", bare).strip()
    if not FULL_NAME.fullmatch(name):
        raise ValidationError(f"“{words[:60]}” không phải là họ và tên. Thầy/cô ghi đủ họ, tên đệm và tên bằng chữ.")
    name = limited(_cased(" ".join(name.split())), LONGEST_NAME)
    if _NOTE.search(bare):
        raise DoubtfulError(name, f"“{words[:60]}” có ghi chú bên cạnh tên: đọc là {name}.")
    if " " not in name:
        raise DoubtfulError(name, f"“{name}” chỉ có một chữ: thầy/cô xem đã đủ họ và tên chưa.")
    return name


def name_key(name: str) -> str:
    """Equal for names that are written alike but for capitals and the place of the tone: Hoà and Hòa, not Đào and Đảo."""
    return " ".join(map(_syllable_key, nfc(name).lower().split()))


def _syllable_key(syllable: str) -> str:
    """Its letters, then its one tone."""
    apart = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", _TONES.sub("", apart)) + "".join(_TONES.findall(apart))


def gender(cell: Cell) -> Gender | None:
    """A word, or the cross of a column Nữ."""
    words = key(cell)
    if not words:
        return None
    if words in _FEMALE or words in _MALE:
        return Gender.FEMALE if words in _FEMALE else Gender.MALE
    if words in {"0", "1"}:
        raise ValidationError(f"Giới tính ghi “{words}” không rõ là nam hay nữ. Thầy/cô ghi Nam hoặc Nữ.")
    raise ValidationError(f"“{text(cell)[:40]}” không phải là giới tính. Thầy/cô ghi Nam hoặc Nữ.")


def likely_gender(name: str) -> Gender | None:
    """What the middle name says: Thị or Văn; None where it says nothing."""
    middle = {fold(word) for word in name.split()[1:-1]}
    if middle & {"thi", "van"} in ({"thi"}, {"van"}):
        return Gender.FEMALE if "thi" in middle else Gender.MALE
    return None


def authors(cell: Cell) -> list[tuple[str, int]]:
    """“Nguyễn Thị An (60%), Trần Văn Ba (40%)” with shares that make 100. `DoubtfulError` where none is told: equal ones."""
    if cell is None or not text(cell):
        return []
    parts = [part for part in _BETWEEN.split(str(cell).strip()) if part.strip(" .,")]
    doubts: list[str] = []
    told = [_author(part, doubts) for part in parts]
    shares = [share for _, share in told if share is not None]
    names = [name for name, _ in told]
    if len({name_key(name) for name in names}) < len(names):
        raise ValidationError("Một tác giả được ghi hai lần. Thầy/cô xem lại ô tác giả.")
    if len(shares) == len(told):
        if sum(shares) != 100:
            raise ValidationError(f"Tỷ lệ đóng góp của các tác giả cộng lại là {sum(shares)} %, phải bằng 100 %.")
        return _undoubted(list(zip(names, shares, strict=True)), doubts)
    if shares:
        raise ValidationError("Có tác giả ghi tỷ lệ đóng góp, có tác giả không. Thầy/cô ghi đủ, cộng lại bằng 100 %.")
    if len(names) == 1:
        return _undoubted([(names[0], 100)], doubts)
    each, rest = divmod(100, len(names))
    equal = [(name, each + (place < rest)) for place, name in enumerate(names)]
    raise DoubtfulError(equal, " ".join([*doubts, "Không ghi tỷ lệ đóng góp: chia đều cho các tác giả."]))


def _author(part: str, doubts: list[str]) -> tuple[str, int | None]:
    """Name and share; what is doubtful about the name joins `doubts`."""
    match = _SHARE.match(text(part))
    try:
        name = person_name(match["name"] if match else part)
    except DoubtfulError as doubt:
        name = doubt.value
        doubts += doubt.messages
    return name, percent(match["share"]) if match else None


def _undoubted(told: list[tuple[str, int]], doubts: list[str]) -> list[tuple[str, int]]:
    if doubts:
        raise DoubtfulError(told, " ".join(doubts))
    return told


def _cased(name: str) -> str:
    """A name in capitals or without any gets its own: H’HEN NIÊ is H’Hen Niê. What has both is as it was meant."""
    if not (name.isupper() or name.islower()):
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1].upper() + word[0][1:].lower(), name)

"""Âm tiết tiếng Việt: which strings of letters can be a syllable at all."""

import unicodedata
from functools import lru_cache

ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx")
RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê
    êch êm ên ênh êp êt êu êng êc i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ic ing o oa oac oach oai
    oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot oăp ô ôc ôi
    ôm ôn ông ôp ôt ôôc ôông ơ ơi ơm ơn ơp ơt ơc ơng u ua uân uâng uât uây uc uê uêch uênh uên uôc uôi uôm uôn uông
    uôp uôt uơ uơn ui um un ung up ut uy uya uych uyên uyêt uynh uyn uyp uyt uyu uêu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm
    ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu yêc
    """.split()  # noqa: SIM905  (a list of words reads as words)
)
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
STOPS = ("c", "ch", "p", "t")
SHARP = {"\u0301", "\u0323"}  # a stop takes sắc or nặng only


def split_tone(word: str) -> tuple[str, str]:
    """The letters without their tone mark, and the mark."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tone = "".join(mark for mark in decomposed if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES)), tone


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    letters, tone = split_tone(word)
    if len(tone) > 1:
        return False
    return any(_fits(onset, letters[len(onset) :], tone) for onset in (*ONSETS, "") if letters.startswith(onset))


def _fits(onset: str, rime: str, tone: str) -> bool:
    if onset == "gi" and not rime:
        rime = "i"
    if onset == "qu":
        rime = rime if rime in RIMES else f"u{rime}"
    if rime not in RIMES:
        return False
    if rime.endswith(STOPS) and not rime.endswith(("nh", "ng")) and tone not in SHARP:
        return False
    front = rime[0] in "eêiy"
    if onset in {"ngh", "gh", "k"}:
        return front or (onset == "k" and rime[0] in "ao")
    return not (onset in {"ng", "g", "c"} and front and not (onset == "g" and rime[0] == "i"))

"""What somebody hostile would type: scripts for every text field, and texts of no sense for the printer."""

import random
from itertools import product

from tests.documents.test_richtext import VECTORS

BEFORE = ("", '">', "'>", "</textarea></title>")
XSS = [f"{before}{vector}".replace("\x00", "") for before, vector in product(BEFORE, VECTORS)]  # 51 x 4
TOO_DEEP = "<ul><li>" * 80 + "x" + "</li></ul>" * 80
TOO_LONG = "<p>Thi đua, khen thưởng.</p>" * 190_000  # 5 MB

WORDS = (
    *[
        "Nhà",
        "trường",
        "phát",
        "động",
        "phong",
        "trào",
        "thi",
        "đua",
        "dạy",
        "tốt",
        "học",
        "tốt",
        "giữ",
        "vững",
        "danh",
        "hiệu",
        "tập",
        "thể",
        "lao",
        "động",
        "xuất",
        "sắc",
    ],
    *("“Hai", "không”", "Đỗ", "Thị", "Đào", "&", "<b>", "a<b", "2022-2023", "…", "–", "50%", "{{7*7}}", "01/KH-MNGB;"),
)


def rich_text(seed: int) -> str:
    """Some page of the closed schema, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  (texts, not secrets)
    return "".join(_block(chance, depth=0) for _ in range(chance.randint(1, 25)))


def _block(chance: random.Random, depth: int) -> str:
    kind = chance.choice(("p", "p", "p", "h2", "h3", "h4", "ul", "ol", "table") if not depth else ("p", "ul", "ol"))
    if kind in {"ul", "ol"} and depth < 5:
        items = "".join(f"<li><p>{_words(chance)}</p>{_inner_list(chance, depth)}</li>" for _ in range(chance.randint(1, 4)))
        return f"<{kind}>{items}</{kind}>"
    if kind == "table":
        width = chance.randint(1, 5)
        row = lambda: "".join(f"<td><p>{_words(chance, 6)}</p></td>" for _ in range(width))  # noqa: E731
        return f"<table><tbody>{''.join(f'<tr>{row()}</tr>' for _ in range(chance.randint(1, 6)))}</tbody></table>"
    tag = kind if kind in {"h2", "h3", "h4"} else "p"
    return f"<{tag}>{_words(chance)}</{tag}>"


def _inner_list(chance: random.Random, depth: int) -> str:
    return _block(chance, depth + 1) if chance.random() < 0.3 and depth < 4 else ""


def _words(chance: random.Random, most: int = 60) -> str:
    words = [chance.choice(WORDS).replace("&", "&amp;").replace("<", "&lt;") for _ in range(chance.randint(1, most))]
    place = chance.randrange(len(words))
    tag = chance.choice(("strong", "em", "u", "sub", "sup"))
    words[place] = f"<{tag}>{words[place]}</{tag}>"
    return " ".join(words)

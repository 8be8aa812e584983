"""Which passwords will do: long, and not what somebody would try first at a school. No rule about kinds of letters."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from thiduakt.vietnamese import fold

SHORTEST = 12
LONGEST = 200
NEW_LETTERS = 6  # what must be left of a password without the words that everybody would guess
WORDS = (
    "matkhau", "password", "dangnhap", "taikhoan", "hieutruong", "phohieutruong", "giaovien", "quantri", "vanthu", "admin",
    "truongmamnon", "truongtieuhoc", "truongtrunghoc", "truonghoc", "mamnon", "maugiao", "tieuhoc", "trunghoc", "nhatruong",
    "truong", "thiduakhenthuong", "thidua", "khenthuong", "vietnam", "hanoi", "xinchao", "iloveyou", "anhyeuem", "emyeuanh",
    "qwertyuiop", "asdfghjkl", "qwerty", "asdf",
)  # fmt: skip
RUNS = (
    "01234567890",
    "09876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiopasdfghjklzxcvbnm",
)
SHORTEST_RUN = 4


class Length:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                f"Mật khẩu cần ít nhất {SHORTEST} ký tự. Một câu ngắn dễ nhớ, có dấu cách, là mật khẩu tốt."
            )
        if len(password) > LONGEST:
            raise ValidationError(f"Mật khẩu dài tối đa {LONGEST} ký tự.")

    def get_help_text(self) -> str:
        return f"Ít nhất {SHORTEST} ký tự."


class Common(CommonPasswordValidator):
    """The list of twenty thousand that comes with Django."""

    def get_error_message(self) -> str:
        return "Mật khẩu này quá phổ biến, ai cũng đoán được. Thầy/cô đặt một câu của riêng mình."


class Guessable:
    """Made of a school's words, the person's or the school's name, years and keys that lie in a row."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = re.sub(r"[\W_]", "", fold(password))
        left = typed
        for word in sorted({*WORDS, *_names(user)}, key=len, reverse=True):
            left = left.replace(word, " ")
        left = re.sub(r"(19|20)\d\d", " ", left)
        left = _without_runs(left)
        if len(set(left) - {" "}) < NEW_LETTERS and len(left.replace(" ", "")) < 2 * NEW_LETTERS:
            raise ValidationError(
                "Mật khẩu này dễ đoán: chỉ gồm tên người, tên trường, từ hay dùng, năm hoặc các phím liền nhau. "
                "Thầy/cô thêm vài từ mà người khác không nghĩ tới."
            )

    def get_help_text(self) -> str:
        return "Không chỉ gồm tên người, tên trường, từ hay dùng, năm hoặc các phím liền nhau."


def _names(user: Any) -> set[str]:
    """What the person and the school are called, whole and word by word."""
    if user is None:
        return set()
    told = [user.username, str(user), str(user.school), user.school.code]
    folded = [re.sub(r"[^a-z0-9 ]", " ", fold(name)).split() for name in told]
    return {word for words in folded for word in ("".join(words), *words) if len(word) > 1}


def _without_runs(text: str) -> str:
    """Without 1234, abcd, qwer and aaaa."""
    text = re.sub(r"(.)\1{2,}", " ", text)
    pieces = {run[start : start + SHORTEST_RUN] for run in RUNS for start in range(len(run) - SHORTEST_RUN + 1)}
    covered = [False] * len(text)
    for start in range(len(text) - SHORTEST_RUN + 1):
        if text[start : start + SHORTEST_RUN] in pieces:
            covered[start : start + SHORTEST_RUN] = [True] * SHORTEST_RUN
    return "".join(" " if hidden else letter for letter, hidden in zip(text, covered, strict=True))

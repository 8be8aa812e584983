"""Dấu câu, dấu ngoặc, khoảng trắng."""

import re
from collections.abc import Iterator

from .rule import Spot, at, matches, rule
from .text import LOWER, UPPER, Line, Surroundings, Text

CURLY, STRAIGHT = re.compile(r"[“”]"), re.compile(r'"')
BRACKET = re.compile(r"(?:(?:^|(?<=[\s;,:(]))[\wđ]{1,2})?\)|\(")  # "a)", "1)" inside a sentence are labels, no brackets
INSIDE = re.compile(r"[“(\[]\s+(?=\S)|(?<=\S)\s+[”)\]]")
BEFORE = re.compile(r"(?<=[\w”)%])\s+(?:[,;:!?]|\.(?![.\d]))")
AFTER = re.compile(rf"(?<=[{LOWER}])(?:[,;:!?](?=[{LOWER}{UPPER}])|\.(?=[{UPPER}][{LOWER}]))")
DOUBLED = re.compile(r"(?<![.…])(?:\.\.|\.{4,}|…\.+|\.+…|……+)(?![.…])|[,;:!?]{2,}|[,;:]\.(?!\.)|(?<![.…v/])\.[,;:]")
ONE_SIDED = re.compile(rf"(?<=[{LOWER}{UPPER}\d])(?:[-–] +|(?<! ) +[-–])(?=[{LOWER}{UPPER}\d])")
SENTENCE = re.compile(rf"(?<=[{LOWER}]{{2}})\.\s+([{LOWER}]{{2,}})")
SHORT_FORMS = ("tr", "vv", "th", "ths", "tp", "gv", "hs")
END = "./."


@rule("quotes", "Dấu ngoặc kép mở mà không đóng, hoặc đóng mà không mở")
def quotes(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in text.lines:
        opened = None
        for mark in CURLY.finditer(line.text):
            if mark[0] == "“" and opened:
                yield at(line, opened, "Dấu ngoặc kép mở ở đây không có dấu đóng.")
            if mark[0] == "”" and not opened:
                yield at(line, mark, "Dấu ngoặc kép đóng ở đây không có dấu mở.")
            opened = mark if mark[0] == "“" else None
        if opened:
            yield at(line, opened, "Dấu ngoặc kép mở ở đây không có dấu đóng.")
        straight = list(STRAIGHT.finditer(line.text))
        if len(straight) % 2:
            yield at(line, straight[-1], "Số dấu ngoặc kép trong đoạn này là số lẻ: thiếu một dấu mở hoặc đóng.")


@rule("quote_style", "Hai kiểu dấu ngoặc kép trong một văn bản")
def quote_style(text: Text, around: Surroundings) -> Iterator[Spot]:
    if not CURLY.search(text.plain):
        return
    for line, mark in matches(STRAIGHT, text.lines):
        yield at(line, mark, "Văn bản dùng ngoặc kép cong “ ”, ở đây lại là ngoặc kép thẳng.")
        return


@rule("brackets", "Dấu ngoặc đơn không đủ cặp")
def brackets(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in text.lines:
        opened = []
        for mark in BRACKET.finditer(line.text):
            if mark[0] == "(":
                opened.append(mark)
            elif opened:
                opened.pop()
            elif mark[0] == ")":
                yield at(line, mark, "Dấu ngoặc đơn đóng ở đây không có dấu mở.")
        for mark in opened:
            yield at(line, mark, "Dấu ngoặc đơn mở ở đây không có dấu đóng.")


@rule("blank_inside", "Dấu cách thừa ngay trong dấu ngoặc")
def blank_inside(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(INSIDE, text.lines):
        yield at(line, match, "Giữa dấu ngoặc và chữ bên trong không có dấu cách.", match[0].strip())


@rule("blank_before", "Dấu cách trước dấu câu")
def blank_before(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(BEFORE, text.lines):
        yield at(line, match, "Dấu câu viết liền chữ đứng trước.", match[0].strip())


@rule("blank_after", "Thiếu dấu cách sau dấu câu")
def blank_after(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(AFTER, text.lines):
        yield at(line, match, "Sau dấu câu cần một dấu cách.", f"{match[0]} ")


@rule("doubled", "Dấu câu lặp hoặc chồng nhau")
def doubled(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(DOUBLED, text.lines):
        marks = match[0]
        if set(marks) <= {".", "…"}:
            reason = "Dấu chấm lửng có ba chấm; chỗ để điền thì cần điền."
            yield at(line, match, reason, "..." if 3 < len(marks) < 10 else "")
        else:
            yield at(line, match, f"Hai dấu câu “{marks}” đứng liền nhau.")


@rule("dash", "Dấu gạch nối có dấu cách ở một bên")
def dash(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(ONE_SIDED, text.lines):
        reason = "Dấu gạch nối giữa hai vế có dấu cách cả hai bên: “Thi đua - Khen thưởng”."
        yield at(line, match, reason, f" {match[0].strip()} ")


@rule("sentence", "Đầu câu không viết hoa", "NĐ 30/2020/NĐ-CP, Phụ lục II, Mục I: viết hoa vì phép đặt câu.")
def sentence(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(SENTENCE, text.prose):
        before = line.text[: match.start()].rsplit(" ", 1)[-1].lower()
        if before not in SHORT_FORMS and not before.endswith("v.v"):
            yield at(line, match, "Sau dấu chấm hết câu phải viết hoa.", f". {match[1].capitalize()}")


@rule("end_mark", "Cuối nội dung thiếu dấu “./.”", "NĐ 30/2020/NĐ-CP, Phụ lục III, các mẫu văn bản hành chính.")
def end_mark(text: Text, around: Surroundings) -> Iterator[Spot]:
    """Not behind what is still to be filled in, nor in the last cell of a table."""
    if text.body and not any(END in line.text for line in text.body[-3:]):
        last = text.body[-1]
        if not last.in_table and not last.text.rstrip(" .;").endswith("]"):
            yield _end(last)


def _end(line: Line) -> Spot:
    stripped = line.text.rstrip(" .;")
    reason = "Nội dung của văn bản kết thúc bằng dấu “./.”."
    return Spot(line, max(0, line.text.rfind(" ") + 1), len(line.text), reason, f"{stripped.rsplit(' ', 1)[-1]}./.")


RULES = (
    quotes, quote_style, brackets, blank_inside, blank_before, blank_after, doubled, dash, sentence, end_mark,
)  # fmt: skip

"""Đề mục, chỗ còn để trống, chỗ nhắc tới phần khác."""

import re
from collections.abc import Iterator

from .rule import Spot, at, matches, rule
from .text import LOWER, Surroundings, Text

SOURCE = "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.6."
COLON = re.compile(r":\s*$")
LOWER_START = re.compile(rf"^[{LOWER}]\w*")
PLACEHOLDER = re.compile(
    r"\[[^\]\[]{0,80}(?:BỔ SUNG|ĐIỀN|TÊN|SỐ|NGÀY)[^\]\[]{0,80}\]|\{\{[^{}]{0,80}\}\}"
    r"|(?<!\w)(?:xxx+|XXX+|None|TODO)(?!\w)|_{3,}|\ufffd"
)
OWN_ARTICLE = re.compile(
    r"(?:^Như |có tên tại |nêu tại |quy định tại |tại )Điều (\d{1,3})"
    r"(?=[;.,]?$|\s*(?:(?:của )?(?:Quyết định|Quy chế) này|chịu|có trách))"
)
NAME_AGAIN = "Tên loại đã in ở trên trích yếu, trích yếu không viết lại."
AS_ABOVE = re.compile(r"^(?:- )?Như trên")


@rule("heading_end", "Đề mục có dấu hai chấm ở cuối", SOURCE)
def heading_end(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(COLON, [line for line in text.body if line.is_heading]):
        start = line.text.rfind(" ", 0, match.start()) + 1
        reason = "Đề mục không có dấu hai chấm ở cuối, như các mẫu của nghị định."
        yield Spot(line, start, len(line.text), reason, line.text[start : match.start()])


@rule("heading_start", "Đề mục không viết hoa chữ đầu", "NĐ 30/2020/NĐ-CP, Phụ lục II, Mục I.")
def heading_start(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in text.body:
        if line.is_heading and (match := LOWER_START.search(line.text)):
            yield at(line, match, "Chữ đầu của đề mục viết hoa.", match[0].capitalize())


@rule("placeholder", "Chỗ còn để trống hoặc chữ không đọc được")
def placeholder(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line, match in matches(PLACEHOLDER, text.lines):
        yield at(line, match, "Chỗ này chưa được điền, hoặc chữ ở đây đã hỏng.")


@rule("name_again", "Tên loại viết lại trong trích yếu", "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.5.")
def name_again(text: Text, around: Surroundings) -> Iterator[Spot]:
    for line in text.of("subject")[:1]:
        if text.kind and (typed := text.kind.named_in(line.text)):
            yield Spot(line, 0, len(typed.rstrip()), NAME_AGAIN)


@rule("reference", "Nhắc tới một Điều hoặc phần không có", SOURCE)
def reference(text: Text, around: Surroundings) -> Iterator[Spot]:
    articles = {int(match[1]) for line in text.body if (match := re.match(r"Điều (\d{1,3})\b", line.text))}
    for line, match in matches(OWN_ARTICLE, text.of("body", "recipients")):
        if int(match[1]) not in articles and (articles or line.field == "recipients"):
            last = f"chỉ có đến Điều {max(articles)}" if articles else "không có Điều nào"
            yield at(line, match, f"Văn bản {last}, không có Điều {match[1]}.")
    if not text.of("addressees"):
        for line, match in matches(AS_ABOVE, text.of("recipients")):
            yield at(line, match, "“Như trên” chỉ dùng khi văn bản có phần Kính gửi.")


RULES = (heading_end, heading_start, placeholder, name_again, reference)

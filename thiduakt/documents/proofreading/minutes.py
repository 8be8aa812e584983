"""Biên bản: what the sample of the decree has every record of a meeting say."""

import re
from collections.abc import Iterator

from thiduakt.documents.kinds import Kind

from .rule import Spot, rule, whole
from .text import Surroundings, Text

LABELS = {
    "thời gian bắt đầu": r"thời gian",
    "địa điểm": r"địa điểm",
    "thành phần tham dự": r"thành phần|ban kiểm phiếu gồm",
    "chủ trì (chủ tọa)": r"chủ trì|chủ tọa|chủ toạ|trưởng ban",
    "thư ký (người ghi biên bản)": r"thư ký",
    "cuộc họp kết thúc lúc nào": r"kết thúc|thông qua",
}


@rule("minutes_label", "Biên bản thiếu mục của mẫu", "NĐ 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9.")
def minutes_label(text: Text, around: Surroundings) -> Iterator[Spot]:
    if text.kind is not Kind.MINUTES or not text.body:
        return
    missing = [label for label, words in LABELS.items() if not re.search(words, text.plain, re.IGNORECASE)]
    if missing:
        yield whole(text.body[0], f"Biên bản chưa ghi: {', '.join(missing)}.")


RULES = (minutes_label,)

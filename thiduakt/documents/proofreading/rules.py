"""Máy soát những gì: every rule, by family, in the order the screens show them."""

from dataclasses import dataclass

from . import (
    abbreviations,
    bases,
    capitals,
    citations,
    dates,
    duties,
    headings,
    minutes,
    numbering,
    people,
    punctuation,
    spelling,
    years,
)
from .rule import Rule


@dataclass(frozen=True, slots=True)
class Family:
    title: str
    rules: tuple[Rule, ...]


FAMILIES = (
    Family("Ngày tháng, ngày lễ", dates.RULES),
    Family("Năm và năm học", years.RULES),
    Family("Căn cứ ban hành", bases.RULES),
    Family("Số, ký hiệu của văn bản được viện dẫn", citations.RULES),
    Family("Người, chức vụ, tổ", people.RULES),
    Family("Chỉ tiêu, phân công, nơi nhận", duties.RULES),
    Family("Đề mục, đánh số", (*headings.RULES, *numbering.RULES)),
    Family("Biên bản", minutes.RULES),
    Family("Chính tả", spelling.RULES),
    Family("Chữ viết tắt", abbreviations.RULES),
    Family("Viết hoa", capitals.RULES),
    Family("Dấu câu", punctuation.RULES),
)

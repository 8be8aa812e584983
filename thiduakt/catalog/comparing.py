"""A proposed row beside the one that counts now: each part as it is, as it would be, and which lines come and go."""

from collections.abc import Mapping
from dataclasses import dataclass

from .choices import CHOICES
from .dating import same_key
from .enums import RuleFamily
from .honors import honor_names
from .models import Honor, Rule
from .telling import Part, against, ground_lines, honor_parts, level_label, rule_lines, subject_label


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    changes: bool  # comes with the new row, or goes with the old one


@dataclass(frozen=True, slots=True)
class Compared:
    part: Part
    before: tuple[Line, ...]
    after: tuple[Line, ...]


def compared(row: Honor | Rule) -> list[Compared]:
    """Of what is new nothing is marked: there is nothing to hold it against."""
    names = honor_names(row.school_id) if isinstance(row, Honor) else {}
    before = counted_before(row)
    held = _told(before, names) if before else []
    said = {part.key: part.lines for part in held}
    return [
        Compared(part, _lines(said.get(part.key, ()), part.lines), _lines(part.lines, said.get(part.key, part.lines)))
        for part in against(_told(row, names), held)
    ]


def _lines(lines: tuple[str, ...], others: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(Line(text, text not in others) for text in lines)


def counted_before(row: Honor | Rule) -> Honor | Rule | None:
    """What counts on the day on which the new row would begin to count."""
    if isinstance(row, Honor) and row.regime:
        reach = [row.regime_id, row.regime.runs_on_id]
        honors = Honor.objects.standing(row.school_id, row.valid_from).exclude(pk=row.pk)
        return honors.filter(code=row.code, regime__in=[pk for pk in reach if pk], is_enabled=True).last()
    rules = type(row).objects.standing(row.school_id, row.valid_from).exclude(pk=row.pk)
    return rules.filter(**same_key(row)).last()


def _told(row: Honor | Rule, names: Mapping[str, str]) -> list[Part]:
    if isinstance(row, Honor):
        parts = honor_parts(row, names)
        sure = [f"{part.label}: {part.confidence_label}." for part in parts if part.confidence]
        grounds = Part("grounds", "Điều, khoản của từng điều kiện", tuple(ground_lines(row)))
        return [_what_it_is(row), *parts, grounds, Part("sure", "Mức đối chiếu từng phần", tuple(sure))]
    if row.family == RuleFamily.CHOICE:
        choice = CHOICES.get(row.key)
        lines = [choice.options.get(row.values["value"], "")] if choice else []
        return [Part("value", "Trường chọn", tuple(lines))]
    told = [("lines", "Nội dung", tuple(rule_lines(row))), ("basis", "Căn cứ", tuple(row.basis.splitlines()))]
    return [Part(key, label, lines) for key, label, lines in told]


def _what_it_is(row: Honor) -> Part:
    kind = f"{row.get_kind_display().capitalize()}, tặng cho {subject_label(row)}, cấp {level_label(row)}."
    return Part("what", "Là gì", (kind, f"Mã: {row.code}."))

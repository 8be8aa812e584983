"""What a condition asks with, in words, beside the law's own sentence: whoever approves a row reads both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

RATINGS = {"HTXS": "hoàn thành xuất sắc", "HTT": "hoàn thành tốt", "HT": "hoàn thành", "KHT": "không hoàn thành"}
NUMBERS = {
    "at_least": "Ít nhất", "more_than": "Phải vượt quá", "times": "Số lần, số năm liên tục", "count": "Số lượng",
    "years": "Số năm",
}  # fmt: skip
UNITS = {"service_months": " tháng", "share": "% số cá nhân", "members_with_title": " người"}
DISCIPLINES = {
    "khien_trach": "khiển trách", "canh_cao": "cảnh cáo", "ha_bac_luong": "hạ bậc lương", "giang_chuc": "giáng chức",
    "cach_chuc": "cách chức", "buoc_thoi_viec": "buộc thôi việc",
}  # fmt: skip
LEVELS = {"co_so": "cơ sở", "tinh": "tỉnh, Bộ", "toan_quoc": "toàn quốc"}
PICKED = {
    "from": ("Kỷ luật từ mức", DISCIPLINES), "level": ("Cấp công nhận sáng kiến", LEVELS),
    "rating": ("Xếp loại được đếm", RATINGS),
}  # fmt: skip
HONORS = {"code": "Danh hiệu, hình thức", "codes": "Danh hiệu, hình thức", "titles": "Danh hiệu được đếm sau đó"}
MODES = {"all_of": "Tất cả các điều kiện", "any_of": "Một trong các điều kiện"}
FOR = {"individual": "cá nhân", "collective": "tập thể"}


@dataclass(frozen=True, slots=True)
class Question:
    """A kind of condition as a form offers it: what it is called, and what it asks with."""

    test: str
    label: str
    options: tuple[str, ...] = ()


OF_THE_YEAR, OF_YEARS, OF_COLLECTIVES, OF_PEOPLE = "Của năm xét", "Của nhiều năm", "Của tập thể", "Do hội đồng xem"
GROUP = "group"
OFFERED: Mapping[str, Mapping[str, Question]] = {
    OF_THE_YEAR: {
        "rating": Question("rating", "Xếp loại của năm", ("among",)),
        "registered": Question("registered", "Đăng ký thi đua"),
        "service_months": Question("service_months", "Thời gian công tác", ("at_least",)),
        "no_discipline": Question("no_discipline", "Không bị kỷ luật trong năm", ("from",)),
        "discipline_over": Question("discipline_over", "Đã hết thời hạn kỷ luật"),
        "no_investigation": Question("no_investigation", "Không có việc đang xác minh"),
        "title": Question("title", "Danh hiệu của cùng năm", ("codes",)),
        "meets": Question("meets", "Đạt tiêu chuẩn của danh hiệu khác", ("code",)),
        "initiative": Question("initiative", "Sáng kiến của năm", ("level",)),
    },
    OF_YEARS: {
        "run_of_titles": Question("run_of_titles", "Danh hiệu nhiều năm liên tục", ("codes", "times")),
        "run_of_ratings": Question("run_of_ratings", "Xếp loại nhiều năm liên tục", ("among", "times")),
        "initiatives_over": Question("initiatives_over", "Sáng kiến của nhiều năm", ("level", "count", "years")),
        "after_honor": Question("after_honor", "Thời gian sau khi được khen", ("codes", "years", "among")),
        "titles_after": Question("count_after_honor", "Danh hiệu sau khi được khen", ("codes", "titles", "count")),
        "ratings_after": Question("count_after_honor", "Xếp loại sau khi được khen", ("codes", "rating", "count")),
        "once": Question("once", "Chỉ tặng một lần"),
    },
    OF_COLLECTIVES: {
        "share": Question("share", "Tỷ lệ cá nhân đạt Lao động tiên tiến", ("at_least",)),
        "share_over": Question("share", "Tỷ lệ cá nhân đạt Lao động tiên tiến (phải vượt quá)", ("more_than",)),
        "all_completed": Question("all_completed", "Mọi cá nhân hoàn thành nhiệm vụ"),
        "members_with_title": Question("members_with_title", "Số cá nhân đạt Chiến sĩ thi đua cơ sở", ("at_least",)),
        "no_member_disciplined": Question("no_member_disciplined", "Không có thành viên bị kỷ luật", ("from",)),
    },
    OF_PEOPLE: {"judged": Question("judged", "Hội đồng nhận xét")},
    "Nhóm": {GROUP: Question("", "Nhóm điều kiện: đạt tất cả, hoặc một trong", ("mode",))},
}
KINDS = {kind: question for questions in OFFERED.values() for kind, question in questions.items()}


def kind_of(condition: Mapping[str, Any]) -> str:
    """Under which name of `KINDS` a condition is offered; "" for a question that no form knows."""
    if condition["test"] in MODES:
        return GROUP
    fitting = (kind for kind, one in KINDS.items() if one.test == condition["test"] and set(one.options) <= set(condition))
    return next(fitting, "")


def parts_of(condition: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The condition and those it is made of, each with its place: `0`, `0-1`."""
    yield path, condition
    for place, part in enumerate(condition.get("of", ())):
        yield from parts_of(part, f"{path}-{place}")


def number_label(test: str, name: str) -> str:
    """An initiative is looked for in the year of the review and in so many before it."""
    return "Tính thêm số năm trước" if (test, name) == ("initiatives_over", "years") else NUMBERS[name]


def asked_lines(condition: dict[str, Any], names: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """What the program asks for this condition: `Thời gian công tác: ít nhất 6 tháng.` The parts of a group follow it.

    `names`: of honors, by code.
    """
    begun = "– " * depth
    whose = f" (xét {FOR[condition['for']]})" if condition.get("for") in FOR else ""
    if condition["test"] in MODES:
        yield f"{begun}{MODES[condition['test']]} sau{whose}:"
        for part in condition.get("of", ()):
            yield from asked_lines(part, names, depth + 1)
    elif question := KINDS.get(kind_of(condition)):
        label = question.label.partition(" (")[0]
        told = ", ".join(_thresholds(condition, names))
        yield f"{begun}{label}{whose}: {told}." if told else f"{begun}{label}{whose}."


def sense(condition: dict[str, Any], names: Mapping[str, str]) -> tuple[Any, ...]:
    """What two conditions that ask the same have in common, in whatever order their parts stand."""
    first = next(asked_lines(condition, names), condition["test"])
    return first, *sorted((sense(part, names) for part in condition.get("of", ())), key=repr)


def _thresholds(part: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for name in KINDS[kind_of(part)].options:
        value = part[name]
        if name in NUMBERS:
            said = f"{number_label(part['test'], name).lower()} {value}{UNITS.get(part['test'], '')}"
            yield said.replace(".", ",")
        elif name in PICKED:
            label, words = PICKED[name]
            yield f"{label.lower()} {words.get(value, value)}"
        elif name == "among":
            yield " hoặc ".join(word for code, word in RATINGS.items() if code in value)
        else:
            codes = [value] if isinstance(value, str) else value
            counted = "đếm " if name == "titles" else ""
            yield counted + " hoặc ".join(names.get(code, code) for code in codes)

"""What a condition asks with, in words, beside the law's own sentence: whoever approves a row reads both."""

from collections.abc import Iterator, Mapping
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
PICKED = {"from": ("Kỷ luật từ mức", DISCIPLINES), "level": ("Cấp công nhận sáng kiến", LEVELS)}
QUESTIONS = {
    "rating": "Xếp loại của năm", "registered": "Đăng ký thi đua", "service_months": "Thời gian công tác",
    "no_discipline": "Không bị kỷ luật trong năm", "discipline_over": "Đã hết thời hạn kỷ luật",
    "no_investigation": "Không có việc đang xác minh", "title": "Danh hiệu của cùng năm",
    "meets": "Đạt tiêu chuẩn của danh hiệu khác", "initiative": "Sáng kiến của năm",
    "run_of_titles": "Danh hiệu nhiều năm liên tục", "run_of_ratings": "Xếp loại nhiều năm liên tục",
    "initiatives_over": "Sáng kiến của nhiều năm", "after_honor": "Thời gian sau khi được khen",
    "count_after_honor": "Thành tích sau khi được khen", "once": "Chỉ tặng một lần", "share": "Tỷ lệ cá nhân có danh hiệu",
    "all_completed": "Mọi cá nhân hoàn thành nhiệm vụ", "members_with_title": "Số cá nhân có danh hiệu",
    "no_member_disciplined": "Không có thành viên bị kỷ luật", "judged": "Hội đồng nhận xét",
}  # fmt: skip


def parts_of(condition: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The condition and those it is made of, each with its place: `0`, `0-1`."""
    yield path, condition
    for place, part in enumerate(condition.get("of", ())):
        yield from parts_of(part, f"{path}-{place}")


def number_label(test: str, name: str) -> str:
    """An initiative is looked for in the year of the review and in so many before it."""
    return "Tính thêm số năm trước" if (test, name) == ("initiatives_over", "years") else NUMBERS[name]


def asked_lines(condition: dict[str, Any]) -> Iterator[str]:
    """What the program asks for this condition: `Thời gian công tác: ít nhất 6 tháng công tác.`"""
    for _, part in parts_of(condition):
        if name := QUESTIONS.get(part["test"]):
            told = ", ".join(_thresholds(part))
            yield f"{name}: {told}." if told else f"{name}."


def _thresholds(part: Mapping[str, Any]) -> Iterator[str]:
    for name, value in part.items():
        if name in NUMBERS:
            said = f"{number_label(part['test'], name).lower()} {value}{UNITS.get(part['test'], '')}"
            yield said.replace(".", ",")
        elif name in PICKED:
            label, words = PICKED[name]
            yield f"{label.lower()} {words.get(value, value)}"
        elif name == "among":
            yield " hoặc ".join(RATINGS.get(one, one) for one in value)

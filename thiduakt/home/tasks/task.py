from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Task:
    label: str  # "Đọc và ký"
    title: str
    detail: str  # what tells it from another of the same title
    url: str
    state: str
    state_label: str
    due: date | None = None  # the last day on which nobody calls it late

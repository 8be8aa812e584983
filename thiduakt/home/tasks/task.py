from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    label: str  # "Đọc và ký"
    title: str
    detail: str  # what tells it from another of the same title
    url: str
    state: str
    state_label: str

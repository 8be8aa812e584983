"""The standard of an honor as data: conditions that a lawyer can read and a program can ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

# What may be told as law; a rule with any other mark is only ever shown, and a person decides.
CERTAIN = ("VERIFIED", "RESTATED")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing the law asks. `test` names the question of `conditions.py`, `options` what it asks with.

    A caution is asked although the text of its regime does not say it, as far as it was read: at worst it sends the case
    to a person.
    """

    key: str
    test: str
    text: str  # the law's words, as they are shown
    basis: str  # "Điều 24 khoản 1 Luật 06/2022/QH15"
    confidence: str = "VERIFIED"
    options: Mapping[str, Any] = field(default_factory=dict)
    of: tuple["Condition", ...] = ()  # what `all_of` and `any_of` are made of
    is_caution: bool = False
    only_for: str = ""  # "individual" or "collective", where the honor is for either and the law asks them differently

    @property
    def is_certain(self) -> bool:
        return self.confidence in CERTAIN

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        known = {"key", "test", "text", "basis", "confidence", "of", "caution", "for"}
        return cls(
            key=values["key"],
            test=values["test"],
            text=values.get("text", ""),
            basis=values.get("basis", ""),
            confidence=values.get("confidence", "VERIFIED"),
            options={name: value for name, value in values.items() if name not in known},
            of=tuple(cls.from_dict(part) for part in values.get("of", ())),
            is_caution=bool(values.get("caution")),
            only_for=values.get("for", ""),
        )


@dataclass(frozen=True, slots=True)
class Standard:
    """Tiêu chuẩn của một danh hiệu, hình thức in one regime."""

    code: str
    name: str
    subject: str  # "individual", "collective" or "either"
    rank: int  # the lower is reached first
    conditions: tuple[Condition, ...]
    confidence: str
    enabled: bool = True
    is_borrowed: bool = False  # of the regime that an unread one runs on: it may say no, and makes nobody sure of a yes

    @property
    def is_certain(self) -> bool:
        """A standard nobody has read, or without a single condition on record, gives no verdict."""
        return self.enabled and self.confidence in CERTAIN and bool(self.conditions)

    def conditions_for(self, subject: str) -> tuple[Condition, ...]:
        """Those that such a subject has to meet."""
        return tuple(condition for condition in self.conditions if condition.only_for in {"", subject})

    def parts(self) -> Iterator[Condition]:
        """Every condition, those inside `all_of` and `any_of` included."""
        waiting = list(self.conditions)
        while waiting:
            condition = waiting.pop(0)
            yield condition
            waiting = [*condition.of, *waiting]

    def leans_on(self) -> set[str]:
        """The honors that the conditions speak of."""
        found: set[str] = set()
        for condition in self.parts():
            options = condition.options
            found |= {*options.get("codes", ()), *options.get("titles", ())} | (
                {options["code"]} if "code" in options else set()
            )
        return found

from typing import Any

from django import forms

from .enums import Choice
from .manifest import Candidate
from .services.voting import MAY_SAY

LABELS = {Choice.AGREE: "Đồng ý", Choice.AGAINST: "Không đồng ý", Choice.BLANK: "Không có ý kiến"}


class BallotForm(forms.Form):
    """Phiếu bầu: three choices for each candidate, none chosen beforehand. Nothing of it is stored but the ballot."""

    def __init__(self, *args: Any, candidates: list[Candidate], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for place, one in enumerate(candidates):
            self.fields[f"line-{place}"] = forms.TypedChoiceField(
                label=one.label, choices=[(choice.value, LABELS[choice]) for choice in MAY_SAY], coerce=self._coerce,
                widget=forms.RadioSelect, error_messages={"required": f"{one.label}: thầy/cô chọn một ý kiến.",
                "invalid_choice": f"{one.label}: thầy/cô chọn một trong ba ý kiến."},
            )  # fmt: skip

    @staticmethod
    def _coerce(value: str) -> Choice:
        return Choice(int(value))

    def lines(self) -> list[dict[str, Any]]:
        return [
            {"candidate": one, "field": self[f"line-{place}"], "chosen": self._chosen(place)}
            for place, one in enumerate(self.candidates)
        ]

    def _chosen(self, place: int) -> str:
        """In words, once the form is whole."""
        told = getattr(self, "cleaned_data", {}).get(f"line-{place}")
        return LABELS[told] if told is not None else ""

    def choices(self) -> dict[str, Choice]:
        return {one.key: self.cleaned_data[f"line-{place}"] for place, one in enumerate(self.candidates)}

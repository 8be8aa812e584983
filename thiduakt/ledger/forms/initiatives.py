"""Forms about initiatives. They check what was typed; what is allowed the services say."""

from collections import Counter
from typing import Any

from django import forms
from django.http import QueryDict

from thiduakt.forms import Day, FilterSelect, Text, VersionField, ask_to_choose, bare_helper, side_by_side
from thiduakt.ledger.enums import InitiativeLevel
from thiduakt.ledger.models import HonorEntry, Initiative, InitiativeAuthor
from thiduakt.ledger.services.initiatives import WHOLE, NewAuthor
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Person

FILTER = {"class": "form-select w-auto"}
AUTHORS = 6  # of one initiative; more come from Excel
FIELDS = ["kind", "name", "year", "level", "decision_number", "decided_on", "issuer"]


class InitiativeFilterForm(forms.Form):
    """What the list is narrowed to, by GET. What is not valid is not asked."""

    nam = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=FilterSelect(attrs={**FILTER, "aria-label": "Năm học"})
    )
    cap = forms.ChoiceField(
        required=False,
        choices=[("", "Tất cả các cấp"), *InitiativeLevel.choices],
        widget=FilterSelect(attrs={**FILTER, "aria-label": "Cấp công nhận"}),
    )

    def __init__(self, asked: QueryDict, *, years: list[int]):
        super().__init__(asked)
        self.fields["nam"].choices = [("", "Tất cả các năm học"), *((year, f"Năm học {year_name(year)}") for year in years)]
        self.is_valid()

    @property
    def year(self) -> int | None:
        return self.cleaned_data.get("nam")

    @property
    def level(self) -> str:
        return self.cleaned_data.get("cap", "")


def labels_of(people: list[Person]) -> dict[Person, str]:
    """Where even the work and the tổ are the same, the staff code tells them apart."""
    known = Counter(person.label for person in people)
    return {
        person: f"{person.label} ({person.staff_code})" if person.staff_code and known[person.label] > 1 else person.label
        for person in people
    }


class InitiativeForm(forms.ModelForm):
    """An initiative with its authors, each in a line of its own; lines left empty are none."""

    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    reason = Text(label="Lý do sửa", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = VersionField()

    class Meta:
        model = Initiative
        fields = FIELDS
        field_classes = {"name": Text, "decision_number": Text, "decided_on": Day, "issuer": Text}
        widgets = {"name": forms.Textarea(attrs={"rows": 2})}
        labels = {"name": "Tên sáng kiến, đề tài"}

    def __init__(self, *args: Any, people: list[Person], authors: list[InitiativeAuthor], years: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        ask_to_choose(self, "level")
        known = sorted({*years, *([self.instance.year] if self.instance.pk else [])}, reverse=True)
        self.fields["year"].choices = [(year, year_name(year)) for year in known]
        self.fields["version"].initial = self.instance.version
        if self.instance.pk is None:
            del self.fields["version"], self.fields["reason"]
        labels = labels_of(people)
        choices = [("", "Không có"), *((key, labels[one]) for key, one in self.people.items())]
        for place in range(max(AUTHORS, len(authors) + 1)):
            self._add_author(place, choices, authors[place] if place < len(authors) else None)
        extra = [name for name in ("reason", "version") if name in self.fields]
        lines = [side_by_side(f"author{place}", f"share{place}") for place in self._places()]
        self.helper = bare_helper(
            "name",
            side_by_side("year", "level"),
            side_by_side("kind", "issuer"),
            side_by_side("decision_number", "decided_on"),
            *lines,
            *extra,
        )

    def _add_author(self, place: int, choices: list[tuple[str, str]], author: InitiativeAuthor | None) -> None:
        name = "Tác giả" if place == 0 else f"Đồng tác giả {place}"
        self.fields[f"author{place}"] = forms.ChoiceField(
            label=name, choices=choices, required=False, initial=author.person_id if author else ""
        )
        self.fields[f"share{place}"] = forms.IntegerField(
            label=f"Tỷ lệ đóng góp (%), {name.lower()}",
            required=False,
            min_value=1,
            max_value=WHOLE,
            initial=author.share if author else None,
        )

    def _places(self) -> list[int]:
        return [int(name.removeprefix("author")) for name in self.fields if name.startswith("author")]

    def authors(self) -> list[NewAuthor]:
        """A sole author without a share has all of it."""
        told = [(self.cleaned_data[f"author{place}"], self.cleaned_data[f"share{place}"]) for place in self._places()]
        chosen = [(key, share) for key, share in told if key]
        if len(chosen) == 1 and chosen[0][1] is None:
            return [NewAuthor(self.people[chosen[0][0]])]
        return [NewAuthor(self.people[key], share) for key, share in chosen]

    def clean(self) -> dict[str, Any]:
        told = [
            (place, self.cleaned_data.get(f"author{place}"), self.cleaned_data.get(f"share{place}"))
            for place in self._places()
        ]
        count = sum(bool(key) for _, key, _ in told)
        for place, key, share in told:
            if not key and share is not None:
                self.add_error(f"author{place}", "Thầy/cô chọn tác giả có tỷ lệ đóng góp này.")
            elif key and share is None and count > 1 and f"share{place}" not in self.errors:
                self.add_error(f"share{place}", "Thầy/cô ghi tỷ lệ đóng góp của từng đồng tác giả.")
        return self.cleaned_data


class UseForm(forms.Form):
    """The honor that counted the initiative for one author."""

    entry = forms.ModelChoiceField(
        HonorEntry.objects.none(),
        label="Danh hiệu, hình thức khen thưởng đã xét bằng sáng kiến này",
        empty_label="Chọn dòng sổ",
        help_text="Danh hiệu, hình thức của tác giả mà luật xét bằng sáng kiến, từ năm học của sáng kiến trở đi.",
    )

    def __init__(self, *args: Any, entries: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = entries
        self.helper = bare_helper("entry")

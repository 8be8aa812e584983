"""“Ai đủ điều kiện năm nay”: the whole school, or as much of it as the reader may see, put to the law of a year."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.catalog.choices import YES, chosen
from thiduakt.eligibility import Verdict
from thiduakt.eligibility.facts import SubjectKind
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.ledger.assessing import LDTT, Cap, Row, assess_collectives, assess_people, cap_of, codes_for
from thiduakt.ledger.facts import people_of_year
from thiduakt.ledger.forms.eligible import EligibleForm
from thiduakt.ledger.forms.teams import first_of_many, key_of, leaf
from thiduakt.ledger.telling import Told, why_nobody
from thiduakt.ledger.years import year_name
from thiduakt.pages import asked_words, titles
from thiduakt.permissions import Scope, scopes
from thiduakt.school.models import Person
from thiduakt.vietnamese import finds

from .reviewed import IN_PART, Judged

TEAMS = "tap-the"
ONE_COLUMNS = ("Tên", "Kết quả", "Còn thiếu", "Sớm nhất")
COLUMNS = (
    Column("STT", 6), Column("Tên", 30), Column("Tổ", 24), Column("Danh hiệu, hình thức", 44), Column("Kết quả", 18),
    Column("Còn thiếu", 60), Column("Năm học sớm nhất", 14),
)  # fmt: skip


class EligibleShown(Judged):
    """What the address asks: `tab`, `nam`, `ma`, `to`, `ket_qua`, `thoi_ky`, `q`."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.tab = TEAMS if request.GET.get("tab") == TEAMS else ""
        self.words = asked_words(request)

    @cached_property
    def honors(self) -> dict[str, str]:
        subjects = ("collective", "either") if self.tab else ("individual", "either")
        return {code: self.book.standards[code].name for code in codes_for(self.book, *subjects)}

    @cached_property
    def filters(self) -> EligibleForm:
        return EligibleForm(
            self.given, years=self.years, regimes=self.regime_names, honors=self.honors, groups=self.groups_reviewed,
            with_none=self.sees_whole_school, verdicts=self.labels(),
        )  # fmt: skip

    @cached_property
    def code(self) -> str:
        return str(self.filters.asked("ma") or "")

    @cached_property
    def assessed(self) -> list[Row]:
        """Everybody the reader may see, before what the list is narrowed to: caps are counted over all of them."""
        if not self.has_law:
            return []
        codes = [code for code in self.honors if not self.code or code in {self.code, LDTT}]
        asked = {"period": self.year, "on": self.on, "book": self.book, "codes": codes, "looking_ahead": bool(self.code)}
        if self.tab:
            are_teams = chosen(self.school.pk, self.on)["group_collective"] == YES
            groups = self.groups_reviewed if are_teams else self.groups_reviewed.none()
            whole = self.sees_whole_school
            return assess_collectives(
                self.school.pk, groups=groups, with_school=whole, knows_all=self.knows is None,
                **asked,
            )  # fmt: skip
        return assess_people(self.school.pk, people=self.people, knows=self.knows, **asked)

    @cached_property
    def people(self) -> list[Person]:
        open_to = Person.objects.open_to(self.request.user, self.permission, self.today)
        return list((people_of_year(self.school.pk, self.year) & open_to).select_related("group"))

    @cached_property
    def rows(self) -> list[Row]:
        return [
            row
            for row in self.assessed
            if finds(self.words, name_of(row))
            and (not self.team or key_of(row.group) == self.team)
            and (not self.verdict or self._found(row, self.verdict))
        ]

    def why_nobody(self, code: str) -> str:
        return why_nobody(self.book.standards[code], SubjectKind.COLLECTIVE if self.tab else SubjectKind.INDIVIDUAL)

    @property
    def team(self) -> str:
        """The key of the tổ shown; empty: everybody. Among tổ there is none."""
        return "" if self.tab else str(self.filters.asked("to") or "")

    @property
    def verdict(self) -> str:
        return str(self.filters.asked("ket_qua") or "")

    def _found(self, row: Row, verdict: str) -> bool:
        codes = [self.code] if self.code else self.honors
        return any(row.assessments[code].verdict == verdict for code in codes)

    def told(self, row: Row, code: str) -> Told:
        return Told(row.assessments[code], self.book.is_read, self.labels(row.person))

    @cached_property
    def cap(self) -> Cap | None:
        if self.tab or not self.code or not self.sees_whole_school:
            return None
        return cap_of(self.school.pk, self.assessed, self.code, on=self.on, regime=self.book.regime)

    def asked(self) -> list[str]:
        """What the list is narrowed to, in words."""
        verdict = self.labels()[Verdict(self.verdict)].lower() if self.verdict else ""
        return [
            "tập thể" if self.tab else "cá nhân",
            f"năm học {year_name(self.year)}",
            self.regime_name,
            self.honors.get(self.code, ""),
            self.filters.fields["to"].name_of(self.team),
            verdict,
            searched(self.words),
            IN_PART if self.is_in_part else "",
        ]


def name_of(row: Row) -> str:
    return row.person.full_name if row.person else row.group.name if row.group else "Toàn trường"


class EligibleList(EligibleShown, TemplateView):
    """Who sees nobody but themselves is led to the own page, which says more."""

    template_name = "ledger/eligible.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if scopes(request.user, self.permission, self.today) == {Scope.OWN}:
            return redirect("ledger:explained_mine")
        is_narrowed = self.tab or self.words or self.verdict
        if onward := first_of_many(self.filters.fields["to"], request.GET, [] if is_narrowed else self._teams()):
            return redirect(request.path + onward)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        excel = f"{reverse('ledger:eligible_excel')}?{self.request.GET.urlencode()}"
        row = self._one if self.code else self._all
        return super().get_context_data(
            filters=self.filters,
            tab=self.tab,
            tabs=self._tabs(),
            words=self.words,
            code=self.code,
            actions=[
                {"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"},
                *self.justice_action(),
            ],
            columns=titles(*(ONE_COLUMNS if self.code else ("Tên", *self.labels().values()))),
            rows=[row(found) for found in self.rows],
            row_template="ledger/eligible_row_one.html" if self.code else "ledger/eligible_row_all.html",
            is_narrowed=any([self.words, self.verdict, self.team]),
            leaf=leaf(self.filters.fields["to"], self.team, self._teams()),
            has_people=bool(self.assessed),
            summary_columns=titles("Danh hiệu, hình thức", *self.labels().values()),
            summary=list(self._summary()) if not self.code else [],
            honor_name=self.honors.get(self.code, ""),
            why_nobody=self.why_nobody(self.code) if self.code else "",
            cap=self.cap,
            **kwargs,
        )

    def _teams(self) -> list[str]:
        return [] if self.tab else [key_of(person.group) for person in self.people]

    def _tabs(self) -> list[dict[str, Any]]:
        labels = {"": "Cá nhân", TEAMS: "Tổ, trường"}
        kept = self.request.GET.copy()
        for name in ("tab", "ma", "to", "q"):
            kept.pop(name, None)
        return [
            {
                "label": label,
                "url": f"?{kept.urlencode()}&tab={key}" if key else f"?{kept.urlencode()}",
                "is_current": key == self.tab,
            }
            for key, label in labels.items()
        ]

    def _named(self, found: Row) -> dict[str, Any]:
        if found.person:
            url, where = reverse("ledger:explained_person", args=[found.person.pk]), str(found.group or "")
        elif found.group:
            url, where = reverse("ledger:explained_group", args=[found.group.pk]), ""
        else:
            url, where = reverse("ledger:explained_school"), ""
        return {"name": name_of(found), "where": where, "url": f"{url}?{self.address}"}

    def _all(self, found: Row) -> dict[str, Any]:
        return self._named(found) | {
            "labels": list(self.labels().values()),
            "eligible": [one.name for one in found.having(Verdict.ELIGIBLE)],
            "reviewed": len(found.having(Verdict.NEEDS_REVIEW)),
            "lacking": len(found.having(Verdict.NOT_ELIGIBLE)),
        }

    def _one(self, found: Row) -> dict[str, Any]:
        told = self.told(found, self.code)
        named = self._named(found)
        return named | {"told": told, "verdict": told.found.verdict.value, "url": f"{named['url']}#{self.code}"}

    def _summary(self) -> Iterator[dict[str, Any]]:
        """Of each honor how many may be given it, with a way to them."""
        kept = self.request.GET.copy()
        for code, name in self.honors.items():
            kept["ma"] = code
            found = [row.assessments[code].verdict for row in self.assessed]
            counts = [(label, found.count(verdict)) for verdict, label in self.labels().items()]
            yield {"name": name, "url": f"?{kept.urlencode()}", "counts": counts, "why_nobody": self.why_nobody(code)}


class EligibleExcel(EligibleShown, View):
    """Every honor of everybody shown, a line each."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(self.school, *self.asked(), on=self.today)
        rows = ([number, *cells] for number, cells in enumerate(self._cells(), start=1))
        return download(workbook("ĐIỀU KIỆN THI ĐUA, KHEN THƯỞNG", told, COLUMNS, rows), "du-dieu-kien")

    def _cells(self) -> Iterator[list[Any]]:
        for row in self.rows:
            for code in [self.code] if self.code else self.honors:
                told = self.told(row, code)
                if not self.verdict or told.found.verdict == self.verdict:
                    team = str(row.group or "") if row.person else ""
                    yield [name_of(row), team, told.found.name, told.label, "\n".join(told.reasons), told.earliest]

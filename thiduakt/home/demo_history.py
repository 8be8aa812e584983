"""Mười năm của trường dùng thử: forty-five people, 620 pupils, and the honors, ratings and initiatives of 2013–2023.

What makes a rule of the law visible is told person by person in fixtures/demo/history.json (`stories`); the years before a
story are filled in by chance, with a fixed seed: the same school comes out each time.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from thiduakt.ledger.enums import Merit, RevocationGround, Source
from thiduakt.ledger.facts import people_of_year
from thiduakt.ledger.models import CollectiveYear, Discipline, HonorEntry, Leave, Transfer, Verification
from thiduakt.ledger.models.holders import Holder
from thiduakt.ledger.services.ending import revoke
from thiduakt.ledger.services.entering import NewEntry, enter_honors
from thiduakt.ledger.services.initiatives import NewAuthor, NewInitiative, record_initiatives
from thiduakt.ledger.services.ratings import NewRating, record_ratings
from thiduakt.permissions import Role
from thiduakt.school.enums import Gender, RoleState
from thiduakt.school.models import Group, Person, Pupil, RoleAssignment, School, SchoolClass, User
from thiduakt.school.services.pupils import NewPupil, add_pupils

FILE: Path = settings.BASE_DIR / "fixtures" / "demo" / "history.json"
CLASS_YEAR = 2022
SINCE = date(2013, 9, 1)
FIRST_MONTHS = (11, 1)  # whoever begins later in a year is not rated in it
DISTRICT = "Chủ tịch UBND quận Long Biên"
CITY = "Chủ tịch UBND thành phố Hà Nội"
PRINCIPAL = "Hiệu trưởng Trường Mầm non Giang Biên"
ISSUERS = {
    "CSTD_TP": CITY, "TTLDXS": CITY, "CO_TP": CITY, "BK_TP_CN": CITY, "BK_TP_TT": CITY,
    "KNC_GD": "Bộ trưởng Bộ Giáo dục và Đào tạo",
    "GK_HS_CN": PRINCIPAL, "GK_HS_TT": PRINCIPAL,
}  # fmt: skip
DECISION_DAYS = {PRINCIPAL: (5, 25), DISTRICT: (6, 28), CITY: (8, 15)}  # month and day on which the year's decisions come
ISSUED_LATE = (11, 10)


@transaction.atomic
def load(at: datetime) -> None:
    """Onto the school of `demo.load`. The years lie in the past; only the act of writing them down is of today."""
    told = json.loads(FILE.read_text())
    _History(told, User.objects.get(username="thuky"), at).write()


class _Idea(NamedTuple):
    """An initiative, and the honor of the same year that counted it, where one did."""

    person: Person
    year: int
    level: str
    name: str
    used_for: str | None


class _History:
    def __init__(self, told: dict[str, Any], actor: User, at: datetime):
        self.told, self.actor, self.at = told, actor, at
        self.school: School = actor.school
        self.chance = Random(told["seed"])  # noqa: S311  (a made-up school, no secret)
        first, last = told["years"]
        self.years = range(first, last + 1)
        self.stories = {story["name"]: story for story in told["stories"]}
        self.groups = {group.name: group for group in Group.objects.filter(school=self.school)}
        self.decisions: dict[tuple[str, int], int] = {}  # one for each honor of a year
        self.entries: list[NewEntry] = []
        self.ratings: list[NewRating] = []
        self.ideas: list[_Idea] = []

    def write(self) -> None:
        self._add_people()
        people = list(self._careers())
        for year in self.years:
            for person in people:
                self._year_of(person, self._story(person), year)
            self._collectives(year)
            self._numbers(year)
        for person in people:
            self._forms(person)
        self._pupils(people)
        record_ratings(self.ratings, actor=self.actor, at=self.at)
        entries = enter_honors(self.entries, actor=self.actor, at=self.at)
        record_initiatives(self._initiatives(entries), actor=self.actor, at=self.at)
        for person in people:
            self._afterwards(person, self._story(person))

    def _story(self, person: Person) -> dict[str, Any]:
        return self.stories.get(person.full_name, {})

    # People

    def _add_people(self) -> None:
        for row in self.told["people"]:
            person = Person.objects.create(
                school=self.school, full_name=row["name"], gender=row["gender"], post=row["post"],
                group=self.groups[row["group"]],
            )  # fmt: skip
            RoleAssignment.objects.create(
                school=self.school, person=person, role=Role.TEACHER, starts_on=SINCE, basis="Dữ liệu dùng thử",
                state=RoleState.ACTIVE,
            )  # fmt: skip

    def _careers(self) -> Iterator[Person]:
        """Everybody of the school, with the days that service is counted from."""
        for number, person in enumerate(Person.objects.filter(school=self.school).order_by("pk"), start=1):
            story, recruited = self._story(person), f"{self.chance.randint(2001, 2020)}-09-01"
            recruited = story.get("recruited", recruited)
            joined = story.get("joined", recruited)
            person.recruited_on = date.fromisoformat(recruited) if recruited else None
            person.joined_on = date.fromisoformat(joined) if joined else None
            born_in = (person.recruited_on or SINCE).year - self.chance.randint(22, 27)
            person.born_on = date(born_in, self.chance.randint(1, 12), self.chance.randint(1, 28))
            person.staff_code = f"GB{number:03d}"
            person.is_manager = story.get("is_manager", False)
            person.save()
            yield person

    # Years

    def _year_of(self, person: Person, story: dict[str, Any], year: int) -> None:
        if story and year >= story["from"]:
            self._told_year(person, story, year)
        elif person.recruited_on is None or person.recruited_on <= date(year, *FIRST_MONTHS):
            self._year_by_chance(person, year)

    def _told_year(self, person: Person, story: dict[str, Any], year: int) -> None:
        if rating := story["ratings"].get(str(year)):
            self._rate(person, year, rating, registered=year not in story.get("unregistered", ()))
        if code := story["titles"].get(str(year)):
            self._title(person, year, code)
        for row in story["initiatives"]:
            if row["year"] == year:
                self.ideas.append(_Idea(person, year, row["level"], row["name"], row.get("used_for")))

    def _year_by_chance(self, person: Person, year: int) -> None:
        """One in five excels, one in ten only does the work, one in three has an initiative."""
        rating = self.chance.choices(["HTXS", "HTT", "HT"], [2, 7, 1])[0]
        has_idea, excels = self.chance.random() < 1 / 3, rating == "HTXS"
        self._rate(person, year, rating)
        if rating == "HT":
            return
        title = "CSTDCS" if excels and has_idea else "LDTT"
        self._title(person, year, title)
        if has_idea:
            name = f"{self.chance.choice(self.told['initiative_names'])} ({year}–{year + 1})"
            self.ideas.append(_Idea(person, year, "co_so", name, title if excels else None))

    def _collectives(self, year: int) -> None:
        rows: list[tuple[Group | School, dict[str, str]]] = [(self.school, self.told["school_honors"])]
        rows += [(self.groups[row["name"]], row["honors"]) for row in self.told["groups"]]
        for holder, honors in rows:
            code = honors.get(str(year))
            self._rate(holder, year, "HTXS" if code == "TTLDXS" else "HTT")
            if code:
                self._title(holder, year, code)
        for row in self.told["school_forms"]:
            if row["year"] == year:
                self._honor(self.school, year, row["code"])

    def _numbers(self, year: int) -> None:
        """What the year's papers say of each tổ: in this school nobody has changed the tổ."""
        sizes = Counter(people_of_year(self.school.pk, year).values_list("group", flat=True))
        groups = self.groups.values()
        CollectiveYear.objects.bulk_create(
            CollectiveYear(school=self.school, group=group, year=year, size=sizes[group.pk]) for group in groups
        )

    def _forms(self, person: Person) -> None:
        for row in self._story(person).get("honors", ()):
            self._honor(person, row["year"], row["code"], row.get("merit", Merit.YEARLY), row.get("citation", ""))

    def _rate(self, holder: Person | Group | School, year: int, rating: str, *, registered: bool = True) -> None:
        self.ratings.append(NewRating(holder=holder, year=year, rating=rating, registered=registered))

    def _title(self, holder: Person | Group | School, year: int, code: str) -> None:
        if code == "CSTDCS":  # whoever is one is LĐTT of the same year as well
            self._honor(holder, year, "LDTT")
        self._honor(holder, year, code)

    def _honor(self, holder: Holder, year: int, code: str, merit: str = Merit.YEARLY, citation: str = "") -> None:
        issuer = ISSUERS.get(code, DISTRICT)
        place = self.decisions.setdefault((code, year), len(self.decisions) + 1)
        of_school = issuer == PRINCIPAL
        self.entries.append(
            NewEntry(
                holder=holder,
                code=code,
                year=year,
                merit=merit,
                citation=citation,
                issuer=issuer,
                decided_on=date(year + 1, *DECISION_DAYS.get(issuer, ISSUED_LATE)),
                decision_number=f"{place:02d}/QĐ-MNGB" if of_school else f"{2100 + place}/QĐ-UBND",
                source=Source.IMPORTED if of_school else Source.BY_SUPERIOR,
            )
        )

    def _initiatives(self, entries: list[HonorEntry]) -> list[NewInitiative]:
        given = {(entry.person_id, entry.code, entry.year): entry for entry in entries}
        return [
            NewInitiative(
                name=idea.name,
                year=idea.year,
                level=idea.level,
                authors=[NewAuthor(idea.person, entry=given.get((idea.person.pk, idea.used_for or "", idea.year)))],
                issuer=CITY if idea.level == "tinh" else DISTRICT,
                decision_number=f"{number}/QĐ-UBND",
                decided_on=date(idea.year + 1, 4, 20),
            )
            for number, idea in enumerate(self.ideas, start=101)
        ]

    # Pupils

    def _pupils(self, people: list[Person]) -> None:
        """As many as the school had, dealt out to its classes; every ninth is praised, and four classes are."""
        classes = [(name, grade) for grade in self.told["classes"] for name in grade["names"]]
        rows = [self._pupil(number, *classes[number % len(classes)]) for number in range(self.told["pupils"])]
        add_pupils(rows, actor=User.objects.get(username="vanthu"), at=self.at)
        for place, (name, grade) in enumerate(classes):
            teachers = [person for person in people if person.group == self.groups[grade["group"]]]
            school_class = SchoolClass.objects.get(school=self.school, year=CLASS_YEAR, name=name)
            school_class.teachers.set(teachers[place * 2 % len(teachers) :][:2])
            if place % 4 == 0:
                self._honor(school_class, CLASS_YEAR, "GK_HS_TT", Merit.CAMPAIGN, "Lớp học xanh, sạch, đẹp, hạnh phúc")
        for pupil in Pupil.objects.filter(school=self.school).order_by("pupil_code")[::9]:
            self._honor(pupil, CLASS_YEAR, "GK_HS_CN", citation="Bé khỏe, bé ngoan cấp trường")

    def _pupil(self, number: int, class_name: str, grade: dict[str, Any]) -> NewPupil:
        gender = self.chance.choice([Gender.FEMALE, Gender.MALE])
        given = self.chance.choice(self.told["girls" if gender == Gender.FEMALE else "boys"])
        return NewPupil(
            full_name=f"{self.chance.choice(self.told['family_names'])} {given}",
            gender=gender,
            pupil_code=f"GB22{number + 1:04d}",
            born_on=date(grade["born"], 1, 1) + timedelta(days=self.chance.randint(0, 364)),
            year=CLASS_YEAR,
            class_name=class_name,
            grade=grade["grade"],
        )

    # What leans on the rows above

    def _afterwards(self, person: Person, story: dict[str, Any]) -> None:
        about: dict[str, Any] = {"school": self.school, "person": person}
        for row in story.get("discipline", ()):
            Discipline.objects.create(
                **about, kind=row["kind"], decided_on=row["on"], ended_on=row["ended"], decision_number=row["number"]
            )
        for row in story.get("leave", ()):
            Leave.objects.create(**about, kind=row["kind"], starts_on=row["from"], ends_on=row["to"])
        for row in story.get("transfers", ()):
            Transfer.objects.create(**about, kind=row["kind"], starts_on=row["on"], unit=row["unit"])
        for row in story.get("verification", ()):
            Verification.objects.create(**about, opened_on=row["from"], note=row["note"])
        for row in story.get("revoked", ()):
            revoke(
                HonorEntry.objects.of(person).honors().get(code=row["code"], year=row["year"]),
                ground=RevocationGround(row["ground"]),
                reason=row["reason"],
                decision_number=row["number"],
                decided_on=date.fromisoformat(row["on"]),
                issuer=DISTRICT,
                actor=self.actor,
                at=self.at,
            )

"""A school in which all of it is possible, and what a sample of a post is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.plans.models import Plan
from tests.factories.catalog import LegalTextFactory
from tests.factories.honors import choice, honor_like, stored
from tests.factories.plans import make_plan
from tests.factories.school import (
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)
from thiduakt.catalog.enums import RuleFamily
from thiduakt.catalog.models import Rule
from thiduakt.documents.enums import DocumentState as S
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import write_comment
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.openings import propose_opening
from thiduakt.documents.services.review_marks import Spot, add_marks, settle_mark
from thiduakt.permissions import Role
from thiduakt.school.models import School, User


@dataclass(frozen=True)
class Post:
    sender: User
    address: str
    typed: dict[str, Any] = field(default_factory=dict)  # over what the page fills in
    session: dict[str, Any] = field(default_factory=dict)  # of whoever has just confirmed who they are

    def browser(self) -> Client:
        """One in which the sender is signed in."""
        client = Client(raise_request_exception=False)
        client.force_login(self.sender)
        if self.session:
            session = client.session
            session.update(self.session)
            session.save()
        return client


class World:
    """A school with everybody in it, at this moment."""

    def __init__(self, school: School, at: datetime):
        self.school, self.at = school, timezone.localtime(at)
        self.today = self.at.date()
        self.principal = self.user(Role.PRINCIPAL)
        self.clerk = self.user(Role.CLERK)
        self.technician = self.user(Role.TECHNICIAN)
        self.teacher = self.user(Role.TEACHER)
        self.secretary = self.user(Role.SECRETARY)
        self.accountant = self.user(Role.ACCOUNTANT)

    def user(self, role: Role) -> User:
        return UserFactory(school=self.school, roles=[role])

    def plan(self, state: S = S.DRAFT) -> Plan:
        return make_plan(state, principal=self.principal, clerk=self.clerk, at=self.at)

    def draft(self) -> Document:
        return self.plan().document

    def consultation(self) -> Any:
        return self.plan(S.CONSULTING).document.consultations.get()

    def comment(self) -> Any:
        return write_comment(self.consultation(), text="Nên ghi rõ chỉ tiêu.", actor=self.teacher, at=self.at)

    def mark(self) -> Any:
        document = self.draft()
        add_marks(document, [Spot("Năm cũ")], actor=self.principal, at=self.at)
        return document.review_marks.get()

    def settled_mark(self) -> Any:
        mark = self.mark()
        settle_mark(mark, actor=self.principal, at=self.at)
        return mark

    def saved_twice(self) -> Document:
        document = self.draft()
        return edit_draft(
            document, changes={"subject": "Đợt hai"}, version=document.version, actor=self.principal, at=self.at
        )

    def opening(self) -> Any:
        return propose_opening(
            year=self.today.year, series="KH", last=12, last_date=self.today, mode=SeriesMode.AUTO,
            reason="Đã cấp trên sổ giấy.", actor=self.clerk, at=self.at,
        )  # fmt: skip

    def text(self, **changes: Any) -> Any:
        return LegalTextFactory(school=self.school, **changes)

    def new_honor(self) -> Any:
        return stored(honor_like("LDTT", "B2_2022_ND152", valid_from=date(2026, 9, 1)), proposer=self.secretary, at=self.at)

    def new_choice(self) -> Any:
        return stored(choice("public_days", "7", date(2026, 9, 1)), proposer=self.secretary, at=self.at)

    def salary(self) -> Any:
        return Rule.objects.filter(family=RuleFamily.SALARY).latest("valid_from")

    def role(self, **changes: Any) -> Any:
        person = UserFactory(school=self.school).person
        return RoleAssignmentFactory(**{"school": self.school, "person": person, "role": Role.GROUP_HEAD, **changes})

    def day(self, days: int = 0) -> str:
        return f"{self.today + timedelta(days=days):%d/%m/%Y}"


def by(who: str, route: str, row: Callable[[World], Any] | None = None, **typed: Any) -> Callable[[World], Post]:
    """Functions among the typed values are asked of the world."""

    def post(world: World) -> Post:
        args = [getattr(row(world), "pk", None)] if row else []
        values = {name: value(world) if callable(value) else value for name, value in typed.items()}
        return Post(getattr(world, who), reverse(route, args=args), values)

    return post


def step(who: str, state: S, action: str, **typed: Any) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        address = reverse("documents:step", args=[world.plan(state).pk, action])
        return Post(getattr(world, who), address, {name: value(world) for name, value in typed.items()})

    return post


def today(world: World) -> str:
    return world.day()


def in_a_month(world: World) -> str:
    return world.day(30)


def a_person(world: World) -> int:
    return PersonFactory(school=world.school).pk


def person_with_account(world: World) -> Any:
    return UserFactory(school=world.school).person


def closed_account(world: World) -> Any:
    return UserFactory(school=world.school, is_active=False).person

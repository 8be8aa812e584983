"""One good post for every route of the ledger, and of classes and pupils."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.factories.ledger import (
    AuthorFactory,
    HonorEntryFactory,
    LeaveFactory,
    TransferFactory,
    UseFactory,
    VerificationFactory,
    YearRatingFactory,
)
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import (
    GroupFactory,
    PersonFactory,
)
from tests.reliability.world import Post, World, a_person, by, today


def line_of_the_ledger(world: World) -> Any:
    return HonorEntryFactory(person__school=world.school)


def honored(route: str, row: Callable[[World], Any] | None, code: str) -> Callable[[World], Post]:
    return by(
        "principal", route, row, code=code, year="2022", merit="cong_trang", source="BY_SUPERIOR", decided_on="30/06/2023",
        decision_number="1520/QĐ-UBND", issuer="Chủ tịch UBND quận",
    )  # fmt: skip


def rated_grid(route: str, slug: Callable[[World], str]) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        return Post(world.principal, f"{reverse(route)}?nam=2022", {f"{slug(world)}-rating": "HTT"})

    return post


def numbers_of_2022(route: str, row: Callable[[World], Any] | None = None) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        args = [row(world).pk] if row else []
        return Post(world.principal, f"{reverse(route, args=args)}?nam=2022", {"size": "12", "completed": "12"})

    return post


def fact_added(slug: str, **typed: Any) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        address = reverse("ledger:fact_add", args=[slug]) if slug else reverse("ledger:transfer_add")
        return Post(world.principal, f"{address}?nguoi={a_person(world)}", typed)

    return post


def fact_of(route: str, factory: Any, *before: str, **typed: Any) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        row = factory(person__school=world.school)
        return Post(world.principal, reverse(route, args=[*before, row.pk]), typed)

    return post


def use_of_initiative(world: World) -> Post:
    author = AuthorFactory(person__school=world.school)
    entry = HonorEntryFactory(person=author.person, code="CSTDCS")
    return Post(world.principal, reverse("ledger:initiative_use", args=[author.pk]), {"entry": entry.pk})


def initiative_of(world: World) -> Any:
    return AuthorFactory(person__school=world.school).initiative


LEDGER_POSTS: dict[str, Callable[[World], Post]] = {
    "ledger:enter_person": honored("ledger:enter_person", lambda world: PersonFactory(school=world.school), "LDTT"),
    "ledger:enter_group": honored("ledger:enter_group", lambda world: GroupFactory(school=world.school), "TTLDTT"),
    "ledger:enter_school": honored("ledger:enter_school", None, "TTLDXS"),
    "ledger:enter_pupil": honored("ledger:enter_pupil", lambda world: PupilFactory(school=world.school), "GK_HS_CN"),
    "ledger:enter_class": honored("ledger:enter_class", lambda world: SchoolClassFactory(school=world.school), "GK_HS_TT"),
    "ledger:entry_revoke": by(
        "principal", "ledger:entry_revoke", line_of_the_ledger, ground="a", reason="Khai sai.", decided_on=today,
        decision_number="15/QĐ-UBND",
    ),
    "ledger:rating_grid": rated_grid("ledger:rating_grid", lambda world: f"p{world.teacher.person_id}"),
    "ledger:collective_grid": rated_grid("ledger:collective_grid", lambda world: "s"),
    "ledger:school_numbers": numbers_of_2022("ledger:school_numbers"),
    "ledger:group_numbers": numbers_of_2022("ledger:group_numbers", lambda world: GroupFactory(school=world.school)),
    "ledger:rating_edit": by(
        "principal", "ledger:rating_edit", lambda world: YearRatingFactory(person__school=world.school),
        rating="HTXS", reason="Ghi nhầm.",
    ),
    "ledger:rating_remove": by(
        "principal", "ledger:rating_remove", lambda world: YearRatingFactory(person__school=world.school), reason="Ghi nhầm."
    ),
    "ledger:initiative_add": by(
        "principal", "ledger:initiative_add", name="Trò chơi dân gian", year="2022", level="co_so", author0=a_person
    ),
    "ledger:initiative_edit": by(
        "principal", "ledger:initiative_edit", initiative_of, name="Tên khác", reason="Ghi nhầm."
    ),
    "ledger:initiative_remove": by("principal", "ledger:initiative_remove", initiative_of, reason="Ghi nhầm."),
    "ledger:initiative_use": use_of_initiative,
    "ledger:initiative_take_back": by(
        "principal", "ledger:initiative_take_back", lambda world: UseFactory(author__person__school=world.school),
        reason="Ghi nhầm.",
    ),
    "ledger:fact_add": fact_added("ky-luat", kind="khien_trach", decided_on="03/10/2022"),
    "ledger:fact_edit": fact_of("ledger:fact_edit", LeaveFactory, "nghi", note="Sửa"),
    "ledger:fact_remove": fact_of("ledger:fact_remove", VerificationFactory, "xac-minh", reason="Ghi nhầm."),
    "ledger:transfer_add": fact_added("", kind="CAME", unit="Trường khác", starts_on="01/09/2022"),
    "ledger:transfer_edit": fact_of("ledger:transfer_edit", TransferFactory, note="Sửa"),
    "ledger:transfer_remove": fact_of("ledger:transfer_remove", TransferFactory, reason="Ghi nhầm."),
    "school:class_add": by("principal", "school:class_add", name="Lớp A1"),
    "school:class_edit": by(
        "principal", "school:class_edit", lambda world: SchoolClassFactory(school=world.school), name="Lớp A2"
    ),
    "school:class_remove": by(
        "principal", "school:class_remove", lambda world: SchoolClassFactory(school=world.school)
    ),
    "school:pupil_add": by("principal", "school:pupil_add", full_name="Lò Thị Ới", gender="FEMALE"),
    "school:pupil_edit": by(
        "principal", "school:pupil_edit", lambda world: PupilFactory(school=world.school), full_name="Lò Thị Ới"
    ),
    "ledger:entry_strike": by("principal", "ledger:entry_strike", line_of_the_ledger, reason="Ghi nhầm người."),
}  # fmt: skip

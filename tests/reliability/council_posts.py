"""One good post for every route of the councils."""

from collections.abc import Callable

from nominations.councils.enums import CouncilState, SeatFunction
from nominations.councils.models import Council, Renewal
from tests.factories.councils import CouncilFactory, RenewalFactory, seat
from tests.reliability.world import Post, World, by, today

NAMED = "Quyết định số 45/QĐ-MNGB"


def prepared(world: World, state: CouncilState = CouncilState.DRAFT) -> Council:
    """Of three: the principal, the secretary, the teacher."""
    council: Council = CouncilFactory(school=world.school, state=state)
    for user, function in ((world.principal, SeatFunction.CHAIR), (world.secretary, SeatFunction.SECRETARY)):
        seat(council, user.person, function)
    seat(council, world.teacher.person)
    return council


def standing(world: World) -> Council:
    return prepared(world, CouncilState.STANDING)


def renewed(world: World) -> Renewal:
    council = standing(world)
    renewal: Renewal = RenewalFactory(council=council)
    for held in council.seats.sitting():
        seat(council, held.person, held.function, renewal=renewal, begins_on=None)
    return renewal


COUNCIL_POSTS: dict[str, Callable[[World], Post]] = {
    "councils:add": by("secretary", "councils:add"),
    "councils:edit": by("secretary", "councils:edit", prepared, name="Hội đồng khác"),
    "councils:discard": by("secretary", "councils:discard", prepared),
    "councils:decision": by("secretary", "councils:decision", prepared),
    "councils:record": by("secretary", "councils:record", prepared, named=NAMED, begins_on=today),
    "councils:end": by("secretary", "councils:end", standing, reason="Hết năm học."),
    "councils:renew": by("secretary", "councils:renew", standing, reason="Bà Chu Thị Sen chuyển công tác."),
    "councils:renewal_edit": by("secretary", "councils:renewal_edit", renewed, reason="Bà Sen nghỉ hưu."),
    "councils:renewal_discard": by("secretary", "councils:renewal_discard", renewed),
    "councils:renewal_decision": by("secretary", "councils:renewal_decision", renewed),
    "councils:renewal_record": by("secretary", "councils:renewal_record", renewed, named=NAMED, begins_on=today),
}

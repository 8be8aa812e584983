"""One good post for every route of the ceremonies."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from awards.ceremonies.enums import Handing
from awards.ceremonies.models import Ceremony
from awards.certificates.models import Certificate
from tests.factories.ceremonies import CeremonyFactory, ProgramItemFactory, RecipientFactory, TurnFactory
from tests.factories.decisions import AwardLineFactory
from tests.reliability.publication_posts import decision
from tests.reliability.world import Post, World, by, today


def planned(world: World) -> Ceremony:
    """Today, with two points, two turns and two people in the first."""
    ceremony: Ceremony = CeremonyFactory(school=world.school, held_on=world.today)
    award = decision(world)
    AwardLineFactory(decision=award)
    ceremony.decisions.add(award)
    ProgramItemFactory.create_batch(2, ceremony=ceremony)
    turn, _ = TurnFactory.create_batch(2, ceremony=ceremony)
    for line in award.lines.all():
        RecipientFactory(ceremony=ceremony, line=line, turn=turn)
    return ceremony


def over(world: World) -> Ceremony:
    ceremony = planned(world)
    ceremony.recipients.update(handing=Handing.HANDED, handed_on=world.today)
    return ceremony


def with_certificates(world: World) -> Ceremony:
    ceremony = planned(world)
    Certificate.objects.bulk_create(Certificate(line=one.line) for one in ceremony.recipients.select_related("line"))
    return ceremony


def turn(world: World) -> Any:
    return planned(world).turns.first()


def moved(route: str, related: str) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        row = getattr(planned(world), related).order_by("position").first()
        return Post(world.secretary, reverse(route, args=[row.pk, "xuong"]), {})

    return post


def marked(route: str) -> Callable[[World], Post]:
    """The first to be called up was there."""

    def post(world: World) -> Post:
        ceremony = planned(world)
        one = ceremony.recipients.order_by("position").first()
        if route == "ceremonies:hand_unplaced":
            ceremony.recipients.update(turn=None)
        key = ceremony.pk if route == "ceremonies:hand_unplaced" else one.turn_id
        return Post(world.secretary, reverse(route, args=[key]), {f"handing_{one.pk}": Handing.HANDED})

    return post


WHEN = {"held_on": today, "starts_at": "8:00", "place": "Sân trường"}
CEREMONY_POSTS: dict[str, Callable[[World], Post]] = {
    "ceremonies:add": by(
        "secretary", "ceremonies:add", name="Lễ trao thưởng", decisions=lambda world: [decision(world).pk], **WHEN
    ),
    "ceremonies:edit": by("secretary", "ceremonies:edit", planned, place="Hội trường"),
    "ceremonies:discard": by("secretary", "ceremonies:discard", planned),
    "ceremonies:announce": by("secretary", "ceremonies:announce", planned),
    "ceremonies:hold": by("secretary", "ceremonies:hold", over),
    "ceremonies:program": by("secretary", "ceremonies:program", planned, **{"rows-0-minutes": "20"}),
    "ceremonies:guests": by("secretary", "ceremonies:guests", planned, **{"rows-0-name": "Ngô Quang Ẩn"}),
    "ceremonies:turns": by("secretary", "ceremonies:turns", planned, **{"rows-0-handed_by": "Hiệu trưởng nhà trường"}),
    "ceremonies:place": by("secretary", "ceremonies:place", planned),
    "ceremonies:arrange": by("secretary", "ceremonies:arrange", planned, most="5"),
    "ceremonies:shift_item": moved("ceremonies:shift_item", "program"),
    "ceremonies:shift_turn": moved("ceremonies:shift_turn", "turns"),
    "ceremonies:shift_recipient": moved("ceremonies:shift_recipient", "recipients"),
    "ceremonies:hand": marked("ceremonies:hand"),
    "ceremonies:hand_all": by("secretary", "ceremonies:hand_all", turn),
    "ceremonies:hand_unplaced": marked("ceremonies:hand_unplaced"),
    "ceremonies:certificates": by("secretary", "ceremonies:certificates", with_certificates),
    "ceremonies:paper": by("secretary", "ceremonies:paper", planned),
}

"""One good post for every route of the sessions of a council."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.urls import reverse

from nominations.sessions.models import Item
from nominations.sessions.services.conflicts import declare_conflict
from nominations.sessions.services.papers import begin_record
from nominations.sessions.services.running import end_session
from nominations.sessions.services.voting import begin_poll, check_counts, conclude, enter_counts
from tests.factories.councils import nine
from tests.factories.school import PersonFactory
from tests.factories.sessions import Table, called, closed_review, counted, drafted, opened, paper, ready_dossier
from tests.factories.targets import upload
from tests.reliability.world import Post, World, by, today
from thiduakt.documents.models import Document
from thiduakt.documents.services.consulting import submit_document


def review(world: World, **told: Any) -> Any:
    """With one dossier that waits for the council."""
    days = {"opens_on": world.today - timedelta(days=30), "closes_on": world.today, "decides_on": world.today}
    found = closed_review(world.school, **days, **told)
    ready_dossier(found, PersonFactory(school=world.school), code="LDTT")
    return found


def told(world: World) -> dict[str, Any]:
    held = {"held_on": world.today, "starts_at": time(0)}
    return {"chair": world.principal, "secretary": world.secretary, "at": world.at, **held}


def council(world: World) -> str:
    nine(world.school, chair=world.principal, secretary=world.secretary)
    return "Xét thi đua cuối năm học"


def prepared(world: World) -> Any:
    return drafted(world.school, review(world), **told(world)).session


def invited(world: World) -> Any:
    return called(world.school, review(world), **told(world)).session


def attended(world: World) -> Any:
    session = invited(world)
    session.attendances.update(presence="PRESENT")
    return session


def table(world: World, **more: Any) -> Table:
    return opened(world.school, review(world), **told(world), **more)


def live(world: World) -> Any:
    return table(world).session


def item(world: World) -> Any:
    return live(world).items.get()


def prepared_item(world: World) -> Any:
    return prepared(world).items.get()


def item_heard_in_writing(world: World) -> Any:
    return table(world, written=1).session.items.get()


def counted_item(world: World) -> Any:
    found = item(world)
    enter_counts(found, "HANDS", counted(9), actor=world.secretary, at=world.at)
    return found


def half_counted(world: World) -> Any:
    """On paper, by a teller: the secretary counts anew."""
    sitting = table(world)
    found = Item.objects.get(session=sitting.session)
    enter_counts(found, "PAPER", paper(9), actor=sitting.tellers[0], at=world.at)
    return found


def in_a_poll(world: World) -> Any:
    found = item(world)
    begin_poll(found.session, [found], actor=world.secretary, at=world.at)
    return found


def concluded(world: World) -> Any:
    found = counted_item(world)
    conclude(found, actor=world.secretary, at=world.at)
    return found.session


def on_paper(world: World) -> Any:
    """Counted by two and concluded."""
    found = half_counted(world)
    check_counts(found, paper(9), actor=world.secretary, at=world.at)
    conclude(found, actor=world.secretary, at=world.at)
    return found


def declared(world: World) -> Any:
    sitting = table(world)
    found = Item.objects.get(session=sitting.session)
    return declare_conflict(found, "Là chị em họ của người được xét.", actor=sitting.members[0], at=world.at)


def ended(world: World) -> Any:
    session = concluded(world)
    end_session(session, time(23, 59), actor=world.principal, at=world.at)
    return session


def recorded(world: World) -> Any:
    """Its record lies in front of the signer."""
    session = ended(world)
    session.items.update(discussion="Nhất trí.")
    submit_document(begin_record(session, actor=world.secretary, at=world.at), actor=world.secretary, at=world.at)
    return session


def confirming(world: World) -> Post:
    session = recorded(world)
    record = Document.objects.get()
    return Post(world.principal, reverse("sessions:confirm", args=[session.pk, record.pk]), {"version": record.version})


def balloted(world: World) -> Any:
    session = on_paper(world).session
    end_session(session, time(23, 59), actor=world.principal, at=world.at)
    return session


NUMBERS = {"agreed": "9", "against": "0", "blank": "0"}
SESSION_POSTS: dict[str, Callable[[World], Post]] = {
    "sessions:add": by(
        "secretary", "sessions:add", title=council, kind="END", held_on=today, starts_at="8h00", place="Phòng hội đồng"
    ),
    "sessions:edit": by("secretary", "sessions:edit", prepared, place="Phòng khác"),
    "sessions:discard": by("secretary", "sessions:discard", prepared),
    "sessions:fill": by("secretary", "sessions:fill", prepared),
    "sessions:matter": by("secretary", "sessions:matter", prepared, title="Thông qua quy chế"),
    "sessions:call": by("secretary", "sessions:call", prepared, action="call"),
    "sessions:attendance": by("secretary", "sessions:attendance", attended),
    "sessions:open": by("principal", "sessions:open", attended, action="open"),
    "sessions:end": by("principal", "sessions:end", concluded, ends_at="23h59"),
    "sessions:poll": by("secretary", "sessions:poll", live, items=lambda world: Item.objects.latest("pk").pk),
    "sessions:remove": by("secretary", "sessions:remove", prepared_item),
    "sessions:declare": by("secretary", "sessions:declare", item, note="Là chị em họ của người được xét."),
    "sessions:discuss": by("secretary", "sessions:discuss", item, discussion="Nhất trí."),
    "sessions:opinions": by("secretary", "sessions:opinions", item_heard_in_writing),
    "sessions:count": by("secretary", "sessions:count", item, manner="HANDS", **NUMBERS),
    "sessions:recount": by(
        "secretary", "sessions:recount", half_counted, handed_out="9", collected="9", invalid="0", **NUMBERS
    ),
    "sessions:conclude": by("secretary", "sessions:conclude", counted_item, action="conclude"),
    "sessions:drop_poll": by("secretary", "sessions:drop_poll", in_a_poll),
    "sessions:invitation": by("secretary", "sessions:invitation", prepared),
    "sessions:minutes": by("secretary", "sessions:minutes", ended),
    "sessions:scan": by("secretary", "sessions:scan", on_paper, files=lambda world: upload()),
    "sessions:count_record": by("secretary", "sessions:count_record", balloted),
    "sessions:confirm": confirming,
    "sessions:rule": by("principal", "sessions:rule", declared, stand="STAYS"),
}

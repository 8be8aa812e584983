"""One good post for every route of the notices."""

from collections.abc import Callable
from typing import Any

from tests.factories.notices import MailingFactory, NoticeFactory
from tests.reliability.world import Post, World, by

WORDS = {"subject": "Họp hội đồng", "text": "14 giờ thứ Sáu."}


def mailing(world: World) -> Any:
    return MailingFactory(school=world.school, written_by=world.secretary)


def notice(world: World) -> Any:
    return NoticeFactory(person=world.teacher.person)


def all_read(world: World) -> Post:
    notice(world)
    return by("teacher", "notices:read_all")(world)


NOTICE_POSTS: dict[str, Callable[[World], Post]] = {
    "notices:open": by("teacher", "notices:open", notice),
    "notices:read_all": all_read,
    "notices:preference": by("teacher", "notices:preference", email="dao@truong.example", wants_digest="on"),
    "notices:new_calendar": by("teacher", "notices:new_calendar"),
    "notices:mailing_add": by("secretary", "notices:mailing_add", **WORDS),
    "notices:mailing_edit": by("secretary", "notices:mailing_edit", mailing, **WORDS),
    "notices:mailing_step": by("secretary", "notices:mailing_step", mailing, action="send"),
}

"""One good post for every route of the posted lists."""

from datetime import timedelta
from typing import Any

from nominations.dossiers.enums import DossierState, ReviewState
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.feedback import OpinionFactory, PostedLineFactory, PostingFactory
from tests.reliability.world import World, by, today

A_FORTNIGHT = timedelta(days=14)


def review(world: World) -> Any:
    """Still taking dossiers, with one that has reached the school."""
    review = ReviewFactory(school=world.school, state=ReviewState.OPEN)
    DossierFactory(review=review, state=DossierState.SUBMITTED, handed_in_at=world.at)
    return review


def drawn_up(world: World) -> Any:
    return PostingFactory(review=review(world), posted_on=world.today, until=world.today + A_FORTNIGHT)


def posted(world: World) -> Any:
    posting = PostingFactory(review=review(world), state="POSTED", posted_on=world.today, until=world.today + A_FORTNIGHT)
    PostedLineFactory(posting=posting, dossier=posting.review.dossiers.get())
    return posting


def over(world: World) -> Any:
    ended = world.today - timedelta(days=1)
    return PostingFactory(review=review(world), state="POSTED", posted_on=ended - A_FORTNIGHT, until=ended)


def opinion(world: World) -> Any:
    return OpinionFactory(posting=posted(world), sent_by=world.teacher)


DAYS = {"posted_on": today, "until": lambda world: world.day(14)}
FEEDBACK_POSTS = {
    "feedback:add": by("secretary", "feedback:add", review=lambda world: review(world).pk, place="Bảng tin", **DAYS),
    "feedback:edit": by("secretary", "feedback:edit", drawn_up, version=1, place="Văn phòng", **DAYS),
    "feedback:discard": by("secretary", "feedback:discard", drawn_up),
    "feedback:post": by("secretary", "feedback:post", drawn_up),
    "feedback:close": by("secretary", "feedback:close", over, conclusion="Không có phản ánh."),
    "feedback:notice": by("secretary", "feedback:notice", posted),
    "feedback:send": by("teacher", "feedback:send", posted, kind="OPINION", text="Danh sách rõ ràng."),
    "feedback:opinion": by(
        "secretary", "feedback:opinion", opinion, outcome="EXPLAINED", text="Thư ký đã kiểm tra sổ chấm công."
    ),
}

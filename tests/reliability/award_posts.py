"""One good post for every route of the award decisions."""

from collections.abc import Callable

from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.services.papers import begin_paper
from nominations.dossiers.models import Dossier, Review
from tests.factories.decisions import (
    AwardDecisionFactory,
    AwardLineFactory,
    CancellationFactory,
    held_review,
    in_force,
    passed,
)
from tests.factories.school import PersonFactory
from tests.reliability.world import Post, World, by, today

NAME = "Tặng Giấy khen cho giáo viên có thành tích"


def review(world: World) -> Review:
    return held_review(world.school)


def written(world: World) -> AwardDecision:
    """Without a council, with one line."""
    told = {"merit": "dot_xuat", "no_council_reason": "Khen kịp thời.", "fund": "NONE", "created_by": world.secretary.person}
    decision: AwardDecision = AwardDecisionFactory(school=world.school, **told)
    AwardLineFactory(decision=decision)
    return decision


def line(world: World) -> AwardLine:
    return written(world).lines.get()


def with_paper(world: World) -> AwardDecision:
    decision = written(world)
    begin_paper(decision, actor=world.secretary, at=world.at)
    AwardDecision.objects.filter(pk=decision.pk).update(name="Tặng Giấy khen đột xuất")
    return decision


def decided(world: World) -> AwardDecision:
    return in_force(written(world), principal=world.principal, clerk=world.clerk, at=world.at)


def cancellation(world: World) -> Cancellation:
    decision = decided(world)
    row: Cancellation = CancellationFactory(decision=decision, created_by=world.principal.person)
    decision.lines.update(cancellation=row)
    return row


def from_review(world: World) -> Post:
    dossier: Dossier = passed(review(world))
    asked = by("secretary", "decisions:from_review", lambda _: dossier.review, name=NAME, dossiers=[dossier.pk])
    return asked(world)


def added(world: World) -> Post:
    person = PersonFactory(school=world.school, full_name="Lò Thị Ới")
    told = {"holder": f"p{person.pk}", "code": "GK_HT_CN", "citation": "Cứu cháu bé ngã xuống ao"}
    return by("secretary", "decisions:add_line", written, **told)(world)


def cancelled(world: World) -> Post:
    decision = decided(world)
    told = {"ground": "a", "finding": "Khai sai giờ dạy.", "found_on": today, "lines": [decision.lines.get().pk]}
    return by("principal", "decisions:cancel", lambda _: decision, **told)(world)


def of_superior(world: World) -> Post:
    dossier = passed(review(world), code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    told = {"name": "Công nhận danh hiệu", "number": "1520/QĐ-UBND", "decided_on": today, "issuer": "Chủ tịch UBND quận"}
    return by("clerk", "decisions:superior", **told, year=2023, merit="cong_trang", awarded=[dossier.pk])(world)


def above(world: World) -> AwardDecision:
    decision: AwardDecision = AwardDecisionFactory(
        school=world.school, origin="SUPERIOR", state="IN_FORCE", created_by=world.clerk.person
    )
    AwardLineFactory(decision=decision)
    return decision


def cancelled_above(world: World) -> Post:
    decision = above(world)
    line = decision.lines.get()
    told = {"number": "9/QĐ-UBND", "decided_on": today, "ground": "d", "finding": "Thanh tra kết luận.", "found_on": today}
    return by("clerk", "decisions:superior_cancel", lambda _: decision, **told, lines=[line.pk])(world)


def version(world: World) -> int:
    return 1


AWARD_POSTS: dict[str, Callable[[World], Post]] = {
    "decisions:from_review": from_review,
    "decisions:without_council": by(
        "secretary", "decisions:without_council", name=NAME, merit="dot_xuat", no_council_reason="Khen kịp thời."
    ),
    "decisions:superior": of_superior,
    "decisions:superior_cancel": cancelled_above,
    "decisions:superior_strike": by("clerk", "decisions:superior_strike", above, reason="Ghi nhầm số."),
    "decisions:line_edit": by("secretary", "decisions:line_edit", line, citation="Có nhiều giờ dạy tốt"),
    "decisions:line_remove": by("secretary", "decisions:line_remove", line, version=version),
    "decisions:edit": by("secretary", "decisions:edit", written, name="Tặng Giấy khen đột xuất"),
    "decisions:add_line": added,
    "decisions:discard": by("secretary", "decisions:discard", written),
    "decisions:paper": by("secretary", "decisions:paper", written),
    "decisions:articles": by("secretary", "decisions:articles", with_paper),
    "decisions:cancel": cancelled,
    "decisions:correct": by("principal", "decisions:correct", decided),
    "decisions:cancellation_paper": by("principal", "decisions:cancellation_paper", cancellation),
    "decisions:cancellation_discard": by("principal", "decisions:cancellation_discard", cancellation),
}

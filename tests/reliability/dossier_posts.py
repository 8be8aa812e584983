"""One good post for every route of rounds of review and of dossiers."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from campaigns.registrations.models import Round
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.planning import digest_of, plan_of
from nominations.dossiers.services.drafting import Content, begin
from nominations.dossiers.services.reviews import open_review, save_review
from tests.factories.dossiers import NAMES, DossierFactory, ReviewFactory
from tests.factories.registrations import make_registration, make_round
from tests.reliability.world import Post, World, a_person, by, in_a_month

SUMMARY = "Bồi dưỡng 12 trẻ đạt giải cấp quận, tổ chức 6 buổi ngoại khóa."


def drafted(world: World, turn: Round | None = None) -> Review:
    row = Review(
        school=world.school, created_by=world.principal.person, year=2023, name="Xét cuối năm", regime="B1_2022_ND98",
        regime_reason="Năm học đã qua.", opens_on=world.today, closes_on=world.today + timedelta(days=10),
        decides_on=world.today + timedelta(days=20), round=turn,
    )  # fmt: skip
    return save_review(row, list(NAMES), version=0, actor=world.principal, at=world.at)


def opened(world: World, turn: Round | None = None) -> Review:
    return open_review(drafted(world, turn), actor=world.principal, at=world.at)


def after_registering(world: World) -> Review:
    turn = make_round(principal=world.principal, at=world.at)
    make_registration(turn, world.teacher, world.at)
    return opened(world, turn)


def begun(world: World) -> Dossier:
    content = Content(code="LDTT", summary=SUMMARY)
    return begin(opened(world), world.teacher.person, content, actor=world.teacher, at=world.at)


def sent(world: World) -> Dossier:
    return DossierFactory(review=opened(world), state="SUBMITTED")


def proposed(world: World) -> Post:
    address = reverse("dossiers:begin", args=[opened(world).pk, "ca-nhan"])
    return Post(world.principal, address, {"holder": a_person(world), "code": "LDTT", "summary": SUMMARY})


def handed_in(world: World) -> Post:
    row = begun(world)
    told = {"action": "hand_in", "version": row.version}
    return Post(world.teacher, reverse("dossiers:step", args=[row.pk]), told)


def concluded(world: World) -> Post:
    row = DossierFactory(review=ReviewFactory(school=world.school, state="HELD"), state="TO_COUNCIL")
    return Post(world.secretary, reverse("dossiers:conclude", args=[row.pk]), {"action": "award"})


def days(world: World) -> dict[str, Any]:
    return {"opens_on": world.day(), "closes_on": world.day(10), "decides_on": world.day(20)}


def written(world: World) -> Post:
    told = {"year": 2026, "name": "Đợt hai", "merit": "cong_trang", "honors": ["LDTT"], **days(world)}
    return Post(world.principal, reverse("dossiers:review_add"), told)


DOSSIER_POSTS = {
    "dossiers:review_add": written,
    "dossiers:review_edit": by("principal", "dossiers:review_edit", drafted, name="Đợt hai"),
    "dossiers:review_step": by("principal", "dossiers:review_step", drafted, action="open"),
    "dossiers:review_extend": by(
        "principal", "dossiers:review_extend", opened, person=lambda world: world.teacher.person_id, until=in_a_month,
        reason="Nằm viện.",
    ),
    "dossiers:draw_up": by(
        "secretary", "dossiers:draw_up", after_registering,
        version=lambda world: digest_of(plan_of(Review.objects.latest("pk"))),
    ),
    "dossiers:begin_own": by("teacher", "dossiers:begin_own", opened, code="LDTT", summary=SUMMARY),
    "dossiers:begin": proposed,
    "dossiers:edit": by("teacher", "dossiers:edit", begun, summary=f"{SUMMARY} Thêm học kỳ II."),
    "dossiers:step": handed_in,
    "dossiers:give_back": by(
        "secretary", "dossiers:give_back", sent, flagged=["summary"], reason="Báo cáo chưa có số liệu của học kỳ II.",
        until=in_a_month,
    ),
    "dossiers:conclude": concluded,
    "dossiers:pause": by("secretary", "dossiers:pause", sent, action="pause", reason="Chờ phường xác nhận thành tích."),
}  # fmt: skip

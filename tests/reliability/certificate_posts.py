"""One good post for every route of the certificates."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from awards.certificates.services.designing import put_emblem
from awards.certificates.services.printing import How, draw_run, start_run
from tests.factories.certificates import blank, decision_with_lines, lines_of, printer, with_certificates
from tests.reliability.world import Post, World, by


def decision(world: World) -> Any:
    found = decision_with_lines(world.school)
    with_certificates(found, world.principal)
    return found


def waiting(world: World) -> Any:
    return start_run(lines_of(decision(world)), name="Giấy khen", how=How(), actor=world.clerk, at=world.at)


def drawn(world: World) -> Any:
    run = waiting(world)
    draw_run(run, at=world.at)
    return run


def picture(world: World) -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(stream, "PNG")
    return SimpleUploadedFile("quoc-huy.png", stream.getvalue(), content_type="image/png")


def emblem_dropped(world: World) -> Post:
    put_emblem(world.school, picture(world), actor=world.clerk, at=world.at)
    return Post(world.clerk, reverse("certificates:drop_emblem"))


CERTIFICATE_POSTS: dict[str, Callable[[World], Post]] = {
    "certificates:decision": by("clerk", "certificates:decision", decision, purpose="FIRST"),
    "certificates:run": by("clerk", "certificates:run", drawn),
    "certificates:retry": by("clerk", "certificates:retry", waiting),
    "certificates:design": by("clerk", "certificates:design", awarding_title="Hiệu trưởng"),
    "certificates:emblem": by("clerk", "certificates:emblem", file=picture),
    "certificates:drop_emblem": emblem_dropped,
    "certificates:blank_add": by("clerk", "certificates:blank_add", name="Phôi viền vàng"),
    "certificates:blank": by("clerk", "certificates:blank", lambda world: blank(world.clerk), name="Phôi khác"),
    "certificates:drop_blank": by("clerk", "certificates:drop_blank", lambda world: blank(world.clerk)),
    "certificates:printer_add": by("clerk", "certificates:printer_add", name="Máy in", shift_x="1", shift_y="0"),
    "certificates:printer": by("clerk", "certificates:printer", lambda world: printer(world.clerk), shift_x="2"),
    "certificates:drop_printer": by("clerk", "certificates:drop_printer", lambda world: printer(world.clerk)),
}

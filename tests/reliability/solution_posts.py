"""One good post for every route of solutions."""

from typing import Any

from django.urls import reverse

from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Author, Match, Replication, Solution, SolutionFile, Trial
from nominations.initiatives.services.authors import Line, set_authors
from nominations.initiatives.services.solutions import give_back
from nominations.writings.services import typing
from nominations.writings.services.writing import save_writing
from tests.factories.initiatives import NAME, SolutionFactory
from tests.factories.school import PersonFactory
from tests.factories.targets import upload
from tests.reliability.world import Post, World, by, in_a_month, today
from thiduakt.files.storage import store

FACTS = {"name": "Góc sách ở cửa lớp", "year": lambda world: world.today.year - 1, "kind": "INITIATIVE", "level": "truong"}


def idea(world: World, state: str = S.IDEA) -> Solution:
    return SolutionFactory(school=world.school, person=world.teacher.person, begun_by=world.teacher, state=state)


def submitted(world: World) -> Solution:
    return idea(world, S.SUBMITTED)


def recognised(world: World) -> Solution:
    return idea(world, S.RECOGNISED)


def returned(world: World) -> Solution:
    told = {"parts": [Part.TRIALS], "reason": "Bổ sung số liệu của lớp thứ hai.", "until": world.today}
    return give_back(submitted(world), **told, version=1, actor=world.secretary, at=world.at)


def asked(world: World) -> Author:
    row = idea(world)
    lines = [Line(60, world.teacher.person), Line(40, world.clerk.person)]
    set_authors(row, lines, version=row.version, actor=world.teacher, at=world.at)
    return row.authors.get(person=world.clerk.person)


def without_account(world: World) -> Author:
    """A co-author who signs on paper."""
    row = idea(world)
    row.authors.update(share=60)
    return row.authors.create(person=PersonFactory(school=world.school), share=40)


def tried(world: World) -> Trial:
    return Trial.objects.create(solution=idea(world, S.TRYING), place="Lớp A1", starts_on=world.today)


def own_file(world: World) -> SolutionFile:
    told = {"original_name": "a.pdf", "content_type": "application/pdf", "size": 4, "uploaded_by": world.teacher}
    sha256 = store(b"%PDF", folder=SolutionFile.FOLDER)
    return idea(world).files.create(sha256=sha256, uploaded_at=world.at, **told)


def alike(world: World) -> Match:
    other = SolutionFactory(school=world.school, name=NAME, state=S.SUBMITTED)
    return Match.objects.create(solution=idea(world), other=other, text_share=80, version=1, other_version=1)


def replicated(world: World) -> Replication:
    told = {"who": "Cô Oanh", "place": "Lớp B2", "since": world.today, "logged_by": world.teacher, "logged_at": world.at}
    return Replication.objects.create(solution=recognised(world), **told)


def typed_copy(world: World) -> Post:
    row = idea(world)
    kept = typing.keep(row.writing, {}, base=1, known=None, actor=world.teacher, at=world.at)
    return Post(world.teacher, reverse("initiatives:description_drop", args=[row.pk]), {"kept": kept.kept_at.isoformat()})


def restored(world: World) -> Post:
    row = idea(world)
    save_writing(row.writing, {"noi_dung": "<p>Khác.</p>"}, base_version=1, actor=world.teacher, at=world.at)
    return Post(world.teacher, reverse("initiatives:description_restore", args=[row.pk, 1]), {"version": "2"})


def logged(world: World) -> Post:
    told = {"who": "Cô Oanh", "place": "Lớp B2", "since": world.day(), "files": upload()}
    return Post(world.teacher, reverse("initiatives:replicate", args=[recognised(world).pk]), told)


AUTHORS = {
    "authors-TOTAL_FORMS": 2, "authors-INITIAL_FORMS": 0,
    "authors-0-person": lambda world: world.teacher.person_id, "authors-0-share": 60,
    "authors-1-person": lambda world: world.clerk.person_id, "authors-1-share": 40,
}  # fmt: skip
FIGURES = {
    "figures-TOTAL_FORMS": 1, "figures-INITIAL_FORMS": 0, "figures-0-name": "Trẻ kể", "figures-0-before": "12",
    "figures-0-after": "29",
}  # fmt: skip
TRIAL = {"place": "Lớp A1", "starts_on": today, "files": lambda world: upload(), **FIGURES}
NOTE = "Kế thừa góc sách năm trước, thêm phần kể chuyện."
SOLUTION_POSTS: dict[str, Any] = {
    "initiatives:add": by("teacher", "initiatives:add", **FACTS),
    "initiatives:edit": by("teacher", "initiatives:edit", idea, **FACTS | {"year": 2023}),
    "initiatives:authors": by("teacher", "initiatives:authors", idea, **AUTHORS),
    "initiatives:answer": by("clerk", "initiatives:answer", asked, **{"share": 40, "tra-loi": "dong-y"}),
    "initiatives:attest": by("teacher", "initiatives:attest", without_account, share=40, files=lambda world: upload()),
    "initiatives:description": by("teacher", "initiatives:description", idea, **{"muc-noi_dung": "<p>Trẻ kể.</p>"}),
    "initiatives:description_drop": typed_copy,
    "initiatives:description_restore": restored,
    "initiatives:trial_add": by("teacher", "initiatives:trial_add", idea, **TRIAL),
    "initiatives:trial_edit": by("teacher", "initiatives:trial_edit", tried, **TRIAL),
    "initiatives:trial_remove": by("teacher", "initiatives:trial_remove", tried),
    "initiatives:trial_confirm": by("secretary", "initiatives:trial_confirm", tried, version=1, note="Đã dự giờ."),
    "initiatives:evidence_add": by("teacher", "initiatives:evidence_add", idea, files=lambda world: upload()),
    "initiatives:evidence_remove": by("teacher", "initiatives:evidence_remove", own_file),
    "initiatives:compare": by("teacher", "initiatives:compare", idea),
    "initiatives:explain": by("teacher", "initiatives:explain", alike, note=NOTE),
    "initiatives:review": by("secretary", "initiatives:review", alike, note=NOTE),
    "initiatives:step": by("teacher", "initiatives:step", idea, action="withdraw", reason="Làm năm sau.", version=1),
    "initiatives:return": by("secretary", "initiatives:return", submitted, parts=["trials"], reason=NOTE, until=in_a_month),
    "initiatives:extend": by("secretary", "initiatives:extend", returned, until=in_a_month),
    "initiatives:replicate": logged,
    "initiatives:replication_remove": by("teacher", "initiatives:replication_remove", replicated),
}

"""One good post for every route of the packs for a superior."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from awards.packs.models import Pack, PackDossier, PackFile
from awards.packs.services.drafting import add_files
from awards.packs.services.forms import upload_form
from nominations.dossiers.models import Review
from tests.documents.test_services_signed_copies import pdf
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory, held_review
from tests.factories.documents import DocumentFactory
from tests.factories.packs import CITY, PackFactory, built, empty_form, passed_up
from tests.reliability.world import Post, World, by, today
from thiduakt.documents.kinds import Kind


def scan(world: World) -> SimpleUploadedFile:
    return SimpleUploadedFile("xac-nhan.pdf", pdf())


def waiting(world: World) -> Review:
    return passed_up(held_review(world.school)).review


def draft(world: World) -> Pack:
    pack: Pack = PackFactory(review=held_review(world.school))
    return pack


def in_state(state: str) -> Callable[[World], Pack]:
    def made(world: World) -> Pack:
        pack: Pack = PackFactory(review=held_review(world.school), state=state)
        return pack

    return made


def ready(world: World) -> Pack:
    """Nothing is missing for the principal's yes."""
    pack = draft(world)
    paper = DocumentFactory(school=world.school, kind=Kind.SUBMITTAL, state="ISSUED", created_by=world.secretary.person)
    Pack.objects.filter(pk=pack.pk).update(document=paper)
    built(pack)
    return pack


def line(world: World) -> PackDossier:
    return draft(world).lines.get()


def paper(world: World) -> PackFile:
    pack = draft(world)
    add_files(pack, [scan(world)], actor=world.secretary, at=world.at)
    return pack.files.get()


def with_form(world: World) -> Pack:
    pack = draft(world)
    upload_form(pack, "mau.xlsx", empty_form(), actor=world.secretary, at=world.at)
    return pack


def sheet(world: World) -> SimpleUploadedFile:
    return SimpleUploadedFile("mau.xlsx", empty_form())


def decided(world: World) -> Post:
    pack = in_state("SENT")(world)
    dossier = pack.lines.get().dossier
    decision = AwardDecisionFactory(school=world.school, origin="SUPERIOR", state="IN_FORCE")
    AwardLineFactory(decision=decision, dossier=dossier, person=dossier.person)
    return by("clerk", "packs:decide", lambda _: pack, decision=decision.pk)(world)


PACK_POSTS: dict[str, Callable[[World], Post]] = {
    "packs:begin": by("secretary", "packs:begin", waiting, authority=CITY),
    "packs:edit": by("secretary", "packs:edit", draft, version=1, addressee="UBND xã"),
    "packs:fill": by("secretary", "packs:fill", draft),
    "packs:submittal": by("secretary", "packs:submittal", draft),
    "packs:files": by("secretary", "packs:files", draft, files=scan),
    "packs:build": by("secretary", "packs:build", draft),
    "packs:approve": by("principal", "packs:approve", ready),
    "packs:rework": by("secretary", "packs:rework", in_state("APPROVED")),
    "packs:discard": by("secretary", "packs:discard", draft),
    "packs:send": by("clerk", "packs:send", in_state("APPROVED"), sent_on=today),
    "packs:answer": by("clerk", "packs:answer", in_state("SENT"), kind="RECEIPT", told_on=today, number="12/BN"),
    "packs:decide": decided,
    "packs:form": by("secretary", "packs:form", draft, file=sheet),
    "packs:map_form": by(
        "secretary", "packs:map_form", with_form, version=2, sheet="Danh sách", first_row=5, **{"col-C": "name"}
    ),
    "packs:leave_out": by("secretary", "packs:leave_out", line),
    "packs:drop_file": by("secretary", "packs:drop_file", paper),
}

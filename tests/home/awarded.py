"""The rows of the world from the decision on; `furnish` of world.py calls them in the order they need."""

from typing import TYPE_CHECKING

from django.utils import timezone

from awards.certificates.models import Blank, Certificate, PrintedSheet, Printer, PrintRun
from awards.closing.models import ArchiveFile, YearArchive, YearClosing
from awards.decisions.models import DecisionFile
from awards.packs.models import Answer, AnswerFile, PackFile, SuperiorForm
from awards.publications.models import ConsentFile, ConsentSheet
from awards.rewards.models import EstimateLine, FundLine
from tests.factories.ceremonies import CeremonyFactory, ProgramItemFactory, RecipientFactory, TurnFactory
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory, CancellationFactory
from tests.factories.packs import PackFactory, passed_up
from tests.factories.publications import PublicationFactory, PupilConsentFactory
from tests.factories.rewards import EstimateFactory, FundFactory, FundLineFactory, PaymentFactory, RecoveryFactory
from thiduakt.files.storage import store
from thiduakt.school.models import User

if TYPE_CHECKING:
    from .world import World


def about_decisions(world: "World", head: User, key: int) -> None:
    """One in force with a cancellation that is drawn up, one that is written, and one of a superior with its scan."""
    told = {"school": world.school, "created_by": head.person}
    award = AwardDecisionFactory(pk=key, name=world.word("Award"), state="IN_FORCE", **told)
    written = AwardDecisionFactory(pk=key + 1, name=world.word("Awarding"), **told)
    above = AwardDecisionFactory(pk=key + 2, name=world.word("FromAbove"), origin="SUPERIOR", state="IN_FORCE", **told)
    for place, (name, row) in enumerate({"Award": award, "Awarding": written, "FromAbove": above}.items()):
        AwardLineFactory(pk=key + place, decision=row, person=world.rows["Person"], citation=world.word(name))
    cancelling = CancellationFactory(pk=key, decision=award, finding=world.word("Cancelling"), created_by=head.person)
    kept = {"sha256": store(world.word("Scanned").encode(), folder=DecisionFile.FOLDER), "size": 8}
    told = {"content_type": "application/pdf", "uploaded_by": head, "uploaded_at": timezone.now(), **kept}
    scanned = DecisionFile.objects.create(pk=key, decision=above, original_name=world.word("Scanned"), **told)
    world.rows |= {"Award": award, "Awarding": written, "FromAbove": above, "Cancelling": cancelling, "Scanned": scanned}


def about_certificates(world: "World", head: User, key: int) -> None:
    """Of the decision in force a certificate and the run that printed it, on a blank, by a printer."""
    certificate = Certificate.objects.create(pk=key, line_id=key)
    blank = Blank.objects.create(pk=key, school=world.school, name=world.word("Blanked"))
    printer = Printer.objects.create(pk=key, school=world.school, name=world.word("Press"), shift_x=0, shift_y=0)
    told = {"requested_by": head, "requested_at": timezone.now(), "blank": blank, "printer": printer, "total": 1}
    run = PrintRun.objects.create(pk=key, school=world.school, name=world.word("Printed"), **told)
    PrintedSheet.objects.create(pk=key, run=run, certificate=certificate, position=1)
    world.rows |= {"Blanked": blank, "Press": printer, "Printed": run}


def about_showing(world: "World", head: User, key: int) -> None:
    """The decision in force is to be published and handed over; a pupil may be named."""
    award = world.rows["Award"]
    told = {"decision": award, "created_by": head.person}
    shown = PublicationFactory(pk=key, title=world.word("Announced"), **told)
    naming = PupilConsentFactory(pk=key, pupil=world.rows["Pupil"], how=world.word("Naming"), recorded_by=head)
    kept = {"sha256": store(world.word("Slip").encode(), folder=ConsentFile.FOLDER), "size": 8, "uploaded_by": head}
    sheet = ConsentSheet.objects.create(pk=key, school=world.school)
    slip = ConsentFile.objects.create(
        pk=key,
        sheet=sheet,
        original_name=world.word("Slip"),
        content_type="application/pdf",
        uploaded_at=timezone.now(),
        **kept,
    )
    ceremony = CeremonyFactory(pk=key, school=world.school, name=world.word("Ceremony"), created_by=head.person)
    ceremony.decisions.add(award)
    ProgramItemFactory(pk=key, ceremony=ceremony)
    turn = TurnFactory(pk=key, ceremony=ceremony, name=world.word("Ceremony"))
    RecipientFactory(pk=key, ceremony=ceremony, line=award.lines.get(), turn=turn)
    world.rows |= {"Announced": shown, "Naming": naming, "Slip": slip, "Ceremony": ceremony}


def about_closing(world: "World", head: User, key: int) -> None:
    """A year of long ago, closed and archived."""
    told, now = {"school": world.school, "year": 2010}, timezone.now()
    YearClosing.objects.create(pk=key, state="CLOSED", closed_on=now.date(), closed_by=head, **told)
    archive = YearArchive.objects.create(pk=key, asked_by=head, asked_at=now, ended_at=now, **told)
    kept = {"sha256": store(world.word("Archived").encode(), folder=ArchiveFile.FOLDER), "size": 8}
    named = {"original_name": world.word("Archived"), "content_type": "application/zip"}
    ArchiveFile.objects.create(pk=key, archive=archive, uploaded_by=head, uploaded_at=now, **named, **kept)
    world.rows |= {"Archived": archive}


def about_money(world: "World", head: User, key: int) -> None:
    """A fund with a line; of the decision in force what is due and what has to come back; an estimate."""
    line = world.rows["Award"].lines.get()
    fund = FundFactory(pk=key, school=world.school)
    entered = FundLineFactory.build(pk=key, fund=fund, entered_by=head, told=world.word("Entered"))
    FundLine.objects.bulk_create([entered])  # `save` takes no line that has a key already
    due = PaymentFactory(pk=key, line=line, amount=540_000)
    back = RecoveryFactory(pk=key, line=line, why=world.word("Back"))
    told = {"review": world.rows["Review"], "fund": fund, "created_by": head.person}
    estimate = EstimateFactory(pk=key, **told)
    dossier = world.rows["Review"].dossiers.first()
    EstimateLine.objects.create(estimate=estimate, position=1, dossier=dossier, holder_name=world.word("Estimated"))
    world.rows |= {"Entered": entered, "Due": due, "Back": back, "Estimated": estimate}


def about_packs(world: "World", head: User, key: int) -> None:
    """One that was sent, with what was answered, a further paper and the form of its authority."""
    dossier = passed_up(world.rows["Review"], person=world.rows["Person"])
    pack = PackFactory(
        pk=key, review=world.rows["Review"], dossiers=[dossier], state="SENT", addressee=world.word("Packed"),
        created_by=head.person,
    )  # fmt: skip
    told = {"told_on": pack.sent_on, "who": world.word("Packed"), "recorded_by": head, "recorded_at": timezone.now()}
    answer = Answer.objects.create(pk=key, pack=pack, kind="RECEIPT", **told)
    kept = {"sha256": store(world.word("Packed").encode(), folder=PackFile.FOLDER), "size": 8}
    kept |= {"content_type": "application/pdf", "uploaded_by": head, "uploaded_at": timezone.now()}
    PackFile.objects.create(pk=key, pack=pack, original_name=world.word("Packed"), **kept)
    kept["sha256"] = store(world.word("Packed").encode(), folder=AnswerFile.FOLDER)
    AnswerFile.objects.create(pk=key, answer=answer, original_name=world.word("Packed"), **kept)
    told = {"authority": pack.authority, "year": pack.review.year, "sheet": "Danh sách"}
    SuperiorForm.objects.create(pk=key, school=world.school, original_name=world.word("Packed"), **told, **kept)
    world.rows |= {"Packed": pack}

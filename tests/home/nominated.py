"""The rows of the world from an initiative to the council; `furnish` of world.py calls them in the order they need."""

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from nominations.dossiers.models import DossierFile
from nominations.initiatives.models import Agreement, Match, SolutionFile, Trial
from nominations.judging.models import Appeal
from nominations.judging.models import Sheet as JudgingSheet
from nominations.sessions.models import CouncilSession, Item
from tests.factories.appraisals import AppraisalFactory, WaiverFactory
from tests.factories.ballots import PollFactory
from tests.factories.councils import CouncilFactory, RenewalFactory, SeatFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.feedback import OpinionFactory, PostedLineFactory, PostingFactory
from tests.factories.initiatives import SolutionFactory
from tests.factories.judging import CriteriaSetFactory, SubmissionFactory, recognised
from tests.factories.judging import EntryFactory as JudgedFactory
from tests.factories.judging import JudgeFactory as JudgingJudgeFactory
from tests.factories.judging import RoundFactory as JudgingRoundFactory
from tests.factories.judging import SolutionFactory as SubmittedFactory
from tests.factories.meetings import GroupMeetingFactory
from tests.factories.writings import OutlineFactory, WritingFactory
from thiduakt.files.storage import store
from thiduakt.school.models import Group, User

if TYPE_CHECKING:
    from .world import World


def about_councils(world: "World", key: int, today: date) -> None:
    """One that stands, one that is prepared, and the list that the first is to have."""
    school, person = world.school, world.rows["Person"]
    council = CouncilFactory(pk=key, school=school, name=world.word("Council"), begins_on=today - timedelta(days=9))
    SeatFactory(pk=key, council=council, person=person, duties=world.word("Council"))
    told = {"pk": key + 1, "school": school, "name": world.word("Founding"), "state": "DRAFT", "kind": "CONTEST"}
    founding = CouncilFactory(**told)
    SeatFactory(pk=key + 1, council=founding, person=person, duties=world.word("Founding"))
    renewal = RenewalFactory(pk=key, council=council, reason=world.word("Renewed"))
    proposed = {"council": council, "renewal": renewal, "person": person, "begins_on": None}
    SeatFactory(pk=key + 2, **proposed, duties=world.word("Renewed"))
    world.rows |= {"Council": council, "Founding": founding, "Renewed": renewal}


def about_sessions(world: "World", key: int, today: date) -> None:
    """Of a council in which the colleague sits: a session that is prepared, and one that is called, with its matter."""
    council = world.rows["Council"]
    told = {"council": council, "school": world.school, "created_by": world.rows["Person"], "held_on": today}
    told |= {"starts_at": time(8), "place": "Phòng hội đồng"}
    for number, (name, state) in enumerate({"Session": "CALLED", "Planned": "DRAFT"}.items()):
        row = CouncilSession(pk=key + number, number=number + 1, title=world.word(name), state=state, **told)
        row.save()
        world.rows[name] = row
    Item.objects.create(pk=key, session=world.rows["Session"], position=1, title=world.word("Session"))


def about_polls(world: "World", key: int, today: date) -> None:
    """One that is counted, whose electors are none of those who ask."""
    told = {"title": world.word("Poll"), "state": "COUNTED", "n_electors": 5, "opened_on": today, "closed_on": today}
    world.rows["Poll"] = PollFactory(pk=key, school=world.school, **told)


def about_feedback(world: "World", head: User, key: int) -> None:
    """A list that the school is shown, with a colleague on it, and what somebody wrote of her."""
    round_over = ReviewFactory(pk=key + 30, school=world.school, state="CLOSED")
    shown = PostingFactory(pk=key, review=round_over, state="CLOSED", place=world.word("Posting"))
    about = DossierFactory(pk=key + 30, review=round_over, person=world.rows["Person"], state="SUBMITTED")
    line = PostedLineFactory(pk=key, posting=shown, dossier=about)
    told = {"posting": shown, "line": line, "sent_by": head, "text": world.word("Opinion")}
    world.rows |= {"Posting": shown, "Opinion": OpinionFactory(pk=key, **told)}


def about_judging(world: "World", key: int) -> None:
    """A round that a colleague judges, one that is over and questioned, and what was sent up: of people in no tổ."""
    school, today = world.school, timezone.localdate()
    rules = CriteriaSetFactory(pk=key, school=school, name=world.word("Rubric"))
    told = {"school": school, "criteria_set": rules}
    judged = JudgingRoundFactory(pk=key, name=world.word("Judging"), state="OPEN", **told)
    over = JudgingRoundFactory(pk=key + 1, name=world.word("Concluded"), state="CONCLUDED", concluded_on=today, **told)
    solution = SubmittedFactory(pk=key + 60, school=school, name=world.word("Judged"), state="IN_JUDGING")
    entry = JudgedFactory(pk=key, round=judged, solution=solution)
    noted = {"note": world.word("Noted"), "agrees": True, "sent_at": timezone.now()}
    held = JudgingSheet.objects.create(pk=key, judge=JudgingJudgeFactory(pk=key, round=judged), entry=entry, **noted)
    refused = SubmittedFactory(pk=key + 61, school=school, name=world.word("Refused"), state="REFUSED")
    told = {"verdict": "REFUSED", "reason": world.word("Why")}
    answered = JudgedFactory(pk=key + 1, round=over, solution=refused, **told)
    told = {"person": refused.person, "reason": world.word("Appealed"), "sent_at": timezone.now()}
    appeal = Appeal.objects.create(pk=key, entry=answered, **told)
    known = recognised(SubmittedFactory(pk=key + 62, school=school, name=world.word("Known")))
    above = SubmissionFactory(pk=key, solution=known, paper=world.word("Above"))
    world.rows |= {"Rubric": rules, "Judging": judged, "Concluded": over, "Judged": solution, "Noted": held}
    world.rows |= {"Refused": refused, "Why": answered, "Appealed": appeal, "Known": known, "Above": above}


def about_dossiers(world: "World", head: User, key: int) -> None:
    """A round that takes dossiers, and what a colleague has handed in to the school."""
    review = ReviewFactory(pk=key, school=world.school, name=world.word("Review"))
    told = {"summary": world.word("Dossier"), "written_by": head, "state": "SUBMITTED"}
    row = DossierFactory(pk=key, review=review, person=world.rows["Person"], code="CSTDCS", **told)
    world.rows |= {"Review": review, "Dossier": row}


def about_appraising(world: "World", head: User, group: Group, key: int) -> None:
    """A meeting that the tổ writes down, what was found of the dossier, and a condition that is to be let pass."""
    told = {"school": world.school, "review": world.rows["Review"], "place": world.word("Meeting")}
    meeting = GroupMeetingFactory(pk=key, group=group, created_by=head.person, **told)
    dossier = world.rows["Dossier"]
    found = AppraisalFactory(pk=key, dossier=dossier, note=world.word("Appraised"), changed_by=head)
    waived = WaiverFactory(pk=key, dossier=dossier, reason=f"{world.word('Waived')} {'vì ' * 9}", proposed_by=head)
    world.rows |= {"Meeting": meeting, "Appraised": found, "Waived": waived}


def about_writing(world: "World", head: User, key: int) -> None:
    """An outline of the school, and a dossier with its report and what proves it."""
    outline = OutlineFactory(pk=key, school=world.school, name=world.word("Outline"), from_on=date(2020, 1, 1))
    sections = {"duties": f"<p>{world.word('Written')}</p>", "results": "", "other": ""}
    report = WritingFactory(pk=key, school=world.school, outline=outline, sections=sections, changed_by=head)
    review = ReviewFactory(pk=key + 31, school=world.school)
    row = DossierFactory(pk=key + 31, review=review, person=world.rows["Person"], report=report, written_by=head)
    kept = {"sha256": store(world.word("Proven").encode(), folder=DossierFile.FOLDER), "size": 8}
    told = {"content_type": "application/pdf", "uploaded_by": head, "uploaded_at": timezone.now(), **kept}
    proven = DossierFile.objects.create(pk=key, dossier=row, original_name=world.word("Proven"), **told)
    world.rows |= {"Outline": outline, "Written": row, "Proven": proven}


def about_solutions(world: "World", head: User, key: int) -> None:
    """What a colleague has submitted, with its text, where it was tried, what shows it and what it reads like."""
    told = {"name": world.word("Solution"), "sections": {"noi_dung": f"<p>{world.word('Described')} {'chữ ' * 40}</p>"}}
    row = SolutionFactory(pk=key, school=world.school, person=world.rows["Person"], state="SUBMITTED", begun_by=head, **told)
    day = timezone.localdate()
    trial = Trial.objects.create(pk=key, solution=row, place=world.word("Tested"), starts_on=day)
    kept = {"sha256": store(world.word("Seen").encode(), folder=SolutionFile.FOLDER), "size": 8}
    told = {"content_type": "application/pdf", "uploaded_by": head, "uploaded_at": timezone.now(), **kept}
    seen = SolutionFile.objects.create(pk=key, solution=row, trial=trial, original_name=world.word("Seen"), **told)
    match = Match.objects.create(
        pk=key, solution=row, initiative=world.rows["Initiative"], name_share=70, version=1, author_note=world.word("Alike")
    )
    kept = {"sha256": store(world.word("Agreed").encode(), folder=Agreement.FOLDER), "size": 8}
    told = {"content_type": "application/pdf", "uploaded_by": head, "uploaded_at": timezone.now(), **kept}
    agreed = Agreement.objects.create(pk=key, author=row.authors.get(), original_name=world.word("Agreed"), **told)
    world.rows |= {"Solution": row, "Described": row, "Tested": trial, "Seen": seen, "Alike": match, "Agreed": agreed}

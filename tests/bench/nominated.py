"""What a school nominates, in as many rows as every list: rounds, dossiers, solutions, and what was written in them."""

from datetime import time

from django.utils import timezone

from nominations.ballots.manifest import Manifest
from nominations.ballots.models import Poll
from nominations.councils.enums import SeatFunction
from nominations.councils.models import Council, Seat
from nominations.dossiers.models import Assessment, Dossier, Review
from nominations.dossiers.models.dossiers import keys_of
from nominations.feedback.models import Posting
from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Author, Solution
from nominations.judging.models import CriteriaSet, Round, Submission
from nominations.meetings.models import GroupMeeting
from nominations.sessions.models import CouncilSession
from nominations.writings.models import Outline, Revision, Writing
from tests.bench.world import BATCH, DAY, REGISTERED
from tests.factories.ballots import DAO, RULE
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.initiatives import SolutionFactory
from tests.factories.writings import WritingFactory
from thiduakt.school.models import Person, School, User
from thiduakt.vietnamese import fold

LAW = "Luật 06/2022/QH15, Điều 24"
ANSWERS = [
    {"key": key, "asked": asked, "source": LAW, "met": met, "have": "", "missing": "", "test": "", "sure": bool(met)}
    for key, asked, met in (("rating", "Hoàn thành tốt nhiệm vụ trở lên", True), ("law", "Chấp hành tốt pháp luật", None))
]  # of the two conditions one asks for a look


def nominate(school: School, user: User, people: list[Person], count: int, *, savings: int) -> dict[str, int]:
    """The ids of the last round of dossiers, and of a dossier and a solution whose writings were saved `savings` times."""
    keys = {"review": _dossiers(school, user, people, count), **_writings(school, user, savings)}
    _solutions(school, user, people, count)
    _judging(school, people, count)
    _councils(school, people, count)
    _polls(school, people, count)
    return keys


def _dossiers(school: School, user: User, people: list[Person], count: int) -> int:
    """Rounds of many years, the last with as many dossiers, at most three thousand; its id."""
    told = {"school": school, "regime": "B1_2022_ND98", "state": "OPEN", "created_by": people[0]}
    told |= dict.fromkeys(("opens_on", "closes_on", "decides_on"), DAY)
    reviews = [Review(**told, year=2000 + place % 90, name=f"Đợt xét {place}") for place in range(count)]
    for row in reviews:
        row.search_key = fold(row.name)
    review = Review.objects.bulk_create(reviews, batch_size=BATCH)[-1]
    same = {"review": review, "school": school, "holder_kind": "PERSON", "written_by": user, "written_at": timezone.now()}
    same |= {"code": "LDTT", "honor_name": "Lao động tiên tiến", "state": "WITHDRAWN"}
    rows = [Dossier(**same, person=people[place % len(people)]) for place in range(min(count, REGISTERED))]
    for row in rows:
        row.sort_key, row.search_key = keys_of(row)
    Dossier.objects.bulk_create(rows, batch_size=BATCH)
    _reviewed(school, user, people, reviews)
    return review.pk


def _reviewed(school: School, user: User, people: list[Person], reviews: list[Review]) -> None:
    """A meeting of the tổ in each round, its list on the wall, and a dossier that was assessed and waits to be appraised."""
    meetings = [
        GroupMeeting(school=school, review=review, group=people[0].group, held_on=DAY, created_by=people[0], search_key="to")
        for review in reviews
    ]
    GroupMeeting.objects.bulk_create(meetings, batch_size=BATCH)
    shown = {"school": school, "place": "Bảng tin", "posted_on": DAY, "until": DAY, "created_by": people[0]}
    postings = [Posting(**shown, state="POSTED", review=review, search_key="dot xet") for review in reviews]
    Posting.objects.bulk_create(postings, batch_size=BATCH)
    now = timezone.now()
    told = {"school": school, "holder_kind": "PERSON", "written_by": user, "written_at": now, "handed_in_at": now}
    told |= {"code": "LDTT", "honor_name": "Lao động tiên tiến", "state": "SUBMITTED"}
    rows = [Dossier(**told, review=one, person=people[place % len(people)]) for place, one in enumerate(reviews)]
    for row in rows:
        row.sort_key, row.search_key = keys_of(row)
    rows = Dossier.objects.bulk_create(rows, batch_size=BATCH)
    found = {
        "made_at": now,
        "code": "LDTT",
        "regime": "B1_2022_ND98",
        "verdict": "needs_review",
        "open_verdict": "needs_review",
    }
    found |= {"answers": ANSWERS, "open_answers": ANSWERS}
    Assessment.objects.bulk_create([Assessment(dossier=row, **found) for row in rows], batch_size=BATCH)


def _solutions(school: School, user: User, people: list[Person], count: int) -> None:
    """Of many years, each of one author."""
    outline = Outline.objects.get(code="mo-ta-sang-kien", school=None)
    told = {"school": school, "outline": outline, "changed_at": timezone.now(), "changed_by": user}
    writings = Writing.objects.bulk_create([Writing(**told) for _ in range(count)], batch_size=BATCH)
    same = {"school": school, "begun_by": user, "begun_at": timezone.now(), "submitted_at": timezone.now()}
    rows = [
        Solution(
            **same, writing=writing, person=people[place % len(people)], year=2000 + place % 90, name=f"Giải pháp {place}",
            state=SolutionState.values[place % 4], returned_reason="Thiếu.", returned_until=DAY,
            search_key=f"giai phap {place}",
        )
        for place, writing in enumerate(writings)
    ]  # fmt: skip
    Solution.objects.bulk_create(rows, batch_size=BATCH)
    authors = [Author(solution=row, person=row.person, share=100, confirmed_at=timezone.now()) for row in rows]
    Author.objects.bulk_create(authors, batch_size=BATCH)
    above = [Submission(school=school, solution=row, level="co_so", sent_on=DAY, paper="Tờ trình số 12") for row in rows]
    Submission.objects.bulk_create(above, batch_size=BATCH)


def _judging(school: School, people: list[Person], count: int) -> None:
    """Rounds of many years, each with a criteria set of its own."""
    told = {"school": school, "created_by": people[0]}
    days = {"opens_on": DAY, "closes_on": DAY}
    sets = [CriteriaSet(**told, name=f"Bộ tiêu chí {place}", search_key=f"bo {place}") for place in range(count)]
    rules = CriteriaSet.objects.bulk_create(sets, batch_size=BATCH)
    turns = [
        Round(**told, **days, criteria_set=one, year=2000 + place % 90, name=f"Chấm {place}", search_key=f"cham {place}")
        for place, one in enumerate(rules)
    ]
    Round.objects.bulk_create(turns, batch_size=BATCH)


def _councils(school: School, people: list[Person], count: int) -> None:
    """Of contests of many years, each with its chair and a session that it is called to."""
    told = {"school": school, "created_by": people[0], "kind": "CONTEST", "state": "ENDED", "decision_named": "Quyết định 9"}
    rows = [
        Council(**told, year=2000 + place % 90, name=f"Hội đồng {place}", begins_on=DAY, ends_on=DAY, search_key="hoi dong")
        for place in range(count)
    ]
    Council.objects.bulk_create(rows, batch_size=BATCH)
    seats = [Seat(council=row, person=people[0], function=SeatFunction.CHAIR, begins_on=DAY) for row in rows]
    Seat.objects.bulk_create(seats, batch_size=BATCH)
    held = {"school": school, "created_by": people[0], "number": 1, "held_on": DAY, "starts_at": time(8), "state": "CALLED"}
    sessions = [
        CouncilSession(**held, council=row, title=f"Phiên {place}", search_key="phien") for place, row in enumerate(rows)
    ]
    CouncilSession.objects.bulk_create(sessions, batch_size=BATCH)


def _polls(school: School, people: list[Person], count: int) -> None:
    """Counted, of many years."""
    manifest = Manifest(candidates=[DAO], electors=[], recusals=[], rule=RULE).written()
    told = {"school": school, "chair": people[0], "secretary": people[1], "manifest": manifest, "manifest_hash": "0" * 64}
    told |= {"public_key": b"key", "sk_wrapped": b"key", "tally": {"dao": [0, 0, 0, 0]}, "opened_on": DAY, "n_electors": 5}
    rows = [Poll(**told, title=f"Bỏ phiếu {place}", state="COUNTED", search_key="bo phieu") for place in range(count)]
    Poll.objects.bulk_create(rows, batch_size=BATCH)


def _writings(school: School, user: User, savings: int) -> dict[str, int]:
    """The report of a dossier and the description of a solution, each saved so many times; the ids of their owners."""
    told = {"school": school, "person": user.person}
    review = ReviewFactory(school=school, name="Đợt xét có báo cáo")
    dossier = DossierFactory(review=review, person=user.person, written_by=user, report=_saved(school, user, savings))
    solution = SolutionFactory(**told, begun_by=user, writing=_saved(school, user, savings))
    return {"dossier": dossier.pk, "solution": solution.pk}


def _saved(school: School, user: User, savings: int) -> Writing:
    writing: Writing = WritingFactory(school=school, changed_by=user, version=savings)
    same = {"writing": writing, "sections": {}, "changed": ["Kết quả"], "saved_by": user, "saved_at": timezone.now()}
    Revision.objects.bulk_create([Revision(**same, number=number) for number in range(1, savings)])
    return writing

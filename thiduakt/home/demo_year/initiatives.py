"""Sáng kiến của trường dùng thử: three recognised ones of 2022–2023, and two of today, one of which reads like those."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Author, Replication, Solution, Trial
from nominations.initiatives.services.applying import Figure, Tried, add_trial, confirm_trial
from nominations.initiatives.services.authors import Line, set_authors
from nominations.initiatives.services.evidence import add_files
from nominations.initiatives.services.likeness import compare, explain
from nominations.initiatives.services.solutions import Facts, begin, submit
from nominations.writings.enums import Use
from nominations.writings.models import Outline
from nominations.writings.queries import outline_for
from nominations.writings.services.writing import begin_writing, save_writing
from thiduakt.home.demo import FOLDER
from thiduakt.ledger.models import Initiative
from thiduakt.ledger.years import year_on
from thiduakt.school.models import User

from .targets import picture

PAST = 2022
BEGUN, SENT = date(2022, 10, 3), date(2023, 3, 20)
FIGURES = (Figure("Trẻ thực hiện được", "%", "41", "88"), Figure("Gia đình tham gia", "%", "25", "94"))


def load(at: datetime) -> None:
    """Onto the school and its history."""
    told = json.loads((FOLDER / "initiatives.json").read_text())
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person__group")}
    outline = outline_for(users["thuky"].school_id, Use.INITIATIVE, on=timezone.localdate(at))
    if outline is None:
        raise AssertionError("The outlines of the state come with a migration.")
    kept = Initiative.objects.filter(school=users["thuky"].school_id, year=PAST).prefetch_related("authors__person__group")
    for one in told["recognised"]:
        _recognised(kept.get(name=one["name"]), one, outline, users["thuky"], users["hieutruong"])
    _trying(told["open"]["giaovien"], users, at)
    _submitted(told["open"]["uyvien"], users, at)


def _recognised(initiative: Initiative, told: dict[str, Any], outline: Outline, secretary: User, head: User) -> None:
    """Past the services: judged in the spring of 2023, before anybody wrote it here."""
    authors = list(initiative.authors.all())
    lead = authors[0].person
    writing = begin_writing(
        outline, _whole(initiative.name, told), school_id=initiative.school_id, actor=secretary, at=_moment(BEGUN)
    )
    solution = Solution.objects.create(
        school_id=initiative.school_id, person=lead, group=lead.group, year=PAST, kind=initiative.kind,
        name=initiative.name, level=initiative.level, field=told["field"], first_applied_on=BEGUN, writing=writing,
        ledger_initiative=initiative, state=S.RECOGNISED, begun_by=secretary, begun_at=_moment(BEGUN),
        submitted_at=_moment(SENT),
    )  # fmt: skip
    for place, author in enumerate(authors):
        Author.objects.create(
            solution=solution, person=author.person, share=author.share, position=place, confirmed_at=_moment(BEGUN)
        )
    Trial.objects.create(
        solution=solution, place="Lớp của tác giả", starts_on=BEGUN, ends_on=SENT, remarks="Trẻ hứng thú, dễ thực hiện.",
        figures=[{"name": "Trẻ thực hiện được", "unit": "%", "before": "41", "after": "88"}], confirmed_by=head,
        confirmed_at=_moment(SENT),
    )  # fmt: skip
    Replication.objects.create(
        solution=solution, who="Các lớp cùng khối", place="Trường Mầm non Giang Biên", since=date(2023, 2, 6),
        result="Ba lớp làm theo, kết quả tương tự.", logged_by=secretary, logged_at=_moment(SENT),
    )  # fmt: skip


def _trying(told: dict[str, Any], users: dict[str, User], at: datetime) -> None:
    """Being tried, with a co-author who is asked; it reads like one that was recognised."""
    author, colleague = users["giaovien"], users["totruong"]
    solution = _begun(told, author, at)
    lines = [Line(share=70, person=author.person), Line(share=30, person=colleague.person)]
    set_authors(solution, lines, version=solution.version, actor=author, at=at)
    _tried(solution, author, at)
    compare(solution, actor=author, at=at)


def _submitted(told: dict[str, Any], users: dict[str, User], at: datetime) -> None:
    author = users["uyvien"]
    solution = _begun(told, author, at)
    trial = _tried(solution, author, at)
    confirm_trial(trial, note="Đã dự hai buổi.", version=trial.version, actor=users["phohieutruong"], at=at)
    add_files(solution, [ContentFile(picture("#9c1519"), name="nhat-ky.jpg")], actor=author, at=at)
    compare(solution, actor=author, at=at)
    for match in solution.matches.all():
        explain(match, "Chỉ giống câu mở đầu theo đề cương; cách làm là mới.", actor=author, at=at)
    solution = Solution.objects.get(pk=solution.pk)
    submit(solution, version=solution.version, actor=author, at=at)


def _begun(told: dict[str, Any], author: User, at: datetime) -> Solution:
    today = timezone.localdate(at)
    applied = today - timedelta(days=60)
    facts = Facts(name=told["name"], year=year_on(today), field=told["field"], first_applied_on=applied)
    solution = begin(facts, actor=author, at=at - timedelta(days=60))
    save_writing(solution.writing, _whole(told["name"], told), base_version=1, actor=author, at=at)
    return Solution.objects.select_related("writing__outline").get(pk=solution.pk)


def _tried(solution: Solution, author: User, at: datetime) -> Trial:
    solution.refresh_from_db()
    tried = Tried(
        starts_on=timezone.localdate(at) - timedelta(days=60), place="Lớp của tác giả", figures=FIGURES,
        remarks="Trẻ hứng thú; cha mẹ phối hợp tốt.",
    )  # fmt: skip
    add_trial(solution, tried, version=solution.version, actor=author, at=at)
    return solution.trials.get()


def _whole(name: str, told: dict[str, Any]) -> dict[str, str]:
    """With the sections that repeat what the form of facts says."""
    facts = {"ten": name, "linh_vuc": told["field"], "thoi_gian": "Từ đầu năm học."}
    return {**{key: f"<p>{value}</p>" for key, value in facts.items()}, **told["sections"]}


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15, 30)))

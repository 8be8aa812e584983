"""Bỏ phiếu kín của trường dùng thử: one vote that is over, one in which half of the electors have not voted yet."""

from datetime import datetime

from nominations.ballots.enums import Choice
from nominations.ballots.manifest import Candidate
from nominations.ballots.models import Poll
from nominations.ballots.sealing import has_key
from nominations.ballots.services.conducting import close_poll, confirm_poll, count_poll, open_poll
from nominations.ballots.services.preparing import prepare_poll
from nominations.ballots.services.voting import cast
from thiduakt.school.models import User

ELECTORS = ("hieutruong", "phohieutruong", "thuky", "totruong", "uyvien")
RULE = "quá nửa số người bầu"
OVER, OPEN = "Giới thiệu điển hình tiên tiến cấp quận", "Giới thiệu nhà giáo dự Hội nghị điển hình tiên tiến"
NAMES = (("Lưu Thị Hồng Ước", "Tổ mẫu giáo lớn"), ("Ngô Thị Yến", "Tổ mẫu giáo bé"))
HAVE_VOTED = ("phohieutruong", "totruong", "uyvien")


def load(at: datetime) -> None:
    """Of those members of the council who have an account; whoever counts the ballots is none of them."""
    if not has_key():
        return
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person__school")}
    over = _opened(OVER, users, at)
    for place, name in enumerate(ELECTORS):
        said = {"0": Choice.AGREE, "1": Choice.AGREE if place % 2 else Choice.BLANK}
        cast(over, said, actor=users[name], at=at)
    over = close_poll(over, actor=users["thuky"], at=at)
    for name in ("kiemphieu", "thuky"):
        over = count_poll(over, actor=users[name], at=at)
    for name in ("hieutruong", "thuky", "kiemphieu"):
        over = confirm_poll(over, actor=users[name], at=at)
    poll = _opened(OPEN, users, at)
    for name in HAVE_VOTED:
        cast(poll, {"0": Choice.AGREE, "1": Choice.AGAINST}, actor=users[name], at=at)


def _opened(title: str, users: dict[str, User], at: datetime) -> Poll:
    poll = prepare_poll(
        title, candidates=[Candidate(str(place), name, group) for place, (name, group) in enumerate(NAMES)],
        electors=[users[name].person for name in ELECTORS], recusals=[], chair=users["hieutruong"].person,
        secretary=users["thuky"].person, tellers=[users["kiemphieu"].person], rule=RULE,
        school_id=users["thuky"].school_id, least=len(ELECTORS), actor=users["thuky"], at=at,
    )  # fmt: skip
    for name in ("hieutruong", "kiemphieu"):
        poll = open_poll(poll, actor=users[name], at=at)
    return poll

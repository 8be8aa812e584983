"""Công khai lấy ý kiến của trường dùng thử: the list of May 2023 with what was said of it, and one that is shown today."""

from datetime import date, datetime, time

from django.utils import timezone

from nominations.dossiers.enums import DossierState, ReviewState
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.working_days import last_of
from nominations.feedback.enums import OpinionKind, OpinionState, Outcome, PostingState
from nominations.feedback.models import Opinion, PostedLine, Posting
from nominations.feedback.services.opinions import send
from nominations.feedback.services.posting import draw_up, post
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import User

PLACE = "Bảng tin phòng hội đồng"
FIRST, LAST = date(2023, 5, 22), date(2023, 6, 2)
SAID = (
    ("totruong", "Danh sách ghi đúng, đủ.", Outcome.TAKEN, "Hội đồng cảm ơn thầy/cô đã xem danh sách."),
    (
        "giaovien",
        "Nên ghi rõ hơn thành tích của từng người để mọi người học tập.",
        Outcome.TAKEN,
        "Từ năm học tới, danh sách công khai có cột tóm tắt thành tích của từng người.",
    ),
)
CONCLUSION = "Có 2 góp ý, đều đã trả lời; không có kiến nghị, khiếu nại. Danh sách giữ nguyên."


def load(at: datetime) -> None:
    """Onto the dossiers of both years."""
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person")}
    school = users["thuky"].school_id
    reviews = Review.objects.filter(school=school)
    if past := reviews.filter(merit=Merit.YEARLY, state=ReviewState.DONE).order_by("pk").first():
        _past(past, users)
    if sudden := reviews.filter(merit=Merit.SUDDEN, state=ReviewState.OPEN).order_by("pk").first():
        _present(sudden, users, at)


def _past(review: Review, users: dict[str, User]) -> None:
    """Past the services: it was on the wall in May 2023."""
    posting = Posting.objects.create(
        school_id=review.school_id, review=review, state=PostingState.CLOSED, place=PLACE, posted_on=FIRST, until=LAST,
        conclusion=CONCLUSION, created_by=users["thuky"].person,
    )  # fmt: skip
    shown = Dossier.objects.filter(review=review, state__in=(DossierState.AWARDED, DossierState.NOT_AWARDED))
    told = shown.select_related("school", "person__group", "group", "pupil", "school_class", "outsider")
    PostedLine.objects.bulk_create(PostedLine.of(posting, one, place) for place, one in enumerate(told, start=1))
    for who, text, outcome, answer in SAID:
        Opinion.objects.create(
            posting=posting, kind=OpinionKind.OPINION, text=text, sent_by=users[who], sent_at=_moment(FIRST),
            state=OpinionState.ANSWERED, outcome=outcome, answer=answer, answered_by=users["thuky"],
            answered_at=_moment(LAST),
        )  # fmt: skip


def _present(review: Review, users: dict[str, User], at: datetime) -> None:
    today = timezone.localdate(at)
    secretary = users["thuky"]
    posting = draw_up(review, place=PLACE, posted_on=today, until=last_of(today, 10), actor=secretary, at=at)
    shown = post(posting, actor=secretary, at=at)
    text = "Đề nghị ghi thêm tên cô cấp dưỡng cùng dập điện hôm đó."
    send(shown, line=shown.lines.first(), kind=OpinionKind.OPINION, text=text, actor=users["giaovien"], at=at)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 15)))

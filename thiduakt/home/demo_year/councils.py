"""Hội đồng thi đua, khen thưởng của trường dùng thử: nine members, in the year of its plan and in the present one."""

from datetime import date, datetime

from django.utils import timezone

from nominations.councils.enums import CouncilKind, CouncilState, SeatFunction
from nominations.councils.models import Council, Seat
from nominations.councils.services.founding import add_council, record_founding
from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.models import Person, User

PAST = 2022
BEGAN, ENDED = date(2022, 9, 12), date(2023, 8, 31)
FOUNDED = "Quyết định số 28/QĐ-MNGB ngày 12/9/2022"
REGULATIONS = (
    "Hội đồng họp đầu năm học, cuối học kỳ I, cuối năm học và đột xuất khi cần.\n"
    "Thành viên vắng mặt gửi ý kiến bằng văn bản trước phiên họp.\n"
    "Khách mời phát biểu khi được Chủ tịch mời, không biểu quyết."
)
S = SeatFunction
# name, function, who one stands for, duties
MEMBERS = (
    ("Hoàng Thị Phương", S.CHAIR, "", "Phụ trách chung"),
    ("Nguyễn Thị Ánh Tuyết", S.DEPUTY, "Ban giám hiệu", "Theo dõi phong trào thi đua của các tổ chuyên môn"),
    ("Trần Thị Ngọc Bích", S.SECRETARY, "", "Nhận hồ sơ, ghi biên bản, tổng hợp kết quả"),
    ("Đỗ Thị Minh Đào", S.MEMBER, "Cấp ủy chi bộ", "Thẩm định hồ sơ khen thưởng"),
    ("Phạm Thị Hương Giang", S.MEMBER, "Tổ mẫu giáo lớn, Chủ tịch Công đoàn", "Phát động thi đua trong công đoàn viên"),
    ("Bùi Thị Thanh Thủy", S.MEMBER, "Tổ mẫu giáo nhỡ", "Tổng hợp hồ sơ của tổ"),
    ("Lê Thị Thu Hằng", S.MEMBER, "Tổ mẫu giáo bé, Bí thư Chi đoàn", "Phát động thi đua trong đoàn viên"),
    ("Phan Thị Ngọc Ấn", S.MEMBER, "Tổ nhà trẻ", "Tổng hợp hồ sơ của tổ"),
    ("Chu Thị Sen", S.MEMBER, "Tổ nuôi dưỡng, văn phòng", "Tổng hợp hồ sơ của tổ"),
)


def load(at: datetime) -> None:
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person__school")}
    secretary = users["thuky"]
    people = {person.full_name: person for person in Person.objects.filter(school=secretary.school_id)}
    _past(secretary, people)
    _present(secretary, at)


def _past(secretary: User, people: dict[str, Person]) -> None:
    """Past the services: it was over before the school had this system."""
    council = Council.objects.create(
        school=secretary.school, kind=CouncilKind.AWARDS, year=PAST, state=CouncilState.ENDED, decision_named=FOUNDED,
        name=f"{CouncilKind.AWARDS.proper_name} năm học {year_name(PAST)}", regulations=REGULATIONS, begins_on=BEGAN,
        ends_on=ENDED, created_by=secretary.person,
    )  # fmt: skip
    for position, (name, function, stands_for, duties) in enumerate(MEMBERS):
        Seat.objects.create(
            council=council, person=people[name], function=function, stands_for=stands_for, duties=duties,
            position=position, begins_on=BEGAN, ends_on=ENDED, why_ended="Hết năm học.",
        )  # fmt: skip


def _present(secretary: User, at: datetime) -> None:
    """Everybody of the last one stays; the day of its decision is one of the first weeks of the school year."""
    today = timezone.localdate(at)
    year = year_on(today)
    council = add_council(CouncilKind.AWARDS, year=year, actor=secretary, at=at)
    founded_on = min(today, date(year, 9, 8))
    named = f"Quyết định số 41/QĐ-MNGB ngày {founded_on.day:02d}/{founded_on.month}/{year}"
    record_founding(council, named=named, begins_on=founded_on, actor=secretary, at=at)

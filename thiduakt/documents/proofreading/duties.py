"""Chỉ tiêu, phân công và nơi nhận: does the plan say how much, who, by when, and do those people get the paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thiduakt.documents.richtext import Kind

from .rule import Spot, rule, whole
from .text import Line, Surroundings, Text

TARGETS = re.compile(
    r"^(?:các )?chỉ tiêu\b|\bchỉ tiêu(?: (?:cụ thể|phấn đấu|thi đua|chủ yếu|cơ bản|đề ra|năm học.*|năm.*))?:?$",
    re.IGNORECASE,
)
DUTIES = re.compile(r"\b(?:tổ chức thực hiện|phân công|trách nhiệm (?:thực hiện|của)|triển khai thực hiện)\b", re.IGNORECASE)
AMOUNT = re.compile(
    r"\d|\b(?:toàn trường|toàn bộ|tất cả|mỗi|không có|không để|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b", re.IGNORECASE
)
DEADLINE = re.compile(
    r"\d{1,2}/\d{1,2}|\b(?:tháng|ngày|tuần|quý|học kỳ|học kì|thời gian|thời hạn|đúng hạn|định kỳ|định kì)\b"
    r"|\bhạn (?:nộp|chót|cuối)|cuối năm|đầu năm",
    re.IGNORECASE,
)
OWNER = re.compile(
    r"\b(?:tổ|bộ phận|giáo viên|nhân viên|hội đồng|ban|công đoàn|đoàn|lớp|khối|hiệu trưởng|phụ trách|chủ trì|đơn vị)\b"
    r"|\b(?:người|cá nhân|tập thể)\b",
    re.IGNORECASE,
)
# Who can be given work in a school, and how each is named in the text and in Nơi nhận.
BODIES = (
    ("Ban Giám hiệu", r"ban giám hiệu|\bbgh\b|hiệu trưởng"),
    ("Hội đồng Thi đua - Khen thưởng", r"hội đồng (?:thi đua|tđkt|tdkt|tđ|td)|\bhđtđ"),
    ("Công đoàn", r"công đoàn|\bcđ\b"),
    ("Đoàn Thanh niên", r"đoàn thanh niên|chi đoàn|đoàn tncs|đoàn tn\b"),
    (
        "các tổ",
        r"\btổ (?:chuyên môn|nuôi|mẫu giáo|nhà trẻ|văn phòng|hành chính|trưởng|khối|bếp|cấp dưỡng)|\bcác tổ\b|\btcm\b",
    ),
    ("các bộ phận", r"\b(?:các )?bộ phận\b|tổ văn phòng|tổ nuôi dưỡng|kế toán|văn thư"),
    ("các lớp", r"\b(?:các|nhóm) lớp\b|các nhóm,? lớp"),
    ("giáo viên, nhân viên", r"giáo viên|nhân viên|\bcbgvnv\b|\bgv\b|\bcb,? ?gv"),
)
GIVEN_WORK = BODIES[1:]  # Ban Giám hiệu issues the paper
BY_THE_GROUPS = ("giáo viên, nhân viên", "các lớp")  # a paper sent to the groups reaches their members
EVERYBODY = re.compile(
    r"toàn trường|các bộ phận|toàn thể|cán bộ,? giáo viên|\bcbgvnv\b|như điều|các đơn vị|website|cổng thông tin",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:yêu cầu|đề nghị)\b (?P<who>[^.;]{2,160}?)\s+(?:thực hiện|nghiêm túc|căn cứ|triển khai|tổ chức)", re.IGNORECASE
)
FOR_OTHERS = re.compile(
    r"\((?:để )?(?:b/c|báo cáo|biết|đ/b|theo dõi|phối hợp|p/h)[^)]*\)|^(?:- )?(?:Lưu|Như)\b"
    r"|phòng |sở |ubnd|ủy ban|quận|phường|xã",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    heading: Line
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        return "\n".join(line.text for line in self.lines)


def sections(text: Text, title: re.Pattern[str]) -> Iterator[Section]:
    """The headings that read like `title`, each with everything below it up to the next heading of its level."""
    levels = {Kind.PART: 1, Kind.SECTION: 2, Kind.SUBSECTION: 3}
    for place, line in enumerate(text.body):
        if line.kind not in levels or not title.search(line.text):
            continue
        below = []
        for other in text.body[place + 1 :]:
            if other.kind in levels and levels[other.kind] <= levels[line.kind]:
                break
            below.append(other)
        yield Section(line, tuple(below))


@rule("target", "Chỉ tiêu không có số, người phụ trách hoặc thời hạn")
def target(text: Text, around: Surroundings) -> Iterator[Spot]:
    if not text.is_plan:
        return
    for section in sections(text, TARGETS):
        for line in section.lines:
            is_sentence = not line.in_table and not line.is_heading and not line.text.endswith((":", "./."))
            if is_sentence and not AMOUNT.search(line.text):
                yield whole(line, "Chỉ tiêu này chưa có số lượng hay tỷ lệ nên cuối năm không đối chiếu được.")
        lacking = [] if OWNER.search(section.words) else ["ai phụ trách"]
        lacking += [] if DEADLINE.search(section.words) else ["hạn đạt được"]
        if lacking:
            yield whole(section.heading, f"Mục chỉ tiêu chưa nêu {' và '.join(lacking)}.")


@rule("no_target", "Kế hoạch không có chỉ tiêu nào")
def no_target(text: Text, around: Surroundings) -> Iterator[Spot]:
    """Only of a plan with a plan's parts: it speaks of targets and states none."""
    spoken = re.compile(r"\b(?:chỉ|chi) tiêu (?:đề ra|đã đề ra|của (?:nhà )?trường|kế hoạch)", re.IGNORECASE)
    if not text.is_plan or any(sections(text, TARGETS)):
        return
    for line in text.body:
        if match := spoken.search(line.text):
            yield Spot(
                line, match.start(), match.end(), "Kế hoạch nhắc tới chỉ tiêu nhưng không có mục nào ghi chỉ tiêu bằng số."
            )
            return


@rule("no_deadline", "Phần tổ chức thực hiện không có thời hạn")
def no_deadline(text: Text, around: Surroundings) -> Iterator[Spot]:
    if not text.is_plan:
        return
    for section in sections(text, DUTIES):
        if section.heading.kind is Kind.PART and section.lines and not DEADLINE.search(section.words):
            yield whole(section.heading, "Phần này giao việc nhưng không nêu ngày, tháng hoàn thành việc nào.")


def _given_work(text: Text) -> Iterator[tuple[str, Line, int, int]]:
    """The bodies that the paper gives work to: named at the head of a line of the section on duties, or asked at the end."""
    for section in sections(text, DUTIES):
        for line in (section.heading, *section.lines):
            for name, words in GIVEN_WORK:
                if (match := re.match(rf"(?:giao |đối với )?(?:{words})", line.text, re.IGNORECASE)) and not line.in_table:
                    yield name, line, *match.span()
    for line in text.body[-3:]:
        for asked in ASKED.finditer(line.text):
            for name, words in GIVEN_WORK:
                if match := re.search(words, asked["who"], re.IGNORECASE):
                    yield name, line, asked.start("who") + match.start(), asked.start("who") + match.end()


@rule(
    "not_sent",
    "Người được giao việc không có trong Nơi nhận",
    "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.9: nơi nhận để thực hiện.",
)
def not_sent(text: Text, around: Surroundings) -> Iterator[Spot]:
    recipients = "\n".join(line.text for line in text.of("recipients"))
    if not recipients or EVERYBODY.search(recipients):
        return
    told = set()
    for name, line, start, end in _given_work(text):
        words = dict(BODIES)[name]
        reached = f"{words}|tổ" if name in BY_THE_GROUPS else words
        if name not in told and not re.search(reached, recipients, re.IGNORECASE):
            told.add(name)
            yield Spot(line, start, end, f"Văn bản giao việc cho {name} nhưng Nơi nhận không có {name}.")


@rule("no_work", "Nơi nhận có tên mà nội dung không nhắc tới", "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.9.")
def no_work(text: Text, around: Surroundings) -> Iterator[Spot]:
    if not text.is_plan or not any(sections(text, DUTIES)):
        return
    body = "\n".join(line.text for line in text.body)
    for line in text.of("recipients"):
        if FOR_OTHERS.search(line.text):
            continue
        for name, words in BODIES:
            if re.search(words, line.text, re.IGNORECASE):
                if not re.search(words, body, re.IGNORECASE):
                    yield whole(line, f"Nội dung không giao việc gì cho {name}; nếu gửi để biết thì ghi rõ (để biết).")
                break


RULES = (target, no_target, no_deadline, not_sent, no_work)

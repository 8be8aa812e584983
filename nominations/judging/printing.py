"""What is printed of a round: the tables of its papers, sheets to be filled in by hand, and the certificates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nominations.initiatives.models import Author, Match
from nominations.judging.enums import Verdict
from nominations.judging.models import Criterion, Entry, Judge, Round, Sheet
from nominations.judging.queries import Line, authors_told, result, standing_judges
from thiduakt.documents.composing import CAPACITIES, standing_paper
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Appendix, Certificate, Column, Paper, Signature, SignatureRow, Table
from thiduakt.documents.rendering.alone import landscape_pdf
from thiduakt.documents.rendering.binding import bound
from thiduakt.documents.rendering.html import certificate_html, paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.documents.richtext import clean
from thiduakt.marks import points_told, total_of
from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead
from thiduakt.vietnamese import capitalized

MOST_SHEETS = 150  # of one file: a tenth of a second each
WIDEST = 7  # judges with a column of their own on a page across
ROOM = ("", "")  # a row that a hand writes on
SIGNED = "(Ký, ghi rõ họ tên)"
Pairs = Sequence[tuple[str, str]]  # what a line is called, what it says
SCORES, LIST = "Bảng tổng hợp điểm chấm sáng kiến", "Danh sách sáng kiến được công nhận"


def score_table(turn: Round, lines: Sequence[Line], *, judges: Sequence[Judge] = ()) -> Appendix:
    """Of a round that is counted; with what each judge gave for those alone who read it, where there is room."""
    judges = judges if len(judges) <= WIDEST else ()
    rows = tuple(_scores(place, line, judges) for place, line in enumerate(lines, start=1))
    columns = (
        Column("STT", 5, "center"), Column("Tên giải pháp", 30), Column("Tác giả", 20),
        *(Column(str(judge), 9, "center") for judge in judges),
        Column("Điểm", 9, "center"), Column("Loại", 6, "center"), Column("Thành viên đồng ý", 11, "center"),
        Column("Kết luận", 12, "center"),
    )  # fmt: skip
    closing = f"Bảng này có {len(rows):02d} giải pháp./."
    return Appendix(f"{SCORES} năm học {turn.year_name}", table=Table(columns, rows), closing=closing, landscape=True)


def _scores(place: int, line: Line, judges: Iterable[Judge]) -> tuple[str, ...]:
    solution = line.entry.solution
    given = (points_told(line.totals[judge.pk]) if judge.pk in line.totals else "–" for judge in judges)
    told = capitalized(line.entry.get_verdict_display()) if line.entry.verdict else ""
    agreed = f"{line.agreed}/{line.members}"
    return (str(place), solution.name, authors_told(solution), *given, line.told, line.band, agreed, told)


def recognised_list(turn: Round, entries: Sequence[Entry]) -> Appendix:
    """In the order of the decision."""
    lines = {line.entry.pk: line for line in result(turn)}
    rows = tuple(
        (
            str(place), lines[entry.pk].entry.solution.name, authors_told(lines[entry.pk].entry.solution),
            str(entry.solution.group or ""), lines[entry.pk].band,
        )
        for place, entry in enumerate(entries, start=1)
    )  # fmt: skip
    columns = (
        Column("STT", 5, "center"), Column("Tên sáng kiến", 45), Column("Tác giả, đồng tác giả", 32), Column("Tổ", 14),
        Column("Xếp loại", 8, "center"),
    )  # fmt: skip
    closing = f"Danh sách này có {len(rows):02d} sáng kiến./."
    return Appendix(f"{LIST} năm học {turn.year_name}", table=Table(columns, rows), closing=closing, landscape=True)


def scores_pdf(turn: Round, lines: Sequence[Line], *, on: date) -> bytes:
    """The table alone: of the minutes where there are any, otherwise of minutes that nobody has written yet."""
    table = score_table(turn, lines, judges=list(standing_judges(turn)))
    if turn.minutes:
        numbered = turn.minutes.is_numbered
        return landscape_pdf(replace(standing_paper(turn.minutes, is_draft=not numbered), appendices=(table,)))
    letterhead = Letterhead.objects.on(turn.school_id, on)
    paper = Paper(
        kind=Kind.MINUTES, subject=turn.name, parent_lines=tuple(letterhead.parent_lines.splitlines()),
        issuer_lines=tuple(letterhead.issuer_lines.splitlines()), symbol=Kind.MINUTES.symbol(letterhead.office_code),
        place=letterhead.place, year=on.year, body="<p></p>", issuer_name=turn.school.name, appendices=(table,),
        signatures=(SignatureRow(left=Signature(("THƯ KÝ",), ""), right=Signature(("CHỦ TỌA",), "")),), is_draft=True,
    )  # fmt: skip
    return landscape_pdf(paper)


def decision_body(turn: Round, count: int) -> SafeString:
    return format_html(
        "<p><strong>Điều 1.</strong> Công nhận {count} sáng kiến cấp trường năm học {year} của các tác giả có tên trong "
        "danh sách kèm theo.</p>"
        "<p><strong>Điều 2.</strong> Tác giả, đồng tác giả sáng kiến được cấp giấy chứng nhận sáng kiến và được ghi tên vào "
        "sổ sáng kiến của nhà trường.</p>"
        "<p><strong>Điều 3.</strong> Hội đồng chấm, xét công nhận sáng kiến, các tổ chuyên môn và các cá nhân có tên tại "
        "Điều 1 chịu trách nhiệm thi hành Quyết định này. Quyết định này có hiệu lực kể từ ngày ký./.</p>",
        count=f"{count:02d}",
        year=turn.year_name,
    )


def minutes_content(turn: Round) -> SafeString:
    """What the school's own data tell; the table of points follows as an appendix."""
    lines = result(turn)
    judges = list(turn.judges.filter(appeal__isnull=True).select_related("person"))
    council = [(str(one), one.get_duty_display()) for one in judges if one.excused_at is None]
    excused = [(str(one), one.excuse) for one in judges if one.excused_at]
    won = [line for line in lines if line.entry.verdict == Verdict.RECOGNISED]
    told = [(line.entry, line.told, _ruled(line)) for line in lines if line.entry.reason]
    rules = turn.criteria_set
    parts: list[tuple[str, SafeString]] = [
        ("Thành phần hội đồng", format_html_join("", "<p>{}, {}.</p>", council)),
        ("Người thôi chấm", format_html_join("", "<p>{}: {}.</p>", excused)),
        (
            "Cách chấm",
            format_html(
                "<p>Chấm theo bộ tiêu chí “{}”; tính tổng điểm: {}. Tỷ lệ thành viên đồng ý: {}. Không ai chấm giải pháp "
                "của mình hoặc của người thân; điểm chỉ mở khi mọi phiếu đã gửi.</p>",
                rules, rules.get_aggregation_display() if rules else "", turn.get_agreement_display(),
            ),
        ),
        ("Giải pháp có chỗ giống đã xem xét", format_html_join("", "<p>{}: {}.</p>", _looked_at(lines))),
        (
            "Kết quả",
            format_html(
                "<p>Hội đồng chấm {} giải pháp, đề nghị công nhận {}, không công nhận {}. Điểm của từng giải pháp theo bảng "
                "kèm theo.</p>",
                len(lines), len(won), len(lines) - len(won),
            ),
        ),
        ("Lý do đã nêu trong kết luận", format_html_join("", "<p>{} ({} điểm), {}.</p>", told)),
    ]  # fmt: skip
    return format_html_join("", "<h3>{}</h3>{}", ((title, body) for title, body in parts if body))


def _ruled(line: Line) -> str:
    return f"{line.entry.get_verdict_display()}: {line.entry.reason.rstrip('.')}"


def _looked_at(lines: Iterable[Line]) -> list[tuple[str, str]]:
    found = Match.objects.filter(solution__in=[line.entry.solution_id for line in lines], reviewed_at__isnull=False)
    return [
        (f"“{one.solution}” giống “{one.other or one.initiative}” {one.share}%", one.review_note.rstrip("."))
        for one in found.select_related("solution", "other", "initiative")
    ]


def sheet_paper(sheet: Sheet, *, on: date) -> Paper:
    """Phiếu chấm as the judge has kept it, an unnumbered paper to be signed by hand."""
    solution = sheet.entry.solution
    points = {mark.criterion_id: mark.points for mark in sheet.marks.all()}
    agrees = "" if sheet.agrees is None else "Đề nghị công nhận" if sheet.agrees else "Không đề nghị công nhận"
    return _sheet(
        sheet.judge.round,
        above=[("Tên giải pháp", solution.name), ("Tác giả", authors_told(solution)), ("Người chấm", str(sheet.judge))],
        points={key: points_told(value) for key, value in points.items()},
        total=points_told(total_of(points.values())) if points else "",
        below=[("Kết luận", agrees), ("Nhận xét", sheet.note)],
        signer=sheet.judge.person.full_name,
        day=timezone.localdate(sheet.sent_at) if sheet.sent_at else on,
    )


def sheets_pdf(sheets: Sequence[Sheet], *, on: date) -> bytes:
    """Every sheet from a page of its own. ValidationError where they are more than one request prints."""
    if len(sheets) > MOST_SHEETS:
        raise ValidationError(
            f"Có {len(sheets)} phiếu, mỗi tệp in nhiều nhất {MOST_SHEETS} phiếu. Thầy/cô in phiếu của từng người chấm."
        )
    prefetch_related_objects(sheets, "marks", "entry__solution__authors__person")
    return bound((f"{one.entry} – {one.judge}", render(paper_html(sheet_paper(one, on=on)))) for one in sheets)


def blank_paper(turn: Round, *, on: date) -> Paper:
    """With room where somebody writes."""
    above = [("Tên giải pháp", ""), ROOM, ("Tác giả", ""), ("Người chấm", "")]
    choice = "Đề nghị công nhận / Không đề nghị công nhận (gạch bỏ ý không chọn)"
    below = [("Kết luận", choice), ("Nhận xét", ""), ROOM, ROOM, ROOM]
    return _sheet(turn, above=above, points={}, total="", below=below, signer="", day=on)


def _sheet(
    turn: Round, *, above: Pairs, points: Mapping[int, str], total: str, below: Pairs, signer: str, day: date
) -> Paper:
    letterhead = Letterhead.objects.on(turn.school_id, day)
    criteria = list(turn.criteria_set.criteria.all()) if turn.criteria_set else []
    rows = [(str(place), one.text, _most(one), points.get(one.pk, "")) for place, one in enumerate(criteria, start=1)]
    last = ("", "Tổng điểm", points_told(total_of(one.max_points for one in criteria)), total)
    body = format_html(
        "<p>Chấm theo bộ tiêu chí “{}”, tính tổng điểm: {}. Điểm của mỗi tiêu chí không quá điểm tối đa, có nhiều nhất một "
        "chữ số sau dấu phẩy.</p>{}<table><thead><tr><th>TT</th><th>Tiêu chí</th><th>Điểm tối đa</th><th>Điểm chấm</th></tr>"
        "</thead><tbody>{}</tbody></table>{}<p>Người chấm ký, gửi thư ký hội đồng./.</p>",
        turn.criteria_set,
        turn.criteria_set.get_aggregation_display() if turn.criteria_set else "",
        _pairs(above),
        format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", [*rows, last]),
        _pairs(below),
    )
    return Paper(
        kind=Kind.REPORT, named="PHIẾU CHẤM", subject=f"Chấm sáng kiến cấp trường năm học {turn.year_name}",
        parent_lines=tuple(letterhead.parent_lines.splitlines()), issuer_lines=tuple(letterhead.issuer_lines.splitlines()),
        place=letterhead.place, dated=day, body=clean(body), issuer_name=turn.school.name,
        signatures=(SignatureRow(right=Signature(("NGƯỜI CHẤM",), signer, note=SIGNED)),),
    )  # fmt: skip


def _pairs(pairs: Pairs) -> SafeString:
    """A cell each, as wide as the page: an empty one leaves all of it to the hand."""
    cells = format_html_join(
        "", "<tr><td>{}</td></tr>", ((f"{name}: {value}".strip() if name else "",) for name, value in pairs)
    )
    return format_html("<table><tbody>{}</tbody></table>", cells)


def _most(criterion: Criterion) -> str:
    most = points_told(criterion.max_points)
    return most if criterion.min_points is None else f"{most} (loại nếu dưới {points_told(criterion.min_points)})"


def certificate_of(entry: Entry, author: Author) -> Certificate:
    """Of an entry whose decision is issued; one for each author."""
    decision: Document = entry.decision  # type: ignore[assignment]
    paper, solution = standing_paper(decision), entry.solution
    others = solution.authors.count() > 1
    unit = str(author.person.group or "") if author.person else author.outside_unit
    post = author.person.post if author.person else ""
    name = author.person.full_name if author.person else author.outside_name
    role = f"Đồng tác giả ({author.share}%)" if others else "Tác giả"
    right = paper.signatures[0].right or Signature(CAPACITIES[Role.PRINCIPAL], "")
    return Certificate(
        awarding_title=paper.authority, verb="CHỨNG NHẬN", title="SÁNG KIẾN", recipient=name,
        description=", ".join(filter(None, (role, post, unit))),
        achievement=f"Sáng kiến cấp trường “{solution.name}”, năm học {solution.year_name}", decision=decision.notation,
        decided=decision.issued_on or decision.dated_on, roll_number=entry.roll or 0, place=paper.place, signature=right,
    )  # fmt: skip


def certificate_pdf(entry: Entry, author: Author) -> bytes:
    return render(certificate_html(certificate_of(entry, author)))


def certificates_pdf(entries: Iterable[Entry]) -> bytes:
    """Of one decision: a page for each author, in the order of its list."""
    pairs = [(entry, author) for entry in entries for author in entry.solution.authors.select_related("person__group")]
    return bound((f"{author.told}: {entry}", certificate_pdf(entry, author)) for entry, author in pairs)

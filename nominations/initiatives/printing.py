"""Đơn yêu cầu công nhận, báo cáo mô tả sáng kiến: unnumbered papers that the authors sign.

The layout is that of NĐ 30/2020/NĐ-CP. What they say follows the practice of schools: the forms of the ministry were not
compared with its text, and the page beside them says so.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import zip_longest

from nominations.initiatives.models import Author, Solution
from nominations.writings.queries import body_of
from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Paper, Signature, SignatureRow
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.school.models import Letterhead
from thiduakt.vietnamese import official_date

REQUEST, DESCRIPTION = "don", "mo-ta"
NAMES = {REQUEST: "don-cong-nhan-sang-kien", DESCRIPTION: "mo-ta-sang-kien"}
SIGNED = "(Ký, ghi rõ họ và tên)"
END = "./."


def paper_of(solution: Solution, name: str, *, dated: date) -> Paper:
    """As it stands now. ValidationError: the school had no letterhead on that day."""
    letterhead = Letterhead.objects.on(solution.school_id, dated)
    is_request = name == REQUEST
    return Paper(
        kind=Kind.REPORT,
        named="ĐƠN" if is_request else "",
        subject="Yêu cầu công nhận sáng kiến" if is_request else f"Mô tả sáng kiến “{solution.name}”",
        parent_lines=tuple(letterhead.parent_lines.splitlines()),
        issuer_lines=tuple(letterhead.issuer_lines.splitlines()),
        place=letterhead.place,
        dated=dated,
        body=_request(solution) if is_request else _description(solution),
        signatures=_signatures(solution),
        issuer_name=solution.school.name,
    )


def paper_file(solution: Solution, name: str, form: str, *, dated: date) -> bytes:
    paper = paper_of(solution, name, dated=dated)
    return render(paper_html(paper)) if form == "pdf" else paper_docx(paper)


def _request(solution: Solution) -> str:
    authors = list(solution.authors.all())
    we, are = ("Chúng tôi", "các tác giả") if len(authors) > 1 else ("Tôi", "tác giả")
    applied = solution.first_applied_on
    told = [
        f"Kính gửi: Hội đồng sáng kiến {solution.school.name}.",
        f"{we} là {are} có tên dưới đây:",
        _authors(authors),
        f"Đề nghị công nhận sáng kiến: “{solution.name}”, năm học {solution.year_name}, {solution.get_level_display()}.",
        f"Lĩnh vực áp dụng: {solution.field or '…'}.",
        f"Ngày được áp dụng lần đầu hoặc áp dụng thử: {official_date(applied) if applied else '…'}.",
        *_trials(solution),
        "Mô tả sáng kiến: có báo cáo mô tả kèm theo.",
        f"{we} cam đoan mọi thông tin nêu trong đơn là trung thực, đúng sự thật và chịu trách nhiệm trước pháp luật{END}",
    ]
    return "".join(one if one.startswith("<table") else f"<p>{escape(one, quote=False)}</p>" for one in told)


def _authors(authors: list[Author]) -> str:
    rows = [
        (str(number), *_author(author), f"{author.share}%")
        for number, author in enumerate(authors, start=1)
    ]  # fmt: skip
    return _table(("STT", "Họ và tên", "Nơi công tác", "Chức vụ", "Tỷ lệ đóng góp"), rows)


def _author(author: Author) -> tuple[str, str, str]:
    """(name, where, post)"""
    if author.person is None:
        return author.outside_name, author.outside_unit, ""
    return str(author.person), author.solution.school.name, author.person.post


def _trials(solution: Solution) -> list[str]:
    rows = [
        (str(trial), one["name"], _amount(one["before"], one["unit"]), _amount(one["after"], one["unit"]))
        for trial in solution.trials.select_related("school_class", "group")
        for one in trial.figures or [{"name": "", "before": "", "after": "", "unit": ""}]
    ]
    if not rows:
        return []
    return ["Kết quả áp dụng thử:", _table(("Nơi, thời gian áp dụng", "Chỉ số", "Trước", "Sau"), rows)]


def _amount(number: str, unit: str) -> str:
    """91%, 25 trẻ."""
    return f"{number}{'' if unit == '%' else ' '}{unit}".strip()


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(title, quote=False)}</th>" for title in titles)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _description(solution: Solution) -> str:
    """With the mark that ends every official text."""
    body = body_of(solution.writing)
    if body.endswith(f"{END}</p>"):
        return body
    return f"{body}<p>Trên đây là mô tả sáng kiến, kính đề nghị Hội đồng sáng kiến xem xét, công nhận{END}</p>"


def _signatures(solution: Solution) -> tuple[SignatureRow, ...]:
    """The authors, two in a row, whoever leads first and on the right."""
    names = [author.outside_name or str(author.person) for author in solution.authors.all()]
    signed = [
        Signature(capacity=("ĐỒNG TÁC GIẢ",) if place else ("TÁC GIẢ",), name=name, note=SIGNED)
        for place, name in enumerate(names)
    ]
    pairs = zip_longest(signed[::2], signed[1::2])
    return tuple(SignatureRow(right=right, left=left) for right, left in pairs)

"""The checker can fail: at every point of the acceptance list a paper broken on purpose is found out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.documents import samples
from tests.documents.checker import POINTS, check_pdf, expectation
from tests.documents.mutations import (
    Mutation,
    body,
    changed,
    css,
    damaged,
    decomposed,
    file,
    html,
    on_a5,
    with_a_letter_unknown,
    with_attachment,
    with_link,
    with_other_title,
    with_picture,
    with_script,
    with_swapped_glyphs,
    with_type3,
    without_font_file,
    without_language,
    without_unicode,
)
from thiduakt.documents.paper import Appendix, Column, Paper, Signature, SignatureRow, Table
from thiduakt.documents.rendering.pdf import paper_pdf

SENTENCE = (
    "Phát huy kết quả đã đạt được trong công tác thi đua, khen thưởng năm 2022 và nhằm thực hiện thắng lợi các mục tiêu, "
    "nhiệm vụ đề ra, Trường Mầm non Giang Biên ban hành kế hoạch công tác thi đua, khen thưởng năm 2023 như sau"
)
PLAN_BODY = (
    f"<p>{SENTENCE}:</p><h2>MỤC ĐÍCH, YÊU CẦU</h2><h3>Mục đích</h3>"
    f"<ul><li><p>{SENTENCE};</p></li><li><p>Đúng hạn.</p></li></ul>"
    "<h3>Yêu cầu</h3><p>Thiết thực.</p><h2>NỘI DUNG</h2><h3>Phong trào thi đua</h3><h4>Đợt một</h4><p>Từ tháng 9.</p>"
    f"<h4>Đợt hai</h4><ol>{'<li><p>Kiểm tra;</p></li>' * 6}</ol><p>Phân công cụ thể tại Phụ lục kèm theo./.</p>"
)
DATE = "Giang Biên, ngày 26 tháng 5 năm 2023"
SPLIT_SIGNATURES = ".signatures.next { break-before: page !important } .closing { break-inside: auto !important }"
NARROW_HEAD = ".header .issuing { width: 50% !important } .header .line { white-space: normal !important; font-size: 13pt }"
LOWER_DATE = ".numbering td { vertical-align: top !important } .numbering .italic { padding-top: 30pt !important }"
TASKS = Appendix(
    title="PHÂN CÔNG THỰC HIỆN",
    table=Table(
        columns=(Column("STT", 6, "center"), Column("Nội dung", 40), Column("Thời gian", 14), Column("Người thực hiện", 20)),
        rows=tuple(
            (str(n), f"{SENTENCE}.", f"Tháng {n % 12 + 1}", name) for n, (name, *_) in enumerate(samples.STAFF[:12], 1)
        ),
    ),
    landscape=True,
)


def plan() -> Paper:
    bases = (
        "Căn cứ Kế hoạch số 02/KH-HĐTĐKT ngày 30 tháng 01 năm 2023 của Hội đồng;",
        f"Căn cứ Kế hoạch số 05/KH-PGDĐT {SENTENCE}.",
    )
    return replace(samples.plan(), bases=bases, body=PLAN_BODY)


def long_plan() -> Paper:
    return replace(plan(), body=PLAN_BODY.replace("<p>Thiết thực.</p>", f"<p>{(SENTENCE + '; ') * 12}.</p>"))


def plan_with_tasks() -> Paper:
    return replace(plan(), appendices=(TASKS,))


def unsigned() -> Paper:
    return replace(plan(), number=None, dated=None, year=2023)


def decision() -> Paper:
    return samples.award_decision(5)


def submittal() -> Paper:
    return samples.submittal()


def submittal_with_lists() -> Paper:
    return samples.submittal((samples.nomination_list(10), samples.nomination_list(3, "CHIẾN SĨ THI ĐUA CƠ SỞ")))


def signed(*capacity: str, name: str = samples.PRINCIPAL) -> tuple[SignatureRow, ...]:
    return (SignatureRow(right=Signature(capacity=capacity, name=name)),)


def table_changed(change: Callable[[Table], Table]) -> Mutation:
    def printed(paper: Paper) -> bytes:
        appendix = paper.appendices[0]
        assert appendix.table
        return paper_pdf(replace(paper, appendices=(replace(appendix, table=change(appendix.table)), *paper.appendices[1:])))

    return printed


def swapped_columns(table: Table) -> Table:
    return replace(table, columns=(table.columns[0], table.columns[2], table.columns[1], *table.columns[3:]))


def unsorted(table: Table) -> Table:
    return replace(table, rows=(table.rows[1], table.rows[0], *table.rows[2:]))


def shortened(table: Table) -> Table:
    return replace(table, rows=table.rows[:-1])


CASES: tuple[tuple[str, Callable[[], Paper], Mutation], ...] = (
    ("A1", plan, file(on_a5)),
    ("A1", plan_with_tasks, css("@page odd-landscape { size: A4 portrait }")),
    ("A2", plan, css("* { font-family: 'Liberation Sans' !important }")),
    ("A2", plan, file(without_unicode)),
    ("A2", plan, file(without_font_file)),
    ("A3", plan, file(with_swapped_glyphs)),
    ("A3", plan, file(with_a_letter_unknown)),
    ("A4", plan, decomposed),
    ("A4", plan, html("Độc lập", "Ðộc lập")),
    ("A4", plan, body("MỤC ĐÍCH", "MỤC §ÝCH, ®Æt µ")),
    ("A5", plan, css(".paper-body p { color: #333 !important }")),
    ("A5", plan, css(".ruled::after { border-color: #c00 !important }")),
    ("A6", plan, css(".numbering td:first-child { letter-spacing: 12pt !important }")),
    ("A6", plan, css(LOWER_DATE)),
    ("A7", plan, file(without_language)),
    ("A7", plan, file(with_other_title)),
    ("A7", plan, file(with_script)),
    ("A7", plan, file(with_attachment)),
    ("A7", plan, file(with_link)),
    ("A7", plan, file(with_type3)),
    ("A7", plan, file(with_picture)),
    ("A7", plan, damaged),
    ("B9", plan, css("@page { margin-left: 15mm }")),
    ("B9", plan, css("@page { margin-top: 15mm }")),
    ("B9", long_plan, css("@page { margin-bottom: 10mm }")),
    ("B9", plan, css("@page { margin-right: 10mm }")),
    ("B9", long_plan, css(".closing { break-before: left !important }")),
    ("B10", plan, css("@page { margin-left: 38mm }")),
    ("B10", plan, css("@page { margin-right: 24mm }")),
    ("B11", plan, css(".paper-body p { text-indent: 11mm !important }")),
    ("B11", plan, css(".bases p { text-indent: 10mm !important }")),
    ("B11", plan, css(".paper-body p { text-indent: 0 !important }")),
    ("B12", plan, css(".paper-body p { line-height: 1.0 !important }")),
    ("B12", plan, css(".paper-body p { line-height: 2 !important }")),
    ("B12", plan, css(".paper-body p { margin-top: 2pt !important }")),
    ("B13", plan, css(".paper-body p { text-align: left !important }")),
    ("B14", plan, css(".heading { margin-top: -8mm !important }")),
    ("B14", plan_with_tasks, css(".list { width: 115% !important }")),
    ("B14", plan, css(".heading .ruled { position: relative; left: 80mm }")),
    ("B15", long_plan, css(".closing { break-before: page !important }")),
    ("B15", samples.achievement_report, css(SPLIT_SIGNATURES)),
    ("C16", plan, css(".state { font-size: 14pt !important }")),
    ("C16", plan, css(".state { font-weight: normal !important }")),
    ("C16", plan, html("CỘNG HÒA", "CỘNG HOÀ")),
    ("C16", plan, css(NARROW_HEAD)),
    ("C16", plan, css(".header { direction: rtl }")),
    ("C17", plan, css(".motto { font-size: 12pt !important }")),
    ("C17", plan, html("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")),
    ("C17", plan, css(".motto { text-align: left !important }")),
    ("C18", plan, css(".ruled.whole::after { width: 60% !important }")),
    ("C18", plan, css(".ruled.whole::after { border-top-width: 2pt !important }")),
    ("C18", plan, css(".ruled.whole::after { display: none !important }")),
    ("C19", plan, css(".issuing .line { font-weight: bold !important }")),
    ("C19", plan, css(".issuing .bold { font-weight: normal !important }")),
    ("C19", plan, changed(issuer_lines=("Trường Mầm non Giang Biên",))),
    ("C19", plan, css(".issuing { font-size: 10pt !important }")),
    ("C19", plan, css(".issuing .line:first-child { padding-right: 6mm }")),
    ("C20", plan, css(".issuing .ruled::after { width: 60% !important }")),
    ("C20", plan, css(".issuing .ruled::after { margin-left: 0 !important }")),
    ("C21", plan, html("Số: 01/KH-MNGB", "Số: 01 /KH-MNGB")),
    ("C21", plan, html("Số: 01/KH-MNGB", "Số: 1/KH-MNGB")),
    ("C21", plan, html("Số: 01/KH-MNGB", "Số 01/KH-MNGB")),
    ("C21", plan, changed(symbol="KH_MNGB")),
    ("C21", plan, changed(symbol="QĐ-MNGB")),
    ("C21", plan, changed(number=2)),
    ("C21", plan, css(".numbering td:first-child { font-size: 14pt !important }")),
    ("C21", plan, css(".numbering td:first-child { text-align: left !important }")),
    ("C21", plan, html("Số: 01/KH-MNGB", "")),
    ("C21", samples.achievement_report, changed(symbol="BC-MNGB", number=3)),
    ("C21", unsigned, changed(number=1)),
    ("C22", unsigned, changed(dated=date(2023, 2, 15))),
    ("C22", plan, html("tháng 02 năm", "tháng 2 năm")),
    ("C22", decision, html("tháng 6 năm 2023</td>", "tháng 06 năm 2023</td>")),
    ("C22", plan, html("ngày 15 tháng 02 năm 2023</td>", "ngày 30 tháng 02 năm 2023</td>")),
    ("C22", plan, html("Giang Biên, ngày", "Giang Biên ngày")),
    ("C22", plan, changed(dated=date(2023, 2, 16))),
    ("C22", plan, css(".numbering .italic { font-style: normal !important }")),
    ("C22", plan, css(".numbering .italic { text-align: right !important }")),
    ("C22", plan, css(LOWER_DATE)),
    ("C23", plan, html("KẾ HOẠCH", "Kế hoạch")),
    ("C23", plan, html(">KẾ HOẠCH<", ">KẾ HOẠCH NĂM<")),
    ("C23", plan, css(".heading { text-align: left !important }")),
    ("C23", plan, css(".heading > .line { font-size: 16pt !important }")),
    ("C24", plan, html(">Công tác thi đua, khen thưởng năm 2023<", ">V/v công tác thi đua, khen thưởng năm 2023<")),
    ("C24", plan, changed(subject="CÔNG TÁC THI ĐUA, KHEN THƯỞNG NĂM 2023")),
    ("C24", plan, css(".heading .ruled { font-weight: normal }")),
    ("C24", plan, css(".heading .ruled::after { width: 60% !important }")),
    ("C24", plan, css(".heading .ruled::after { display: none !important }")),
    ("C24", samples.letter, html("V/v ", "")),
    ("C24", samples.letter, css(".about td { text-align: left !important }")),
    ("C25", plan, css(".bases p { font-style: normal !important }")),
    ("C25", plan, changed(bases=("Căn cứ Kế hoạch số 02/KH-HĐTĐKT.", "Căn cứ Kế hoạch số 05/KH-PGDĐT."))),
    ("C25", plan, changed(bases=("Căn cứ Kế hoạch số 02/KH-HĐTĐKT;", "Căn cứ Kế hoạch số 05/KH-PGDĐT;"))),
    ("C25", plan, changed(bases=("Căn cứ Kế hoạch số 02/KH_HĐTĐKT;", "Căn cứ Kế hoạch số 05/KH-PGDĐT."))),
    ("C25", plan, changed(bases=("Căn cứ Kế hoạch số 02/KH-HĐTĐKT.",))),
    ("C26", decision, changed(authority="PHÓ HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN")),
    ("C26", decision, css(".authority { text-align: left !important }")),
    ("C26", decision, html("QUYẾT ĐỊNH:", "QUYẾT ĐỊNH")),
    ("C26", decision, css(".resolved { font-weight: normal !important }")),
    ("C26", decision, body("Điều 2.", "Điều 4.")),
    ("C26", decision, css(".paper-body strong { font-weight: normal !important }")),
    ("C26", decision, html("- Như Điều 3;", "- Như Điều 5;")),
    ("C27", plan, css(".paper-body h2 { font-weight: normal !important }")),
    ("C27", plan, body("MỤC ĐÍCH, YÊU CẦU", "Mục đích, yêu cầu")),
    ("C27", plan, html("II. NỘI DUNG", "III. NỘI DUNG")),
    ("C27", plan, html("2. Yêu cầu", "3. Yêu cầu")),
    ("C27", plan, css(".paper-body h3 { font-weight: normal !important }")),
    ("C27", plan, html("1.2. Đợt hai", "1.3. Đợt hai")),
    ("C27", plan, html("đ) Kiểm tra", "e) Kiểm tra")),
    ("C27", plan, css(".paper-body p { font-size: 12pt !important }")),
    ("C28", submittal, html("Kính gửi", "Gửi")),
    ("C28", submittal, html("- Ủy ban nhân dân quận Long Biên;", "- Ủy ban nhân dân quận Long Biên,")),
    ("C28", submittal, html("- Như trên;", "- Như kính gửi;")),
    ("C28", submittal, css(".addressees { font-weight: bold }")),
    ("C28", samples.letter, html("quận Long Biên.</div>", "quận Long Biên</div>")),
    ("C29", plan, body("./.", ".")),
    ("C30", plan, css(".label { font-style: normal !important }")),
    ("C30", plan, css(".label { font-size: 11pt !important }")),
    ("C30", plan, css(".recipients p { font-size: 12pt !important }")),
    ("C30", plan, css(".recipients { padding-left: 8mm !important }")),
    ("C30", plan, css(".recipients { padding-top: 8mm !important }")),
    ("C30", plan, changed(recipients=("Các tổ chuyên môn", "Phòng GD&ĐT"))),
    ("C30", plan, html("- Các tổ chuyên môn;", "- Các tổ chuyên môn")),
    ("C30", plan, html("- Các tổ chuyên môn;", "Các tổ chuyên môn;")),
    ("C30", plan, html("Nơi nhận:", "Nơi nhận")),
    ("C31", plan, html("Hoàng Thị Phương", "HOÀNG THỊ PHƯƠNG")),
    ("C31", plan, html("Hoàng Thị Phương", "ThS. Hoàng Thị Phương")),
    ("C31", plan, html(">HIỆU TRƯỞNG<", ">Hiệu trưởng<")),
    ("C31", plan, css(".signing td { height: 8mm !important }")),
    ("C31", plan, css(".closing .bold { font-weight: normal !important }")),
    ("C31", plan, css(".names .line { text-align: right }")),
    ("C31", plan, css(".signatures { direction: rtl }")),
    ("C32", samples.meeting_minutes, body("Thành phần tham dự", "Người dự")),
    ("C32", samples.meeting_minutes, body("kết thúc vào", "xong lúc")),
    ("C32", samples.meeting_minutes, html(">THƯ KÝ<", ">GHI CHÉP<")),
    ("C32", samples.meeting_minutes, css(".signatures { direction: rtl }")),
    ("C32", samples.meeting_minutes, html('<td class="italic">', f'<td class="italic">{DATE}')),
    ("C32", samples.counting_minutes, body("thu về: 09", "thu về: 08")),
    ("C32", samples.counting_minutes, body("phát ra: 09", "phát ra: 08")),
    ("C32", samples.counting_minutes, body("<p>88,9</p>", "<p>100,0</p>")),
    ("C32", samples.counting_minutes, body("<p>6</p></td><td><p>3</p>", "<p>6</p></td><td><p>2</p>")),
    ("C33", plan, body("Đúng hạn.", "Năm {{ year }}.")),
    ("C33", plan, body("Đúng hạn.", "Năm None.")),
    ("C33", plan, body("Đúng hạn.", "Năm ……….")),
    ("C33", plan, body("Đúng hạn.", "[CẦN BỔ SUNG].")),
    ("C33", plan, changed(is_draft=True)),
    ("D35", long_plan, css("@page :first { @top-center { content: counter(page) !important } }")),
    ("D35", long_plan, css("@page { @top-center { content: none !important } }")),
    ("D35", long_plan, css("@page { @top-center { content: '- ' counter(page) ' -' !important } }")),
    ("D35", long_plan, css("@page { @top-center { font-style: italic !important } }")),
    ("D35", long_plan, css("@page { @top-center { font-size: 11pt !important } }")),
    ("D35", long_plan, css("@page { @top-center { content: none !important } @top-right { content: counter(page) } }")),
    ("D35", long_plan, css("@page { @bottom-center { content: counter(page) } }")),
    ("D35", long_plan, css("@page { @top-center { vertical-align: top } }")),
    ("D35", plan_with_tasks, css("@page :nth(1 of odd-landscape) { counter-reset: none !important }")),
    ("D36", plan_with_tasks, html(">Phụ lục<", ">PHỤ LỤC<")),
    ("D36", plan_with_tasks, html(">Phụ lục<", ">Phụ lục I<")),
    ("D36", plan_with_tasks, css(".appendix { break-before: auto !important; page: auto !important }")),
    ("D36", plan_with_tasks, body("tại Phụ lục kèm theo", "sau")),
    ("D36", plan_with_tasks, html("Kế hoạch số 01/KH-MNGB", "Kế hoạch số 02/KH-MNGB")),
    ("D36", plan_with_tasks, changed(issuer_name="Trường Mầm non Việt Hưng")),
    ("D36", plan_with_tasks, css(".attachment { font-style: normal !important }")),
    ("D36", plan_with_tasks, css(".appendix .heading { font-weight: normal !important }")),
    ("D36", plan_with_tasks, html("(Kèm theo", "(Theo")),
    ("D36", plan_with_tasks, html("Giang Biên)", "Giang Biên")),
    ("D36", plan_with_tasks, changed(appendices=(replace(TASKS, title="PHÂN CÔNG"),))),
    ("D36", submittal_with_lists, html(">Phụ lục II<", ">Phụ lục 2<")),
    ("D37", plan_with_tasks, css(".list thead { display: table-row-group !important }")),
    ("D37", plan_with_tasks, css(".list td { font-size: 24pt } .list tr { break-inside: auto !important }")),
    ("D37", plan_with_tasks, changed(appendices=(replace(TASKS, table=None),))),
    ("D37", plan_with_tasks, table_changed(swapped_columns)),
    ("D37", plan_with_tasks, table_changed(unsorted)),
    ("D37", plan_with_tasks, table_changed(shortened)),
    ("D37", samples.counting_minutes, body("<tr><td><p>6</p></td>", "<tr><td><p>7</p></td>")),
)  # fmt: skip


# Faults of the paper itself, which the engine prints as ordered: found even by one who expects this very paper.
WRONG_PAPERS: tuple[tuple[str, Paper], ...] = (
    ("C19", replace(plan(), issuer_lines=("Trường Mầm non Giang Biên",))),
    ("C21", replace(plan(), symbol="QĐ-MNGB")),
    ("C24", replace(plan(), subject="V/v công tác thi đua, khen thưởng năm 2023")),
    ("C24", replace(plan(), subject="CÔNG TÁC THI ĐUA, KHEN THƯỞNG")),
    ("C26", replace(decision(), authority="Hiệu trưởng Trường Mầm non Giang Biên")),
    ("C26", replace(decision(), recipients=("Như Điều 9", "Lưu: VT"))),
    ("C28", replace(submittal(), addressees=())),
    ("C28", replace(submittal(), recipients=("Phòng GD&ĐT", "Lưu: VT"))),
    ("C29", replace(plan(), body="<p>Thực hiện theo Phụ lục.</p>")),
    ("C30", replace(plan(), recipients=("Các tổ chuyên môn",))),
    ("C31", replace(plan(), signatures=signed("KT. HIỆU TRƯỞNG"))),
    ("C31", replace(plan(), signatures=signed("PP. HIỆU TRƯỞNG"))),
    ("C31", replace(plan(), signatures=signed("HIỆU TRƯỞNG", name="HOÀNG THỊ PHƯƠNG"))),
    ("D36", replace(plan_with_tasks(), body="<p>Thực hiện ngay./.</p>")),
)  # fmt: skip


@pytest.mark.parametrize(("point", "maker", "mutation"), CASES)
def test_a_spoilt_paper_is_found_out(point: str, maker: Callable[[], Paper], mutation: Mutation) -> None:
    paper = maker()

    faults = check_pdf(mutation(paper), expects=expectation(paper))

    assert point in {fault.point for fault in faults}


@pytest.mark.parametrize(("point", "paper"), WRONG_PAPERS)
def test_a_paper_ordered_wrongly_is_found_out(point: str, paper: Paper) -> None:
    faults = check_pdf(paper_pdf(paper), expects=expectation(paper))

    assert point in {fault.point for fault in faults}


@pytest.mark.parametrize("maker", sorted({maker for _, maker, _ in CASES}, key=lambda maker: maker.__name__))
def test_the_same_paper_unspoilt_has_no_fault(maker: Callable[[], Paper]) -> None:
    assert check_pdf(paper_pdf(maker()), expects=expectation(maker())) == []


def test_every_point_is_proven_to_fail() -> None:
    assert {point for point, _, _ in CASES} == {point for point, _ in POINTS}

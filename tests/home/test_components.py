"""The components of templates/components/ by themselves: what a person, or a screen reader, gets from each."""

import json
import re
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from lxml.html import HtmlElement

from campaigns.exemplars.enums import ExemplarState
from thiduakt.documents.enums import DocumentState, OpeningState
from thiduakt.home.styleguide import sample
from thiduakt.home.templatetags.look import NOTICES, STATES, UNKNOWN, official_date, state_badge
from thiduakt.school.enums import RoleState
from thiduakt.workflow import Missing, Move

CSS = "\n".join(path.read_text() for path in (settings.BASE_DIR / "static/css").glob("*.css"))


def component(template: str, /, **arguments: object) -> HtmlElement:
    return lxml.html.fromstring(f"<div>{render_to_string(f'components/{template}.html', arguments)}</div>")


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def move(**changes: object) -> Move:
    return Move("issue", "Ban hành", (), "", lambda *_: True, **changes)


def move_form(**arguments: object) -> HtmlElement:
    return component("move_form", url="/buoc/", csrf_token="khóa", **{"move": move(), **arguments})


# States and colours


def test_a_badge_says_its_state_in_words_and_hides_its_icon() -> None:
    badge = lxml.html.fromstring(state_badge("ISSUED", "đã ban hành"))

    assert text_of(badge) == "đã ban hành"
    assert badge.find(".//i").get("aria-hidden") == "true"


def test_a_badge_of_an_unknown_state_still_has_its_words() -> None:
    assert text_of(lxml.html.fromstring(state_badge("LOST", "thất lạc"))) == "thất lạc"


@pytest.mark.parametrize("state", [*DocumentState.values, *OpeningState.values, *RoleState.values, *ExemplarState.values])
def test_every_state_has_a_look_of_its_own(state: str) -> None:
    assert state in STATES


def test_states_that_share_a_colour_within_one_road_differ_by_icon() -> None:
    looks = [STATES[state] for state in DocumentState.values]

    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("tone", sorted({look.tone for look in (*STATES.values(), *NOTICES.values(), UNKNOWN)}))
def test_the_words_of_every_tone_can_be_read_on_its_ground(tone: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    words, ground = (colour_of(tone, name) for name in ("--tone", "--tone-soft"))

    assert contrast(words, ground) >= 4.5


def test_contrast_is_measured_rightly() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def colour_of(tone: str, name: str) -> str:
    value = re.search(rf"\.tone-{tone} {{[^}}]*?{name}: ([^;]+);", CSS)[1]
    if variable := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = re.search(rf"{variable[1]}: ([^;]+);", CSS)[1]
    return "#ffffff" if value == "#fff" else value


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_icon_that_is_named_exists() -> None:
    known = json.loads((settings.NODE_MODULES / "bootstrap-icons/font/bootstrap-icons.json").read_text())
    named = {look.icon for look in (*STATES.values(), *NOTICES.values(), UNKNOWN)}
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        named |= set(re.findall(r'\bicon[ =]"([^"]+)"', path.read_text()))

    assert named <= set(known)


# Steps


def test_a_free_step_is_one_button_that_posts_its_name() -> None:
    form = move_form().find(".//form")

    assert form.get("method") == "post"
    assert form.get("action") == "/buoc/"
    assert {name: value for name, value in form.form_values() if name != "once"} == {
        "csrfmiddlewaretoken": "khóa",
        "action": "issue",
    }
    assert text_of(form.find(".//button")) == "Ban hành"


def test_a_blocked_step_posts_nothing_and_says_why() -> None:
    step = move_form(blockers=[Missing("Chưa có căn cứ nào.", "bases"), "Chưa chọn người ký."], edit_url="/sua/")

    assert step.find(".//form") is None
    assert step.find(".//button").get("disabled") is not None
    assert [text_of(item) for item in step.findall(".//li")] == ["Chưa có căn cứ nào.", "Chưa chọn người ký."]
    assert [link.get("href") for link in step.findall(".//a")] == ["/sua/#id_bases"]


def test_a_step_that_needs_a_reason_asks_for_it() -> None:
    reason = move_form(move=move(needs_reason=True)).find(".//textarea")

    assert reason.get("name") == "reason"
    assert reason.get("required") is not None


def test_a_step_without_return_is_taken_only_after_a_tick() -> None:
    step = move_form(move=move(warning="Số đã cấp không lấy lại được."))

    assert "Số đã cấp không lấy lại được." in text_of(step)
    assert step.find(".//input[@type='checkbox']").get("required") is not None


# Lists


def test_tabs_are_links_with_counts_and_tell_the_present_one() -> None:
    tabs = [{"label": "Nháp", "count": 3, "url": "?nhap", "is_current": True}, {"label": "Ký", "count": 0, "url": "?ky"}]
    links = component("tabs", tabs=tabs, name="Trạng thái").findall(".//a")

    assert [(text_of(link), link.get("href"), link.get("aria-current")) for link in links] == [
        ("Nháp 3", "?nhap", "page"),
        ("Ký 0", "?ky", None),
    ]


def test_pages_keep_what_was_searched_for() -> None:
    pages = component(
        "pagination", page=Paginator(range(60), 20).page(2), query=QueryDict("q=%C4%91%C3%A0o&page=2"), unit="văn bản"
    )

    assert [link.get("href") for link in pages.findall(".//a")] == ["?q=%C4%91%C3%A0o&page=1", "?q=%C4%91%C3%A0o&page=3"]
    assert text_of(pages.find(".//p")) == "Từ 21 đến 40 trong 60 văn bản."


def test_far_pages_are_left_out() -> None:
    pages = component("pagination", page=Paginator(range(260), 20).page(7), query=QueryDict(), unit="văn bản")

    assert [text_of(item) for item in pages.findall(".//li")] == [
        "Trang 1", "…", "Trang 6", "Trang 7", "Trang 8", "…", "Trang 13",
    ]  # fmt: skip


def test_one_page_has_no_links_to_others() -> None:
    pages = component("pagination", page=Paginator(range(3), 20).page(1), query=QueryDict(), unit="văn bản")

    assert pages.find(".//nav") is None
    assert text_of(pages) == "Có 3 văn bản."


def test_a_cell_carries_the_title_of_its_column_for_the_phone() -> None:
    columns = [{"title": "Họ và tên"}, {"title": "Số năm", "align": "right"}]
    table = component("table", caption="Danh sách", columns=columns, rows=[("Đỗ Thị Đào", 3)])
    cell = table.find(".//td")

    assert (cell.get("data-label"), cell.get("class"), cell.text) == ("Số năm", "align-right", "3")
    assert table.find(".//tbody//th").get("scope") == "row"


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="A row of 2 cells in a table of 1 columns"):
        component("table", caption="Danh sách", columns=[{"title": "Họ và tên"}], rows=[("Đỗ Thị Đào", 3)])


def test_a_wide_table_can_be_scrolled_from_the_keyboard() -> None:
    region = component("table", caption="Các năm", columns=[], rows=[], layout="scroll").find("div")

    assert (region.get("tabindex"), region.get("role"), region.get("aria-label")) == ("0", "region", "Các năm")


# Forms


class PersonForm(forms.Form):
    name = forms.CharField(label="Họ và tên")
    gender = forms.ChoiceField(label="Giới tính", choices=[("F", "nữ"), ("M", "nam")], widget=forms.RadioSelect)


def test_each_error_leads_to_its_field() -> None:
    links = component("form_errors", form=PersonForm({})).findall(".//a")

    assert [(link.get("href"), link.text) for link in links] == [("#id_name", "Họ và tên"), ("#id_gender_0", "Giới tính")]


def test_a_form_in_order_shows_no_errors() -> None:
    assert text_of(component("form_errors", form=PersonForm({"name": "Đào", "gender": "F"}))) == ""


def test_an_error_of_the_whole_form_is_shown_too() -> None:
    form = PersonForm({"name": "Đào", "gender": "F"})
    form.add_error(None, "Người này đã có trong danh sách.")

    assert "Người này đã có trong danh sách." in text_of(component("form_errors", form=form))


def test_lines_to_order_post_one_name_and_leave_two_blank() -> None:
    lines = component(
        "ordered_lines", name="bases", label="Căn cứ", line_label="Căn cứ", lines=["Luật <2022>;", "Nghị định;"]
    )
    areas = lines.findall(".//ol//textarea")

    assert [area.get("name") for area in areas] == ["bases"] * 4
    assert [area.text or "" for area in areas] == ["Luật <2022>;", "Nghị định;", "", ""]


def test_buttons_that_need_a_script_are_hidden_until_it_runs() -> None:
    lines = component("ordered_lines", name="bases", label="Căn cứ", line_label="Căn cứ", lines=["Luật;"])

    for button in lines.findall(".//button"):
        assert any(element.get("hidden") is not None for element in (button, *button.iterancestors()))


def test_a_file_field_tells_its_help_and_its_errors() -> None:
    class CopyForm(forms.Form):
        copy = forms.FileField(label="Bản ký", help_text="Tệp PDF.", widget=forms.FileInput(attrs={"accept": ".pdf"}))

    drop = component("file_drop", field=CopyForm({}, {})["copy"])
    field = drop.find(".//input")

    assert (field.get("accept"), field.get("aria-invalid")) == (".pdf", "true")
    assert "Tệp PDF." in text_of(drop.get_element_by_id(field.get("aria-describedby")))


# The rest


def test_bad_news_interrupts_and_good_news_waits() -> None:
    assert component("notice", level="error", text="Hỏng.").find("div").get("role") == "alert"
    assert component("notice", level="success", text="Đã lưu.").find("div").get("role") == "status"


def test_the_present_step_of_a_road_is_told_to_everybody() -> None:
    road = component("road", steps=[{"label": "Nháp", "state": "done"}, {"label": "Đã trình ký", "state": "current"}])

    assert [(text_of(step), step.get("aria-current")) for step in road.findall(".//li")] == [
        ("Nháp, đã xong", None),
        ("Đã trình ký, đang ở bước này", "step"),
    ]


def test_a_page_of_a_paper_is_named_for_those_who_cannot_see_it() -> None:
    image = component("sheet", src="/1.png", number=1, total=7, name="Kế hoạch 01/KH-MNGB").find(".//img")

    assert image.get("alt") == "Kế hoạch 01/KH-MNGB, trang 1 trong 7"


def test_a_fact_that_is_not_known_is_a_dash() -> None:
    assert text_of(component("facts", facts=[{"label": "Ngày ban hành", "value": None}])) == "Ngày ban hành –"


def test_a_date_is_worded_as_on_official_papers() -> None:
    assert official_date(date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
    assert official_date(None) == ""


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_a_page_of_errors_needs_neither_database_nor_context(name: str) -> None:
    page = lxml.html.fromstring(get_template(f"{name}.html").render())

    assert text_of(page.find(".//h1"))
    assert text_of(page.find(".//main//a")) == "Về trang chính"


def test_the_page_of_components_shows_every_one_of_them() -> None:
    templates = settings.BASE_DIR / "templates"
    shown = "".join((templates / name).read_text() for name in ("home/styleguide.html", "base.html"))
    parts = {
        "move_fields",
        "ordered_line",
        "form_errors",
        "form_field",
        "navigation",
        "search_field",
    }  # stand inside others, or around every page
    names = {path.stem for path in Path(templates / "components").glob("*.html")} - parts

    assert [name for name in sorted(names) if f"components/{name}.html" not in shown] == []


def test_the_page_of_components_leaks_no_comment_and_no_missing_value() -> None:
    page = render_to_string("home/styleguide.html", sample(), request=RequestFactory().get("/"))

    assert not re.search(r"\{[#%{]|None|&#x27;", page)

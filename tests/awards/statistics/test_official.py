"""Biểu 0601, 0602, 0603: which number stands in which cell, written by hand."""

import pytest

from awards.statistics.official import TO_CHECK, Award, Launched, campaigns, national, regional


def award(code, honor="", level="bo", holder="PERSON", kind="FORM", merit="cong_trang", *, leads=False):
    return Award(code, honor or code, kind, level, holder, leads, merit)


def cells(form):
    return {line.row.code: line.cells for line in form.lines if line.row.code}


def test_each_campaign_stands_once_under_its_launcher_and_once_in_each_class():
    form = campaigns(
        [
            Launched("NATION", "NATION", "FROM_5", "THEME"), Launched("REGION", "REGION", "ONE", "THEME"),
            Launched("UNIT", "UNIT", "UNDER_1", "THEME"), Launched("UNIT", "UNIT", "ONE", "REGULAR"),
        ]
    )  # fmt: skip
    told = cells(form)
    assert told["01"] == (4, 1, 1, 2)
    assert told["02"] == (1, 1, 0, 0)
    assert told["05"] == (2, 0, 0, 2)
    assert told["06"] == (1, 0, 0, 1)
    assert told["07"] == (2, 0, 1, 1)
    assert told["11"] == (3, 1, 1, 1)
    assert told["12"] == (1, 0, 0, 1)
    assert list(told) == [f"{number:02d}" for number in range(1, 13)]
    assert form.number == "0601.N/BNV-TĐKT"


@pytest.mark.parametrize("rows", [("02", "03", "04", "05"), ("06", "07", "08", "09", "10"), ("11", "12")])
def test_the_classes_of_campaigns_add_up(rows):
    told = cells(campaigns([Launched("UNIT", "CLUSTER", "UNDER_3", "THEME")] * 3))
    assert [sum(told[row][place] for row in rows) for place in range(4)] == [3, 0, 0, 3]


def test_honors_of_ministries_and_provinces_stand_by_who_received_them():
    form = regional(
        [
            (award("BK_BO_CN"), 2), (award("BK_TP_TT", level="tinh", holder="GROUP"), 1),
            (award("CSTD_TP", level="tinh", leads=True), 1),
            (award("CO_TP", level="tinh", holder="SCHOOL", merit="chuyen_de"), 1), (award("KNC_GD", merit="cong_hien"), 3),
            (award("LDTT", level="co_so"), 50), (award("CO_CP", level="nha_nuoc", holder="SCHOOL"), 1),
        ]
    )  # fmt: skip
    told = cells(form)
    assert told["01"] == (8, 3, 1, 1, 3)
    assert told["02"] == (2, 1, 0, 1, 0)
    assert told["05"] == (6, 2, 1, 0, 3)
    assert told["09"] == (1, 0, 1, 0, 0)
    assert told["10"] == (5, 2, 0, 0, 3)
    assert told["11"] == (4, 3, 1, 0, 0)
    assert told["12"] == (1, 0, 0, 1, 0)
    assert told["15"] == (3, 0, 0, 0, 3)
    assert list(told) == [f"{number:02d}" for number in range(1, 18)]


def test_an_honor_without_a_column_is_told_and_not_counted():
    form = regional([(award("TTLDXS", "Tập thể lao động xuất sắc", level="tinh", holder="GROUP"), 2)])
    assert cells(form)["01"] == (0, 0, 0, 0, 0)
    assert form.notes[0] == "Biểu không có cột cho: Tập thể lao động xuất sắc: 2. Không tính vào tổng số."


def test_each_order_of_the_state_has_columns_of_its_own():
    form = national(
        [
            (award("HCLD3", "Huân chương Lao động hạng Ba", "nha_nuoc", leads=True), 1),
            (award("HCLD3", "Huân chương Lao động hạng Ba", "nha_nuoc", "SCHOOL"), 1),
            (award("NGUT", "Nhà giáo ưu tú", "nha_nuoc", kind="STATE_TITLE"), 2),
            (award("BK_TTG_CN", level="nha_nuoc"), 4), (award("CSTDTQ", level="toan_quoc"), 1),
            (award("BK_BO_CN"), 9),
        ]
    )  # fmt: skip
    assert [(group.number, group.title) for group in form.groups][:1] == [("2", "Các loại huân chương, huy chương")]
    assert [group.number for group in form.groups] == [str(number) for number in range(2, 10)]
    assert [part.title for part in form.groups[0].parts] == [
        "Huân chương Lao động hạng Ba – tập thể", "Huân chương Lao động hạng Ba – cá nhân",
    ]  # fmt: skip
    told = cells(form)
    assert told["1"] == (9, 1, 1, 0, 0, 0, 2, 0, 0, 4, 1, 0)
    assert told["6"] == (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert told["13"][0] == 1
    assert told["14"][0] == 7


def test_what_the_source_leaves_open_is_marked_and_not_invented():
    form = national([])
    opened = {line.row.code: (line.row.label, line.cells) for line in form.lines if line.is_open}
    empty = (None,) * (1 + len(form.parts))
    assert opened["4"] == opened["5"] == (TO_CHECK, empty)
    assert opened["2"][1] == opened["3"][1] == empty
    assert [line.row.code for line in form.lines if line.row.code] == [str(number) for number in range(1, 22)]


def test_what_schools_never_have_is_nought():
    told = cells(national([(award("CSTDTQ", level="toan_quoc"), 1)]))
    assert [told[row][0] for row in ("7", "8", "10", "11", "12", "21")] == [0, 0, 0, 0, 0, 0]


def test_every_honor_of_the_state_is_in_the_total():
    """Whatever the school adds to the catalogue has the last columns."""
    form = national([(award("RIENG", "Thư khen", "nha_nuoc"), 2)])
    assert cells(form)["1"][0] == 2
    assert [part.title for part in form.groups[-1].parts] == ["Thư khen – tập thể", "Thư khen – cá nhân"]

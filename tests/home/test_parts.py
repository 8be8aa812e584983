"""Việc của tôi, told by how much it presses."""

from datetime import date, timedelta

import lxml.html
import pytest
from django.urls import reverse

from tests.factories.plans import make_plan
from thiduakt.home.tasks import BY_URGENCY, SOURCES, WAITED_FOR
from thiduakt.home.tasks.parts import in_parts
from thiduakt.home.tasks.task import Task

TODAY = date(2023, 5, 22)
SIGN, WRITE = "Đọc và ký", "Soạn tiếp và trình ký"


def task(label=WRITE, *, in_days=None, title="Kế hoạch"):
    due = None if in_days is None else TODAY + timedelta(days=in_days)
    return Task(label, title, "", "/", "DRAFT", "nháp", due=due)


def part_of(*tasks):
    return [(part.title, part.count) for part in in_parts(list(tasks), WAITED_FOR, TODAY)]


@pytest.mark.parametrize(
    ("one", "part"),
    [
        (task(in_days=-1), "Đã quá hạn"),
        (task(in_days=0), "Làm trong tuần"),
        (task(in_days=7), "Làm trong tuần"),
        (task(in_days=8), "Làm sau"),
        (task(), "Làm sau"),
        (task(SIGN), "Làm trong tuần"),  # somebody waits for the signature
        (task(SIGN, in_days=8), "Làm sau"),
        (task(SIGN, in_days=-1), "Đã quá hạn"),
    ],
)
def test_the_day_and_whoever_waits_tell_how_much_a_task_presses(one, part):
    assert part_of(one) == [(part, 1)]


def test_what_is_late_stands_first_and_an_empty_part_is_not_shown():
    assert part_of(task(), task(in_days=-3), task(in_days=30)) == [("Đã quá hạn", 1), ("Làm sau", 2)]
    assert part_of() == []


def test_two_alike_stand_each_by_itself_and_three_in_one_line():
    (part,) = in_parts([task(SIGN), task(SIGN), task("Bỏ phiếu kín")], WAITED_FOR, TODAY)
    assert [(line.label, line.count, line.is_folded) for line in part.lines] == [
        (SIGN, 2, False), ("Bỏ phiếu kín", 1, False),
    ]  # fmt: skip
    (part,) = in_parts([task(SIGN)] * 3, WAITED_FOR, TODAY)
    assert [line.is_folded for line in part.lines] == [True]


def test_of_what_may_wait_two_alike_are_one_line():
    (part,) = in_parts([task(), task(), task("Kết thúc phong trào đã tổng kết")], WAITED_FOR, TODAY)
    assert [(line.count, line.is_folded) for line in part.lines] == [(2, True), (1, False)]


def test_a_label_that_is_waited_for_is_one_that_some_room_gives():
    assert set(WAITED_FOR) <= set(BY_URGENCY)
    assert len(set(BY_URGENCY)) == len(BY_URGENCY)
    assert len(SOURCES) == len(set(SOURCES))


@pytest.mark.django_db
def test_many_alike_are_one_line_that_opens_and_shows_no_more_than_can_be_looked_over(client, principal, at):
    for _ in range(32):
        make_plan(principal=principal, at=at)
    client.force_login(principal)

    page = lxml.html.fromstring(client.get(reverse("home")).content)

    (fold,) = page.find_class("task-fold")
    assert " ".join(fold.findtext(".//summary/span").split()) == WRITE
    assert "32 việc cùng loại" in " ".join(fold.find(".//summary").text_content().split())
    assert len(fold.findall(".//li")) == 30
    assert "Còn 2 việc nữa" in " ".join(fold.text_content().split())
    heading = page.find(".//section/h2").text_content()
    assert " ".join(heading.split()) == "Làm sau (32 việc)"

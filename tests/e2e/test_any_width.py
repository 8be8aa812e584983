"""Pages that hold more than they are wide: a word without a break, the register with its eleven columns."""

import io
from datetime import timedelta

import pdfplumber
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.plans.models import Plan
from tests.e2e.walk import IN_BOTH_WIDTHS
from tests.factories.documents import PlanFactory, RegisterEntryFactory
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.home import demo
from thiduakt.school.models import User
from thiduakt.workflow import perform

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
WORD = "nghiêng" * 8 + "nghi"  # 60 letters


@pytest.fixture
def principal(live_server, at) -> User:
    demo.load(at)
    return User.objects.get(username="hieutruong")


@pytest.fixture
def draft(principal, at) -> Plan:
    """Given back, so that every page of it has a reason to show too."""
    plan = PlanFactory(
        school=principal.school, document__subject=f"Công tác {WORD}", document__created_by=principal.person,
        document__dated_on=timezone.localdate() - timedelta(days=1),
    )  # fmt: skip
    perform(DOCUMENT_FLOW, plan.document, "submit", actor=principal, at=at)
    perform(DOCUMENT_FLOW, plan.document, "return", actor=principal, at=at, reason=f"Sửa chữ {WORD}.")
    return plan


def test_a_long_word_makes_no_page_wider_than_its_window(walk, draft):
    walk.sign_in("hieutruong")
    for path in ("/", "/ke-hoach/", f"/ke-hoach/{draft.pk}/", f"/van-ban/{draft.pk}/sua/", "/nhat-ky/"):
        walk.open(path)
        expect(walk.page.locator("main").get_by_text(WORD).first).to_be_visible()
        walk.look()


@pytest.fixture
def entry(principal):
    return RegisterEntryFactory(
        document__school=principal.school, document__created_by=principal.person, document__subject=f"Công tác {WORD}",
        document__recipients=[f"Các tổ {WORD}", "Lưu: VT"], note=WORD, sent_up_on=timezone.localdate(),
    )  # fmt: skip


@IN_BOTH_WIDTHS
def test_the_register_keeps_its_action_and_its_title_in_sight(walk, entry):
    walk.sign_in("vanthu")
    walk.open("/van-ban/so-di/")

    expect(walk.page.get_by_role("link", name="Ghi sổ")).to_be_in_viewport(ratio=1)
    expect(walk.page.get_by_role("link", name=WORD)).to_be_in_viewport()
    walk.look()


def test_the_register_is_printed_whole(walk, entry):
    walk.sign_in("vanthu")
    walk.open("/van-ban/so-di/")

    with pdfplumber.open(io.BytesIO(walk.page.pdf(prefer_css_page_size=True))) as pdf:
        pages = [(page.width, page.extract_words()) for page in pdf.pages]

    words = " ".join(word["text"] for _, page in pages for word in page)
    assert f"{entry.sent_up_on:%d/%m/%Y}" in words
    assert all(word["x1"] <= width for width, page in pages for word in page)


def test_the_dividers_of_the_way_here_stand_on_the_line_of_its_words(walk, principal):
    walk.sign_in("hieutruong")
    walk.open("/mau-giao-dien/")
    items = walk.page.locator(".breadcrumb-item")

    dividers = items.evaluate_all(
        """items => items.slice(1).map(item => {
            const divider = getComputedStyle(item, "::before");
            return [divider.float === "none" || getComputedStyle(item).display, getComputedStyle(item).alignItems];
        })"""
    )

    assert dividers == [["flex", "center"]] * 2

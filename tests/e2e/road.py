"""A long road through the site: who is at the browser, and the steps that come again and again."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.walk import Walk
from thiduakt.documents.models import Document


@dataclass
class Road(Walk):
    def become(self, username: str) -> Page:
        """Whoever comes next opens a page of theirs."""
        self.sign_out()
        self.enter(username)
        return self.page

    def press(self, name: str, within: Locator | None = None) -> None:
        self.follow((within or self.page).get_by_role("button", name=name, exact=True))

    def go(self, name: str, within: Locator | None = None) -> None:
        self.follow((within or self.page).get_by_role("link", name=name, exact=True).first)

    def take(self, name: str, *, reason: str = "") -> None:
        """A step that says first what cannot be undone."""
        self.page.get_by_text(f"{name}…", exact=True).click()
        opened = self.page.locator("details[open]").filter(has_text=name)
        opened.get_by_label("Tôi đã đọc và hiểu điều này.").check()
        if reason:
            opened.get_by_label("Lý do").fill(reason)
        self.press(name, opened)

    def told(self, sentence: str) -> None:
        expect(self.page.get_by_text(sentence, exact=False).first).to_be_visible()

    def fill_in_bases(self) -> None:
        """What a draft could not know of them."""
        self.go("Sửa nội dung")
        for line in self.page.locator("[name=bases]").all():
            if "[CẦN BỔ SUNG" in (typed := line.input_value()):
                line.fill(re.sub(r" *\[CẦN BỔ SUNG[^]]*\]", "", typed))
        self.press("Lưu và xem bản in")

    def sign(self, paper: Document) -> None:
        self.become("hieutruong")
        self.open(paper.get_absolute_url())
        self.page.get_by_text("Ký…", exact=True).click()
        self.page.get_by_label("Tôi đã đọc").check()
        self.press("Ký")

    def number(self, paper: Document, *, on: str = "") -> None:
        """`on`: the past day, as it is printed, that the paper was signed on."""
        page = self.become("vanthu")
        self.open(paper.get_absolute_url())
        page.get_by_text("Cấp số, ban hành…", exact=True).click()
        if on:
            expect(page.get_by_label("Ngày ban hành")).to_have_value(on)
            page.get_by_label("Lý do ghi ngày đã qua").fill(f"Văn bản ký trên giấy từ ngày {on}.")
        page.get_by_label("Tôi đã đọc").check()
        self.press("Cấp số, ban hành")

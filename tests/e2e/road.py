"""A long road through the site: who is at the browser, and the steps that come again and again."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.walk import Walk


@dataclass
class Road(Walk):
    def become(self, username: str) -> Page:
        self.sign_out()
        self.sign_in(username)
        return self.page

    def press(self, name: str, within: Locator | None = None) -> None:
        self.follow((within or self.page).get_by_role("button", name=name, exact=True))

    def go(self, name: str, within: Locator | None = None) -> None:
        self.follow((within or self.page).get_by_role("link", name=name, exact=True).first)

    def take(self, name: str) -> None:
        """A step that says first what cannot be undone."""
        self.page.get_by_text(f"{name}…", exact=True).click()
        opened = self.page.locator("details[open]").filter(has_text=name)
        opened.get_by_label("Tôi đã đọc và hiểu điều này.").check()
        self.press(name, opened)

    def told(self, sentence: str) -> None:
        expect(self.page.get_by_text(sentence, exact=False).first).to_be_visible()

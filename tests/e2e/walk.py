"""What every walk through the site does: sign in, look at each page as somebody would who cannot see well."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from thiduakt.home.demo import PASSWORD


@dataclass
class Walk:
    page: Page
    address: str
    axe: str  # the script

    def sign_in(self, username: str) -> None:
        self.open("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        self.follow(self.page.get_by_role("button", name="Đăng nhập"))
        if (later := self.page.get_by_role("link", name="Để sau")).count():
            self.follow(later)
        assert self.page.url == f"{self.address}/"

    def sign_out(self) -> None:
        self.page.context.clear_cookies()

    def open(self, path: str) -> None:
        response = self.page.goto(f"{self.address}{path}")
        assert response is not None
        assert response.status < 400, f"{path}: {response.status}"

    def follow(self, control: Locator) -> None:
        """Press what leads to another page, and go on only when that page stands whole, with its sheets and pictures."""
        with self.page.expect_event("load"):
            control.click()

    def look(self) -> None:
        """The page fits its window, and axe finds nothing."""
        excess = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, f"{self.page.url} is {excess} px wider than the window"
        self.page.evaluate(self.axe)
        found = self.page.evaluate("axe.run()")["violations"]
        assert not found, [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]

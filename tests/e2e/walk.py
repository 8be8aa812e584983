"""What every walk through the site does: sign in, look at each page as somebody would who cannot see well."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from thiduakt.home.demo import PASSWORD
from thiduakt.school.models import User

PHONE, DESK = 360, 1280
AXE = "{resultTypes: ['violations']}"
# Colours are those of the other width, and half of what axe costs.
AXE_OF_SHAPE = "{resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}}"
AT_A_DESK = pytest.mark.parametrize("width", [DESK], ids=["desk"], indirect=True)
IN_BOTH_WIDTHS = pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"], indirect=True)


def until(is_so: Callable[[], bool]) -> None:
    """For what the server does without a word to the page."""
    deadline = time.monotonic() + 15  # seconds
    while not is_so():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.05)


@dataclass
class Walk:
    page: Page
    address: str
    axe: str  # the script

    def enter(self, username: str) -> None:
        """With a session given; where the door itself is the matter: come_in."""
        client = Client()
        client.force_login(User.objects.get(username=username))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def sign_in(self, username: str) -> None:
        """And home opened."""
        self.enter(username)
        self.open("/")

    def come_in(self, username: str) -> None:
        self.open("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        self.follow(self.page.get_by_role("button", name="Đăng nhập"))
        if (later := self.page.get_by_role("link", name="Để sau")).count():
            self.follow(later)
        expect(self.page).to_have_url(f"{self.address}/")

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
        """In either width the page fits its window, and axe finds nothing."""
        walked = self.page.viewport_size
        assert walked
        self.page.evaluate(self.axe)
        for width in sorted((PHONE, DESK), key=lambda width: width != walked["width"]):
            self.page.set_viewport_size({**walked, "width": width})
            excess = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert excess <= 0, f"{self.page.url} is {excess} px wider than a window of {width} px"
            found = self.page.evaluate(f"axe.run({AXE if width == walked['width'] else AXE_OF_SHAPE})")["violations"]
            assert not found, [width, *((fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found)]
        self.page.set_viewport_size(walked)

"""A real Chromium against a real server. Whatever a page says on its console is a failure."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.e2e.walk import PHONE, Walk

# A road is walked once, and each page that it looks at is looked at in both widths. Where a desk is the matter, as in the
# editor, the test asks for it: AT_A_DESK; where the road itself differs: IN_BOTH_WIDTHS.
# The engine without windows and menus, which no test sees and each would pay for; else the whole browser.
BROWSERS = [Path("/usr/lib/chromium/chromium-headless-shell"), Path("/usr/bin/chromium")]
PATIENCE = 15_000  # milliseconds: the server shares its processor with the browser, and with other tests
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        # Playwright keeps an event loop in this thread, and Django refuses the database beside one unless told.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield started
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = next((str(path) for path in BROWSERS if path.exists()), None)
    browser = playwright.chromium.launch(executable_path=path, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(params=[PHONE], ids=["phone"])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def answered(live_server, transactional_db) -> Iterator[None]:
    """What the closed page had still asked for is answered, before the database is emptied under it."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE / 1000)


@pytest.fixture
def page(answered, browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert not said


@pytest.fixture
def walk(page: Page, live_server) -> Walk:
    axe = (settings.NODE_MODULES / "axe-core" / "axe.min.js").read_text()
    return Walk(page, live_server.url, axe)

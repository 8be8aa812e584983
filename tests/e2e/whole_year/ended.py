"""The year ends: what it gave, its closing once nothing that stops it is left, and the archive of it."""

import re
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from awards.closing.readiness import Year
from campaigns.campaigns.models import Campaign
from tests.e2e.road import Road
from thiduakt.ledger.years import year_name, year_on

PAPERS = ["van-ban/01-BB-HDTDKT", "van-ban/01-QD-MNGB", "van-ban/02-QD-MNGB"]  # numbered within the days of this school year
WHY = "Phong trào này tổng kết trong hè."


def looked_back_on(road: Road) -> None:
    page, number = road.become("hieutruong"), year_on(timezone.localdate())
    road.open(f"/thong-ke/?nam={number}")
    expect(page.get_by_role("table", name="Theo danh hiệu, hình thức")).to_contain_text("Giấy khen")


def closed(road: Road, clock: pytest.MonkeyPatch) -> None:
    """Not before its last day is over, which the clock is helped along to; from then on nothing of it changes."""
    page, today = road.page, timezone.localdate()
    number = year_on(today)
    _ends_on(clock, today)
    road.open(f"/khep-nam/nam/{number}/")
    expect(page.get_by_text("Phải xong trước khi khép năm")).to_have_count(0)
    road.told("chưa khép được trước đó.")
    _ends_on(clock, today - timedelta(days=1))
    road.open(f"/khep-nam/nam/{number}/")
    road.look()
    road.take("Khép năm thi đua", reason=WHY)
    road.told(f"Đã khép năm thi đua {year_name(number)}.")
    campaign = Campaign.objects.get()
    road.open(campaign.get_absolute_url())
    road.press("Bắt đầu thực hiện")
    road.told(f"Năm thi đua {year_name(number)} đã khép")
    campaign.refresh_from_db()
    assert campaign.state == "LAUNCHED"


def archived(road: Road) -> None:
    page, number = road.page, year_on(timezone.localdate())
    road.open(f"/khep-nam/nam/{number}/")
    road.press("Lập tệp lưu trữ")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"luu-tru-.*[.]zip")).click()
    with zipfile.ZipFile(download.value.path()) as package:
        papers = [name for name in package.namelist() if name.startswith("van-ban/")]
        index = package.read("index.html").decode()
    assert [re.sub(r"-[0-9]+[.]pdf$", "", name) for name in sorted(papers)] == PAPERS
    assert f"Lý do: {WHY}" in index


def _ends_on(clock: pytest.MonkeyPatch, day: date) -> None:
    clock.setattr(Year, "last_day", property(lambda year: day))

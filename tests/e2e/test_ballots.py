"""A secret vote on phones: opened by two, voted in, counted by two, confirmed by all who conduct it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.walk import IN_BOTH_WIDTHS
from tests.factories.ballots import Vote, make_vote
from tests.factories.school import PASSWORD, SchoolFactory
from thiduakt.school.models import User

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def vote(live_server) -> Vote:
    return make_vote(SchoolFactory(), electors=5)


def press(walk, vote: Vote, official: User, step: str) -> None:
    walk.sign_out()
    walk.sign_in(official.username)
    walk.open(vote.poll.get_absolute_url())
    section = walk.page.locator("section").filter(has=walk.page.get_by_role("heading", name=step, exact=True))
    section.get_by_label("Mật khẩu của thầy/cô").fill(PASSWORD)
    walk.look()
    walk.follow(section.get_by_role("button", name=step))


@IN_BOTH_WIDTHS
def test_a_secret_vote_from_its_opening_to_its_confirmed_result(walk, vote):
    page = walk.page
    for official in (vote.chair, vote.secretary):
        press(walk, vote, official, "Mở hòm phiếu")
    for elector in vote.electors:
        walk.sign_out()
        walk.sign_in(elector.username)
        walk.follow(page.get_by_role("link", name=str(vote.poll)).first)
        page.get_by_role("group", name="Đỗ Thị Đào").get_by_label("Đồng ý", exact=True).check()
        page.get_by_role("group", name="Nguyễn Thị Ánh").get_by_label("Không có ý kiến").check()
        page.get_by_label("Mật khẩu của thầy/cô").fill(PASSWORD)
        walk.look()
        walk.follow(page.get_by_role("button", name="Xem lại phiếu trước khi gửi"))
        walk.look()
        walk.follow(page.get_by_role("button", name="Gửi phiếu"))
        expect(page.get_by_text("Phiếu đã vào hòm.")).to_be_visible()
    for official in (vote.teller, vote.chair):
        press(walk, vote, official, "Kiểm phiếu")
    for official in (vote.chair, vote.secretary, vote.teller):
        press(walk, vote, official, "Xác nhận kết quả")
    expect(page.get_by_text("Thu về 5 trên 5 phiếu.")).to_be_visible()
    walk.look()

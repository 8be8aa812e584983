import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from thiduakt.once.refused import REFUSED, keep_reason, typed_reason

pytestmark = pytest.mark.django_db
WORDS = "Chị Đỗ Thị Đào đang nghỉ ốm."


@pytest.fixture
def pressed():
    request = RequestFactory().post("/dang-ky/7/buoc/", {"action": "decline", "reason": WORDS})
    request.session = SessionStore()
    keep_reason(request)
    return request


def test_a_reason_is_shown_again_once_beside_the_button_that_was_refused(pressed):
    assert typed_reason(pressed, "/dang-ky/8/buoc/", "decline") == ""
    assert typed_reason(pressed, "/dang-ky/7/buoc/", "withdraw") == ""
    assert typed_reason(pressed, "/dang-ky/7/buoc/?tab=gui", "decline") == WORDS
    assert typed_reason(pressed, "/dang-ky/7/buoc/", "decline") == ""


def test_a_reason_lies_sealed_in_the_session(pressed):
    assert "Đào" not in str(pressed.session[REFUSED])


def test_a_reason_sealed_with_a_key_that_is_gone_is_nobodys(pressed, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khac" * 20, []

    assert typed_reason(pressed, "/dang-ky/7/buoc/", "decline") == ""

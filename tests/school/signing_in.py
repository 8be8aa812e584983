"""Signing in as a browser does, and a phone with an authenticator app."""

import re
import time
from datetime import UTC, datetime

from django.utils import timezone

from tests.factories.school import PASSWORD
from thiduakt.school.services.second_factor import STEP, current_code, new_secret, set_up

ADDRESS = "203.0.113.5"
LOGIN, CODE = "/dang-nhap/", "/dang-nhap/ma-xac-thuc/"


class Phone:
    """An authenticator app: a secret, and a code for each thirty seconds."""

    def __init__(self, secret=""):
        self.secret = secret or new_secret()

    def code(self, *, steps=0):
        """Now, or that many steps later."""
        return current_code(self.secret, datetime.fromtimestamp(time.time() + steps * STEP, tz=UTC))


def give_phone(user, *, at=None):
    """Set the second factor up; returns the phone and the recovery codes. The code of one step ago is used up."""
    phone = Phone()
    codes = set_up(user, secret=phone.secret, code=phone.code(steps=-1), at=at or timezone.now())
    return phone, codes


def give_phone_at(user, at):
    """The same, without a code that was used up before this moment."""
    phone = Phone()
    return phone, set_up(user, secret=phone.secret, code=current_code(phone.secret, at), at=at)


def sign_in(client, username, password=PASSWORD, *, address=ADDRESS, path=LOGIN, **more):
    return client.post(path, {"username": username, "password": password, **more}, REMOTE_ADDR=address)


def is_signed_in(client):
    return client.get("/nha-truong/bao-ve/").status_code == 200


def said(response):
    return re.sub(r"\s+", " ", response.content.decode())

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from thiduakt.home.deadlines import deadlines_of
from thiduakt.notices.models import Preference
from thiduakt.notices.services.posting import post_digests, post_urgent

SOON = timedelta(days=3)


class Command(BaseCommand):
    help = "Gửi thư về việc đang chờ người nhận; với --digest, gửi thêm thư tổng hợp của ngày."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--digest", action="store_true", help="gửi thư tổng hợp: mỗi ngày một lần")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        posted = post_urgent(now)
        if options["digest"]:
            posted += post_digests(now, _coming)
        self.stdout.write(f"Đã gửi {posted} thư.")


def _coming(preference: Preference) -> list[str]:
    """Of whoever still works here and has an account; a day past is told in the app."""
    today = timezone.localdate()
    due = deadlines_of(preference.person.user, today) if preference.person.is_at_work(today) else []
    soon = [deadline for deadline in due if deadline.day <= today + SOON]
    return [f"- {deadline.day:%d/%m/%Y}: {deadline.title} {settings.SITE_URL}{deadline.url}" for deadline in soon]

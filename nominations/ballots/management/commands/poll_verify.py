from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from nominations.ballots.enums import COUNTED, PollState
from nominations.ballots.models import Poll
from nominations.ballots.queries import faults_of, tally_of


class Command(BaseCommand):
    help = "Kiểm tra một cuộc bỏ phiếu kín: nội dung, hòm phiếu, mã phiếu, kết quả; còn phiếu thì kiểm lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("poll", type=int, help="số của cuộc bỏ phiếu, như trong địa chỉ trang")

    def handle(self, *args: Any, **options: Any) -> None:
        poll = Poll.objects.filter(pk=options["poll"]).first()
        if poll is None:
            raise CommandError("Không có cuộc bỏ phiếu này.")
        self.stdout.write(f"{poll}: {poll.get_state_display()}.")
        if poll.state == PollState.DRAFT:
            return
        if faults := faults_of(poll):
            raise CommandError(" ".join(faults))
        self.stdout.write(f"Mã băm nội dung {poll.manifest_hash[:16]}; {poll.box_count}/{poll.n_electors} phiếu trong hòm.")
        if poll.state in COUNTED:
            labels = {one.key: one.label for one in poll.content.candidates}
            for key, told in tally_of(poll).items():
                self.stdout.write(
                    f"{labels[key]}: {told.agree} đồng ý, {told.against} không đồng ý, {told.blank} không có ý kiến."
                )
        self.stdout.write("Mọi thứ khớp." if poll.sk_wrapped else "Mọi thứ khớp. Phiếu đã hủy nên không kiểm lại được.")

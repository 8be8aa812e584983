import pytest
from django.core.management import CommandError, call_command

from nominations.ballots.models import Poll
from tests.factories.ballots import Vote

pytestmark = pytest.mark.django_db


def test_the_verifier_counts_again_while_it_can(opened: Vote, capsys) -> None:
    opened.cast_by_all()
    opened.close()
    opened.count()
    call_command("poll_verify", opened.poll.pk)
    assert "Đỗ Thị Đào: 7 đồng ý, 0 không đồng ý, 0 không có ý kiến." in (told := capsys.readouterr().out)
    assert told.endswith("Mọi thứ khớp.\n")

    opened.confirm()
    call_command("poll_verify", opened.poll.pk)
    assert "Phiếu đã hủy nên không kiểm lại được." in capsys.readouterr().out


def test_the_verifier_says_what_does_not_fit(opened: Vote) -> None:
    opened.cast_by_all()
    opened.close()
    opened.count()
    Poll.objects.filter(pk=opened.poll.pk).update(tally={"dao": [0, 7, 0, 0], "anh": [7, 0, 0, 0]})
    with pytest.raises(CommandError, match="không khớp mã băm"):
        call_command("poll_verify", opened.poll.pk)


def test_before_the_count_the_verifier_tells_no_result(opened: Vote, capsys) -> None:
    opened.cast(opened.electors[0])
    call_command("poll_verify", opened.poll.pk)
    assert "đồng ý" not in capsys.readouterr().out


def test_an_unknown_poll_is_told() -> None:
    with pytest.raises(CommandError):
        call_command("poll_verify", 99)

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.audit.tampering import sql, tamper


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_anchor_is_one_line_for_each_school(chain):
    assert run("audit_anchor") == f"{chain[0].school_id} 8 {chain[-1].hash}\n"


def test_a_whole_chain_is_called_whole(chain, tmp_path):
    anchor = tmp_path / "neo.txt"
    anchor.write_text(run("audit_anchor"))

    assert run("audit_verify") == "Chuỗi nhật ký nguyên vẹn.\n"
    assert run("audit_verify", "--anchor", str(anchor)) == "Chuỗi nhật ký nguyên vẹn.\n"


def test_a_broken_chain_ends_the_command_with_an_error(chain):
    tamper("UPDATE audit_auditevent SET reason = '' WHERE seq = 4")

    with pytest.raises(CommandError, match="1 chỗ không khớp"):
        run("audit_verify")


def test_a_cut_tail_is_found_by_the_kept_anchor(chain, tmp_path):
    anchor = tmp_path / "neo.txt"
    anchor.write_text(run("audit_anchor"))
    tamper("DELETE FROM audit_auditevent WHERE seq = 8")
    sql("UPDATE audit_audithead SET seq = 7, hash = %s", [chain[6].hash])

    assert run("audit_verify") == "Chuỗi nhật ký nguyên vẹn.\n"
    with pytest.raises(CommandError, match="1 chỗ không khớp"):
        run("audit_verify", "--anchor", str(anchor))


def test_a_file_that_is_not_there_or_holds_no_anchor_is_said(chain, tmp_path):
    wrong = tmp_path / "neo.txt"
    wrong.write_text("không phải neo\n")

    with pytest.raises(CommandError, match="không phải là neo"):
        run("audit_verify", "--anchor", str(wrong))
    with pytest.raises(CommandError, match="Không đọc được"):
        run("audit_verify", "--anchor", str(tmp_path / "khong-co.txt"))

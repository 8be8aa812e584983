"""The command is asked from outside: it answers in the agreed form, or says in one sentence what is wrong."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db

GOOD = {
    "date": "2024-06-15",
    "regime": None,
    "honor": "CSTDCS",
    "period": "2023-2024",
    "registered": True,
    "subject": {"kind": "individual", "recruited_on": "2010-09-01"},
    "ratings": {"2023-2024": "HTXS"},
    "discipline": [],
    "initiatives": [],
    "honors": [],
    "leave": [],
    "investigation_open": False,
    "collective": {"size": 10, "completed": 10, "ldtt": 7, "cstdcs": 1, "disciplined": []},
}


@pytest.fixture
def ask(tmp_path):
    def put(question, **changes):
        path = tmp_path / "facts.json"
        content = question if isinstance(question, str | bytes) else json.dumps(question | changes)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out, err = StringIO(), StringIO()
        try:
            call_command("eligibility", facts=str(path), stdout=out, stderr=err)
        except SystemExit as stop:
            return stop.code, out.getvalue(), err.getvalue().strip()
        return 0, json.loads(out.getvalue()), err.getvalue()

    return put


def test_the_answer_has_exactly_the_agreed_keys(ask):
    code, found, _ = ask(GOOD)

    assert code == 0
    assert list(found) == ["regime", "verdict", "earliest", "conditions"]
    assert (found["regime"], found["verdict"], found["earliest"]) == ("B1_2022_ND98", "eligible", "2023-2024")
    for condition in found["conditions"]:
        assert list(condition) == ["key", "required", "have", "missing", "basis", "met"]
        assert condition["met"] is True


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        ("2023-12-31", "A_2003"),
        ("2024-01-01", "B1_2022_ND98"),
        ("2025-06-30", "B1_2022_ND98"),
        ("2025-07-01", "B2_2022_ND152"),
        ("2026-09-30", "B2_2022_ND152"),
        ("2026-10-01", "C_2026_amended"),
    ],
)
def test_without_a_regime_the_day_decides(ask, day, regime):
    assert ask(GOOD, date=day)[1]["regime"] == regime


@pytest.mark.parametrize(("asked", "answered"), [("A_2003", "A_2003"), ("A", "A_2003"), ("B2", "B2_2022_ND152")])
def test_a_regime_that_is_named_is_taken_whatever_the_day(ask, asked, answered):
    assert ask(GOOD, regime=asked)[1]["regime"] == answered


def test_under_the_law_nobody_has_entered_yet_nobody_is_eligible(ask):
    assert ask(GOOD, regime="B2_2022_ND152")[1]["verdict"] == "eligible"
    assert ask(GOOD, regime="C_2026_amended")[1]["verdict"] == "needs_review"


def test_a_team_is_asked_as_a_team(ask):
    team = GOOD | {"honor": "TTLDTT", "subject": {"kind": "collective"}}
    assert ask(team)[1]["verdict"] == "eligible"
    assert ask(team, subject=None)[1]["verdict"] == "eligible"
    assert ask(team, collective=None)[1]["verdict"] == "needs_review"


@pytest.mark.parametrize("key", ["ratings", "discipline", "investigation_open", "subject", "registered"])
def test_what_is_left_out_is_unknown_and_never_a_yes(ask, key):
    less = {name: value for name, value in GOOD.items() if name != key} | {"regime": "A_2003", "honor": "LDTT"}
    assert ask(less)[1]["verdict"] == "needs_review"


def test_with_a_regime_the_day_may_be_unknown_too(ask):
    found = ask(GOOD, regime="B1", date=None, honor="LDTT")[1]
    assert found["verdict"] == "needs_review"
    assert [condition["missing"] for condition in found["conditions"] if condition["met"] is None] == ["Ngày xét."]


def test_a_byte_order_mark_does_no_harm(ask):
    assert ask(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())[0] == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"regime": "Z_1999"}, "“regime” phải là một trong"),
        ({"regime": 3}, "“regime” phải là chữ"),
        ({"honor": "KHONG_CO"}, "Không có danh hiệu, hình thức “KHONG_CO”"),
        ({"honor": None}, "“honor” phải là chữ"),
        ({"honor": ["LDTT"]}, "“honor” phải là chữ"),
        ({"honor": "TTLDTT"}, "chỉ xét cho tập thể"),
        ({"honor": "GK_HS_CN"}, "chỉ xét cho học sinh"),
        ({"period": "2022-2024"}, "Năm học “2022-2024”"),
        ({"period": 2023}, "phải ghi như 2022-2023"),
        ({"period": "0000-0001"}, "phải ghi như 2022-2023"),
        ({"period": "9998-9999"}, "phải ghi như 2022-2023"),
        ({"period": None}, "phải ghi như 2022-2023"),
        ({"date": "15/06/2024"}, "“date” phải là ngày ghi như 2023-05-31"),
        ({"date": None}, "“date” phải là ngày"),
        ({"date": "1024-06-15"}, "“date” phải là ngày"),
        ({"date": "1950-06-15"}, "Danh mục chưa có quy định"),
        ({"date": {}}, "“date” phải là ngày"),
        ({"subject": "individual"}, "“subject” phải là một nhóm"),
        ({"subject": {"kind": "robot"}}, "“subject.kind” phải là một trong"),
        ({"subject": {"kind": []}}, "“subject.kind”"),
        ({"subject": {"kind": "individual", "recruited_on": "hôm qua"}}, "“subject.recruited_on”"),
        ({"registered": "yes"}, "“registered” phải là true hoặc false"),
        ({"investigation_open": 0}, "“investigation_open” phải là true hoặc false"),
        ({"ratings": ["HTXS"]}, "“ratings” phải là một nhóm"),
        ({"ratings": {"2023-2024": "GIOI"}}, "“ratings” phải là một trong"),
        ({"ratings": {"2023": "HTT"}}, "Năm học “2023”"),
        ({"ratings": {"2023-2024": []}}, "“ratings” phải là một trong"),
        ({"discipline": {}}, "“discipline” phải là một danh sách"),
        ({"discipline": ["khien_trach"]}, "“discipline” phải là một danh sách"),
        ({"discipline": [{"kind": "mang"}]}, "“discipline.on”"),
        ({"discipline": [{"kind": "khien_trach", "on": "2024-02-01", "ended_on": "2024-01-01"}]}, "không được trước"),
        ({"initiatives": [{"period": "2023-2024", "level": "xa"}]}, "“initiatives.level”"),
        ({"initiatives": [{"period": "2023-2024", "level": "tinh", "used_for": ["CSTDCS"]}]}, "“initiatives.used_for”"),
        ({"honors": [{"code": 7, "period": "2022-2023"}]}, "“honors.code”"),
        ({"honors": [{"code": "LDTT", "period": "2022-2023", "revoked": "false"}]}, "“honors.revoked”"),
        ({"honors": [{"code": "LDTT", "period": "2022-2023", "merit": "vui"}]}, "“honors.merit”"),
        ({"leave": [{"kind": "thai_san", "from": "2024-02-01"}]}, "“leave.to”"),
        ({"leave": [{"kind": "thai_san", "from": "2024-02-01", "to": "2024-01-01"}]}, "không được trước"),
        ({"collective": [1]}, "“collective” phải là một nhóm"),
        ({"collective": {"size": -1}}, "“collective.size” phải là một số đếm"),
        ({"collective": {"size": 10.5}}, "“collective.size” phải là một số đếm"),
        ({"collective": {"size": True}}, "“collective.size” phải là một số đếm"),
        ({"collective": {"disciplined": "canh_cao"}}, "“collective.disciplined” phải là một danh sách"),
        ({"collective": {"disciplined": [{}]}}, "“collective.disciplined”"),
        ({"period": "\ud800"}, "phải ghi như 2022-2023"),
        ({"honor": "\ud800" + "LDTT" * 1000}, "Không có danh hiệu, hình thức"),
        ({"regime": "\ud800"}, "“regime” phải là một trong"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_sentence(ask, changes, sentence):
    code, out, err = ask(GOOD, **changes)

    assert (code, out) == (1, "")
    assert sentence in err
    assert "\n" not in err
    err.encode()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        '"LDTT"',
        "null",
        "12",
        "[" * 100_000,
        '{"a": ' * 50_000,
        b"\xff\xfe{}",
        '{"size": ' + "9" * 5000 + "}",
    ],
)
def test_a_file_that_holds_no_question_is_refused_in_one_sentence(ask, content):
    code, out, err = ask(content)

    assert (code, out) == (1, "")
    assert err
    assert "\n" not in err


def test_a_huge_file_is_refused_unread(ask):
    assert "lớn hơn 2 MB" in ask(" " * 2_000_001)[2]


@pytest.mark.parametrize("path", ["/khong/co/tep.json", "/", "a\0b"])
def test_a_file_that_cannot_be_opened_is_refused_in_one_sentence(path, capsys):
    err = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("eligibility", facts=path, stderr=err)

    assert stop.value.code == 1
    assert err.getvalue().strip() == "Không mở được tệp dữ kiện: hãy xem lại đường dẫn và quyền đọc."

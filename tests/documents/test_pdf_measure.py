import pytest

from thiduakt.documents.rendering.measure import balanced_lines, text_width


@pytest.mark.parametrize(
    ("text", "size", "width"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 88.3),
        ("Độc lập - Tự do - Hạnh phúc", 13, 56.1),
        ("TRƯỜNG MẦM NON GIANG BIÊN", 12, 68.3),
    ],
)
def test_widths_are_those_of_print(text: str, size: float, width: float) -> None:
    assert text_width(text, size, "Bold") == pytest.approx(width, abs=0.2)


def test_short_text_stays_on_one_line() -> None:
    assert balanced_lines("Công tác thi đua, khen thưởng năm 2023", 140) == ["Công tác thi đua, khen thưởng năm 2023"]


def test_long_text_breaks_into_lines_of_about_equal_length() -> None:
    text = "Về việc đề nghị xét tặng danh hiệu thi đua, hình thức khen thưởng cho tập thể, cá nhân"
    lines = balanced_lines(text, 140)
    widths = [text_width(line, 14, "Bold") for line in lines]
    assert " ".join(lines) == text
    assert len(lines) == 2
    assert max(widths) <= 140
    assert min(widths) / max(widths) > 0.8


def test_what_is_read_as_one_is_not_broken() -> None:
    lines = balanced_lines("Kiểm phiếu xét tặng danh hiệu “Chiến sĩ thi đua cơ sở” của Hội đồng Thi đua - Khen thưởng", 110)
    assert any("“Chiến sĩ thi đua cơ sở”" in line for line in lines)
    assert any("Thi đua - Khen thưởng" in line for line in lines)


def test_typed_breaks_and_blanks_to_be_written_in_are_kept() -> None:
    assert balanced_lines("Dòng một\ndòng hai số\u00a0\u00a0\u00a0", 140) == ["Dòng một", "dòng hai số\u00a0\u00a0\u00a0"]


def test_word_longer_than_the_line_is_left_whole() -> None:
    assert balanced_lines("Ư" * 60, 50) == ["Ư" * 60]


def test_no_text_has_no_line() -> None:
    assert balanced_lines("", 100) == []

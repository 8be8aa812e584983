from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont

from thiduakt.documents import checks
from thiduakt.documents.checks import check_fonts
from thiduakt.documents.rendering import fonts

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


@pytest.fixture
def list_of_faces(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What fontconfig says, for the test to fill."""
    lines: list[str] = []
    monkeypatch.setattr(fonts, "_fontconfig_list", lambda: "\n".join(lines))
    monkeypatch.setattr(fonts, "serif_faces", fonts.serif_faces.__wrapped__)
    return lines


def test_four_faces_of_this_machine_have_every_vietnamese_letter() -> None:
    faces = fonts.serif_faces()
    assert set(faces) == {"Regular", "Bold", "Italic", "Bold Italic"}
    for path in faces.values():
        with TTFont(path) as font:
            assert {ord(letter) for letter in VIETNAMESE + VIETNAMESE.upper()} <= set(font.getBestCmap())


def test_version_1_is_refused_with_the_package_to_install(list_of_faces: list[str]) -> None:
    list_of_faces += [f"{style}|69861|/fonts/{style}.ttf" for style in fonts.STYLES]  # 1.07
    with pytest.raises(ImproperlyConfigured) as refusal:
        fonts.serif_faces()
    assert "Liberation Serif 2 (Regular, Bold, Italic, Bold Italic)" in str(refusal.value)
    assert "fonts-liberation2" in str(refusal.value)


def test_newest_of_two_installed_versions_is_taken(list_of_faces: list[str]) -> None:
    list_of_faces += [f"{style}|{version}|/{version}/{style}.ttf" for version in (137625, 69861) for style in fonts.STYLES]
    assert fonts.serif_faces()["Bold Italic"] == Path("/137625/Bold Italic.ttf")


def test_machine_without_fontconfig_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ImproperlyConfigured, match="hãy cài gói fontconfig"):
        fonts.serif_faces.__wrapped__()


def test_check_at_start_reports_a_missing_face(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_fontconfig_list", lambda: "")
    monkeypatch.setattr("thiduakt.documents.checks.serif_faces", fonts.serif_faces.__wrapped__)
    (error,) = check_fonts(None)
    assert error.id == "documents.E001"
    assert "fonts-liberation2" in error.msg


def test_check_at_start_is_silent_where_the_faces_are() -> None:
    assert check_fonts(None) == []


def test_a_missing_face_stops_the_start(monkeypatch):
    def missing() -> None:
        raise ImproperlyConfigured("Chưa có phông chữ.")

    monkeypatch.setattr(checks, "serif_faces", missing)

    assert [error.id for error in run_checks() if not error.is_silenced()] == ["documents.E001"]

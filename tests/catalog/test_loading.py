"""The texts of the state, as the file delivers them to every installation."""

import json
from datetime import date

import pytest

from tests.factories.catalog import LegalTextFactory
from thiduakt.catalog.citing import citations
from thiduakt.catalog.enums import ChangeKind, Confidence, TextKind
from thiduakt.catalog.loading import FOLDER, load
from thiduakt.catalog.models import LegalChange, LegalText

TOLD = json.loads((FOLDER / "legal_texts.json").read_text())


def days(row, *names):
    return [date.fromisoformat(row[name]) for name in names if row[name]]


@pytest.mark.parametrize("row", TOLD["texts"], ids=lambda row: row["number"])
def test_every_text_says_where_it_is_from_and_is_of_a_known_kind(row):
    assert row["source"]
    assert row["kind"] in TextKind
    assert row["confidence"] in Confidence
    assert row["issuer"]
    (cited,) = citations(f"Văn bản số {row['number']} của cơ quan")
    assert cited.number == row["number"]


@pytest.mark.parametrize("row", TOLD["texts"], ids=lambda row: row["number"])
def test_the_days_of_a_text_are_in_their_order(row):
    known = days(row, "issued_on", "in_force_from", "in_force_to")

    assert known == sorted(known)
    assert all(day.year >= int(year) for day in known for year in row["number"].split("/")[1:2])


@pytest.mark.parametrize("row", TOLD["texts"], ids=lambda row: row["number"])
def test_what_is_not_known_of_a_text_is_said_so(row):
    """A blank name or day is not an oversight of the reader's."""
    missing = [name for name in ("name", "issued_on") if not row[name]]

    assert not missing or "chưa đối chiếu" in row["note"].lower()


@pytest.mark.parametrize("row", TOLD["changes"], ids=lambda row: f"{row['newer']} {row['older']}")
def test_what_is_replaced_ends_before_its_successor_begins(row):
    texts = {text["number"]: text for text in TOLD["texts"]}
    newer, older = texts[row["newer"]], texts[row["older"]]

    assert row["kind"] in ChangeKind
    assert row["source"]
    if row["kind"] == ChangeKind.REPLACES:
        assert older["in_force_to"]
        assert date.fromisoformat(older["in_force_to"]) < date.fromisoformat(newer["in_force_from"])


@pytest.mark.django_db
def test_every_installation_has_them():
    assert LegalText.objects.filter(school=None).count() == len(TOLD["texts"])
    assert LegalChange.objects.count() == len(TOLD["changes"])
    assert LegalText.objects.get(number="98/2023/NĐ-CP").in_force_to == date(2025, 6, 30)


@pytest.mark.django_db
def test_loading_again_mends_what_the_file_says_otherwise_and_adds_nothing(school):
    LegalText.objects.filter(number="98/2023/NĐ-CP").update(in_force_to=None, search_key="")
    own = LegalTextFactory(school=school, number="98/2023/NĐ-CP", issuer="Chính phủ", in_force_to=None, note="Của trường.")

    load(LegalText, LegalChange)

    mended = LegalText.objects.get(school=None, number="98/2023/NĐ-CP")
    assert (mended.in_force_to, mended.search_key[:9]) == (date(2025, 6, 30), "nghi dinh")
    assert LegalText.objects.filter(school=None).count() == len(TOLD["texts"])
    assert LegalChange.objects.count() == len(TOLD["changes"])
    own.refresh_from_db()
    assert (own.in_force_to, own.note) == (None, "Của trường.")

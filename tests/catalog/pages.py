"""The pages of the library and of the law: where they lie, what they show, and what is typed there."""

import io

import lxml.html
import openpyxl
from django.urls import reverse

from thiduakt.catalog.models import Honor, Rule

READERS = (
    "principal", "deputy", "clerk", "secretary", "group_head", "teacher", "accountant", "inspector", "superior",
)  # fmt: skip
LISTS = ("honors", "rules", "choices", "doubtful", "proposals")
B2, C = "B2_2022_ND152", "C_2026_amended"
NAMED = f"?thoi-ky={C}"


def typed(**values):
    given = {
        "kind": "KH", "number": "06/KH-PGDĐT", "name": "về thi đua", "issuer": "Phòng GD&ĐT", "issued_on": "20/02/2024",
        "in_force_from": "", "in_force_to": "", "older": "", "change": "REPLACES", "note": "", "version": "1",
    }  # fmt: skip
    return given | values


def url(route, *args):
    return reverse(f"catalog:{route}", args=args)


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def addresses(new_honor: Honor, new_choice: Rule) -> dict[str, str]:
    """Every page of the law that is read."""
    pages = {name: url(name) for name in LISTS} | {f"{name}_excel": url(f"{name}_excel") for name in LISTS}
    return pages | {
        "honor": url("honor", "CSTDCS"), "choice": url("choice", "public_days"),
        "proposal_honor": url("proposal_honor", new_honor.pk), "proposal_rule": url("proposal_rule", new_choice.pk),
    }  # fmt: skip


def proposing(salary_row: Rule) -> dict[str, str]:
    """Every page where something new is proposed."""
    return {
        "honor_propose": url("honor_propose", "LDTT") + NAMED, "reading_propose": url("reading_propose", C),
        "rule_propose": url("rule_propose", salary_row.pk), "choice_propose": url("choice_propose", "public_days"),
    }  # fmt: skip


def form_values(client, address, **typed):
    """What the page of a form holds, with what is typed over it."""
    forms = lxml.html.fromstring(client.get(address).content).xpath("//main//form[@method='post']")
    values: dict[str, object] = {}
    for name, value in forms[0].form_values():
        values.setdefault(name, []).append(value)
    return {name: found for name, found in (values | typed).items() if found is not None}


def cells(client, address, **query):
    book = openpyxl.load_workbook(io.BytesIO(client.get(address, query).content))
    return list(book.active.iter_rows(min_row=5, values_only=True)), book.active["A2"].value
